// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/soakwindow.h"

#include <cstddef>
#include <cstdint>
#include <utility>

namespace bench {

SoakWindow::~SoakWindow()
{
    if (m_watch)
        close();
}

telemetry::Result<void> SoakWindow::open(const std::string& recording)
{
    if (auto opened = m_host.open(recording); !opened)
        return opened;
    onGuiThread([this] {
        m_watch = std::make_unique<FrameWatch>(m_host.window(), m_frames);
        m_heartbeat = std::make_unique<Heartbeat>(m_late);
    });
    return {};
}

void SoakWindow::takeFrames()
{
    onGuiThread([this] {
        m_taken.insert(m_taken.end(), m_frames.begin(), m_frames.end());
        m_frames.clear();
    });
}

std::optional<double> SoakWindow::slowFrame()
{
    const auto before = static_cast<std::ptrdiff_t>(m_taken.size());
    takeFrames();
    std::vector<double> newest(m_taken.begin() + before, m_taken.end());
    return newest.empty() ? std::nullopt
                          : std::optional(soakQuantile(std::move(newest), kSoakSlow));
}

SoakFrames SoakWindow::close()
{
    takeFrames();
    onGuiThread([this] {
        m_watch.reset();
        m_heartbeat.reset();
    });
    m_host.close();
    return {.frames = static_cast<std::int64_t>(m_taken.size()),
            .median = soakQuantile(m_taken, 0.5),
            .slow = soakQuantile(m_taken, kSoakSlow),
            .most = soakQuantile(m_taken, 1),
            .slowTurn = soakQuantile(m_late, kSoakSlow)};
}

} // namespace bench
