// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/aboutdialog.h"
#include "app/bundleopener.h"
#include "app/connectiontester.h"
#include "app/guidehost.h"
#include "app/helpdialog.h"
#include "app/layoutmenu.h"
#include "app/lookmenu.h"
#include "app/mainwindow.h"
#include "app/palettehost.h"
#include "app/quietdialog.h"
#include "app/receivingdialog.h"
#include "app/screenkeeper.h"
#include "app/settingsactions.h"
#include "app/settingswindow.h"
#include "app/shortcuts.h"
#include "app/traceexporter.h"
#include "app/tray.h"
#include "app/welcome.h"
#include "models/store/reader.h"
#include "models/telemetry/visibletext.h"
#include "widgets/common/filedialog.h"
#include "widgets/common/keymap.h"
#include "widgets/common/messagebar.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/frame/linkstatus.h"
#include "widgets/incident/timelinepage.h"
#include "widgets/runbook/leverboard.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/sources/sourcespage.h"
#include "widgets/timeline/overview.h"
#include "widgets/trace/tracepage.h"
#include "widgets/triage/suspectspage.h"

#include <QApplication>
#include <QDockWidget>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QProcess>
#include <QStandardPaths>
#include <QTabWidget>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace {

using common::KeyCommand;

// In the order of the pages.
constexpr std::array kPageKeys{KeyCommand::ShowHealth,   KeyCommand::ShowSuspects,
                               KeyCommand::ShowTrace,    KeyCommand::ShowExplore,
                               KeyCommand::ShowIncident, KeyCommand::ShowSources,
                               KeyCommand::ShowSpread};

QAction* menuAction(QMenu* menu, const QString& text, KeyCommand command)
{
    QAction* action = menu->addAction(text);
    common::bindKeys(action, command);
    return action;
}

} // namespace

void MainWindow::buildMenus()
{
    // Menu and incident line together span the whole window, above the docks.
    auto* top = new QWidget(this);
    auto* layout = new QVBoxLayout(top);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* bar = new QMenuBar(top);
    layout->addWidget(bar);
    layout->addWidget(m_incidentBar);
    layout->addWidget(m_notice);
    m_exporter->bar()->floatOver(*m_pages);
    setMenuWidget(top);

    QMenu* file = bar->addMenu(tr("&File"));
    connect(menuAction(file, tr("&Open Recording…"), KeyCommand::OpenRecording),
            &QAction::triggered, this, &MainWindow::chooseRecording);
    auto* bundles = new BundleOpener(*m_exporter->bar(), desktopBundleWays(this), this);
    connect(file->addAction(tr("Open &Bundle…")), &QAction::triggered, bundles,
            &BundleOpener::open);
    if (m_session.isReceiving())
        connect(file->addAction(tr("&Receiving…")), &QAction::triggered, this,
                &MainWindow::changeReceiving);
    connect(menuAction(file, tr("&Export Trace…"), KeyCommand::ExportTrace), &QAction::triggered,
            this, &MainWindow::exportTrace);
    file->addSeparator();
    connect(menuAction(file, tr("&Settings…"), KeyCommand::OpenSettings), &QAction::triggered, this,
            [this] { SettingsWindow::open(this, m_settings, m_theme); });
    file->addSeparator();
    connect(menuAction(file, tr("&Quit"), KeyCommand::Quit), &QAction::triggered, this,
            [this] { quitWindow(*this); });

    QMenu* view = bar->addMenu(tr("&View"));
    view->setObjectName(u"viewMenu"_s); // panes that come later are added to it
    QList<QAction*> pages;
    for (int i = 0; i < m_pages->count(); ++i) {
        const KeyCommand command = kPageKeys.at(static_cast<std::size_t>(i));
        if (command == KeyCommand::ShowSpread) { // in the order of the keys
            pages << menuAction(view, tr("Runbook"), KeyCommand::ShowRunbook);
            connect(pages.back(), &QAction::triggered, this, [this] { showView(View::Runbook); });
        }
        QAction* action = menuAction(view, m_pages->tabText(i), command);
        pages << action;
        connect(action, &QAction::triggered, this, [this, i] {
            m_pages->setCurrentIndex(i);
            focusPage(); // also when the tabs had the focus
        });
    }
    view->addSeparator();
    for (QDockWidget* dock : findChildren<QDockWidget*>()) {
        QAction* shown = dock->toggleViewAction();
        shown->setText(tr("%1 Pane").arg(dock->windowTitle()));
        view->addAction(shown);
    }
    view->addMenu(new LayoutMenu(*this, m_settings, view));
    view->addSeparator();
    QAction* all = view->addAction(tr("Show &All Times"));
    all->setCheckable(true);
    all->setToolTip(tr("Lets the time bar reach over what a broken clock dates far outside"));
    connect(all, &QAction::toggled, this, [this](bool on) { m_overviewFollower.setShowsAll(on); });
    connect(view->addAction(tr("&Fit the Time Bar")), &QAction::triggered,
            findChild<timeline::Overview*>(), &timeline::Overview::fit);
    view->addSeparator();
    connect(menuAction(view, tr("&Copy Link to What Is Shown"), KeyCommand::CopyLink),
            &QAction::triggered, this, &MainWindow::copyLink);
    connect(menuAction(view, tr("&Open Copied Link"), KeyCommand::OpenLink), &QAction::triggered,
            this, &MainWindow::openCopiedLink);
    view->addSeparator();
    addLookMenus(*view, m_theme, m_settings);
    addTransport(*bar->addMenu(tr("&Time")));

    QMenu* incident = bar->addMenu(tr("&Incident"));
    QList<QAction*> commanding; // what the palette leaves out while the past is looked at
    if (notePort() != nullptr) {
        QAction* note = menuAction(incident, tr("Add &Note"), KeyCommand::AddNote);
        connect(note, &QAction::triggered, this, [this] {
            if (m_pages->currentWidget() == m_trace && m_trace->trace()) {
                m_trace->focusNote(); // on what is chosen there
                return;
            }
            showView(View::Incident);
            m_timeline->focusNote();
        });
    }
    addIncidentActions(*incident);
    QAction* agreement = incident->addAction(tr("&Two People Confirm a Verdict"));
    keepChecked(agreement, m_settings, u"verdicts/peopleToConfirm"_s,
                [this] { return m_settings.peopleToConfirm() > 1; });
    connect(agreement, &QAction::toggled, this, [this](bool on) {
        m_settings.setPeopleToConfirm(on ? 2 : 1);
        m_suspects->setPeopleToConfirm(m_settings.peopleToConfirm());
    });
    if (m_ports.entries) {
        m_unshelveAction = incident->addAction(tr("&Unshelve Alarms"));
        m_unshelveAction->setEnabled(false);
        connect(m_unshelveAction, &QAction::triggered, this, &MainWindow::unshelveAll);
        m_releaseAction = incident->addAction(tr("Let Suppressed Alarms &Call Again"));
        m_releaseAction->setEnabled(false);
        connect(m_releaseAction, &QAction::triggered, this, &MainWindow::releaseAll);
    }
    if (m_session.isLive())
        addAlarmWays(*incident);
    if (m_screens) {
        QAction* views = incident->addAction(tr("Record Which &Views Are Opened"));
        views->setToolTip(tr("Pages with their filters, into the timeline; what was on the screen "
                             "at a decision always is"));
        keepChecked(views, m_settings, u"incident/keepsViews"_s,
                    [this] { return m_settings.keepsViews(); });
        connect(views, &QAction::toggled, this, [this](bool on) {
            m_settings.setKeepsViews(on);
            m_screens->setKeepsViews(on);
        });
    }
    if (m_ports.room)
        connect(incident->addAction(tr("Shared Roo&m…")), &QAction::triggered, this,
                &MainWindow::showRoom);
    auto* tester = new ConnectionTester(m_session, *m_exporter->bar(), this);
    connect(m_sources, &sources::SourcesPage::testRequested, tester, &ConnectionTester::testSource);
    if (auto* board = findChild<runbookview::LeverBoard*>())
        connect(board, &runbookview::LeverBoard::testRequested, tester,
                &ConnectionTester::testControlPlane);
    if (m_session.levers() != nullptr) {
        connect(incident->addAction(tr("T&est the Control Plane")), &QAction::triggered, tester,
                &ConnectionTester::testControlPlane);
        QAction* readOnly = incident->addAction(tr("&Read-Only: Move No Lever"));
        keepChecked(readOnly, m_settings, u"operator/readOnly"_s,
                    [this] { return m_settings.isReadOnly(); });
        commanding << readOnly; // lets levers be moved again
        connect(readOnly, &QAction::toggled, this, [this](bool on) {
            m_settings.setReadOnly(on);
            if (m_ports.levers) // one that was started read-only has none until it is restarted
                m_ports.levers->setReadOnly(on);
        });
    }
    if (m_ports.levers)
        m_armAction = menuAction(incident, tr("&Arm the Lever"), KeyCommand::ArmLever);
    if (m_armAction != nullptr)
        connect(m_armAction, &QAction::triggered, m_runbook, &runbookview::RunbookDock::arm);

    QMenu* help = bar->addMenu(tr("&Help"));
    auto* shortcuts = new Shortcuts(m_settings, this);
    if (!shortcuts->dropped().isEmpty())
        warn(tr("Some keys of the settings are the default ones: %1").arg(shortcuts->dropped()));
    auto* guide = new GuideHost(m_theme, *this);
    connect(menuAction(help, tr("User &Guide"), KeyCommand::ShowGuide), &QAction::triggered, guide,
            &GuideHost::openForFocus);
    QAction* keys = menuAction(help, tr("&Keys and Signs"), KeyCommand::ShowHelp);
    connect(keys, &QAction::triggered, this, [this] { (new HelpDialog(m_theme, this))->show(); });
    connect(help->addAction(tr("&Change Shortcuts…")), &QAction::triggered, this,
            [this, shortcuts] { shortcuts->edit(m_theme, *this); });
    auto* welcome = new Welcome(m_session, m_settings, m_theme, desktopWelcomeWays(this), this);
    connect(help->addAction(tr("&Welcome")), &QAction::triggered, welcome, &Welcome::show);
    connect(help->addAction(tr("&About Plumbline")), &QAction::triggered, this,
            [this] { (new AboutDialog(m_theme, m_settings.place(), this))->show(); });
    connect(welcome, &Welcome::connectWanted, this, [this] {
        showView(View::Sources);
        m_sources->showSetup();
    });
    connect(welcome, &Welcome::runWanted, this, [this] { showView(View::Runbook); });
    connect(welcome, &Welcome::incidentWanted, this, [this] { showView(View::Incident); });
    commanding << m_armAction << m_unshelveAction << m_releaseAction;
    commanding.removeAll(static_cast<QAction*>(nullptr));
    new PaletteHost({.window = *this,
                     .menus = *bar,
                     .session = m_session,
                     .theme = m_theme,
                     .settings = m_settings,
                     .fleet = m_fleetFollower,
                     .incidents = m_incidents,
                     .books = m_books,
                     .runbook = *m_runbook,
                     .pages = pages,
                     .commanding = commanding,
                     .keys = keys,
                     .guide = [guide] { return guide->entries(); }},
                    *view);
}

// How a new alarm makes itself known outside the window.
void MainWindow::addAlarmWays(QMenu& menu)
{
    const auto add = [this, &menu](const QString& text, const QString& key,
                                   bool (Settings::*isOn)() const, void (Settings::*set)(bool)) {
        QAction* action = menu.addAction(text);
        keepChecked(action, m_settings, key, [this, isOn] { return (m_settings.*isOn)(); });
        connect(action, &QAction::toggled, this, [this, set](bool on) { (m_settings.*set)(on); });
    };
    add(tr("&Desktop Notification of a New Alarm"), u"alarm/shown"_s, &Settings::isAlarmShown,
        &Settings::setAlarmShown);
    add(tr("&Sound on a New Alarm"), u"alarm/heard"_s, &Settings::isAlarmHeard,
        &Settings::setAlarmHeard);
    offerQuiet(*menu.addMenu(tr("&Quiet")), m_settings, m_calls, *m_linkStatus, *this);
}

void MainWindow::changeReceiving()
{
    ReceivingDialog(m_session, m_settings, this).exec();
    updateLink();
}

// A window that cannot receive opens all the same: there may be an incident in what it has.
void MainWindow::updateNotice()
{
    const QString notice = m_session.receivingNotice();
    if (notice == m_saidNotice) // what was dismissed stays so until something else is wrong
        return;
    m_saidNotice = notice;
    if (notice.isEmpty())
        return m_notice->clear();
    m_notice->say(common::MessageBar::Kind::Error,
                  notice + u' ' + tr("File > Receiving… sets another address or tries again."),
                  tr("Receiving…"));
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        m_isEscapeForPopup = m_isEscapeForPopup || QApplication::activePopupWidget() != nullptr;
    // One press is offered to several widgets, also after the menu is gone.
    if (event->type() == QEvent::KeyRelease
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        m_isEscapeForPopup = false;
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    // Only what no focused widget wanted: Space presses a button that has the focus.
    if (common::keymap().matches(KeyCommand::PlayTime, *event))
        m_session.conductor().togglePlay();
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::chooseRecording()
{
    const QString folder =
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/recordings"_s;
    const QString path = common::askForFileToOpen(
        this, tr("Open Recording"), QFileInfo::exists(folder) ? folder : QString(),
        {tr("Recordings (*.plumb)"), tr("All Files (*)")});
    if (path.isEmpty())
        return;
    // The window of its own would have nobody to tell but its terminal.
    if (const auto reader = store::Reader::open(path.toStdString()); !reader) {
        QMessageBox box(QMessageBox::Warning, tr("Open Recording"),
                        QString::fromStdString(telemetry::visibleText(reader.error().message)),
                        QMessageBox::Ok, this);
        box.setTextFormat(Qt::PlainText);
        box.exec();
        return;
    }
    // A window of its own: what is live here goes on.
    QProcess::startDetached(QCoreApplication::applicationFilePath(), {path});
}
