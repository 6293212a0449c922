// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>

namespace explore {

inline QColor faded(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

} // namespace explore
