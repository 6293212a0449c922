// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tablemodel.h"
#include "models/store/mappingreport.h"

#include <QStringList>

#include <string>
#include <vector>

namespace items {

// A row of texts that are safe to show on one line each.
struct TextRow
{
    std::string key;
    QStringList cells;
};

// A small table of texts, such as the parts of the mapping report. GUI thread.
class TextRows final : public TableModel<TextRow, std::string>
{
    Q_OBJECT

public:
    // Columns from `firstNumber` on are numbers.
    TextRows(QStringList headers, int firstNumber, QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setTexts(std::vector<TextRow> rows) { setRows(std::move(rows)); }

protected:
    QVariant cell(const TextRow& row, int column, int role) const override;
    std::string keyOf(const TextRow& row) const override { return row.key; }
    bool isSame(const TextRow& left, const TextRow& right) const override
    {
        return left.cells == right.cells;
    }

private:
    const QStringList m_headers;
    const int m_firstNumber;
};

// The parts of a report, over all dialects of the source. Fields: field, from, share of model
// calls, records, dialect. Unknown: attribute, example, records. Conflicts: field, believed, not
// believed, records.
std::vector<TextRow> fieldRows(const store::SourceMapping& mapping);
std::vector<TextRow> unknownRows(const store::SourceMapping& mapping);
std::vector<TextRow> conflictRows(const store::SourceMapping& mapping);

} // namespace items
