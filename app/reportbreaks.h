// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <functional>

class QTextDocument;

// Settles where the pages of a report end, which has its page size: a heading goes with what it is
// of, a caption with its table, no row of a table is cut (one that is taller than a page is), and
// what of a table goes onto the next page stands under its header there. `point` is one in the
// document's lengths. False: `goesOn`, which may be empty, said false. GUI thread.
bool breakPages(QTextDocument& document, double point, const std::function<bool()>& goesOn = {});
