// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/facttile.h"

#include "widgets/common/glyphs.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/textlines.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr double kTileMargin = common::kSpace3;
constexpr double kTileTop = common::kSpace2;
constexpr double kTileBottom = common::kSpace3;
constexpr double kTitleHeight = 20;
constexpr double kStateGlyph = 14;
constexpr double kFactSmallLine = 16;
constexpr double kFactValueLine = 20;
constexpr double kFactHeight = kFactSmallLine + kFactValueLine + kFactSmallLine;
constexpr int kFactWidth = 168; // a figure with its interval, and what it rests on
constexpr int kMostSentenceLines = 4;

} // namespace

FactTile::FactTile(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&theme, &common::Theme::changed, this, [this] {
        fitHeight();
        update();
    });
}

void FactTile::setContent(const FactTileContent& content)
{
    if (m_content == content)
        return;
    m_content = content;
    QStringList lines;
    if (!content.sentence.isEmpty())
        lines << content.sentence;
    for (const Fact& fact : content.facts)
        lines << u"%1: %2 (%3)"_s.arg(fact.label, fact.value, fact.basis);
    const QString state =
        content.state ? u"%1: "_s.arg(common::glyphText(*content.state)) : QString();
    setAccessibleName(state + u"%1 %2"_s.arg(content.title, content.about).trimmed());
    setAccessibleDescription(lines.join(u"; "_s));
    setToolTip(common::plainToolTip(accessibleName() + u'\n' + lines.join(u'\n')));
    fitHeight();
    update();
}

// The last row is filled as far as it goes: seven figures in four columns are four and three.
int FactTile::columns() const
{
    const int fitting = std::max(1, static_cast<int>(textWidth()) / m_theme.scaled(kFactWidth));
    const int count = std::max(1, static_cast<int>(m_content.facts.size()));
    const int rows = (count + fitting - 1) / fitting;
    return (count + rows - 1) / rows;
}

double FactTile::textWidth() const
{
    return width() - 2 * kTileMargin;
}

void FactTile::fitHeight()
{
    m_lines = m_content.sentence.isEmpty()
        ? QStringList()
        : common::wrappedLines(m_content.sentence, m_theme.font(common::TextSize::Body),
                               textWidth(), kMostSentenceLines);
    const int count = static_cast<int>(m_content.facts.size());
    const int rows = (count + columns() - 1) / columns();
    double height = kTileTop + m_theme.scaled(kTitleHeight) + kTileBottom;
    height += static_cast<double>(m_lines.size()) * m_theme.scaled(kFactValueLine);
    height += rows * (m_theme.scaled(kFactHeight) + common::kSpace2);
    setFixedHeight(static_cast<int>(std::ceil(height)));
}

void FactTile::resizeEvent(QResizeEvent*)
{
    fitHeight();
}

void FactTile::paintTitle(QPainter& painter) const
{
    double left = kTileMargin;
    if (m_content.state) {
        common::paintGlyph(painter,
                           QRectF(left, kTileTop + (m_theme.scaled(kTitleHeight) - kStateGlyph) / 2,
                                  kStateGlyph, kStateGlyph),
                           *m_content.state, m_theme);
        left += kStateGlyph + common::kSpace2;
    }
    painter.setFont(m_theme.font(common::TextSize::Body, true));
    painter.setPen(m_theme.color(common::ColorRole::TextPrimary));
    const double room = width() - kTileMargin - left;
    const QFontMetricsF metrics(painter.font());
    const QString title = metrics.elidedText(m_content.title, Qt::ElideMiddle, room);
    painter.drawText(QRectF(left, kTileTop, room, m_theme.scaled(kTitleHeight)),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, title);
    left += metrics.horizontalAdvance(title) + common::kSpace2;
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    const double rest = width() - kTileMargin - left;
    if (rest > kStateGlyph)
        painter.drawText(
            QRectF(left, kTileTop, rest, m_theme.scaled(kTitleHeight)),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetricsF(painter.font()).elidedText(m_content.about, Qt::ElideRight, rest));
}

void FactTile::paintFact(QPainter& painter, const Fact& fact, const QRectF& box) const
{
    const auto draw = [&](const QString& text, double top, double height) {
        common::drawTabular(painter, QRectF(box.left(), box.top() + top, box.width(), height),
                            Qt::AlignLeft | Qt::AlignVCenter, text);
    };
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    draw(fact.label, 0, m_theme.scaled(kFactSmallLine));
    draw(fact.basis, m_theme.scaled(kFactSmallLine) + m_theme.scaled(kFactValueLine),
         m_theme.scaled(kFactSmallLine));
    painter.setFont(m_theme.font(common::TextSize::Body, true));
    painter.setPen(m_theme.color(fact.role));
    draw(fact.value, m_theme.scaled(kFactSmallLine), m_theme.scaled(kFactValueLine));
}

void FactTile::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(common::ColorRole::Surface1));
    paintTitle(painter);
    double top = kTileTop + m_theme.scaled(kTitleHeight);
    painter.setFont(m_theme.font(common::TextSize::Body));
    painter.setPen(m_theme.color(common::ColorRole::TextPrimary));
    for (const QString& line : m_lines) {
        painter.drawText(QRectF(kTileMargin, top, textWidth(), m_theme.scaled(kFactValueLine)),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, line);
        top += m_theme.scaled(kFactValueLine);
    }
    top += common::kSpace2;
    const double across = textWidth() / columns();
    for (std::size_t i = 0; i < m_content.facts.size(); ++i) {
        const int column = static_cast<int>(i) % columns();
        const int row = static_cast<int>(i) / columns();
        paintFact(painter, m_content.facts[i],
                  QRectF(kTileMargin + column * across,
                         top + row * (m_theme.scaled(kFactHeight) + common::kSpace2),
                         across - common::kSpace2, m_theme.scaled(kFactHeight)));
    }
}

} // namespace dashboard
