// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QSize>

#include <memory>

class QIODevice;
class QImage;

// A PNG that is written from the top in bands, so that no picture is ever in memory as a whole:
// 8-bit RGB without transparency (PNG, third edition: chunks IHDR, pHYs, IDAT, IEND; each line
// filtered as "Up"). Any thread.
class PngWriter
{
public:
    // `device` is open, and outlives the writer. `size` in pixels, `scale` of them a logical pixel
    // of 1/96 inch.
    PngWriter(QIODevice& device, const QSize& size, double scale);
    ~PngWriter();

    // The next lines, as wide as the picture. False when the device takes no more.
    bool write(const QImage& band);
    // False unless all lines were written.
    bool finish();

private:
    bool chunk(const char* type, const QByteArray& data);
    bool deflated(int flush);

    struct Stream; // of zlib
    QIODevice& m_device;
    const QSize m_size;
    std::unique_ptr<Stream> m_stream;
    QByteArray m_above; // the line before, without its filter
    int m_lines = 0;
    bool m_isGood = true;
};
