// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <cstdint>

class QWidget;

namespace frame {

// Of an alarm in a line of a menu. What the line has no room for, its tooltip tells.
inline constexpr std::int64_t kAlarmIdLength = 40;
inline constexpr std::int64_t kAlarmSentenceLength = 2000;

// `text`, which is safe to show, as one line of `menu`: as much as its window has room for, "…"
// where that is not all, and nothing in it underlined as a key. Needs the GUI.
QString menuLine(const QString& text, const QWidget& menu);

// As a menu is about to be seen: moved sideways into the window that it is of, where that has room
// for it.
void keepInWindow(QWidget& menu);

} // namespace frame
