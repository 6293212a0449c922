// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/frame/menuline.h"

#include <QFontMetrics>
#include <QPoint>
#include <QScreen>
#include <QWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace frame {

namespace {

constexpr int kWidest = 760; // is read at one glance
constexpr int kNarrowest = 240; // where a window is hardly there
constexpr int kBeside = 96; // a menu's margins, and the place of its marks

} // namespace

QString menuLine(const QString& text, const QWidget& menu)
{
    int room = std::min(kWidest, menu.screen()->availableGeometry().width() - kBeside);
    if (const QWidget* of = menu.parentWidget(); of != nullptr)
        room = std::min(room, std::max(kNarrowest, of->window()->width() - kBeside));
    return menu.fontMetrics()
        .elidedText(text, Qt::ElideRight, room)
        .replace(u'&', u"&&"_s); // one alone is a mnemonic's
}

void keepInWindow(QWidget& menu)
{
    if (menu.parentWidget() == nullptr)
        return;
    const QWidget& window = *menu.parentWidget()->window();
    const int left = window.mapToGlobal(QPoint(0, 0)).x();
    const int last = left + window.width() - menu.width(); // place from which it goes over the edge
    if (last >= left)
        menu.move(std::clamp(menu.x(), left, last), menu.y());
}

} // namespace frame
