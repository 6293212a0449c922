// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/replaybench.h"

#include "app/bench/replayrecording.h"
#include "app/mainwindow.h"
#include "app/session.h"
#include "app/settings.h"
#include "models/store/sqlite.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <random>
#include <system_error>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using items::TimeConductor;

constexpr int kSeeksPerRound = 10;
constexpr auto kPlayFor = std::chrono::seconds(3);
constexpr qint64 kPatience = 120'000; // ms
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

class Console
{
public:
    explicit Console(std::unique_ptr<Session> opened)
        : session(std::move(opened))
        , settings(Settings::inMemory())
        , theme(u"dark"_s)
        , window(*session, theme, *settings)
    {
        window.resize(kWindow);
    }

    // Until all that was asked for is read, handed over and painted; false: it never is.
    bool settle()
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < kPatience) {
            QApplication::processEvents(QEventLoop::AllEvents, 1);
            if (!session->queries().isCaughtUp())
                continue;
            window.repaint(); // all of it, so that nothing is left to a later frame
            if (session->queries().isCaughtUp())
                return true;
        }
        return false;
    }

    std::unique_ptr<Session> session;
    std::unique_ptr<Settings> settings;
    common::Theme theme;
    MainWindow window;
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
            if (const auto sought = seek(view, name); !sought)
                return tl::make_unexpected(sought.error());
        }
        if (const auto played = play(); !played)
            return tl::make_unexpected(played.error());
        m_figures.plainRows /= std::max(1, m_plainReads);
        return m_figures;
    }

private:
    static tl::unexpected<telemetry::Error> neverSettled()
    {
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
        auto session = Session::openRecording(m_path);
        if (!session)
            return tl::make_unexpected(session.error());
        Console console(std::move(*session));
        console.window.show();
        console.window.repaint();
        m_figures.shown.add(msSince(timer));
        if (!console.settle())
            return neverSettled();
        m_figures.open.add(msSince(timer));
        timer.restart();
        const auto anchor = plain(console.session->conductor().view());
        if (!anchor)
            return tl::make_unexpected(anchor.error());
        m_figures.plainOpen.add(msSince(timer)); // with the opening of the file
        return {};
    }

    telemetry::Result<void> seek(MainWindow::View view, const char* name)
    {
        auto session = Session::openRecording(m_path);
        if (!session)
            return tl::make_unexpected(session.error());
        Console console(std::move(*session));
        console.window.showView(view);
        console.window.show();
        if (!console.settle())
            return neverSettled();
        ReplaySeeks seeks{.page = name, .ours = {}, .plain = {}};
        TimeConductor& conductor = console.session->conductor();
        const telemetry::TimeRange bounds = conductor.bounds();
        std::uniform_int_distribution<std::int64_t> any(0, bounds.duration().count());
        for (int i = 0; i < m_settings.rounds * kSeeksPerRound; ++i) {
            const auto time = bounds.start + telemetry::Duration(any(m_random));
            QElapsedTimer timer;
            timer.start();
            conductor.seek(time);
            if (!console.settle())
                return neverSettled();
            seeks.ours.add(msSince(timer));
            const auto anchor = plain(conductor.view());
            if (!anchor)
                return tl::make_unexpected(anchor.error());
            seeks.plain.add(*anchor);
        }
        m_figures.seeks.push_back(std::move(seeks));
        return {};
    }

    telemetry::Result<void> play()
    {
        auto session = Session::openRecording(m_path);
        if (!session)
            return tl::make_unexpected(session.error());
        Console console(std::move(*session));
        console.window.show();
        if (!console.settle())
            return neverSettled();
        TimeConductor& conductor = console.session->conductor();
        FrameCounter counter;
        console.window.installEventFilter(&counter);
        int steps = 0;
        QObject::connect(&conductor, &TimeConductor::cursorMoved, &counter, [&steps] { ++steps; });
        const telemetry::TimeRange bounds = conductor.bounds();
        for (const double speed : {1.0, 100.0, TimeConductor::kAsFastAsPossible}) {
            conductor.seek(bounds.start + bounds.duration() / 4);
            if (!console.settle())
                return neverSettled();
            conductor.setSpeed(speed);
            counter.frames = steps = 0;
            const telemetry::Timestamp from = conductor.cursor();
            QElapsedTimer timer;
            timer.start();
            conductor.play();
            while (timer.elapsed() < std::chrono::milliseconds(kPlayFor).count())
                QApplication::processEvents(QEventLoop::WaitForMoreEvents);
            const double seconds = msSince(timer) / 1000;
            conductor.pause();
            ReplayPlay played;
            if (speed != TimeConductor::kAsFastAsPossible)
                played.speed = speed;
            played.framesPerSecond = counter.frames / seconds;
            played.stepsPerSecond = steps / seconds;
            played.pace =
                std::chrono::duration<double>(conductor.cursor() - from).count() / seconds;
            m_figures.plays.push_back(played);
        }
        return {};
    }

    const ReplaySettings& m_settings;
    const std::string m_path;
    ReplayFigures m_figures;
    int m_plainReads = 0;
    std::mt19937_64 m_random{1}; // the same moments in every run
};

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
    if (!std::filesystem::exists(path, error)) {
        settings.progress("Recording " + std::to_string(settings.spans) + " spans.");
        if (const auto made = recordReplay(path, settings.spans); !made)
            return tl::make_unexpected(made.error());
    }
    auto database = store::Database::open(path, store::Database::Mode::ReadOnly);
    if (!database)
        return tl::make_unexpected(database.error());
    store::Statement count = database->prepare("SELECT max(id) FROM spans");
    const std::int64_t spans = count.step() ? count.integer(0) : 0;

    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    std::string name = "plumbline";
    std::array<char*, 2> argv{name.data(), nullptr};
    const QApplication application(argc, argv.data());
    QApplication::setQuitOnLastWindowClosed(false); // windows come and go
    settings.progress("Opening, seeking, playing.");
    auto figures = Bench(settings, path).run();
    if (!figures)
        return figures;
    figures->spans = spans;
    figures->megabytes = static_cast<double>(std::filesystem::file_size(path, error)) / 1e6;
    return figures;
}

} // namespace bench
