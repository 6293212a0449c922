// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QStringList>

#include <string>
#include <vector>

namespace commands {

// Rows as columns for people: the fields that matter of each kind of row, aligned; on a
// terminal long text is cut, whoever reads a pipe gets all of it.
// Printed in blocks, however many rows come: columns are as wide as what has come so far needs.
class TextTable
{
public:
    // `what` as in `query --what`.
    explicit TextTable(const std::string& what);

    void add(const QJsonObject& row);
    // Prints what is left; nothing when there were no rows.
    void finish();

private:
    void measure(const QStringList& row);
    void printBlock();

    int m_widest; // of a cell
    std::vector<QString> m_fields;
    std::vector<qsizetype> m_widths; // of the columns so far
    std::vector<QStringList> m_rows; // not printed yet
    bool m_hasHeader = false;
};

} // namespace commands
