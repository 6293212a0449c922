// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QHeaderView;
class QWidget;

namespace common {

class Theme;
enum class TextSize;

// The rows of a table, at once and whenever text size or density change; `pixels` as in
// Theme::row(). The theme must outlive the header. GUI thread, as the other.
void keepRows(const Theme& theme, QHeaderView& rows, int pixels);
// A fixed height that holds text; `pixels` as in Theme::scaled().
void keepHeight(const Theme& theme, QWidget& widget, int pixels);
// At least that high; `pixels` as in Theme::scaled().
void keepLeast(const Theme& theme, QWidget& widget, int pixels);
// As high as so many lines of its text, and `more` pixels.
void keepLines(const Theme& theme, QWidget& widget, int lines, int more = 0);
// A font of its own: the application's, which a widget follows by itself, is body text.
void keepFont(const Theme& theme, QWidget& widget, TextSize size, bool isBold = false);

} // namespace common
