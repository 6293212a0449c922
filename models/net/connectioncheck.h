// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/httpclient.h"

#include <chrono>
#include <string>

namespace net {

// What a test of a connection found. `text` is a sentence or two for people: one line, without
// anything of what was sent or answered; whoever shows it masks what it was made of.
struct ConnectionVerdict
{
    enum class State
    {
        Well,
        Slow, // it answers as it should, after kSlow
        Denied, // it answers, and does not let us in
        Bad, // it cannot be reached, or is something else
    };
    State state = State::Bad;
    std::string text = {};
    std::chrono::microseconds elapsed{0};

    bool isUsable() const { return state == State::Well || state == State::Slow; }
};
// Stable, in lower case: "well", "slow", "denied", "bad".
const char* toString(ConnectionVerdict::State state);

inline constexpr std::chrono::seconds kSlow(2);

// What was asked, as far as the words need it.
struct ConnectionAsked
{
    std::string url; // query and user are not shown
    std::string kind; // "Prometheus": what should be there
    std::string secret; // the variable that holds it, "PLUMBLINE_TOKEN_X"; empty: none is known of
    bool hasSecret = false; // it was sent
    std::chrono::milliseconds connectTimeout{2000};
    std::chrono::milliseconds timeout{5000};
};

// Of one exchange that only read. A reply of 2xx is well or slow here; whether it is of the right
// kind is for whoever knows that.
ConnectionVerdict judgeConnection(const Exchange& exchange, const ConnectionAsked& asked);
// It answers with 2xx, and what it says is not what `kind` says. `why`: one line, or empty.
ConnectionVerdict wrongKind(const Exchange& exchange, const ConnectionAsked& asked,
                            const std::string& why);

} // namespace net
