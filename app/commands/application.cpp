// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/application.h"

#include <QCoreApplication>

namespace commands {

std::unique_ptr<QCoreApplication> applicationIfNone()
{
    static int count = 1;
    static char name[] = "plumbline";
    static char* arguments[] = {name, nullptr};
    return QCoreApplication::instance() != nullptr
        ? nullptr
        : std::make_unique<QCoreApplication>(count, arguments);
}

} // namespace commands
