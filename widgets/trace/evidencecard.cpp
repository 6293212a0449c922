// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/evidencecard.h"

#include "widgets/trace/evidencemarks.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace traceview {

namespace {

using common::ColorRole;

constexpr int kCardPadding = common::kSpace3;
constexpr int kSupportSize = 16;
constexpr int kEdge = 3;
constexpr int kLeastWidth = 160;
constexpr float kMarkTint = 0.2F;

} // namespace

EvidenceCard::EvidenceCard(const common::Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &common::Theme::changed, this, &EvidenceCard::arrangeAgain);
}

EvidenceCard::~EvidenceCard() = default;

void EvidenceCard::setBlocks(std::vector<Block> blocks)
{
    m_blocks = std::move(blocks);
    std::erase_if(m_blocks, [](const Block& block) { return block.text.isEmpty(); });
    QStringList texts;
    for (const Block& block : m_blocks)
        texts << block.text;
    setAccessibleName(texts.join(QStringLiteral(". ")));
    arrangeAgain();
}

void EvidenceCard::setSupport(std::optional<claims::Support> support)
{
    m_support = support;
    update();
}

void EvidenceCard::setDropped(bool isDropped)
{
    m_isDropped = isDropped;
    update();
}

void EvidenceCard::setChosen(bool isChosen)
{
    m_isChosen = isChosen;
    update();
}

int EvidenceCard::anchorHeight() const
{
    return m_anchor;
}

int EvidenceCard::arrange(int width, std::vector<Laid>* laid, int* anchor) const
{
    qreal top = kCardPadding;
    bool isMarked = false;
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        const Block& block = m_blocks[i];
        // The glyph stands beside the first.
        const int room = width - 2 * kCardPadding - (i == 0 ? kSupportSize + common::kSpace1 : 0);
        auto layout = std::make_unique<QTextLayout>(QString(block.text).replace(u'\n', u'\u2028'),
                                                    m_theme.font(block.size, block.isBold), this);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout->setTextOption(option);
        QList<QTextLayout::FormatRange> formats;
        for (const Mark& mark : block.marks) {
            QTextCharFormat format;
            QColor tint = m_theme.color(mark.role);
            format.setUnderlineStyle(mark.style);
            format.setUnderlineColor(tint);
            tint.setAlphaF(kMarkTint);
            format.setBackground(tint);
            formats.append(
                {.start = mark.start, .length = mark.end - mark.start, .format = format});
        }
        layout->setFormats(formats);
        layout->beginLayout();
        qreal height = 0;
        for (QTextLine line = layout->createLine(); line.isValid(); line = layout->createLine()) {
            line.setLineWidth(std::max(room, 20));
            line.setPosition({0, height});
            height += std::ceil(line.height());
            const bool isHere = !block.marks.empty() && !isMarked
                && block.marks.front().start < line.textStart() + line.textLength();
            if (isHere && anchor != nullptr)
                *anchor = static_cast<int>(top + height - line.height() / 2);
            isMarked = isMarked || isHere;
        }
        layout->endLayout();
        if (laid != nullptr)
            laid->push_back({.layout = std::move(layout), .role = block.role, .top = top});
        top += height + common::kSpace1;
    }
    const int height = static_cast<int>(top) - common::kSpace1 + kCardPadding;
    if (anchor != nullptr && !isMarked)
        *anchor = std::min(kCardPadding + kSupportSize / 2, height / 2);
    return height;
}

void EvidenceCard::arrangeAgain()
{
    m_laid.clear();
    arrange(width(), &m_laid, &m_anchor);
    updateGeometry();
    update();
}

QSize EvidenceCard::sizeHint() const
{
    return {320, heightForWidth(std::max(width(), kLeastWidth))};
}

QSize EvidenceCard::minimumSizeHint() const
{
    return {kLeastWidth, 0};
}

int EvidenceCard::heightForWidth(int width) const
{
    return arrange(width, nullptr, nullptr);
}

void EvidenceCard::resizeEvent(QResizeEvent* event)
{
    QAbstractButton::resizeEvent(event);
    m_laid.clear();
    arrange(width(), &m_laid, &m_anchor);
}

void EvidenceCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        event->ignore(); // to who holds the cards
    else
        QAbstractButton::keyPressEvent(event);
}

void EvidenceCard::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isRaised = underMouse() || isDown();
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool isStrong = m_isChosen || hasFocus();
    painter.setPen(
        QPen(m_theme.color(isStrong ? ColorRole::Accent : ColorRole::Line), m_isChosen ? 2 : 1));
    painter.setBrush(m_theme.color(isRaised ? ColorRole::Surface2 : ColorRole::Surface1));
    painter.drawRoundedRect(box, 4, 4);
    if (m_support) {
        QPen edge(m_theme.color(supportRole(*m_support)), kEdge);
        edge.setCapStyle(Qt::FlatCap);
        if (m_isDropped)
            edge.setStyle(Qt::DotLine);
        painter.setPen(edge);
        painter.drawLine(QPointF(kEdge, 4), QPointF(kEdge, height() - 4));
        paintSupport(
            painter,
            QRectF(width() - kCardPadding - kSupportSize, kCardPadding, kSupportSize, kSupportSize),
            *m_support, m_theme);
    }
    for (const Laid& laid : m_laid) {
        painter.setPen(m_theme.color(laid.role));
        laid.layout->draw(&painter, QPointF(kCardPadding, laid.top));
    }
}

} // namespace traceview
