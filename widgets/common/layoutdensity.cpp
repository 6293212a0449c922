// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/layoutdensity.h"

#include <QGridLayout>
#include <QLayout>
#include <QMargins>
#include <QVariant>
#include <QWidget>

#include <functional>

namespace common {

namespace {

// Properties of a layout that is tight: as it was.
constexpr const char* kLooseMargins = "looseMargins";
constexpr const char* kLooseSpacing = "looseSpacing";
constexpr int kLeastTightened = 8; // px
constexpr int kTightening = 4;

int tightened(int pixels)
{
    return pixels >= kLeastTightened ? pixels - kTightening : pixels;
}

QMargins tightened(const QMargins& margins)
{
    return {tightened(margins.left()), tightened(margins.top()), tightened(margins.right()),
            tightened(margins.bottom())};
}

// Of rows and columns; a layout of another kind has the same in both.
QSize spacingOf(const QLayout& layout)
{
    const auto* grid = qobject_cast<const QGridLayout*>(&layout);
    return grid != nullptr ? QSize(grid->horizontalSpacing(), grid->verticalSpacing())
                           : QSize(layout.spacing(), layout.spacing());
}

QSize tightened(const QSize& spacing)
{
    return {tightened(spacing.width()), tightened(spacing.height())};
}

void setSpacingOf(QLayout& layout, const QSize& spacing)
{
    if (auto* grid = qobject_cast<QGridLayout*>(&layout)) {
        grid->setHorizontalSpacing(spacing.width());
        grid->setVerticalSpacing(spacing.height());
    } else {
        layout.setSpacing(spacing.width());
    }
}

void forEachLayout(QLayout* layout, const std::function<void(QLayout&)>& visit)
{
    if (layout == nullptr)
        return;
    visit(*layout);
    for (int i = 0; i < layout->count(); ++i)
        forEachLayout(layout->itemAt(i)->layout(), visit);
}

void tightenOne(QLayout& layout)
{
    if (layout.property(kLooseMargins).isValid())
        return;
    const QMargins margins = layout.contentsMargins();
    const QSize spacing = spacingOf(layout);
    layout.setProperty(kLooseMargins, QVariant::fromValue(margins));
    layout.setProperty(kLooseSpacing, spacing);
    layout.setContentsMargins(tightened(margins));
    setSpacingOf(layout, tightened(spacing));
}

void loosenOne(QLayout& layout)
{
    const QVariant margins = layout.property(kLooseMargins);
    if (!margins.isValid())
        return;
    const auto loose = margins.value<QMargins>();
    if (layout.contentsMargins() == tightened(loose))
        layout.setContentsMargins(loose);
    const QSize spacing = layout.property(kLooseSpacing).toSize();
    if (spacingOf(layout) == tightened(spacing))
        setSpacingOf(layout, spacing);
    layout.setProperty(kLooseMargins, {});
    layout.setProperty(kLooseSpacing, {});
}

} // namespace

void tightenLayout(QWidget& widget)
{
    forEachLayout(widget.layout(), tightenOne);
}

void loosenLayout(QWidget& widget)
{
    forEachLayout(widget.layout(), loosenOne);
}

} // namespace common
