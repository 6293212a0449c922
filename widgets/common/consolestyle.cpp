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
#include <QFontMetricsF>
#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOption>
#include <QTabBar>
#include <QTableView>
#include <QTreeView>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace common {

namespace {

constexpr int kHeadMargin = 12; // pixels beside the text of a head, and of the cells under it
constexpr int kScrollBarWidth = 10;
constexpr int kControlHeight = 28;
constexpr int kCompactControl = 24;
constexpr int kSortArrow = 10; // pixels
constexpr int kIconGap = 4; // between an icon and its text
constexpr int kMenuMark = 12; // of a button that opens a menu
constexpr int kComboMargin = 4;
constexpr int kFieldMargin = 4; // pixels; Qt adds two

// A cell of a table whose text, on one line, has figures: they are to stand below each other.
bool hasFigures(const QStyleOptionViewItem& item)
{
    return item.features.testFlag(QStyleOptionViewItem::HasDisplay)
        && (qobject_cast<const QTableView*>(item.widget) != nullptr
            || qobject_cast<const QTreeView*>(item.widget) != nullptr)
        && std::ranges::any_of(item.text, [](QChar c) { return c >= u'0' && c <= u'9'; })
        && !item.text.contains(QChar::LineSeparator) && !item.text.contains(u'\n');
}

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
                                {whole.width() - kSortArrow - kFieldMargin, whole.height()}, whole);
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

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                              const QWidget* widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth:
    case PM_MenuPanelWidth:
    case PM_SplitterWidth:
    case PM_ToolTipLabelFrameWidth:
        return metric == PM_ToolTipLabelFrameWidth ? 6 : 1;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return 12;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_DockWidgetSeparatorExtent:
        return 5;
    case PM_DockWidgetTitleMargin:
        return m_look.isCompact ? 4 : 7;
    case PM_DockWidgetTitleBarButtonMargin:
        return 4;
    case PM_ScrollBarExtent:
        return kScrollBarWidth;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_ButtonMargin:
        return m_look.isCompact ? 8 : 12;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_TabBarTabHSpace:
        return widget != nullptr && widget->property(kTightTabs).toBool() ? 14 : 24;
    case PM_TabBarTabVSpace:
        return m_look.isCompact ? 8 : 14;
    case PM_HeaderMargin:
        return kHeadMargin;
    case PM_FocusFrameHMargin:
        // Cells stand under their heads, and lines of a list off its edge; Qt adds one pixel.
        if (qobject_cast<const QListView*>(widget) != nullptr)
            return common::kSpace2 - 1;
        return qobject_cast<const QTableView*>(widget) != nullptr
                || qobject_cast<const QTreeView*>(widget) != nullptr
            ? kHeadMargin - 1
            : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ToolBarIconSize:
        return 16;
    case PM_MessageBoxIconSize:
        return 32;
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
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

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_ToolTip_WakeUpDelay:
        return 350;
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_ScrollBar_Transient:
        return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons: // whatever the desktop does
        return 0;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton; // a click on the groove goes there
    case SH_ScrollBar_ContextMenu:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize ConsoleStyle::sizeFromContents(ContentsType type, const QStyleOption* option,
                                     const QSize& size, const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int lowest = scaled(m_look.isCompact ? kCompactControl : kControlHeight);
    switch (type) {
    case CT_PushButton:
    case CT_ComboBox:
    case CT_LineEdit:
    case CT_SpinBox:
        result.setHeight(std::max(result.height() & ~3, lowest));
        break;
    case CT_ToolButton:
        result = result.expandedTo(QSize(lowest, lowest));
        break;
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            item != nullptr && item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(std::max(result.height(), lowest));
        break;
    case CT_MenuBarItem: // as high as what stands in the bar's corner
        result.setHeight(std::max(result.height(), lowest));
        break;
    case CT_ItemViewItem: // a column that fits its text has room for its figures, too
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
            item != nullptr && hasFigures(*item)) {
            const QFontMetricsF metrics(item->font);
            const double wider =
                tabularWidth(metrics, item->text) - metrics.horizontalAdvance(item->text);
            result.rwidth() += static_cast<int>(std::ceil(std::max(0.0, wider)));
        }
        if (qobject_cast<const QListView*>(widget) != nullptr)
            result.setHeight(std::max(result.height(), lowest));
        break;
    default:
        break;
    }
    return result;
}

QRect ConsoleStyle::subElementRect(SubElement element, const QStyleOption* option,
                                   const QWidget* widget) const
{
    // The margin of a head is at its sides; above and below, its text has the whole height.
    if (element == SE_HeaderLabel) {
        const int margin = pixelMetric(PM_HeaderMargin, option, widget);
        return option->rect.adjusted(margin, 0, -margin, 0);
    }
    // Text of a field stands off its frame as that of a button does.
    if (const auto* field = qstyleoption_cast<const QStyleOptionFrame*>(option);
        element == SE_LineEditContents && field != nullptr && field->lineWidth > 0)
        return QProxyStyle::subElementRect(element, option, widget)
            .adjusted(kFieldMargin, 0, -kFieldMargin, 0);
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect ConsoleStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                   SubControl subControl, const QWidget* widget) const
{
    // Scroll bars have no buttons: the whole length is groove.
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || slider == nullptr)
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    return scrollBarRect(*slider, subControl,
                         proxy()->pixelMetric(PM_ScrollBarSliderMin, option, widget));
}

} // namespace common
