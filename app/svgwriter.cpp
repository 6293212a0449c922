// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/svgwriter.h"

#include <QBuffer>
#include <QByteArrayView>
#include <QPainter>
#include <QSvgGenerator>

#include <utility>

namespace {

// Where the head of a document ends, and where what it draws does.
constexpr QByteArrayView kDrawn = "<defs>";
constexpr QByteArrayView kEnd = "</svg>";

} // namespace

SvgWriter::SvgWriter(QIODevice& device, const QSize& size, QString title)
    : m_device(device)
    , m_size(size)
    , m_title(std::move(title))
{
}

bool SvgWriter::write(const Paint& paint)
{
    if (!m_isGood)
        return false;
    QBuffer document;
    QSvgGenerator generator;
    generator.setOutputDevice(&document);
    generator.setSize(m_size);
    generator.setViewBox(QRect({0, 0}, m_size));
    generator.setTitle(m_title.toHtmlEscaped()); // Qt 6.4 writes it as it is
    QPainter painter;
    m_isGood = painter.begin(&generator);
    if (!m_isGood)
        return false;
    paint(painter);
    painter.end();
    const QByteArray& bytes = document.data();
    const qsizetype drawn = bytes.indexOf(kDrawn);
    const qsizetype end = bytes.lastIndexOf(kEnd);
    m_isGood = drawn >= 0 && end > drawn;
    if (!m_isGood)
        return false;
    const qsizetype from = std::exchange(m_isBegun, true) ? drawn : 0;
    m_isGood = m_device.write(bytes.constData() + from, end - from) == end - from;
    return m_isGood;
}

bool SvgWriter::finish()
{
    m_isGood = m_isGood && m_isBegun && m_device.write(kEnd.data(), kEnd.size()) == kEnd.size()
        && m_device.write("\n", 1) == 1;
    return m_isGood;
}
