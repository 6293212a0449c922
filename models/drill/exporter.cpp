// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/exporter.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace drill {

namespace {

using namespace std::chrono_literals;

constexpr auto kFirstBackOff = 500ms;
constexpr auto kLongestBackOff = 5000ms;
constexpr auto kLongestRetryAfter = 30s;

// OTLP: only these say "the same again, later".
bool isRetryable(int status)
{
    return status == 429 || status == 502 || status == 503 || status == 504;
}

const char* pathOf(telemetry::SignalKind kind)
{
    switch (kind) {
    case telemetry::SignalKind::Logs:
        return "/v1/logs";
    case telemetry::SignalKind::Metrics:
        return "/v1/metrics";
    case telemetry::SignalKind::Traces:
        break;
    }
    return "/v1/traces";
}

// Seconds of a Retry-After header; a date (or nothing) leaves the exporter's own back-off.
std::chrono::milliseconds retryAfter(std::string_view text, std::chrono::milliseconds otherwise)
{
    int seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc() || end != text.data() + text.size() || seconds < 0)
        return otherwise;
    return std::min<std::chrono::milliseconds>(std::chrono::seconds(seconds), kLongestRetryAfter);
}

} // namespace

Exporter::Exporter(std::string url, std::size_t bufferBytes)
    : m_url(std::move(url))
    , m_bufferBytes(bufferBytes)
{
    while (!m_url.empty() && m_url.back() == '/')
        m_url.pop_back();
}

void Exporter::add(Departure departure)
{
    m_departures.push_back(std::move(departure));
}

void Exporter::encode()
{
    for (RequestBody& body : requestBodiesOf(std::exchange(m_departures, {})))
        add(std::move(body));
}

void Exporter::add(RequestBody body)
{
    enqueue({.path = pathOf(body.kind),
             .body = std::move(body.bytes),
             .spans = body.kind == telemetry::SignalKind::Traces ? body.items : 0,
             .items = body.items});
}

void Exporter::enqueue(Request request)
{
    if (m_queuedBytes + request.body.size() > m_bufferBytes) {
        m_statistics.droppedItems += request.items;
        return;
    }
    m_queuedBytes += request.body.size();
    m_queue.push_back(std::move(request));
}

void Exporter::flush(const std::atomic<bool>& cancel)
{
    encode();
    while (!m_queue.empty() && !cancel && Clock::now() >= m_notBefore) {
        if (send(m_queue.front(), cancel) == Attempt::Later)
            return;
        m_queuedBytes -= m_queue.front().body.size();
        m_queue.pop_front();
    }
}

Exporter::Attempt Exporter::send(const Request& request, const std::atomic<bool>& cancel)
{
    net::ClientRequest outgoing;
    outgoing.method = "POST";
    outgoing.url = m_url + request.path;
    outgoing.headers = {{"Content-Type", "application/x-protobuf"},
                        {"User-Agent", "plumbline-drill/1.0"}};
    outgoing.body = request.body;
    outgoing.connectTimeout = 500ms;
    outgoing.timeout = 2000ms;
    const net::Exchange exchange = m_client.perform(outgoing, &cancel);
    if (exchange.state == net::ExchangeState::Replied && exchange.status == 200) {
        m_statistics.sentSpans += request.spans;
        m_statistics.sentItems += request.items;
        m_backOff = 0ms;
        return Attempt::Done;
    }
    if (cancel)
        return Attempt::Later;
    ++m_statistics.failedSends;
    if (exchange.state == net::ExchangeState::Replied && !isRetryable(exchange.status)) {
        m_statistics.droppedItems += request.items;
        return Attempt::Done;
    }
    m_backOff =
        std::clamp<std::chrono::milliseconds>(m_backOff * 2, kFirstBackOff, kLongestBackOff);
    m_notBefore = Clock::now() + retryAfter(exchange.header("retry-after"), m_backOff);
    return Attempt::Later;
}

} // namespace drill
