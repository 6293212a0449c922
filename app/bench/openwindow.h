// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/mainwindow.h"
#include "app/session.h"
#include "app/settings.h"
#include "models/telemetry/result.h"
#include "widgets/common/theme.h"

#include <functional>
#include <memory>
#include <string>

namespace bench {

// Runs `work` on a thread beside a GUI (offscreen unless QT_QPA_PLATFORM says otherwise) and
// returns when it has ended. Main thread only, once a process.
void runBesideGui(const std::function<void()>& work);

// Runs `work` on the GUI thread and waits for it; from another thread.
void onGuiThread(const std::function<void()>& work);

// The console's window, live and drawing, on a recording which somebody else in this process
// writes. Opened, used and destroyed inside the work of runBesideGui().
class WindowHost
{
public:
    WindowHost() = default;
    WindowHost(const WindowHost&) = delete;
    WindowHost& operator=(const WindowHost&) = delete;
    ~WindowHost() { close(); }

    telemetry::Result<void> open(const std::string& recording);
    void close();
    MainWindow& window(); // on the GUI thread; only while it is open

private:
    struct Open;
    std::shared_ptr<Open> m_open;
};

} // namespace bench
