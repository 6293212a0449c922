// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIcon>
#include <QStyle>

namespace common {

// Thin icons for the buttons of docks, in the palette's colours; null for other pixmaps.
QIcon titleButtonIcon(QStyle::StandardPixmap which);

} // namespace common
