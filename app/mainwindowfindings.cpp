// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the window that takes on what suspects share: as a hypothesis, and as the parameter
// of a lever.

#include "app/findinguses.h"
#include "app/mainwindow.h"
#include "models/items/differencewords.h"
#include "models/items/openalarms.h"
#include "widgets/common/plaintext.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/triage/findingdetails.h"
#include "widgets/triage/suspectspage.h"

#include <QDockWidget>

using differences::DifferenceRow;

namespace {

constexpr int kFindingNameLength = 60;

// The worst one that is open; null: none, and then its page has no cards of causes.
const telemetry::AlarmTransition* openAlarmOf(const std::string& service,
                                              const std::vector<telemetry::AlarmTransition>& alarms)
{
    const telemetry::AlarmTransition* worst = nullptr;
    for (const telemetry::AlarmTransition& alarm : alarms)
        if (items::isOpen(alarm) && alarm.service == service
            && (worst == nullptr || alarm.severity < worst->severity))
            worst = &alarm;
    return worst;
}

} // namespace

void MainWindow::connectFindings()
{
    const auto causeOnPage = [this](const DifferenceRow& finding) {
        const bool isAlarmed =
            openAlarmOf(finding.service, m_fleetFollower.alarmTransitions()) != nullptr;
        return isAlarmed ? causeOf(finding) : std::nullopt;
    };
    triage::FindingUses uses;
    uses.hypothesis = [this, causeOnPage](const DifferenceRow& finding) {
        if (const auto cause = causeOnPage(finding))
            return tr("Opens the causes of %1 at “%2”")
                .arg(common::safeLine(finding.service, kFindingNameLength),
                     QString::fromStdString(causes::causeTitleText(*cause)));
        return m_ports.entries ? tr("Notes it in the incident's timeline as a hypothesis")
                               : QString();
    };
    connect(m_suspects, &triage::SuspectsPage::hypothesisChosen, this,
            [this, causeOnPage](const DifferenceRow& finding) {
                if (const auto cause = causeOnPage(finding)) {
                    openService(QString::fromStdString(finding.service));
                    m_health->showCause(*cause);
                } else if (m_ports.entries) {
                    const bool isPast =
                        m_session.conductor().mode() != items::TimeConductor::Mode::Live;
                    m_ports.entries->append(hypothesisNote(finding,
                                                           isPast ? m_session.conductor().cursor()
                                                                  : m_session.clock().now()));
                    showView(View::Incident);
                }
            });
    if (m_ports.levers) { // without one there is no control either
        uses.lever = [this](const DifferenceRow& finding) {
            const std::string lever = leverOf(finding);
            const bool isPresent = m_session.conductor().mode() == items::TimeConductor::Mode::Live;
            return isPresent && runbookWithLever(lever, {}, m_books.shelf().runbooks) != nullptr
                ? tr("Opens the runbook at the lever %1, with this as its parameter. Nothing is "
                     "sent.")
                      .arg(common::safeLine(lever, kFindingNameLength))
                : QString();
        };
        connect(m_suspects, &triage::SuspectsPage::leverChosen, this, &MainWindow::openLever);
    }
    m_suspects->setUses(std::move(uses));
}

// The step of the run that is going on, else a runbook that has one, filled in and ready to start.
void MainWindow::openLever(const DifferenceRow& finding)
{
    m_runbookDock->show();
    m_runbookDock->raise();
    const std::string lever = leverOf(finding);
    if (m_runbook->showLever(lever))
        return;
    const telemetry::AlarmTransition* alarm =
        openAlarmOf(finding.service, m_fleetFollower.alarmTransitions());
    const runbook::Runbook* runbook = runbookWithLever(
        lever, alarm != nullptr ? alarm->check : std::string(), m_books.shelf().runbooks);
    if (runbook == nullptr)
        return;
    runbookview::Proposal proposal{.runbook = runbook->id,
                                   .parameters = {},
                                   .alarm = alarm != nullptr ? alarm->alarm : std::string(),
                                   .occasion = items::propertyText(finding.property).toStdString()};
    m_session.queries().run<std::vector<store::ChangeRow>>(
        this, [](const store::Reader& reader) { return reader.changes({}); },
        [this, finding,
         proposal](const telemetry::Result<std::vector<store::ChangeRow>>& changes) mutable {
            proposal.parameters =
                findingParameters(finding, changes ? *changes : std::vector<store::ChangeRow>());
            m_runbook->prepare(proposal);
        });
}
