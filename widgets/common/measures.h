// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QHeaderView;
class QWidget;

namespace common {

class Theme;

// The rows of a table, at once and whenever text size or density change; `pixels` as in
// Theme::row(). The theme must outlive the header. GUI thread, as the other.
void keepRows(const Theme& theme, QHeaderView& rows, int pixels);
// A fixed height that holds text; `pixels` as in Theme::scaled().
void keepHeight(const Theme& theme, QWidget& widget, int pixels);

} // namespace common
