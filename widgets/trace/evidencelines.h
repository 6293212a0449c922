// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claim.h"
#include "widgets/common/theme.h"

#include <QWidget>

#include <cstddef>
#include <vector>

namespace traceview {

// The strip between an answer and the cards: a glyph beside each claim that is in sight, and lines
// from the chosen one to its evidence.
class EvidenceLines final : public QWidget
{
    Q_OBJECT

public:
    struct Glyph
    {
        std::size_t claim = 0;
        int height = 0; // pixels from the top of the strip
        claims::Support support = claims::Support::Unknown;
        bool isChosen = false;
        bool isResting = false; // on the stretch that is pointed at
    };
    struct Line
    {
        int from = 0; // pixels from the top of the strip
        int to = 0;
        claims::Support support = claims::Support::Supported;
        bool isDropped = false; // broken
    };

    explicit EvidenceLines(const common::Theme& theme, QWidget* parent = nullptr);

    void setContent(std::vector<Glyph> glyphs, std::vector<Line> lines);
    const std::vector<Glyph>& glyphs() const { return m_glyphs; }
    const std::vector<Line>& lines() const { return m_lines; }

    QSize sizeHint() const override { return {kWidth, 40}; }

    static constexpr int kWidth = 64;

signals:
    void claimPressed(std::size_t claim);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    const Glyph* glyphAt(int height) const;

    const common::Theme& m_theme;
    std::vector<Glyph> m_glyphs; // in order of the answer
    std::vector<Line> m_lines;
};

} // namespace traceview
