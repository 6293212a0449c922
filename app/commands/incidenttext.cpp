// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/incidenttext.h"

#include "models/runbook/levercredit.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/visibletext.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

namespace commands {

namespace {

using telemetry::visibleLine;

std::string names(const std::vector<std::string>& all)
{
    std::string text;
    for (const std::string& each : all)
        text += (text.empty() ? "" : ", ") + visibleLine(each);
    return text.empty() ? "not known" : text;
}

// After the start: "+1 h 4 min", "-12.0 s".
std::string sinceStartText(telemetry::Duration duration, bool isEstimated)
{
    return (isEstimated ? "\u2248 " : "")
        + std::string(duration < telemetry::Duration::zero() ? "-" : "+")
        + telemetry::durationText(duration);
}

// The sign of an estimate is three bytes and one column.
std::string paddedColumn(std::string text, std::size_t width)
{
    width += text.starts_with("\u2248") ? 2 : 0;
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

std::string momentLine(const incident::IncidentRecord& record, const incident::KeyMoment& moment)
{
    std::string line = "  " + paddedColumn(incident::toString(moment.kind), 17);
    if (!moment.time)
        return line + paddedColumn("unknown", 49) + visibleLine(moment.why);
    const auto after = incident::timeTo(record.moments, moment.kind);
    line += paddedColumn((moment.isEstimated ? "\u2248 " : "") + telemetry::toRfc3339(*moment.time),
                         33);
    line += paddedColumn(after && moment.kind != incident::MomentKind::Start
                             ? sinceStartText(*after, incident::isStartEstimated(record.moments))
                             : std::string(),
                         16);
    return line + visibleLine(moment.why)
        + (moment.isProposed() ? " (proposed)" : " (fixed by " + visibleLine(moment.who) + ")");
}

std::string leverLine(const runbook::PastCommand& command)
{
    return "  " + telemetry::toRfc3339(command.firedAt) + "  " + (command.isUndo ? "put back " : "")
        + visibleLine(command.lever) + " to " + visibleLine(command.sentTo) + " by "
        + visibleLine(command.who) + ": " + visibleLine(command.outcomeText());
}

std::string rungsLine(const runbook::PastCommand& command)
{
    std::string text;
    for (const runbook::Rung& rung : command.ladder.rungs()) {
        std::string name = runbook::toString(rung.kind);
        std::ranges::replace(name, '_', ' ');
        text += (text.empty() ? "    " : "; ") + name + " " + runbook::toString(rung.state);
    }
    return text;
}

std::string entryLine(const telemetry::TimelineEntry& entry, const incident::Incident& incident,
                      const runbook::LeverCredits& credits)
{
    const runbook::LeverCredit* credit = credits.of(entry);
    const std::string by =
        credit == nullptr ? entry.actor : credit->person + ", " + runbook::kToldByRoom;
    const bool isMarked = std::ranges::find(incident.marks, entry.sequence, &incident::Mark::entry)
        != incident.marks.end();
    return (isMarked ? "* " : "  ") + telemetry::toRfc3339(entry.time) + "  "
        + paddedColumn(entry.kind, 9) + " " + visibleLine(entry.text) + " [" + visibleLine(by)
        + "]";
}

} // namespace

std::string incidentLine(const incident::Incident& incident)
{
    return paddedColumn(incident.id, 9) + " severity " + std::to_string(incident.severity) + "  "
        + paddedColumn(incident::toString(incident.status), 13) + " " + visibleLine(incident.title);
}

std::vector<std::string> incidentText(const incident::IncidentRecord& record)
{
    const incident::Incident& incident = record.incident;
    std::vector<std::string> lines{incidentLine(incident)};
    lines.push_back("in command: "
                    + (incident.commander.empty() ? "nobody" : visibleLine(incident.commander))
                    + "; affected: " + names(incident.services)
                    + "; alarms: " + (incident.alarms.empty() ? "none" : names(incident.alarms)));
    if (!incident.summary.empty() && incident.summary != incident.title)
        lines.push_back(visibleLine(incident.summary));
    for (const incident::TakenOut& out : incident.takenOut)
        lines.push_back("taken out: " + visibleLine(out.alarm)
                        + (out.into.empty() ? std::string() : ", into " + visibleLine(out.into))
                        + ", by " + visibleLine(out.who) + " at " + telemetry::toRfc3339(out.when)
                        + ": " + visibleLine(out.why));
    lines.push_back("opened by " + visibleLine(incident.openedBy) + " at "
                    + telemetry::toRfc3339(incident.opened)
                    + (incident.closed ? ", closed at " + telemetry::toRfc3339(*incident.closed)
                               + ": " + visibleLine(incident.closedWhy)
                                       : std::string()));
    lines.insert(lines.end(), {"", "Key moments"});
    for (const incident::KeyMoment& moment : record.moments)
        lines.push_back(momentLine(record, moment));
    lines.insert(lines.end(), {"", "Exposure"});
    for (const std::string& line : incident::exposureText(record.exposure))
        lines.push_back("  " + visibleLine(line));
    if (!record.commands.empty())
        lines.insert(lines.end(), {"", "Levers"});
    for (const runbook::PastCommand& command : record.commands) {
        lines.push_back(leverLine(command));
        lines.push_back(rungsLine(command));
    }
    lines.insert(lines.end(), {"", "Timeline"});
    const runbook::LeverCredits credits(record.timeline);
    std::size_t views = 0;
    for (const telemetry::TimelineEntry& entry : record.timeline) {
        if (incident::isViewKind(entry.kind))
            ++views;
        else
            lines.push_back(entryLine(entry, incident, credits));
    }
    if (views > 0)
        lines.push_back("  and " + std::to_string(views)
                        + " of what was looked at (query --what timeline lists them)");
    return lines;
}

} // namespace commands
