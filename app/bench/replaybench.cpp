// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/replaybench.h"

#include "app/bench/elapsed.h"
#include "app/bench/openwindow.h"
#include "app/bench/replayrecording.h"
#include "app/bench/residentmemory.h"
#include "app/bench/suite/diskroom.h"
#include "app/commands/outcome.h"
#include "app/mainwindow.h"
#include "app/session.h"
#include "app/settings.h"
#include "models/store/sqlite.h"
#include "widgets/common/theme.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <random>
#include <system_error>
#include <thread>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using items::TimeConductor;

constexpr int kSeeksPerRound = 10;
constexpr auto kPlayFor = std::chrono::seconds(3);
constexpr qint64 kPatience = 120'000; // ms
constexpr auto kLook = std::chrono::microseconds(200);
constexpr QSize kWindow{1440, 900};

// Counts what is painted.
class FrameCounter final : public QObject
{
public:
    int frames = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        frames += event->type() == QEvent::UpdateRequest ? 1 : 0;
        return false;
    }
};

// On the GUI thread.
struct Console
{
    explicit Console(std::unique_ptr<Session> opened)
        : session(std::move(opened))
        , settings(Settings::inMemory())
        , theme(u"dark"_s)
        , window(*session, theme, *settings)
    {
        window.resize(kWindow);
    }

    std::unique_ptr<Session> session;
    std::unique_ptr<Settings> settings;
    common::Theme theme;
    MainWindow window;
    FrameCounter counter;
    int steps = 0;
};

// The same for whoever measures it from another thread.
class Opened
{
public:
    Opened() = default;
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    ~Opened() { close(); }

    // With whatever it is still reading.
    void close()
    {
        onGuiThread([this] {
            if (m_console)
                static_cast<void>(m_console->window.close());
            m_console.reset();
        });
    }

    telemetry::Result<void> open(const std::string& path, MainWindow::View view)
    {
        telemetry::Result<void> result;
        onGuiThread([&] {
            auto session = Session::openRecording(path);
            if (!session) {
                result = tl::make_unexpected(session.error());
                return;
            }
            m_console = std::make_unique<Console>(std::move(*session));
            m_console->window.showView(view);
            m_console->window.show();
            m_console->window.repaint();
        });
        return result;
    }

    Console& console() { return *m_console; } // on the GUI thread

    // Until all that was asked for is read, handed over and painted; false: it never is, or a
    // signal has come.
    bool settle()
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < kPatience && !commands::isInterrupted()) {
            bool isSettled = false;
            onGuiThread([&] {
                if (!m_console->session->queries().isCaughtUp())
                    return;
                m_console->window.repaint(); // all of it: nothing is left to a later frame
                isSettled = m_console->session->queries().isCaughtUp();
            });
            if (isSettled)
                return true;
            std::this_thread::sleep_for(kLook);
        }
        return false;
    }

private:
    std::unique_ptr<Console> m_console;
};

double msSince(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

// Which rows a plain reader would read for what the window shows.
class PlainReads
{
public:
    static telemetry::Result<PlainReads> open(const std::string& path)
    {
        auto database = store::Database::open(path, store::Database::Mode::ReadOnly);
        if (!database)
            return tl::make_unexpected(database.error());
        return PlainReads(std::move(*database));
    }

    // Rows read.
    std::int64_t read(const store::View& view)
    {
        store::Statement select = m_database.prepare(
            "SELECT id, trace_no, span_id, parent_id, start_ns, end_ns FROM spans INDEXED BY "
            "spans_by_start WHERE start_ns>=? AND start_ns<? AND recorded_ns<=?");
        select.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
        std::int64_t rows = 0;
        while (select.step()) {
            m_sum += select.integer(5) - select.integer(4); // so that the columns are read
            ++rows;
        }
        return rows;
    }

private:
    explicit PlainReads(store::Database database)
        : m_database(std::move(database))
    {
    }

    store::Database m_database;
    std::int64_t m_sum = 0;
};

class Bench
{
public:
    Bench(const ReplaySettings& settings, std::string path)
        : m_settings(settings)
        , m_path(std::move(path))
    {
    }

    telemetry::Result<ReplayFigures> run()
    {
        for (int round = 0; round < m_settings.rounds; ++round) {
            if (const auto opened = open(); !opened)
                return tl::make_unexpected(opened.error());
        }
        for (const auto& [view, name] : {std::pair{MainWindow::View::Health, "health"},
                                         std::pair{MainWindow::View::Suspects, "suspects"}}) {
            for (const bool isAsKnownNow : {false, true}) {
                if (const auto sought = seek(view, name, isAsKnownNow); !sought)
                    return tl::make_unexpected(sought.error());
            }
        }
        if (const auto played = play(); !played)
            return tl::make_unexpected(played.error());
        m_figures.plainRows /= std::max(1, m_plainReads);
        return m_figures;
    }

private:
    static tl::unexpected<telemetry::Error> neverSettled()
    {
        if (commands::isInterrupted())
            return telemetry::failure(telemetry::ErrorKind::Refused, "Interrupted.");
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "The window was still reading after two minutes.");
    }

    telemetry::Result<double> plain(const store::View& view)
    {
        auto reads = PlainReads::open(m_path);
        if (!reads)
            return tl::make_unexpected(reads.error());
        QElapsedTimer timer;
        timer.start();
        m_figures.plainRows += static_cast<double>(reads->read(view));
        ++m_plainReads;
        return msSince(timer);
    }

    telemetry::Result<void> open()
    {
        QElapsedTimer timer;
        timer.start();
        Opened opened;
        if (const auto shown = opened.open(m_path, MainWindow::View::Health); !shown)
            return shown;
        m_figures.shown.add(msSince(timer));
        if (!opened.settle())
            return neverSettled();
        m_figures.open.add(msSince(timer));
        timer.restart();
        const auto anchor = plain(viewOf(opened));
        if (!anchor)
            return tl::make_unexpected(anchor.error());
        m_figures.plainOpen.add(msSince(timer)); // with the opening of the file
        timer.restart();
        opened.close();
        m_figures.close.add(msSince(timer));
        return {};
    }

    static store::View viewOf(Opened& opened)
    {
        store::View view;
        onGuiThread([&] { view = opened.console().session->conductor().view(); });
        return view;
    }

    static telemetry::TimeRange boundsOf(Opened& opened)
    {
        telemetry::TimeRange bounds;
        onGuiThread([&] { bounds = opened.console().session->conductor().bounds(); });
        return bounds;
    }

    telemetry::Result<void> seek(MainWindow::View view, const char* name, bool isAsKnownNow)
    {
        Opened opened;
        if (const auto shown = opened.open(m_path, view); !shown)
            return shown;
        onGuiThread([&] { opened.console().session->conductor().setAsKnownNow(isAsKnownNow); });
        if (!opened.settle())
            return neverSettled();
        ReplaySeeks seeks{.page = name, .isAsKnownNow = isAsKnownNow, .ours = {}, .plain = {}};
        const telemetry::TimeRange bounds = boundsOf(opened);
        std::uniform_int_distribution<std::int64_t> any(0, bounds.duration().count());
        for (int i = 0; i < m_settings.rounds * kSeeksPerRound; ++i) {
            const auto time = bounds.start + telemetry::Duration(any(m_random));
            QElapsedTimer timer;
            timer.start();
            onGuiThread([&] { opened.console().session->conductor().seek(time); });
            if (!opened.settle())
                return neverSettled();
            seeks.ours.add(msSince(timer));
            const auto anchor = plain(viewOf(opened));
            if (!anchor)
                return tl::make_unexpected(anchor.error());
            seeks.plain.add(*anchor);
        }
        m_figures.seeks.push_back(std::move(seeks));
        return {};
    }

    telemetry::Result<void> play()
    {
        Opened opened;
        if (const auto shown = opened.open(m_path, MainWindow::View::Health); !shown)
            return shown;
        if (!opened.settle())
            return neverSettled();
        onGuiThread([&] {
            Console& console = opened.console();
            console.window.installEventFilter(&console.counter);
            QObject::connect(&console.session->conductor(), &TimeConductor::cursorMoved,
                             &console.window, [&console] { ++console.steps; });
        });
        const telemetry::TimeRange bounds = boundsOf(opened);
        for (const double speed : {1.0, 100.0, TimeConductor::kAsFastAsPossible}) {
            onGuiThread([&] {
                opened.console().session->conductor().seek(bounds.start + bounds.duration() / 4);
            });
            if (!opened.settle())
                return neverSettled();
            m_figures.plays.push_back(playAt(opened, speed));
        }
        return {};
    }

    static ReplayPlay playAt(Opened& opened, double speed)
    {
        telemetry::Timestamp from;
        QElapsedTimer timer;
        onGuiThread([&] {
            Console& console = opened.console();
            TimeConductor& conductor = console.session->conductor();
            conductor.setSpeed(speed);
            console.counter.frames = console.steps = 0;
            from = conductor.cursor();
            timer.start();
            conductor.play();
        });
        std::this_thread::sleep_for(kPlayFor);
        ReplayPlay played;
        onGuiThread([&] {
            Console& console = opened.console();
            TimeConductor& conductor = console.session->conductor();
            conductor.pause();
            const double seconds = msSince(timer) / 1000;
            if (speed != TimeConductor::kAsFastAsPossible)
                played.speed = speed;
            played.framesPerSecond = console.counter.frames / seconds;
            played.stepsPerSecond = console.steps / seconds;
            played.pace =
                std::chrono::duration<double>(conductor.cursor() - from).count() / seconds;
        });
        return played;
    }

    const ReplaySettings& m_settings;
    const std::string m_path;
    ReplayFigures m_figures;
    int m_plainReads = 0;
    std::mt19937_64 m_random{1}; // the same moments in every run
};

// Tells the room that it takes. Empty: there is enough; else why not.
std::string tooLittleRoom(const std::string& path, const ReplaySettings& settings)
{
    const auto room =
        diskRoom(std::filesystem::absolute(path).parent_path(), replayRoom(settings.spans));
    const std::string what = "a recording of " + std::to_string(settings.spans) + " spans";
    if (!room.isEnough)
        return what + " needs " + room.text;
    settings.progress("Making " + what + ": " + room.text + ".");
    return {};
}

// Tells how long it takes once some of it is done, and how far it is.
telemetry::Result<ReplayWriting> write(const std::string& path, const ReplaySettings& settings)
{
    restartPeak();
    const auto begun = std::chrono::steady_clock::now();
    std::int64_t tellAt = settings.spans / 100;
    const auto tell = [&](std::int64_t done) {
        if (done < tellAt || done == 0)
            return;
        tellAt = (done * 10 / settings.spans + 1) * settings.spans / 10;
        const double left = secondsSince(begun) * static_cast<double>(settings.spans - done)
            / static_cast<double>(done);
        settings.progress(std::to_string(done) + " spans, "
                          + QString::number(left / 60, 'f', 1).toStdString()
                          + " minutes until it is recorded.");
    };
    if (const auto made = recordReplay(path, settings.spans, tell); !made)
        return tl::make_unexpected(made.error());
    return ReplayWriting{.spansPerSecond =
                             static_cast<double>(settings.spans) / secondsSince(begun),
                         .peakMegabytes = peakMegabytes()};
}

} // namespace

void ReplayTimes::add(double value)
{
    ms.insert(std::ranges::upper_bound(ms, value), value);
}

double ReplayTimes::median() const
{
    return ms.empty() ? 0 : ms[ms.size() / 2];
}

telemetry::Result<ReplayFigures> benchReplay(const ReplaySettings& settings)
{
    const QTemporaryDir folder;
    const std::string path = settings.recording.empty()
        ? folder.filePath(u"replay.plumb"_s).toStdString()
        : settings.recording;
    std::error_code error;
    std::optional<ReplayWriting> writing;
    if (!std::filesystem::exists(path, error)) {
        if (std::string why = tooLittleRoom(path, settings); !why.empty()) {
            ReplayFigures skipped;
            skipped.skipped = std::move(why);
            return skipped;
        }
        auto written = write(path, settings);
        if (!written)
            return tl::make_unexpected(written.error());
        writing = *written;
    }
    auto database = store::Database::open(path, store::Database::Mode::ReadOnly);
    if (!database)
        return tl::make_unexpected(database.error());
    store::Statement count = database->prepare("SELECT count(*) FROM spans");
    const std::int64_t spans = count.step() ? count.integer(0) : 0;

    settings.progress("Opening, seeking, playing.");
    telemetry::Result<ReplayFigures> figures;
    runBesideGui([&] { figures = Bench(settings, path).run(); });
    if (!figures)
        return figures;
    figures->writing = writing;
    figures->spans = spans;
    figures->megabytes = static_cast<double>(std::filesystem::file_size(path, error)) / 1e6;
    return figures;
}

} // namespace bench
