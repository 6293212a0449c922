// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>
#include <QRectF>
#include <QString>
#include <QStringList>

class QPainter;

namespace common {

// `text` broken at words into at most `most` lines of `width` pixels; the last one ends in "…" when
// something is left over. No line is wider, except by one character that does not fit alone.
QStringList wrappedLines(const QString& text, const QFont& font, double width, int most);
// The same of a text with a `tail` that has to be read: what goes before it gives way, at its end.
QStringList wrappedLines(const QString& text, const QString& tail, const QFont& font, double width,
                         int most);

// Draws those lines with the painter's font and pen, left-aligned and centred in height: as many
// as fit into `box`, at least one, at most `most`.
void drawWrapped(QPainter& painter, const QRectF& box, const QString& text, int most);

} // namespace common
