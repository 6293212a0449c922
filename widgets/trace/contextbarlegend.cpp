// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/contextbarlegend.h"

#include "models/claims/claim.h"
#include "models/items/contextwords.h"
#include "models/items/formats.h"
#include "widgets/common/tabular.h"
#include "widgets/trace/contextbar.h"
#include "widgets/trace/contextcolors.h"

#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;
using Swatch = LegendEntry::Swatch;

void addDrops(std::vector<LegendEntry>& entries, const std::vector<trace::ContextDrop>& drops)
{
    const std::size_t first = entries.size();
    bool isLikely = false;
    for (const trace::ContextDrop& drop : drops) {
        if (drop.rule == trace::DropRule::Replaced)
            continue;
        isLikely = isLikely || drop.isLikely;
        entries.push_back(
            {Swatch::Gone, ColorRole::EvidenceTruncated, items::dropText(drop), QString()});
    }
    const std::size_t count = entries.size() - first;
    if (count == 0)
        return;
    QString& brief = entries[first].brief;
    brief = isLikely ? ContextBar::tr("Likely dropped") : ContextBar::tr("Dropped");
    if (count > 1)
        brief = ContextBar::tr("%1 (%2)").arg(brief).arg(count);
}

LegendEntry entryOf(const trace::ContextShare& share, bool isRestOfCut)
{
    const QString name =
        isRestOfCut ? ContextBar::tr("Not told which") : items::fillingText(share.filling);
    return {share.filling == trace::Filling::Unattributed ? Swatch::Unattributed : Swatch::Filled,
            roleOf(share.filling),
            u"%1 %2%3"_s.arg(name, share.isEstimated ? u"≈ "_s : QString(),
                             items::countText(share.tokens)),
            name};
}

// One for each colour of the marks.
void addMarks(std::vector<LegendEntry>& entries, const claims::ContextPositions& positions)
{
    for (int i = 0; i <= static_cast<int>(claims::Support::NotJudged); ++i) {
        const auto support = static_cast<claims::Support>(i);
        const auto isOfIt = [support](const claims::UsedStretch& one) {
            return one.support == support;
        };
        if (std::ranges::none_of(positions.used, isOfIt))
            continue;
        const QString word = QString::fromUtf8(claims::toString(support));
        entries.push_back({Swatch::Evidence, roleOf(support),
                           ContextBar::tr("a %1 claim rests on it").arg(word), word});
    }
    if (std::ranges::any_of(positions.unused, &claims::UnusedPassage::isInWindow))
        entries.push_back({Swatch::Unused, ColorRole::TextSecondary,
                           ContextBar::tr("unused passage"), ContextBar::tr("unused")});
}

} // namespace

std::vector<LegendEntry> legendOf(const trace::ContextWindow& context,
                                  const std::vector<trace::ContextDrop>& drops,
                                  const claims::ContextPositions& positions,
                                  const BarGeometry& geometry)
{
    std::vector<LegendEntry> entries;
    addDrops(entries, drops);
    // Of an input that was cut, what was read; the entry of the drop tells the rest of it.
    for (const trace::ContextShare& share : context.cut ? geometry.read : context.shares)
        entries.push_back(
            entryOf(share, context.cut && share.filling == trace::Filling::Unattributed));
    addMarks(entries, positions);
    for (const BarSegment& segment : geometry.segments) {
        const QString tokens = items::countText(segment.tokens.value_or(0));
        if (segment.kind == BarSegment::Kind::Reserve)
            entries.push_back({Swatch::Dotted, roleOf(trace::Filling::Output),
                               ContextBar::tr("Reserve %1").arg(tokens),
                               ContextBar::tr("Reserve")});
        else if (segment.kind == BarSegment::Kind::Free)
            entries.push_back({Swatch::Outlined, ColorRole::Surface2,
                               (geometry.isBroken ? ContextBar::tr("Free %1, not to scale")
                                                  : ContextBar::tr("Free %1"))
                                   .arg(tokens),
                               ContextBar::tr("Free")});
    }
    return entries;
}

std::vector<LegendEntry> fittedLegend(const std::vector<LegendEntry>& all, double room,
                                      const std::function<double(const QString&)>& widthOf)
{
    const auto widthOfAll = [&](const std::vector<LegendEntry>& entries) {
        double sum = -common::kSpace3;
        for (const LegendEntry& entry : entries)
            sum += widthOf(entry.text) + kLegendBesides;
        return sum;
    };
    if (widthOfAll(all) <= room)
        return all;
    // First without the sentences, which the caption and the marks tell as well.
    std::vector<LegendEntry> shown;
    for (const LegendEntry& entry : all) {
        if (entry.brief.isEmpty())
            continue;
        shown.push_back(entry);
        if (entry.swatch == Swatch::Gone || entry.swatch == Swatch::Evidence
            || entry.swatch == Swatch::Unused)
            shown.back().text = entry.brief;
    }
    if (widthOfAll(shown) <= room)
        return shown;
    for (LegendEntry& entry : shown)
        entry.text = entry.brief;
    double used = widthOfAll(shown);
    int hidden = 0;
    const auto isTooWide = [&] {
        return used + (hidden > 0 ? widthOf(u"+%1"_s.arg(hidden)) + common::kSpace3 : 0) > room;
    };
    while (!shown.empty() && isTooWide()) {
        used -= widthOf(shown.back().text) + kLegendBesides;
        shown.pop_back();
        ++hidden;
    }
    if (hidden > 0)
        shown.push_back({Swatch::None, ColorRole::TextSecondary, u"+%1"_s.arg(hidden), QString()});
    return shown;
}

std::vector<LegendEntry> ContextBar::shownLegend() const
{
    if (!m_reason.isEmpty())
        return {};
    const QFontMetricsF metrics(m_theme.font(common::TextSize::Small));
    return fittedLegend(
        legendOf(m_context, m_drops, m_positions, m_geometry), barArea().width(),
        [&](const QString& text) { return common::tabularWidth(metrics, text) + 2; });
}

QStringList ContextBar::legend() const
{
    QStringList texts;
    for (const LegendEntry& entry : shownLegend())
        texts << entry.text;
    return texts;
}

QString ContextBar::legendText() const
{
    QStringList texts;
    for (const LegendEntry& entry : legendOf(m_context, m_drops, m_positions, m_geometry))
        texts << entry.text;
    return texts.join(u'\n');
}

// What the colours mean; with the figures where there is room for them.
void ContextBar::paintLegend(QPainter& painter) const
{
    const QRectF row = legendArea();
    const QFontMetricsF metrics(painter.font());
    const QColor secondary = m_theme.color(ColorRole::TextSecondary);
    double left = row.left();
    for (const LegendEntry& entry : shownLegend()) {
        const QColor color = m_theme.color(entry.color);
        const QRectF box(left, row.center().y() - 4, 8, 8);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        switch (entry.swatch) {
        case Swatch::None:
            left -= 12;
            break;
        case Swatch::Filled:
        case Swatch::Outlined:
            painter.fillRect(box, color);
            break;
        case Swatch::Unattributed:
            fillUnattributed(painter, box, color);
            break;
        case Swatch::Gone:
            painter.fillRect(box, QBrush(color, Qt::FDiagPattern));
            break;
        case Swatch::Dotted:
            painter.fillRect(box, QBrush(color, Qt::Dense5Pattern));
            break;
        case Swatch::Evidence:
            painter.setRenderHint(QPainter::Antialiasing);
            painter.drawPolygon(QPolygonF(
                {QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()}));
            painter.setRenderHint(QPainter::Antialiasing, false);
            break;
        case Swatch::Unused:
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setBrush(m_theme.color(ColorRole::Surface0));
            painter.setPen(secondary);
            painter.drawEllipse(box.center(), 2.5, 2.5);
            painter.setRenderHint(QPainter::Antialiasing, false);
            break;
        }
        painter.setBrush(Qt::NoBrush);
        if (entry.swatch == Swatch::Gone || entry.swatch == Swatch::Outlined
            || entry.swatch == Swatch::Dotted || entry.swatch == Swatch::Unattributed) {
            painter.setPen(entry.swatch == Swatch::Gone ? color : secondary);
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
        }
        const double width = common::tabularWidth(metrics, entry.text) + 2;
        painter.setPen(secondary);
        common::drawTabular(painter, QRectF(left + 12, row.top(), width, row.height()),
                            Qt::AlignLeft | Qt::AlignVCenter, entry.text);
        left += width + kLegendBesides;
    }
}

} // namespace traceview
