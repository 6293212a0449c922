// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/whatif.h"

#include "app/commands/budgetwatch.h"
#include "app/commands/jsonrows.h"
#include "app/commands/operatorname.h"
#include "app/commands/outcome.h"
#include "app/commands/replaycommands.h"
#include "app/commands/terminal.h"
#include "app/commands/whatifaffairs.h"
#include "app/commands/whatifjson.h"
#include "app/commands/whatifsave.h"
#include "models/items/sidenotes.h"
#include "models/replay/whatiftext.h"
#include "models/telemetry/clock.h"
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
class ReplayProgress
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
    ~ReplayProgress()
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

std::string countText(std::int64_t alarms)
{
    return std::to_string(alarms) + (alarms == 1 ? " alarm" : " alarms");
}

std::string alarmText(const std::optional<replay::AlarmCourse>& alarm)
{
    return alarm ? timeText(alarm->raised.time) + "  " + alarm->raised.check + " of "
            + alarm->raised.service + ", onset " + timeText(alarm->raised.onset)
                 : std::string("no alarm");
}

// Returns whether wrong answers were reckoned with.
bool printDetection(const replay::Affair& affair, const replay::Counted& counted,
                    const replay::Detection& detection)
{
    print(stdout, "%s, %s to %s: %s\n", affair.id.c_str(), timeText(affair.start).c_str(),
          affair.end ? timeText(*affair.end).c_str() : "the end of the recording",
          replay::wrongText(counted).c_str());
    if (!detection.isTold) {
        print(stdout,
              "  in use    %s (recorded)\n  variant   not known: what the detectors were told "
              "then is not there\n",
              alarmText(detection.inUse).c_str());
        return false;
    }
    print(stdout, "  in use    %s\n  variant   %s\n", alarmText(detection.inUse).c_str(),
          alarmText(detection.variant).c_str());
    if (detection.gain)
        print(stdout, "            %s\n", replay::gainText(*detection.gain).c_str());
    if (detection.avoided)
        print(stdout, "            %s\n", replay::avoidedText(*detection.avoided).c_str());
    else if (!affair.end && detection.isMoved())
        print(stdout, "            %s\n", replay::openText().c_str());
    return detection.avoided && detection.avoided->answers;
}

void printFalseAlarms(const char* name, const replay::VariantResult& result)
{
    print(stdout, "%s %s\n", name, replay::falseAlarmText(result.falseRate).c_str());
    if (result.unsettledAlarms > 0)
        print(stdout, "              and %s\n",
              replay::unsettledText(result.unsettledAlarms).c_str());
    if (result.otherAlarms > 0)
        print(stdout,
              "              and %s of services that were not known to be affected, while "
              "something was wrong: not counted as false\n",
              countText(result.otherAlarms).c_str());
}

void printVariant(const replay::WhatIf& whatIf, const replay::VariantResult& result)
{
    print(stdout, "\nvariant: %s\n", replay::nameOf(result.variant).c_str());
    bool isAnyAvoided = false;
    for (std::size_t i = 0; i < result.detections.size(); ++i) {
        if (whatIf.affairs[i].isAsked)
            isAnyAvoided =
                printDetection(whatIf.affairs[i], whatIf.counted[i], result.detections[i])
                || isAnyAvoided;
    }
    if (isAnyAvoided)
        print(stdout, "%s\n", replay::assumptionText(false).c_str());
    printFalseAlarms("false alarms: in use ", whatIf.results.front());
    printFalseAlarms("              variant", result);
    for (const replay::BurnCourse& burn : result.burns)
        print(stdout, "objective %s in %s: ticket in use %s, variant %s\n", burn.objective.c_str(),
              burn.affair.c_str(), replay::budgetText(burn.inUse).c_str(),
              replay::budgetText(burn.variant).c_str());
    if (result.mitigated)
        print(stdout, "ended at %s (%s): %s\n%s\n", timeText(*result.variant.mitigatedAt).c_str(),
              result.mitigatedAffair.c_str(), replay::avoidedText(*result.mitigated).c_str(),
              replay::assumptionText(true).c_str());
    else if (result.variant.mitigatedAt)
        print(stdout, "mitigated-at: nothing that is asked about was wrong at %s\n",
              timeText(*result.variant.mitigatedAt).c_str());
}

void printAll(const replay::WhatIf& whatIf)
{
    print(stdout, "%s\n", replay::exactnessText(whatIf).c_str());
    if (whatIf.facts.wasStopped)
        return; // nothing else was looked at to its end
    for (const std::string& limit : whatIf.facts.limits)
        print(stdout, "%s\n", limit.c_str());
    if (whatIf.isCut)
        print(stdout,
              "Only the newest %zu answers are counted: numbers that reach back before them are "
              "at least.\n",
              replay::AnswerMarks::kMost);
    print(stdout,
          "\n%-10s %s to %s (A: first alarm of what was wrong, a: other alarm, F: false "
          "alarm, =: something was wrong)\n",
          "", timeText(whatIf.range.start).c_str(), timeText(whatIf.range.end).c_str());
    for (std::size_t i = 0; i < whatIf.results.size(); ++i)
        print(stdout, "%-10s %s  %s\n",
              i == 0 ? "in use" : ("variant " + std::to_string(i)).c_str(),
              replay::axisText(whatIf, whatIf.results[i], kAxis).c_str(),
              countText(static_cast<std::int64_t>(whatIf.results[i].alarms.size())).c_str());
    if (whatIf.affairs.empty())
        print(stdout, "Nothing was wrong in it: all of it is healthy past.\n");
    for (std::size_t i = 1; i < whatIf.results.size(); ++i)
        printVariant(whatIf, whatIf.results[i]);
    if (whatIf.results.size() == 1) {
        print(stdout, "\n");
        printFalseAlarms("false alarms:", whatIf.results.front());
    }
}

// Beside the recording, as all notes on what nobody else may change.
int noteSaved(const WhatIfOptions& options, const std::string& sentence)
{
    const telemetry::Timestamp now = telemetry::SystemClock().now();
    telemetry::TimelineEntry note;
    note.time = now;
    note.kind = "note";
    note.actor = currentOperator().text();
    note.subject = options.incident;
    note.text = sentence;
    note.payload = "{}";
    const items::SideNotes notes(options.file);
    if (const auto kept = notes.append(std::move(note), now); !kept)
        return report(
            {.kind = kept.error().kind,
             .message = "The settings are saved, but no note of it: " + kept.error().message});
    return 0;
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
    if (const auto asked = askOfAffairs(*question, **reader, options.incident); !asked)
        return report(asked.error());
    installSignalHandlers();
    const auto whatIf = [&] {
        ReplayProgress line;
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
    return noteSaved(options, *saved);
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
    command->add_option(
        "--incident", options->incident,
        "Tells only of this incident, as INC-0001; false alarms are held against all "
        "that was wrong");
    auto* save = command->add_option(
        "--save", options->save,
        "Writes the settings of the first variant to this file, which record, import, pull and "
        "demo take with --detection, and the window as detection.yaml beside the settings; a "
        "note beside the recording says so");
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
