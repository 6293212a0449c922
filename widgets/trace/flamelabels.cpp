// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/flamelabels.h"

#include "widgets/common/plaintext.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr std::size_t kMostCuts = 20'000; // some 10 MB
constexpr int kLongestLabel = 120;

} // namespace

void FlameLabels::setFont(const QFont& font)
{
    if (m_font == font && m_lineHeight > 0)
        return;
    m_font = font;
    m_labels.clear();
    m_cuts = 0;
    const QFontMetricsF metrics(font);
    m_lineHeight = metrics.height();
    m_ellipsis = metrics.horizontalAdvance(u'…');
}

FlameLabels::Label& FlameLabels::labelOf(const std::string& name, const QString& before)
{
    // What is shown of a name stands in its beginning; of a longer one no more is looked at.
    constexpr std::size_t kMostBytes = 4 * (kLongestLabel + 2);
    const std::string key = (before.isEmpty() ? std::string() : before.toStdString() + '\n')
        + name.substr(0, kMostBytes);
    const auto found = m_labels.find(key);
    if (found != m_labels.end())
        return found->second;
    Label label{.text = before + common::safeLine(name, kLongestLabel), .widths = {0}, .cuts = {}};
    const QFontMetricsF metrics(m_font);
    for (qsizetype i = 0; i < label.text.size(); ++i) {
        // Of a pair of surrogates the first half takes no room and the second all of it.
        const bool isHalf = label.text[i].isHighSurrogate() && i + 1 < label.text.size();
        const bool isWhole = i > 0 && label.text[i - 1].isHighSurrogate();
        const double width = isHalf ? 0
            : isWhole               ? metrics.horizontalAdvance(label.text.mid(i - 1, 2))
                                    : metrics.horizontalAdvance(label.text[i]);
        label.widths.push_back(label.widths.back() + static_cast<float>(width));
    }
    return m_labels.emplace(key, std::move(label)).first->second;
}

void FlameLabels::draw(QPainter& painter, const QRectF& box, const std::string& name,
                       const QString& before)
{
    if (m_cuts > kMostCuts) {
        m_labels.clear();
        m_cuts = 0;
    }
    Label& label = labelOf(name, before);
    auto units = static_cast<int>(label.text.size());
    if (static_cast<double>(label.widths.back()) > box.width()) {
        const auto room = static_cast<float>(box.width() - m_ellipsis);
        const auto after = std::upper_bound(label.widths.begin(), label.widths.end(), room);
        units = static_cast<int>(after - label.widths.begin()) - 1;
        if (units > 0 && label.text[units - 1].isHighSurrogate())
            --units;
    }
    if (units <= 0)
        return;
    auto cut = label.cuts.find(units);
    if (cut == label.cuts.end()) {
        const bool isWhole = units == label.text.size();
        QStaticText text(isWhole ? label.text : label.text.left(units) + u'…');
        text.setTextFormat(Qt::PlainText);
        text.setPerformanceHint(QStaticText::AggressiveCaching);
        text.prepare(painter.transform(), m_font);
        cut = label.cuts.emplace(units, std::move(text)).first;
        ++m_cuts;
    }
    painter.drawStaticText(QPointF(box.left(), box.top() + (box.height() - m_lineHeight) / 2),
                           cut->second);
}

} // namespace traceview
