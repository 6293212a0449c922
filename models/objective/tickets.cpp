// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/objective/tickets.h"

#include "models/telemetry/actors.h"

#include <utility>

namespace objective {

namespace {

constexpr const char* kKind = "ticket";

std::string payloadOf(const char* state)
{
    return std::string("{\"state\":\"") + state + "\"}";
}

} // namespace

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
        for (const BudgetState state :
             {BudgetState::Kept, BudgetState::Burning, BudgetState::Exhausted}) {
            if (*newest && (*newest)->payload == payloadOf(toString(state)))
                m_said[objective.name] = toString(state);
        }
    }
    return {};
}

telemetry::Result<std::vector<telemetry::TimelineEntry>> Tickets::check(const store::Reader& reader,
                                                                        telemetry::Timestamp now)
{
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
        entry.payload = payloadOf(state.c_str());
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace objective
