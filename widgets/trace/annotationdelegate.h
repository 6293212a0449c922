// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/annotationmodel.h"

#include <QStyledItemDelegate>

namespace common {
class Theme;
}

namespace traceview {

// Paints a note or bookmark: its mark, what it is on, who wrote it and when, its text in two lines.
class AnnotationDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    AnnotationDelegate(const items::AnnotationModel& model, const common::Theme& theme,
                       QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const items::AnnotationModel& m_model;
    const common::Theme& m_theme;
};

} // namespace traceview
