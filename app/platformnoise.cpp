// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/platformnoise.h"

#include <QString>

namespace {

QtMessageHandler g_before = nullptr;

void handle(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    using namespace Qt::StringLiterals;
    const bool isNoise = type == QtWarningMsg
        && (text.startsWith(u"This plugin does not support propagateSizeHints"_s)
            || text.startsWith(u"QStandardPaths: XDG_RUNTIME_DIR not set"_s));
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
