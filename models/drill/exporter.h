// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/departure.h"
#include "models/net/httpclient.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace drill {

// Sends telemetry as an OTLP exporter does: batches by resource, in order, kept while
// the receiver is busy or away, dropped (and counted) when the buffer is full or the receiver says
// they are no good. One thread.
class Exporter
{
public:
    using Clock = std::chrono::steady_clock;

    struct Statistics
    {
        std::uint64_t sentSpans = 0;
        std::uint64_t sentItems = 0; // spans, log records and points that were taken
        std::uint64_t failedSends = 0; // attempts
        std::uint64_t droppedItems = 0; // spans, log records and points given up
    };

    // `url` is the base; /v1/traces and /v1/logs are appended. `bufferBytes` limits what waits.
    explicit Exporter(std::string url, std::size_t bufferBytes = 16U * 1024 * 1024);

    void add(Departure departure);
    // One that is encoded already; /v1/metrics is appended for metrics.
    void add(RequestBody body);
    bool isEmpty() const { return m_departures.empty() && m_queue.empty(); } // nothing waits

    // Encodes what was added and sends what may be sent by now. Stops at the first refusal.
    void flush(const std::atomic<bool>& cancel);

    const Statistics& statistics() const { return m_statistics; }

private:
    struct Request
    {
        std::string path;
        std::string body;
        std::uint64_t spans = 0;
        std::uint64_t items = 0;
    };

    void encode();
    void enqueue(Request request);
    enum class Attempt
    {
        Done,
        Later,
    };
    Attempt send(const Request& request, const std::atomic<bool>& cancel);

    std::string m_url;
    std::size_t m_bufferBytes;
    net::HttpClient m_client;
    std::vector<Departure> m_departures;
    std::deque<Request> m_queue;
    std::size_t m_queuedBytes = 0;
    Clock::time_point m_notBefore; // no attempt earlier
    std::chrono::milliseconds m_backOff{0};
    Statistics m_statistics;
};

} // namespace drill
