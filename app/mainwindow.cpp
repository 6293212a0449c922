// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/mainwindow.h"

#include "app/commands/guardfacts.h"
#include "app/commands/leverjournal.h"
#include "app/docks.h"
#include "app/roomport.h"
#include "app/runtraces.h"
#include "app/screenkeeper.h"
#include "app/spokennews.h"
#include "app/stepviews.h"
#include "app/traceexporter.h"
#include "app/windowlayout.h"
#include "models/items/formats.h"
#include "models/items/openalarms.h"
#include "widgets/accessible/focusrings.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/explore/explorepage.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/frame/linkstatus.h"
#include "widgets/frame/modeframe.h"
#include "widgets/incident/incidentpage.h"
#include "widgets/incident/timelinepage.h"
#include "widgets/runbook/leverboard.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/runbookstart.h"
#include "widgets/sources/sourcespage.h"
#include "widgets/spread/spreadpage.h"
#include "widgets/timeline/transportbar.h"
#include "widgets/trace/tracepage.h"
#include "widgets/triage/suspectspage.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QScreen>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr auto kLinkInterval = std::chrono::seconds(1);
constexpr int kFleetWidth = 272; // the names of services in whole, beside four checks
constexpr int kSmallestRunbook = 300;
constexpr int kRunbookTexts = 212; // of kRunbookWidth: Arm and Hold; what is between them stays
constexpr QSize kSmallestPages{430, 280}; // beside both docks in 1280 by 720

QDockWidget* makeDock(const QString& title, const QString& name, QWidget* content,
                      QMainWindow* window)
{
    auto* dock = new QDockWidget(title, window);
    dock->setObjectName(name); // the saved layout goes by it
    dock->setWidget(content);
    dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable
                      | QDockWidget::DockWidgetClosable);
    return dock;
}

} // namespace

MainWindow::MainWindow(Session& session, common::Theme& theme, Settings& settings)
    : m_session(session)
    , m_theme(theme)
    , m_settings(settings)
    , m_books(settings.runbookFolder())
    , m_fleetFollower(session.queries(), session.conductor())
    , m_overviewFollower(session.queries(), session.conductor())
    , m_openNow(session.queries(), session.conductor())
    , m_incidents(session.queries(), session.conductor())
{
    setWindowTitle(tr("%1 – Plumbline").arg(session.title()));
    setContentsMargins(frame::ModeFrame::kThickness, frame::ModeFrame::kThickness,
                       frame::ModeFrame::kThickness, frame::ModeFrame::kThickness);
    setDockNestingEnabled(true);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    resize(firstSize(screen()->availableGeometry().size()));

    buildPorts();
    buildRoom();
    buildPages();
    buildDocks();
    buildBars();
    buildMenus();
    connectViews();
    connectRoom();
    keepScreens();
    new frame::ModeFrame(session.conductor(), theme, this);
    new accessible::FocusRings(*this);
    new SpokenNews(session.conductor(), m_fleetFollower, m_openNow, session.clock(), *this);
    restoreLayout(*this, settings.windowLayout());
    if (session.demo() != nullptr) // where the last one was looked at says something of no other
        m_pages->setCurrentIndex(0);
    updateMode();
    updateAlarms();
    updateLink();
    readRecordingId();
}

MainWindow::~MainWindow()
{
    // What the views look at and command through are members: gone before QWidget's destructor
    // hides a window that is still shown, which tells its views of the focus and the pointer they
    // lose.
    hide();
    delete takeCentralWidget();
    qDeleteAll(findChildren<QDockWidget*>());
    qDeleteAll(findChildren<QToolBar*>());
}

void MainWindow::buildPorts()
{
    ingest::Pipeline* pipeline = m_session.pipeline();
    const commands::Operator who = m_settings.who();
    const std::string actor = who.text();
    std::shared_ptr<const runbook::Roles> roles;
    bool areRolesKnown = true;
    if (const std::string file = m_settings.rolesFile(); !file.empty()) {
        auto read = commands::readRoles(file);
        areRolesKnown = read.has_value();
        if (read)
            roles = std::make_shared<const runbook::Roles>(std::move(*read));
    }
    if (pipeline == nullptr) {
        m_ports.sideNotes =
            std::make_unique<SideNotesPort>(m_session.recording(), m_session.clock(), actor);
        if (areRolesKnown)
            m_ports.approvals =
                std::make_unique<SideApprovalPort>(m_session.recording(), who, std::move(roles));
        return;
    }
    m_ports.entries = std::make_unique<RecordingEntryPort>(*pipeline, actor);
    m_ports.desk = std::make_unique<incident::IncidentDesk>(*m_ports.entries, m_session.queries(),
                                                            m_session.clock());
    m_ports.inbox = std::make_unique<IncidentInbox>(m_session.recording(), *m_ports.desk);
    const ReaskEndpoint reask = m_session.reaskEndpoint(); // once: a keyring may ask to be unlocked
    m_ports.reask = std::make_unique<LiveReaskPort>(reask, *pipeline, actor);
    runbook::LeverGateway* levers = m_settings.isReadOnly() ? nullptr : m_session.levers();
    if (levers == nullptr || !areRolesKnown) // who may do what is not known: nobody moves anything
        return;
    m_ports.telemetryAge = std::make_unique<TelemetryAge>(m_session.queries(), m_session.clock());
    m_ports.levers = std::make_unique<LeverPort>(*levers, *pipeline, m_session.queries(), who);
    m_ports.levers->setRoles(std::move(roles));
    m_ports.probes =
        std::make_unique<LiveProbePort>(m_session.probeEndpoint(), reask.prices, *pipeline, actor);
    m_ports.probes->setRecording(m_session.queries().path());
    if (const auto* gateway = dynamic_cast<const actuation::HttpLeverGateway*>(levers))
        m_ports.levers->setJournalPaths([gateway](const std::string& lever) {
            return commands::LeverJournal::defaultPath(*gateway, {}, lever);
        });
}

QString MainWindow::noLeversText() const
{
    if (m_ports.levers || m_session.levers() == nullptr)
        return {};
    if (m_settings.isReadOnly())
        return tr(
            "Read-only: nothing can be moved. Levers are read, and runbooks can be, above. To "
            "move levers, switch Incident › Read-Only off and restart Plumbline, without "
            "--read-only.");
    return tr("The file of roles cannot be read, so who may move what is not known, and nobody "
              "moves anything from here: %1. Mend it, or name another with --roles, and "
              "restart Plumbline.")
        .arg(common::safeLine(m_settings.rolesFile()));
}

incident::EntryPort* MainWindow::notePort() const
{
    if (m_ports.entries)
        return m_ports.entries.get();
    return m_ports.sideNotes.get();
}

void MainWindow::buildPages()
{
    auto& queries = m_session.queries();
    auto& conductor = m_session.conductor();
    m_health = new dashboard::HealthPage(queries, conductor, m_fleetFollower, m_theme);
    m_suspects = new triage::SuspectsPage(m_ports.entries.get(), queries, conductor,
                                          m_session.clock(), m_theme);
    m_suspects->setPeopleToConfirm(m_settings.peopleToConfirm());
    m_trace = new traceview::TracePage(notePort(), m_ports.reask.get(), queries, conductor,
                                       m_session.clock(), m_theme);
    m_explore = new explore::ExplorePage(m_ports.entries.get(), queries, conductor,
                                         m_fleetFollower.services(), m_session.clock(), m_theme);
    m_incident = new incident::IncidentPage(notePort(), m_ports.desk.get(), m_incidents, queries,
                                            conductor, m_session.clock(), m_theme);
    m_timeline = m_incident->timeline();

    m_sources = new sources::SourcesPage(queries, conductor, m_theme);

    m_spread = new spreadview::SpreadPage(queries, conductor, m_theme);

    m_pages = new QTabWidget(this);
    m_pages->setObjectName(u"pages"_s); // the saved layout goes by names
    m_pages->setAccessibleName(tr("Pages"));
    m_pages->setDocumentMode(true);
    // What is dragged opens the page that it is held over: a finding is dropped on the timeline.
    m_pages->tabBar()->setAcceptDrops(true);
    m_pages->tabBar()->setChangeCurrentOnDrag(true);
    // Whatever the pages hold: what it would take to show all of it may not widen the window beyond
    // its screen, where the runbook's button would be.
    m_pages->setMinimumSize(kSmallestPages);
    m_pages->addTab(m_health, tr("Health"));
    m_pages->addTab(m_suspects, tr("Suspects"));
    m_pages->addTab(m_trace, tr("Trace"));
    m_pages->addTab(m_explore, tr("Explore"));
    m_pages->addTab(m_incident, tr("Incident"));
    m_pages->addTab(m_sources, tr("Sources"));
    m_pages->addTab(m_spread, tr("Spread"));
    setCentralWidget(m_pages);
}

void MainWindow::buildDocks()
{
    m_fleet = new dashboard::FleetMatrix(m_fleetFollower.services(), m_theme,
                                         dashboard::FleetMatrix::Size::Compact, this);
    QDockWidget* fleet = makeDock(tr("Fleet"), u"fleet"_s, m_fleet, this);
    addDockWidget(Qt::LeftDockWidgetArea, fleet);

    m_runbook = new runbookview::RunbookDock(m_ports.levers.get(), m_session.queries(),
                                             m_session.conductor(), m_session.clock(), m_theme);
    auto* board = !m_ports.levers && m_session.levers() != nullptr
        ? new runbookview::LeverBoard(m_theme, m_runbook)
        : nullptr;
    m_runbook->setNoLevers(noLeversText(), board);
    if (board != nullptr)
        connect(&m_linkTimer, &QTimer::timeout, board,
                [this, board] { board->setStanding(m_session.leverStanding()); });
    if (m_ports.approvals)
        m_runbook->setApprovals(m_ports.approvals.get());
    if (m_ports.telemetryAge) {
        const auto tell = [this] {
            m_runbook->setStale(m_ports.telemetryAge->obstacle());
            updateAlarms(); // what waited for telemetry may be proposed
        };
        m_runbook->setStale(m_ports.telemetryAge->obstacle());
        connect(m_ports.telemetryAge.get(), &TelemetryAge::changed, this, tell);
    }
    m_runbook->setProbePort(m_ports.probes.get());
    showRunbooks();
    connect(&m_books, &RunbookWatcher::changed, this, &MainWindow::showRunbooks);
    auto* scroll = new DockScroll(m_runbook, kSmallestRunbook);
    if (m_ports.levers)
        keepSmallest(m_theme, *scroll, kRunbookWidth, kRunbookTexts);
    m_runbookDock = makeDock(tr("Runbook"), u"runbook"_s, scroll, this);
    addDockWidget(Qt::RightDockWidgetArea, m_runbookDock);
    resizeDocks({fleet, m_runbookDock}, {kFleetWidth, kRunbookWidth}, Qt::Horizontal);
    m_dockWidths = new DockWidths(*this, {{fleet, kFleetWidth}, {m_runbookDock, kRunbookWidth}});
    m_dockWidths->keepRoom(m_theme, kSmallestPages.width());
    auto* widener = new DockWidener(*m_runbookDock, kRunbookWidth);
    connect(widener, &DockWidener::asked, this, &MainWindow::widenRunbook);
}

void MainWindow::buildBars()
{
    m_incidentBar = new frame::IncidentBar(m_theme);
    connect(&m_session.conductor(), &items::TimeConductor::modeChanged, this,
            &MainWindow::updateMode);
    connect(&m_openNow, &items::OpenAlarmsFollower::updated, this, &MainWindow::updateMode);
    connect(m_incidentBar, &frame::IncidentBar::liveRequested, &m_session.conductor(),
            &items::TimeConductor::goLive);
    m_notice = new common::MessageBar(m_theme);
    m_exporter = new TraceExporter(m_session.queries(), m_theme, this);
    connect(m_notice, &common::MessageBar::actionTriggered, this, &MainWindow::changeReceiving);
    m_linkStatus = new frame::LinkStatus(m_theme);
    m_linkStatus->setOrigin(m_session.origin());

    auto* bottom = new QWidget;
    auto* layout = new QVBoxLayout(bottom);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_transport = new timeline::TransportBar(m_session.conductor(), m_overviewFollower, m_theme);
    layout->addWidget(m_transport);
    layout->addWidget(m_linkStatus);
    bottom->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    auto* bar = new QToolBar(tr("Time"), this);
    bar->setObjectName(u"time"_s);
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->toggleViewAction()->setEnabled(false);
    bar->addWidget(bottom);
    addToolBar(Qt::BottomToolBarArea, bar);
}

// Only the present can be acknowledged or commanded; what is seen in the past may have changed
// since.
void MainWindow::updateMode()
{
    const bool isPresent =
        m_session.isLive() && m_session.conductor().mode() == items::TimeConductor::Mode::Live;
    m_incidentBar->setCanAcknowledge(isPresent);
    if (m_session.conductor().mode() == items::TimeConductor::Mode::Live
        || !m_session.conductor().canBeLive())
        m_incidentBar->setPresent();
    else
        m_incidentBar->setPast(m_openNow.alarms() ? &*m_openNow.alarms() : nullptr);
    // What is new is told of also to who looks at the past.
    if (m_openNow.alarms())
        announceNews(*m_openNow.alarms());
    if (m_armAction != nullptr)
        m_armAction->setEnabled(isPresent);
}

void MainWindow::connectViews()
{
    connect(&m_fleetFollower, &items::FleetFollower::updated, this, &MainWindow::updateAlarms);
    connect(m_fleet, &dashboard::FleetMatrix::serviceChosen, this, &MainWindow::openService);
    connect(m_health, &dashboard::HealthPage::serviceChosen, this, &MainWindow::chooseService);
    connect(m_suspects, &triage::SuspectsPage::allServicesRequested, this,
            [this] { chooseService({}); });
    connect(m_health, &dashboard::HealthPage::suspectsRequested, this, &MainWindow::openSuspects);
    connect(m_health, &dashboard::HealthPage::suspectsOfCauseRequested, this,
            [this](const QString& service, const telemetry::TimeRange& range,
                   const suspects::Filter& filter) {
                openSuspects(service, range, {});
                m_suspects->setFilter(filter);
            });
    connect(m_health, &dashboard::HealthPage::suspectsOfAlarmRequested, this,
            [this](const QString& alarm) {
                openSuspects(m_health->service(), {}, {});
                m_suspects->setFilter({}); // of an earlier question
                m_suspects->showAlarm(alarm.toStdString());
            });
    connect(m_health, &dashboard::HealthPage::leverRequested, this,
            [this](const QString& lever, const QString& value) {
                m_runbookDock->show();
                m_runbookDock->raise();
                m_runbook->showLever(lever.toStdString(), value.toStdString());
            });
    connect(m_health, &dashboard::HealthPage::spreadRequested, this,
            [this](const QString& service) {
                showView(View::Spread); // also while, or where, none is found
                openWorstSpread(service);
            });
    const auto tellSteps = [this] {
        m_health->setSteps([this](const causes::Remedy& remedy) {
            return m_runbook->leverStep(remedy.lever, remedy.value);
        });
    };
    connect(&m_runbook->model(), &items::RunbookModel::modelReset, this, tellSteps);
    connect(&m_runbook->model(), &items::RunbookModel::dataChanged, this, tellSteps);
    connect(m_suspects, &triage::SuspectsPage::traceRequested, this,
            [this](const telemetry::SpanKey& key) { openTrace(key.trace, key.span); });
    connect(m_suspects, &triage::SuspectsPage::spreadRequested, this, &MainWindow::openSpread);
    connect(m_trace, &traceview::TracePage::spreadRequested, this, &MainWindow::openSpread);
    connect(m_spread, &spreadview::SpreadPage::traceRequested, this,
            [this](const telemetry::SpanKey& key) { openTrace(key.trace, key.span); });
    connect(m_spread, &spreadview::SpreadPage::suspectsRequested, this,
            [this] { showView(View::Suspects); });
    connect(m_suspects, &triage::SuspectsPage::countChanged, this, [this](int count, bool isMore) {
        const QString number = items::countText(count) + (isMore ? u"+"_s : QString());
        m_pages->setTabText(1, count > 0 ? tr("Suspects %1").arg(number) : tr("Suspects"));
    });
    connect(m_trace, &traceview::TracePage::momentChosen, &m_session.conductor(),
            &items::TimeConductor::goTo);
    connect(m_trace, &traceview::TracePage::suspectsRequested, this,
            [this] { showView(View::Suspects); });
    connect(m_trace, &traceview::TracePage::suspectAsked, m_suspects, &triage::SuspectsPage::goOn);
    connect(m_suspects, &triage::SuspectsPage::endReached, m_trace, &traceview::TracePage::tell);
    connect(m_explore, &explore::ExplorePage::serviceChosen, this, &MainWindow::chooseService);
    connect(m_explore, &explore::ExplorePage::suspectsRequested, this,
            [this](const QString& service, const telemetry::TimeRange& range,
                   const suspects::Filter& filter) {
                openSuspects(service, range, {});
                m_suspects->setFilter(filter);
            });
    connect(m_health, &dashboard::HealthPage::comparisonRequested, this,
            [this](const QString& service, const telemetry::TimeRange& region) {
                openSuspects(service, {}, {});
                m_suspects->compareRegion(region);
            });
    connectFindings();
    connect(m_timeline, &incident::TimelinePage::settingChosen, this, &MainWindow::openSetting);
    connect(&m_calls.notifier, &DesktopNotifier::opened, this, &MainWindow::openAnnounced);
    connect(m_timeline, &incident::TimelinePage::stateRequested, this, &MainWindow::restore);
    connect(m_timeline, &incident::TimelinePage::traceRequested, this, &MainWindow::openLink);
    connectIncident();
    connect(m_runbook, &runbookview::RunbookDock::momentChosen, &m_session.conductor(),
            &items::TimeConductor::goTo);
    connect(m_runbook, &runbookview::RunbookDock::liveRequested, &m_session.conductor(),
            &items::TimeConductor::goLive);
    connect(m_pages, &QTabWidget::currentChanged, this, [this] {
        // Who walks along the tabs with the arrow keys stays there.
        if (!m_pages->tabBar()->hasFocus())
            focusPage();
    });
    new StepViews({.runbook = *m_runbook,
                   .health = *m_health,
                   .explore = *m_explore,
                   .knows =
                       [this](const std::string& service) {
                           return m_fleetFollower.services().rowOf(service) >= 0;
                       },
                   .choose = [this](const QString& service) { chooseService(service); },
                   .show =
                       [this](const QString& view) {
                           m_pages->setCurrentIndex(view == u"suspects"_s       ? 1
                                                        : view == u"explore"_s  ? 3
                                                        : view == u"incident"_s ? 4
                                                        : view == u"sources"_s  ? 5
                                                                                : 0);
                       }},
                  this);
    new RunTraces(
        {.runbook = *m_runbook,
         .suspects = *m_suspects,
         .queries = m_session.queries(),
         .conductor = m_session.conductor(),
         .listed = [this] { return m_health->service(); },
         .open = [this](const telemetry::SpanKey& key) { openTrace(key.trace, key.span); }},
        this);
    if (m_ports.levers) {
        connect(m_ports.levers.get(), &LeverPort::fireFinished, this,
                [this] { m_isLeaving = false; });
        connect(m_runbook, &runbookview::RunbookDock::started, this, [this](const QString& alarm) {
            bindAlarm(alarm.toStdString());
            tellUnalarmed();
        });
        m_runbook->form()->setLevers(m_session.levers()->levers());
        connect(m_runbook->form(), &runbookview::RunbookStart::parametersWanted, this,
                &MainWindow::tellParameters);
        connect(m_runbook, &runbookview::RunbookDock::left, this,
                [this] { m_ports.levers->bindAlarm({}); });
    }
    connect(m_incidentBar, &frame::IncidentBar::alarmOpened, this, &MainWindow::openAlarm);
    connect(m_incidentBar, &frame::IncidentBar::acknowledgeRequested, this,
            &MainWindow::acknowledge);
    connect(m_incidentBar, &frame::IncidentBar::shelveRequested, this, &MainWindow::shelve);
    connect(m_incidentBar, &frame::IncidentBar::suppressRequested, this, &MainWindow::suppress);
    connect(m_incidentBar, &frame::IncidentBar::unshelveRequested, this,
            [this](const QString& alarm) { shelve(alarm, telemetry::Duration::zero(), {}); });
    connect(&m_linkTimer, &QTimer::timeout, this, &MainWindow::updateLink);
    m_linkTimer.start(kLinkInterval);
}

// Asked to bring the screen up to date: how long that takes is a frame's time.
bool MainWindow::event(QEvent* event)
{
    if (event->type() != QEvent::UpdateRequest)
        return QMainWindow::event(event);
    const auto begun = std::chrono::steady_clock::now();
    const bool isHandled = QMainWindow::event(event);
    m_session.frames().observe(std::chrono::steady_clock::now() - begun);
    return isHandled;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    // Once more leaves all the same: the port then records that the outcome is unknown.
    if (m_ports.levers && m_ports.levers->isFiring() && !std::exchange(m_isLeaving, true)) {
        m_runbook->announce(tr("A command is on its way. Close again to leave without its answer; "
                               "what became of it is then read no further."));
        event->ignore();
        return;
    }
    m_runbook->disarm(QString::fromUtf8(
        QT_TRANSLATE_NOOP("runbookview::LeverController", "The window was closed.")));
    m_settings.setWindowLayout(layoutOf(*this));
    event->accept();
}
