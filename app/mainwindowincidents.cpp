// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the window that opens incidents of people and says how they stand.

#include "app/bundleexporter.h"
#include "app/commands/userfiles.h"
#include "app/mainwindow.h"
#include "app/reportexporter.h"
#include "app/settingsactions.h"
#include "app/traceexporter.h"
#include "app/whatifwindow.h"
#include "models/items/openalarms.h"
#include "models/telemetry/clock.h"
#include "widgets/common/keymap.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/frame/linkstatus.h"
#include "widgets/incident/incidentdesk.h"
#include "widgets/incident/incidentpage.h"
#include "widgets/incident/timelinepage.h"

#include <QCoreApplication>
#include <QMenu>
#include <QTabWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

// Of a severity that an acknowledgement opens an incident for.
constexpr int kLeastSevere = 2;

} // namespace

void MainWindow::connectIncident()
{
    connect(m_incident, &incident::IncidentPage::momentChosen, &m_session.conductor(),
            &items::TimeConductor::goTo);
    connect(m_incident, &incident::IncidentPage::incidentRequested, this,
            &MainWindow::openIncidentOf);
    connect(&m_incidents, &items::IncidentsFollower::updated, this, &MainWindow::updateIncident);
    connect(m_incidentBar, &frame::IncidentBar::incidentShown, this, [this](const QString& id) {
        m_incident->showIncident(id);
        showView(View::Incident);
    });
    connect(m_incidentBar, &frame::IncidentBar::incidentRequested, this, &MainWindow::openIncident);
    const QString program = QCoreApplication::applicationFilePath();
    // Each has a bar of its own: they may be under way at the same time.
    auto* bundleBar = new common::MessageBar(m_theme, this);
    bundleBar->setObjectName(u"bundle"_s);
    bundleBar->floatOver(*m_pages);
    std::vector<QWidget*> lower = m_incident->underList();
    lower.push_back(m_exporter->bar());
    bundleBar->floatAbove(lower);
    auto* reportBar = new common::MessageBar(m_theme, this);
    reportBar->setObjectName(u"report"_s);
    reportBar->floatOver(*m_pages);
    lower.push_back(bundleBar);
    reportBar->floatAbove(lower);
    auto* bundles = new BundleExporter(m_session.recording(), program, *bundleBar,
                                       desktopBundleDialog(this), this);
    m_incident->setCanBundle(true);
    connect(m_incident, &incident::IncidentPage::bundleRequested, bundles,
            [this, bundles](const QString& id) {
                bundles->make(id, QString::fromStdString(m_settings.who().name));
            });
    auto* reports = new ReportExporter(m_session.recording(), program, *reportBar,
                                       desktopReportDialogs(this), this);
    m_incident->setCanReport(true);
    connect(m_incident, &incident::IncidentPage::reportRequested, reports, &ReportExporter::make);
    m_incident->setCanTryWhatIf(true);
    connect(m_incident, &incident::IncidentPage::whatIfRequested, this, &MainWindow::openWhatIf);
    if (!m_ports.desk)
        return;
    connect(m_ports.desk.get(), &incident::IncidentDesk::opened, this, [this](const QString& id) {
        m_linkStatus->tell(tr("%1 is open").arg(common::safeLine(id.toStdString(), 40)));
    });
    // Its page tells it, when it is shown.
    connect(m_ports.desk.get(), &incident::IncidentDesk::refused, this,
            [this](const QString& reason) {
                if (m_pages->currentWidget() != m_incident)
                    m_notice->say(common::MessageBar::Kind::Warning, reason);
            });
}

// In a window of its own: what would have been is no part of what was.
void MainWindow::openWhatIf(const QString& incident)
{
    if (m_whatIf == nullptr) {
        m_whatIf =
            new WhatIfWindow(m_session.queries(), m_theme, commands::userFolderPath(""), this);
        connect(m_whatIf, &WhatIfWindow::momentChosen, &m_session.conductor(),
                &items::TimeConductor::seek);
        connect(m_whatIf, &WhatIfWindow::kept, this,
                [this](const QString& of, const QString& said) {
                    telemetry::TimelineEntry note;
                    note.time = telemetry::SystemClock().now(); // whatever is looked at
                    note.kind = "note";
                    note.subject = of.toStdString();
                    note.text = said.toStdString();
                    if (incident::EntryPort* port = notePort())
                        port->append(note);
                });
    }
    m_whatIf->open(incident, m_objectives);
}

// As known at the cursor. Alarms join as they are now, whatever is looked at.
void MainWindow::updateIncident()
{
    const std::vector<incident::Incident>& all = m_incidents.incidents();
    const incident::Incident* open = incident::newestOpen(all);
    m_incidentBar->setIncidents(all, m_session.conductor().cursor());
    // Not in its title: it would push the last pages out of a narrow window.
    m_pages->setTabToolTip(m_pages->indexOf(m_incident),
                           open != nullptr ? common::plainToolTip(tr("%1: %2").arg(
                               common::safeLine(open->id, 40), common::safeLine(open->title, 200)))
                                           : QString());
    if (m_ports.desk && m_session.conductor().mode() == items::TimeConductor::Mode::Live
        && m_fleetFollower.isOfPresent() && m_incidents.isOfPresent())
        m_ports.desk->joinAlarms(m_fleetFollower.alarmTransitions(), all);
}

void MainWindow::openIncident(const telemetry::AlarmTransition& alarm)
{
    if (!m_ports.desk || m_session.conductor().mode() != items::TimeConductor::Mode::Live)
        return;
    m_ports.desk->open(incident::openingOf(alarm), true);
}

void MainWindow::openIncidentOf(const telemetry::TimelineEntry& alarm)
{
    const auto& alarms = m_fleetFollower.alarmTransitions();
    const auto found = std::ranges::find(alarms, alarm.subject, &telemetry::AlarmTransition::alarm);
    if (found != alarms.end())
        openIncident(*found);
    else
        m_notice->say(common::MessageBar::Kind::Warning,
                      tr("The alarm %1 is not known any more: open an incident by hand.")
                          .arg(common::safeLine(alarm.subject, 40)));
}

// Who takes an alarm on that is grave opens its incident by it. A latched one is over with it.
void MainWindow::acknowledge(const QString& alarm)
{
    ingest::Pipeline* pipeline = m_session.pipeline();
    if (pipeline == nullptr)
        return;
    pipeline->acknowledgeAlarm(alarm.toStdString(), m_settings.who().text());
    const auto& alarms = m_fleetFollower.alarmTransitions();
    const auto found =
        std::ranges::find(alarms, alarm.toStdString(), &telemetry::AlarmTransition::alarm);
    if (m_ports.desk && m_settings.opensOnAcknowledge() && found != alarms.end()
        && found->state == telemetry::AlarmState::Raised && found->severity <= kLeastSevere)
        m_ports.desk->takeOn(*found);
}

void MainWindow::addIncidentActions(QMenu& menu)
{
    if (!m_ports.desk)
        return;
    // The worst alarm that no incident has yet; where there is none, by hand.
    QAction* open = menu.addAction(tr("&Open Incident…"));
    common::bindKeys(open, common::KeyCommand::OpenIncident);
    connect(open, &QAction::triggered, this, [this] {
        showView(View::Incident);
        std::vector<telemetry::AlarmTransition> untold;
        std::ranges::copy_if(m_fleetFollower.alarmTransitions(), std::back_inserter(untold),
                             [this](const telemetry::AlarmTransition& alarm) {
                                 return incident::openWith(m_incidents.incidents(), alarm)
                                     == nullptr;
                             });
        if (const telemetry::AlarmTransition* worst = items::worstOpen(untold))
            openIncident(*worst);
        else
            m_incident->openByHand();
    });
    QAction* byHand = menu.addAction(tr("Open Incident by &Hand…"));
    connect(byHand, &QAction::triggered, this, [this] {
        showView(View::Incident);
        m_incident->openByHand();
    });
    QAction* onAcknowledge = menu.addAction(tr("Acknowledging a &Grave Alarm Opens Its Incident"));
    keepChecked(onAcknowledge, m_settings, u"incident/open-on-acknowledge"_s,
                [this] { return m_settings.opensOnAcknowledge(); });
    connect(onAcknowledge, &QAction::toggled, this, [this](bool on) {
        m_settings.setOpensOnAcknowledge(on);
        m_incidentBar->setOpensOnAcknowledge(on);
    });
    m_incidentBar->setOpensOnAcknowledge(m_settings.opensOnAcknowledge());
    // Only the present can be changed.
    const auto update = [this, open, byHand] {
        const bool isPresent = m_session.conductor().mode() == items::TimeConductor::Mode::Live;
        open->setEnabled(isPresent);
        byHand->setEnabled(isPresent);
    };
    connect(&m_session.conductor(), &items::TimeConductor::modeChanged, open, update);
    update();
}
