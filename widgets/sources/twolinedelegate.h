// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/sources/fittingtable.h"

namespace sources {

// A cell of two lines: what it is, and below it, smaller, what else there is to say.
class TwoLineDelegate : public CellDelegate
{
    Q_OBJECT

public:
    static constexpr int kRow = 42;

    // The second line is the cell's data in `secondRole`.
    TwoLineDelegate(const common::Theme& theme, int secondRole, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

    virtual QString secondLine(const QStyleOptionViewItem& option, const QModelIndex& index) const;

protected:
    // Pixels from the left of the cell to the text.
    virtual int indent(const QModelIndex& index) const;

private:
    const int m_secondRole;
};

} // namespace sources
