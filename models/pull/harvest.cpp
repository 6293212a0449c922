// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/harvest.h"

#include "models/net/encoding.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace pull {

namespace {

using telemetry::SignalKind;

struct Envelope
{
    const char* resources;
    const char* scopes;
    const char* items;
};

// Back ends count what they like: the sum has an end.
void addTo(std::optional<std::int64_t>& sum, std::optional<std::int64_t> part)
{
    if (!part)
        return;
    std::int64_t whole = 0;
    sum = __builtin_add_overflow(sum.value_or(0), *part, &whole)
        ? std::numeric_limits<std::int64_t>::max()
        : whole;
}

Envelope envelopeOf(SignalKind signal)
{
    switch (signal) {
    case SignalKind::Logs:
        return {"resourceLogs", "scopeLogs", "logRecords"};
    case SignalKind::Metrics:
        return {"resourceMetrics", "scopeMetrics", "metrics"};
    case SignalKind::Traces:
        break;
    }
    return {"resourceSpans", "scopeSpans", "spans"};
}

} // namespace

void OtlpBodies::add(SignalKind signal, const std::string& resource, std::string item)
{
    std::string& items = m_items[signal][resource];
    m_size += item.size();
    items += items.empty() ? "" : ",";
    items += item;
}

void OtlpBodies::add(OtlpBodies other)
{
    for (auto& [signal, resources] : other.m_items)
        for (auto& [resource, items] : resources)
            add(signal, resource, std::move(items));
}

std::string OtlpBodies::take(SignalKind signal, const std::string& scope)
{
    auto node = m_items.extract(signal);
    if (node.empty())
        return {};
    const Envelope names = envelopeOf(signal);
    std::string body = std::string("{\"") + names.resources + "\":[";
    bool isFirst = true;
    for (const auto& [resource, items] : node.mapped()) {
        body += isFirst ? "" : ",";
        isFirst = false;
        body += "{\"resource\":{\"attributes\":[" + resource + "]},\"";
        body += names.scopes;
        body += "\":[{\"scope\":{\"name\":" + net::jsonQuoted(scope) + "},\"";
        body += names.items;
        body += "\":[" + items + "]}]}";
        m_size -= items.size() < m_size ? items.size() : m_size;
    }
    return body += "]}";
}

void Harvest::reject(const std::string& what)
{
    ++unreadable;
    if (unreadableExample.empty())
        unreadableExample = what;
}

void Harvest::noteNewest(telemetry::Timestamp time)
{
    newest = std::max(newest.value_or(time), time);
}

void Harvest::addBucket(const telemetry::SignalKey& key, std::int64_t bucket,
                        const BucketParts& parts)
{
    BucketParts& sum = buckets[{key, bucket}];
    if (sum.badness && parts.badness)
        return reject("several levels for one signal: there must be one");
    addTo(sum.count, parts.count);
    addTo(sum.failed, parts.failed);
    addTo(sum.unknown, parts.unknown);
    if (parts.badness)
        sum.badness = parts.badness;
}

void Harvest::add(Harvest other)
{
    bodies.add(std::move(other.bodies));
    std::ranges::move(other.requests, std::back_inserter(requests));
    std::ranges::move(other.alerts, std::back_inserter(alerts));
    std::ranges::move(other.notes, std::back_inserter(notes));
    std::ranges::move(other.hashes, std::back_inserter(hashes));
    records += other.records;
    known += other.known;
    left += other.left;
    unreadable += other.unreadable;
    if (unreadableExample.empty())
        unreadableExample = std::move(other.unreadableExample);
    areRulesEvaluated = areRulesEvaluated && other.areRulesEvaluated;
    if (other.newest)
        noteNewest(*other.newest);
    if (other.pending)
        pending = std::min(pending.value_or(*other.pending), *other.pending);
    for (const auto& [key, parts] : other.buckets)
        addBucket(key.first, key.second, parts);
}

} // namespace pull
