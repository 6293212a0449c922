// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAccessible>
#include <QPoint>
#include <QRect>
#include <QString>

#include <optional>

class QWidget;

namespace accessible {

// One thing that a widget paints, for who does not see it. Texts are safe to show, on one line.
struct Part
{
    QString name;
    QString description; // with the name it tells the part from its siblings
    QString value;
    QRect area; // in the widget's coordinates; null: out of sight
    QAccessible::Role role = QAccessible::ListItem;
    bool isPressable = false;
    std::optional<bool> isOpen; // of what folds; none: it does not
};

// A value that can be read as a number and, where moveToldTo() does something, be set.
struct Scale
{
    double value = 0; // least..most
    double least = 0;
    double most = 0;
    double step = 0;
};

// Of many things the stretch that is told: the one in which `chosen` lies.
struct Page
{
    int first = 0;
    int count = 0;
};

// What a widget that paints its content itself tells of it, beside its accessible name and
// description. A widget is one by inheriting it after QWidget; its interface is made by the factory
// that the constructor installs. Nothing is asked of it while nobody listens. GUI thread.
class Parts
{
public:
    static constexpr int kMost = 500; // parts that are told of one widget

    virtual QAccessible::Role toldRole() const = 0;
    virtual QString toldValue() const { return {}; } // in words
    virtual std::optional<Scale> toldScale() const { return std::nullopt; }
    virtual void moveToldTo(double) { }
    virtual void adjustState(QAccessible::State&) const { }
    virtual bool showsFocus() const { return true; } // else a ring is put round it
    // Whether the whole can be pressed; parts say so themselves.
    virtual bool isPressable() const { return false; }
    virtual void press() { }

    virtual int partCount() const { return 0; } // at most kMost
    virtual Part part(int) const { return {}; } // 0 <= index < partCount()
    virtual int chosenPart() const { return -1; } // -1: none
    virtual void pressPart(int) { } // of what is pressable

    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

protected:
    Parts();
    ~Parts() = default;
};

// `count` things, of which `chosen` (-1: none) is to be among the told ones.
Page pageWith(int chosen, int count);

// While `widget` has the focus: tells that another of its parts is the chosen one.
void tellChosen(QWidget& widget, int part);
// Likewise, that its value is another.
void tellValue(QWidget& widget, double value);

} // namespace accessible
