// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/budgetcourse.h"

#include "models/objective/budget.h"
#include "models/objective/suggest.h"
#include "models/objective/tickets.h"

#include <algorithm>
#include <chrono>

namespace replay {

namespace {

using objective::BudgetState;
using telemetry::Duration;
using telemetry::Result;
using telemetry::Timestamp;
using namespace std::chrono_literals;

constexpr Duration kLookEvery = 30s; // as a console does
constexpr std::int64_t kMostLooks = 240; // at one budget in one affair
constexpr const char* kTicket = "ticket"; // see objective::Tickets

bool isSpent(BudgetState state)
{
    return state == BudgetState::Burning || state == BudgetState::Exhausted;
}

// What the console said then; false where it said nothing of this objective, ever, or something of
// another target or window: with these it is reckoned.
Result<bool> readTickets(BudgetCourse& course, const objective::Objective& objective,
                         const store::Reader& reader, const BudgetQuestion& question)
{
    const auto entries = reader.timeline({}, {kTicket});
    if (!entries)
        return tl::make_unexpected(entries.error());
    bool isAny = false;
    Timestamp newestBefore = Timestamp::min();
    for (const telemetry::TimelineEntry& entry : *entries) {
        const auto ticket = objective::ticketFrom(entry);
        if (entry.subject != objective.name || !ticket)
            continue;
        if (!ticket->isOf(objective)) {
            course.wasSpent = false;
            course.ticket.reset();
            return false;
        }
        isAny = true;
        if (entry.time < question.start && entry.time >= newestBefore) {
            newestBefore = entry.time;
            course.wasSpent = isSpent(ticket->state);
        }
        const bool isIn = entry.time >= question.start && entry.time <= question.end;
        if (isIn && isSpent(ticket->state) && (!course.ticket || entry.time < *course.ticket))
            course.ticket = entry.time;
    }
    course.isRecorded = isAny;
    return isAny;
}

} // namespace

Result<std::optional<BudgetCourse>> courseOf(const objective::Objective& objective,
                                             const store::Reader& reader,
                                             const BudgetQuestion& question,
                                             const std::function<bool()>& goesOn)
{
    BudgetCourse course;
    course.step = std::max<Duration>(kLookEvery, (question.end - question.start) / kMostLooks);
    bool isRecorded = false;
    if (question.isInUse && !question.isImport) {
        const auto read = readTickets(course, objective, reader, question);
        if (!read)
            return tl::make_unexpected(read.error());
        isRecorded = *read;
    }
    for (Timestamp now = question.start;; now = std::min(now + course.step, question.end)) {
        if (goesOn && !goesOn())
            return std::optional<BudgetCourse>();
        const bool isFirst = now == question.start;
        const bool isLast = now == question.end;
        // Once it is known when, only the end is of interest.
        if (isLast || !(isRecorded || course.ticket || course.wasSpent)) {
            store::View view;
            if (!question.isImport)
                view.knownAt = now;
            const auto status = objective::statusOf(objective, reader, now, view);
            if (!status)
                return tl::make_unexpected(status.error());
            if (!isRecorded && isFirst)
                course.wasSpent = isSpent(status->state);
            else if (!isRecorded && !course.wasSpent && !course.ticket && isSpent(status->state))
                course.ticket = now;
            if (isLast)
                course.spent = status->spent;
        }
        if (isLast)
            return std::optional(course);
    }
}

} // namespace replay
