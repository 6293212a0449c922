// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pngwriter.h"

#include <QIODevice>
#include <QImage>
#include <QtEndian>

#include <algorithm>
#include <cmath>

#include <zlib.h>

namespace {

constexpr int kChannels = 3;
constexpr char kFilterUp = 2;
constexpr qsizetype kBuffer = qsizetype{1} << 16U;
constexpr double kDotsPerMeter = 96 / 0.0254;

void appendNumber(QByteArray& bytes, quint32 number)
{
    const quint32 wire = qToBigEndian(number);
    bytes.append(reinterpret_cast<const char*>(&wire), sizeof wire);
}

} // namespace

struct PngWriter::Stream
{
    Stream() { isOpen = deflateInit(&zlib, Z_DEFAULT_COMPRESSION) == Z_OK; }
    ~Stream() { deflateEnd(&zlib); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    z_stream zlib{};
    bool isOpen = false;
};

PngWriter::PngWriter(QIODevice& device, const QSize& size, double scale)
    : m_device(device)
    , m_size(size)
    , m_stream(std::make_unique<Stream>())
    , m_above(qsizetype{size.width()} * kChannels, '\0')
    , m_isGood(m_stream->isOpen && !size.isEmpty())
{
    const QByteArray signature("\x89PNG\r\n\x1a\n", 8);
    m_isGood = m_isGood && m_device.write(signature) == signature.size();
    QByteArray header;
    appendNumber(header, static_cast<quint32>(size.width()));
    appendNumber(header, static_cast<quint32>(size.height()));
    header.append("\x08\x02\x00\x00\x00", 5); // 8 bits, RGB; deflate, filters, no interlacing
    QByteArray density;
    for (int axis = 0; axis < 2; ++axis)
        appendNumber(density, static_cast<quint32>(std::lround(kDotsPerMeter * scale)));
    density.append('\x01'); // a metre
    m_isGood = chunk("IHDR", header) && chunk("pHYs", density);
}

PngWriter::~PngWriter() = default;

bool PngWriter::write(const QImage& band)
{
    if (band.width() != m_size.width() || m_lines + band.height() > m_size.height())
        return m_isGood = false;
    const QImage pixels = band.convertToFormat(QImage::Format_RGB888);
    QByteArray line(m_above.size() + 1, kFilterUp);
    for (int y = 0; m_isGood && y < pixels.height(); ++y, ++m_lines) {
        const char* now = reinterpret_cast<const char*>(pixels.constScanLine(y));
        for (qsizetype i = 0; i < m_above.size(); ++i)
            line[i + 1] = static_cast<char>(now[i] - m_above[i]);
        m_above = QByteArray(now, m_above.size());
        m_stream->zlib.next_in = reinterpret_cast<Bytef*>(line.data());
        m_stream->zlib.avail_in = static_cast<uInt>(line.size());
        m_isGood = deflated(Z_NO_FLUSH);
    }
    return m_isGood;
}

bool PngWriter::finish()
{
    m_isGood = m_isGood && m_lines == m_size.height();
    return m_isGood && deflated(Z_FINISH) && chunk("IEND", {});
}

bool PngWriter::deflated(int flush)
{
    z_stream& zlib = m_stream->zlib;
    do {
        QByteArray out(kBuffer, Qt::Uninitialized);
        zlib.next_out = reinterpret_cast<Bytef*>(out.data());
        zlib.avail_out = static_cast<uInt>(out.size());
        if (deflate(&zlib, flush) == Z_STREAM_ERROR)
            return false;
        out.truncate(kBuffer - zlib.avail_out);
        if (!out.isEmpty() && !chunk("IDAT", out))
            return false;
    } while (zlib.avail_out == 0);
    return true;
}

bool PngWriter::chunk(const char* type, const QByteArray& data)
{
    if (!m_isGood)
        return false;
    QByteArray bytes;
    appendNumber(bytes, static_cast<quint32>(data.size()));
    bytes.append(type, 4).append(data);
    const auto* checked = reinterpret_cast<const Bytef*>(bytes.constData()) + 4;
    appendNumber(bytes,
                 static_cast<quint32>(crc32(0, checked, static_cast<uInt>(bytes.size() - 4))));
    return m_device.write(bytes) == bytes.size();
}
