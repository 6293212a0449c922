// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/alarmtext.h"
#include "models/items/alarmwords.h"
#include "models/items/causefilter.h"
#include "models/items/formats.h"
#include "models/telemetry/signalcheck.h"
#include "widgets/charts/chartlink.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/dashboard/alarmstrip.h"
#include "widgets/dashboard/causespanel.h"
#include "widgets/dashboard/healthpage.h"

#include <QApplication>
#include <QCursor>
#include <QLayout>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>
#include <optional>
#include <utility>

namespace dashboard {

namespace {

constexpr int kLeastCards = 96; // of causes, in sight, before the sentence may take more

} // namespace

void HealthPage::followCauses()
{
    connect(&m_causes, &items::CausesFollower::updated, this, [this] {
        tellCauses();
        if (const auto& causes = m_causes.causes())
            m_series.setFound(items::foundChanges(causes->facts),
                              items::likeliestChange(causes->facts, causes->hypotheses));
        else
            m_series.setFound({}, {});
    });
    connect(&m_causes, &items::CausesFollower::failed, this, &HealthPage::tellCauses);
    connect(m_causesPanel, &CausesPanel::answersRequested, this, &HealthPage::showAnswersOf);
    connect(m_causesPanel, &CausesPanel::leverRequested, this, &HealthPage::leverRequested);
    connect(m_causesPanel, &CausesPanel::spreadRequested, this, &HealthPage::spreadRequested);
}

void HealthPage::setSteps(std::function<QString(const causes::Remedy& remedy)> steps)
{
    m_causesPanel->setSteps(std::move(steps));
}

void HealthPage::showCause(causes::Cause cause)
{
    m_causesPanel->showCause(cause);
}

// Stays marked in the charts while it is asked what to do with it. Esc, or a click elsewhere:
// nothing.
void HealthPage::offerRegion(const telemetry::TimeRange& region)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    QAction* zoom = menu->addAction(tr("Zoom to This Region"));
    QAction* compare = menu->addAction(tr("Compare This Region"));
    compare->setToolTip(
        service().isEmpty()
            ? tr("What sets the answers in it apart from all others that are in sight")
            : tr("What sets the answers in it apart from all others of this service in sight"));
    connect(zoom, &QAction::triggered, this, [this, region] {
        m_conductor.setSpan(region.duration());
        m_conductor.seek(region.end);
    });
    connect(compare, &QAction::triggered, this,
            [this, region] { emit comparisonRequested(service(), region); });
    connect(menu, &QMenu::aboutToHide, m_link, &charts::ChartLink::clearRegion);
    menu->setActiveAction(zoom);
    const QPoint pointer = QCursor::pos();
    const QWidget* plot =
        QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : this;
    menu->popup(rect().contains(mapFromGlobal(pointer)) ? pointer
                                                        : plot->mapToGlobal(plot->rect().center()));
}

void HealthPage::showAlarm(const std::string& alarm)
{
    m_asked = alarm;
    updateSeries();
}

std::vector<telemetry::AlarmTransition> HealthPage::openAlarms() const
{
    const auto& snapshot = m_series.snapshot();
    if (snapshot.service.empty())
        return {};
    std::vector<telemetry::AlarmTransition> alarms = snapshot.openAlarms;
    const auto asked = std::ranges::find(alarms, m_asked, &telemetry::AlarmTransition::alarm);
    if (asked != alarms.end())
        std::rotate(alarms.begin(), asked, asked + 1);
    return alarms;
}

void HealthPage::tellAlarms(const std::vector<telemetry::AlarmTransition>& open,
                            const std::vector<telemetry::AlarmTransition>& quiet)
{
    m_alarm->setAlarms(open, quiet, m_conductor.cursor(), m_fleet.services());
    m_shown = open.empty() ? std::string() : open.front().alarm;
    m_raised->setVisible(!m_shown.empty());
    fitAbove();
}

// A layout that has less room than its parts ask for lets them overlap: a page between docks may be
// as low as that. The sentence gives way first, then the cards, and the charts keep an edge to
// scroll.
void HealthPage::fitAbove()
{
    if (service().isEmpty())
        return;
    const int gap = layout()->spacing();
    const QMargins margins = layout()->contentsMargins();
    int room = height() - margins.top() - margins.bottom() - m_header->sizeHint().height() - gap
        - m_scroll->minimumHeight();
    if (m_message->isVisible())
        room -= m_message->height() + gap;
    if (m_causes.hasAlarm())
        room -= m_causesPanel->foldedHeight() + gap;
    const int cards = m_causes.hasAlarm() ? kLeastCards : 0;
    m_alarm->setMostHeight(std::max(m_alarm->leastHeight(), room - gap - cards));
    if (!m_alarm->isHidden())
        room -= m_alarm->height() + gap;
    m_causesPanel->setMostHeight(std::clamp(room, 0, height() * 2 / 5));
}

// Of the alarm that was asked for, else of the worst that says that answers are wrong; of another
// only where there is none.
void HealthPage::askForCauses(const std::vector<telemetry::AlarmTransition>& alarms)
{
    std::optional<telemetry::AlarmTransition> alarm;
    const auto found = std::ranges::find_if(alarms, [this](const auto& open) {
        return open.alarm == m_asked || !telemetry::isShiftCheck(open.check);
    });
    if (found != alarms.end())
        alarm = *found;
    else if (!alarms.empty())
        alarm = alarms.front();
    else if (!m_series.snapshot().service.empty())
        alarm = m_series.snapshot().clearedAlarm; // it is over, and is written about now
    m_causes.setAlarm(alarm);
    tellCauses();
}

void HealthPage::tellCauses()
{
    const auto& alarm = m_causes.alarm();
    const bool isOver = alarm && alarm->state == telemetry::AlarmState::Cleared;
    m_causesPanel->setOver(
        isOver ? tr("%1, which cleared at %2")
                     .arg(common::safeLine(alarm->alarm, 40), items::utcTimeText(alarm->time))
               : QString());
    constexpr int changeLength = 200;
    m_causesPanel->setChange(
        alarm ? common::safeLine(items::alarmWords(health::changeToldIn(alarm->sentence)),
                                 changeLength)
              : QString());
    m_causesPanel->setFailed(m_causes.hasFailed());
    m_causesPanel->setCauses(m_causes.causes(), m_causes.hasAlarm());
    fitAbove(); // the room that its head takes
}

void HealthPage::showAnswersOf(const causes::Hypothesis& hypothesis,
                               const telemetry::TimeRange& range)
{
    emit suspectsOfCauseRequested(QString::fromStdString(hypothesis.service), range,
                                  items::filterOf(hypothesis));
}

} // namespace dashboard
