// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/stylepainting.h"

#include <QAbstractSpinBox>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace common {

namespace {

constexpr int kTabRule = 2;

LineWidths& lineWidths()
{
    static LineWidths widths;
    return widths;
}

bool has(const QStyleOption& option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

QColor markColor(const QStyleOption& option)
{
    return option.palette.color(
        has(option, QStyle::State_Enabled) ? QPalette::Active : QPalette::Disabled, QPalette::Text);
}

// On pixel centres, so that a 1 px line stays one pixel.
QRectF crisp(const QRect& rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

void paintRounded(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& line)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(line.isValid() ? QPen(line, lineWidths().line) : QPen(Qt::NoPen));
    painter.drawRoundedRect(rect, kCornerRadius, kCornerRadius);
    painter.restore();
}

void paintChevron(QPainter& painter, const QPointF& center, const QColor& color, bool isUp = false)
{
    const double tip = isUp ? -1.75 : 1.75;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{center + QPointF(-3.5, -tip), center + QPointF(0, tip),
                                   center + QPointF(3.5, -tip)});
    painter.restore();
}

} // namespace

void setLineWidths(const LineWidths& widths)
{
    lineWidths() = widths;
}

void paintLowerLine(QPainter& painter, const QRect& rect, const QPalette& palette)
{
    const int width = lineWidths().line;
    painter.fillRect(QRect(rect.left(), rect.bottom() - width + 1, rect.width(), width),
                     palette.color(QPalette::Mid));
}

void paintSelectionRules(QPainter& painter, const QRect& rect, const QPalette& palette)
{
    const int width = lineWidths().line;
    const QColor color = palette.color(QPalette::Link);
    painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), width), color);
    painter.fillRect(QRect(rect.left(), rect.bottom() - width + 1, rect.width(), width), color);
}

void paintFocusRing(QPainter& painter, const QRect& rect, const QPalette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.color(QPalette::Link), lineWidths().ring));
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), kCornerRadius, kCornerRadius);
    painter.restore();
}

void paintHairlineFrame(QPainter& painter, const QRect& rect, const QPalette& palette)
{
    // Inside of the one pixel that a frame has, however thick the lines are: nothing may be
    // covered.
    painter.save();
    painter.setPen(palette.color(QPalette::Mid));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

void paintButton(QPainter& painter, const QStyleOption& option, bool isQuiet)
{
    const bool isDown = has(option, QStyle::State_Sunken) || has(option, QStyle::State_On);
    const bool isHovered =
        has(option, QStyle::State_Enabled) && has(option, QStyle::State_MouseOver);
    if (isQuiet && !isDown && !isHovered)
        return;
    const QColor fill = option.palette.color(isDown || (isHovered && !isQuiet) ? QPalette::Midlight
                                                                               : QPalette::Button);
    // One that stays down is told by its edge, too: the fill alone is easily overlooked.
    const auto edge = has(option, QStyle::State_On) ? QPalette::Link : QPalette::Mid;
    paintRounded(painter, crisp(option.rect), fill,
                 isQuiet ? QColor() : option.palette.color(edge));
}

void paintField(QPainter& painter, const QStyleOption& option, bool hasFrame)
{
    if (!hasFrame) {
        painter.fillRect(option.rect, option.palette.color(QPalette::Base));
        return;
    }
    paintRounded(painter, crisp(option.rect), option.palette.color(QPalette::Base),
                 option.palette.color(QPalette::Dark));
    if (has(option, QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect, option.palette);
}

void paintCheckBox(QPainter& painter, const QStyleOption& option)
{
    const QRectF box = crisp(option.rect.adjusted(1, 1, -1, -1));
    const bool isOn = has(option, QStyle::State_On);
    const QColor accent = option.palette.color(QPalette::Link);
    const bool isEnabled = has(option, QStyle::State_Enabled);
    paintRounded(painter, box, isOn && isEnabled ? accent : option.palette.color(QPalette::Base),
                 isOn && isEnabled ? accent : option.palette.color(QPalette::Dark));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor mark = isEnabled ? option.palette.color(QPalette::Window) : markColor(option);
    painter.setPen(QPen(isOn ? mark : accent, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c = box.center();
    if (isOn)
        painter.drawPolyline(
            QPolygonF{c + QPointF(-3.2, 0.2), c + QPointF(-0.8, 2.6), c + QPointF(3.4, -2.6)});
    else if (has(option, QStyle::State_NoChange))
        painter.drawLine(c + QPointF(-3, 0), c + QPointF(3, 0));
    painter.restore();
}

void paintRadioButton(QPainter& painter, const QStyleOption& option)
{
    const QRectF box = crisp(option.rect.adjusted(1, 1, -1, -1));
    const bool isOn = has(option, QStyle::State_On);
    const QColor line =
        isOn ? option.palette.color(QPalette::Link) : option.palette.color(QPalette::Dark);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, isOn ? 1.75 : 1));
    painter.setBrush(option.palette.color(QPalette::Base));
    painter.drawEllipse(box);
    if (isOn) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(line);
        painter.drawEllipse(box.center(), 3.5, 3.5);
    }
    painter.restore();
}

void paintTab(QPainter& painter, const QStyleOptionTab& option)
{
    const QRect rect = option.rect;
    if (has(option, QStyle::State_MouseOver) && !has(option, QStyle::State_Selected))
        painter.fillRect(rect.adjusted(0, 0, 0, -1), option.palette.color(QPalette::Button));
    if (has(option, QStyle::State_Selected))
        painter.fillRect(QRect(rect.left(), rect.bottom() - kTabRule + 1, rect.width(), kTabRule),
                         option.palette.color(QPalette::Link));
}

void paintHeaderSection(QPainter& painter, const QStyleOption& option)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Base));
    paintLowerLine(painter, option.rect, option.palette);
}

void paintSplitter(QPainter& painter, const QStyleOption& option)
{
    const bool isHovered =
        has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken);
    painter.fillRect(option.rect, option.palette.color(isHovered ? QPalette::Link : QPalette::Mid));
}

void paintDockSeparator(QPainter& painter, const QStyleOption& option)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Window));
    const bool isHovered =
        has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken);
    QRect line = option.rect;
    if (line.width() < line.height())
        line = QRect(line.center().x(), line.top(), 1, line.height());
    else
        line = QRect(line.left(), line.center().y(), line.width(), 1);
    painter.fillRect(line, option.palette.color(isHovered ? QPalette::Link : QPalette::Mid));
}

void paintDockTitle(QPainter& painter, const QStyleOptionDockWidget& option)
{
    constexpr int kMargin = 12;
    constexpr int kButtons = 44;
    const QRect& rect = option.rect;
    painter.fillRect(rect, option.palette.color(QPalette::Window));
    paintLowerLine(painter, rect, option.palette);
    painter.save();
    QFont font = painter.font(); // the application's: body text
    font.setPixelSize(std::max(11, font.pixelSize() * 11 / 13));
    font.setWeight(QFont::DemiBold);
    font.setCapitalization(QFont::AllUppercase);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.5);
    painter.setFont(font);
    painter.setPen(option.palette.color(QPalette::PlaceholderText));
    const QRect room = rect.adjusted(kMargin, 0, -kButtons, 0);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(font).elidedText(option.title, Qt::ElideRight, room.width()));
    painter.restore();
}

void paintProgress(QPainter& painter, const QStyleOptionProgressBar& option, bool isContents)
{
    constexpr int kThickness = 4;
    QRect bar(option.rect.left(), option.rect.center().y() - kThickness / 2, option.rect.width(),
              kThickness);
    if (isContents) {
        const int range = std::max(1, option.maximum - option.minimum);
        bar.setWidth(
            static_cast<int>(qint64{bar.width()} * (option.progress - option.minimum) / range));
    }
    painter.fillRect(bar, option.palette.color(isContents ? QPalette::Link : QPalette::Button));
}

void paintMenuBarItem(QPainter& painter, const QStyleOptionMenuItem& option, const QStyle& style)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Window));
    if (has(option, QStyle::State_Selected) || has(option, QStyle::State_Sunken))
        paintRounded(painter, crisp(option.rect.adjusted(0, 2, 0, -2)),
                     option.palette.color(QPalette::Midlight), {});
    style.drawItemText(&painter, option.rect, Qt::AlignCenter | Qt::TextShowMnemonic,
                       option.palette, has(option, QStyle::State_Enabled), option.text,
                       QPalette::WindowText);
}

void paintRubberBand(QPainter& painter, const QStyleOption& option)
{
    QColor fill = option.palette.color(QPalette::Link);
    fill.setAlphaF(0.18F);
    painter.fillRect(option.rect, fill);
    painter.setPen(option.palette.color(QPalette::Link));
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
}

void paintScrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRect& handle)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Base));
    if (option.minimum == option.maximum)
        return;
    const bool isActive = has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(option.palette.color(isActive ? QPalette::PlaceholderText : QPalette::Mid));
    const QRectF thumb = QRectF(handle).adjusted(2, 2, -2, -2);
    painter.drawRoundedRect(thumb, 3, 3);
    painter.restore();
}

void paintSlider(QPainter& painter, const QStyleOptionSlider& option, const QRect& handle)
{
    const bool isHorizontal = option.orientation == Qt::Horizontal;
    QRect groove = option.rect;
    QRect filled = groove;
    if (isHorizontal) {
        groove = QRect(groove.left() + 2, groove.center().y() - 1, groove.width() - 4, 3);
        filled = groove;
        filled.setRight(handle.center().x());
    } else {
        groove = QRect(groove.center().x() - 1, groove.top() + 2, 3, groove.height() - 4);
        filled = groove;
        filled.setTop(handle.center().y());
    }
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const QColor accent = option.palette.color(isEnabled ? QPalette::Link : QPalette::Mid);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(option.palette.color(QPalette::Mid));
    painter.drawRoundedRect(groove, 1.5, 1.5);
    painter.setBrush(accent);
    painter.drawRoundedRect(filled, 1.5, 1.5);
    painter.setPen(QPen(accent, 1.5));
    painter.setBrush(option.palette.color(QPalette::Base));
    painter.drawEllipse(QRectF(handle).center(), 6, 6);
    painter.restore();
    if (has(option, QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect, option.palette);
}

void paintComboBox(QPainter& painter, const QStyleOptionComboBox& option, const QRect& arrow)
{
    if (option.editable) {
        paintField(painter, option, true);
    } else {
        paintButton(painter, option, !option.frame);
        if (has(option, QStyle::State_HasFocus))
            paintFocusRing(painter, option.rect, option.palette);
    }
    paintChevron(painter, QRectF(arrow).center(), markColor(option));
}

void paintSpinBox(QPainter& painter, const QStyleOptionSpinBox& option, const QRect& up,
                  const QRect& down)
{
    paintField(painter, option, option.frame);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    for (const bool isUp : {true, false}) {
        const auto control = isUp ? QStyle::SC_SpinBoxUp : QStyle::SC_SpinBoxDown;
        const QRect& room = isUp ? up : down;
        const bool isEnabled = has(option, QStyle::State_Enabled)
            && option.stepEnabled.testFlag(isUp ? QAbstractSpinBox::StepUpEnabled
                                                : QAbstractSpinBox::StepDownEnabled);
        if (isEnabled && option.activeSubControls == control
            && (has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken)))
            painter.fillRect(room.adjusted(0, isUp ? 1 : 0, -1, isUp ? 0 : -1),
                             option.palette.color(has(option, QStyle::State_Sunken)
                                                      ? QPalette::Midlight
                                                      : QPalette::Button));
        paintChevron(
            painter, QRectF(room).center(),
            option.palette.color(isEnabled ? QPalette::Active : QPalette::Disabled, QPalette::Text),
            isUp);
    }
}

void paintToolButton(QPainter& painter, const QStyleOptionToolButton& option, const QStyle& style,
                     const QWidget* widget)
{
    paintButton(painter, option, option.state.testFlag(QStyle::State_AutoRaise));
    QStyleOptionToolButton label(option);
    const bool hasMenu = option.features.testFlag(QStyleOptionToolButton::HasMenu);
    if (hasMenu)
        label.rect.adjust(0, 0, -14, 0);
    style.drawControl(QStyle::CE_ToolButtonLabel, &label, &painter, widget);
    if (hasMenu)
        paintChevron(painter, QPointF(option.rect.right() - 10, option.rect.center().y() + 0.5),
                     markColor(option));
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange))
        paintFocusRing(painter, option.rect, option.palette);
}

QRect scrollBarRect(const QStyleOptionSlider& option, QStyle::SubControl subControl,
                    int smallestHandle)
{
    const bool isHorizontal = option.orientation == Qt::Horizontal;
    const int length = isHorizontal ? option.rect.width() : option.rect.height();
    const int thickness = isHorizontal ? option.rect.height() : option.rect.width();
    const qint64 range = qint64{option.maximum} - option.minimum;
    int handle = length;
    if (range > 0)
        handle = std::clamp(
            static_cast<int>(qint64{length} * option.pageStep / (range + option.pageStep)),
            std::min(smallestHandle, length), length);
    const int start = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown);
    const auto along = [&](int from, int size) {
        const QRect rect =
            isHorizontal ? QRect(from, 0, size, thickness) : QRect(0, from, thickness, size);
        return rect.translated(option.rect.topLeft());
    };
    switch (subControl) {
    case QStyle::SC_ScrollBarGroove:
        return along(0, length);
    case QStyle::SC_ScrollBarSlider:
        return along(start, handle);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + handle, length - start - handle);
    default:
        return {};
    }
}

} // namespace common
