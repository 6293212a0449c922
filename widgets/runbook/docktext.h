// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QLabel;
class QWidget;

namespace runbookview {

// An empty label for plain text in the dock: it wraps, and is cut off rather than made wider by one
// long word.
QLabel* makeDockText(QWidget* parent);

} // namespace runbookview
