// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/linkwriter.h"

#include <limits>
#include <optional>

namespace store {

namespace {

std::optional<std::int64_t> nanos(const std::optional<telemetry::Duration>& duration)
{
    return duration ? std::optional<std::int64_t>(duration->count()) : std::nullopt;
}

std::optional<std::int64_t> nanos(const std::optional<telemetry::Timestamp>& time)
{
    return time ? std::optional<std::int64_t>(telemetry::toUnixNanos(*time)) : std::nullopt;
}

std::int64_t whole(std::uint64_t count)
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return static_cast<std::int64_t>(count < most ? count : most);
}

} // namespace

LinkWriter::LinkWriter(const Database& database, Interner& interner)
    : m_interner(interner)
    , m_insert(database.prepare(
          "INSERT INTO link_states(source, service, state, reason, since_ns, last_ns, lag_ns, "
          "skew_ns, expected_ns, next_try_ns, rate, items, duplicates, rejected, refused, "
          "recorded_ns, instance) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"))
{
}

bool LinkWriter::append(const telemetry::LinkStatus& status, telemetry::Timestamp recorded)
{
    m_insert.bind(m_interner.stringOrZero(status.source))
        .bind(m_interner.stringOrZero(status.service))
        .bind(std::int64_t{static_cast<int>(status.state)});
    m_insert.bind(std::string_view(status.reason)).bind(status.since).bind(nanos(status.lastData));
    m_insert.bind(nanos(status.lag)).bind(nanos(status.skew)).bind(nanos(status.expected));
    m_insert.bind(nanos(status.nextTry)).bind(status.itemsPerSecond);
    m_insert.bind(whole(status.items)).bind(whole(status.duplicates));
    m_insert.bind(whole(status.rejected)).bind(whole(status.refused)).bind(recorded);
    m_insert.bind(m_interner.stringOrZero(status.instance));
    return m_interner.run(m_insert);
}

} // namespace store
