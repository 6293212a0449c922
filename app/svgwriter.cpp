// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/svgwriter.h"

#include <QBuffer>
#include <QByteArrayView>
#include <QPainter>
#include <QSvgGenerator>

#include <utility>

namespace {

// Between the head of a document and what it draws, and behind that.
constexpr QByteArrayView kDefinitions = "<defs>";
constexpr QByteArrayView kDrawn = "</defs>";
constexpr QByteArrayView kEnd = "</svg>";

// Those of the definitions that are new, of elements such as <pattern id="...">...</pattern>.
QByteArray newOnes(const QByteArray& definitions, QSet<QByteArray>& defined)
{
    static const QByteArray kId = " id=\"";
    QByteArray fresh;
    for (qsizetype at = definitions.indexOf('<'); at >= 0; at = definitions.indexOf('<', at)) {
        const qsizetype nameEnd = definitions.indexOf(' ', at);
        const QByteArray close = "</" + definitions.mid(at + 1, nameEnd - at - 1) + '>';
        const qsizetype closed = nameEnd < 0 ? -1 : definitions.indexOf(close, nameEnd);
        if (closed < 0)
            return fresh + definitions.mid(at); // not as it is known to be: all of it
        const QByteArray element = definitions.mid(at, closed + close.size() - at);
        const qsizetype id = element.indexOf(kId) + kId.size();
        const QByteArray name = element.mid(id, element.indexOf('"', id) - id);
        if (!defined.contains(name))
            fresh += element + '\n';
        defined.insert(name);
        at += element.size();
    }
    return fresh;
}

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
    const qsizetype head = bytes.indexOf(kDefinitions);
    const qsizetype drawn = bytes.indexOf(kDrawn);
    const qsizetype end = bytes.lastIndexOf(kEnd);
    m_isGood = head >= 0 && drawn > head && end > drawn;
    if (!m_isGood)
        return false;
    const qsizetype defined = head + kDefinitions.size();
    const QByteArray part = (std::exchange(m_isBegun, true) ? QByteArray() : bytes.left(head))
        + "<defs>\n" + newOnes(bytes.mid(defined, drawn - defined), m_defined)
        + bytes.mid(drawn, end - drawn);
    m_isGood = m_device.write(part) == part.size();
    return m_isGood;
}

bool SvgWriter::finish()
{
    m_isGood = m_isGood && m_isBegun && m_device.write(kEnd.data(), kEnd.size()) == kEnd.size()
        && m_device.write("\n", 1) == 1;
    return m_isGood;
}
