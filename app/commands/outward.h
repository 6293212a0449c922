// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/consolemetrics.h"
#include "app/commands/notifywatch.h"

#include <memory>
#include <string>

namespace commands {

// What a console that records tells others by itself: webhooks, and metrics to whoever asks.
struct OutwardOptions
{
    std::string notify; // file of webhooks; empty: nobody is told
    MetricsOptions metrics;
};
void addOutwardOptions(CLI::App& command, OutwardOptions& options);

class Outward
{
public:
    // Says on stderr where metrics are served. `frames`: of the window; null: there is none. All
    // must outlive it.
    static telemetry::Result<std::unique_ptr<Outward>>
    start(const OutwardOptions& options, ingest::Pipeline& pipeline,
          const telemetry::DurationHistogram* frames = nullptr);
    // All that can be said before anything is recorded: the errors of start() but for the
    // network's.
    static telemetry::Result<void> check(const OutwardOptions& options);

    const ConsoleMetrics* metrics() const { return m_metrics.get(); } // null: not served

private:
    std::unique_ptr<NotifyWatch> m_notify;
    std::unique_ptr<ConsoleMetrics> m_metrics; // looks at the one above; ends first
};

} // namespace commands
