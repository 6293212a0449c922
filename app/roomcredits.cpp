// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/roomcredits.h"

#include "models/items/roomentries.h"
#include "models/runbook/levercredit.h"
#include "models/telemetry/actors.h"
#include "models/telemetry/clock.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace {

// Longer than what is seen may be later than the act, and than it waits for what would put it in
// doubt, see items::creditsFromRoom().
constexpr std::chrono::minutes kLooks(6);
// What may be of an act is within so much of it, and what puts that in doubt within so much of
// that.
constexpr std::chrono::minutes kAround(5);
constexpr std::chrono::minutes kRecent(15); // what may still come is of acts since then

using telemetry::TimelineEntry;
using telemetry::Timestamp;

bool isSameEntry(const TimelineEntry& one, const TimelineEntry& other)
{
    return one.sequence == other.sequence && one.hash == other.hash;
}

// So much before, where there is such a time: what an act says of its own is anybody's word.
Timestamp before(Timestamp time, std::chrono::minutes span)
{
    return std::max(time, Timestamp{} + span) - span;
}

} // namespace

RoomCredits::RoomCredits(ingest::Pipeline& pipeline, items::RecordingQueries& queries,
                         std::chrono::milliseconds interval, QObject* parent)
    : QObject(parent)
    , m_port(pipeline, telemetry::actors::kConsole)
    , m_query(queries, this)
{
    m_again.setSingleShot(true);
    m_again.setInterval(interval);
    connect(&m_again, &QTimer::timeout, this, &RoomCredits::ask);
    // It is asked for again, while it is looked for: the disk may have been full for a moment.
    connect(&m_port, &incident::EntryPort::failed, this,
            [this](const QString&, const TimelineEntry& entry) {
                if (const auto credit = runbook::creditIn(entry))
                    m_asked.erase(credit->entry);
                m_isAllAnswered = false;
                if (std::chrono::steady_clock::now() < m_until && !m_again.isActive())
                    m_again.start();
            });
}

void RoomCredits::look(std::vector<telemetry::TimelineEntry> others)
{
    std::erase_if(others, [](const telemetry::TimelineEntry& entry) {
        return entry.kind != "action" && entry.kind != "undo";
    });
    if (std::ranges::equal(others, m_acts, isSameEntry))
        return; // something else was said
    m_acts = std::move(others);
    m_until = std::chrono::steady_clock::now() + kLooks;
    m_isAllAnswered = false;
    ask();
}

void RoomCredits::ask()
{
    const Timestamp now = telemetry::SystemClock().now();
    // Of what was done long ago there is nothing to come: once is enough.
    std::optional<Timestamp> oldest;
    for (const TimelineEntry& act : m_acts) {
        const bool isRecent = act.recorded >= now - kRecent && act.time >= now - kRecent;
        if (isRecent || !m_isAllAnswered)
            oldest = std::min(oldest.value_or(act.time), act.time);
    }
    if (!oldest)
        return m_again.stop();
    auto acts = std::make_shared<Entries>(m_acts);
    store::View view; // a credit has the time of what it credits
    view.range.start = before(*oldest, 2 * kAround);
    std::erase_if(*acts, [&](const TimelineEntry& act) { return act.time < view.range.start; });
    const Timestamp first = before(*oldest, kAround);
    m_query.request(
        [view, now, first, acts = std::shared_ptr<const Entries>(std::move(acts))](
            const store::Reader& reader) -> telemetry::Result<Entries> {
            const auto recorded =
                reader.timeline(view, {"lever", "action", "undo", runbook::kCreditKind});
            if (!recorded)
                return tl::make_unexpected(recorded.error());
            Entries missing = items::missingCredits(*recorded, *acts, now);
            std::erase_if(missing, [&](const TimelineEntry& each) { return each.time < first; });
            return missing;
        },
        [this](const telemetry::Result<Entries>& missing) { take(missing); });
}

void RoomCredits::take(const telemetry::Result<Entries>& missing)
{
    if (missing) {
        m_isAllAnswered = true;
        for (const TimelineEntry& entry : *missing) {
            const auto credit = runbook::creditIn(entry);
            if (credit && m_asked.insert(credit->entry).second)
                m_port.append(entry);
        }
    }
    if (std::chrono::steady_clock::now() < m_until)
        m_again.start();
}
