// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QString>

namespace traceview {

// For the functions that belong to no class.
inline QString tr(const char* text)
{
    return QCoreApplication::translate("traceview", text);
}

} // namespace traceview
