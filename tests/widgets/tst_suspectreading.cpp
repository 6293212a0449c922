// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/suspectsfixture.h"
#include "widgets/trace/evaluationlist.h"
#include "widgets/triage/sharedpanel.h"
#include "widgets/triage/suspectpane.h"
#include "widgets/triage/suspectside.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QWindow>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace pagetest;

// What the page does while one suspect is read and judged.
class TestSuspectReading : public SuspectsTest
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void whatIsReadStaysWhereverItIsRead_data();
    void whatIsReadStaysWhereverItIsRead();
    void aVerdictIsOnWhatWasShownWhenItsButtonWentDown();
    void verdictsGoToTheTimeline();
    void noVerdictIsGivenByAccident();
    void aVerdictIsMarkedInTheListAndTakenBack();
    void theNewestVerdictIsSaid();
    void verdictKeysWinOverTheWindowsShortcuts_data();
    void verdictKeysWinOverTheWindowsShortcuts();
    void whereNothingIsListedTheWindowsShortcutsWork();
    void withoutAPortNothingCanBeJudged();
    void whatTheyShareIsAKeyAway();
    void aVerdictKeyShowsTheAnswerFirst();

private:
    QWidget* part(const QString& name) const; // in sight
};

QWidget* TestSuspectReading::part(const QString& name) const
{
    if (name == u"list"_s)
        return list();
    if (name == u"output"_s)
        return output();
    if (name == u"verdict"_s)
        return buttonLike(u"Wrong"_s);
    auto* evaluations = m_page->findChild<traceview::EvaluationList*>();
    m_page->findChild<triage::SuspectPane*>()->findChild<QTabWidget*>()->setCurrentWidget(
        evaluations);
    return evaluations;
}

void TestSuspectReading::whatIsReadStaysWhereverItIsRead_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<bool>("isPointer");
    QTest::newRow("focus in the list") << u"list"_s << false;
    QTest::newRow("focus in the output") << u"output"_s << false;
    QTest::newRow("focus in the evaluations") << u"evaluations"_s << false;
    QTest::newRow("focus on a verdict") << u"verdict"_s << false;
    QTest::newRow("pointer over the output") << u"output"_s << true;
    QTest::newRow("pointer over a verdict") << u"verdict"_s << true;
}

// The row that is read is no longer one of the visible range: somebody may be about to judge it.
void TestSuspectReading::whatIsReadStaysWhereverItIsRead()
{
    QFETCH(QString, where);
    QFETCH(bool, isPointer);
    QWidget* widget = part(where);
    m_page->findChild<QLineEdit*>()->setFocus();
    if (isPointer)
        QTest::mouseMove(m_page->windowHandle(),
                         widget->mapTo(m_page.get(), widget->rect().center()));
    else
        widget->setFocus();
    QTRY_VERIFY(isPointer ? widget->underMouse() : widget->hasFocus());
    const QString read = output()->toPlainText();
    m_recording->addSuspect(200, "A worse one.", 0.99);
    m_conductor->setSpan(53s); // what happened before that is out of sight
    m_clock->time = at(61);
    QTRY_VERIFY(buttonLike(u"Update the List: 1 new, "_s) != nullptr);
    waitForReading();
    QCOMPARE(output()->toPlainText(), read);
    buttonLike(u"Wrong"_s)->click();
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QCOMPARE(m_port->entries[0].subject,
             telemetry::toHex(spanKey(1, 3).trace) + '/' + telemetry::toHex(spanKey(1, 3).span));
}

void TestSuspectReading::aVerdictIsOnWhatWasShownWhenItsButtonWentDown()
{
    QPushButton* wrong = buttonLike(u"Wrong"_s);
    QTest::mousePress(wrong, Qt::LeftButton);
    list()->setCurrentIndex(list()->model()->index(3, 0));
    QTest::mouseRelease(wrong, Qt::LeftButton);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    const std::string first =
        telemetry::toHex(spanKey(1, 3).trace) + '/' + telemetry::toHex(spanKey(1, 3).span);
    QCOMPARE(m_port->entries[0].subject, first);
    QTest::mouseClick(wrong, Qt::LeftButton);
    QVERIFY(m_port->entries[1].subject != first);
}

void TestSuspectReading::verdictsGoToTheTimeline()
{
    QTest::keyClick(list(), Qt::Key_Y);
    QVERIFY(m_port->entries.empty()); // asked for first
    QVERIFY(says(u"Y again records the verdict “wrong”"_s));
    QTest::keyClick(list(), Qt::Key_Y);
    QVERIFY(!says(u"again records"_s));
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QCOMPARE(m_port->entries[0].kind, std::string("verdict"));
    QVERIFY(m_port->entries[0].payload.find("\"verdict\":\"wrong\"") != std::string::npos);
    QTest::keyClick(list(), Qt::Key_N);
    QTest::keyClick(list(), Qt::Key_U); // another one: asked anew
    QTest::keyClick(list(), Qt::Key_U);
    QCOMPARE(m_port->entries.size(), std::size_t{2});
    QVERIFY(m_port->entries[1].payload.find("\"verdict\":\"unsure\"") != std::string::npos);
}

// Whoever meant a note, leaves with Esc, goes on to another answer or holds the key records
// nothing.
void TestSuspectReading::noVerdictIsGivenByAccident()
{
    QTest::keyClick(list(), Qt::Key_N);
    QTest::keyClick(list(), Qt::Key_Escape);
    QVERIFY(!says(u"again records"_s));
    QTest::keyClick(list(), Qt::Key_N);
    QTest::keyClick(list(), Qt::Key_J);
    QTest::keyClick(list(), Qt::Key_N);
    m_page->hide();
    m_page->show();
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_N);
    for (int i = 0; i < 3; ++i) {
        QKeyEvent held(QEvent::KeyPress, Qt::Key_N, Qt::NoModifier, u"n"_s, true);
        QApplication::sendEvent(list(), &held);
    }
    QVERIFY(m_port->entries.empty());
    QTest::keyClick(list(), Qt::Key_N);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
}

void TestSuspectReading::aVerdictIsMarkedInTheListAndTakenBack()
{
    const auto give = [this](const char* what, double when) {
        telemetry::TimelineEntry entry;
        entry.kind = "verdict";
        entry.actor = "ada";
        entry.subject =
            telemetry::toHex(spanKey(1, 3).trace) + '/' + telemetry::toHex(spanKey(1, 3).span);
        entry.text = std::string("Verdict: ") + what;
        entry.payload = std::string(R"({"verdict":")") + what + R"("})";
        entry.time = at(when);
        entry.recorded = at(when);
        m_recording->append(entry);
    };
    const auto marked = [this] {
        return list()->model()->index(0, 0).data(items::SuspectModel::VerdictRole).toString();
    };
    QVERIFY(buttonLike(u"Take Back"_s) == nullptr);
    give("wrong", 60);
    m_clock->time = at(61);
    QTRY_COMPARE(marked(), u"confirmed"_s);
    QCOMPARE(list()->model()->index(1, 0).data(items::SuspectModel::VerdictRole).toString(),
             QString());
    QTRY_VERIFY(buttonLike(u"Take Back"_s) != nullptr);
    QTest::mouseClick(buttonLike(u"Take Back"_s), Qt::LeftButton);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QVERIFY(m_port->entries[0].payload.find("withdrawn") != std::string::npos);
    give("withdrawn", 62);
    m_clock->time = at(63);
    QTRY_COMPARE(marked(), QString());
    QTRY_VERIFY(buttonLike(u"Take Back"_s) == nullptr);
}

void TestSuspectReading::theNewestVerdictIsSaid()
{
    const auto give = [this](unsigned char trace, const char* what, double when) {
        telemetry::TimelineEntry entry;
        entry.kind = "verdict";
        entry.actor = "ada";
        entry.subject = telemetry::toHex(spanKey(trace, 3).trace) + '/'
            + telemetry::toHex(spanKey(trace, 3).span);
        entry.text = std::string("Verdict: ") + what;
        entry.payload = std::string(R"({"verdict":")") + what + R"("})";
        entry.time = at(when);
        entry.recorded = at(when);
        m_recording->append(entry);
    };
    give(1, "unsure", 60);
    give(1, "wrong", 61);
    give(10, "sound", 62);
    m_clock->time = at(70);
    QTRY_VERIFY(says(u"wrong, by ada"_s));
    m_conductor->seek(at(60.5));
    QTRY_VERIFY(says(u"unsure, by ada"_s));
}

void TestSuspectReading::verdictKeysWinOverTheWindowsShortcuts_data()
{
    QTest::addColumn<QString>("where");
    for (const char* where : {"list", "output", "evaluations", "verdict"})
        QTest::newRow(where) << QString::fromLatin1(where);
}

void TestSuspectReading::verdictKeysWinOverTheWindowsShortcuts()
{
    QFETCH(QString, where);
    QWidget* widget = part(where);
    QAction note; // "Add Note" of the window's menu
    note.setShortcut(Qt::Key_N);
    m_page->addAction(&note);
    const QSignalSpy noted(&note, &QAction::triggered);
    widget->setFocus();
    QTRY_VERIFY(widget->hasFocus());
    QTest::keyClick(widget, Qt::Key_N);
    QTest::keyClick(widget, Qt::Key_N);
    QCOMPARE(noted.count(), 0);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QTest::keyClick(widget, Qt::Key_J);
    QCOMPARE(list()->currentIndex().row(), 1);
}

// What is typed into the filter is no verdict, and without a suspect there is nothing to judge.
void TestSuspectReading::whereNothingIsListedTheWindowsShortcutsWork()
{
    QAction note;
    note.setShortcut(Qt::Key_N);
    m_page->addAction(&note);
    const QSignalSpy noted(&note, &QAction::triggered);
    auto* filter = m_page->findChild<QLineEdit*>();
    filter->setFocus();
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, u"nobody"_s);
    QCOMPARE(filter->text(), u"nobody"_s);
    QTRY_COMPARE(m_page->shownCount(), 0);
    m_page->focusList();
    QTRY_VERIFY(m_page->hasFocus());
    QTest::keyClick(m_page.get(), Qt::Key_N);
    QCOMPARE(noted.count(), 1);
    QVERIFY(m_port->entries.empty());
}

void TestSuspectReading::withoutAPortNothingCanBeJudged()
{
    triage::SuspectsPage page(nullptr, *m_queries, *m_conductor, *m_clock, *m_theme);
    page.show();
    for (const auto* each : page.findChildren<QPushButton*>())
        QVERIFY(each->text() != u"Wrong"_s && each->text() != u"Sound"_s);
    QTRY_VERIFY(page.shownCount() > 0);
    for (auto* each : page.findChildren<QListView*>())
        QTest::keyClick(each, Qt::Key_Y);
}

void TestSuspectReading::whatTheyShareIsAKeyAway()
{
    auto* side = m_page->findChild<triage::SuspectSide*>();
    QVERIFY(!side->isSharedShown());
    QTest::keyClick(list(), Qt::Key_W);
    QVERIFY(side->isSharedShown());
    QVERIFY(side->shared()->isVisible() && !output()->isVisible());
    QTest::keyClick(list(), Qt::Key_J); // the list still moves
    QCOMPARE(list()->currentIndex().row(), 1);
    // Along the tabs with the arrows, and onward with Tab into what they hold.
    auto* tabs = side->tabBar();
    tabs->setFocus();
    QTRY_VERIFY(tabs->hasFocus());
    QTest::keyClick(tabs, Qt::Key_Left);
    QVERIFY(!side->isSharedShown());
    QTest::keyClick(tabs, Qt::Key_Tab);
    QVERIFY(side->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(list(), Qt::Key_W);
    QTest::keyClick(list(), Qt::Key_W);
    QVERIFY(!side->isSharedShown());
}

// Nothing is judged that is out of sight: the first press shows it, the second records.
void TestSuspectReading::aVerdictKeyShowsTheAnswerFirst()
{
    auto* side = m_page->findChild<triage::SuspectSide*>();
    QTest::keyClick(list(), Qt::Key_W);
    QTest::keyClick(list(), Qt::Key_Y);
    QVERIFY(!side->isSharedShown());
    QVERIFY(says(u"Y again records the verdict"_s));
    QVERIFY(buttonLike(u"Open Trace"_s) == nullptr); // the question stands in their place
    QVERIFY(m_port->entries.empty());
    QTest::keyClick(list(), Qt::Key_Escape);
    QVERIFY(buttonLike(u"Open Trace"_s) != nullptr);
    QTest::keyClick(list(), Qt::Key_Y);
    QTest::keyClick(list(), Qt::Key_Y);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
}

QTEST_MAIN(TestSuspectReading)
#include "tst_suspectreading.moc"
