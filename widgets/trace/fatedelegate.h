// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace common {
class Theme;
}

namespace traceview {

// What became of a message of a turn: a mark that differs in shape, then the word. For tables of
// items::ContextMessageModel. GUI thread.
class FateDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    FateDelegate(const common::Theme& theme, QObject* parent);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    const common::Theme& m_theme;
};

} // namespace traceview
