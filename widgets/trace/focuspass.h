// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <initializer_list>

class QWidget;

namespace traceview {

// A container that is given the focus gives it to `target`, which is inside of it. Unlike a focus
// proxy it is no station of the Tab key: that would go to `target` at once and past all that
// stands before it in the container. While `target` is not shown the first of `instead` that is
// gets it. GUI thread.
void passFocus(QWidget& container, QWidget& target, std::initializer_list<QWidget*> instead = {});

} // namespace traceview
