// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/rawtrace.h"

#include "models/otlp/wirebuffer.h"
#include "models/store/reader.h"
#include "models/store/readerprivate.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace store {

namespace {

constexpr std::size_t kItemsInRequest = 1000; // items a request
constexpr std::size_t kFullPage = std::size_t{4} << 20U; // bytes, from which on it takes no more
constexpr std::size_t kLengthWidth = 4; // bytes kept for the length of a message

// Bodies of one page by what they come from: resource and scope.
using Origin = std::pair<std::int64_t, std::int64_t>;
struct Page
{
    std::map<Origin, std::vector<std::string>> items;
    std::int64_t count = 0;
    std::size_t bytes = 0;
};

// Of all items, once: by an index in the order of span ids, each page would go through all of them
// to find the next thousand.
std::vector<std::int64_t> itemIds(Reader::Private& parts, bool ofSpans, std::int64_t trace)
{
    const Reader::Private::Transaction transaction(parts.database);
    Statement select = parts.database.prepare(ofSpans ? "SELECT id FROM spans WHERE trace_no=?"
                                                      : "SELECT id FROM logs WHERE trace_no=?");
    select.bind(trace);
    std::vector<std::int64_t> ids;
    while (select.step())
        ids.push_back(select.integer(0));
    static_cast<void>(parts.hasFailed(select)); // kept for whoever asks for damage
    std::sort(ids.begin(), ids.end());
    return ids;
}

// From ids[next] on; moves next. Items that are gone, or were not known by then, are passed over.
Page readPage(Reader::Private& parts, bool ofSpans, const std::vector<std::int64_t>& ids,
              std::size_t& next, const View& view)
{
    const Reader::Private::Transaction transaction(parts.database);
    Statement select = parts.database.prepare(
        ofSpans ? "SELECT s.resource, s.scope, coalesce(v.body, b.body) FROM spans s JOIN "
                  "span_bodies b ON b.id=s.id"
                + std::string(kJoinVersion) + "WHERE s.id=?1 AND ?2 IS NULL AND s.recorded_ns<=?3"
                : "SELECT resource, scope, body FROM logs WHERE id=?1 AND ?2 IS NULL AND "
                  "recorded_ns<=?3");
    Page page;
    const std::size_t end = next + std::min(kItemsInRequest, ids.size() - next);
    while (next < end && page.bytes < kFullPage && !parts.isDamaged()) {
        if (select.bind(ids[next]).bindNull().bind(view.knownAt).step()) {
            auto& items = page.items[{select.integer(0), select.integer(1)}];
            items.emplace_back(select.blob(2));
            page.bytes += items.back().size();
            ++page.count;
        }
        static_cast<void>(parts.hasFailed(select));
        select.reset();
        ++next;
    }
    return page;
}

std::string bodyIn(Reader::Private& parts, const char* table, std::int64_t id)
{
    Statement select =
        parts.database.prepare("SELECT body FROM " + std::string(table) + " WHERE id=?1");
    select.bind(id);
    return select.step() ? std::string(select.blob(0)) : std::string();
}

// ResourceSpans { 1 resource, 2 ScopeSpans { 1 scope, 2 span } }; the same of logs
// (opentelemetry-proto 1.11.0).
std::string requestOf(Reader::Private& parts, const Page& page)
{
    const Reader::Private::Transaction transaction(parts.database);
    otlp::WireBuffer wire(4096);
    for (const auto& [origin, items] : page.items) {
        const auto outer = wire.open(1, kLengthWidth);
        wire.addTag(1, 2);
        wire.addBytes(bodyIn(parts, "resources", origin.first));
        const auto inner = wire.open(2, kLengthWidth);
        wire.addTag(1, 2);
        wire.addBytes(bodyIn(parts, "scopes", origin.second));
        for (const std::string& item : items) {
            wire.addTag(2, 2);
            wire.addBytes(item);
        }
        wire.close(inner);
        wire.close(outer);
    }
    return wire.take();
}

} // namespace

telemetry::Result<RawTraceCounts>
forEachRawRequest(const Reader& reader, const telemetry::TraceId& trace, const View& view,
                  const std::function<bool(telemetry::SignalKind, const std::string&)>& visit)
{
    Reader::Private& parts = reader.parts();
    RawTraceCounts counts;
    const std::int64_t number = parts.traceNumber(trace);
    for (const bool ofSpans : {true, false}) {
        const std::vector<std::int64_t> ids = itemIds(parts, ofSpans, number);
        for (std::size_t next = 0; next < ids.size() && !parts.isDamaged();) {
            const Page page = readPage(parts, ofSpans, ids, next, view);
            if (page.count == 0)
                continue;
            (ofSpans ? counts.spans : counts.logs) += page.count;
            const std::string request = requestOf(parts, page);
            if (parts.isDamaged())
                break;
            if (!visit(ofSpans ? telemetry::SignalKind::Traces : telemetry::SignalKind::Logs,
                       request))
                return counts;
        }
    }
    if (parts.isDamaged())
        return tl::make_unexpected(parts.takeError());
    return counts;
}

} // namespace store
