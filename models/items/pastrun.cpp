// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/pastrun.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <optional>
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

template<typename Commands, typename Fits>
auto newest(Commands& commands, const Fits& fits) -> decltype(commands.data())
{
    const auto found = std::find_if(commands.rbegin(), commands.rend(), fits);
    return found == commands.rend() ? nullptr : &*found;
}

void takeAction(PastRun& run, const telemetry::TimelineEntry& entry, const QJsonObject& payload)
{
    PastCommand command{.lever = entry.subject,
                        .to = payload[u"to"_s].toString().toStdString(),
                        .sentTo = payload[u"to"_s].toString().toStdString(),
                        .isUndo = entry.kind == "undo",
                        .firedAt = entry.time,
                        .ladder = {}};
    if (command.isUndo) {
        const PastCommand* undone = newest(run.commands, [&command](const PastCommand& each) {
            return each.lever == command.lever && !each.isUndo;
        });
        command.to = undone != nullptr ? undone->to : std::string();
    }
    run.commands.push_back(std::move(command));
}

// A recovery may be told after another lever was moved, or the same one moved on.
void takeRung(PastRun& run, const telemetry::TimelineEntry& entry, const QJsonObject& payload)
{
    using runbook::RungKind;
    using runbook::RungState;
    static constexpr std::array kKinds{RungKind::Sent, RungKind::Accepted, RungKind::InEffect,
                                       RungKind::Recovered};
    static constexpr std::array kStates{RungState::Reached, RungState::Failed, RungState::Unknown};
    const auto kind = named(payload[u"rung"_s].toString(), kKinds);
    const auto state = named(payload[u"state"_s].toString(), kStates);
    const std::string to = payload[u"to"_s].toString().toStdString();
    PastCommand* command = newest(run.commands, [&](const PastCommand& each) {
        return each.lever == entry.subject && each.sentTo == to;
    });
    if (kind && state && command != nullptr)
        command->ladder.settle(*kind, *state, entry.time,
                               payload[u"detail"_s].toString().toStdString());
}

} // namespace

const runbook::StepProgress* PastRun::find(const std::string& step) const
{
    const auto found = std::ranges::find(steps, step, &runbook::StepProgress::step);
    return found == steps.end() ? nullptr : &*found;
}

const PastCommand* PastRun::newestOf(const std::string& lever, const std::string& to) const
{
    return newest(commands,
                  [&](const PastCommand& each) { return each.lever == lever && each.to == to; });
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
        else if (entry.kind == "rung")
            takeRung(run, entry, payload);
        else if (isAction && !payload.contains(u"outcome"_s))
            takeAction(run, entry, payload);
    }
    return run;
}

} // namespace items
