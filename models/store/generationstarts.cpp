// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/generationstarts.h"

#include "models/store/readerprivate.h"

namespace store {

telemetry::Result<GenerationRows> generationRows(const Reader& reader)
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    GenerationRows rows;
    Statement newest = d.database.prepare("SELECT max(id) FROM generations");
    Statement removed = d.database.prepare("SELECT coalesce(sum(count), 0) FROM removals");
    if (newest.step())
        rows.newest = newest.integer(0);
    if (removed.step())
        rows.removed = removed.integer(0);
    if (d.hasFailed(newest) || d.hasFailed(removed))
        return tl::make_unexpected(d.takeError());
    return rows;
}

telemetry::Result<void>
forEachStart(const Reader& reader, std::int64_t after, std::int64_t upTo,
             const std::function<void(std::int64_t row, telemetry::Timestamp start)>& visit)
{
    Reader::Private& d = reader.parts();
    // All of them are read several times faster from the index, which holds nothing else.
    Statement select = d.database.prepare(
        after == 0 ? "SELECT id, start_ns FROM generations INDEXED BY generations_by_start WHERE "
                     "start_ns>0 AND +id>?1 AND +id<=?2"
                   : "SELECT id, start_ns FROM generations NOT INDEXED WHERE id>?1 AND id<=?2 AND "
                     "start_ns>0");
    select.bind(after).bind(upTo);
    while (select.step())
        visit(select.integer(0), telemetry::fromUnixNanos(select.integer(1)));
    if (d.hasFailed(select))
        return tl::make_unexpected(d.takeError());
    return {};
}

telemetry::Result<telemetry::Timestamp> recordedAt(const Reader& reader, std::int64_t row)
{
    Reader::Private& d = reader.parts();
    Statement select = d.database.prepare(
        "SELECT recorded_ns FROM generations WHERE id<=? ORDER BY id DESC LIMIT 1");
    select.bind(row);
    const auto time =
        select.step() ? telemetry::fromUnixNanos(select.integer(0)) : telemetry::Timestamp::min();
    if (d.hasFailed(select))
        return tl::make_unexpected(d.takeError());
    return time;
}

} // namespace store
