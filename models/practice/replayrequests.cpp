// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/replayrequests.h"

#include "models/otlp/wirebuffer.h"
#include "models/practice/renewal.h"

#include <array>
#include <cstddef>
#include <map>
#include <utility>

namespace practice {

namespace {

using store::RawRecord;
using telemetry::MetricType;
using telemetry::SignalKind;

constexpr std::size_t kMostRecords = 1000; // of one request
constexpr std::size_t kFullBytes = std::size_t{4} << 20U; // from which on it takes no more
constexpr std::size_t kLengthWidth = 4; // bytes kept for the length of a message

using Origin = std::pair<std::int64_t, std::int64_t>; // resource, scope

// Metric { 1 name, 3 unit, 5 gauge | 7 sum | 9 histogram | 10 exponential | 11 summary }, each with
// 1 data_points, all but gauge and summary with 2 aggregation_temporality, sum with 3 is_monotonic
// (opentelemetry-proto 1.11.0).
void addMetric(otlp::WireBuffer& wire, const RawRecord& record)
{
    static constexpr std::array<std::uint32_t, 5> kFields{5, 7, 9, 10, 11};
    const auto metric = wire.open(2, kLengthWidth);
    wire.addTag(1, 2);
    wire.addBytes(record.name);
    wire.addTag(3, 2);
    wire.addBytes(record.unit);
    const auto data =
        wire.open(kFields.at(static_cast<std::size_t>(record.type) % kFields.size()), kLengthWidth);
    wire.addTag(1, 2);
    wire.addBytes(record.body);
    if (record.type != MetricType::Gauge && record.type != MetricType::Summary) {
        wire.addTag(2, 0);
        wire.addVarint(static_cast<std::uint64_t>(record.temporality));
    }
    if (record.type == MetricType::Sum) {
        wire.addTag(3, 0);
        wire.addVarint(record.isMonotonic ? 1 : 0);
    }
    wire.close(data);
    wire.close(metric);
}

struct Page
{
    std::map<Origin, std::vector<RawRecord>> records;
    std::size_t count = 0;
    std::size_t bytes = 0;

    bool isFull() const { return count >= kMostRecords || bytes >= kFullBytes; }
};

} // namespace

ReplayRequests::ReplayRequests(const store::Reader& reader, const RecordedDrill& drill,
                               std::uint64_t seed)
    : m_reader(reader)
    , m_drill(drill)
    , m_seed(seed)
{
}

const std::string& ReplayRequests::resource(std::int64_t number)
{
    const auto [at, isNew] = m_resources.try_emplace(number);
    if (isNew)
        at->second = store::rawResource(m_reader, number);
    return at->second;
}

const std::string& ReplayRequests::scope(std::int64_t number)
{
    const auto [at, isNew] = m_scopes.try_emplace(number);
    if (isNew)
        at->second = store::rawScope(m_reader, number);
    return at->second;
}

telemetry::Result<std::vector<drill::RequestBody>>
ReplayRequests::of(const std::vector<Played>& played)
{
    std::vector<drill::RequestBody> requests;
    // Request { 1 Resource* { 1 resource, 2 Scope* { 1 scope, 2 record } } }, the same of all
    // three.
    const auto finish = [&](SignalKind signal, Page page) {
        otlp::WireBuffer wire(page.bytes + 4096);
        for (const auto& [origin, records] : page.records) {
            const auto outer = wire.open(1, kLengthWidth);
            wire.addTag(1, 2);
            wire.addBytes(resource(origin.first));
            const auto inner = wire.open(2, kLengthWidth);
            wire.addTag(1, 2);
            wire.addBytes(scope(origin.second));
            for (const RawRecord& record : records) {
                if (signal == SignalKind::Metrics) {
                    addMetric(wire, record);
                    continue;
                }
                wire.addTag(2, 2);
                wire.addBytes(record.body);
            }
            wire.close(inner);
            wire.close(outer);
        }
        requests.push_back({.kind = signal, .bytes = wire.take(), .items = page.count});
    };
    for (const SignalKind signal : {SignalKind::Traces, SignalKind::Logs, SignalKind::Metrics}) {
        std::vector<store::RawHeader> headers;
        std::vector<const Played*> plays;
        for (const Played& each : played) {
            if (m_drill.records[each.item].signal == signal) {
                headers.push_back(m_drill.records[each.item]);
                plays.push_back(&each);
            }
        }
        Page page;
        std::vector<Page> pages;
        std::size_t at = 0; // records that are gone are left out, in the order of both
        const auto read = store::forEachRaw(
            m_reader, headers, [&](const store::RawHeader& header, RawRecord record) {
                while (headers[at].row != header.row)
                    ++at;
                const Played& play = *plays[at++];
                if (header.signal == SignalKind::Metrics)
                    m_counters.carryOn(record, play.shift, play.jumps);
                renew(record.body, header, record.type, renewalOf(m_seed, play.pass, play.shift));
                ++page.count;
                page.bytes += record.body.size();
                const Origin origin{record.resource, record.scope};
                page.records[origin].push_back(std::move(record));
                if (page.isFull())
                    pages.push_back(std::exchange(page, {}));
            });
        if (!read)
            return tl::make_unexpected(read.error());
        if (page.count > 0)
            pages.push_back(std::move(page));
        for (Page& each : pages)
            finish(signal, std::move(each));
    }
    return requests;
}

} // namespace practice
