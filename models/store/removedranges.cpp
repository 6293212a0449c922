// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/removedranges.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace store {

namespace {

using telemetry::TimeRange;
using telemetry::Timestamp;

constexpr const char* kBegan = "recording_began_ns";
constexpr telemetry::Duration kOnItsWay = std::chrono::minutes(1);

} // namespace

RemovedRanges::RemovedRanges(const Database& database)
    : m_database(database)
    , m_service(database.prepare("SELECT text FROM strings WHERE id=?"))
    , m_find(database.prepare("SELECT min(start_ns), max(end_ns) FROM gaps WHERE "
                              "source='retention' AND service=?"))
    , m_insert(database.prepare("INSERT INTO gaps(source, service, start_ns, end_ns, recorded_ns, "
                                "reason) VALUES('retention',?1,?2,?3,?2,'removed by retention')"))
    , m_moveEnd(database.prepare("UPDATE gaps SET end_ns=?3 WHERE source='retention' AND "
                                 "service=?1 AND end_ns=?2"))
    , m_moveStart(
          database.prepare("UPDATE gaps SET start_ns=?3, recorded_ns=?3 WHERE source='retention' "
                           "AND service=?1 AND start_ns=?2"))
{
}

void RemovedRanges::add(std::int64_t service, Timestamp event, Timestamp recorded)
{
    m_began = std::min(m_began.value_or(recorded), recorded);
    if (service <= 0 || event <= Timestamp{})
        return;
    std::optional<TimeRange>& removed = m_ranges[service].removed;
    if (!removed)
        removed = {.start = event, .end = event};
    removed->start = std::min(removed->start, event);
    removed->end = std::max(removed->end, event);
    m_touched.insert(service);
}

// The first row that is removed is the first that was recorded.
bool RemovedRanges::load()
{
    Statement add = m_database.prepare("INSERT OR IGNORE INTO counters(name, value) VALUES(?,?)");
    if (!add.bind(std::string_view(kBegan)).bind(*m_began).run())
        return false;
    Statement select = m_database.prepare("SELECT value FROM counters WHERE name=?");
    if (select.bind(std::string_view(kBegan)).step())
        m_began = select.time(0);
    return !select.hasFailed();
}

bool RemovedRanges::write(const Pins& pins, Timestamp now)
{
    if (!m_touched.empty() && !load())
        return false;
    bool isGood = true;
    for (const std::int64_t service : std::exchange(m_touched, {}))
        isGood = isGood && writeService(service, m_ranges[service], pins, now);
    return isGood;
}

bool RemovedRanges::writeService(std::int64_t service, Range& range, const Pins& pins,
                                 Timestamp now)
{
    std::string name;
    if (m_service.bind(service).step())
        name = m_service.text(0);
    bool isGood = !m_service.hasFailed();
    m_service.reset();
    if (!range.stored && isGood && m_find.bind(std::string_view(name)).step() && !m_find.isNull(0))
        range.stored = {.start = m_find.time(0), .end = m_find.time(1)};
    isGood = isGood && !m_find.hasFailed();
    m_find.reset();
    // What was recorded first had happened a little before: that may be all that is gone.
    const bool isFirst =
        range.removed->end <= *m_began && range.removed->start >= *m_began - kOnItsWay;
    const Timestamp began = isFirst ? range.removed->start : *m_began;
    TimeRange whole{.start = std::max(range.removed->start, began),
                    .end = std::min(range.removed->end, now)};
    if (whole.start == whole.end) // one moment is gone all the same
        whole.end += std::chrono::nanoseconds(1);
    if (range.stored)
        whole = {.start = std::min(whole.start, range.stored->start),
                 .end = std::max(whole.end, range.stored->end)};
    if (!isGood || whole.start >= whole.end)
        return isGood;
    isGood = isGood && extend(name, range, whole, pins);
    range.stored = whole;
    return isGood;
}

// Only what is new, as it is pinned now: pins of later entries bring nothing back.
bool RemovedRanges::extend(std::string_view service, const Range& range, const TimeRange& whole,
                           const Pins& pins)
{
    const TimeRange known = range.stored.value_or(TimeRange{.start = whole.end, .end = whole.end});
    bool isGood = true;
    for (const TimeRange& piece : unpinned(pins, {.start = whole.start, .end = known.start})) {
        isGood = isGood && m_moveStart.bind(service).bind(piece.end).bind(piece.start).run();
        if (isGood && m_database.changes() == 0)
            isGood = append(service, piece);
    }
    for (const TimeRange& piece : unpinned(pins, {.start = known.end, .end = whole.end}))
        isGood = isGood && append(service, piece);
    return isGood;
}

bool RemovedRanges::append(std::string_view service, const TimeRange& piece)
{
    if (!m_moveEnd.bind(service).bind(piece.start).bind(piece.end).run())
        return false;
    return m_database.changes() > 0
        || m_insert.bind(service).bind(piece.start).bind(piece.end).run();
}

bool RemovedRanges::giveUp(const TimeRange& pin)
{
    Statement select = m_database.prepare("SELECT service, min(start_ns), max(end_ns) FROM gaps "
                                          "WHERE source='retention' GROUP BY service");
    std::vector<std::pair<std::string, TimeRange>> pieces;
    while (select.step())
        pieces.emplace_back(select.text(0),
                            TimeRange{.start = std::max(pin.start, select.time(1)),
                                      .end = std::min(pin.end, select.time(2))});
    bool isGood = !select.hasFailed();
    for (const auto& [service, piece] : pieces)
        isGood = isGood && (piece.start >= piece.end || append(service, piece));
    return isGood;
}

void RemovedRanges::forget()
{
    m_ranges.clear();
    m_touched.clear();
    m_began.reset();
}

} // namespace store
