// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/windowlayout.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QList>
#include <QMainWindow>
#include <QPoint>
#include <QRect>
#include <QScreen>
#include <QSize>
#include <QSplitter>
#include <QTabWidget>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace {

const QString kGeometry = u"geometry"_s;
const QString kState = u"state"_s;

// Each part with the key it is kept under. Qt names some of its own parts too; those are not ours.
template<class Part>
void forEachPart(const QMainWindow& window, const QString& kind,
                 const std::function<void(const QString& key, Part& part)>& visit)
{
    for (Part* part : window.findChildren<Part*>()) {
        const QString name = part->objectName();
        if (!name.isEmpty() && !name.startsWith(u"qt_"_s))
            visit(kind + u'/' + name, *part);
    }
}

constexpr qsizetype kLongestPart = 64 * 1024; // bytes, as they are written
constexpr qsizetype kMostParts = 200;

constexpr QSize kUsual{1440, 900}; // with its frame
constexpr QSize kFrame{16, 40};
constexpr int kGrip = 160; // px of its title to drag it by

} // namespace

QSize firstSize(const QSize& available)
{
    return kUsual.boundedTo(available) - kFrame;
}

QRect onScreens(const QRect& frame, const QList<QRect>& rooms)
{
    const QRect title(frame.topLeft(), QSize(frame.width(), kFrame.height()));
    const auto isHeld = [&title](const QRect& room) {
        const QRect seen = room.intersected(title);
        return seen.height() == title.height() && seen.width() >= std::min(kGrip, title.width());
    };
    if (rooms.isEmpty() || std::ranges::any_of(rooms, isHeld))
        return frame;
    const auto distance = [&frame](const QRect& room) {
        const QPoint away = room.center() - frame.center();
        return QPoint::dotProduct(away, away);
    };
    const QRect room = *std::ranges::min_element(rooms, {}, distance);
    QRect moved(frame.topLeft(), frame.size().boundedTo(room.size()));
    moved.moveLeft(std::clamp(moved.left(), room.left(), room.right() + 1 - moved.width()));
    moved.moveTop(std::clamp(moved.top(), room.top(), room.bottom() + 1 - moved.height()));
    return moved;
}

QVariantMap layoutOf(const QMainWindow& window)
{
    QVariantMap layout{{kGeometry, window.saveGeometry()}, {kState, window.saveState()}};
    forEachPart<QSplitter>(window, u"splitter"_s, [&](const QString& key, const QSplitter& part) {
        layout.insert(key, part.saveState());
    });
    forEachPart<QHeaderView>(
        window, u"columns"_s,
        [&](const QString& key, const QHeaderView& part) { layout.insert(key, part.saveState()); });
    forEachPart<QTabWidget>(window, u"page"_s, [&](const QString& key, const QTabWidget& part) {
        layout.insert(key, part.currentIndex());
    });
    return layout;
}

void restoreLayout(QMainWindow& window, const QVariantMap& layout)
{
    if (layout.contains(kGeometry))
        window.restoreGeometry(layout.value(kGeometry).toByteArray());
    // Left on a larger screen, or by a window that had outgrown its own.
    const QSize room = window.screen()->availableGeometry().size();
    if (!window.isMaximized() && !window.isFullScreen()
        && (window.width() > room.width() || window.height() > room.height()))
        window.resize(window.size().boundedTo(firstSize(room)));
    // Left on a screen that is no longer there.
    QList<QRect> rooms;
    for (const QScreen* screen : QGuiApplication::screens())
        rooms << screen->availableGeometry();
    if (const QRect frame = window.frameGeometry();
        !window.isMaximized() && !window.isFullScreen() && onScreens(frame, rooms) != frame)
        window.move(onScreens(frame, rooms).topLeft());
    if (layout.contains(kState))
        window.restoreState(layout.value(kState).toByteArray());
    forEachPart<QSplitter>(window, u"splitter"_s, [&](const QString& key, QSplitter& part) {
        if (layout.contains(key))
            part.restoreState(layout.value(key).toByteArray());
    });
    forEachPart<QHeaderView>(window, u"columns"_s, [&](const QString& key, QHeaderView& part) {
        if (layout.contains(key))
            part.restoreState(layout.value(key).toByteArray());
    });
    forEachPart<QTabWidget>(window, u"page"_s, [&](const QString& key, QTabWidget& part) {
        if (layout.contains(key))
            part.setCurrentIndex(layout.value(key).toInt());
    });
}

QJsonObject layoutJson(const QVariantMap& layout)
{
    QJsonObject json;
    for (auto each = layout.begin(); each != layout.end(); ++each) {
        if (each.key().startsWith(u"page/"_s))
            json[each.key()] = each.value().toInt();
        else
            json[each.key()] = QString::fromLatin1(each.value().toByteArray().toBase64());
    }
    return json;
}

QVariantMap layoutFromJson(const QJsonObject& json)
{
    QVariantMap layout;
    for (auto each = json.begin(); each != json.end() && layout.size() < kMostParts; ++each) {
        const QString key = each.key();
        const bool isPart = key == kGeometry || key == kState || key.startsWith(u"splitter/"_s)
            || key.startsWith(u"columns/"_s);
        if (key.startsWith(u"page/"_s) && each.value().isDouble())
            layout.insert(key, each.value().toInt());
        else if (isPart && each.value().isString()
                 && each.value().toString().size() <= kLongestPart)
            layout.insert(key, QByteArray::fromBase64(each.value().toString().toLatin1()));
    }
    return layout;
}
