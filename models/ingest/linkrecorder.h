// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/jobs.h"
#include "models/ingest/linkmonitor.h"
#include "models/telemetry/clock.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace ingest {

// Has the recording keep how its links are: each change within a second, and a heartbeat a minute.
// Nothing that comes in tells that nothing comes in, hence a thread of its own.
class LinkRecorder
{
public:
    static constexpr std::chrono::seconds kInterval{1};

    // `record` is called on the thread, or in look() and stop(). Not ticking: only these record.
    LinkRecorder(LinkMonitor& links, const telemetry::Clock& clock,
                 std::function<void(LinkJob)> record, bool isTicking);
    LinkRecorder(const LinkRecorder&) = delete;
    LinkRecorder& operator=(const LinkRecorder&) = delete;
    ~LinkRecorder(); // stop()

    // Records what is new by the clock. Any thread.
    void look();
    // Records what is left. Idempotent.
    void stop();

private:
    void run();

    LinkMonitor& m_links;
    const telemetry::Clock& m_clock;
    std::function<void(LinkJob)> m_record;
    std::mutex m_mutex; // guards m_isStopping
    std::condition_variable m_wake;
    bool m_isStopping = false;
    std::thread m_thread;
};

} // namespace ingest
