// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>
#include <QWidget>

namespace accessible {

class Parts;

// Of a widget that is a Parts: its role, value and state, and its parts as children, before the
// widgets in it. The widget is asked anew each time: it may be on its way out, when it is no longer
// a Parts and has none. GUI thread.
class PaintedInterface final : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit PaintedInterface(QWidget& widget);

    void* interface_cast(QAccessible::InterfaceType type) override;
    QAccessible::Role role() const override;
    QAccessible::State state() const override;
    QString text(QAccessible::Text kind) const override;
    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* focusChild() const override;
    QStringList actionNames() const override;
    void doAction(const QString& name) override;

    QVariant currentValue() const override;
    void setCurrentValue(const QVariant& value) override;
    QVariant maximumValue() const override;
    QVariant minimumValue() const override;
    QVariant minimumStepSize() const override;

protected:
    ~PaintedInterface() override;

private:
    Parts* parts() const; // nullptr: it is on its way out
    int partCount() const;

    mutable QHash<int, QAccessible::Id> m_children; // that were asked for
};

// One part, by its place among them. What stands there may be another one by now.
class PartInterface final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    PartInterface(QWidget& widget, int index);

    int index() const { return m_index; }
    const QWidget* widget() const { return m_widget; }

    bool isValid() const override;
    QObject* object() const override { return nullptr; }
    QWindow* window() const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int index) const override;
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface* child) const override;
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text kind, const QString& text) override;
    QRect rect() const override;
    QAccessible::Role role() const override;
    QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    QStringList actionNames() const override;
    void doAction(const QString& name) override;
    QStringList keyBindingsForAction(const QString& name) const override;

private:
    Parts* parts() const; // nullptr: there is no such part any more

    QPointer<QWidget> m_widget;
    const int m_index;
};

} // namespace accessible
