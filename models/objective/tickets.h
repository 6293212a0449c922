// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/objective/budget.h"
#include "models/objective/suggest.h"
#include "models/telemetry/timelineentry.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace objective {

// What an entry of kind "ticket" says.
struct Ticket
{
    BudgetState state = BudgetState::Kept;
    double target = 0; // as it was then; 0: not told, in recordings of before
    telemetry::Duration window{}; // likewise, whole seconds

    // It speaks of this very target and window: one of the same name may have had others then.
    bool isOf(const Objective& objective) const;
};
std::optional<Ticket> ticketFrom(const telemetry::TimelineEntry& entry); // nothing: it is none

// Says when a budget begins to burn, is gone, or is kept again: entries of kind "ticket" for the
// timeline, whose subject is the objective. Tickets wake nobody; alarms are raised by detectors.
// One thread.
class Tickets
{
public:
    explicit Tickets(std::vector<Objective> objectives);

    // What was said last in a recording that is continued.
    telemetry::Result<void> restore(const store::Reader& reader);
    // What has changed by now. Where nothing is known nothing changes.
    telemetry::Result<std::vector<telemetry::TimelineEntry>> check(const store::Reader& reader,
                                                                   telemetry::Timestamp now);

private:
    std::vector<Objective> m_objectives;
    std::map<std::string, std::string> m_said; // state by objective
};

} // namespace objective
