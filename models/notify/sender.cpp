// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/notify/sender.h"

#include "models/net/httpclient.h"
#include "models/net/secrets.h"
#include "models/notify/message.h"
#include "models/telemetry/scarcememory.h"
#include "models/telemetry/text.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace notify {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kLargestAnswer = 64 * 1024;
constexpr std::size_t kLongestReason = 200;

bool isWorthAnother(const net::Exchange& exchange)
{
    if (exchange.state != net::ExchangeState::Replied)
        return true;
    return exchange.status == 408 || exchange.status == 425 || exchange.status == 429
        || exchange.status >= 500;
}

bool isTaken(const net::Exchange& exchange)
{
    return exchange.state == net::ExchangeState::Replied && exchange.status / 100 == 2;
}

} // namespace

const char* toString(Delivery::State state)
{
    switch (state) {
    case Delivery::State::Sent:
        return "sent";
    case Delivery::State::Failing:
        return "failing";
    case Delivery::State::GivenUp:
        return "given_up";
    case Delivery::State::Left:
        return "left";
    }
    return "";
}

std::optional<std::chrono::milliseconds> retryAfter(std::string_view value,
                                                    std::chrono::system_clock::time_point now)
{
    value = telemetry::trimmed(value);
    std::int64_t seconds = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (read.ec == std::errc() && read.ptr == value.data() + value.size() && seconds >= 0)
        return std::chrono::seconds(std::min<std::int64_t>(seconds, 86'400));
    // "Sun, 06 Nov 1994 08:49:37 GMT": of the three forms the one that is sent, see RFC 9110.
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    constexpr std::size_t length = 29;
    const bool isDate = value.size() == length && value.substr(25) == " GMT" && value[3] == ',';
    const std::size_t month = isDate ? months.find(value.substr(8, 3)) : std::string_view::npos;
    if (month == std::string_view::npos || month % 3 != 0)
        return std::nullopt;
    const std::string number = std::to_string(month / 3 + 101).substr(1); // "01" .. "12"
    const auto at = telemetry::timestampFromText(std::string(value.substr(12, 4)) + '-' + number
                                                 + '-' + std::string(value.substr(5, 2)) + 'T'
                                                 + std::string(value.substr(17, 8)) + 'Z');
    if (!at)
        return std::nullopt;
    return std::max(std::chrono::milliseconds(0),
                    std::chrono::duration_cast<std::chrono::milliseconds>(
                        at->time_since_epoch() - now.time_since_epoch()));
}

struct Sender::Lane
{
    struct Waiting
    {
        Event event;
        Clock::time_point since;
        int attempts = 0;
        bool mayHaveArrived = false; // one of them
        bool isToldFailing = false;
    };

    Address address;
    net::Masker masker;
    mutable std::mutex mutex; // guards what follows
    std::condition_variable wake;
    std::deque<Waiting> waiting; // its first is the one under way
    TargetState state;
    std::atomic<bool> isStopping = false;
    net::HttpClient client; // the thread's
    std::thread thread;

    net::ClientRequest request(const Event& event, const SenderTiming& timing) const
    {
        const Target& target = address.target;
        const bool isSlack = target.kind == Target::Kind::Slack;
        net::ClientRequest request;
        request.method = "POST";
        request.url = address.url;
        request.headers = {{"Content-Type", "application/json; charset=utf-8"},
                           {"User-Agent", "plumbline"},
                           {"Idempotency-Key", event.key}};
        request.body = isSlack ? slackBody(event, target.includesText)
                               : genericBody(event, target.includesText);
        request.connectTimeout = timing.connect;
        request.timeout = timing.exchange;
        request.maxResponseBytes = kLargestAnswer;
        return request;
    }

    std::string reasonOf(const net::Exchange& exchange) const
    {
        if (exchange.state == net::ExchangeState::Replied)
            return "it answered " + std::to_string(exchange.status);
        const std::string words = masker.masked(exchange.error);
        return telemetry::visibleLine(telemetry::sanitizedUtf8(words.substr(0, kLongestReason)));
    }

    // False: the end has come.
    bool pause(std::chrono::milliseconds time)
    {
        std::unique_lock lock(mutex);
        return !wake.wait_for(lock, time, [this] { return isStopping.load(); });
    }

    void finish(Delivery::State final, std::string reason)
    {
        const std::scoped_lock lock(mutex);
        waiting.pop_front();
        state.waiting = waiting.size();
        state.problem = std::move(reason);
        if (final == Delivery::State::Sent)
            ++state.sent;
        else
            ++state.givenUp;
        wake.notify_all();
    }
};

Sender::Sender(std::vector<Address> addresses, std::function<void(const Delivery&)> told,
               SenderTiming timing)
    : m_told(std::move(told))
    , m_timing(timing)
{
    for (Address& address : addresses) {
        auto lane = std::make_unique<Lane>();
        lane->address = std::move(address);
        lane->state.name = lane->address.target.name;
        const std::string& url = lane->address.url;
        lane->masker.add(url);
        // What follows the host is what makes it a secret; a client may name it without the rest.
        if (const std::size_t path = url.find('/', url.find("://") + 3);
            path != std::string::npos && url.size() - path > 4)
            lane->masker.add(url.substr(path + 1));
        m_lanes.push_back(std::move(lane));
    }
    for (const auto& lane : m_lanes)
        lane->thread = std::thread([this, one = lane.get()] { run(*one); });
}

Sender::~Sender()
{
    for (const auto& lane : m_lanes) {
        const std::scoped_lock lock(lane->mutex);
        lane->isStopping = true;
        lane->wake.notify_all();
    }
    for (const auto& lane : m_lanes) {
        lane->thread.join();
        for (const Lane::Waiting& one : lane->waiting)
            m_told(
                {.target = lane->state.name,
                 .event = one.event,
                 .state = Delivery::State::Left,
                 .attempts = one.attempts,
                 .status = 0,
                 .reason = one.mayHaveArrived
                     ? "the console ended before it was answered: whether it arrived is not known"
                     : "the console ended before it was sent",
                 .mayHaveArrived = one.mayHaveArrived});
    }
}

void Sender::submit(const Event& event, const std::vector<std::string>& without)
{
    for (const auto& lane : m_lanes) {
        if (!wants(lane->address.target, event)
            || std::ranges::find(without, lane->state.name) != without.end())
            continue;
        bool isFull = false;
        {
            const std::scoped_lock lock(lane->mutex);
            isFull = lane->waiting.size() >= m_timing.mostWaiting;
            if (isFull) {
                ++lane->state.givenUp;
            } else {
                lane->waiting.push_back({.event = event, .since = Clock::now()});
                lane->state.waiting = lane->waiting.size();
                lane->wake.notify_all();
            }
        }
        if (isFull)
            m_told({.target = lane->state.name,
                    .event = event,
                    .state = Delivery::State::GivenUp,
                    .attempts = 0,
                    .status = 0,
                    .reason = "too many wait already",
                    .mayHaveArrived = false});
    }
}

bool Sender::drain(std::chrono::milliseconds longest)
{
    const auto end = Clock::now() + longest;
    return std::ranges::all_of(m_lanes, [end](const auto& lane) {
        std::unique_lock lock(lane->mutex);
        return lane->wake.wait_until(lock, end, [&lane] { return lane->waiting.empty(); });
    });
}

std::vector<TargetState> Sender::states() const
{
    std::vector<TargetState> states;
    for (const auto& lane : m_lanes) {
        const std::scoped_lock lock(lane->mutex);
        states.push_back(lane->state);
    }
    return states;
}

void Sender::run(Lane& lane)
{
    while (true) {
        try {
            if (!sendNext(lane))
                return;
        } catch (const std::bad_alloc&) {
            if (!lane.pause(m_timing.firstPause))
                return;
        }
    }
}

bool Sender::sendNext(Lane& lane)
{
    Lane::Waiting one;
    {
        std::unique_lock lock(lane.mutex);
        lane.wake.wait(lock, [&lane] { return lane.isStopping || !lane.waiting.empty(); });
        if (lane.isStopping)
            return false;
        one = lane.waiting.front();
    }
    const net::Exchange exchange =
        lane.client.perform(lane.request(one.event, m_timing), &lane.isStopping);
    {
        const std::scoped_lock lock(lane.mutex);
        Lane::Waiting& first = lane.waiting.front(); // this thread alone takes it away
        ++first.attempts;
        // Taken, it is sent again only where there is not memory enough to say so.
        first.mayHaveArrived = first.mayHaveArrived
            || exchange.state == net::ExchangeState::SentNoReply || isTaken(exchange);
        one = first;
    }
    const auto tell = [this](const Delivery& news) {
        telemetry::withPatience([&] { m_told(news); });
    };
    Delivery delivery{.target = lane.state.name,
                      .event = one.event,
                      .state = Delivery::State::Sent,
                      .attempts = one.attempts,
                      .status = exchange.status,
                      .reason = {},
                      .mayHaveArrived = false};
    if (isTaken(exchange)) {
        lane.finish(delivery.state, {});
        tell(delivery);
        return true;
    }
    if (lane.isStopping)
        return false; // what was broken off is left
    delivery.reason = lane.reasonOf(exchange);
    delivery.mayHaveArrived = one.mayHaveArrived;
    {
        const std::scoped_lock lock(lane.mutex);
        ++lane.state.failures;
        lane.state.problem = delivery.reason;
    }
    const int doublings = std::min(one.attempts - 1, 20);
    std::chrono::milliseconds pause =
        std::min(m_timing.longestPause, m_timing.firstPause * (std::int64_t{1} << doublings));
    if (const auto asked =
            retryAfter(exchange.header("retry-after"), std::chrono::system_clock::now());
        asked && exchange.state == net::ExchangeState::Replied)
        pause = std::min(m_timing.longestRetryAfter, std::max(pause, *asked));
    const bool isTooLong = Clock::now() + pause - one.since > m_timing.longest;
    if (!isWorthAnother(exchange) || isTooLong) {
        delivery.state = Delivery::State::GivenUp;
        lane.finish(delivery.state, delivery.reason);
        tell(delivery);
        return true;
    }
    delivery.state = Delivery::State::Failing;
    if (!one.isToldFailing) {
        tell(delivery);
        const std::scoped_lock lock(lane.mutex);
        lane.waiting.front().isToldFailing = true;
    }
    return lane.pause(pause);
}

} // namespace notify
