// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/sources/fittingtable.h"

namespace sources {

// Draws the course of a metric as a line over its own range; a gap is left open.
class CourseDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace sources
