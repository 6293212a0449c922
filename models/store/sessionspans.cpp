// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/sessionspans.h"

#include "models/store/pages.h"
#include "models/store/reader.h"
#include "models/store/readerprivate.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace store {

namespace {

constexpr std::int64_t kSpansInPage = 1000;

// The same from any time on, in either direction. Rows of one time are taken by their ids.
std::string pageOf(bool isBackward)
{
    const std::string than = isBackward ? "<" : ">";
    const std::string order = isBackward ? "DESC" : "ASC";
    return "SELECT p.trace_no, p.span_id, p.start_ns, p.id, "
           "EXISTS(SELECT 1 FROM spans s JOIN span_bodies b ON b.id=s.id WHERE "
           "s.trace_no=p.trace_no AND s.span_id=p.span_id AND instr(b.body, ?1)>0) OR "
           "EXISTS(SELECT 1 FROM logs l WHERE l.trace_no=p.trace_no AND l.span_id=p.span_id AND "
           "instr(l.body, ?1)>0) FROM (SELECT trace_no, span_id, start_ns, id FROM generations "
           "WHERE service=?2 AND recorded_ns<=?3 AND (start_ns"
        + than + "?4 OR (start_ns=?4 AND id" + than + "?5)) ORDER BY start_ns " + order + ", id "
        + order + " LIMIT ?6) p ORDER BY p.start_ns " + order + ", p.id " + order;
}

struct Found
{
    std::int64_t start = 0;
    std::int64_t row = 0;
    telemetry::SpanKey key;
};

// Reads up to `most` rows from there on. Returns whether there may be more.
bool look(Reader::Private& parts, const SessionQuery& query, const View& view, bool isBackward,
          std::vector<Found>& found)
{
    const std::int64_t most = isBackward ? query.before : query.after;
    const std::int64_t service = parts.stringId(query.service);
    std::int64_t time = telemetry::toUnixNanos(query.around);
    std::int64_t row = isBackward ? std::numeric_limits<std::int64_t>::max() : 0;
    if (!isBackward) // the moment itself belongs to the other side
        row = std::numeric_limits<std::int64_t>::max();
    for (std::int64_t looked = 0; looked < most;) {
        const Reader::Private::Transaction transaction(parts.database);
        Statement select = parts.database.prepare(pageOf(isBackward));
        const std::int64_t wanted = std::min(kSpansInPage, most - looked);
        select.bindBlob(query.session)
            .bind(service)
            .bind(view.knownAt)
            .bind(time)
            .bind(row)
            .bind(wanted);
        std::int64_t count = 0;
        while (select.step()) {
            ++count;
            time = select.integer(2);
            row = select.integer(3);
            if (select.integer(4) != 0)
                found.push_back(
                    {.start = time,
                     .row = row,
                     .key = {parts.traceId(select.integer(0)), spanId(select.integer(1))}});
        }
        if (parts.hasFailed(select) || count < wanted)
            return false;
        looked += count;
    }
    return true;
}

} // namespace

telemetry::Result<SessionSpans> sessionSpans(const Reader& reader, const SessionQuery& query,
                                             const View& view)
{
    Reader::Private& parts = reader.parts();
    SessionSpans spans;
    std::vector<Found> found;
    spans.isCut = look(parts, query, view, true, found);
    spans.isCut = look(parts, query, view, false, found) || spans.isCut;
    if (parts.isDamaged())
        return tl::make_unexpected(parts.takeError());
    std::ranges::sort(found, {}, [](const Found& one) { return std::pair(one.start, one.row); });
    for (const Found& one : found)
        spans.keys.push_back(one.key);
    return spans;
}

} // namespace store
