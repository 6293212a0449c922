// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace common {
class Theme;
}
namespace items {
class TimeConductor;
}

namespace triage {

// Paints one cluster: how many there are and which share of all, how suspicious the worst of them
// is, in which versions, and the one that is read of it. Text from outside is drawn as safe lines.
class ClusterDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    ClusterDelegate(const items::TimeConductor& conductor, const common::Theme& theme,
                    QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

private:
    void paintHead(QPainter& painter, const QRectF& line, const QModelIndex& index) const;

    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
};

} // namespace triage
