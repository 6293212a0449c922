// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/flowlayout.h"

#include <algorithm>

namespace common {

FlowLayout::FlowLayout(int spacing, QWidget* parent)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
    invalidate();
}

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem* item = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const auto& item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size;
}

QSize FlowLayout::sizeHint() const
{
    QSize size;
    for (const auto& item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize hint = item->sizeHint();
        size = {size.width() + (size.width() > 0 ? spacing() : 0) + hint.width(),
                std::max(size.height(), hint.height())};
    }
    return size;
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool isApplied) const
{
    int x = rect.x();
    int y = rect.y();
    int height = 0; // of the line
    for (const auto& item : m_items) {
        if (item->isEmpty())
            continue;
        // What alone is wider than all there is takes that.
        const QSize hint = item->sizeHint();
        const int width =
            std::min(hint.width(), std::max(rect.width(), item->minimumSize().width()));
        if (x > rect.x() && x + width > rect.x() + rect.width()) {
            x = rect.x();
            y += height + spacing();
            height = 0;
        }
        if (isApplied)
            item->setGeometry(QRect(x, y, width, hint.height()));
        x += width + spacing();
        height = std::max(height, hint.height());
    }
    return y + height - rect.y();
}

} // namespace common
