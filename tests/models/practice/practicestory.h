// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidententries.h"
#include "models/incident/incidentrecord.h"
#include "models/runbook/leverentries.h"
#include "models/runbook/runentries.h"

#include <string>
#include <vector>

namespace practicetest {

// An incident as it happens, told second by second after a moment that the test gives.
class Story
{
public:
    explicit Story(telemetry::Timestamp begin)
        : m_begin(begin)
    {
    }

    telemetry::Timestamp at(int second) const { return m_begin + std::chrono::seconds(second); }
    std::int64_t tell(telemetry::TimelineEntry entry, const char* who = "ada")
    {
        entry.actor = who;
        entry.sequence = static_cast<std::int64_t>(entries.size()) + 1;
        if (entry.recorded == telemetry::Timestamp{})
            entry.recorded = entry.time;
        entries.push_back(std::move(entry));
        return entries.back().sequence;
    }
    void open(int second, int start, std::vector<std::string> services = {})
    {
        incident::Opening opening;
        opening.title = "It";
        opening.alarms = {"A-0001"};
        opening.services = std::move(services);
        opening.start = at(start);
        tell(*incident::openedEntry(opening, {}, at(second)));
    }
    void alarm(telemetry::AlarmState state, int second)
    {
        telemetry::AlarmTransition transition;
        transition.alarm = "A-0001";
        transition.state = state;
        transition.service = "shop";
        transition.onset = at(1);
        transition.time = at(second);
        transition.recorded = at(second);
        transition.actor = state == telemetry::AlarmState::Acknowledged ? "bo" : "detector";
        alarms.push_back(transition);
        telemetry::TimelineEntry entry;
        entry.kind = "alarm";
        entry.subject = "A-0001";
        entry.time = at(second);
        tell(entry, "bo");
    }
    void identified(int second, const std::string& why)
    {
        if (now().status == incident::Status::Identified) // and thought better of it
            tell(*incident::statusEntry(now(), incident::Status::Investigating, {}, at(second)));
        tell(*incident::statusEntry(now(), incident::Status::Identified, why, at(second)));
    }
    void fixed(int second, int time, const std::string& why)
    {
        tell(*incident::momentEntry(now(), incident::MomentKind::Diagnosis, at(time), 0, why,
                                    at(second)));
    }
    void runbook(int second, const std::string& id, const std::string& cause)
    {
        runbook::Runbook book;
        book.id = id;
        book.title = id;
        book.markdown = "---\nid: " + id + "\ntitle: " + id
            + "\napplies: Now and then.\ncheck: fabrication\ncause: " + cause
            + "\nrisk: safe\nowner: us\nversion: 1\n---\n\n# " + id
            + "\n\n## 1. Look\n\nLook.\n\n```step\nid: look\nkind: manual\ntitle: Look\n```\n";
        runbook::RunbookRun run;
        run.runbook = id;
        run.started = at(second);
        tell(runbook::startEntry(run, book));
    }
    std::int64_t intend(int second, const char* lever, const char* from, const char* to)
    {
        return tell(runbook::actionEntry(plan(lever, from, to), false, at(second)));
    }
    // As far as in effect, a second later.
    std::int64_t fire(int second, const char* lever, const char* from, const char* to)
    {
        const auto intent = intend(second, lever, from, to);
        for (const auto kind :
             {runbook::RungKind::Sent, runbook::RungKind::Accepted, runbook::RungKind::InEffect})
            rung(second + 1, lever, to, kind, runbook::RungState::Reached, intent);
        return intent;
    }
    void rung(int second, const char* lever, const char* to, runbook::RungKind kind,
              runbook::RungState state, std::int64_t intent)
    {
        auto entry = runbook::rungEntry(
            plan(lever, "", to), {.kind = kind, .state = state, .time = at(second), .detail = {}},
            at(second));
        entry.payload.insert(1, "\"intent\":" + std::to_string(intent) + ",");
        tell(entry);
    }
    void seen(int second, const char* lever, const char* from, const char* to)
    {
        runbook::LeverState before;
        before.value = from;
        before.exists = true;
        runbook::LeverState after = before;
        after.value = to;
        tell(runbook::leverMovedEntry(plan(lever, from, to).lever, before, after, at(second)),
             runbook::kControlPlaneActor);
    }
    void found(int second, const std::vector<std::pair<std::string, std::string>>& all)
    {
        std::vector<std::pair<runbook::LeverDescription, runbook::LeverState>> levers;
        for (const auto& [id, value] : all) {
            runbook::LeverState state;
            state.value = value;
            state.exists = true;
            levers.emplace_back(plan(id.c_str(), "", "").lever, state);
        }
        tell(runbook::leversFoundEntry(levers, at(second)), runbook::kControlPlaneActor);
    }

    incident::Incident now() const { return incident::incidentsOf(entries).front(); }
    incident::IncidentRecord record(int end) const
    {
        incident::IncidentRecord record;
        record.incident = now();
        record.moments = incident::keyMoments(record.incident, entries, alarms);
        record.timeline = entries;
        record.alarms = alarms;
        record.commands = runbook::pastCommands(entries);
        record.knownAt = at(end);
        record.range = {record.incident.start, at(end)};
        return record;
    }

    std::vector<telemetry::TimelineEntry> entries;
    std::vector<telemetry::AlarmTransition> alarms;

private:
    static runbook::LeverPlan plan(const std::string& lever, const char* from, const char* to)
    {
        runbook::LeverPlan plan;
        plan.lever.id = lever;
        plan.lever.kind = lever.substr(0, lever.find(':'));
        plan.lever.target = lever.substr(lever.find(':') + 1);
        plan.before.value = from;
        plan.before.exists = true;
        plan.to = to;
        return plan;
    }

    telemetry::Timestamp m_begin;
};

} // namespace practicetest
