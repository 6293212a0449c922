// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/causefilter.h"
#include "models/telemetry/signalcheck.h"
#include "widgets/dashboard/causespanel.h"
#include "widgets/dashboard/healthpage.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace dashboard {

void HealthPage::followCauses()
{
    connect(&m_causes, &items::CausesFollower::updated, this, [this] {
        m_causesPanel->setCauses(m_causes.causes(), m_causes.hasAlarm());
        m_series.setFound(m_causes.causes() ? items::foundChanges(m_causes.causes()->facts)
                                            : std::vector<items::FoundChange>());
    });
    connect(m_causesPanel, &CausesPanel::answersRequested, this, &HealthPage::showAnswersOf);
    connect(m_causesPanel, &CausesPanel::leverRequested, this, &HealthPage::leverRequested);
}

void HealthPage::setLevers(std::set<std::string> levers)
{
    m_causesPanel->setLevers(std::move(levers));
}

// Of the worst alarm that says that answers are wrong; of another only where there is none.
void HealthPage::askForCauses()
{
    const auto& snapshot = m_series.snapshot();
    std::optional<telemetry::AlarmTransition> alarm;
    const auto found =
        std::ranges::find_if(snapshot.openAlarms, [](const telemetry::AlarmTransition& open) {
            return !telemetry::isShiftCheck(open.check);
        });
    if (found != snapshot.openAlarms.end())
        alarm = *found;
    else if (!snapshot.openAlarms.empty())
        alarm = snapshot.openAlarms.front();
    if (snapshot.service.empty())
        alarm.reset();
    m_causes.setAlarm(alarm);
    m_causesPanel->setCauses(m_causes.causes(), m_causes.hasAlarm());
}

void HealthPage::showAnswersOf(const causes::Hypothesis& hypothesis,
                               const telemetry::TimeRange& range)
{
    emit suspectsOfCauseRequested(QString::fromStdString(hypothesis.service), range,
                                  items::filterOf(hypothesis));
}

} // namespace dashboard
