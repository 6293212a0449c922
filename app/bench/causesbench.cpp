// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/causesbench.h"

#include "app/commands/drillrecording.h"
#include "models/causes/causes.h"
#include "models/store/reader.h"
#include "models/telemetry/signalcheck.h"

#include <QTemporaryDir>

#include <algorithm>
#include <chrono>

namespace bench {

namespace {

using namespace std::chrono_literals;

const telemetry::Timestamp kCausesStart =
    telemetry::Timestamp{} + std::chrono::seconds(1'795'487'000);
constexpr auto kHealthy = 150s;
constexpr auto kLength = 270s;
constexpr auto kLooksAfter = 60s; // an alarm was raised

// Whoever is called looks at the first alarm that says that answers are wrong; without one they are
// asked by somebody whether the service is well.
telemetry::Result<causes::CaseQuestion>
questionOf(const store::Reader& reader, const commands::DrillTruth& truth, CausesRun& run)
{
    const telemetry::TimeRange all{.start = kCausesStart, .end = kCausesStart + kLength};
    const auto transitions = reader.alarmTransitions({.range = all});
    if (!transitions)
        return tl::make_unexpected(transitions.error());
    for (const telemetry::AlarmTransition& alarm : *transitions) {
        if (alarm.state != telemetry::AlarmState::Raised || telemetry::isShiftCheck(alarm.check)
            || alarm.time < truth.faultTime)
            continue;
        run.hasAlarm = true;
        run.service = alarm.service;
        run.looked = std::min(all.end, alarm.time + kLooksAfter);
        return causes::questionOf(reader, alarm.alarm, run.looked);
    }
    run.looked = all.end;
    run.service =
        truth.scenario.fault.service.empty() ? "support-bot" : truth.scenario.fault.service;
    return causes::CaseQuestion{.service = run.service, .check = {}, .alarm = {}, .range = all};
}

// What of a release is not as it was: "prompt 7.1".
std::string herringText(const std::vector<drill::Traffic::Change>& changes)
{
    std::string text;
    const auto add = [&text](const char* what, const std::string& value) {
        if (!value.empty())
            text += (text.empty() ? "" : ", ") + std::string(what) + ' ' + value;
    };
    for (const drill::Traffic::Change& change : changes) {
        const drill::Release& release = change.release;
        add("model", release.model);
        add("version", release.version);
        add("prompt", release.promptVersion);
        add("adapter", release.adapter);
        add("index", release.indexVersion);
        add("judge", release.judge);
        add("instrumentation", release.instrumentationVersion);
        if (release.load > 1)
            add("load of", release.service);
    }
    return text;
}

std::string toldWhy(const CausesRun& run, const causes::Causes& causes)
{
    std::string text = run.scenario + " seed " + std::to_string(run.seed)
        + (run.isMixed ? " with " + run.redHerring : std::string()) + ": place "
        + std::to_string(run.place) + (run.hasAlarm ? "" : ", no alarm") + ", " + run.service + ' '
        + causes.facts.check + '\n';
    for (std::size_t i = 0; i < causes.hypotheses.size(); ++i) {
        const causes::Hypothesis& hypothesis = causes.hypotheses[i];
        if (i >= 2 && hypothesis.cause != run.truth)
            continue;
        text += "  " + hypothesis.title + ' ' + std::to_string(hypothesis.score) + '\n';
        for (const causes::CauseEvidence& evidence : hypothesis.evidence)
            text += "    " + std::to_string(evidence.weight) + "  " + evidence.text + '\n';
    }
    return text;
}

telemetry::Result<CausesRun> runOne(const CausesBenchSettings& settings,
                                    const drill::OfflineSettings& drillSettings)
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("drill.plumb")).toStdString();
    const auto truth = commands::recordDrill(drillSettings, path);
    if (!truth)
        return tl::make_unexpected(truth.error());
    const auto reader = store::Reader::open(path);
    if (!reader)
        return tl::make_unexpected(reader.error());
    CausesRun run{.scenario = drillSettings.scenario,
                  .seed = drillSettings.seed,
                  .isMixed = drillSettings.isMixed,
                  .redHerring = herringText(truth->redHerrings),
                  .service = {},
                  .looked = {}};
    run.truth = causes::causeFromName(truth->scenario.incidentClass).value_or(run.truth);
    const auto question = questionOf(**reader, *truth, run);
    if (!question)
        return tl::make_unexpected(question.error());
    const auto began = std::chrono::steady_clock::now();
    const auto causes = causes::causesOf(**reader, *question, run.looked);
    if (!causes)
        return tl::make_unexpected(causes.error());
    run.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    run.first = causes->hypotheses.front().cause;
    const auto found = std::ranges::find(causes->hypotheses, run.truth, &causes::Hypothesis::cause);
    run.place = 1 + static_cast<int>(found - causes->hypotheses.begin());
    run.lead = found->score - causes->hypotheses[run.place == 1 ? 1 : 0].score;
    if (run.place > 1 && settings.progress)
        settings.progress(toldWhy(run, *causes));
    return run;
}

} // namespace

double CausesFigures::shareWithin(int places, bool isMixed) const
{
    int all = 0;
    int within = 0;
    for (const CausesRun& run : runs) {
        all += run.isMixed == isMixed ? 1 : 0;
        within += run.isMixed == isMixed && run.place <= places ? 1 : 0;
    }
    return all > 0 ? static_cast<double>(within) / all : 0.0;
}

telemetry::Result<CausesFigures> benchCauses(const CausesBenchSettings& settings)
{
    const auto scenarios = drill::loadScenarios();
    if (!scenarios)
        return tl::make_unexpected(scenarios.error());
    CausesFigures figures;
    for (const drill::Scenario& scenario : *scenarios) {
        if (!settings.scenario.empty() && scenario.info.name != settings.scenario)
            continue;
        for (int i = 0; i < 2 * settings.seeds; ++i) {
            const bool isMixed = i % 2 != 0;
            if (isMixed && scenario.redHerrings.empty())
                continue;
            const auto run = runOne(settings,
                                    {.scenario = scenario.info.name,
                                     .seed = settings.firstSeed + static_cast<std::uint64_t>(i / 2),
                                     .isMixed = isMixed,
                                     .start = kCausesStart,
                                     .length = kLength,
                                     .healthyFor = kHealthy,
                                     .moves = {}});
            if (!run)
                return tl::make_unexpected(run.error());
            ++figures.confusion[static_cast<std::size_t>(run->truth)]
                               [static_cast<std::size_t>(run->first)];
            figures.runs.push_back(*run);
        }
    }
    return figures;
}

} // namespace bench
