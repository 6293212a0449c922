// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/frame/menuline.h"

#include <QFontMetrics>
#include <QScreen>
#include <QWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace frame {

namespace {

constexpr int kWidest = 760; // is read at one glance
constexpr int kBeside = 96; // a menu's margins, and the place of its marks

} // namespace

QString menuLine(const QString& text, const QWidget& menu)
{
    const int room = std::min(kWidest, menu.screen()->availableGeometry().width() - kBeside);
    return menu.fontMetrics()
        .elidedText(text, Qt::ElideRight, room)
        .replace(u'&', u"&&"_s); // one alone is a mnemonic's
}

} // namespace frame
