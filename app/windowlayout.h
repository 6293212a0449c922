// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QList>
#include <QRect>
#include <QVariantMap>

class QMainWindow;
class QSize;

// How large a window is that nobody has arranged yet, on a screen with so much room: what frame and
// title need is left.
QSize firstSize(const QSize& available);

// Where a window with this frame goes among the rooms of the screens there are: where it is, if it
// can be taken hold of there, else whole into the room that it is nearest to. No room: as it is.
QRect onScreens(const QRect& frame, const QList<QRect>& rooms);

// How somebody arranged a window: its place, its docks, and each named splitter, header and tab
// widget in it. GUI thread.
QVariantMap layoutOf(const QMainWindow& window);
// What a layout does not name, or names but is no longer there, stays as it is.
void restoreLayout(QMainWindow& window, const QVariantMap& layout);

// The same as a text of JSON, for what is kept outside of the settings or moved to another machine.
// Whatever was read, only what a layout can hold is in it; nothing at all where it cannot be read.
QJsonObject layoutJson(const QVariantMap& layout);
QVariantMap layoutFromJson(const QJsonObject& json);
