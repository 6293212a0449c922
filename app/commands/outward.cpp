// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/outward.h"

#include "app/commands/terminal.h"

#include <cstdio>
#include <utility>

#include <CLI/CLI.hpp>

namespace commands {

void addOutwardOptions(CLI::App& command, OutwardOptions& options)
{
    addNotifyOption(command, options.notify);
    addMetricsOptions(command, options.metrics);
}

telemetry::Result<void> Outward::check(const OutwardOptions& options)
{
    const auto webhooks = webhooksOf(options.notify);
    return webhooks ? telemetry::Result<void>() : tl::make_unexpected(webhooks.error());
}

telemetry::Result<std::unique_ptr<Outward>>
Outward::start(const OutwardOptions& options, ingest::Pipeline& pipeline,
               const telemetry::DurationHistogram* frames)
{
    auto webhooks = webhooksOf(options.notify);
    if (!webhooks)
        return tl::make_unexpected(webhooks.error());
    auto outward = std::make_unique<Outward>();
    outward->m_notify = std::make_unique<NotifyWatch>(std::move(*webhooks), pipeline);
    if (options.metrics.listen.empty())
        return outward;
    auto metrics = ConsoleMetrics::listen(
        options.metrics,
        {.pipeline = pipeline,
         .notify = [watch = outward->m_notify.get()] { return watch->states(); },
         .frames = frames});
    if (!metrics)
        return tl::make_unexpected(metrics.error());
    outward->m_metrics = std::move(*metrics);
    print(stderr, "metrics at %s\n", outward->m_metrics->url().c_str());
    return outward;
}

} // namespace commands
