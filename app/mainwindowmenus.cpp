// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bundleopener.h"
#include "app/helpdialog.h"
#include "app/mainwindow.h"
#include "app/receivingdialog.h"
#include "app/screenkeeper.h"
#include "app/traceexporter.h"
#include "models/store/reader.h"
#include "models/telemetry/visibletext.h"
#include "widgets/common/filedialog.h"
#include "widgets/common/messagebar.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/incident/timelinepage.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/timeline/overview.h"
#include "widgets/trace/tracepage.h"
#include "widgets/triage/suspectspage.h"

#include <QActionGroup>
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

// In the order of the pages; 7 is the runbook.
constexpr std::array kPageKeys{Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4,
                               Qt::Key_5, Qt::Key_6, Qt::Key_8};

QAction* menuAction(QMenu* menu, const QString& text, const QKeySequence& shortcut)
{
    QAction* action = menu->addAction(text);
    action->setShortcut(shortcut);
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
    connect(menuAction(file, tr("&Open Recording…"), QKeySequence::Open), &QAction::triggered, this,
            &MainWindow::chooseRecording);
    auto* bundles = new BundleOpener(*m_exporter->bar(), desktopBundleWays(this), this);
    connect(file->addAction(tr("Open &Bundle…")), &QAction::triggered, bundles,
            &BundleOpener::open);
    if (m_session.isReceiving())
        connect(file->addAction(tr("&Receiving…")), &QAction::triggered, this,
                &MainWindow::changeReceiving);
    connect(menuAction(file, tr("&Export Trace…"), Qt::CTRL | Qt::Key_E), &QAction::triggered, this,
            &MainWindow::exportTrace);
    file->addSeparator();
    connect(menuAction(file, tr("&Quit"), QKeySequence::Quit), &QAction::triggered, this,
            &QWidget::close);

    QMenu* view = bar->addMenu(tr("&View"));
    view->setObjectName(u"viewMenu"_s); // panes that come later are added to it
    QList<QAction*> pages;
    const auto addRunbook = [this, view, &pages] {
        pages << menuAction(view, tr("Runbook"), Qt::Key_7);
        connect(pages.back(), &QAction::triggered, this, [this] { showView(View::Runbook); });
    };
    for (int i = 0; i < m_pages->count(); ++i) {
        if (kPageKeys.at(static_cast<std::size_t>(i)) == Qt::Key_8)
            addRunbook(); // in the order of the keys
        QAction* action =
            menuAction(view, m_pages->tabText(i), kPageKeys.at(static_cast<std::size_t>(i)));
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
    view->addSeparator();
    QAction* all = view->addAction(tr("Show &All Times"));
    all->setCheckable(true);
    all->setToolTip(tr("Lets the time bar reach over what a broken clock dates far outside"));
    connect(all, &QAction::toggled, this, [this](bool on) { m_overviewFollower.setShowsAll(on); });
    connect(menuAction(view, tr("&Fit the Time Bar"), {}), &QAction::triggered,
            findChild<timeline::Overview*>(), &timeline::Overview::fit);
    view->addSeparator();
    connect(menuAction(view, tr("&Copy Link to What Is Shown"), Qt::CTRL | Qt::Key_L),
            &QAction::triggered, this, &MainWindow::copyLink);
    connect(menuAction(view, tr("&Open Copied Link"), Qt::CTRL | Qt::SHIFT | Qt::Key_L),
            &QAction::triggered, this, &MainWindow::openCopiedLink);
    view->addSeparator();
    auto* themes = new QActionGroup(this);
    QMenu* themeMenu = view->addMenu(tr("&Theme"));
    for (const auto choice : {Settings::ThemeChoice::System, Settings::ThemeChoice::Light,
                              Settings::ThemeChoice::Dark}) {
        const QString name = choice == Settings::ThemeChoice::System ? tr("&System")
            : choice == Settings::ThemeChoice::Light                 ? tr("&Light")
                                                                     : tr("&Dark");
        QAction* action = themeMenu->addAction(name);
        action->setCheckable(true);
        action->setChecked(m_settings.theme() == choice);
        themes->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice] { setTheme(choice); });
    }
    addTransport(*bar->addMenu(tr("&Time")));

    QMenu* incident = bar->addMenu(tr("&Incident"));
    if (notePort() != nullptr) {
        QAction* note = menuAction(incident, tr("Add &Note"), QKeySequence(Qt::Key_N));
        note->setShortcuts({Qt::Key_N, Qt::CTRL | Qt::Key_N}); // on Suspects N is a verdict
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
    agreement->setCheckable(true);
    agreement->setChecked(m_settings.peopleToConfirm() > 1);
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
        views->setCheckable(true);
        views->setChecked(m_settings.keepsViews());
        connect(views, &QAction::toggled, this, [this](bool on) {
            m_settings.setKeepsViews(on);
            m_screens->setKeepsViews(on);
        });
    }
    if (m_ports.room)
        connect(incident->addAction(tr("Shared Roo&m…")), &QAction::triggered, this,
                &MainWindow::showRoom);
    if (m_session.levers() != nullptr) {
        QAction* readOnly = incident->addAction(tr("&Read-Only: Move No Lever"));
        readOnly->setCheckable(true);
        readOnly->setChecked(m_settings.isReadOnly());
        connect(readOnly, &QAction::toggled, this, [this](bool on) {
            m_settings.setReadOnly(on);
            if (m_ports.levers) // one that was started read-only has none until it is started anew
                m_ports.levers->setReadOnly(on);
        });
    }
    if (m_ports.levers)
        m_armAction = menuAction(incident, tr("&Arm the Lever"), QKeySequence(Qt::ALT | Qt::Key_A));
    if (m_armAction != nullptr)
        connect(m_armAction, &QAction::triggered, m_runbook, &runbookview::RunbookDock::arm);

    QMenu* help = bar->addMenu(tr("&Help"));
    connect(menuAction(help, tr("&Keys and Signs"), QKeySequence::HelpContents),
            &QAction::triggered, this,
            [this, pages] { (new HelpDialog(pages, m_theme, this))->show(); });
}

// How a new alarm makes itself known outside the window.
void MainWindow::addAlarmWays(QMenu& menu)
{
    const auto add = [this, &menu](const QString& text, bool isOn, void (Settings::*set)(bool)) {
        QAction* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(isOn);
        connect(action, &QAction::toggled, this, [this, set](bool on) { (m_settings.*set)(on); });
    };
    add(tr("&Desktop Notification of a New Alarm"), m_settings.isAlarmShown(),
        &Settings::setAlarmShown);
    add(tr("&Sound on a New Alarm"), m_settings.isAlarmHeard(), &Settings::setAlarmHeard);
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
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier)
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

void MainWindow::setTheme(Settings::ThemeChoice choice)
{
    m_settings.setTheme(choice);
    m_theme.load(m_settings.themeName());
    m_theme.apply(*qApp);
}
