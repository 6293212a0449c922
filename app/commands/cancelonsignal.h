// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/outcome.h"

#include <atomic>
#include <chrono>
#include <thread>

namespace commands {

// SIGINT and SIGTERM break off what is waited for: a reply that is then read back once, a probe.
class CancelOnSignal
{
public:
    CancelOnSignal()
    {
        installSignalHandlers();
        m_thread = std::jthread([this](const std::stop_token& stop) {
            while (!stop.stop_requested() && !m_isCancelled) {
                m_isCancelled = isInterrupted();
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        });
    }
    const std::atomic<bool>* flag() const { return &m_isCancelled; }
    void cancel() { m_isCancelled = true; } // for another reason

private:
    std::atomic<bool> m_isCancelled = false;
    std::jthread m_thread;
};

} // namespace commands
