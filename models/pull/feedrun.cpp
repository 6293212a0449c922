// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/feedrun.h"

#include "models/pull/feedrequest.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <utility>

namespace pull {

using telemetry::Result;
using telemetry::SignalKind;

namespace {

constexpr std::size_t kParallel = 4; // requests of one feed
constexpr int kPageAttempts = 5; // of one page
constexpr std::chrono::duration<double> kFirstPause(0.25);
constexpr std::chrono::seconds kLongestPause(30); // a longer Retry-After ends the round
constexpr std::size_t kDeliveryBytes = 4U * 1024 * 1024;

} // namespace

FeedRun::FeedRun(Setting setting)
    : m_setting(std::move(setting))
    , m_source(m_setting.access.profile().id + "/" + m_setting.feed.id)
    , m_random(static_cast<std::uint32_t>(Clock::now().time_since_epoch().count()))
{
    m_isKnown = [this](std::uint64_t hash) {
        return m_taken.contains(hash) || (m_setting.isKnown && m_setting.isKnown(hash));
    };
    addTasks();
}

void FeedRun::addTasks()
{
    Task task;
    task.variables = firstVariables(m_setting.access.profile(), m_setting.feed, m_setting.window);
    if (!isProm()) {
        m_tasks.push_back(std::move(task));
        return;
    }
    if (m_setting.window.duration() < m_setting.feed.prometheus.step)
        return; // no point of the grid lies in it yet
    for (task.query = 0; task.query < m_setting.feed.prometheus.queries.size(); ++task.query)
        m_tasks.push_back(task);
}

const RequestTemplate& FeedRun::templateOf(const Task& task) const
{
    return isLast(task) ? m_setting.feed.request : m_setting.feed.each[task.level].request;
}

const Paging& FeedRun::pagingOf(const Task& task) const
{
    return isLast(task) ? m_setting.feed.paging : m_setting.feed.each[task.level].paging;
}

Result<net::ClientRequest> FeedRun::compose(const Task& task) const
{
    if (!task.request.url.empty())
        return task.request;
    if (isProm() && isLast(task))
        return composeQuery(m_setting.access, m_setting.feed,
                            m_setting.feed.prometheus.queries[task.query], task.variables,
                            m_setting.window);
    return m_setting.access.compose(templateOf(task), task.variables);
}

void FeedRun::start(Task task)
{
    auto request = compose(task);
    if (!request)
        return fail({.message = request.error().message, .isFinal = true, .retryAfter = {}});
    task.request = *request;
    ++m_running;
    ++m_requests;
    net::ClientRequest sent = *request;
    task.last = m_setting.access.makeConditional(m_setting.feed.id, sent);
    m_setting.client.start(std::move(sent),
                           [this, alive = std::weak_ptr(m_alive), task](net::Exchange exchange) {
                               if (alive.lock())
                                   take(task, std::move(exchange));
                           });
}

void FeedRun::noteDate(const net::Exchange& exchange)
{
    // A reply that took long does not say when its header was written.
    constexpr std::chrono::seconds quick(1);
    const auto date = httpDate(exchange.header("date"));
    if (!date || exchange.elapsed > quick)
        return;
    // The header names the second that the reply fell into.
    const telemetry::Timestamp now = std::chrono::system_clock::now();
    m_skew = *date + std::chrono::milliseconds(500) - now;
}

void FeedRun::take(Task task, net::Exchange exchange)
{
    --m_running;
    if (m_failure || m_isAbandoned || isCutShort())
        return;
    const bool isUnchanged =
        m_setting.access.settle(m_setting.feed.id, task.request, exchange, task.last);
    task.last = nullptr;
    if (exchange.state == net::ExchangeState::Replied)
        noteDate(exchange);
    const RequestTemplate& request = templateOf(task);
    auto problem = m_setting.access.failureOf(exchange, request, m_setting.now);
    if (!problem && exchange.status >= 200 && exchange.status < 300)
        problem = read(task, exchange, isUnchanged);
    if (problem)
        return retryOrFail(std::move(task), std::move(*problem));
    m_hasReply = true;
    m_urls.push_back(task.request.url);
}

void FeedRun::retryOrFail(Task task, PullFailure problem)
{
    const bool isTooLong = problem.retryAfter.value_or(std::chrono::seconds(0)) > kLongestPause;
    if (!m_hasReply || problem.isFinal || isTooLong || ++task.attempts >= kPageAttempts)
        return fail(std::move(problem));
    std::uniform_real_distribution<double> jitter(0.5, 1.0);
    const auto delay = kFirstPause * (1 << task.attempts) * jitter(m_random);
    task.due = Clock::now() + std::chrono::duration_cast<Clock::duration>(delay)
        + problem.retryAfter.value_or(std::chrono::seconds(0));
    m_tasks.push_back(std::move(task));
}

void FeedRun::fail(PullFailure problem)
{
    if (!m_failure)
        m_failure = std::move(problem);
    m_tasks.clear();
}

void FeedRun::abandon()
{
    m_isAbandoned = true;
    m_tasks.clear();
    m_deliveries.clear();
    std::unique_lock lock(m_ledger->mutex);
    m_ledger->settled.wait(lock, [this] { return m_ledger->outstanding == 0; });
}

void FeedRun::collect(bool isEnd)
{
    const auto add = [&](SignalKind signal, std::string body) {
        m_deliveries.push_back({.signal = signal,
                                .isJson = true,
                                .contentEncoding = {},
                                .body = std::move(body),
                                .source = m_setting.access.profile().id,
                                .recorded = {}});
    };
    for (auto& [signal, body] : std::exchange(m_harvest.requests, {}))
        add(signal, std::move(body));
    if (!isEnd && m_harvest.bodies.size() < kDeliveryBytes)
        return;
    for (const SignalKind signal : {SignalKind::Traces, SignalKind::Logs, SignalKind::Metrics})
        if (std::string body = m_harvest.bodies.take(signal, m_source); !body.empty())
            add(signal, std::move(body));
}

// False when the pipeline has no room.
bool FeedRun::submit()
{
    while (!m_deliveries.empty()) {
        const auto receipt = [ledger = m_ledger,
                              wake = m_setting.wake](const ingest::Receipt& given) {
            {
                const std::scoped_lock lock(ledger->mutex);
                // What cannot be decoded is counted as rejected and stays so; a recording that
                // cannot be written to is tried again. Before anything is counted: it takes memory.
                if (given.outcome == ingest::Receipt::Outcome::Failed)
                    ledger->problem = given.message;
                ledger->accepted += given.accepted;
                ledger->rejected += given.rejected;
                ledger->duplicates += given.duplicates;
                if (--ledger->outstanding == 0)
                    ledger->settled.notify_all();
            }
            wake();
        };
        const auto takeBack = [this] { // no receipt will come
            const std::scoped_lock lock(m_ledger->mutex);
            --m_ledger->outstanding;
        };
        { // once the receipt is made, for which memory may end: abandon() waits for all that count
            const std::scoped_lock lock(m_ledger->mutex);
            ++m_ledger->outstanding;
        }
        try {
            if (!m_setting.pipeline.submit(m_deliveries.front(), receipt)) {
                takeBack();
                return false;
            }
        } catch (const std::bad_alloc&) {
            takeBack();
            throw;
        }
        m_deliveries.pop_front();
    }
    return true;
}

void FeedRun::startDue()
{
    const auto now = Clock::now();
    for (std::size_t i = m_tasks.size(); i > 0 && !m_tasks.empty() && m_running < kParallel; --i) {
        Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        if (task.due > now)
            m_tasks.push_back(std::move(task));
        else
            start(std::move(task));
    }
}

bool FeedRun::step()
{
    if (!submit())
        return false;
    startDue();
    if (m_running > 0 || !m_tasks.empty())
        return false;
    collect(true); // of a round that failed too: what came is kept, and known when it comes again
    if (!submit())
        return false;
    const std::scoped_lock lock(m_ledger->mutex);
    if (m_ledger->outstanding > 0)
        return false;
    if (!m_ledger->problem.empty() && !m_failure)
        m_failure = PullFailure{.message = m_ledger->problem, .retryAfter = {}};
    return true;
}

std::vector<store::CountedBucket> FeedRun::buckets() const
{
    std::vector<store::CountedBucket> buckets;
    for (const auto& [key, parts] : m_harvest.buckets) {
        store::CountedBucket bucket{.key = key.first, .bucket = key.second};
        const std::int64_t count = parts.count.value_or(0);
        const bool isKnown =
            parts.failed || (isProm() && m_setting.feed.prometheus.missingFailedIsZero);
        bucket.key.check = telemetry::pulledCheck(bucket.key.check, m_setting.access.profile().id);
        bucket.count = isKnown ? count : 0;
        bucket.failed = parts.failed.value_or(0);
        // Counted, but nobody says how they fared: never good news. Where there is a level, they
        // are what is behind it.
        bucket.level = isKnown ? std::nullopt : parts.badness;
        bucket.levelCount = bucket.level ? count : 0;
        bucket.unknown = parts.unknown.value_or(0) + (isKnown || bucket.level ? 0 : count);
        buckets.push_back(std::move(bucket));
    }
    return buckets;
}

} // namespace pull
