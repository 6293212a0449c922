// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/onnx/rundeadline.h"

#include <utility>

namespace onnx {

RunDeadline::RunDeadline(std::chrono::milliseconds limit)
    : m_limit(limit)
    , m_thread([this](const std::stop_token& stop) { watch(stop); })
{
}

void RunDeadline::begin(std::function<void()> isLate)
{
    const std::lock_guard lock(m_mutex);
    m_isLate = std::move(isLate);
    m_until = std::chrono::steady_clock::now() + m_limit;
    m_wasLate = false;
    m_changed.notify_all();
}

bool RunDeadline::end()
{
    const std::lock_guard lock(m_mutex);
    m_until.reset();
    m_changed.notify_all();
    return m_wasLate;
}

void RunDeadline::watch(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (!m_until) {
            m_changed.wait(lock, stop, [this] { return m_until.has_value(); });
            continue;
        }
        const auto until = *m_until;
        m_changed.wait_until(lock, stop, until, [this, until] { return m_until != until; });
        if (m_until != until || std::chrono::steady_clock::now() < until)
            continue;
        m_wasLate = true;
        m_until.reset();
        m_isLate();
    }
}

} // namespace onnx
