// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace items {

// Markdown (CommonMark) as plain text that reads well: marks of emphasis and headings go, lists get
// bullets and numbers, links show where they lead, code stays as it is. HTML is shown as written.
// A table is one line a row, each cell with its head.
QString proseText(const std::string& markdown);

// The same in pieces: text, or a table (GitHub's extension, which CommonMark has not): rows of as
// many cells as the first, the heads, has. Plain text, as written.
struct ProseBlock
{
    QString text; // empty: a table
    QList<QStringList> table;
};
std::vector<ProseBlock> proseBlocks(const std::string& markdown);

} // namespace items
