// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QWidget;

namespace common {

// Brings what the layout of a widget holds closer together, and with it the layouts in that layout:
// margins and spacings of 8 px and more lose 4. Once: what is tight already stays.
void tightenLayout(QWidget& widget);
// Undoes it. What a view has set anew meanwhile stays as the view wants it.
void loosenLayout(QWidget& widget);

} // namespace common
