// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the window that follows alarms: which runbook they propose, what a run is about.

#include "app/docks.h"
#include "app/mainwindow.h"
#include "models/items/alarmfigures.h"
#include "models/items/formats.h"
#include "models/items/openalarms.h"
#include "models/items/servicehealthmodel.h"
#include "models/telemetry/inenglish.h"
#include "widgets/common/plaintext.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/runbook/pasttext.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/runbookstart.h"
#include "widgets/triage/suspectspage.h"

#include <QDockWidget>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTabWidget>
#include <QTimer>

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <string>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kRunbookShare = 55; // per cent of the window, when it is wide

// Before the onset of an alarm, to be seen beside it: at least so much, or a tenth of the time
// since.
constexpr auto kLeastBefore = std::chrono::minutes(10);

// After an alarm was raised: of the few answers that raised it the cause is often not known yet.
constexpr std::array kProposedAgain{20s, 60s, 180s};

} // namespace

void MainWindow::updateAlarms()
{
    const auto& alarms = m_fleetFollower.alarmTransitions();
    const telemetry::AlarmTransition* worst = items::worstOpen(alarms);
    m_incidentBar->setRead(m_fleetFollower.hasRead());
    m_incidentBar->setNothingReceived(m_session.isLive() && m_fleetFollower.hasRead()
                                      && m_fleetFollower.services().rowCount() == 0
                                      && m_session.conductor().bounds().isEmpty());
    m_incidentBar->setAlarms(
        alarms, m_session.conductor().cursor(),
        worst != nullptr ? items::currentFigures(m_fleetFollower.services(), *worst) : QString(),
        worst != nullptr ? items::sentenceNow(m_fleetFollower.services(), *worst) : std::string());
    // A read of the past may end after the way back to live: it is no news, and proposes nothing.
    const bool isLive = m_session.conductor().mode() == items::TimeConductor::Mode::Live
        && m_fleetFollower.isOfPresent();
    const auto hasAny = [&](telemetry::AlarmState state) {
        return isLive
            && std::ranges::find(alarms, state, &telemetry::AlarmTransition::state) != alarms.end();
    };
    if (m_unshelveAction != nullptr) {
        m_unshelveAction->setEnabled(hasAny(telemetry::AlarmState::Shelved));
        m_releaseAction->setEnabled(hasAny(telemetry::AlarmState::Suppressed));
    }
    m_health->setToldAlarm(worst != nullptr ? worst->alarm : std::string());
    if (isLive)
        announceNews(alarms);
    if (!m_ports.levers || !isLive) {
        const std::string before = m_reading.of;
        readRunbook();
        if (m_reading.of != before && !m_reading.of.empty())
            m_runbook->look(m_reading.of.substr(0, m_reading.of.find(' ')));
    }
    if (!m_ports.levers || !isLive)
        return;
    // A new alarm proposes its runbook, once, and not on telemetry that is too old.
    for (const telemetry::AlarmTransition& alarm : alarms) {
        if (items::isOpen(alarm) && m_proposedFor < alarm.alarm
            && m_ports.telemetryAge->obstacle().isEmpty()) {
            m_proposedFor = alarm.alarm;
            m_runbook->look(alarm.alarm);
            proposeRunbook(alarm);
            for (const std::chrono::seconds after : kProposedAgain)
                QTimer::singleShot(after, this, [this, id = alarm.alarm] {
                    const auto& now = m_fleetFollower.alarmTransitions();
                    const auto found =
                        std::ranges::find(now, id, &telemetry::AlarmTransition::alarm);
                    if (found != now.end() && items::isOpen(*found)
                        && m_session.conductor().mode() == items::TimeConductor::Mode::Live
                        && m_runbook->model().rowCount() == 0
                        && m_ports.telemetryAge->obstacle().isEmpty())
                        proposeRunbook(*found, true);
                });
        }
    }
    // A run that was begun before its alarm.
    if (m_runbook->model().rowCount() > 0 && !m_ports.levers->boundAlarm())
        bindAlarm({});
}

// Of a session that receives, whatever its cursor; never of a recording.
void MainWindow::announceNews(const std::vector<telemetry::AlarmTransition>& alarms)
{
    if (!m_session.isLive())
        return;
    m_calls.quiet.tell(m_calls.news.take(alarms, m_calls.quiet.loudest()));
    m_calls.quiet.see(alarms);
}

// What an open alarm of the service began with is to be in view: only ever widens it.
void MainWindow::showOnset(const QString& service)
{
    std::vector<telemetry::AlarmTransition> ofService;
    std::ranges::copy_if(
        m_fleetFollower.alarmTransitions(), std::back_inserter(ofService),
        [name = service.toStdString()](const auto& alarm) { return alarm.service == name; });
    const telemetry::AlarmTransition* worst = items::worstOpen(ofService);
    items::TimeConductor& conductor = m_session.conductor();
    if (worst == nullptr || worst->onset >= conductor.cursor())
        return;
    const telemetry::Duration since = conductor.cursor() - worst->onset;
    if (since + since / 10 <= conductor.span())
        return;
    telemetry::Duration span = since + std::max<telemetry::Duration>(kLeastBefore, since / 10);
    if (conductor.bounds().start <= worst->onset)
        span = std::min(span, conductor.cursor() - conductor.bounds().start);
    if (span > conductor.span())
        conductor.setSpan(span);
}

// First what it may come from; the suspects page lists its answers meanwhile, a click away.
void MainWindow::openAlarm(const telemetry::AlarmTransition& alarm)
{
    chooseService(QString::fromStdString(alarm.service));
    m_health->showAlarm(alarm.alarm);
    m_suspects->setNarrowing({});
    m_suspects->setRange({});
    m_suspects->showAlarm(alarm.alarm);
    m_pages->setCurrentWidget(m_health);
    m_health->focusMatrix();
    if (m_ports.levers && m_session.conductor().mode() == items::TimeConductor::Mode::Live)
        proposeRunbook(alarm);
}

// Somebody clicked on what the desktop showed, wherever this window is by then.
void MainWindow::openAnnounced(const QString& alarm)
{
    setWindowState(windowState() & ~Qt::WindowMinimized); // maximized stays so
    show(); // it may be in the tray
    raise();
    activateWindow();
    const auto& alarms = m_fleetFollower.alarmTransitions();
    const auto found =
        std::ranges::find(alarms, alarm.toStdString(), &telemetry::AlarmTransition::alarm);
    if (found != alarms.end())
        openAlarm(telemetry::AlarmTransition(*found));
}

void MainWindow::showRunbooks()
{
    const RunbookShelf& shelf = m_books.shelf();
    if (m_ports.probes)
        m_ports.probes->setFolder(shelf.folder);
    m_runbook->setRunbooks(shelf.runbooks);
    const QString checkout = shelf.state == runbook::CommitState::None
        ? QString()
        : runbookview::sourceText(
            {.file = "runbooks", .commit = shelf.commit, .state = shelf.state});
    m_runbook->setRunbookFolder(shelf.folder, shelf.problems, checkout);
}

// Again: only by a cause that is known by now, and while nothing runs.
void MainWindow::proposeRunbook(const telemetry::AlarmTransition& alarm, bool isAgain)
{
    if (const QString stale = m_ports.telemetryAge->obstacle(); !stale.isEmpty()) {
        m_runbook->announce(
            tr("No runbook is proposed: %1 Choose one yourself, or wait for telemetry.")
                .arg(stale));
        return;
    }
    m_session.queries().run<RunbookGround>(
        this,
        [alarm, knownAt = m_session.conductor().cursor()](const store::Reader& reader) {
            return readRunbookGround(reader, alarm, knownAt);
        },
        [this, alarm, isAgain](const telemetry::Result<RunbookGround>& ground) {
            if (!ground || (isAgain && m_runbook->model().rowCount() > 0))
                return;
            std::set<std::string> levers;
            if (const runbook::LeverGateway* gateway = m_session.levers()) {
                for (const runbook::LeverDescription& lever : gateway->levers())
                    levers.insert(lever.id);
            }
            const RunbookChoice fitting =
                runbookFor(alarm, m_books.shelf().runbooks, ground->hypotheses, levers);
            const FilledParameters filled = fillParameters(alarm, *ground, fitting.hypothesis);
            if (fitting.runbook != nullptr && (!isAgain || fitting.hypothesis != nullptr))
                m_runbook->propose({.runbook = fitting.runbook->id,
                                    .parameters = filled.values,
                                    .alarm = alarm.alarm,
                                    .occasion = alarm.sentence,
                                    .evidence = filled.evidence,
                                    .isByCause = fitting.hypothesis != nullptr});
        }); // not as a search: whoever was called waits for it
}

// Of a service that somebody typed into the form: by its own alarm and figures, not another's.
void MainWindow::tellParameters(const std::string& runbook, const std::string& service)
{
    const auto& books = m_books.shelf().runbooks;
    const auto book = std::ranges::find(books, runbook, &runbook::Runbook::id);
    if (book == books.end())
        return;
    m_session.queries().run<FilledParameters>(
        this,
        [book = *book, service, alarms = m_fleetFollower.alarmTransitions(),
         knownAt = m_session.conductor().cursor()](const store::Reader& reader) {
            return parametersOf(reader, service, book, alarms, knownAt);
        },
        [this, runbook, service](const telemetry::Result<FilledParameters>& filled) {
            if (filled)
                m_runbook->form()->setKnown(runbook, service, filled->values, filled->evidence);
        }); // likewise: the form waits for it
}

bool MainWindow::armProposedLever()
{
    const telemetry::AlarmTransition* worst = items::worstOpen(m_fleetFollower.alarmTransitions());
    if (worst == nullptr || !m_runbook->armProposed())
        return false;
    chooseService(QString::fromStdString(worst->service));
    return true;
}

// The alarm under test belongs to the run: what is opened or raised meanwhile does not change it.
void MainWindow::bindAlarm(const std::string& alarm)
{
    const items::RunbookModel& run = m_runbook->model();
    const telemetry::AlarmTransition* found =
        alarmOf(alarm, run.runbook(), run.run().parameters, m_fleetFollower.alarmTransitions());
    const auto service = run.run().parameters.find("service");
    m_ports.levers->bindAlarm(
        found != nullptr ? std::optional(*found) : std::nullopt,
        service != run.run().parameters.end() ? service->second : std::string(),
        run.runbook().recovery.empty() ? run.runbook().check : run.runbook().recovery);
}

// Levers can be moved all the same: whoever does so has to know what will not be shown.
void MainWindow::tellUnalarmed()
{
    const bool needsAlarm = m_runbook->model().runbook().recovery.empty();
    if (m_ports.levers->boundAlarm() || !needsAlarm)
        return;
    const auto& parameters = m_runbook->model().run().parameters;
    const auto service = parameters.find("service");
    const QString of = service == parameters.end() || service->second.empty()
        ? QString()
        : tr(" of %1").arg(common::safeLine(service->second, 60));
    m_runbook->announce(
        tr("No alarm%1 that this runbook is for is open. It can be carried out, but "
           "that something recovered will not be shown: nothing had failed.")
            .arg(of));
}

// Where nothing can be commanded: the runbook of the open alarm to be looked at first, else of the
// newest one, among those that have a runbook.
void MainWindow::readRunbook()
{
    const auto& alarms = m_fleetFollower.alarmTransitions();
    std::vector<telemetry::AlarmTransition> fitting;
    std::ranges::copy_if(alarms, std::back_inserter(fitting), [this](const auto& alarm) {
        return runbookFor(alarm, m_books.shelf().runbooks).runbook != nullptr;
    });
    const telemetry::AlarmTransition* best = items::worstOpen(fitting);
    if (best == nullptr && !fitting.empty())
        best = &*std::ranges::max_element(fitting, {}, &telemetry::AlarmTransition::time);
    if (best == nullptr) {
        if (!std::exchange(m_reading.of, {}).empty())
            m_runbook->read(nullptr, {});
        return;
    }
    // Again where something else was known: at another time, or as known now.
    const telemetry::Timestamp knownAt = m_session.conductor().view().knownAt;
    const std::string of = best->alarm + ' ' + std::to_string(telemetry::toUnixNanos(knownAt));
    if (of == m_reading.of)
        return;
    m_reading.of = of;
    m_reading.query.request(
        [subject = *best, knownAt](const store::Reader& reader) {
            return readRunbookGround(reader, subject, knownAt);
        },
        [this, of, subject = *best](const telemetry::Result<RunbookGround>& ground) {
            if (!ground && m_reading.of == of)
                m_reading.of.clear(); // and is tried again
            // What the cursor has only gone on from is worth showing; what it has jumped away from
            // is of elsewhere.
            const bool isOfHere =
                m_reading.of == of || m_fleetFollower.pacer().before() == items::Before::Finishes;
            if (!ground || m_reading.of.empty() || !isOfHere)
                return;
            const RunbookChoice choice =
                runbookFor(subject, m_books.shelf().runbooks, ground->hypotheses);
            m_runbook->read(choice.runbook,
                            fillParameters(subject, *ground, choice.hypothesis).values);
        },
        m_fleetFollower.pacer().before());
}

void MainWindow::focusRunbook()
{
    m_pages->setCurrentWidget(m_health);
    m_runbookDock->show();
    m_runbookDock->raise();
    m_runbook->setFocus();
}

void MainWindow::widenRunbook(bool isWide)
{
    const int share = isWide ? width() * kRunbookShare / 100 : 0;
    m_dockWidths->setWidth(m_runbookDock, std::max(kRunbookWidth, share));
}

void MainWindow::unshelveAll()
{
    for (const telemetry::AlarmTransition& alarm : m_fleetFollower.alarmTransitions()) {
        if (alarm.state == telemetry::AlarmState::Shelved)
            shelve(QString::fromStdString(alarm.alarm), telemetry::Duration::zero(), {});
    }
}

void MainWindow::shelve(const QString& alarm, telemetry::Duration duration, const QString& reason)
{
    ingest::Pipeline* pipeline = m_session.pipeline();
    if (pipeline == nullptr)
        return;
    pipeline->shelveAlarm(alarm.toStdString(), m_settings.who().text(), duration);
    const bool isOff = duration <= telemetry::Duration::zero();
    const auto minutes = std::chrono::floor<std::chrono::minutes>(duration).count();
    telemetry::TimelineEntry entry;
    entry.kind = "note";
    entry.subject = alarm.toStdString();
    const telemetry::InEnglish recorded;
    entry.text = (isOff ? tr("Took %1 off the shelf").arg(alarm)
                        : tr("Shelved %1 for %2 min: %3").arg(alarm).arg(minutes).arg(reason))
                     .toStdString();
    entry.payload = QJsonDocument(QJsonObject{{u"alarm"_s, alarm},
                                              {u"shelved_minutes"_s, static_cast<qint64>(minutes)},
                                              {u"reason"_s, reason}})
                        .toJson(QJsonDocument::Compact)
                        .toStdString();
    m_ports.entries->append(entry);
}

void MainWindow::releaseAll()
{
    for (const telemetry::AlarmTransition& alarm : m_fleetFollower.alarmTransitions()) {
        if (alarm.state == telemetry::AlarmState::Suppressed)
            suppress(QString::fromStdString(alarm.alarm), {});
    }
}

// The alarm's own entry in the timeline tells who and why.
void MainWindow::suppress(const QString& alarm, const QString& cause)
{
    if (ingest::Pipeline* pipeline = m_session.pipeline())
        pipeline->suppressAlarm(alarm.toStdString(), cause.toStdString(), m_settings.who().text());
}
