// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/notifywatch.h"
#include "models/ingest/pipeline.h"
#include "models/net/httpserver.h"
#include "models/telemetry/durationhistogram.h"
#include "models/telemetry/result.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace commands {

// Where the console's own metrics are served, as somebody wrote it.
struct MetricsOptions
{
    std::string listen; // ADDRESS:PORT; empty: they are not
    std::string tokenFile; // who asks has to give this bearer token; needed off loopback
};
void addMetricsOptions(CLI::App& command, MetricsOptions& options);

// Serves GET /metrics. Figures come from the pipeline and, of alarms and incidents, from the
// recording, on a thread of its own: a scrape holds up nothing. Ends before what it looks at.
class ConsoleMetrics
{
public:
    struct Sources
    {
        const ingest::Pipeline& pipeline;
        std::function<std::vector<notify::TargetState>()> notify; // may be empty
        const telemetry::DurationHistogram* frames = nullptr; // of the window; null: there is none
    };
    // Usage error off loopback without a token, or when the address is none; Unreadable of the
    // token's file; Unreachable when it cannot be listened on.
    static telemetry::Result<std::unique_ptr<ConsoleMetrics>> listen(const MetricsOptions& options,
                                                                     Sources sources);
    ConsoleMetrics(const ConsoleMetrics&) = delete;
    ConsoleMetrics& operator=(const ConsoleMetrics&) = delete;
    ~ConsoleMetrics();

    std::string url() const; // http://127.0.0.1:9090/metrics

private:
    explicit ConsoleMetrics(Sources sources);
    void serve(const net::HttpRequest& request, net::HttpServer::Responder respond);
    void run();

    const Sources m_sources;
    std::string m_token; // empty: none is asked for
    std::mutex m_mutex; // guards the three below
    std::condition_variable m_wake;
    std::deque<net::HttpServer::Responder> m_waiting;
    bool m_isStopping = false;
    std::thread m_thread;
    std::unique_ptr<net::HttpServer> m_server; // ends first
};

} // namespace commands
