// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QStringList>

#include <string>
#include <vector>

namespace commands {

// Rows as columns for people: the fields that matter of each kind of row, aligned, long text cut.
class TextTable
{
public:
    // `what` as in `query --what`.
    explicit TextTable(const std::string& what);

    void add(const QJsonObject& row);
    // Prints and forgets what was added; nothing when there were no rows.
    void print();

private:
    std::vector<QString> m_fields;
    std::vector<QStringList> m_rows;
};

} // namespace commands
