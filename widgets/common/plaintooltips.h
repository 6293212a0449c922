// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QApplication;

namespace common {

// Lists, tables and trees show a tool tip as HTML where it looks like it. What items tell is what
// senders wrote: from now on it is shown as plain text everywhere. Again: does nothing.
void keepToolTipsPlain(QApplication& application);

} // namespace common
