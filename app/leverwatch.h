// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/telemetry/timelineentry.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

// Reads every lever of a control plane again and again and reports, as timeline entries of kind
// "lever", how they stood at the start and every change since, whoever made it: this console,
// another tool, or a colleague. A control plane that cannot be reached is reported once, and once
// when it is back.
class LeverWatch
{
public:
    using Report = std::function<void(telemetry::TimelineEntry)>; // called on the watching thread

    LeverWatch(runbook::LeverGateway& gateway, std::chrono::milliseconds interval, Report report);
    LeverWatch(const LeverWatch&) = delete;
    LeverWatch& operator=(const LeverWatch&) = delete;
    ~LeverWatch(); // stops and joins

private:
    void watch(const std::stop_token& stop);
    void readAll(const std::stop_token& stop);
    void reportStart(const std::map<std::string, runbook::LeverState>& states);
    void reportChange(const runbook::LeverDescription& lever, const runbook::LeverState& before,
                      const runbook::LeverState& after);
    void reportReachable(bool isReachable, const std::string& why);

    runbook::LeverGateway& m_gateway;
    const std::chrono::milliseconds m_interval;
    const Report m_report;
    std::map<std::string, runbook::LeverState> m_known; // watching thread only
    bool m_hasStarted = false;
    bool m_isReachable = true;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: it uses all of the above
};
