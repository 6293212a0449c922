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

// Paints one suspect: how suspicious, where from and how old; the reasons as chips; the beginning
// of the output. Text from outside is drawn as safe lines.
class SuspectDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    SuspectDelegate(const items::TimeConductor& conductor, const common::Theme& theme,
                    QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    // The reasons in full; the chips only say of what kind they are.
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

private:
    void paintHead(QPainter& painter, const QRectF& line, const QModelIndex& index) const;
    void paintModel(QPainter& painter, const QRectF& line, const QModelIndex& index) const;
    void paintChips(QPainter& painter, const QRectF& line, const QStringList& chips) const;

    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
};

// The colour of a probability: how much it asks for attention.
int severityOf(double probability); // 1 worst .. 4

} // namespace triage
