// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/objective/tickets.h"

#include "models/telemetry/actors.h"
#include "models/telemetry/inenglish.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace objective {

namespace {

constexpr const char* kKind = "ticket";

std::string payloadOf(const Objective& objective, const std::string& state)
{
    const QJsonObject json{
        {u"state"_s, QString::fromStdString(state)},
        {u"target"_s, objective.target},
        {u"window_s"_s,
         qint64{std::chrono::duration_cast<std::chrono::seconds>(objective.window).count()}}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

std::optional<Ticket> ticketFrom(const telemetry::TimelineEntry& entry)
{
    if (entry.kind != kKind)
        return std::nullopt;
    const QJsonObject json =
        QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
    const QString state = json[u"state"_s].toString();
    for (const BudgetState each :
         {BudgetState::Kept, BudgetState::Burning, BudgetState::Exhausted}) {
        if (state == QLatin1String(toString(each)))
            return Ticket{.state = each,
                          .target = json[u"target"_s].toDouble(),
                          .window = std::chrono::seconds(json[u"window_s"_s].toInteger())};
    }
    return std::nullopt;
}

bool Ticket::isOf(const Objective& objective) const
{
    return target == objective.target
        && std::chrono::floor<std::chrono::seconds>(window)
        == std::chrono::floor<std::chrono::seconds>(objective.window);
}

Tickets::Tickets(std::vector<Objective> objectives)
    : m_objectives(std::move(objectives))
{
}

telemetry::Result<void> Tickets::restore(const store::Reader& reader)
{
    for (const Objective& objective : m_objectives) {
        const auto newest = reader.newestEntry(kKind, objective.name, telemetry::Timestamp::max());
        if (!newest)
            return tl::make_unexpected(newest.error());
        if (const auto ticket = *newest ? ticketFrom(**newest) : std::nullopt)
            m_said[objective.name] = toString(ticket->state);
    }
    return {};
}

telemetry::Result<std::vector<telemetry::TimelineEntry>> Tickets::check(const store::Reader& reader,
                                                                        telemetry::Timestamp now)
{
    const telemetry::InEnglish recorded; // a window's process watches budgets, too
    std::vector<telemetry::TimelineEntry> entries;
    for (const Objective& objective : m_objectives) {
        const auto status = statusOf(objective, reader, now, {});
        if (!status)
            return tl::make_unexpected(status.error());
        if (status->state == BudgetState::NoData)
            continue;
        const std::string state = toString(status->state);
        const auto said = m_said.find(objective.name);
        const std::string before =
            said != m_said.end() ? said->second : toString(BudgetState::Kept);
        m_said[objective.name] = state;
        if (state == before)
            continue;
        telemetry::TimelineEntry entry;
        entry.time = now;
        entry.recorded = now;
        entry.kind = kKind;
        entry.actor = telemetry::actors::kObjectives;
        entry.subject = objective.name;
        entry.text = objective.name + " " + state + ": " + status->sentence;
        entry.payload = payloadOf(objective, state);
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace objective
