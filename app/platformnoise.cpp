// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/platformnoise.h"

#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QString>

#include <cstdio>
#include <cstdlib>

namespace {

QtMessageHandler g_before = nullptr;

// Qt ends the program with advice to install it anew; what is missing is a display.
[[noreturn]] void endWithoutDisplay()
{
    commands::print(
        stderr,
        "plumbline: no window can be opened: there is no display, or it refuses this "
        "user (DISPLAY, WAYLAND_DISPLAY). Without one: plumbline demo --headless, record, "
        "query, and shot for pictures.\n");
    std::fflush(nullptr);
    std::_Exit(commands::exitStatus(telemetry::ErrorKind::Unreachable));
}

void handle(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    using namespace Qt::StringLiterals;
    if (type == QtFatalMsg && text.contains(u"no Qt platform plugin could be initialized"_s))
        endWithoutDisplay();
    const bool isNoise = type != QtFatalMsg
        && (text.startsWith(u"This plugin does not support propagateSizeHints"_s)
            || text.startsWith(u"QStandardPaths: XDG_RUNTIME_DIR not set"_s)
            || text.startsWith(u"could not connect to display"_s)
            || text.startsWith(u"Could not load the Qt platform plugin"_s));
    if (!isNoise && g_before != nullptr)
        g_before(type, context, text);
}

} // namespace

void silencePlatformNoise()
{
    const auto before = qInstallMessageHandler(handle);
    if (before != handle)
        g_before = before;
}
