// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIcon>
#include <QStyle>

namespace common {

// Thin icons for the buttons of docks, in the palette's colours; null for other pixmaps.
QIcon titleButtonIcon(QStyle::StandardPixmap which);

// Ours for what Qt's own dialogs show, of resources/icons in the colours of the application's
// palette, which it follows; null for what no dialog of the console shows.
QIcon standardPicture(QStyle::StandardPixmap which);

} // namespace common
