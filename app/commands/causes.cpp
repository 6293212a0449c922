// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/causes.h"

#include "app/commands/causesjson.h"
#include "app/commands/commands.h"
#include "app/commands/jsonrows.h"
#include "app/commands/judgefile.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/causes/casewords.h"
#include "models/store/reader.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using telemetry::Timestamp;

struct CausesOptions
{
    std::string file;
    std::string alarm;
    std::string service;
    std::string from;
    std::string to;
    std::string asKnownAt;
    std::string golden;
    bool isJson = false;
};

struct CausesAsked
{
    store::View view; // whole where nothing was said
};

telemetry::Result<CausesAsked> parse(const CausesOptions& options)
{
    CausesAsked asked;
    const std::array<std::pair<const std::string*, Timestamp*>, 3> times{
        {{&options.from, &asked.view.range.start},
         {&options.to, &asked.view.range.end},
         {&options.asKnownAt, &asked.view.knownAt}}};
    for (const auto& [text, time] : times) {
        if (text->empty())
            continue;
        const auto parsed = telemetry::timestampFromText(*text);
        if (!parsed)
            return tl::make_unexpected(parsed.error());
        *time = *parsed;
    }
    return asked;
}

// Of the newest incident that is not over, else of the newest: the one that began first, since the
// others saw it late. Alarms on how answers are, which say of none that it is wrong, only where
// there is no other.
std::string chosenAlarm(const std::vector<telemetry::AlarmTransition>& alarms)
{
    const auto incidentOf = [](const telemetry::AlarmTransition& alarm) {
        return alarm.incident.empty() ? alarm.alarm : alarm.incident;
    };
    const auto rank = [](const telemetry::AlarmTransition& alarm) {
        return std::tuple(!telemetry::isShiftCheck(alarm.check),
                          alarm.state != telemetry::AlarmState::Cleared, alarm.onset);
    };
    const auto newest = std::ranges::max_element(alarms, {}, rank);
    if (newest == alarms.end())
        return {};
    const telemetry::AlarmTransition* first = &*newest;
    for (const telemetry::AlarmTransition& alarm : alarms) {
        const bool isAlike =
            telemetry::isShiftCheck(alarm.check) == telemetry::isShiftCheck(newest->check);
        if (isAlike && incidentOf(alarm) == incidentOf(*newest) && alarm.onset < first->onset)
            first = &alarm;
    }
    return first->alarm;
}

telemetry::Result<causes::CaseQuestion>
questionOf(const store::Reader& reader, const CausesOptions& options, const CausesAsked& asked)
{
    const auto extent = reader.extent();
    if (!extent)
        return tl::make_unexpected(extent.error());
    if (!*extent)
        return telemetry::failure(telemetry::ErrorKind::Unreadable, "The recording is empty.");
    const telemetry::TimeRange known{.start = (*extent)->range.start,
                                     .end = (*extent)->isImport
                                         ? (*extent)->range.end
                                         : std::min((*extent)->range.end, asked.view.knownAt)};
    if (!options.service.empty())
        return causes::CaseQuestion{.service = options.service,
                                    .check = {},
                                    .alarm = {},
                                    .range = known.intersected(asked.view.range)};
    std::string alarm = options.alarm;
    if (alarm.empty()) {
        const auto alarms = reader.alarms({.range = {}, .knownAt = asked.view.knownAt});
        if (!alarms)
            return tl::make_unexpected(alarms.error());
        alarm = chosenAlarm(*alarms);
    }
    if (alarm.empty())
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "No alarm was raised: name a service with --service, and a time "
                                  "with --from and --to.");
    auto question = causes::questionOf(reader, alarm, asked.view.knownAt);
    if (question)
        question->range.end = std::min(question->range.end, known.end);
    if (question)
        question->cursor = known.end;
    return question;
}

void printHypothesis(const causes::Causes& causes, std::size_t place, bool isWhole)
{
    const causes::Hypothesis& hypothesis = causes.hypotheses[place];
    print(stdout, "\n%s: %s (%+.1f; %d for, %d against)\n", hypothesis.title.c_str(),
          causes::sureness(hypothesis.score), hypothesis.score, hypothesis.countFor(),
          hypothesis.countAgainst());
    if (!isWhole)
        return;
    print(stdout, "  %s\n", hypothesis.sentence.c_str());
    print(stdout, "  %s\n", causes::exposedText(causes, place).c_str());
    for (const causes::CauseEvidence& evidence : hypothesis.evidence)
        print(stdout, "  %+.1f  %s\n", evidence.weight, evidence.text.c_str());
    for (const std::string& missing : hypothesis.missing)
        print(stdout, "     ?  %s\n", missing.c_str());
    print(stdout, "  cure: %s", hypothesis.remedy.text.c_str());
    if (!hypothesis.remedy.lever.empty())
        print(stdout, " [%s%s%s]", hypothesis.remedy.lever.c_str(),
              hypothesis.remedy.value.empty() ? "" : " to ", hypothesis.remedy.value.c_str());
    print(stdout, "\n  it is not this if: %s\n", hypothesis.refutation.c_str());
}

void printText(const causes::Causes& causes)
{
    const causes::CaseFacts& facts = causes.facts;
    print(stdout, "%s%s%s, %lld answers looked at%s\n", facts.service.c_str(),
          facts.alarm.empty() ? "" : ", alarm ", facts.alarm.c_str(),
          static_cast<long long>(facts.answers),
          !facts.isShort    ? ""
              : facts.onset ? " (those nearest to the onset)"
                            : " (not all of that time)");
    if (!facts.onset) {
        print(stdout, "Nothing rose%s that can be told from chance.\n",
              facts.isShort ? " in those" : "");
        return;
    }
    print(stdout, "onset %s (%s to %s): %s are %s, before %s\n",
          telemetry::toRfc3339(facts.onset->at).c_str(),
          causes::clockText(facts.onset->low).c_str(), causes::clockText(facts.onset->high).c_str(),
          causes::countsText(facts.onset->after).c_str(), causes::symptomWord(facts).c_str(),
          causes::countsText(facts.onset->before).c_str());
    if (!causes.judgeOrModel.empty())
        print(stdout, "%s\n", causes.judgeOrModel.c_str());
    print(stdout, "\nchanges, the best explanation first\n");
    for (const causes::RankedChange& ranked : facts.changes)
        print(stdout, "  %s  %-20s %-44s reached %s of %lld since, likelihood %.1f\n",
              causes::clockText(ranked.change.time).c_str(), causes::toString(ranked.standing),
              (causes::changeText(ranked.change)
               + (ranked.change.service == facts.service ? "" : " of " + ranked.change.service))
                  .c_str(),
              causes::percentText(ranked.reach()).c_str(), static_cast<long long>(ranked.since),
              ranked.likelihood);
    if (facts.changes.empty())
        print(stdout, "  none was seen\n");
    constexpr double kWorthReading = 1;
    for (std::size_t i = 0; i < causes.hypotheses.size(); ++i)
        printHypothesis(causes, i, i < 2 || causes.hypotheses[i].score >= kWorthReading);
}

int run(const CausesOptions& options)
{
    const auto asked = parse(options);
    if (!asked)
        return report(asked.error());
    const auto golden = goldenSetOf(options.golden);
    if (!golden)
        return report(golden.error());
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return report(reader.error());
    const auto question = questionOf(**reader, options, *asked);
    if (!question)
        return report(question.error());
    const auto causes = causes::causesOf(**reader, *question, asked->view.knownAt, golden->get());
    if (!causes)
        return report(causes.error());
    if (options.isJson)
        printJson(toJson(*causes));
    else
        printText(*causes);
    return 0;
}

} // namespace

void addCauses(CLI::App& app, int& status)
{
    auto options = std::make_shared<CausesOptions>();
    CLI::App* command = app.add_subcommand(
        "causes", "Why answers are bad: onset, changes, hypotheses with their evidence, reach");
    command->add_option("FILE", options->file, "The recording")->required();
    CLI::Option* alarm = command->add_option(
        "--alarm", options->alarm,
        "Which alarm; without it and --service the first of the newest incident");
    CLI::Option* service =
        command->add_option("--service", options->service, "Which service, in place of an alarm")
            ->excludes(alarm);
    command
        ->add_option("--from", options->from,
                     "Event time from: RFC 3339, or nanoseconds since the epoch")
        ->needs(service);
    command->add_option("--to", options->to, "Event time until, exclusive")->needs(service);
    command->add_option("--as-known-at", options->asKnownAt, "As the console knew it then");
    addGoldenOption(*command, options->golden);
    command->add_flag("--json", options->isJson, "One JSON document");
    command->footer("Example: plumbline causes today.plumb --alarm A-0003");
    command->callback([options, &status] { status = run(*options); });
}

} // namespace commands
