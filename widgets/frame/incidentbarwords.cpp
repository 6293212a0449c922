// SPDX-License-Identifier: GPL-3.0-or-later

// What the line says of an alarm, of an incident and of neither.

#include "models/health/alarmtext.h"
#include "models/items/alarmwords.h"
#include "models/items/openalarms.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/frame/linkstatus.h"
#include "widgets/frame/quietalarms.h"

#include <QLabel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace frame {

namespace {

QString stateText(telemetry::AlarmState state)
{
    switch (state) {
    case telemetry::AlarmState::Acknowledged:
        return IncidentBar::tr("acknowledged");
    case telemetry::AlarmState::Latched:
        return IncidentBar::tr("no new data, still open");
    default:
        return IncidentBar::tr("not acknowledged");
    }
}

} // namespace

void IncidentBar::showAlarm(telemetry::Timestamp now)
{
    const bool isAcknowledged = m_alarm.state == telemetry::AlarmState::Acknowledged;
    m_glyph->setText(isAcknowledged ? u"△"_s : u"▲"_s);
    const QString sentence = common::safeSentence(items::alarmWords(m_alarm.sentence));
    // Its own figures do not follow what has come since.
    const QString asRaised =
        health::tellsFigures(m_alarm.sentence) ? tr("%1 (when raised)").arg(sentence) : sentence;
    m_text = m_told.empty() ? asRaised : common::safeSentence(items::alarmWords(m_told));
    if (!m_current.isEmpty())
        m_text += u" · "_s + m_current;
    if (isAcknowledged && m_alarms.size() > 1)
        m_text = tr("All %1 alarms acknowledged, the gravest: %2").arg(m_alarms.size()).arg(m_text);
    m_details->setText(detailsOf(now));
    setToolTip(common::plainToolTip(
        m_text + u"\n\n"_s + detailsOf(now) + u"\n\n"_s
        + (m_told.empty()
               ? tr("Its share and n count from the onset until it was raised; the fleet shows the "
                    "whole range, the charts each piece of it.")
               : asRaised)));
}

// Nothing is left to acknowledge; of several, which is the gravest.
QString IncidentBar::acknowledgedText() const
{
    return m_alarms.size() > 1 ? tr("all %1 alarms acknowledged, the gravest %2")
                                     .arg(m_alarms.size())
                                     .arg(common::safeLine(m_alarm.alarm, 40))
                               : tr("acknowledged");
}

// What the alarm says goes with it, where the title does not say it; of several, which one says so.
// Never the figures of one alarm beside a title that is of another.
QString IncidentBar::incidentText() const
{
    const QString title = common::safeSentence(items::alarmWords(m_open->title), 400);
    QString text = tr("INCIDENT %1 · %2").arg(common::safeLine(m_open->id, 40), title);
    if (!m_hasAlarm)
        return text + unjudgedTail();
    if (!isPartOf(m_alarm))
        return text;
    if (m_alarm.state == telemetry::AlarmState::Acknowledged)
        text += u" · "_s + acknowledgedText();
    if (!isTitledBy(m_alarm))
        return text;
    if (m_open->title != m_alarm.sentence)
        text +=
            (m_alarms.size() > 1 ? u" · %1: "_s.arg(common::safeLine(m_alarm.alarm, 40)) : u" · "_s)
            + tr("%1 since %2 (was %3)")
                  .arg(common::percentText(m_alarm.rateNow), common::utcTimeText(m_alarm.onset),
                       common::percentText(m_alarm.rateBefore));
    return m_current.isEmpty() ? text : text + u" · "_s + m_current;
}

void IncidentBar::showIncident(telemetry::Timestamp now)
{
    const bool isCalling = std::ranges::any_of(m_alarms, [](const auto& alarm) {
        return alarm.state != telemetry::AlarmState::Acknowledged;
    });
    m_glyph->setText(isCalling ? u"▲"_s : m_hasAlarm ? u"△"_s : QString());
    m_text = incidentText();
    const QString command = m_open->commander.empty() ? tr("nobody in command")
                                                      : common::safeLine(m_open->commander, 40);
    QString details = tr("SEV%1 · %2 · %3")
                          .arg(m_open->severity)
                          .arg(QString::fromLatin1(incident::toString(m_open->status)), command)
        + u'\n'
        + tr("since %1 UTC (%2)")
              .arg(common::utcTimeText(m_open->start),
                   common::ageText(std::max(telemetry::Duration::zero(), now - m_open->start)));
    if (m_incidents.size() > 1)
        details += u" · "_s + tr("%1 incidents open").arg(m_incidents.size());
    else if (!m_hasAlarm)
        details += u" · "_s + tr("no open alarm");
    if (!m_quietText.isEmpty()) // the button beside counts those that are open
        details += u" · "_s + m_quietText;
    m_details->setText(details);
    setToolTip(common::plainToolTip(m_text + u"\n\n"_s + details));
}

// Of the open alarm, in two lines.
QString IncidentBar::detailsOf(telemetry::Timestamp now) const
{
    QString details = tr("SEV%1 · %2 · %3")
                          .arg(m_alarm.severity)
                          .arg(common::safeLine(m_alarm.alarm, 40), stateText(m_alarm.state))
        + u'\n'
        + tr("since about %1 UTC (%2)")
              .arg(common::utcTimeText(m_alarm.onset),
                   common::ageText(std::max(telemetry::Duration::zero(), now - m_alarm.onset)));
    if (!m_quietText.isEmpty())
        details += u" · "_s + m_quietText;
    return details;
}

// What is waiting is waiting now: in the past the way back to now says it.
QString IncidentBar::unjudgedTail() const
{
    const QString text = m_isPast ? QString() : unjudgedText(m_unjudged.value_or(0));
    return text.isEmpty() ? text : u" · "_s + text;
}

void IncidentBar::showNone(telemetry::Timestamp now)
{
    m_glyph->clear();
    if (!m_isRead) {
        m_text = tr("Alarms not read yet");
        setToolTip({});
        m_details->setText(tr("Whether anything is wrong is not known:\n"
                              "the recording is being read."));
        return;
    }
    m_text = m_isPast ? tr("No open alarm at %1 UTC").arg(common::utcTimeText(now))
                      : tr("No open alarm");
    const QString tail = unjudgedTail();
    if (m_quietText.isEmpty() && m_isNothingReceived && !m_isPast && tail.isEmpty()) {
        m_text = tr("Nothing received yet");
        setToolTip({});
        m_details->setText(tr("Whether anything is wrong is not known:\n"
                              "no telemetry has come that could be checked."));
        return;
    }
    if (m_quietText.isEmpty()) {
        m_text += tail;
        setToolTip(tail.isEmpty() ? QString()
                                  : common::plainToolTip(
                                      m_text + u"\n\n"_s
                                      + tr("What is not judged yet may still raise an alarm.")));
        m_details->setText(tr("Alarms rest on the checks shown in the fleet;\n"
                              "what is not checked cannot raise one."));
        return;
    }
    m_details->setText(m_text + u'\n' + m_quietText);
    m_glyph->setText(u"△"_s);
    m_text = m_shelved.alarm.empty()
        ? tr("Suppressed, explained by %1: %2")
              .arg(causeText(m_suppressed),
                   common::safeSentence(items::alarmWords(m_suppressed.sentence)))
        : tr("Shelved until %1 UTC: %2")
              .arg(common::utcTimeText(m_shelved.shelvedUntil),
                   common::safeSentence(items::alarmWords(m_shelved.sentence)));
    m_text += tail;
    setToolTip(common::plainToolTip(m_text));
}

} // namespace frame
