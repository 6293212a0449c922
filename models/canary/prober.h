// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/canary/probescore.h"
#include "models/canary/probeset.h"
#include "models/net/httpclient.h"
#include "models/net/secrets.h"
#include "models/telemetry/timerange.h"

#include <atomic>
#include <chrono>
#include <string>

namespace canary {

// One probe that was sent.
struct ProbeOutcome
{
    const Probe* probe = nullptr; // of the set it was asked with
    telemetry::Timestamp start = {}; // event time by our clock
    telemetry::Timestamp end = {};
    ProbeReply reply = {};
    ProbeScore score = {}; // means nothing when the reply has an error
};

// Asks an OpenAI-compatible endpoint (POST .../chat/completions). One thread at a time.
class Prober
{
public:
    // `endpoint`: an address with or without /v1 and /chat/completions behind it. `token`: empty:
    // none is sent; it is in no text that comes out.
    Prober(std::string endpoint, std::string token);

    // Blocks until the answer is there, it has taken too long, or `cancel` is set. Where memory
    // ends the reply is an error.
    ProbeOutcome ask(const ProbeSet& set, const Probe& probe, const std::atomic<bool>* cancel);

    const std::string& url() const { return m_url; }

private:
    // Throws std::bad_alloc where memory ends, be it sent or not.
    ProbeOutcome asked(const ProbeSet& set, const Probe& probe, const std::atomic<bool>* cancel);

    std::string m_url;
    std::string m_token;
    net::Masker m_masker;
    net::HttpClient m_client;
};

// When the round after the one that was due at `round` is: rounds that were missed while an
// endpoint hung are not made up for.
std::chrono::steady_clock::time_point nextRound(std::chrono::steady_clock::time_point round,
                                                std::chrono::milliseconds every,
                                                std::chrono::steady_clock::time_point now);

// The address that probes are sent to.
std::string completionsUrl(std::string endpoint);

} // namespace canary
