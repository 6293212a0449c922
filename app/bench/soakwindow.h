// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/framewatch.h"
#include "app/bench/openwindow.h"
#include "app/bench/suite/heartbeat.h"
#include "app/bench/suite/soaktrend.h"
#include "models/telemetry/result.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bench {

// The console's window beside a soak, live and drawing, and how it kept up. Opened, used and
// destroyed inside the work of runBesideGui().
class SoakWindow
{
public:
    SoakWindow() = default;
    SoakWindow(const SoakWindow&) = delete;
    SoakWindow& operator=(const SoakWindow&) = delete;
    ~SoakWindow();

    telemetry::Result<void> open(const std::string& recording);
    // 99 % of the frames since it was asked last took no longer, ms; none: there was no frame.
    std::optional<double> slowFrame();
    SoakFrames close(); // of all of them

private:
    void takeFrames();

    WindowHost m_host;
    std::vector<double> m_frames; // these two: of the GUI thread while it is open
    std::vector<double> m_late;
    std::unique_ptr<FrameWatch> m_watch;
    std::unique_ptr<Heartbeat> m_heartbeat;
    std::vector<double> m_taken; // all frames but the newest
};

} // namespace bench
