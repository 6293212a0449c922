// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/coldstartbench.h"
#include "app/bench/measured.h"
#include "app/bench/measuredjson.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using commands::print;

constexpr double kStartAim = 2; // times the floor
constexpr double kIdleCoreAim = 0.01;
constexpr double kIdleMemoryAim = 200; // MB

template<class Round, class Figure>
Measured ofRounds(const std::vector<Round>& rounds, const Figure& figure)
{
    std::vector<double> values;
    for (const Round& round : rounds)
        values.push_back(figure(round));
    return measuredOf(std::move(values));
}

void printStart(const char* what, const Measured& times)
{
    print(stdout, "%-38s %8.0f %8.0f %8.0f\n", what, times.median, times.least, times.most);
}

void printRatio(const char* what, const Measured& ratio)
{
    print(stdout, "%-38s %8.2f %8.2f %8.2f   aim %.0f: %s\n", what, ratio.median, ratio.least,
          ratio.most, kStartAim, ratio.median <= kStartAim ? "reached" : "missed");
}

constexpr const char* kNoFloor = "skipped: plumbline-empty-window, which is built beside the "
                                 "program and not installed, is not there";

bool hasFloors(const auto& rounds)
{
    return std::ranges::all_of(rounds, [](const auto& round) { return round.floor.has_value(); });
}

struct IdleSpreads
{
    Measured core;
    Measured resident;
    Measured proportional;
};

// `window` gives that of a round.
template<class Window>
IdleSpreads spreadsOf(const std::vector<IdleRound>& rounds, const Window& window)
{
    return {.core = ofRounds(rounds, [&](const auto& round) { return window(round).core; }),
            .resident = ofRounds(rounds, [&](const auto& round) { return window(round).resident; }),
            .proportional =
                ofRounds(rounds, [&](const auto& round) { return window(round).proportional; })};
}

QJsonObject idleJson(const IdleSpreads& spreads)
{
    return {{u"core_share"_s, measuredJson(spreads.core)},
            {u"rss_mb"_s, measuredJson(spreads.resident)},
            {u"pss_mb"_s, measuredJson(spreads.proportional)}};
}

void printIdle(const char* what, const IdleSpreads& spreads)
{
    print(stdout, "%-28s %6.2f (%.2f to %.2f) %8.1f (%.1f to %.1f) %8.1f\n", what,
          spreads.core.median * 100, spreads.core.least * 100, spreads.core.most * 100,
          spreads.resident.median, spreads.resident.least, spreads.resident.most,
          spreads.proportional.median);
}

} // namespace

int runColdStart(const ColdStartSettings& settings, bool isJson)
{
    const auto rounds = benchColdStart(settings);
    if (!rounds)
        return commands::report(rounds.error());
    const bool hasFloor = hasFloors(*rounds);
    const auto floorOf = [](const ColdStartRound& round) { return round.floor.value_or(0); };
    const auto overFloor = [&](double ColdStartRound::*figure) {
        return ofRounds(*rounds, [&](const auto& round) { return round.*figure / floorOf(round); });
    };
    const Measured empty = ofRounds(*rounds, [](const auto& round) { return round.empty; });
    const Measured window = ofRounds(*rounds, [](const auto& round) { return round.window; });
    const Measured recording = ofRounds(*rounds, [](const auto& round) { return round.recording; });
    const Measured ownRatio =
        ofRounds(*rounds, [](const auto& round) { return round.window / round.empty; });
    if (isJson) {
        QJsonObject object{{u"bench"_s, u"cold-start"_s},
                           {u"rounds"_s, static_cast<int>(rounds->size())},
                           {u"own_empty_window_ms"_s, measuredJson(empty)},
                           {u"window_ms"_s, measuredJson(window)},
                           {u"recording_ms"_s, measuredJson(recording)},
                           {u"own_window_ratio"_s, measuredJson(ownRatio)},
                           {u"target_ratio"_s, kStartAim}};
        if (hasFloor) {
            object[u"empty_window_ms"_s] = measuredJson(ofRounds(*rounds, floorOf));
            object[u"window_ratio"_s] = measuredJson(overFloor(&ColdStartRound::window));
            object[u"recording_ratio"_s] = measuredJson(overFloor(&ColdStartRound::recording));
        } else {
            object[u"empty_window_note"_s] = QString::fromLatin1(kNoFloor);
        }
        commands::printJson(object);
        return 0;
    }
    print(stdout,
          "from before the process is started until its first frame is painted, %d rounds\n",
          static_cast<int>(rounds->size()));
    print(stdout, "%-38s %8s %8s %8s\n", "ms", "median", "least", "most");
    if (hasFloor)
        printStart("an empty QMainWindow, Qt alone", ofRounds(*rounds, floorOf));
    printStart("the same in this program", empty);
    printStart("the console, receiving", window);
    printStart("the console, on a recording", recording);
    if (hasFloor) {
        printRatio("receiving / Qt alone", overFloor(&ColdStartRound::window));
        printRatio("on a recording / Qt alone", overFloor(&ColdStartRound::recording));
    } else {
        print(stdout, "an empty QMainWindow, Qt alone: %s\n", kNoFloor);
    }
    print(stdout, "%-38s %8.2f %8.2f %8.2f\n", "receiving / the same in this program",
          ownRatio.median, ownRatio.least, ownRatio.most);
    return 0;
}

int runIdle(const IdleSettings& settings, bool isJson)
{
    const auto rounds = benchIdle(settings);
    if (!rounds)
        return commands::report(rounds.error());
    const bool hasFloor = hasFloors(*rounds);
    const IdleSpreads qtAlone = spreadsOf(
        *rounds, [](const IdleRound& round) { return round.floor.value_or(IdleWindow()); });
    const IdleSpreads empty =
        spreadsOf(*rounds, [](const IdleRound& round) { return round.empty; });
    const IdleSpreads window =
        spreadsOf(*rounds, [](const IdleRound& round) { return round.window; });
    const IdleSpreads recording =
        spreadsOf(*rounds, [](const IdleRound& round) { return round.recording; });
    if (isJson) {
        QJsonObject object{{u"bench"_s, u"idle"_s},
                           {u"rounds"_s, static_cast<int>(rounds->size())},
                           {u"seconds"_s, static_cast<qint64>(settings.watched.count())},
                           {u"own_empty_window"_s, idleJson(empty)},
                           {u"window"_s, idleJson(window)},
                           {u"recording"_s, idleJson(recording)},
                           {u"target_core_share"_s, kIdleCoreAim},
                           {u"target_rss_mb"_s, kIdleMemoryAim}};
        if (hasFloor)
            object[u"empty_window"_s] = idleJson(qtAlone);
        else
            object[u"empty_window_note"_s] = QString::fromLatin1(kNoFloor);
        commands::printJson(object);
        return 0;
    }
    print(stdout, "windows that nobody touches, %lld s each, %d rounds\n",
          static_cast<long long>(settings.watched.count()), static_cast<int>(rounds->size()));
    print(stdout, "%-28s %22s %26s %8s\n", "", "% of a core", "resident MB", "PSS MB");
    if (hasFloor)
        printIdle("an empty QMainWindow, Qt", qtAlone);
    else
        print(stdout, "an empty QMainWindow, Qt alone: %s\n", kNoFloor);
    printIdle("the same in this program", empty);
    printIdle("the console, receiving", window);
    printIdle("the console, on a recording", recording);
    print(stdout, "aim, receiving: at most %.0f %% of a core: %s; at most %.0f MB resident: %s\n",
          kIdleCoreAim * 100, window.core.median <= kIdleCoreAim ? "reached" : "missed",
          kIdleMemoryAim, window.resident.median <= kIdleMemoryAim ? "reached" : "missed");
    return 0;
}

} // namespace bench
