// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace onnx {

// Calls a function from a thread of its own when what was begun has not ended in time.
class RunDeadline
{
public:
    explicit RunDeadline(std::chrono::milliseconds limit);

    // `isLate` is called at most once, and never after end() has returned.
    void begin(std::function<void()> isLate);
    bool end(); // whether it was late

private:
    void watch(const std::stop_token& stop);

    const std::chrono::milliseconds m_limit;
    std::mutex m_mutex; // guards all below, and is held while the function runs
    std::condition_variable_any m_changed;
    std::function<void()> m_isLate;
    std::optional<std::chrono::steady_clock::time_point> m_until;
    bool m_wasLate = false;
    std::jthread m_thread; // last: it uses the others
};

} // namespace onnx
