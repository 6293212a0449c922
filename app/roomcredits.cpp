// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/roomcredits.h"

#include "models/items/roomentries.h"
#include "models/runbook/levercredit.h"
#include "models/telemetry/actors.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace {

// Somewhat longer than what is seen may be later than the act, see items::creditOf().
constexpr std::chrono::seconds kLooks(150);
constexpr std::chrono::minutes kBefore(5); // what is seen may be before it

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
}

void RoomCredits::look(std::vector<telemetry::TimelineEntry> others)
{
    std::erase_if(others, [](const telemetry::TimelineEntry& entry) {
        return entry.kind != "action" && entry.kind != "undo";
    });
    m_acts = std::move(others);
    m_until = std::chrono::steady_clock::now() + kLooks;
    ask();
}

void RoomCredits::ask()
{
    if (m_acts.empty())
        return m_again.stop();
    const auto oldest = std::ranges::min_element(m_acts, {}, &telemetry::TimelineEntry::time);
    store::View view; // a credit has the time of what it credits
    view.range.start = std::max(oldest->time, telemetry::Timestamp{} + kBefore) - kBefore;
    m_query.request(
        [view, acts = std::make_shared<const Entries>(m_acts)](
            const store::Reader& reader) -> telemetry::Result<Entries> {
            const auto recorded = reader.timeline(view, {"lever", runbook::kCreditKind});
            if (!recorded)
                return tl::make_unexpected(recorded.error());
            return items::missingCredits(*recorded, *acts);
        },
        [this](const telemetry::Result<Entries>& missing) { take(missing); });
}

void RoomCredits::take(const telemetry::Result<Entries>& missing)
{
    if (missing) {
        for (const telemetry::TimelineEntry& entry : *missing) {
            const auto credit = runbook::creditIn(entry);
            if (credit && m_asked.insert(credit->entry).second)
                m_port.append(entry);
        }
    }
    if (std::chrono::steady_clock::now() < m_until)
        m_again.start();
}
