// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/accessible/paintedinterface.h"

#include "widgets/accessible/parts.h"

#include <algorithm>

namespace accessible {

PaintedInterface::PaintedInterface(QWidget& widget)
    : QAccessibleWidget(&widget)
{
}

PaintedInterface::~PaintedInterface()
{
    for (const QAccessible::Id id : std::as_const(m_children))
        QAccessible::deleteAccessibleInterface(id);
}

Parts* PaintedInterface::parts() const
{
    return dynamic_cast<Parts*>(widget());
}

int PaintedInterface::partCount() const
{
    const Parts* parts = this->parts();
    return parts != nullptr ? std::clamp(parts->partCount(), 0, Parts::kMost) : 0;
}

void* PaintedInterface::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::ValueInterface) {
        const Parts* parts = this->parts();
        return parts != nullptr && parts->toldScale()
            ? static_cast<QAccessibleValueInterface*>(this)
            : nullptr;
    }
    return QAccessibleWidget::interface_cast(type);
}

QAccessible::Role PaintedInterface::role() const
{
    const Parts* parts = this->parts();
    return parts != nullptr ? parts->toldRole() : QAccessibleWidget::role();
}

QAccessible::State PaintedInterface::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    if (const Parts* parts = this->parts())
        parts->adjustState(state);
    return state;
}

QString PaintedInterface::text(QAccessible::Text kind) const
{
    const Parts* parts = this->parts();
    if (kind == QAccessible::Value && parts != nullptr)
        return parts->toldValue();
    return QAccessibleWidget::text(kind);
}

int PaintedInterface::childCount() const
{
    return partCount() + QAccessibleWidget::childCount();
}

QAccessibleInterface* PaintedInterface::child(int index) const
{
    const int count = partCount();
    if (index < 0)
        return nullptr;
    if (index >= count)
        return QAccessibleWidget::child(index - count);
    const auto known = m_children.constFind(index);
    if (known != m_children.cend()) {
        if (auto* made = QAccessible::accessibleInterface(*known))
            return made;
    }
    auto* made = new PartInterface(*widget(), index);
    m_children.insert(index, QAccessible::registerAccessibleInterface(made));
    return made;
}

int PaintedInterface::indexOfChild(const QAccessibleInterface* child) const
{
    if (const auto* part = dynamic_cast<const PartInterface*>(child))
        return part->widget() == widget() ? part->index() : -1;
    const int index = QAccessibleWidget::indexOfChild(child);
    return index < 0 ? index : index + partCount();
}

QAccessibleInterface* PaintedInterface::focusChild() const
{
    const Parts* parts = this->parts();
    if (parts != nullptr && widget()->hasFocus()) {
        const int chosen = parts->chosenPart();
        if (chosen >= 0 && chosen < partCount())
            return child(chosen);
    }
    return QAccessibleWidget::focusChild();
}

QStringList PaintedInterface::actionNames() const
{
    QStringList names = QAccessibleWidget::actionNames();
    const Parts* parts = this->parts();
    if (parts != nullptr && parts->isPressable() && widget()->isEnabled())
        names.prepend(pressAction());
    return names;
}

void PaintedInterface::doAction(const QString& name)
{
    Parts* parts = this->parts();
    if (name != pressAction())
        QAccessibleWidget::doAction(name);
    else if (parts != nullptr && parts->isPressable() && widget()->isEnabled())
        parts->press();
}

QVariant PaintedInterface::currentValue() const
{
    const Parts* parts = this->parts();
    const auto scale = parts != nullptr ? parts->toldScale() : std::nullopt;
    return scale ? QVariant(scale->value) : QVariant();
}

void PaintedInterface::setCurrentValue(const QVariant& value)
{
    Parts* parts = this->parts();
    bool isNumber = false;
    const double wanted = value.toDouble(&isNumber);
    const auto scale = parts != nullptr ? parts->toldScale() : std::nullopt;
    if (scale && isNumber && widget()->isEnabled() && scale->least <= scale->most)
        parts->moveToldTo(std::clamp(wanted, scale->least, scale->most));
}

QVariant PaintedInterface::maximumValue() const
{
    const Parts* parts = this->parts();
    const auto scale = parts != nullptr ? parts->toldScale() : std::nullopt;
    return scale ? QVariant(scale->most) : QVariant();
}

QVariant PaintedInterface::minimumValue() const
{
    const Parts* parts = this->parts();
    const auto scale = parts != nullptr ? parts->toldScale() : std::nullopt;
    return scale ? QVariant(scale->least) : QVariant();
}

QVariant PaintedInterface::minimumStepSize() const
{
    const Parts* parts = this->parts();
    const auto scale = parts != nullptr ? parts->toldScale() : std::nullopt;
    return scale ? QVariant(scale->step) : QVariant();
}

PartInterface::PartInterface(QWidget& widget, int index)
    : m_widget(&widget)
    , m_index(index)
{
}

Parts* PartInterface::parts() const
{
    auto* parts = dynamic_cast<Parts*>(m_widget.data());
    return parts != nullptr && m_index < std::min(parts->partCount(), Parts::kMost) ? parts
                                                                                    : nullptr;
}

bool PartInterface::isValid() const
{
    return parts() != nullptr;
}

QWindow* PartInterface::window() const
{
    const auto* above = parent();
    return above != nullptr ? above->window() : nullptr;
}

QAccessibleInterface* PartInterface::childAt(int, int) const
{
    return nullptr;
}

QAccessibleInterface* PartInterface::parent() const
{
    return QAccessible::queryAccessibleInterface(m_widget);
}

QAccessibleInterface* PartInterface::child(int) const
{
    return nullptr;
}

int PartInterface::indexOfChild(const QAccessibleInterface*) const
{
    return -1;
}

QString PartInterface::text(QAccessible::Text kind) const
{
    const Parts* parts = this->parts();
    if (parts == nullptr)
        return {};
    switch (kind) {
    case QAccessible::Name:
        return parts->part(m_index).name;
    case QAccessible::Description:
        return parts->part(m_index).description;
    case QAccessible::Value:
        return parts->part(m_index).value;
    default:
        return {};
    }
}

void PartInterface::setText(QAccessible::Text, const QString&) { }

QRect PartInterface::rect() const
{
    const Parts* parts = this->parts();
    const QRect area = parts != nullptr ? parts->part(m_index).area : QRect();
    return area.isNull() ? QRect() : QRect(m_widget->mapToGlobal(area.topLeft()), area.size());
}

QAccessible::Role PartInterface::role() const
{
    const Parts* parts = this->parts();
    return parts != nullptr ? parts->part(m_index).role : QAccessible::NoRole;
}

QAccessible::State PartInterface::state() const
{
    QAccessible::State state;
    const Parts* parts = this->parts();
    if (parts == nullptr) {
        state.invalid = true;
        return state;
    }
    const Part part = parts->part(m_index);
    const bool isChosen = parts->chosenPart() == m_index;
    const bool canBeChosen = part.isPressable && m_widget->focusPolicy() != Qt::NoFocus;
    state.disabled = !m_widget->isEnabled();
    state.invisible = !m_widget->isVisible();
    state.offscreen = part.area.isNull() || !m_widget->rect().intersects(part.area);
    state.selectable = canBeChosen;
    state.focusable = canBeChosen;
    state.selected = isChosen;
    state.focused = isChosen && m_widget->hasFocus();
    state.expandable = part.isOpen.has_value();
    state.expanded = part.isOpen.value_or(false);
    state.collapsed = !part.isOpen.value_or(true);
    state.readOnly = !part.isPressable;
    return state;
}

void* PartInterface::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                : nullptr;
}

QStringList PartInterface::actionNames() const
{
    const Parts* parts = this->parts();
    const bool can = parts != nullptr && m_widget->isEnabled() && parts->part(m_index).isPressable;
    return can ? QStringList{pressAction()} : QStringList();
}

void PartInterface::doAction(const QString& name)
{
    if (actionNames().contains(name))
        parts()->pressPart(m_index);
}

QStringList PartInterface::keyBindingsForAction(const QString&) const
{
    return {};
}

} // namespace accessible
