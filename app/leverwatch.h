// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

// Reads every lever of a control plane again and again and reports, as timeline entries of kind
// "lever", how they stood when they were first read and every change since, whoever made it: this
// console, another tool, or a colleague. One that cannot be read keeps no other from being read;
// that and why is reported once, and once when it is back. When none can, because nothing answers,
// that is the control plane's state and one report.
class LeverWatch
{
public:
    using Report = std::function<void(telemetry::TimelineEntry)>; // called on the watching thread

    LeverWatch(runbook::LeverGateway& gateway, std::chrono::milliseconds interval, Report report);
    LeverWatch(const LeverWatch&) = delete;
    LeverWatch& operator=(const LeverWatch&) = delete;
    ~LeverWatch(); // stops and joins
    void endSoon() { m_thread.request_stop(); } // what is being read is told of no more
    std::optional<bool> isReachable() const; // any thread; none: not asked yet

    struct Standing
    {
        runbook::LeverDescription lever;
        std::optional<runbook::LeverState> state; // as read last; none: never
        std::string problem; // why it could not be read just now; empty: it could
    };
    // In the profile's order; empty: not asked yet. Any thread.
    std::vector<Standing> standing() const;

private:
    // What is known of one lever.
    struct Known
    {
        std::optional<runbook::LeverState> state; // the last one that could be read
        bool isUnreadable = false; // and that was reported
    };
    using States = std::map<std::string, runbook::LeverState>;
    using Errors = std::map<std::string, telemetry::Error>;

    void watch(const std::stop_token& stop);
    void readAll(const std::stop_token& stop);
    void keepStanding(const States& states, const Errors& errors);
    void reportStates(const States& states);
    void reportErrors(const Errors& errors);
    void reportReachable(bool isReachable, const std::string& why);

    runbook::LeverGateway& m_gateway;
    const std::chrono::milliseconds m_interval;
    const Report m_report;
    std::map<std::string, Known> m_known; // watching thread only
    bool m_isReachable = true;
    std::atomic<int> m_answers{-1}; // 1 or 0 after the first reading
    mutable std::mutex m_standingMutex;
    std::vector<Standing> m_standing;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: it uses all of the above
};
