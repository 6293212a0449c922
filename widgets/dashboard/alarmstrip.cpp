// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/alarmstrip.h"

#include "models/items/alarmfigures.h"
#include "models/items/alarmwords.h"
#include "widgets/common/formats.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/textlines.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr double kStripTop = 8;
constexpr double kDetailsHeight = 18;
constexpr double kStripBottom = 8;
constexpr int kMostAlarmLines = 6; // more is told by the tool tip
constexpr int kMostDetails = 3; // lines, likewise
constexpr int kStripe = 3;
constexpr double kAlarmGlyph = 16;
constexpr double kTextLeft = kStripe + common::kSpace3 + kAlarmGlyph + common::kSpace2;

// Of the service beside the alarm that is told: those that are open, and those that call nobody.
QString furtherText(std::size_t open, std::size_t quiet)
{
    QString text;
    if (open > 0)
        text += common::countedText(static_cast<std::int64_t>(open),
                                    AlarmStrip::tr(" · 1 more alarm of this service"),
                                    AlarmStrip::tr(" · %1 more alarms of this service"));
    if (quiet > 0)
        text += common::countedText(static_cast<std::int64_t>(quiet),
                                    AlarmStrip::tr(" · 1 more shelved or suppressed"),
                                    AlarmStrip::tr(" · %1 more shelved or suppressed"));
    return text;
}

QString detailsOf(const telemetry::AlarmTransition& alarm, const QString& further,
                  telemetry::Timestamp now, const QString& current)
{
    QString text = AlarmStrip::tr("SEV%1 · %2 · since about %3 UTC (%4) · %5")
                       .arg(alarm.severity)
                       .arg(common::safeLine(items::checkTitle(alarm.check).toStdString(), 60),
                            common::utcTimeText(alarm.onset), common::ageText(now - alarm.onset),
                            items::raisedFigures(alarm));
    if (!current.isEmpty())
        text += u" · "_s + current;
    if (!alarm.model.empty())
        text += AlarmStrip::tr(" · model %1").arg(common::safeLine(alarm.model, 60));
    if (alarm.state == telemetry::AlarmState::Shelved)
        text +=
            AlarmStrip::tr(" · shelved by %1 until %2 UTC")
                .arg(common::safeLine(alarm.actor, 60), common::utcTimeText(alarm.shelvedUntil));
    if (alarm.state == telemetry::AlarmState::Suppressed)
        text += AlarmStrip::tr(" · suppressed by %1, explained by %2")
                    .arg(common::safeLine(alarm.actor, 60), common::safeLine(alarm.cause, 120));
    if (alarm.state == telemetry::AlarmState::Acknowledged)
        text += AlarmStrip::tr(" · acknowledged by %1").arg(common::safeLine(alarm.actor, 60));
    return text + further;
}

} // namespace

AlarmStrip::AlarmStrip(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&theme, &common::Theme::changed, this, [this] {
        fitHeight();
        update();
    });
    hide();
}

void AlarmStrip::setAlarms(const std::vector<telemetry::AlarmTransition>& alarms,
                           const std::vector<telemetry::AlarmTransition>& quiet,
                           telemetry::Timestamp now, const items::ServiceHealthModel& fleet)
{
    const auto& shown = alarms.empty() ? quiet : alarms;
    setVisible(!shown.empty());
    if (shown.empty())
        return;
    const auto& worst = shown.front();
    m_alarm = worst.alarm;
    const std::string told = items::sentenceNow(fleet, worst);
    m_sentence = common::safeSentence(items::alarmWords(told.empty() ? worst.sentence : told));
    const QString further = furtherText(alarms.size() - (alarms.empty() ? 0 : 1),
                                        quiet.size() - (alarms.empty() ? 1 : 0));
    m_details = detailsOf(worst, further, now, items::currentFigures(fleet, worst));
    m_severity = worst.severity;
    m_isAcknowledged = alarms.empty() || worst.state == telemetry::AlarmState::Acknowledged;
    setAccessibleName(tr("Alarm: %1").arg(m_sentence));
    setAccessibleDescription(m_details);
    setToolTip(common::plainToolTip(m_sentence + u"\n"_s + m_details));
    fitHeight();
    update();
}

void AlarmStrip::setToldAlarm(const std::string& alarm)
{
    if (m_told == alarm)
        return;
    m_told = alarm;
    fitHeight();
    update();
}

bool AlarmStrip::isTold() const
{
    return !m_told.empty() && m_told == m_alarm;
}

double AlarmStrip::textWidth() const
{
    return width() - kTextLeft - common::kSpace3;
}

void AlarmStrip::fitHeight()
{
    // The sentence is what a person would say: it is wrapped, not cut.
    // Where there is no room for all of it what follows gives way, so that nothing is printed over.
    const QFont font = m_theme.font(common::TextSize::Title, true);
    m_lineHeight = QFontMetricsF(font).lineSpacing();
    double room = m_mostHeight - kStripTop - kStripBottom;
    const auto linesIn = [](double height, double line, int most) {
        return std::clamp(static_cast<int>(height / line), 1, most);
    };
    m_lines = isTold()
        ? QStringList()
        : common::wrappedLines(m_sentence, font, textWidth(),
                               linesIn(room - detailsHeight(), m_lineHeight, kMostAlarmLines));
    const double text = m_lineHeight * static_cast<double>(m_lines.size());
    room -= text;
    m_detailLines = common::wrappedLines(m_details, m_theme.font(common::TextSize::Small),
                                         textWidth(), linesIn(room, detailsHeight(), kMostDetails));
    const double details =
        detailsHeight() * static_cast<double>(std::max<qsizetype>(1, m_detailLines.size()));
    setFixedHeight(static_cast<int>(std::ceil(kStripTop + text + details + kStripBottom)));
}

double AlarmStrip::detailsHeight() const
{
    return m_theme.scaled(kDetailsHeight);
}

void AlarmStrip::setMostHeight(int height)
{
    if (height == m_mostHeight)
        return;
    m_mostHeight = height;
    fitHeight();
    update();
}

int AlarmStrip::leastHeight() const
{
    const double line =
        isTold() ? 0 : QFontMetricsF(m_theme.font(common::TextSize::Title, true)).lineSpacing();
    return static_cast<int>(std::ceil(kStripTop + line + detailsHeight() + kStripBottom));
}

void AlarmStrip::resizeEvent(QResizeEvent*)
{
    fitHeight();
}

void AlarmStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor color = m_theme.color(common::severityRole(m_severity));
    painter.fillRect(rect(), m_theme.color(common::ColorRole::Surface1));
    painter.fillRect(QRect(0, 0, kStripe, height()), color);
    common::paintGlyph(
        painter, QRectF(kStripe + common::kSpace3, isTold() ? 9 : 10, kAlarmGlyph, kAlarmGlyph),
        m_isAcknowledged ? health::HealthState::Acknowledged : health::HealthState::AlarmRaised,
        m_theme, m_severity);
    painter.setFont(m_theme.font(common::TextSize::Title, true));
    painter.setPen(m_theme.color(common::ColorRole::TextPrimary));
    double top = kStripTop;
    for (const QString& line : m_lines) {
        painter.drawText(QRectF(kTextLeft, top, textWidth(), m_lineHeight),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, line);
        top += m_lineHeight;
    }
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    for (const QString& line : m_detailLines) {
        common::drawTabular(painter, QRectF(kTextLeft, top, textWidth(), detailsHeight()),
                            Qt::AlignLeft | Qt::AlignVCenter, line);
        top += detailsHeight();
    }
}

} // namespace dashboard
