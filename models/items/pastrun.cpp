// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/pastrun.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace items {

namespace {

template<typename Enum, std::size_t kSize>
std::optional<Enum> named(const QString& name, const std::array<Enum, kSize>& all)
{
    const auto found = std::ranges::find_if(
        all, [&name](Enum each) { return name == QLatin1String(runbook::toString(each)); });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

void takeStep(PastRun& run, const telemetry::TimelineEntry& entry, const QJsonObject& payload)
{
    using runbook::StepState;
    static constexpr std::array kStates{StepState::Done, StepState::Skipped, StepState::Failed,
                                        StepState::Undone};
    const QString word = payload[u"state"_s].toString();
    if (word == u"left"_s) {
        run = {};
        return;
    }
    if (word == u"started"_s || run.runbook != entry.subject) {
        run = {};
        run.runbook = entry.subject;
    }
    if (word == u"started"_s) {
        run.started = entry.time;
        run.who = entry.actor;
        const QJsonObject parameters = payload[u"parameters"_s].toObject();
        for (auto it = parameters.begin(); it != parameters.end(); ++it)
            run.parameters[it.key().toStdString()] = it->toString().toStdString();
        return;
    }
    const auto state = named(word, kStates);
    if (!state)
        return;
    const runbook::StepProgress progress{.step = payload[u"step"_s].toString().toStdString(),
                                         .state = *state,
                                         .who = entry.actor,
                                         .when = entry.time,
                                         .note = payload[u"note"_s].toString().toStdString()};
    const auto known = std::ranges::find(run.steps, progress.step, &runbook::StepProgress::step);
    if (known == run.steps.end())
        run.steps.push_back(progress);
    else
        *known = progress;
}

void takeRung(PastCommand& command, const telemetry::TimelineEntry& entry,
              const QJsonObject& payload)
{
    using runbook::RungKind;
    using runbook::RungState;
    static constexpr std::array kKinds{RungKind::Sent, RungKind::Accepted, RungKind::InEffect,
                                       RungKind::Recovered};
    static constexpr std::array kStates{RungState::Reached, RungState::Failed, RungState::Unknown};
    const auto kind = named(payload[u"rung"_s].toString(), kKinds);
    const auto state = named(payload[u"state"_s].toString(), kStates);
    if (kind && state)
        command.ladder.settle(*kind, *state, entry.time,
                              payload[u"detail"_s].toString().toStdString());
}

} // namespace

const runbook::StepProgress* PastRun::find(const std::string& step) const
{
    const auto found = std::ranges::find(steps, step, &runbook::StepProgress::step);
    return found == steps.end() ? nullptr : &*found;
}

PastRun pastRun(const std::vector<telemetry::TimelineEntry>& entries)
{
    PastRun run;
    for (const telemetry::TimelineEntry& entry : entries) {
        const bool isAction = entry.kind == "action" || entry.kind == "undo";
        if (!isAction && entry.kind != "step" && entry.kind != "rung")
            continue;
        const QJsonObject payload =
            QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
        if (entry.kind == "step")
            takeStep(run, entry, payload);
        else if (entry.kind == "rung" && run.command && run.command->lever == entry.subject)
            takeRung(*run.command, entry, payload);
        else if (isAction && !payload.contains(u"outcome"_s))
            run.command = PastCommand{.lever = entry.subject,
                                      .isUndo = entry.kind == "undo",
                                      .firedAt = entry.time,
                                      .ladder = {}};
    }
    return run;
}

} // namespace items
