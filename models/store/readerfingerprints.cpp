// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/value.h"
#include "models/store/fingerprintbody.h"
#include "models/store/reader.h"
#include "models/store/readerprivate.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace store {

namespace {

constexpr int kFirstWithFingerprints = 16; // schema
constexpr std::int64_t kRowsInFirstPage = 64; // whoever wants few reads few
constexpr std::int64_t kFingerprintsInPage = 2048;
constexpr std::size_t kFingerprintBytesInPage = 2U * 1024 * 1024;

struct Row
{
    std::int64_t id = 0;
    std::int64_t trace = 0;
    telemetry::Timestamp start;
    telemetry::Timestamp recorded;
    std::size_t first = 0; // of its body in the page
    std::size_t size = 0;
};

} // namespace

telemetry::Result<FingerprintExtent> Reader::fingerprintExtent() const
{
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare("SELECT value FROM counters WHERE name=?");
    const auto counter = [&](std::string_view name, std::int64_t absent) {
        const std::int64_t value = select.bind(name).step() ? select.integer(0) : absent;
        static_cast<void>(d->hasFailed(select));
        select.reset();
        return value;
    };
    FingerprintExtent extent;
    extent.key = static_cast<std::uint64_t>(counter("fingerprint_key", 0));
    Statement newest = d->database.prepare("SELECT max(id) FROM fingerprints");
    extent.rows = newest.step() ? newest.integer(0) : 0;
    static_cast<void>(d->hasFailed(newest));
    if (d->schema < kFirstWithFingerprints) {
        extent.unmarkedUntil = telemetry::Timestamp::max();
    } else {
        const std::int64_t spans = counter("unfingerprinted_spans", 0);
        const std::int64_t generations = counter("unfingerprinted_generations", 0);
        const std::array<std::pair<const char*, std::int64_t>, 2> rows{
            {{"SELECT recorded_ns FROM spans WHERE id<=? ORDER BY id DESC LIMIT 1", spans},
             {"SELECT recorded_ns FROM generations WHERE id<=? ORDER BY id DESC LIMIT 1",
              generations}}};
        for (const auto& [sql, row] : rows) {
            Statement last = d->database.prepare(sql);
            if (last.bind(row).step())
                extent.unmarkedUntil =
                    std::max(extent.unmarkedUntil.value_or(last.time(0)), last.time(0));
            static_cast<void>(d->hasFailed(last));
        }
    }
    if (const std::int64_t keptFrom = counter("kept_from_ns", 0); keptFrom > 0)
        extent.repeatsUntil = telemetry::fromUnixNanos(keptFrom) + kFingerprintMemory;
    if (const auto done = d->outcome(); !done)
        return tl::make_unexpected(done.error());
    return extent;
}

telemetry::Result<std::int64_t>
Reader::forEachFingerprinted(std::int64_t row, telemetry::Timestamp knownAt,
                             const std::function<bool(const FingerprintedText&)>& visit) const
{
    Statement select = d->database.prepare(
        "SELECT id, trace_no, start_ns, recorded_ns, body FROM fingerprints WHERE id>? ORDER BY id "
        "LIMIT ?");
    std::string bodies;
    std::vector<Row> rows;
    bool isWanted = true;
    std::int64_t limit = kRowsInFirstPage;
    std::int64_t readOn = std::numeric_limits<std::int64_t>::max();
    while (isWanted) {
        bodies.clear();
        rows.clear();
        {
            const Private::Transaction transaction(d->database);
            select.bind(row).bind(limit);
            limit = std::min(2 * limit, kFingerprintsInPage);
            while (bodies.size() < kFingerprintBytesInPage && select.step()) {
                const std::string_view body = select.blob(4);
                rows.push_back({.id = select.integer(0),
                                .trace = select.integer(1),
                                .start = select.time(2),
                                .recorded = select.time(3),
                                .first = bodies.size(),
                                .size = body.size()});
                bodies += body;
            }
            static_cast<void>(d->hasFailed(select));
            select.reset();
        }
        if (const auto done = d->outcome(); !done)
            return tl::make_unexpected(done.error());
        if (rows.empty())
            break;
        for (const Row& one : rows) {
            row = one.id;
            if (one.recorded > knownAt) { // later, or by a clock that was ahead
                readOn = std::min(readOn, one.id - 1);
                continue;
            }
            FingerprintedText text;
            text.row = one.id;
            text.traceNumber = one.trace;
            text.start = one.start;
            text.recorded = one.recorded;
            const std::string_view body = std::string_view(bodies).substr(one.first, one.size);
            isWanted = forEachIn(body, text, visit);
            if (!isWanted)
                break;
        }
    }
    return std::min(row, readOn);
}

telemetry::Result<telemetry::TraceId> Reader::traceId(std::int64_t number) const
{
    const telemetry::TraceId id = d->traceId(number);
    if (const auto done = d->outcome(); !done)
        return tl::make_unexpected(done.error());
    return id;
}

telemetry::Result<std::vector<telemetry::SpanKey>>
Reader::linkedFrom(const telemetry::TraceId& trace, const View& view) const
{
    constexpr std::int64_t kMostSpans = 500;
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        "SELECT b.body FROM spans s JOIN span_bodies b ON b.id=s.id WHERE s.trace_no=? AND "
        "s.recorded_ns<=? LIMIT ?");
    select.bind(d->traceNumber(trace)).bind(view.knownAt).bind(kMostSpans);
    std::vector<telemetry::SpanKey> linked;
    while (select.step()) {
        otlp::forEachLink(select.blob(0), [&linked](const otlp::LinkView& link) {
            const auto other = telemetry::traceIdFromBytes(link.traceId);
            const auto span = telemetry::spanIdFromBytes(link.spanId);
            if (other && span)
                linked.push_back({.trace = *other, .span = *span});
        });
    }
    if (const auto done = d->outcome(select); !done)
        return tl::make_unexpected(done.error());
    return linked;
}

} // namespace store
