// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/consolestyle.h"

#include "widgets/common/layoutdensity.h"
#include "widgets/common/styleicons.h"
#include "widgets/common/stylepainting.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOption>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace common {

namespace {

constexpr int kSortArrow = 10; // pixels
constexpr int kIconGap = 4; // between an icon and its text
constexpr int kMenuMark = 12; // of a button that opens a menu
constexpr int kComboMargin = 4;
constexpr int kBesideArrow = 4; // between the text of a head and its arrow

bool isListOfComboBox(const QWidget& widget)
{
    return widget.inherits("QComboBoxPrivateContainer");
}

// What does not fit shows that it does not.
QStyleOptionButton elidedButton(const QStyleOptionButton& button)
{
    QStyleOptionButton shown = button;
    const int icon = button.icon.isNull() ? 0 : button.iconSize.width() + kIconGap;
    const int menu = button.features.testFlag(QStyleOptionButton::HasMenu) ? kMenuMark : 0;
    const int room = button.rect.width() - icon - menu;
    if (button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width() > room)
        shown.text =
            button.fontMetrics.elidedText(button.text, Qt::ElideRight, room, Qt::TextShowMnemonic);
    return shown;
}

QIcon ownIcon(QStyle::StandardPixmap which)
{
    const QIcon title = titleButtonIcon(which);
    return title.isNull() ? standardPicture(which) : title;
}

} // namespace

ConsoleStyle::ConsoleStyle(const StyleLook& look)
    : QProxyStyle(u"Fusion"_s)
    , m_look(look)
{
    setObjectName("console"_L1);
    setLineWidths(look.isHighContrast ? LineWidths{2, 3} : LineWidths{});
}

void ConsoleStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) != nullptr
        || qobject_cast<QComboBox*>(widget) != nullptr || qobject_cast<QTabBar*>(widget) != nullptr
        || qobject_cast<QScrollBar*>(widget) != nullptr)
        widget->setAttribute(Qt::WA_Hover);
    if (isListOfComboBox(*widget))
        widget->installEventFilter(this);
    if (m_look.isCompact)
        tightenLayout(*widget);
}

void ConsoleStyle::unpolish(QWidget* widget)
{
    if (m_look.isCompact)
        loosenLayout(*widget);
    if (isListOfComboBox(*widget))
        widget->removeEventFilter(this);
    QProxyStyle::unpolish(widget);
}

// Qt tells a box that the pointer has left it only where its list is closed: it would stay as under
// the pointer until that comes again.
bool ConsoleStyle::eventFilter(QObject* watched, QEvent* event)
{
    auto* list = event->type() == QEvent::Hide ? qobject_cast<QWidget*>(watched) : nullptr;
    if (list != nullptr && list->parentWidget() != nullptr && isListOfComboBox(*list)) {
        list->parentWidget()->setAttribute(Qt::WA_UnderMouse, false);
        list->parentWidget()->update();
    }
    return QProxyStyle::eventFilter(watched, event);
}

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                 QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case PE_FrameFocusRect:
        // Rows of a view show their focus by the view's own selection.
        if (qobject_cast<const QAbstractItemView*>(widget) == nullptr)
            paintFocusRing(*painter, option->rect, option->palette);
        return;
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        paintButton(*painter, *option, element == PE_PanelButtonTool);
        if (element == PE_PanelButtonCommand && option->state.testFlag(State_HasFocus))
            paintFocusRing(*painter, option->rect, option->palette);
        return;
    case PE_FrameDefaultButton:
        return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option))
            paintField(*painter, *option, frame->lineWidth > 0);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintCheckBox(*painter, *option);
        return;
    case PE_IndicatorRadioButton:
        paintRadioButton(*painter, *option);
        return;
    case PE_FrameMenu:
    case PE_FrameGroupBox:
    case PE_Frame:
    case PE_FrameWindow:
        paintHairlineFrame(*painter, option->rect, option->palette);
        return;
    case PE_FrameTabWidget:
    case PE_FrameDockWidget:
    case PE_FrameStatusBarItem:
        return;
    case PE_FrameTabBarBase:
        paintLowerLine(*painter, option->rect, option->palette);
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        paintDockSeparator(*painter, *option);
        return;
    case PE_PanelItemViewItem:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (m_look.isHighContrast && option->state.testFlag(State_Selected))
            paintSelectionRules(*painter, option->rect, option->palette);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, option->palette.color(QPalette::ToolTipBase));
        paintHairlineFrame(*painter, option->rect, option->palette);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ConsoleStyle::drawControl(ControlElement element, const QStyleOption* option,
                               QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
            paintTab(*painter, *tab);
        return;
    case CE_Header:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeaderV2*>(option);
            header != nullptr) {
            paintHeaderSection(*painter, *option);
            QStyleOptionHeaderV2 part = *header;
            part.rect = subElementRect(SE_HeaderLabel, option, widget);
            if (part.textElideMode == Qt::ElideNone) // cut, another word may seem to stand there
                part.textElideMode = Qt::ElideRight;
            if (header->sortIndicator != QStyleOptionHeader::None) {
                const QRect whole = part.rect;
                part.rect = alignedRect(option->direction, Qt::AlignRight | Qt::AlignVCenter,
                                        {kSortArrow, kSortArrow}, whole);
                drawPrimitive(PE_IndicatorHeaderArrow, &part, painter, widget);
                part.rect =
                    alignedRect(option->direction, Qt::AlignLeft | Qt::AlignVCenter,
                                {whole.width() - kSortArrow - kBesideArrow, whole.height()}, whole);
            }
            return drawControl(CE_HeaderLabel, &part, painter, widget);
        }
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        paintHeaderSection(*painter, *option);
        return;
    case CE_DockWidgetTitle:
        if (const auto* dock = qstyleoption_cast<const QStyleOptionDockWidget*>(option))
            paintDockTitle(*painter, *dock);
        return;
    case CE_PushButton:
        QProxyStyle::drawControl(element, option, painter, widget);
        // Without a panel nothing else of it would show the focus.
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
            button != nullptr && button->features.testFlag(QStyleOptionButton::Flat)
            && button->state.testFlag(State_HasFocus))
            paintFocusRing(*painter, option->rect, option->palette);
        return;
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            const QStyleOptionButton shown = elidedButton(*button);
            return QProxyStyle::drawControl(element, &shown, painter, widget);
        }
        break;
    case CE_ComboBoxLabel:
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
            QStyleOptionComboBox label = *combo;
            const QRect room =
                proxy()->subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget);
            const int icon = label.currentIcon.isNull() ? 0 : label.iconSize.width() + kIconGap;
            // Text that reaches into the margin beside the arrow is seen in whole.
            if (label.fontMetrics.horizontalAdvance(label.currentText)
                > room.width() - icon + kComboMargin)
                label.currentText = label.fontMetrics.elidedText(label.currentText, Qt::ElideRight,
                                                                 room.width() - icon);
            return QProxyStyle::drawControl(element, &label, painter, widget);
        }
        break;
    case CE_ItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
            item != nullptr && hasFigures(*item) && drawTabularItem(*painter, *item))
            return;
        break;
    case CE_Splitter:
        paintSplitter(*painter, *option);
        return;
    case CE_ProgressBarGroove:
    case CE_ProgressBarContents:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option))
            paintProgress(*painter, *bar, element == CE_ProgressBarContents);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, option->palette.color(QPalette::Window));
        return;
    case CE_MenuBarItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            paintMenuBarItem(*painter, *item, *this);
        return;
    case CE_ToolBar:
        painter->fillRect(option->rect, option->palette.color(QPalette::Window));
        return;
    case CE_RubberBand:
        paintRubberBand(*painter, *option);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ConsoleStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                      QPainter* painter, const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            paintScrollBar(*painter, *slider,
                           proxy()->subControlRect(control, option, SC_ScrollBarSlider, widget));
            return;
        }
    }
    if (control == CC_Slider) {
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            paintSlider(*painter, *slider,
                        proxy()->subControlRect(control, option, SC_SliderHandle, widget));
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
            paintComboBox(*painter, *combo,
                          proxy()->subControlRect(control, option, SC_ComboBoxArrow, widget));
            return;
        }
    }
    if (control == CC_SpinBox) {
        if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option)) {
            paintSpinBox(*painter, *spin,
                         proxy()->subControlRect(control, option, SC_SpinBoxUp, widget),
                         proxy()->subControlRect(control, option, SC_SpinBoxDown, widget));
            return;
        }
    }
    if (control == CC_ToolButton) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
            paintToolButton(*painter, *button, *this, widget);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QIcon ConsoleStyle::standardIcon(StandardPixmap which, const QStyleOption* option,
                                 const QWidget* widget) const
{
    const QIcon ours = ownIcon(which);
    return ours.isNull() ? QProxyStyle::standardIcon(which, option, widget) : ours;
}

QPixmap ConsoleStyle::standardPixmap(StandardPixmap which, const QStyleOption* option,
                                     const QWidget* widget) const
{
    const QIcon ours = ownIcon(which); // not standardIcon(): Qt's may ask for the pixmap in turn
    if (ours.isNull())
        return QProxyStyle::standardPixmap(which, option, widget);
    const bool isOfMessage = which >= SP_MessageBoxInformation && which <= SP_MessageBoxQuestion;
    return ours.pixmap(proxy()->pixelMetric(isOfMessage ? PM_MessageBoxIconSize : PM_SmallIconSize,
                                            option, widget));
}

} // namespace common
