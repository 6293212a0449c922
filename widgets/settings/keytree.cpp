// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/settings/keytree.h"

#include "widgets/common/keymap.h"
#include "widgets/common/theme.h"

#include <QHeaderView>
#include <QPaintEvent>
#include <QPainter>
#include <QTreeWidgetItemIterator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace settings {

namespace {

constexpr int kCommandRole = Qt::UserRole;

// Null of a place.
std::optional<common::KeyCommand> commandOf(const QTreeWidgetItem& item)
{
    const QVariant command = item.data(KeyTree::What, kCommandRole);
    if (!command.isValid())
        return std::nullopt;
    return static_cast<common::KeyCommand>(command.toInt());
}

bool saysAll(const QTreeWidgetItem& item, const QStringList& words)
{
    QString said = item.parent()->text(KeyTree::What);
    for (int column = 0; column < item.columnCount(); ++column)
        said += u' ' + item.text(column);
    return std::ranges::all_of(
        words, [&said](const QString& word) { return said.contains(word, Qt::CaseInsensitive); });
}

} // namespace

KeyTree::KeyTree(Shown shown, const common::Theme& theme, QWidget* parent)
    : QTreeWidget(parent)
    , m_theme(theme)
{
    QStringList titles{tr("What"), tr("Key")};
    if (shown == Shown::KeysAndDefaults)
        titles << tr("Default");
    setColumnCount(static_cast<int>(titles.size()));
    setHeaderLabels(titles);
    setAccessibleName(tr("Keys"));
    setUniformRowHeights(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setExpandsOnDoubleClick(false);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(What, QHeaderView::Stretch);
    build();
    connect(&common::keymap(), &common::Keymap::changed, this, &KeyTree::updateKeys);
    connect(&theme, &common::Theme::changed, this, &KeyTree::updateKeys);
    updateKeys();
    choose(common::keyEntries().front().command);
}

void KeyTree::build()
{
    QTreeWidgetItem* place = nullptr;
    auto context = common::KeyContext::Window;
    for (const common::KeyEntry& entry : common::keyEntries()) {
        if (place == nullptr || entry.context != context) {
            context = entry.context;
            place = new QTreeWidgetItem(this, {common::Keymap::title(context)});
            place->setFlags(Qt::ItemIsEnabled);
            place->setExpanded(true);
        }
        auto* item = new QTreeWidgetItem(place, {common::Keymap::title(entry.command)});
        item->setData(What, kCommandRole, static_cast<int>(entry.command));
    }
}

void KeyTree::updateKeys()
{
    const common::Keymap& keys = common::keymap();
    for (QTreeWidgetItemIterator it(this); *it != nullptr; ++it) {
        const auto command = commandOf(**it);
        if (!command) {
            (*it)->setFont(What, m_theme.font(common::TextSize::Body, true));
            continue;
        }
        const bool isFixed = common::Keymap::entry(*command).isFixed;
        (*it)->setText(Key, keys.allText(*command));
        (*it)->setFont(Key, m_theme.font(common::TextSize::Body, keys.isChanged(*command)));
        if (columnCount() > Default)
            (*it)->setText(Default, isFixed ? tr("fixed") : keys.defaultText(*command));
    }
    filter(m_filter);
}

void KeyTree::filter(const QString& words)
{
    m_filter = words;
    const QStringList wanted = words.split(u' ', Qt::SkipEmptyParts);
    for (int i = 0; i < topLevelItemCount(); ++i) {
        QTreeWidgetItem* place = topLevelItem(i);
        bool isAny = false;
        for (int row = 0; row < place->childCount(); ++row) {
            const bool isShown = saysAll(*place->child(row), wanted);
            place->child(row)->setHidden(!isShown);
            isAny = isAny || isShown;
        }
        place->setHidden(!isAny);
    }
}

bool KeyTree::isEmpty() const
{
    for (int i = 0; i < topLevelItemCount(); ++i) {
        if (!topLevelItem(i)->isHidden())
            return false;
    }
    return true;
}

void KeyTree::paintEvent(QPaintEvent* event)
{
    QTreeWidget::paintEvent(event);
    if (!isEmpty())
        return;
    QPainter painter(viewport());
    painter.setFont(m_theme.font(common::TextSize::Body));
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("Nothing found."));
}

std::optional<common::KeyCommand> KeyTree::current() const
{
    const QTreeWidgetItem* item = currentItem();
    return item == nullptr || item->isHidden() ? std::nullopt : commandOf(*item);
}

QTreeWidgetItem* KeyTree::itemOf(common::KeyCommand command) const
{
    for (QTreeWidgetItemIterator it(const_cast<KeyTree*>(this)); *it != nullptr; ++it) {
        if (commandOf(**it) == command)
            return *it;
    }
    return nullptr;
}

void KeyTree::choose(common::KeyCommand command)
{
    setCurrentItem(itemOf(command));
}

} // namespace settings
