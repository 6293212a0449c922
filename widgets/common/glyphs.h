// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/freshness.h"
#include "widgets/common/theme.h"

#include <QChar>
#include <QRectF>
#include <QString>
#include <QWidget>

class QPainter;

namespace common {

// Shape first, colour second: ● well, ▲ alarm raised, △ acknowledged, ◆ degraded, ◐ stale, ? no
// data, ⊘ not captured, ≈ inconclusive, ✕ judge unavailable. The last five are never green.
QChar glyphCharacter(health::HealthState state);
// `severity` of the alarm, 1 worst: an alarm has the same colour wherever it is shown; 0: of none.
ColorRole glyphRole(health::HealthState state, int severity = 0);
QString glyphText(health::HealthState state); // "Alarm raised", for tooltips and screen readers
// Drawn as shapes, so that it looks the same with every font. Centred in `rect`. An alarm's
// severity has a shape of its own, too: 1 with an exclamation mark, 2 plain as without any, 3 with
// its base cut off, 4 small.
void paintGlyph(QPainter& painter, const QRectF& rect, health::HealthState state,
                const Theme& theme, int severity = 0);

// Marks on a time axis: ▲ alarms, ⚑ changes, ■ levers, ✎ notes, ◆ key moments, ● other entries.
enum class TimeMark
{
    Alarm,
    Change,
    Lever,
    Note,
    KeyMoment,
    Other,
};
ColorRole markRole(TimeMark mark);
QString markText(TimeMark mark); // "Alarm", "Change" ...
// `severity` as in paintGlyph(); only alarms have one.
void paintMark(QPainter& painter, const QRectF& rect, TimeMark mark, const QColor& color,
               int severity = 0);

ColorRole severityRole(int severity); // 1 worst .. 4; others are taken as the nearest

// A glyph on its own, with its meaning as accessible name and tooltip.
class GlyphLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit GlyphLabel(const Theme& theme, QWidget* parent = nullptr);
    void setState(health::HealthState state);
    health::HealthState state() const { return m_state; }
    QSize sizeHint() const override { return {16, 16}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    health::HealthState m_state = health::HealthState::NoData;
};

} // namespace common
