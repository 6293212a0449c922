// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <string>

namespace items {

// Markdown (CommonMark) as plain text that reads well: marks of emphasis and headings go, lists get
// bullets and numbers, links show where they lead, code stays as it is. HTML is shown as written.
QString proseText(const std::string& markdown);

} // namespace items
