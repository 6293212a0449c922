// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tablemodel.h"
#include "models/spread/spreadgroups.h"

#include <QString>

#include <string>
#include <vector>

namespace items {

struct SpreadGroupRow
{
    spread::SpreadGroup group; // its key is empty for all places
    QString name; // safe to show on one line
};

// Groups of places that hold a statement, below a row for all of them. GUI thread.
class SpreadGroupModel final : public TableModel<SpreadGroupRow, std::string>
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        PlacesColumn,
        EditedColumn,
        UsersColumn,
        ColumnCount,
    };

    explicit SpreadGroupModel(QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setGroups(const spread::Spread& spread, spread::GroupBy by);
    void clear();
    // That of the row which counts the place, besides the first.
    static std::string keyOfGroup(const spread::SpreadPlace& place, spread::GroupBy by);

protected:
    QVariant cell(const SpreadGroupRow& row, int column, int role) const override;
    std::string keyOf(const SpreadGroupRow& row) const override;
    bool isSame(const SpreadGroupRow& left, const SpreadGroupRow& right) const override;
};

} // namespace items
