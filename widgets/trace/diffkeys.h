// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QAbstractItemView;
class QEvent;
class QKeyEvent;
class QSize;

// What the list of steps and the table of differences have in common. GUI thread.
namespace traceview {

// 1: the key to the next step that differs; -1: to the previous one; 0: another key.
int differenceDirection(const QKeyEvent& event);
// Takes these keys as the view's own before the window and the page do, which have the same ones.
// Called with every event; true: it was taken.
bool acceptsDifferenceKey(QEvent& event);

// Whether the current row is whole, by height, in a viewport that was so large; true as well where
// it never was laid out. False without a current row.
bool isCurrentSeen(const QAbstractItemView& view, const QSize& viewport);

} // namespace traceview
