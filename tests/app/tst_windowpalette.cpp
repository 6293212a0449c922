// SPDX-License-Identifier: GPL-3.0-or-later

// The palette over the whole window: what it finds there, and where that leads.

#include "app/mainwindow.h"
#include "app/paletteentries.h"
#include "models/store/reader.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/incident/timelinepage.h"
#include "widgets/palette/commandpalette.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/runbookstart.h"
#include "widgets/trace/tracepage.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using palette::CommandPalette;
using palette::Entry;

namespace {

// The row of this title; -1: there is none.
int rowOf(const CommandPalette& palette, const QString& title)
{
    for (int row = 0; row < palette.model().rowCount(); ++row) {
        if (palette.model().row(row).entry.title.contains(title))
            return row;
    }
    return -1;
}

const Entry* entryOf(const std::vector<Entry>& entries, const QString& title)
{
    const auto found = std::ranges::find(entries, title, &Entry::title);
    return found == entries.end() ? nullptr : &*found;
}

} // namespace

class TestWindowPalette : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_settings = Settings::inMemory(); }

    void anActionIsFoundAndDone();
    void aServiceIsGoneTo();
    void aTraceIsFoundByItsId();
    void aSentenceIsFoundInTheRecording();
    void aNoteIsFoundInTheTimeline();
    void theButtonOpensItToo();
    void aRunbookIsShownAndNotStarted();
    void aRecordingOffersNoLevers();
    void thePastOffersNoCommands();
    void menusAreReadAsTheyAre();

private:
    void openPalette(MainWindow& window);
    void type(const QString& text);

    QTemporaryDir m_folder;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<Settings> m_settings;
    CommandPalette* m_palette = nullptr;
    QLineEdit* m_line = nullptr;
};

void TestWindowPalette::openPalette(MainWindow& window)
{
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.activateWindow();
    m_palette = window.findChild<CommandPalette*>();
    QVERIFY(m_palette != nullptr);
    m_line = m_palette->findChild<QLineEdit*>();
    QVERIFY(!m_palette->isVisible());
    QTRY_VERIFY(QApplication::focusWidget() != nullptr);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(m_palette->isVisible() && m_line->hasFocus());
}

void TestWindowPalette::type(const QString& text)
{
    m_line->clear();
    QTest::keyClicks(m_line, text);
}

void TestWindowPalette::anActionIsFoundAndDone()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.showView(MainWindow::View::Health);
    openPalette(window);
    // An action of a menu below a menu, with its path.
    type(u"> theme light"_s);
    const int light = rowOf(*m_palette, u"Light"_s);
    QCOMPARE(light, 0);
    QVERIFY(m_palette->model().row(light).entry.detail.startsWith(u"View › Theme"_s));
    // A page, with its key.
    type(u"sources"_s);
    QCOMPARE(m_palette->model().row(0).entry.title, u"Sources"_s);
    QCOMPARE(m_palette->model().row(0).entry.shortcut, u"6"_s);
    QTest::keyClick(m_line, Qt::Key_Return);
    QVERIFY(!m_palette->isVisible());
    QTRY_COMPARE(window.viewState().page, std::string("sources"));
    QCOMPARE(m_settings->paletteRecent(), QStringList{u"action:View/Sources"_s});
    // Which leads the next time; the palette does not offer itself.
    window.showView(MainWindow::View::Health);
    openPalette(window);
    QCOMPARE(m_palette->model().row(0).entry.title, u"Sources"_s);
    QCOMPARE(rowOf(*m_palette, u"Find Anything"_s), -1);
    QTest::keyClick(m_line, Qt::Key_Escape);
    QVERIFY(!m_palette->isVisible());
    QCOMPARE(window.viewState().page, std::string("health"));
}

void TestWindowPalette::aServiceIsGoneTo()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.showView(MainWindow::View::Trace);
    openPalette(window);
    const auto reopened = [&] { // services are read beside the window
        QTest::keyClick(m_line, Qt::Key_Escape);
        openPalette(window);
        type(u"@supp"_s);
        return rowOf(*m_palette, u"support-bot"_s) == 0;
    };
    QTRY_VERIFY(reopened());
    QTRY_VERIFY(!window.viewState().recording.empty());
    QTest::keyClick(m_line, Qt::Key_Return, Qt::ControlModifier);
    const auto link = items::viewStateFromLink(QGuiApplication::clipboard()->text().toStdString());
    QVERIFY(link && link->state.service == "support-bot" && link->state.page == "health");
    QTest::keyClick(m_line, Qt::Key_Return);
    QVERIFY(!m_palette->isVisible());
    QCOMPARE(window.viewState().page, std::string("health"));
    QCOMPARE(window.findChild<dashboard::HealthPage*>()->service(), u"support-bot"_s);
}

void TestWindowPalette::aTraceIsFoundByItsId()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    QTRY_VERIFY((*session)->conductor().bounds().end >= pagetest::at(5));
    (*session)->conductor().seek((*session)->conductor().bounds().end);
    openPalette(window);
    const QString id = QString::fromStdString(telemetry::toHex(pagetest::spanKey(1, 1).trace));
    type(u"#"_s + id);
    QTRY_COMPARE(m_palette->model().rowCount(), 1);
    QVERIFY(m_palette->model().row(0).entry.title.startsWith(id));
    QCOMPARE(m_palette->model().row(0).entry.kind, u"Trace"_s);
    QTRY_VERIFY(m_palette->standing().contains(u"1 found"_s));
    QTest::keyClick(m_line, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"plumbline://trace/"_s + id);
    QTest::keyClick(m_line, Qt::Key_Return);
    QCOMPARE(window.viewState().page, std::string("trace"));
    const auto* page = window.findChild<traceview::TracePage*>();
    QTRY_VERIFY(page->link());
    const auto shown = page->link();
    QVERIFY(shown->step.trace == pagetest::spanKey(1, 1).trace);
}

void TestWindowPalette::aSentenceIsFoundInTheRecording()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    QTRY_VERIFY((*session)->conductor().bounds().end >= pagetest::at(5));
    (*session)->conductor().seek((*session)->conductor().bounds().end);
    openPalette(window);
    type(u"retry_forever"_s);
    QTRY_COMPARE(rowOf(*m_palette, u"client.retry_forever"_s), 0);
    QCOMPARE(m_palette->model().row(0).entry.kind, u"Answer"_s);
    QVERIFY(!m_palette->model().row(0).titlePlaces.empty());
    type(u"fetch all invoices"_s);
    QTRY_COMPARE(rowOf(*m_palette, u"How do I fetch all invoices"_s), 0);
    QCOMPARE(m_palette->model().row(0).entry.kind, u"Question"_s);
    QTest::keyClick(m_line, Qt::Key_Return);
    QCOMPARE(window.viewState().page, std::string("trace"));
    const auto* page = window.findChild<traceview::TracePage*>();
    QTRY_VERIFY(page->link());
    const auto shown = page->link();
    QVERIFY(shown->step.trace == pagetest::spanKey(1, 3).trace);
    openPalette(window);
    type(u"no such sentence anywhere"_s);
    QTRY_VERIFY(m_palette->standing().contains(u"Nothing found in the recording"_s));
}

void TestWindowPalette::aNoteIsFoundInTheTimeline()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    QTRY_VERIFY((*session)->conductor().bounds().end >= pagetest::at(14));
    (*session)->conductor().seek((*session)->conductor().bounds().end);
    openPalette(window);
    type(u"asking the model team"_s);
    QTRY_COMPARE(rowOf(*m_palette, u"Looks like the 11-a rollout"_s), 0);
    QTest::keyClick(m_line, Qt::Key_Return);
    QCOMPARE(window.viewState().page, std::string("incident"));
    const auto notes = (*store::Reader::open(recording.path()))->timeline({}, {"note"});
    QVERIFY(notes && notes->size() == 1);
    QTRY_COMPARE(window.findChild<incident::TimelinePage*>()->shownEntry(),
                 notes->front().sequence);
}

void TestWindowPalette::theButtonOpensItToo()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    openPalette(window);
    QTest::keyClick(m_line, Qt::Key_Escape);
    QWidget* focused = QApplication::focusWidget();
    auto* button = window.findChild<QToolButton*>(u"findAnything"_s);
    QVERIFY(button != nullptr && button->isVisible());
    QVERIFY(!button->accessibleName().isEmpty());
    QVERIFY(button->text().contains(u"K"_s));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(m_palette->isVisible() && m_line->hasFocus());
    QTest::keyClick(m_line, Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget(), focused);
}

void TestWindowPalette::aRunbookIsShownAndNotStarted()
{
    DemoSettings drill;
    drill.recording = m_folder.filePath(u"drill.plumb"_s).toStdString();
    auto session = Session::startDemo(drill);
    QVERIFY2(session, session ? "" : session.error().message.c_str());
    MainWindow window(**session, m_theme, *m_settings);
    auto* dock = window.findChild<runbookview::RunbookDock*>();
    openPalette(window);
    QVERIFY(rowOf(*m_palette, u"Arm the Lever"_s) >= 0); // live: it is offered
    const auto& entries = m_palette->model();
    type(u"fabricated"_s);
    int row = -1;
    for (int i = 0; i < entries.rowCount() && row < 0; ++i)
        row = entries.row(i).entry.kind == u"Runbook"_s ? i : -1;
    QVERIFY(row >= 0);
    const QString title = entries.row(row).entry.title;
    for (int i = 0; i < row; ++i)
        QTest::keyClick(m_line, Qt::Key_Down);
    QTest::keyClick(m_line, Qt::Key_Return);
    QVERIFY(dock->isVisible());
    QCOMPARE(dock->model().rowCount(), 0); // no run has begun
    const auto combos = dock->form()->findChildren<QComboBox*>();
    QVERIFY(std::ranges::any_of(combos, [&title](const QComboBox* choice) {
        return choice->currentText().contains(title);
    }));
    // Looking at the past, nothing that commands is offered, and an open palette goes.
    openPalette(window);
    (*session)->conductor().fix();
    QVERIFY(!m_palette->isVisible());
    openPalette(window);
    for (const QString& word : {u"arm the lever"_s, u"read-only"_s, u"fire what is armed"_s}) {
        type(word);
        QVERIFY2(rowOf(*m_palette, u"Arm the"_s) < 0 && rowOf(*m_palette, u"Read-Only"_s) < 0
                     && rowOf(*m_palette, u"fire what"_s) < 0,
                 qPrintable(word));
    }
}

void TestWindowPalette::aRecordingOffersNoLevers()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    openPalette(window);
    for (int row = 0; row < m_palette->model().rowCount(); ++row) {
        const Entry& entry = m_palette->model().row(row).entry;
        for (const QString& word :
             {u"Arm the"_s, u"Read-Only"_s, u"Unshelve"_s, u"Call Again"_s, u"is armed"_s})
            QVERIFY2(!entry.title.contains(word), qPrintable(entry.title));
    }
    // A runbook is there, to be read.
    type(u"fabricated"_s);
    const int row = rowOf(*m_palette, u"functions that do not exist"_s);
    QVERIFY(row >= 0);
    QVERIFY(m_palette->model().row(row).entry.detail.endsWith(u"to read"_s));
}

// Of menus that have a lever: as long as the past is looked at it is not there.
void TestWindowPalette::thePastOffersNoCommands()
{
    QMenuBar bar;
    QMenu* menu = bar.addMenu(u"&Incident"_s);
    QAction* arm = menu->addAction(u"&Arm the Lever"_s);
    QAction* open = menu->addAction(u"&Open Incident…"_s);
    open->setEnabled(false);
    paletteentries::MenuWays ways{.pages = {}, .commanding = {arm}, .leftOut = {}};
    QVERIFY(entryOf(paletteentries::menuEntries(bar, ways).actions, u"Arm the Lever"_s));
    ways.isPresent = false;
    const auto past = paletteentries::menuEntries(bar, ways).actions;
    QVERIFY(entryOf(past, u"Arm the Lever"_s) == nullptr);
    const Entry* disabled = entryOf(past, u"Open Incident…"_s);
    QVERIFY(disabled != nullptr && !disabled->isEnabled);
    QVERIFY(disabled->reason.contains(u"present"_s));
}

void TestWindowPalette::menusAreReadAsTheyAre()
{
    QMenuBar bar;
    QMenu* time = bar.addMenu(u"&Time"_s);
    int played = 0;
    connect(time->addAction(u"&Play && Pause\tSpace"_s), &QAction::triggered, this,
            [&played] { ++played; });
    time->addSeparator();
    time->addAction(u"Hidden"_s)->setVisible(false);
    QAction* known = time->addAction(u"As &Known Now"_s);
    known->setCheckable(true);
    known->setChecked(true);
    QAction* page = time->addMenu(u"More"_s)->addAction(u"<b>Page</b>"_s);
    page->setShortcut(Qt::Key_4);
    const auto entries =
        paletteentries::menuEntries(bar, {.pages = {page}, .commanding = {}, .leftOut = {}});
    QCOMPARE(entries.actions.size(), std::size_t{2});
    const Entry* play = entryOf(entries.actions, u"Play & Pause"_s);
    QVERIFY(play != nullptr);
    QCOMPARE(play->shortcut, u"Space"_s);
    QCOMPARE(play->detail, u"Time"_s);
    play->choose();
    QCOMPARE(played, 1);
    QVERIFY(entryOf(entries.actions, u"As Known Now"_s)->detail.contains(u"on"_s));
    QCOMPARE(entries.pages.size(), std::size_t{1});
    QCOMPARE(entries.pages.front().title, u"<b>Page</b>"_s); // as it is written
    QCOMPARE(entries.pages.front().detail, u"Time › More"_s);
    QCOMPARE(entries.pages.front().shortcut, u"4"_s);
    // A key that an action has is not told twice.
    const auto keys = paletteentries::keyEntries({{u"Space"_s, u"Play"_s}, {u"J  K"_s, u"Next"_s}},
                                                 entries.actions, [&played] { ++played; });
    QCOMPARE(keys.size(), std::size_t{1});
    QCOMPARE(keys.front().title, u"Next"_s);
    keys.front().choose();
    QCOMPARE(played, 2);
}

QTEST_MAIN(TestWindowPalette)
#include "tst_windowpalette.moc"
