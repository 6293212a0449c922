// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/glyphs.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace common {

namespace {

using health::HealthState;

constexpr qreal kStroke = 1.5;

QPolygonF triangle(const QPointF& c, qreal r)
{
    return {c + QPointF(0, -r), c + QPointF(r * 1.05, r * 0.85), c + QPointF(-r * 1.05, r * 0.85)};
}

constexpr qreal kSmallShare = 0.62; // of an alarm of severity 4

// What is left out of a filled triangle, and drawn into an outlined one.
QPainterPath exclamation(const QPointF& c, qreal r)
{
    QPainterPath path;
    const qreal half = std::max(0.65, r * 0.13);
    path.addRect(QRectF(c.x() - half, c.y() - r * 0.4, 2 * half, r * 0.62));
    path.addRect(QRectF(c.x() - half, c.y() + r * 0.42, 2 * half, 2 * half));
    return path;
}

void paintFilledAlarm(QPainter& painter, const QPointF& c, qreal r, int severity)
{
    QPainterPath path;
    path.addPolygon(triangle(c, severity >= 4 ? r * kSmallShare : r));
    path.closeSubpath();
    if (severity == 1) {
        path = path.subtracted(exclamation(c, r));
    } else if (severity == 3) {
        QPainterPath cut;
        cut.addRect(QRectF(c.x() - 2 * r, c.y() + r * 0.18, 4 * r, std::max(1.2, r * 0.24)));
        path = path.subtracted(cut);
    }
    painter.drawPath(path);
}

void paintOutlinedAlarm(QPainter& painter, const QPointF& c, qreal r, int severity,
                        const QColor& color)
{
    painter.drawPolygon(triangle(c, severity >= 4 ? r * kSmallShare : r));
    if (severity == 1)
        painter.fillPath(exclamation(c, r), color);
    else if (severity == 3)
        painter.drawLine(c + QPointF(-r * 0.6, r * 0.25), c + QPointF(r * 0.6, r * 0.25));
}

QPolygonF diamond(const QPointF& c, qreal r)
{
    return {c + QPointF(0, -r * 1.1), c + QPointF(r * 1.1, 0), c + QPointF(0, r * 1.1),
            c + QPointF(-r * 1.1, 0)};
}

void paintWave(QPainter& painter, const QPointF& c, qreal r)
{
    for (const qreal dy : {-0.4 * r, 0.4 * r}) {
        QPainterPath wave(c + QPointF(-r, dy + 0.15 * r));
        wave.cubicTo(c + QPointF(-0.4 * r, dy - 0.6 * r), c + QPointF(0.4 * r, dy + 0.7 * r),
                     c + QPointF(r, dy - 0.15 * r));
        painter.drawPath(wave);
    }
}

// A question mark that stays one at 10 px.
void paintQuestion(QPainter& painter, const QPointF& c, qreal r, const QColor& color)
{
    QPainterPath hook(c + QPointF(-0.55 * r, -0.5 * r));
    hook.cubicTo(c + QPointF(-0.5 * r, -1.3 * r), c + QPointF(0.75 * r, -1.25 * r),
                 c + QPointF(0.6 * r, -0.4 * r));
    hook.cubicTo(c + QPointF(0.5 * r, 0), c + QPointF(0, 0), c + QPointF(0, 0.4 * r));
    painter.drawPath(hook);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(c + QPointF(0, r * 0.95), 1.1, 1.1);
}

// Filled shapes; false when the state has none.
bool paintFilled(QPainter& painter, HealthState state, const QPointF& c, qreal r, int severity)
{
    switch (state) {
    case HealthState::Well:
        painter.drawEllipse(c, r * 0.85, r * 0.85);
        return true;
    case HealthState::AlarmRaised:
        paintFilledAlarm(painter, c, r, severity);
        return true;
    case HealthState::Degraded:
        painter.drawPolygon(diamond(c, r * 0.9));
        return true;
    default:
        return false;
    }
}

void paintOutlined(QPainter& painter, HealthState state, const QPointF& c, qreal r, int severity,
                   const QColor& color)
{
    switch (state) {
    case HealthState::Acknowledged:
        paintOutlinedAlarm(painter, c, r * 0.9, severity, color);
        break;
    case HealthState::Stale: {
        painter.drawEllipse(c, r * 0.8, r * 0.8);
        QPainterPath half;
        half.addEllipse(c, r * 0.8, r * 0.8);
        painter.setClipRect(QRectF(c.x() - r, c.y() - r, r, 2 * r), Qt::IntersectClip);
        painter.fillPath(half, color);
        break;
    }
    case HealthState::NotCaptured:
        painter.drawEllipse(c, r * 0.8, r * 0.8);
        painter.drawLine(c + QPointF(-r * 0.56, r * 0.56), c + QPointF(r * 0.56, -r * 0.56));
        break;
    case HealthState::Inconclusive:
        paintWave(painter, c, r);
        break;
    case HealthState::JudgeUnavailable:
        painter.drawLine(c + QPointF(-r * 0.7, -r * 0.7), c + QPointF(r * 0.7, r * 0.7));
        painter.drawLine(c + QPointF(-r * 0.7, r * 0.7), c + QPointF(r * 0.7, -r * 0.7));
        break;
    default:
        paintQuestion(painter, c, r * 0.8, color);
        break;
    }
}

} // namespace

QChar glyphCharacter(HealthState state)
{
    switch (state) {
    case HealthState::Well:
        return u'●';
    case HealthState::AlarmRaised:
        return u'▲';
    case HealthState::Acknowledged:
        return u'△';
    case HealthState::Degraded:
        return u'◆';
    case HealthState::Stale:
        return u'◐';
    case HealthState::NoData:
        return u'?';
    case HealthState::NotCaptured:
        return u'⊘';
    case HealthState::Inconclusive:
        return u'≈';
    case HealthState::JudgeUnavailable:
        return u'✕';
    }
    return u'?';
}

ColorRole glyphRole(HealthState state, int severity)
{
    if (severity > 0 && (state == HealthState::AlarmRaised || state == HealthState::Acknowledged))
        return severityRole(severity);
    switch (state) {
    case HealthState::Well:
        return ColorRole::Well;
    case HealthState::AlarmRaised:
        return ColorRole::Severity1;
    case HealthState::Acknowledged:
        return ColorRole::Severity2;
    case HealthState::Degraded:
        return ColorRole::Severity3;
    default:
        return ColorRole::Unknown;
    }
}

QString glyphText(HealthState state)
{
    switch (state) {
    case HealthState::Well:
        return GlyphLabel::tr("Well");
    case HealthState::AlarmRaised:
        return GlyphLabel::tr("Alarm raised");
    case HealthState::Acknowledged:
        return GlyphLabel::tr("Alarm acknowledged");
    case HealthState::Degraded:
        return GlyphLabel::tr("Degraded, no alarm");
    case HealthState::Stale:
        return GlyphLabel::tr("Stale");
    case HealthState::NoData:
        return GlyphLabel::tr("No data");
    case HealthState::NotCaptured:
        return GlyphLabel::tr("Content not captured");
    case HealthState::Inconclusive:
        return GlyphLabel::tr("Inconclusive");
    case HealthState::JudgeUnavailable:
        return GlyphLabel::tr("Judge unavailable");
    }
    return {};
}

void paintGlyph(QPainter& painter, const QRectF& rect, HealthState state, const Theme& theme,
                int severity)
{
    const QColor color = theme.color(glyphRole(state, severity));
    const qreal r = std::min({rect.width() / 2, rect.height() / 2, 6.0});
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    if (!paintFilled(painter, state, rect.center(), r, severity)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(
            QPen(color, theme.stroke(kStroke), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        paintOutlined(painter, state, rect.center(), r, severity, color);
    }
    painter.restore();
}

ColorRole markRole(TimeMark mark)
{
    switch (mark) {
    case TimeMark::Alarm:
        return ColorRole::Severity1;
    case TimeMark::Change:
        return ColorRole::Series4;
    case TimeMark::Lever:
        return ColorRole::Accent;
    case TimeMark::Note:
    case TimeMark::KeyMoment:
        return ColorRole::TextPrimary;
    case TimeMark::Other:
        break;
    }
    return ColorRole::TextSecondary;
}

QString markText(TimeMark mark)
{
    switch (mark) {
    case TimeMark::Alarm:
        return GlyphLabel::tr("Alarm");
    case TimeMark::Change:
        return GlyphLabel::tr("Change");
    case TimeMark::Lever:
        return GlyphLabel::tr("Lever");
    case TimeMark::Note:
        return GlyphLabel::tr("Note");
    case TimeMark::KeyMoment:
        return GlyphLabel::tr("Key moment");
    case TimeMark::Other:
        break;
    }
    return GlyphLabel::tr("Entry");
}

void paintMark(QPainter& painter, const QRectF& rect, TimeMark mark, const QColor& color,
               int severity)
{
    const QPointF c = rect.center();
    const qreal r = std::min(rect.width(), rect.height()) / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (mark) {
    case TimeMark::Alarm:
        paintFilledAlarm(painter, c, r * 0.95, severity);
        break;
    case TimeMark::Change:
        painter.drawRect(QRectF(c.x() - r * 0.75, c.y() - r, 1.4, 2 * r));
        painter.drawPolygon(QPolygonF{c + QPointF(-r * 0.6, -r), c + QPointF(r, -r * 0.45),
                                      c + QPointF(-r * 0.6, r * 0.15)});
        break;
    case TimeMark::Lever:
        painter.drawRect(QRectF(c.x() - r * 0.75, c.y() - r * 0.75, 1.5 * r, 1.5 * r));
        break;
    case TimeMark::Note: {
        painter.setPen(QPen(color, kStroke, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(c + QPointF(-r * 0.5, r * 0.5), c + QPointF(r * 0.7, -r * 0.7));
        painter.drawLine(c + QPointF(-r * 0.85, r * 0.85), c + QPointF(-r * 0.3, r * 0.85));
        break;
    }
    case TimeMark::KeyMoment:
        painter.drawPolygon(diamond(c, r * 0.95));
        break;
    case TimeMark::Other:
        painter.drawEllipse(c, r * 0.45, r * 0.45);
        break;
    }
    painter.restore();
}

ColorRole severityRole(int severity)
{
    const int index = std::clamp(severity, 1, 4) - 1;
    return static_cast<ColorRole>(static_cast<int>(ColorRole::Severity1) + index);
}

GlyphLabel::GlyphLabel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setState(m_state);
}

void GlyphLabel::setState(HealthState state)
{
    m_state = state;
    setAccessibleName(glyphText(state));
    setToolTip(glyphText(state));
    update();
}

void GlyphLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintGlyph(painter, rect(), m_state, m_theme);
}

} // namespace common
