// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/probesink.h"

#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>

namespace commands {

namespace {

using namespace std::chrono_literals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr std::size_t kMostDeliveries = 2000; // deliveries, two a round at most
constexpr std::chrono::seconds kRoundPause = 2s; // where nothing else is asked for
constexpr std::chrono::seconds kLongestPause = 60s;
constexpr auto kEndPatience = 10s; // at the end
constexpr auto kDrainPoll = 50ms;

// A date, or nothing, leaves our own pause.
std::chrono::seconds pauseOf(const net::Exchange& exchange)
{
    const std::string_view text = exchange.header("retry-after");
    int seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || seconds < 0)
        return kRoundPause;
    return std::min(std::chrono::seconds(seconds), kLongestPause);
}

// As the OTLP specification has it: too much for now, or nobody there.
bool isForLater(const net::Exchange& exchange)
{
    constexpr std::array kStatuses{408, 429, 500, 502, 503, 504};
    return exchange.state != net::ExchangeState::Replied
        || std::ranges::find(kStatuses, exchange.status) != kStatuses.end();
}

std::string problemOf(const net::Exchange& exchange)
{
    return exchange.state == net::ExchangeState::Replied ? "HTTP " + std::to_string(exchange.status)
                                                         : exchange.error;
}

} // namespace

Result<void> ProbeSink::open(const Options& options)
{
    m_otlp = options.otlp;
    while (m_otlp.ends_with('/'))
        m_otlp.pop_back();
    m_token = options.token;
    if (!m_token.empty())
        m_masker.add(m_token);
    if (options.out.empty())
        return {};
    auto pipeline = ingest::Pipeline::start(options.out, {});
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    m_pipeline = std::move(*pipeline);
    return {};
}

Result<void> ProbeSink::take(const canary::ProbeTelemetry& telemetry)
{
    if (auto traces = take(telemetry::SignalKind::Traces, "/v1/traces", telemetry.traces);
        !traces || telemetry.logs.empty())
        return traces;
    return take(telemetry::SignalKind::Logs, "/v1/logs", telemetry.logs);
}

Result<void> ProbeSink::take(telemetry::SignalKind signal, const std::string& path,
                             const std::string& body)
{
    if (m_pipeline)
        return record(signal, body);
    m_waiting.push_back({.path = path, .body = body});
    if (m_waiting.size() > kMostDeliveries) {
        m_waiting.pop_front();
        ++m_lost;
    }
    return goOn();
}

Result<void> ProbeSink::record(telemetry::SignalKind signal, const std::string& body)
{
    ingest::RawDelivery delivery;
    delivery.signal = signal;
    delivery.body = body;
    delivery.source = "canary";
    std::mutex mutex;
    ingest::Receipt given;
    m_pipeline->submitBlocking(std::move(delivery), [&](ingest::Receipt receipt) {
        const std::lock_guard lock(mutex);
        given = std::move(receipt);
    });
    m_pipeline->drain();
    const std::lock_guard lock(mutex);
    if (given.outcome == ingest::Receipt::Outcome::Committed)
        return {};
    return failure(ErrorKind::Unreadable, given.message);
}

Result<void> ProbeSink::goOn()
{
    return Steady::now() < m_notBefore ? Result<void>() : sendWaiting();
}

// A delivery that came twice is one to who receives it: its spans have the same ids.
Result<void> ProbeSink::sendWaiting()
{
    while (!m_waiting.empty()) {
        net::ClientRequest request;
        request.method = "POST";
        request.url = m_otlp + m_waiting.front().path;
        request.headers = {{"Content-Type", "application/x-protobuf"}};
        if (!m_token.empty())
            request.headers.emplace_back("Authorization", "Bearer " + m_token);
        request.body = m_waiting.front().body;
        const net::Exchange exchange = m_client.perform(request);
        const bool isTaken =
            exchange.state == net::ExchangeState::Replied && exchange.status == 200;
        if (!isTaken && isForLater(exchange)) {
            putOff(exchange);
            return {};
        }
        if (!isTaken)
            return failure(ErrorKind::Unreachable,
                           m_masker.masked(request.url + ": " + problemOf(exchange))
                               + ". The probes of this round were not recorded.");
        m_waiting.pop_front();
    }
    if (!std::exchange(m_problem, {}).empty())
        print(stderr, "note: %s takes results again\n", m_otlp.c_str());
    return {};
}

void ProbeSink::putOff(const net::Exchange& exchange)
{
    const bool isFirst = m_problem.empty();
    m_problem = m_masker.masked(problemOf(exchange));
    m_notBefore = Steady::now() + pauseOf(exchange);
    if (isFirst)
        print(stderr, "note: %s does not take results now (%s); they wait and are sent again\n",
              m_otlp.c_str(), m_problem.c_str());
}

Result<void> ProbeSink::finish()
{
    if (m_pipeline)
        return m_pipeline->finish();
    const auto end = Steady::now() + kEndPatience;
    while (!m_waiting.empty() && !isInterrupted() && Steady::now() < end) {
        if (auto sent = goOn(); !sent)
            return sent;
        std::this_thread::sleep_for(m_waiting.empty() ? 0ms : kDrainPoll);
    }
    if (auto sent = sendWaiting(); !sent)
        return sent;
    if (m_waiting.empty() && m_lost == 0)
        return {};
    return failure(ErrorKind::Unreachable,
                   m_otlp + ": " + (m_problem.empty() ? "behind" : m_problem) + ". "
                       + std::to_string(m_waiting.size() + m_lost)
                       + " deliveries of results were not recorded.");
}

} // namespace commands
