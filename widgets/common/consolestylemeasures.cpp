// SPDX-License-Identifier: GPL-3.0-or-later

// The measures of the style, and how widgets behave in it.

#include "widgets/common/consolestyle.h"
#include "widgets/common/measures.h"
#include "widgets/common/stylepainting.h"
#include "widgets/common/tabular.h"

#include <QFontMetricsF>
#include <QListView>
#include <QStyleOption>
#include <QTableView>
#include <QTreeView>

#include <algorithm>
#include <cmath>

namespace common {

namespace {

constexpr int kHeadMargin = 12; // pixels beside the text of a head, and of the cells under it
constexpr int kScrollBarWidth = 10;
constexpr int kControlHeight = 28;
constexpr int kCompactControl = 24;
constexpr int kFieldMargin = 4; // pixels; Qt adds two

} // namespace

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
            return kSpace2 - 1;
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
