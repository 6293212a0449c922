// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/causes.h"
#include "models/causes/hypotheses.h"
#include "models/report/sections.h"
#include "models/report/words.h"

#include <algorithm>

namespace report {

namespace {

using incident::KeyMoment;
using incident::MomentKind;

std::vector<std::string> lines(const std::vector<std::string>& names, const Scrub& scrub)
{
    std::vector<std::string> safe;
    for (const std::string& name : names)
        safe.push_back(scrub.line(name, 120));
    return safe;
}

// What stands before a figure that was worked out and not recorded.
std::string estimated(bool is)
{
    return is ? "\u2248 " : "";
}

const KeyMoment* momentOf(const Report& report, MomentKind kind)
{
    const auto& moments = report.facts.record.moments;
    const auto found = std::ranges::find(moments, kind, &KeyMoment::kind);
    return found == moments.end() || !found->time ? nullptr : &*found;
}

// From start to recovery, and of a closed one from opening to closing; else up to what is known. In
// the words of the window.
std::string lasted(const Report& report)
{
    const auto& record = report.facts.record;
    const KeyMoment* start = momentOf(report, MomentKind::Start);
    const telemetry::Timestamp from = start != nullptr ? *start->time : record.range.start;
    const auto recovered = incident::timeTo(record.moments, MomentKind::Recovery);
    std::string text = recovered ? estimated(incident::isStartEstimated(record.moments))
            + durationText(*recovered) + " from start to recovery"
                                 : "from start to recovery not known";
    if (record.incident.closed)
        return text + "; " + durationText(*record.incident.closed - record.incident.opened)
            + " from opening to closing";
    return recovered ? text : text + "; " + durationText(record.range.end - from) + " so far";
}

std::string momentSentence(const Report& report)
{
    std::vector<std::string> parts;
    const auto add = [&](MomentKind kind, const char* words) {
        const auto after = incident::timeTo(report.facts.record.moments, kind);
        if (after)
            parts.push_back(std::string(words) + " after "
                            + estimated(incident::isStartEstimated(report.facts.record.moments))
                            + durationText(*after));
    };
    add(MomentKind::Detection, "detected");
    add(MomentKind::Acknowledgement, "acknowledged");
    add(MomentKind::Diagnosis, "diagnosed");
    add(MomentKind::Mitigation, "mitigated");
    add(MomentKind::Recovery, "recovered");
    const KeyMoment* start = momentOf(report, MomentKind::Start);
    if (start == nullptr)
        return "When the fault began is not known.";
    return "The fault began at " + std::string(estimated(start->isEstimated))
        + timeText(*start->time) + (start->isProposed() ? " (proposed by rule)" : "")
        + (parts.empty() ? "." : "; it was " + joined(parts, "") + ".");
}

// Which of these times nobody stands for.
std::string proposedText(const Report& report)
{
    const auto& moments = report.facts.record.moments;
    const auto known = std::ranges::count_if(
        moments, [](const KeyMoment& moment) { return moment.time.has_value(); });
    const auto proposed = std::ranges::count_if(
        moments, [](const KeyMoment& moment) { return moment.time && moment.isProposed(); });
    if (proposed == 0)
        return {};
    return proposed == known ? " All of these times are proposed by rule."
                             : ' ' + std::to_string(proposed) + " of these " + std::to_string(known)
            + " times are proposed by rule, the rest were fixed by a person.";
}

// As a sentence begins.
std::string capitalised(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::string story(const Report& report, const Scrub& scrub)
{
    const ReportFacts& facts = report.facts;
    const incident::Incident& incident = facts.record.incident;
    std::string text = facts.isDeclared ? scrub.line(incident.id, kIdentifier) + " was opened at "
            + timeText(incident.opened) + " by " + scrub.person(incident.openedBy) + ". "
                                        : std::string();
    text += momentSentence(report);
    text += proposedText(report);
    for (const std::string& line : incident::exposureText(facts.record.exposure))
        text += ' ' + sentence(capitalised(scrub.line(line)));
    if (facts.causes && !facts.causes->hypotheses.empty()) {
        const causes::Hypothesis& first = facts.causes->hypotheses.front();
        text += " Of the causes that were looked at the first is: " + scrub.line(first.title) + " ("
            + causes::sureness(first.score) + ").";
    }
    text += facts.record.commands.empty() ? " No command was sent from this console."
                                          : ' '
            + counted(static_cast<std::int64_t>(facts.record.commands.size()), "command was",
                      "commands were")
            + " sent to levers or tried.";
    if (const auto seen = leverEntries(facts).size(); seen > 0)
        text += ' '
            + counted(static_cast<std::int64_t>(seen), "change of a lever was",
                      "changes of levers were")
            + " seen at the control plane.";
    if (!incident.closedWhy.empty() && incident.closed)
        text += " It was closed at " + timeText(*incident.closed) + ": "
            + sentence(scrub.line(incident.closedWhy));
    return text;
}

} // namespace

std::string momentTitle(MomentKind kind)
{
    std::string title = incident::toString(kind);
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return title;
}

Section summarySection(const Report& report, const Scrub& scrub)
{
    const ReportFacts& facts = report.facts;
    const incident::Incident& incident = facts.record.incident;
    Section section{.id = "summary", .title = "Summary", .blocks = {}};
    section.blocks.push_back(Paragraph{.text = story(report, scrub)});
    Table table{.caption = "The incident",
                .columns = {{.title = "What", .weight = 1}, {.title = "As recorded", .weight = 4}},
                .rows = {},
                .hasRowHeads = true};
    const auto add = [&table](const char* name, std::string value) {
        table.rows.push_back({name, std::move(value)});
    };
    if (facts.isDeclared) {
        add("Incident", scrub.line(incident.id, kIdentifier));
        add("Title", scrub.line(incident.title));
        if (!incident.summary.empty() && incident.summary != incident.title)
            add("Opened from", scrub.line(incident.summary));
        add("Status", incident::toString(incident.status));
        add("Commander", incident.commander.empty() ? "nobody" : scrub.person(incident.commander));
        add("Opened", timeText(incident.opened) + ", by " + scrub.person(incident.openedBy));
        add("Closed",
            incident.closed ? timeText(*incident.closed) : std::string("it is still open"));
    }
    add("Severity", std::to_string(incident.severity) + " (1 is worst, 4 least)");
    add("Services", joined(lines(incident.services, scrub), "not told"));
    add("Duration", lasted(report));
    add("Alarms", joined(lines(incident.alarms, scrub), "none"));
    if (!incident.groups.empty())
        add("Groups of alarms", joined(lines(incident.groups, scrub), "none"));
    if (!incident.fingerprints.empty())
        add("Alertmanager", joined(lines(incident.fingerprints, scrub), "none"));
    section.blocks.push_back(std::move(table));
    return section;
}

Section timesSection(const Report& report, const Scrub& scrub)
{
    Section section{.id = "key-times", .title = "Key times", .blocks = {}};
    Table table{.caption = "Key times, and how long after the start",
                .columns = {{.title = "Moment", .weight = 7},
                            {.title = "Time", .weight = 8},
                            {.title = "After the start", .weight = 6},
                            {.title = "Rests on", .weight = 14},
                            {.title = "Fixed by", .weight = 6}},
                .rows = {},
                .hasRowHeads = true};
    for (const KeyMoment& moment : report.facts.record.moments) {
        const auto after = incident::timeTo(report.facts.record.moments, moment.kind);
        std::string why = scrub.line(moment.why);
        if (moment.entry > 0)
            why += (why.empty() ? "entry " : "; entry ") + std::to_string(moment.entry);
        table.rows.push_back(
            {momentTitle(moment.kind),
             moment.time ? estimated(moment.isEstimated) + timeText(*moment.time) : "unknown",
             moment.kind == MomentKind::Start ? "-"
                 : after ? estimated(incident::isStartEstimated(report.facts.record.moments))
                     + durationText(*after)
                         : "unknown",
             why,
             !moment.isProposed() ? scrub.person(moment.who)
                 : moment.time    ? "proposed by rule"
                                  : "-"});
    }
    section.blocks.push_back(std::move(table));
    return section;
}

Section chartsSection(const Report& report)
{
    Section section{.id = "charts", .title = "Charts", .blocks = {}};
    for (const Figure& figure : report.figures)
        section.blocks.push_back(figure);
    if (report.figures.empty())
        section.blocks.push_back(
            Paragraph{.text = report.noFigures.empty() ? "No chart was drawn." : report.noFigures});
    else
        section.blocks.push_back(
            Paragraph{.text = "As the window draws them. All times are UTC; bands are intervals of "
                              "95 %, shaded stretches are alarms, and a gap is no telemetry.",
                      .isNote = true});
    return section;
}

Section objectivesSection(const Report& report, const Scrub& scrub)
{
    Section section{.id = "objectives", .title = "Objectives", .blocks = {}};
    if (report.facts.budgets.empty()) {
        section.blocks.push_back(Paragraph{.text = "No objective was given for these services."});
        return section;
    }
    Table table{.caption = "Budgets, and what the incident took of them",
                .columns = {{.title = "Objective", .weight = 3},
                            {.title = "Service and check", .weight = 3},
                            {.title = "Target", .isNumber = true, .weight = 2},
                            {.title = "Failed in the incident", .isNumber = true, .weight = 3},
                            {.title = "Budget burnt", .isNumber = true, .weight = 2},
                            {.title = "Spent at its end", .isNumber = true, .weight = 2},
                            {.title = "State", .weight = 2}},
                .rows = {},
                .hasRowHeads = true};
    for (const BudgetFacts& budget : report.facts.budgets) {
        const objective::Objective& objective = budget.objective;
        table.rows.push_back(
            {scrub.line(objective.name, 120),
             scrub.line(objective.service + ", " + objective.check, 160),
             objective::shareText(objective.target) + " over "
                 + objective::windowText(objective.window),
             budget.count == 0 ? "no result"
                               : grouped(budget.failed) + " of " + grouped(budget.count),
             budget.burnt ? "≈ " + shareText(*budget.burnt) : "unknown",
             budget.status.spent ? "≈ " + shareText(*budget.status.spent) : "unknown",
             objective::toString(budget.status.state)});
    }
    section.blocks.push_back(std::move(table));
    section.blocks.push_back(Paragraph{
        .text = "What may fail in a whole window is reckoned from the pace of answers that was "
                "covered by results; what nobody recorded counts for neither side.",
        .isNote = true});
    return section;
}

// Nothing of it is in a timeline: whether anybody asked is not known here.
Section whatIfSection()
{
    return {
        .id = "what-if",
        .title = "What if",
        .blocks = {Paragraph{.text = "No what-if is part of this report. plumbline whatif tells "
                                     "what other settings would have done."}}};
}

Section reviewSection()
{
    return {.id = "review",
            .title = "To write down",
            .blocks = {Blank{.label = "What went well"}, Blank{.label = "What went poorly"},
                       Blank{.label = "Where we were lucky"},
                       Blank{.label = "What to do, who, by when"}}};
}

Section proofSection(const Report& report, const Scrub& scrub)
{
    const ReportFacts& facts = report.facts;
    const store::VerifyReport& chain = facts.chain;
    Section section{.id = "audit-proof", .title = "Audit proof", .blocks = {}};
    Table table{.caption = "What this report was made from",
                .columns = {{.title = "What", .weight = 1}, {.title = "Value", .weight = 4}},
                .rows = {},
                .hasRowHeads = true};
    const auto add = [&table](const char* name, std::string value) {
        table.rows.push_back({name, std::move(value)});
    };
    add("Recording", scrub.line(facts.recordingName));
    add("Size", counted(facts.info.bytes, "byte", "bytes"));
    add("Schema", std::to_string(facts.info.schema));
    add("Entries of the chain", counted(chain.entries, "entry", "entries"));
    add("Newest hash (SHA-256)", chain.lastHash.empty() ? "none" : chain.lastHash);
    add("Chain",
        chain.firstBroken ? "broken at entry " + std::to_string(*chain.firstBroken) + ": "
                + scrub.line(chain.problem)
                          : "whole: every entry holds the hash of the one before");
    if (facts.asKnownAt)
        add("As known at", timeText(*facts.asKnownAt));
    add("Plumbline", report.version.empty() ? "unknown" : report.version);
    if (report.made != telemetry::Timestamp{})
        add("Made", timeText(report.made));
    section.blocks.push_back(std::move(table));
    section.blocks.push_back(Paragraph{
        .text = "To check it against the recording, this has to give the same number of entries "
                "and the same hash, or more entries of which these are the first:"});
    section.blocks.push_back(
        Code{.label = "Command", .text = "plumbline verify " + scrub.line(facts.recordingName)});
    return section;
}

} // namespace report
