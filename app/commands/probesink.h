// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/canary/probetelemetry.h"
#include "models/ingest/pipeline.h"
#include "models/net/httpclient.h"
#include "models/net/secrets.h"
#include "models/telemetry/result.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

namespace commands {

// Where the telemetry of probes goes: a recording of its own, or a console that receives. What a
// console cannot take now waits for later and in order; what it will not take is an error. One
// thread.
class ProbeSink
{
public:
    struct Options
    {
        std::string out; // a recording; empty: otlp
        std::string otlp; // address of the console
        std::string token; // bearer, for the console; empty: none
    };

    telemetry::Result<void> open(const Options& options);
    telemetry::Result<void> take(const canary::ProbeTelemetry& telemetry);
    // Sends what waits when its time has come.
    telemetry::Result<void> goOn();
    // Once more what waits, for a while unless interrupted. Unreachable error when something of the
    // run was not recorded.
    telemetry::Result<void> finish();

private:
    using Steady = std::chrono::steady_clock;
    struct Delivery
    {
        std::string path;
        std::string body;
    };

    telemetry::Result<void> take(telemetry::SignalKind signal, const std::string& path,
                                 const std::string& body);
    telemetry::Result<void> record(telemetry::SignalKind signal, const std::string& body);
    telemetry::Result<void> sendWaiting();
    void putOff(const net::Exchange& exchange);

    std::string m_otlp;
    std::string m_token;
    net::Masker m_masker;
    net::HttpClient m_client;
    std::unique_ptr<ingest::Pipeline> m_pipeline;
    std::deque<Delivery> m_waiting; // oldest first
    std::size_t m_lost = 0; // beyond what may wait
    Steady::time_point m_notBefore;
    std::string m_problem; // why they wait, said once
};

} // namespace commands
