// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/notify/targets.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace notify {

// What became of one event at one target.
struct Delivery
{
    enum class State
    {
        Sent, // answered with 2xx
        Failing, // an attempt failed, another follows; told of the first attempt only
        GivenUp, // refused for good, tried for too long, or one too many waited
        Left, // the program ended before it was sent
    };
    std::string target;
    Event event;
    State state = State::Sent;
    int attempts = 0;
    int status = 0; // of the newest answer; 0: there was none
    std::string reason; // in words, without the URL; empty when sent
    // Not sent, but an attempt went out of which no answer came: the target may have it all the
    // same.
    bool mayHaveArrived = false;
};
const char* toString(Delivery::State state); // "sent", "failing", "given_up", "left"

struct TargetState
{
    std::string name;
    std::size_t waiting = 0;
    std::uint64_t sent = 0;
    std::uint64_t failures = 0; // attempts
    std::uint64_t givenUp = 0; // events
    std::string problem; // of the newest attempt; empty: none, or it was sent
};

struct SenderTiming
{
    std::chrono::milliseconds connect{3'000};
    std::chrono::milliseconds exchange{10'000}; // whole
    std::chrono::milliseconds firstPause{1'000}; // doubled with each failure
    std::chrono::milliseconds longestPause{60'000};
    std::chrono::milliseconds longestRetryAfter{600'000}; // that is waited for
    std::chrono::milliseconds longest{3'600'000}; // since the event came; then it is given up
    std::size_t mostWaiting = 500; // of one target; beyond these the newest is given up
};

// Sends events to webhooks, each target by a thread of its own, in the order in which they came, so
// that one that hangs holds up no other one and nobody who submits. At least once: what was not
// answered with 2xx is sent again (timeouts, broken connections, 408, 425, 429, 5xx, with growing
// pauses, or as long as Retry-After asks for), with the same header Idempotency-Key; other answers
// are final. A redirect is one. Where memory ends, an attempt is made again a little later.
class Sender
{
public:
    struct Address
    {
        Target target;
        std::string url; // a secret
    };
    // `told` is called on the targets' threads.
    Sender(std::vector<Address> addresses, std::function<void(const Delivery&)> told,
           SenderTiming timing = {});
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;
    ~Sender(); // breaks off what is under way and tells what is left

    // To each target that wants it, but for those of `without`. Never waits. Any thread.
    void submit(const Event& event, const std::vector<std::string>& without = {});
    // Whether all was sent or given up within the time. Any thread.
    bool drain(std::chrono::milliseconds longest);
    std::vector<TargetState> states() const; // any thread

private:
    struct Lane;
    void run(Lane& lane);
    bool sendNext(Lane& lane); // waits for one; false: the end has come

    const std::function<void(const Delivery&)> m_told;
    const SenderTiming m_timing;
    std::vector<std::unique_ptr<Lane>> m_lanes;
};

// How long an answer asks to wait: seconds, or a date of HTTP. Nothing: it cannot be read.
std::optional<std::chrono::milliseconds> retryAfter(std::string_view value,
                                                    std::chrono::system_clock::time_point now);

} // namespace notify
