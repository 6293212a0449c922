// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/coldstartbench.h"

#include "app/bench/replayrecording.h"
#include "app/bench/startedconsole.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <array>
#include <ctime>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using StartKind = StartedConsole::Kind;
using telemetry::ErrorKind;
using telemetry::Result;

// What QProcess needs, and a recording for the windows to show.
class StartStage
{
public:
    static Result<std::unique_ptr<StartStage>> make(int spans)
    {
        auto stage = std::make_unique<StartStage>();
        if (!stage->m_folder.isValid())
            return telemetry::failure(ErrorKind::Unreadable,
                                      "There is no room for temporary files.");
        if (const auto made = recordReplay(stage->recording().toStdString(), spans); !made)
            return tl::make_unexpected(made.error());
        return stage;
    }

    QString recording() const { return m_folder.filePath(u"start.plumb"_s); }

private:
    int m_argc = 1;
    std::string m_name = "plumbline";
    std::array<char*, 2> m_argv{m_name.data(), nullptr};
    const QCoreApplication m_application{m_argc, m_argv.data()};
    const QTemporaryDir m_folder;
};

void tellProgress(const std::function<void(const std::string&)>& progress, const std::string& what)
{
    if (progress)
        progress(what);
}

Result<double> startOnce(StartKind kind, const QString& recording)
{
    StartedConsole console;
    return console.start(kind, recording, false);
}

Result<ColdStartRound> startEach(const QString& recording)
{
    ColdStartRound round;
    if (StartedConsole::hasFloor()) {
        const auto taken = startOnce(StartKind::Floor, recording);
        if (!taken)
            return tl::make_unexpected(taken.error());
        round.floor = *taken;
    }
    for (const auto& [kind, place] :
         {std::pair{StartKind::Empty, &ColdStartRound::empty},
          std::pair{StartKind::Live, &ColdStartRound::window},
          std::pair{StartKind::Recording, &ColdStartRound::recording}}) {
        const auto taken = startOnce(kind, recording);
        if (!taken)
            return tl::make_unexpected(taken.error());
        round.*place = *taken;
    }
    return round;
}

// Of all threads of another process of this user, those that have ended too.
std::optional<double> processorSecondsOf(qint64 process)
{
    clockid_t clock{};
    timespec now{};
    if (clock_getcpuclockid(static_cast<pid_t>(process), &clock) != 0
        || clock_gettime(clock, &now) != 0)
        return {};
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// proc(5), smaps_rollup: kibibytes.
bool readMemory(qint64 process, IdleWindow& window)
{
    std::ifstream rollup("/proc/" + std::to_string(process) + "/smaps_rollup");
    int found = 0;
    for (std::string word; rollup >> word;) {
        double* const place = word == "Rss:" ? &window.resident
            : word == "Pss:"                 ? &window.proportional
                                             : nullptr;
        double kibibytes = 0;
        if (place == nullptr || !(rollup >> kibibytes))
            continue;
        *place = kibibytes * 1024 / 1e6;
        ++found;
    }
    return found == 2;
}

Result<IdleWindow> watchOne(StartKind kind, const QString& recording, const IdleSettings& settings)
{
    StartedConsole console;
    if (const auto started = console.start(kind, recording, true); !started)
        return tl::make_unexpected(started.error());
    std::this_thread::sleep_for(settings.settling);
    const qint64 process = console.processId();
    const auto before = processorSecondsOf(process);
    const auto start = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(settings.watched);
    const auto after = processorSecondsOf(process);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    IdleWindow window;
    if (!before || !after || !readMemory(process, window))
        return telemetry::failure(ErrorKind::Unreachable,
                                  "The system does not tell what the idle window uses, or it has "
                                  "ended.");
    window.core = (*after - *before) / taken.count();
    return window;
}

} // namespace

Result<std::vector<ColdStartRound>> benchColdStart(const ColdStartSettings& settings)
{
    tellProgress(settings.progress,
                 "Recording " + std::to_string(settings.spans) + " spans to be opened.");
    const auto stage = StartStage::make(settings.spans);
    if (!stage)
        return tl::make_unexpected(stage.error());
    std::vector<ColdStartRound> rounds;
    for (int i = 0; i <= settings.rounds; ++i) {
        const auto round = startEach((*stage)->recording());
        if (!round)
            return tl::make_unexpected(round.error());
        if (i > 0) // the first one fills the system's cache
            rounds.push_back(*round);
        tellProgress(settings.progress,
                     "Round " + std::to_string(i) + " of " + std::to_string(settings.rounds) + ".");
    }
    return rounds;
}

Result<std::vector<IdleRound>> benchIdle(const IdleSettings& settings)
{
    const auto stage = StartStage::make(settings.spans);
    if (!stage)
        return tl::make_unexpected(stage.error());
    std::vector<IdleRound> rounds;
    for (int i = 0; i < settings.rounds; ++i) {
        IdleRound round;
        if (StartedConsole::hasFloor()) {
            const auto window = watchOne(StartKind::Floor, (*stage)->recording(), settings);
            if (!window)
                return tl::make_unexpected(window.error());
            round.floor = *window;
        }
        for (const auto& [kind, place] : {std::pair{StartKind::Empty, &IdleRound::empty},
                                          std::pair{StartKind::Live, &IdleRound::window},
                                          std::pair{StartKind::Recording, &IdleRound::recording}}) {
            const auto window = watchOne(kind, (*stage)->recording(), settings);
            if (!window)
                return tl::make_unexpected(window.error());
            round.*place = *window;
        }
        rounds.push_back(round);
        tellProgress(settings.progress,
                     "Round " + std::to_string(i + 1) + " of " + std::to_string(settings.rounds)
                         + ".");
    }
    return rounds;
}

} // namespace bench
