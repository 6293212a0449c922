// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/glyphlegend.h"

#include "models/items/servicehealthmodel.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/measures.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr int kHeight = 20;
constexpr double kLegendGlyph = 10;

} // namespace

GlyphLegend::GlyphLegend(const items::ServiceHealthModel& model, const common::Theme& theme,
                         QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_theme(theme)
{
    common::keepHeight(theme, *this, kHeight);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
}

void GlyphLegend::refresh()
{
    std::vector<health::HealthState> states;
    const int before = std::exchange(m_severity, 0);
    for (int row = 0; row < m_model.rowCount(); ++row) {
        for (const auto& [check, cell] : m_model.row(row).checks) {
            if (cell.severity > 0)
                m_severity = m_severity > 0 ? std::min(m_severity, cell.severity) : cell.severity;
            if (cell.isPresent && std::ranges::find(states, cell.state) == states.end())
                states.push_back(cell.state);
        }
    }
    std::ranges::sort(states, {}, [](health::HealthState state) {
        return std::pair(items::rankOf(state), state);
    });
    if (before != m_severity)
        update();
    if (std::exchange(m_states, states) == states)
        return;
    QStringList meanings;
    QStringList names;
    for (const auto state : m_states) {
        names << common::glyphText(state);
        meanings << tr("%1: %2").arg(common::glyphText(state), items::healthStateMeaning(state));
    }
    setToolTip(common::plainToolTip(meanings.join(u'\n')));
    setAccessibleName(tr("Signs in the fleet: %1").arg(names.join(u", "_s)));
    update();
}

void GlyphLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(common::TextSize::Small));
    const QFontMetricsF metrics(painter.font());
    double x = common::kSpace3;
    for (const auto state : m_states) {
        const QString name = common::glyphText(state);
        const double width = metrics.horizontalAdvance(name) + 1;
        if (x + kLegendGlyph + common::kSpace1 + width > this->width())
            return; // the tool tip has all of them
        common::paintGlyph(
            painter,
            QRectF(x, (m_theme.scaled(kHeight) - kLegendGlyph) / 2, kLegendGlyph, kLegendGlyph),
            state, m_theme, m_severity);
        x += kLegendGlyph + common::kSpace1;
        painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
        painter.drawText(QRectF(x, 0, width, m_theme.scaled(kHeight)),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, name);
        x += width + common::kSpace4;
    }
}

} // namespace dashboard
