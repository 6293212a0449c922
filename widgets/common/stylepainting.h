// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyle>
#include <QStyleOption>

class QPainter;

namespace common {

// What ConsoleStyle draws. All colours come from the option's palette.

inline constexpr int kCornerRadius = 4;

// Of what this file paints; thicker in high contrast. Set by the style as it is made: there is one
// at a time. GUI thread.
struct LineWidths
{
    int line = 1; // px
    double ring = 1.5; // of the focus
};
void setLineWidths(const LineWidths& widths);

void paintFocusRing(QPainter& painter, const QRect& rect, const QPalette& palette);
// Along the lower edge.
void paintLowerLine(QPainter& painter, const QRect& rect, const QPalette& palette);
// Above and below a cell of a selected row, where its fill is not enough.
void paintSelectionRules(QPainter& painter, const QRect& rect, const QPalette& palette);
void paintHairlineFrame(QPainter& painter, const QRect& rect, const QPalette& palette);
// A button without a border of its own (isQuiet) shows a surface only when hovered, pressed or
// checked.
void paintButton(QPainter& painter, const QStyleOption& option, bool isQuiet);
void paintField(QPainter& painter, const QStyleOption& option, bool hasFrame);
void paintCheckBox(QPainter& painter, const QStyleOption& option);
void paintRadioButton(QPainter& painter, const QStyleOption& option);
void paintTab(QPainter& painter, const QStyleOptionTab& option);
void paintHeaderSection(QPainter& painter, const QStyleOption& option);
void paintSplitter(QPainter& painter, const QStyleOption& option);
// Between docks: a hairline in a strip that is wide enough to be taken hold of.
void paintDockSeparator(QPainter& painter, const QStyleOption& option);
void paintDockTitle(QPainter& painter, const QStyleOptionDockWidget& option);
void paintProgress(QPainter& painter, const QStyleOptionProgressBar& option, bool isContents);
void paintMenuBarItem(QPainter& painter, const QStyleOptionMenuItem& option, const QStyle& style);
void paintRubberBand(QPainter& painter, const QStyleOption& option);
void paintScrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRect& handle);
void paintSlider(QPainter& painter, const QStyleOptionSlider& option, const QRect& handle);
void paintComboBox(QPainter& painter, const QStyleOptionComboBox& option, const QRect& arrow);
// A field with two arrows, as numbers and times are entered in.
void paintSpinBox(QPainter& painter, const QStyleOptionSpinBox& option, const QRect& up,
                  const QRect& down);
void paintToolButton(QPainter& painter, const QStyleOptionToolButton& option, const QStyle& style,
                     const QWidget* widget);

// Where the parts of a scroll bar without buttons are.
QRect scrollBarRect(const QStyleOptionSlider& option, QStyle::SubControl subControl,
                    int smallestHandle);

} // namespace common
