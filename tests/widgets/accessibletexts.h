// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTextEdit>
#include <QWidget>

#include <functional>
#include <set>

namespace pagetest {

// Each element that a screen reader is told of below `root`, with the path of roles to it.
class AccessibleWalk
{
public:
    using Visit = std::function<void(QAccessibleInterface& element, const QString& path)>;

    static constexpr int kMostChildren = 400; // of a table: the first of them
    static constexpr int kMostElements = 60'000;

    AccessibleWalk(QWidget& root, Visit visit)
        : m_visit(std::move(visit))
    {
        walk(QAccessible::queryAccessibleInterface(&root), {}, 0);
    }
    int count() const { return m_count; }

private:
    void walk(QAccessibleInterface* element, const QString& path, int depth)
    {
        if (element == nullptr || !element->isValid() || depth > 60 || ++m_count > kMostElements)
            return;
        const QString here = path + QLatin1Char('/')
            + (element->object() != nullptr
                   ? QLatin1String(element->object()->metaObject()->className())
                   : QLatin1String("item"));
        m_visit(*element, here);
        for (int i = 0; i < qMin(element->childCount(), kMostChildren); ++i)
            walk(element->child(i), here, depth + 1);
    }

    Visit m_visit;
    int m_count = 0;
};

// All texts that `page` shows or tells: accessible names, descriptions, values and texts, labels,
// buttons, tooltips, documents and the items of lists and tables.
inline void forEachText(QWidget& page,
                        const std::function<void(const QString& text, const QString& where)>& tell)
{
    const AccessibleWalk walk(page, [&tell](QAccessibleInterface& element, const QString& path) {
        for (const auto kind :
             {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
            tell(element.text(kind), path + QLatin1String(" accessible ") + QString::number(kind));
        if (auto* text = element.textInterface())
            tell(text->text(0, qMin(text->characterCount(), 500'000)),
                 path + QLatin1String(" accessible text"));
    });
    for (const auto* widget : page.findChildren<QWidget*>()) {
        const QString where = QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ')
            + widget->accessibleName().left(40);
        tell(widget->toolTip(), where + QLatin1String(" tooltip"));
        if (const auto* label = qobject_cast<const QLabel*>(widget))
            tell(label->text(), where);
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
            tell(button->text(), where);
        if (const auto* edit = qobject_cast<const QPlainTextEdit*>(widget))
            tell(edit->toPlainText(), where);
        if (const auto* box = qobject_cast<const QComboBox*>(widget)) {
            for (int i = 0; i < box->count(); ++i)
                tell(box->itemText(i), where);
        }
        const auto* view = qobject_cast<const QAbstractItemView*>(widget);
        if (view == nullptr || view->model() == nullptr)
            continue;
        const QAbstractItemModel& model = *view->model();
        const std::function<void(const QModelIndex&)> below = [&](const QModelIndex& parent) {
            for (int row = 0; row < qMin(model.rowCount(parent), 400); ++row) {
                for (int column = 0; column < model.columnCount(parent); ++column) {
                    const QModelIndex index = model.index(row, column, parent);
                    for (const int role : {int(Qt::ToolTipRole), int(Qt::AccessibleTextRole),
                                           int(Qt::AccessibleDescriptionRole)})
                        tell(index.data(role).toString(),
                             where + QLatin1String(" item role ") + QString::number(role));
                }
                below(model.index(row, 0, parent));
            }
        };
        below({});
    }
}

} // namespace pagetest
