// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/measures.h"

#include "widgets/common/theme.h"

#include <QHeaderView>

namespace common {

void keepRows(const Theme& theme, QHeaderView& rows, int pixels)
{
    const auto fit = [&theme, &rows, pixels] {
        rows.setMinimumSectionSize(theme.row(pixels)); // the style's would be higher
        rows.setDefaultSectionSize(theme.row(pixels));
    };
    fit();
    QObject::connect(&theme, &Theme::changed, &rows, fit);
}

void keepHeight(const Theme& theme, QWidget& widget, int pixels)
{
    const auto fit = [&theme, &widget, pixels] { widget.setFixedHeight(theme.scaled(pixels)); };
    fit();
    QObject::connect(&theme, &Theme::changed, &widget, fit);
}

void keepLeast(const Theme& theme, QWidget& widget, int pixels)
{
    const auto fit = [&theme, &widget, pixels] { widget.setMinimumHeight(theme.scaled(pixels)); };
    fit();
    QObject::connect(&theme, &Theme::changed, &widget, fit);
}

void keepLines(const Theme& theme, QWidget& widget, int lines, int more)
{
    const auto fit = [&widget, lines, more] {
        widget.setFixedHeight(lines * widget.fontMetrics().lineSpacing() + more);
    };
    fit();
    QObject::connect(&theme, &Theme::changed, &widget, fit);
}

void keepFont(const Theme& theme, QWidget& widget, TextSize size, bool isBold)
{
    const auto fit = [&theme, &widget, size, isBold] { widget.setFont(theme.font(size, isBold)); };
    fit();
    QObject::connect(&theme, &Theme::changed, &widget, fit);
}

} // namespace common
