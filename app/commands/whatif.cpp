// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/whatif.h"

#include "app/commands/budgetwatch.h"
#include "app/commands/jsonrows.h"
#include "app/commands/outcome.h"
#include "app/commands/replaycommands.h"
#include "app/commands/terminal.h"
#include "app/commands/whatifaffairs.h"
#include "app/commands/whatifjson.h"
#include "app/commands/whatifsave.h"
#include "models/replay/whatiftext.h"
#include "models/telemetry/timetext.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace commands {

namespace {

using replay::Variant;
using telemetry::ErrorKind;
using telemetry::Result;

constexpr std::size_t kAxis = 72; // cells

struct WhatIfOptions
{
    std::string file;
    std::vector<std::string> sets;
    std::vector<std::string> variants;
    std::vector<std::string> objectives;
    std::string incident;
    std::string save;
    std::string saveObjectives;
    std::string why;
    bool isKeysWanted = false;
    bool isJson = false;
};

// One line on a terminal: how far, how fast, how long still.
class ProgressLine
{
public:
    bool show(std::int64_t done, std::int64_t all)
    {
        const auto now = Clock::now();
        if (m_isTerminal && now - m_start > std::chrono::seconds(1)
            && now - m_shown > std::chrono::milliseconds(200) && all > 0) {
            m_shown = now;
            const double seconds = std::chrono::duration<double>(now - m_start).count();
            const double rate = static_cast<double>(done) / seconds;
            print(stderr, "\r\033[K%3.0f %%  %.2f million steps/s  %.0f s left",
                  100.0 * static_cast<double>(done) / static_cast<double>(all), rate / 1e6,
                  static_cast<double>(all - done) / std::max(rate, 1.0));
            std::fflush(stderr);
            m_isDrawn = true;
        }
        return !isInterrupted();
    }
    ~ProgressLine()
    {
        if (m_isDrawn)
            print(stderr, "\r\033[K");
    }

private:
    using Clock = std::chrono::steady_clock;
    bool m_isTerminal = isatty(STDERR_FILENO) == 1;
    bool m_isDrawn = false;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_shown = m_start;
};

int printKeys(bool isJson)
{
    if (isJson) {
        printJson(keysJson());
        return 0;
    }
    print(stdout, "%-26s %-42s %-24s %s\n", "key", "takes", "is while it is not set", "what it is");
    for (const health::SettingKey& key : replay::variantKeys())
        print(stdout, "%-26s %-42s %-24s %s\n", key.key.c_str(), key.type.c_str(),
              key.initial.c_str(), key.help.c_str());
    return 0;
}

// "tolerance=0.1; detector=cusum"
Result<Variant> variantFrom(const std::string& text)
{
    Variant variant;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find(';', begin), text.size());
        std::string part = text.substr(begin, end - begin);
        part.erase(0, part.find_first_not_of(' '));
        part.erase(part.find_last_not_of(' ') + 1);
        if (const auto applied = part.empty() ? Result<void>() : applyChange(variant, part);
            !applied)
            return tl::make_unexpected(applied.error());
        begin = end + 1;
    }
    return variant;
}

Result<replay::WhatIfQuestion> questionOf(const WhatIfOptions& options)
{
    replay::WhatIfQuestion question;
    Variant set;
    for (const std::string& one : options.sets) {
        if (const auto applied = applyChange(set, one); !applied)
            return tl::make_unexpected(applied.error());
    }
    if (!options.sets.empty())
        question.variants.push_back(set);
    for (const std::string& text : options.variants) {
        auto variant = variantFrom(text);
        if (!variant)
            return tl::make_unexpected(variant.error());
        question.variants.push_back(std::move(*variant));
    }
    if (question.variants.empty() && !options.save.empty())
        return telemetry::failure(ErrorKind::Usage, "--save saves what --set sets.");
    auto objectives = objectivesOf(options.objectives);
    if (!objectives)
        return tl::make_unexpected(objectives.error());
    question.objectives = std::move(*objectives);
    return question;
}

std::string timeText(telemetry::Timestamp time)
{
    return telemetry::toRfc3339(time).substr(0, 19) + "Z";
}

void printDetection(const char* name, const std::optional<replay::AlarmCourse>& alarm)
{
    if (!alarm) {
        print(stdout, "  %-8s  no alarm\n", name);
        return;
    }
    print(stdout, "  %-8s  %s  %s of %s, onset %s\n", name, timeText(alarm->raised.time).c_str(),
          alarm->raised.check.c_str(), alarm->raised.service.c_str(),
          timeText(alarm->raised.onset).c_str());
}

void printResult(const replay::WhatIf& whatIf, const replay::VariantResult& result)
{
    print(stdout, "\nvariant: %s\n", replay::nameOf(result.variant).c_str());
    bool isAnyAvoided = false;
    for (std::size_t i = 0; i < result.detections.size(); ++i) {
        const replay::Affair& affair = whatIf.affairs[i];
        const replay::Detection& detection = result.detections[i];
        print(stdout, "%s, %s to %s\n", affair.id.c_str(), timeText(affair.start).c_str(),
              affair.end ? timeText(*affair.end).c_str() : "the end of the recording");
        printDetection("in use", detection.inUse);
        printDetection("variant", detection.variant);
        if (detection.gain)
            print(stdout, "            %s\n", replay::gainText(*detection.gain).c_str());
        if (detection.avoided) {
            isAnyAvoided = true;
            print(stdout, "            %s\n", replay::avoidedText(*detection.avoided).c_str());
        }
    }
    if (isAnyAvoided)
        print(stdout, "%s\n", replay::assumptionText(false).c_str());
    print(stdout, "false alarms: in use %s\n              variant %s\n",
          replay::falseAlarmText(whatIf.results.front().falseRate).c_str(),
          replay::falseAlarmText(result.falseRate).c_str());
    if (result.otherAlarms > 0)
        print(stdout, "              and %lld of other services meanwhile, which are neither\n",
              static_cast<long long>(result.otherAlarms));
    for (const replay::BurnCourse& burn : result.burns) {
        const auto when = [](const std::optional<telemetry::Timestamp>& time) {
            return time ? timeText(*time) : std::string("never");
        };
        print(stdout, "objective %s in %s: ticket in use %s, variant %s\n", burn.objective.c_str(),
              burn.affair.c_str(), when(burn.ticketInUse).c_str(),
              when(burn.ticketVariant).c_str());
    }
    if (result.mitigated)
        print(stdout, "ended at %s (%s): %s\n%s\n", timeText(*result.variant.mitigatedAt).c_str(),
              result.mitigatedAffair.c_str(), replay::avoidedText(*result.mitigated).c_str(),
              replay::assumptionText(true).c_str());
    else if (result.variant.mitigatedAt)
        print(stdout, "mitigated-at: nothing was wrong at %s\n",
              timeText(*result.variant.mitigatedAt).c_str());
}

void printAll(const replay::WhatIf& whatIf)
{
    print(stdout, "%s\n", replay::exactnessText(whatIf).c_str());
    for (const std::string& limit : whatIf.facts.limits)
        print(stdout, "%s\n", limit.c_str());
    if (whatIf.isCut)
        print(stdout,
              "Only the newest %zu judged answers are counted: numbers of answers are at "
              "least.\n",
              replay::AnswerMarks::kMost);
    print(stdout, "\n%-10s %s to %s (A first alarm of an affair, a others, F false, = affair)\n",
          "", timeText(whatIf.range.start).c_str(), timeText(whatIf.range.end).c_str());
    for (std::size_t i = 0; i < whatIf.results.size(); ++i)
        print(stdout, "%-10s %s  %zu alarms\n",
              i == 0 ? "in use" : ("variant " + std::to_string(i)).c_str(),
              replay::axisText(whatIf, whatIf.results[i], kAxis).c_str(),
              whatIf.results[i].alarms.size());
    if (whatIf.affairs.empty())
        print(stdout, "Nothing was wrong in it: all of it is healthy past.\n");
    for (std::size_t i = 1; i < whatIf.results.size(); ++i)
        printResult(whatIf, whatIf.results[i]);
    if (whatIf.results.size() == 1)
        print(stdout, "\nfalse alarms: %s\n",
              replay::falseAlarmText(whatIf.results.front().falseRate).c_str());
}

int run(const WhatIfOptions& options)
{
    if (options.isKeysWanted)
        return printKeys(options.isJson);
    if (options.file.empty())
        return report({.kind = ErrorKind::Usage, .message = "FILE says which recording."});
    auto question = questionOf(options);
    if (!question)
        return report(question.error());
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return report(reader.error());
    auto affairs = affairsOfPeople(**reader, options.incident);
    if (!affairs)
        return report(affairs.error());
    question->affairs = std::move(*affairs);
    installSignalHandlers();
    const auto whatIf = [&] {
        ProgressLine line;
        return replay::whatIf(**reader, *question, [&line](std::int64_t done, std::int64_t all) {
            return line.show(done, all);
        });
    }();
    if (!whatIf)
        return report(whatIf.error());
    if (options.isJson)
        printJson(toJson(*whatIf));
    else
        printAll(*whatIf);
    if (whatIf->facts.wasStopped)
        return 1;
    if (options.save.empty())
        return 0;
    const auto saved = saveVariant({.path = options.save,
                                    .objectivesPath = options.saveObjectives,
                                    .incident = options.incident,
                                    .why = options.why},
                                   *whatIf, whatIf->results[1].variant, question->objectives);
    if (!saved)
        return report(saved.error());
    print(stderr, "%s\n", saved->c_str());
    return 0;
}

} // namespace

void addWhatIf(CLI::App& app, int& status)
{
    auto options = std::make_shared<WhatIfOptions>();
    CLI::App* command = app.add_subcommand(
        "whatif", "When a recording would have alarmed under other settings, and at what cost");
    command->add_option("FILE", options->file, "Recording");
    command
        ->add_option("--set", options->sets,
                     "What would be otherwise; may be repeated, all of it is one variant")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command
        ->add_option("--variant", options->variants,
                     "One variant more in the same pass: \"KEY=VALUE; KEY=VALUE\"; may be repeated")
        ->allow_extra_args(false);
    command->add_flag("--keys", options->isKeysWanted, "Lists the keys, with types and defaults");
    addObjectivesOption(*command, options->objectives);
    command->add_option("--incident", options->incident,
                        "Only what belongs to this incident is held to be wrong, as INC-0001");
    auto* save = command->add_option(
        "--save", options->save,
        "Writes the settings of the first variant to this file, which record, import, pull and "
        "demo take with --detection, and the window as detection.yaml beside the settings");
    command
        ->add_option("--save-objectives", options->saveObjectives,
                     "Writes the objectives of the first variant to this file")
        ->needs(save);
    command->add_option("--why", options->why, "Reason that is kept in the file")->needs(save);
    command->add_flag("--json", options->isJson, "One JSON document instead of text");
    command->footer(
        "Example: plumbline whatif night.plumb --set false-alarms-per-week=5 --set tolerance=0.1\n"
        "Example: plumbline whatif night.plumb --set check.refusal.watched=off --incident INC-0001 "
        "--save detection.yaml");
    command->callback([options, &status] { status = run(*options); });
}

} // namespace commands
