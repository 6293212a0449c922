// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/sections.h"
#include "models/report/words.h"
#include "models/runbook/levercredit.h"

#include <algorithm>
#include <map>

namespace report {

namespace {

using telemetry::AlarmTransition;
using telemetry::TimelineEntry;

constexpr std::size_t kReply = 16'000;

std::string rates(const AlarmTransition& alarm)
{
    std::string text = shareText(alarm.rateNow);
    if (alarm.rateNowLow && alarm.rateNowHigh)
        text += " (" + shareText(*alarm.rateNowLow) + " to " + shareText(*alarm.rateNowHigh) + ")";
    return text + ", n " + grouped(alarm.observations) + "; before " + shareText(alarm.rateBefore);
}

const char* measureText(telemetry::AlarmMeasure measure)
{
    switch (measure) {
    case telemetry::AlarmMeasure::FailedShare:
        return "failed share";
    case telemetry::AlarmMeasure::MeanBadness:
        return "mean badness";
    case telemetry::AlarmMeasure::MovedShare:
        return "moved share";
    }
    return "";
}

// Where the recording credits somebody with it, that is said instead of who showed it.
std::string byText(const TimelineEntry& entry, const runbook::LeverCredits& credits,
                   const Scrub& scrub)
{
    const runbook::LeverCredit* credit = credits.of(entry);
    return credit == nullptr ? scrub.person(entry.actor)
                             : scrub.person(credit->person) + ", " + runbook::kToldByRoom;
}

std::string whatText(const TimelineEntry& entry, const Scrub& scrub)
{
    auto credit = runbook::creditIn(entry);
    if (!credit || !scrub.isRedacting())
        return scrub.line(entry.text);
    credit->person = scrub.person(credit->person); // a text may hold names that are no words
    return scrub.line(runbook::creditText(*credit));
}

Table rungTable(const runbook::PastCommand& command, std::size_t number, const Scrub& scrub)
{
    Table table{.caption = "Rungs of command " + std::to_string(number),
                .columns = {{.title = "Rung", .weight = 2},
                            {.title = "State", .weight = 2},
                            {.title = "Time", .weight = 3},
                            {.title = "After firing", .weight = 2},
                            {.title = "What was seen", .weight = 5}},
                .rows = {},
                .hasRowHeads = true};
    for (const runbook::Rung& rung : command.ladder.rungs()) {
        const bool isTimed = rung.time != telemetry::Timestamp{};
        table.rows.push_back({runbook::toString(rung.kind), runbook::toString(rung.state),
                              isTimed ? timeText(rung.time) : "-",
                              isTimed ? durationText(rung.time - command.firedAt) : "-",
                              scrub.line(rung.detail)});
    }
    return table;
}

// Whoever moved them: a command of this console is seen there, too.
void addSeen(Section& section, const std::vector<const TimelineEntry*>& seen,
             const runbook::LeverCredits& credits, const Scrub& scrub)
{
    if (seen.empty())
        return;
    Table table{.caption = "Seen at the control plane, whoever moved it",
                .columns = {{.title = "Time", .weight = 3},
                            {.title = "Entry", .isNumber = true, .weight = 1},
                            {.title = "By", .weight = 3},
                            {.title = "What was seen", .weight = 8}},
                .rows = {},
                .hasRowHeads = true};
    const std::size_t shown = std::min(seen.size(), kMostCommands);
    for (std::size_t i = 0; i < shown; ++i)
        table.rows.push_back({timeText(seen[i]->time), std::to_string(seen[i]->sequence),
                              byText(*seen[i], credits, scrub), scrub.line(seen[i]->text)});
    section.blocks.push_back(std::move(table));
    addCutNote(section, shown, seen.size(), "changes");
}

} // namespace

Section alarmsSection(const Report& report, const Scrub& scrub)
{
    Section section{.id = "alarms", .title = "Alarms", .blocks = {}};
    const auto& alarms = report.facts.record.alarms;
    if (alarms.empty()) {
        section.blocks.push_back(Paragraph{.text = "No alarm belongs to it."});
        return section;
    }
    Table table{.caption = "All transitions of its alarms",
                .columns = {{.title = "Time", .weight = 3},
                            {.title = "Alarm and state", .weight = 3},
                            {.title = "Service and check", .weight = 3},
                            {.title = "Measure and rate", .weight = 4},
                            {.title = "What it says", .weight = 6},
                            {.title = "By", .weight = 2}},
                .rows = {},
                .hasRowHeads = true};
    for (std::size_t i = 0; i < std::min(alarms.size(), kMostTransitions); ++i) {
        const AlarmTransition& alarm = alarms[i];
        table.rows.push_back({timeText(alarm.time),
                              scrub.line(alarm.alarm, 40) + ' ' + telemetry::toString(alarm.state)
                                  + ", severity " + std::to_string(alarm.severity),

                              scrub.line(alarm.service + ", " + alarm.check, 160),
                              std::string(measureText(alarm.measure)) + ' ' + rates(alarm),
                              scrub.line(alarm.sentence), scrub.person(alarm.actor)});
    }
    section.blocks.push_back(std::move(table));
    addCutNote(section, std::min(alarms.size(), kMostTransitions), alarms.size(), "transitions");
    return section;
}

std::vector<const TimelineEntry*> leverEntries(const ReportFacts& facts)
{
    std::vector<const TimelineEntry*> seen;
    for (const TimelineEntry& entry : facts.record.timeline) {
        // How all of them stood when they were first read names no lever of its own.
        if (entry.kind == "lever" && !entry.subject.empty())
            seen.push_back(&entry);
    }
    return seen;
}

Section leversSection(const Report& report, const Scrub& scrub)
{
    Section section{.id = "levers", .title = "Levers", .blocks = {}};
    const auto& commands = report.facts.record.commands;
    if (commands.empty())
        section.blocks.push_back(
            Paragraph{.text = "No command was sent from this console in this time."});
    else
        section.blocks.push_back(
            Paragraph{.text = "Sent is not accepted, accepted is not in effect, and in effect is "
                              "not recovered: each rung is told by what was read back.",
                      .isNote = true});
    for (std::size_t i = 0; i < std::min(commands.size(), kMostCommands); ++i) {
        const runbook::PastCommand& command = commands[i];
        const std::string number = std::to_string(i + 1);
        section.blocks.push_back(
            Heading{.text = "Command " + number + ": " + (command.isUndo ? "undo of " : "")
                        + scrub.line(command.lever, 120) + " to "
                        + scrub.line(command.isUndo ? command.sentTo : command.to, 120)});
        section.blocks.push_back(
            Paragraph{.text = "Fired at " + timeText(command.firedAt) + " by "
                          + scrub.person(command.who) + ". Before it stood at "
                          + (command.isPriorKnown ? scrub.line(command.plan.before.value, 120)
                                                  : "an unknown value")
                          + ". Outcome: " + sentence(scrub.line(command.outcomeText()))
                          + (command.isSetAside ? " It was set aside." : "")});
        section.blocks.push_back(rungTable(command, i + 1, scrub));
        if (command.rawReply.empty())
            section.blocks.push_back(
                Paragraph{.text = "No reply to it is recorded.", .isNote = true});
        else
            section.blocks.push_back(Code{.label = "Raw reply to command " + number,
                                          .text = scrub.prose(command.rawReply, kReply)});
    }
    addCutNote(section, std::min(commands.size(), kMostCommands), commands.size(), "commands");
    addSeen(section, leverEntries(report.facts),
            runbook::LeverCredits(report.facts.record.timeline), scrub);
    return section;
}

Section timelineSection(const Report& report, const Scrub& scrub)
{
    Section section{.id = "timeline", .title = "Timeline", .blocks = {}};
    const auto& timeline = report.facts.record.timeline;
    std::map<std::int64_t, const TimelineEntry*> bySequence;
    for (const TimelineEntry& entry : timeline)
        bySequence[entry.sequence] = &entry;
    Table marked{.caption = "Highlights, as they were marked",
                 .columns = {{.title = "Time", .weight = 3},
                             {.title = "Entry", .isNumber = true, .weight = 1},
                             {.title = "What happened", .weight = 5},
                             {.title = "Why it was marked", .weight = 3},
                             {.title = "By", .weight = 2}},
                 .rows = {},
                 .hasRowHeads = true};
    for (const incident::Mark& mark : report.facts.record.incident.marks) {
        const auto entry = bySequence.find(mark.entry);
        const bool isHere = entry != bySequence.end();
        marked.rows.push_back({isHere ? timeText(entry->second->time) : "outside of it",
                               std::to_string(mark.entry),
                               isHere ? whatText(*entry->second, scrub) : "not in its time",
                               scrub.line(mark.why), scrub.person(mark.who)});
    }
    if (!marked.rows.empty())
        section.blocks.push_back(std::move(marked));
    Table table{.caption = "All that happened, by time of occurrence",
                .columns = {{.title = "Time", .weight = 3},
                            {.title = "Entry", .isNumber = true, .weight = 1},
                            {.title = "Kind", .weight = 2},
                            {.title = "By", .weight = 2},
                            {.title = "What", .weight = 8}},
                .rows = {},
                .hasRowHeads = true};
    const runbook::LeverCredits credits(timeline);
    std::size_t looks = 0;
    std::size_t all = 0;
    for (const TimelineEntry& entry : timeline) {
        if (incident::isViewKind(entry.kind)) {
            ++looks;
            continue;
        }
        if (++all > kMostEntries)
            continue;
        table.rows.push_back({timeText(entry.time), std::to_string(entry.sequence),
                              scrub.line(entry.kind, 40), byText(entry, credits, scrub),
                              whatText(entry, scrub)});
    }
    if (table.rows.empty())
        section.blocks.push_back(Paragraph{.text = "Nothing was entered in this time."});
    else
        section.blocks.push_back(std::move(table));
    addCutNote(section, std::min(all, kMostEntries), all, "entries");
    if (looks > 0)
        section.blocks.push_back(Paragraph{.text = counted(static_cast<std::int64_t>(looks),
                                                           "entry on what was looked at is",
                                                           "entries on what was looked at are")
                                               + " left out.",
                                           .isNote = true});
    return section;
}

Section handoversSection(const Report& report, const Scrub& scrub)
{
    Section section{.id = "hand-overs", .title = "Hand-overs", .blocks = {}};
    const auto& handovers = report.facts.record.incident.handovers;
    if (handovers.empty())
        section.blocks.push_back(Paragraph{.text = "It was not handed over."});
    std::size_t number = 0;
    for (const incident::Handover& handover : handovers) {
        section.blocks.push_back(Paragraph{.text = timeText(handover.when) + ": from "
                                               + scrub.person(handover.from) + " to "
                                               + scrub.person(handover.to) + '.'});
        if (!handover.summary.empty())
            section.blocks.push_back(
                Code{.label = "Summary of hand-over " + std::to_string(++number),
                     .text = scrub.prose(handover.summary, kReply)});
    }
    return section;
}

Section linksSection(const Report& report, const Scrub& scrub)
{
    Section section{.id = "links", .title = "Links", .blocks = {}};
    const auto& links = report.facts.record.incident.links;
    if (links.empty()) {
        section.blocks.push_back(Paragraph{.text = "None was added."});
        return section;
    }
    Table table{.caption = "Links, as text: nobody has looked where they lead",
                .columns = {{.title = "Title", .weight = 3},
                            {.title = "Address", .weight = 6},
                            {.title = "Added", .weight = 3},
                            {.title = "By", .weight = 2}},
                .rows = {},
                .hasRowHeads = true};
    for (const incident::Link& link : links)
        table.rows.push_back({scrub.line(link.title), scrub.line(link.address, 1000),
                              timeText(link.when), scrub.person(link.who)});
    section.blocks.push_back(std::move(table));
    return section;
}

} // namespace report
