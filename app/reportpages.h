// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/report/document.h"

#include <QSizeF>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFormat>

#include <memory>
#include <vector>

class QPdfWriter;
class QSvgRenderer;

namespace common {
class Theme;
}

// Lays a report out on pages. Every text goes in by QTextCursor::insertText(), as plain text. All
// lengths are the device's pixels. GUI thread.
class ReportPages
{
public:
    // Of a block: so many points have to be left on its page, or it goes onto the next.
    static constexpr int kRoomProperty = QTextFormat::UserProperty + 1;

    // The device outlives the pages.
    ReportPages(const report::Document& report, const common::Theme& theme, QPdfWriter& device,
                const QSizeF& page);
    ~ReportPages();

    QTextDocument& document() { return m_document; }

    void operator()(const report::Paragraph& paragraph);
    void operator()(const report::Heading& heading);
    void operator()(const report::List& list);
    void operator()(const report::Table& table);
    void operator()(const report::Code& code);
    void operator()(const report::Figure& figure);
    void operator()(const report::Blank& blank);

private:
    struct Style
    {
        double size = 9; // points
        bool isBold = false;
        bool isPale = false;
        double before = 0; // points above it
        double after = 4;
        double room = 0; // see kRoomProperty
    };
    void beginBlock(const Style& style);
    void write(const std::string& text, const Style& style);
    QTextCharFormat charFormat(const Style& style) const;
    QTextFrameFormat boxFormat() const;
    double px(double points) const { return points * m_point; } // of the device
    static double layoutPixels(double points); // of lengths in formats

    const common::Theme& m_theme;
    QTextDocument m_document;
    QTextCursor m_cursor;
    const QSizeF m_page;
    const double m_point; // device pixels
    bool m_isFresh = true; // the block at the cursor is still unused
    std::vector<std::unique_ptr<QSvgRenderer>> m_drawings;
    std::unique_ptr<QObject> m_painter; // of drawings in the text
};
