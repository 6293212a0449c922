// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/palette/palettemodel.h"

#include <QStyledItemDelegate>

namespace common {
class Theme;
}

namespace palette {

// A row of the palette on one line: what it is, its title and where it is, with the letters that
// were typed marked, and its shortcut at the right. Plain text. Model and theme outlive it.
class PaletteDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    PaletteDelegate(const PaletteModel& model, const common::Theme& theme,
                    QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const PaletteModel& m_model;
    const common::Theme& m_theme;
};

} // namespace palette
