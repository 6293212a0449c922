// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tablemodel.h"
#include "models/spread/spread.h"

#include <QString>

#include <string>
#include <vector>

namespace items {

// The places that hold a statement, in order of time. Text is safe to show on one line. GUI thread.
class SpreadModel final : public TableModel<spread::SpreadPlace, std::string>
{
    Q_OBJECT

public:
    enum Column
    {
        TimeColumn,
        ServiceColumn,
        WhereColumn,
        LikenessColumn, // with the share of the statement that is there
        LinkColumn,
        UserColumn,
        StretchColumn,
        ColumnCount,
    };

    explicit SpreadModel(QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setPlaces(const std::vector<spread::SpreadPlace>& places);
    int rowOfPlace(const spread::SpreadPlace& place) const;

protected:
    QVariant cell(const spread::SpreadPlace& row, int column, int role) const override;
    std::string keyOf(const spread::SpreadPlace& row) const override;
    bool isSame(const spread::SpreadPlace& left, const spread::SpreadPlace& right) const override;
};

// "input", "tool argument", ...; "copied", "quoted", ...; "same trace", ...
QString placeKindText(similarity::PlaceKind kind);
QString likenessText(similarity::Likeness likeness);
QString spreadLinkText(spread::SpreadLink link);

} // namespace items
