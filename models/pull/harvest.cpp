// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/harvest.h"

#include "models/net/encoding.h"

namespace pull {

namespace {

using telemetry::SignalKind;

struct Envelope
{
    const char* resources;
    const char* scopes;
    const char* items;
};

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

} // namespace pull
