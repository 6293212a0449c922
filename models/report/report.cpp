// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/report.h"

#include "models/report/sections.h"
#include "models/report/words.h"
#include "models/runbook/levercredit.h"

namespace report {

void addNames(const ReportFacts& facts, Scrub& scrub)
{
    const incident::Incident& incident = facts.record.incident;
    for (const std::string* name : {&incident.openedBy, &incident.commander})
        scrub.addPerson(*name);
    for (const telemetry::TimelineEntry& entry : facts.record.timeline) {
        if (entry.kind == "alert")
            scrub.addSource(entry.actor);
        else
            scrub.addPerson(entry.actor);
        if (const auto credit = runbook::creditIn(entry))
            scrub.addPerson(credit->person);
    }
    for (const telemetry::AlarmTransition& alarm : facts.record.alarms)
        scrub.addPerson(alarm.actor);
    for (const incident::KeyMoment& moment : facts.record.moments)
        scrub.addPerson(moment.who);
    for (const incident::Link& link : incident.links)
        scrub.addPerson(link.who);
    for (const incident::Mark& mark : incident.marks)
        scrub.addPerson(mark.who);
    for (const incident::Handover& handover : incident.handovers) {
        scrub.addPerson(handover.from);
        scrub.addPerson(handover.to);
    }
    for (const runbook::PastCommand& command : facts.record.commands)
        scrub.addPerson(command.who);
    for (const AnswerFacts& answer : facts.answers) {
        scrub.addUser(answer.user);
        scrub.addConversation(answer.session);
    }
    for (const auto& [tenant, count] : facts.record.exposure.tenants)
        scrub.addTenant(tenant);
    if (facts.causes) {
        for (const causes::BlastRadius& radius : facts.causes->radii)
            for (const auto& [tenant, count] : radius.tenants)
                scrub.addTenant(tenant);
    }
    if (facts.spread) {
        for (const spread::SpreadPlace& place : facts.spread->places) {
            scrub.addUser(place.user);
            scrub.addConversation(place.session);
        }
    }
}

void addCutNote(Section& section, std::size_t shown, std::size_t all, const std::string& what)
{
    if (shown < all)
        section.blocks.push_back(Paragraph{.text = grouped(static_cast<std::int64_t>(shown))
                                               + " of " + grouped(static_cast<std::int64_t>(all))
                                               + ' ' + what
                                               + " are shown; all of them are in the recording.",
                                           .isNote = true});
}

Document documentOf(const Report& report, const Scrub& scrub)
{
    const incident::Incident& incident = report.facts.record.incident;
    Document document;
    const std::string title = scrub.line(report.title.empty() ? incident.title : report.title, 200);
    document.title = report.title.empty() && !incident.id.empty()
        ? scrub.line(incident.id, kIdentifier) + ": " + title
        : (title.empty() ? "Incident report" : title);
    document.subject = "Incident report, " + timeText(report.facts.record.range.start) + " to "
        + timeText(report.facts.record.range.end);
    document.sections.push_back(summarySection(report, scrub));
    document.sections.push_back(timesSection(report, scrub));
    document.sections.push_back(chartsSection(report));
    document.sections.push_back(alarmsSection(report, scrub));
    document.sections.push_back(exposureSection(report, scrub));
    document.sections.push_back(answersSection(report, scrub));
    document.sections.push_back(causesSection(report, scrub));
    document.sections.push_back(leversSection(report, scrub));
    document.sections.push_back(objectivesSection(report, scrub));
    document.sections.push_back(whatIfSection());
    document.sections.push_back(timelineSection(report, scrub));
    document.sections.push_back(handoversSection(report, scrub));
    document.sections.push_back(linksSection(report, scrub));
    document.sections.push_back(reviewSection());
    document.sections.push_back(proofSection(report, scrub));
    if (!report.facts.isDeclared)
        document.notices.emplace_back(
            "Nobody opened an incident in this recording: the report is of all of it, and of all "
            "alarms.");
    if (report.facts.chain.firstBroken)
        document.notices.emplace_back(
            "The audit chain of the recording is broken: see Audit proof.");
    if (report.part)
        document.notices.push_back(
            "Made from a part of a longer recording, from " + timeText(report.part->start) + " to "
            + timeText(report.part->end)
            + ": what lies outside is not counted, and causes, spread and budgets may come out "
              "otherwise in a report of the whole.");
    if (scrub.isRedacting())
        document.notices.push_back(
            "Redacted: persons are numbered, and so are users, conversations, tenants and sources "
            "of alerts; "
            + counted(static_cast<std::int64_t>(scrub.redactions()), "piece was", "pieces were")
            + " taken out of texts by these rules: " + joined(report.rules, "none") + "."
            + (report.isInBundle
                   ? " In the timeline and the recording beside this report persons and sources of "
                     "alerts have the same numbers; users, conversations and tenants stay in the "
                     "telemetry as they were sent, but for what a rule takes out."
                   : ""));
    return document;
}

} // namespace report
