// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QWidget;

namespace frame {

// `text`, which is safe to show, as one line of `menu`: as much as its screen has room for, "…"
// where that is not all, and nothing in it underlined as a key. Needs the GUI.
QString menuLine(const QString& text, const QWidget& menu);

} // namespace frame
