// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidententries.h"
#include "models/incident/keymoments.h"
#include "models/runbook/leverentries.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QTest>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace incidenttest {

inline telemetry::Timestamp storySecond(int seconds)
{
    return telemetry::Timestamp{std::chrono::seconds(1'795'000'000 + seconds)};
}

// An incident as it happens: alarms, levers and what people say, with its timeline.
class Story
{
public:
    void tell(telemetry::TimelineEntry entry, const char* who = "ada")
    {
        entry.actor = who;
        entry.sequence = static_cast<std::int64_t>(entries.size()) + 1;
        if (entry.recorded == telemetry::Timestamp{})
            entry.recorded = entry.time;
        entries.push_back(std::move(entry));
    }
    void open(int second, int start)
    {
        incident::Opening opening;
        opening.title = "It";
        opening.alarms = {"A-0001"};
        opening.start = storySecond(start);
        tell(*incident::openedEntry(opening, {}, storySecond(second)));
    }
    void alarm(telemetry::AlarmState state, int time, int recorded, const char* id = "A-0001")
    {
        telemetry::AlarmTransition transition;
        transition.alarm = id;
        transition.state = state;
        transition.onset = storySecond(10);
        transition.time = storySecond(time);
        transition.recorded = storySecond(recorded);
        transition.actor = state == telemetry::AlarmState::Acknowledged ? "bo" : "detector";
        telemetry::TimelineEntry entry;
        entry.kind = "alarm";
        entry.subject = id;
        entry.time = transition.time;
        entry.recorded = transition.recorded;
        tell(entry, transition.actor.c_str());
        alarms.push_back(std::move(transition));
    }
    // A lever that got as far as that; the sequence of its intent.
    std::int64_t lever(const char* id, int second, bool isInEffect, bool isUndo = false)
    {
        runbook::LeverPlan plan;
        plan.lever.id = id;
        plan.to = "b";
        plan.before.value = "a";
        plan.before.exists = true;
        tell(runbook::actionEntry(plan, isUndo, storySecond(second)));
        const auto intent = entries.back().sequence;
        for (const runbook::RungKind kind :
             {runbook::RungKind::Sent, runbook::RungKind::Accepted, runbook::RungKind::InEffect}) {
            if (kind != runbook::RungKind::InEffect || isInEffect)
                rung(id, kind, runbook::RungState::Reached, second + static_cast<int>(kind),
                     intent);
        }
        return intent;
    }
    void rung(const char* id, runbook::RungKind kind, runbook::RungState state, int second,
              std::int64_t intent)
    {
        runbook::LeverPlan plan;
        plan.lever.id = id;
        plan.to = "b";
        auto entry = runbook::rungEntry(
            plan, {.kind = kind, .state = state, .time = storySecond(second), .detail = {}},
            storySecond(second));
        entry.payload.insert(1, "\"intent\":" + std::to_string(intent) + ",");
        tell(entry);
    }
    // What every lever so far moves.
    void aim(const std::string& target)
    {
        for (telemetry::TimelineEntry& entry : entries) {
            if (entry.kind != "action")
                continue;
            auto json = QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
            json[QStringLiteral("target")] = QString::fromStdString(target);
            entry.payload = QJsonDocument(json).toJson().toStdString();
        }
    }
    // What somebody who looks at the control plane sees: a lever that goes from "a" to "b".
    void seen(const char* id, const char* target, int second)
    {
        runbook::LeverDescription lever;
        lever.id = id;
        lever.target = target;
        runbook::LeverState before;
        before.value = "a";
        before.exists = true;
        runbook::LeverState after = before;
        after.value = "b";
        tell(runbook::leverMovedEntry(lever, before, after, storySecond(second)),
             runbook::kControlPlaneActor);
    }
    // The incident is about "bot", and another's alarm is about "shop".
    void openBesideAnother()
    {
        alarm(telemetry::AlarmState::Raised, 30, 32);
        alarms.back().service = "bot";
        alarm(telemetry::AlarmState::Raised, 31, 33, "A-0007");
        alarms.back().service = "shop";
        open(45, 10);
        tell(*incident::servicesEntry(now(), {"bot"}, storySecond(46)));
    }
    std::vector<incident::KeyMoment> moments() const
    {
        return incident::keyMoments(now(), entries, alarms);
    }
    incident::Incident now() const { return incident::incidentsOf(entries).front(); }
    incident::KeyMoment of(incident::MomentKind kind) const
    {
        return moments().at(static_cast<std::size_t>(kind));
    }

    std::vector<telemetry::TimelineEntry> entries;
    std::vector<telemetry::AlarmTransition> alarms;
};

inline void verifyAt(const incident::KeyMoment& moment, int second)
{
    QVERIFY2(moment.time, moment.why.c_str());
    QCOMPARE(telemetry::toUnixNanos(*moment.time), telemetry::toUnixNanos(storySecond(second)));
}

} // namespace incidenttest
