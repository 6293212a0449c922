// SPDX-License-Identifier: GPL-3.0-or-later

// The key of the guide in the whole window: what it tells of what has the focus.

#include "app/aboutdialog.h"
#include "app/guidehost.h"
#include "app/helpdialog.h"
#include "app/mainwindow.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/help/guideview.h"
#include "widgets/palette/commandpalette.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/timeline/overview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>

#include <algorithm>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;
using help::Guide;
using help::Place;

class TestWindowGuide : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void everyPlaceIsThere();
    void eachPageOpensItsOwn();
    void panesAndBarsOpenTheirs();
    void theNearestCounts();
    void aDialogHasTheKeyToo();
    void keysAndSignsKeepTheirs();
    void aboutTellsWhatABugReportNeeds();
    void thePaletteFindsPages();

private:
    QWidget* focusOn(QWidget* widget);
    void pressKey();
    void pressOn(QWidget* widget);
    help::GuideView* view() const { return m_window->findChild<help::GuideView*>(); }

    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<pagetest::Recording> m_recording;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestWindowGuide::init()
{
    m_settings = Settings::inMemory();
    m_recording = std::make_unique<pagetest::Recording>();
    auto session = Session::openRecording(m_recording->path());
    QVERIFY(session);
    m_session = std::move(*session);
    m_window = std::make_unique<MainWindow>(*m_session, m_theme, *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestWindowGuide::cleanup()
{
    m_window.reset();
    m_session.reset();
}

// The first of it that takes the focus.
QWidget* TestWindowGuide::focusOn(QWidget* widget)
{
    QList<QWidget*> candidates = widget->findChildren<QWidget*>();
    candidates.prepend(widget);
    const auto found = std::ranges::find_if(candidates, [](const QWidget* each) {
        return each->isVisible() && each->isEnabled() && (each->focusPolicy() & Qt::TabFocus) != 0;
    });
    if (found == candidates.end())
        return nullptr;
    (*found)->setFocus();
    return *found;
}

void TestWindowGuide::pressKey()
{
    QVERIFY(QApplication::focusWidget() != nullptr);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F1);
}

void TestWindowGuide::pressOn(QWidget* widget)
{
    QVERIFY(widget != nullptr);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY2(focusOn(widget) != nullptr, widget->metaObject()->className());
    pressKey();
    QVERIFY(view() != nullptr && view()->isVisible());
}

void TestWindowGuide::everyPlaceIsThere()
{
    const Guide& guide = Guide::shipped();
    QVERIFY(guidePlaces().size() > 30);
    for (const Place& place : guidePlaces())
        QVERIFY2(guide.section(place) != nullptr, qPrintable(place.page + u'#' + place.anchor));
    // Nothing in the window leads nowhere.
    const auto widgets = m_window->findChildren<QWidget*>();
    for (const QWidget* widget : widgets)
        QVERIFY(guide.section(guidePlaceOf(widget)) != nullptr);
}

void TestWindowGuide::eachPageOpensItsOwn()
{
    const std::pair<MainWindow::View, QString> pages[] = {
        {MainWindow::View::Health, u"docs/guide/health.md"_s},
        {MainWindow::View::Suspects, u"docs/guide/suspects.md"_s},
        {MainWindow::View::Trace, u"docs/guide/trace.md"_s},
        {MainWindow::View::Explore, u"docs/guide/explore.md"_s},
        {MainWindow::View::Incident, u"docs/guide/incident.md"_s},
        {MainWindow::View::Sources, u"docs/guide/sources.md"_s},
        {MainWindow::View::Spread, u"docs/guide/spread.md"_s},
    };
    auto* tabs = m_window->findChild<QTabWidget*>(u"pages"_s);
    for (const auto& [page, path] : pages) {
        m_window->showView(page);
        // Of the page, whatever of it has the focus, and of its tab.
        QCOMPARE(guidePlaceOf(tabs->currentWidget()), Place{path});
        pressOn(tabs->tabBar());
        QCOMPARE(view()->place(), Place{path});
        view()->window()->close();
        QVERIFY(!view()->isVisible());
    }
}

void TestWindowGuide::panesAndBarsOpenTheirs()
{
    pressOn(m_window->findChild<timeline::Overview*>());
    QCOMPARE(view()->place(), (Place{u"docs/guide/window.md"_s, u"going-back-in-time"_s}));
    // It stays open, and is the same one.
    const help::GuideView* first = view();
    pressOn(m_window->findChild<QDockWidget*>(u"fleet"_s));
    QVERIFY(view() == first);
    QCOMPARE(view()->place(), (Place{u"docs/guide/health.md"_s, u"the-fleet"_s}));
    QCOMPARE(guidePlaceOf(m_window->findChild<runbookview::RunbookDock*>()),
             Place{u"docs/guide/commanding.md"_s});
}

void TestWindowGuide::theNearestCounts()
{
    QWidget outer;
    outer.setProperty(kGuidePlace, u"docs/guide/health.md#the-signs"_s);
    QWidget middle(&outer);
    QWidget inner(&middle);
    QCOMPARE(guidePlaceOf(&inner), (Place{u"docs/guide/health.md"_s, u"the-signs"_s}));
    middle.setProperty(kGuidePlace, u"docs/guide/trace.md"_s);
    QCOMPARE(guidePlaceOf(&inner), Place{u"docs/guide/trace.md"_s});
    QCOMPARE(guidePlaceOf(nullptr), Place{QString::fromLatin1(Guide::kContents)});
}

void TestWindowGuide::aDialogHasTheKeyToo()
{
    auto* dialog = new HelpDialog(m_theme, m_window.get());
    dialog->show();
    dialog->activateWindow();
    QTRY_VERIFY(QApplication::activeWindow() == dialog);
    auto* search = dialog->findChild<QLineEdit*>();
    search->setFocus();
    QTest::keyClick(search, Qt::Key_F1);
    QVERIFY(view() != nullptr && view()->isVisible());
    QCOMPARE(view()->place(), (Place{u"docs/guide/settings.md"_s, u"keys"_s}));
}

void TestWindowGuide::keysAndSignsKeepTheirs()
{
    focusOn(m_window->findChild<QTabWidget*>(u"pages"_s)->tabBar());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F1, Qt::ShiftModifier);
    QVERIFY(m_window->findChild<HelpDialog*>() != nullptr);
    QVERIFY(view() == nullptr);
}

void TestWindowGuide::aboutTellsWhatABugReportNeeds()
{
    const QString before = QCoreApplication::applicationVersion();
    QCoreApplication::setApplicationVersion(u"1.2.3"_s);
    const auto menu = m_window->findChildren<QAction*>();
    const auto about = std::ranges::find_if(menu, [](const QAction* action) {
        return QString(action->text()).remove(u'&') == u"About Plumbline"_s;
    });
    QVERIFY(about != menu.end());
    (*about)->trigger();
    auto* dialog = m_window->findChild<AboutDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QString shown;
    for (const auto* label : dialog->findChildren<QLabel*>())
        shown += label->text() + u'\n';
    QVERIFY2(shown.contains(u"Plumbline 1.2.3"_s) && shown.contains(u"/recordings"_s)
                 && shown.contains(u"crashes"_s),
             qPrintable(shown));
    const QString licences = dialog->findChild<QPlainTextEdit*>()->toPlainText();
    QVERIFY(licences.contains(u"General Public License"_s));
    QVERIFY(licences.contains(u"SQLite: public domain"_s));
    QGuiApplication::clipboard()->clear();
    const auto buttons = dialog->findChildren<QPushButton*>();
    const auto copy = std::ranges::find_if(buttons, [](const QPushButton* each) {
        return QString(each->text()).remove(u'&') == u"Copy for a Bug Report"_s;
    });
    QVERIFY(copy != buttons.end());
    (*copy)->click();
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.startsWith(u"Plumbline 1.2.3\nQt "_s), qPrintable(copied));
    static const QRegularExpression path(u"(^|\\s)/"_s);
    QVERIFY2(!copied.contains(QDir::homePath()) && !copied.contains(path), qPrintable(copied));
    QCoreApplication::setApplicationVersion(before);
}

void TestWindowGuide::thePaletteFindsPages()
{
    focusOn(m_window->findChild<QTabWidget*>(u"pages"_s)->tabBar());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_K, Qt::ControlModifier);
    auto* finder = m_window->findChild<palette::CommandPalette*>();
    QTRY_VERIFY(finder->isVisible());
    auto* line = finder->findChild<QLineEdit*>();
    QTest::keyClicks(line, u"guide ladder"_s);
    QVERIFY(finder->model().rowCount() > 0);
    QCOMPARE(finder->model().row(0).entry.title, u"Guide: The ladder"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(view() != nullptr && view()->isVisible());
    QCOMPARE(view()->place(), (Place{u"docs/guide/commanding.md"_s, u"the-ladder"_s}));
}

QTEST_MAIN(TestWindowGuide)
#include "tst_windowguide.moc"
