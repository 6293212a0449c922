// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/accessible/parts.h"

#include "widgets/accessible/paintedinterface.h"

#include <QWidget>

#include <algorithm>

namespace accessible {

namespace {

QAccessibleInterface* makePainted(const QString&, QObject* object)
{
    auto* widget = qobject_cast<QWidget*>(object);
    if (widget == nullptr || dynamic_cast<Parts*>(widget) == nullptr)
        return nullptr;
    return new PaintedInterface(*widget);
}

} // namespace

// Each time: what is installed is forgotten with the application. Installing twice does nothing.
Parts::Parts()
{
    QAccessible::installFactory(&makePainted);
}

Page pageWith(int chosen, int count)
{
    const int first = chosen < 0 ? 0 : chosen / Parts::kMost * Parts::kMost;
    return {.first = first, .count = std::clamp(count - first, 0, Parts::kMost)};
}

void tellChosen(QWidget& widget, int part)
{
    if (part < 0 || !QAccessible::isActive() || !widget.hasFocus())
        return;
    QAccessibleEvent event(&widget, QAccessible::Focus);
    event.setChild(part);
    QAccessible::updateAccessibility(&event);
}

void tellValue(QWidget& widget, double value)
{
    if (!QAccessible::isActive() || !widget.hasFocus())
        return;
    QAccessibleValueChangeEvent event(&widget, value);
    QAccessible::updateAccessibility(&event);
}

} // namespace accessible
