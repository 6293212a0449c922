// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QString>

namespace items {

// Of the texts of functions that belong to no class.
inline QString tr(const char* text)
{
    return QCoreApplication::translate("items", text);
}

} // namespace items
