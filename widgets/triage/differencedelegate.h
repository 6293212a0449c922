// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace common {
class Theme;
}

namespace triage {

// One difference: the property and its effect, the shares of both groups as two bars, and what is
// folded into it.
class DifferenceDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit DifferenceDelegate(const common::Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

private:
    void paintShare(QPainter& painter, const QRectF& line, double share, bool isOfSuspects) const;

    const common::Theme& m_theme;
};

} // namespace triage
