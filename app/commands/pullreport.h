// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "models/pull/puller.h"
#include "models/telemetry/link.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace commands {

// One line on a terminal's stderr: how much of the range is done, how fast, how long still.
class PullProgress
{
public:
    void show(const std::vector<pull::FeedReport>& reports);
    void clear();

private:
    using Clock = std::chrono::steady_clock;
    bool m_isDrawn = false;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_shown;
};

// A link's new state, on stderr.
void printLink(const telemetry::LinkStatus& status);

struct PullPrint
{
    std::string recording;
    bool isEndless = false; // --follow: no feed is ever done
    bool isJson = false;
};

// What was pulled, as JSON or in words; what went wrong on stderr. The exit status: 0, 4 when a
// source could not be reached or answered nonsense, 1 when it ended before all was pulled.
int printPull(const std::vector<pull::FeedReport>& reports,
              const std::vector<telemetry::LinkStatus>& links,
              const ingest::PipelineStatistics& statistics, const PullPrint& how);

} // namespace commands
