// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QSet>
#include <QSize>
#include <QString>

#include <functional>

class QIODevice;
class QPainter;

// An SVG (Tiny 1.2, by QSvgGenerator) that is written in parts, so that no picture is ever in
// memory as a whole: each part is drawn over those before. Parts may use patterns, which are
// defined once, but no gradients (each would be the first of its part, and have the id of
// another's). GUI thread.
class SvgWriter
{
public:
    using Paint = std::function<void(QPainter&)>;

    // `device` is open, and outlives the writer. `size` in pixels of 1/96 inch.
    SvgWriter(QIODevice& device, const QSize& size, QString title);

    // False when the device takes no more.
    bool write(const Paint& paint);
    // False unless all was written.
    bool finish();

private:
    QIODevice& m_device;
    const QSize m_size;
    const QString m_title;
    QSet<QByteArray> m_defined; // ids
    bool m_isBegun = false;
    bool m_isGood = true;
};
