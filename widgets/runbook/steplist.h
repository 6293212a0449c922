// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QListView>
#include <QStyledItemDelegate>

namespace common {
class Theme;
}
namespace items {
class RunbookModel;
}

namespace runbookview {

// Paints one step of a runbook: its state as a mark, its number and title, what was noted.
class StepDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    StepDelegate(const common::Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const common::Theme& m_theme;
};

// The checklist. As tall as its steps, up to a limit.
class StepList final : public QListView
{
    Q_OBJECT

public:
    StepList(items::RunbookModel& model, const common::Theme& theme, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    const common::Theme& m_theme;
};

} // namespace runbookview
