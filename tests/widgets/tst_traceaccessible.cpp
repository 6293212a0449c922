// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/annotation.h"
#include "tests/widgets/accessibletexts.h"
#include "tests/widgets/tracepagefixture.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/contextbar.h"
#include "widgets/trace/evidencecard.h"
#include "widgets/trace/fillchart.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/graphview.h"
#include "widgets/trace/notesview.h"
#include "widgets/trace/playbackbar.h"
#include "widgets/trace/tracesearchbar.h"
#include "widgets/trace/whyview.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace pagetest;
using traceview::TracePage;

// The trace page for who sees nothing of it, and for who has no mouse.
class TestTraceAccessible : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void allThatCanHaveTheFocusHasAName_data() { views(); }
    void allThatCanHaveTheFocusHasAName();
    void tabReachesAllAndComesBack_data() { views(); }
    void tabReachesAllAndComesBack();
    void whatIsDrawnTellsWhatIsChosen();
    void claimsAreToldWithTheirSupport();
    void theContextIsToldTurnByTurn();
    void theTableTellsItsSteps();
    void theSearchIsToldAsItGoes();
    void keysAloneReachEverything();

private:
    static void views();
    // Where a person's keys go.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    static QString told(QWidget* widget, QAccessible::Text kind)
    {
        auto* element = QAccessible::queryAccessibleInterface(widget);
        return element == nullptr ? QString() : element->text(kind);
    }
    static QString nameOf(const QWidget* widget)
    {
        return widget == nullptr
            ? u"nothing"_s
            : QLatin1String(widget->metaObject()->className()) + u' ' + widget->accessibleName();
    }

    std::unique_ptr<Recording> m_recording;
    std::unique_ptr<TracePageFixture> m_fixture;
    TracePage* m_page = nullptr;
};

void TestTraceAccessible::init()
{
    m_recording = std::make_unique<Recording>();
    m_fixture = std::make_unique<TracePageFixture>(m_recording->path());
    m_page = m_fixture->page;
    QVERIFY(m_fixture->open(spanKey(1, 3)));
}

void TestTraceAccessible::cleanup()
{
    m_fixture.reset();
    m_recording.reset();
}

void TestTraceAccessible::views()
{
    QTest::addColumn<int>("view");
    for (int view = 0; view <= static_cast<int>(TracePage::View::Reask); ++view)
        QTest::newRow(qPrintable(traceview::viewName(static_cast<TracePage::View>(view)))) << view;
}

void TestTraceAccessible::allThatCanHaveTheFocusHasAName()
{
    QFETCH(int, view);
    m_page->showView(static_cast<TracePage::View>(view));
    m_fixture->settle();
    QCOMPARE(namelessWidgets(*m_page), QStringList());
    QStringList nameless;
    int focusable = 0;
    const AccessibleWalk walk(*m_page, [&](QAccessibleInterface& element, const QString& path) {
        const QAccessible::State state = element.state();
        const auto* widget = qobject_cast<QWidget*>(element.object());
        if (!state.focusable || state.invisible || widget == nullptr || !widget->isVisible())
            return;
        ++focusable;
        if (element.text(QAccessible::Name).isEmpty())
            nameless << path.section(u'/', -4);
    });
    QVERIFY2(walk.count() > 50, qPrintable(QString::number(walk.count())));
    QVERIFY(focusable > 10);
    nameless.removeDuplicates();
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
}

void TestTraceAccessible::tabReachesAllAndComesBack()
{
    QFETCH(int, view);
    m_page->showView(static_cast<TracePage::View>(view));
    m_fixture->settle();
    m_page->focusSteps();
    QVERIFY(QApplication::focusWidget() != nullptr);
    const auto round = [this](Qt::Key key) {
        QList<QWidget*> reached;
        for (int i = 0; i < 150; ++i) {
            QWidget* before = QApplication::focusWidget();
            if (reached.contains(before))
                break;
            reached << before;
            press(key, key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
        }
        return reached;
    };
    const QList<QWidget*> forward = round(Qt::Key_Tab);
    QWidget* start = QApplication::focusWidget();
    QVERIFY2(start == forward.front(),
             qPrintable(nameOf(start) + u" after "_s + nameOf(forward.back()))); // round, not stuck
    const QList<QWidget*> back = round(Qt::Key_Backtab);
    const auto names = [](const QList<QWidget*>& all) {
        QStringList each;
        for (const QWidget* one : all)
            each << nameOf(one);
        return each.join(u"\n  "_s);
    };
    QVERIFY2(back.size() == forward.size(),
             qPrintable(u"forward "_s + names(forward) + u"\nback "_s + names(back)));
    QStringList missed;
    for (const auto* widget : m_page->findChildren<QWidget*>()) {
        const bool isTabbed = widget->isVisible() && widget->isEnabled()
            && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
        if (isTabbed && !forward.contains(widget))
            missed << nameOf(widget);
    }
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
    QVERIFY(
        forward.contains(m_fixture->part<traceview::TraceSearchBar>()->findChild<QLineEdit*>()));
    QVERIFY(forward.contains(m_fixture->part<QSlider>()));
    QVERIFY(forward.contains(m_fixture->part<traceview::ContextBar>()));
}

void TestTraceAccessible::whatIsDrawnTellsWhatIsChosen()
{
    m_page->open(spanKey(1, 4));
    m_fixture->settle();
    auto* waterfall = m_fixture->part<traceview::WaterfallView>();
    auto* flame = m_fixture->part<traceview::FlameView>();
    auto* graph = m_fixture->part<traceview::GraphView>();
    for (const auto view :
         {TracePage::View::Flame, TracePage::View::Graph, TracePage::View::Waterfall}) {
        m_page->showView(view);
        m_fixture->settle();
    }
    for (QWidget* one : {static_cast<QWidget*>(waterfall), static_cast<QWidget*>(flame),
                         static_cast<QWidget*>(graph)}) {
        const QString said = told(one, QAccessible::Description);
        QVERIFY2(said.contains(u"run_tests"_s), qPrintable(nameOf(one) + u": "_s + said));
    }
    // And as keys choose another.
    for (const auto& [view, one] :
         {std::pair(TracePage::View::Waterfall, static_cast<QWidget*>(waterfall)),
          std::pair(TracePage::View::Flame, static_cast<QWidget*>(flame)),
          std::pair(TracePage::View::Graph, static_cast<QWidget*>(graph))}) {
        m_page->showView(view);
        m_page->selection().setSpan(spanKey(1, 4).span);
        m_fixture->settle();
        const QString before = told(one, QAccessible::Description);
        press(view == TracePage::View::Waterfall ? Qt::Key_Up : Qt::Key_Left);
        m_fixture->settle();
        const QString after = told(one, QAccessible::Description);
        QVERIFY2(!after.isEmpty() && after != before,
                 qPrintable(nameOf(one) + u": "_s + before + u" -> "_s + after));
    }
}

void TestTraceAccessible::claimsAreToldWithTheirSupport()
{
    m_page->showView(TracePage::View::Claims);
    QTRY_VERIFY(m_page->selection().claim().has_value());
    auto* claims = m_fixture->part<traceview::ClaimsView>();
    const QString first = told(claims->answer(), QAccessible::Description);
    QVERIFY2(first.startsWith(u"Claim "_s), qPrintable(first));
    const auto chosen = m_page->selection().claim();
    press(Qt::Key_J);
    if (m_page->selection().claim() == chosen)
        press(Qt::Key_K);
    QVERIFY(m_page->selection().claim() != chosen);
    QVERIFY(told(claims->answer(), QAccessible::Description) != first);
    const auto buttons = claims->findChildren<QAbstractButton*>();
    QVERIFY(!buttons.isEmpty());
}

void TestTraceAccessible::theContextIsToldTurnByTurn()
{
    m_page->showView(TracePage::View::Context);
    m_fixture->settle();
    auto* chart = m_fixture->part<traceview::FillChart>();
    QVERIFY(!told(chart, QAccessible::Description).isEmpty());
    auto* bar = m_fixture->part<traceview::ContextBar>();
    const QString whole = told(bar, QAccessible::Description);
    QVERIFY2(whole.contains(u"tokens"_s), qPrintable(whole));
    bar->setFocus();
    press(Qt::Key_Right);
    QVERIFY(told(bar, QAccessible::Description) != whole);
}

void TestTraceAccessible::theTableTellsItsSteps()
{
    m_page->showView(TracePage::View::Table);
    m_fixture->settle();
    QStringList names;
    const AccessibleWalk walk(*m_fixture->part<QTreeView>(),
                              [&names](QAccessibleInterface& element, const QString&) {
                                  names << element.text(QAccessible::Name);
                              });
    QVERIFY(names.contains(u"execute_tool run_tests"_s));
}

void TestTraceAccessible::theSearchIsToldAsItGoes()
{
    auto* bar = m_fixture->part<traceview::TraceSearchBar>();
    auto* line = bar->findChild<QLineEdit*>();
    m_page->focusSteps();
    press(Qt::Key_Slash);
    QVERIFY(line->hasFocus());
    QTest::keyClicks(line, u"invoices"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(bar->text().startsWith(u"1 of "_s));
    QVERIFY2(told(line, QAccessible::Description).startsWith(u"1 of "_s),
             qPrintable(told(line, QAccessible::Description)));
}

void TestTraceAccessible::keysAloneReachEverything()
{
    auto& selection = m_page->selection();
    auto* waterfall = m_fixture->part<traceview::WaterfallView>();
    m_page->focusSteps();
    // Open and choose.
    press(Qt::Key_W);
    press(Qt::Key_Home);
    QVERIFY(selection.span() == spanKey(1, 1).span);
    press(Qt::Key_Down);
    QVERIFY(selection.span() == spanKey(1, 2).span);
    // The next failure, from wherever; loops are none, which is said.
    press(Qt::Key_E);
    QVERIFY(selection.span() == spanKey(1, 4).span);
    press(Qt::Key_L);
    QVERIFY(selection.span() == spanKey(1, 4).span);
    // The next suspect and the one before.
    QSignalSpy asked(m_page, &TracePage::suspectAsked);
    press(Qt::Key_J);
    press(Qt::Key_K);
    QCOMPARE(asked.count(), 2);
    QCOMPARE(asked.front().front().toInt(), 1);
    QCOMPARE(asked.back().front().toInt(), -1);
    // Enter goes to what the step said, and W comes back.
    press(Qt::Key_Return);
    QVERIFY(!waterfall->hasFocus());
    press(Qt::Key_W);
    QVERIFY(waterfall->hasFocus());
    // Claims, why, a hop of it, and back.
    press(Qt::Key_Up);
    QVERIFY(selection.span() == spanKey(1, 3).span);
    press(Qt::Key_C);
    auto* claims = m_fixture->part<traceview::ClaimsView>();
    QTRY_VERIFY(selection.claim().has_value());
    press(Qt::Key_Y);
    QVERIFY(claims->isWhyShown());
    QTRY_VERIFY(claims->why()->count() > 0);
    m_fixture->settle();
    const auto isOnCard = [] {
        return qobject_cast<traceview::EvidenceCard*>(QApplication::focusWidget()) != nullptr;
    };
    // Past the filters and the way back, not round the whole window.
    for (int i = 0; i < 15 && !isOnCard(); ++i)
        press(Qt::Key_Tab);
    QVERIFY2(qobject_cast<traceview::EvidenceCard*>(QApplication::focusWidget()) != nullptr,
             qPrintable(nameOf(QApplication::focusWidget())));
    press(Qt::Key_Return);
    QVERIFY(selection.place().has_value());
    m_fixture->settle();
    press(Qt::Key_Escape);
    QVERIFY(!claims->isWhyShown());
    QVERIFY(claims->isAncestorOf(QApplication::focusWidget()));
    // A note, from the claim; Escape comes back.
    press(Qt::Key_N);
    QCOMPARE(m_fixture->triggered.last(), u"N"_s);
    m_page->focusNote(); // as the window does
    QTest::keyClicks(QApplication::focusWidget(), u"By keys alone"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_fixture->port.entries.size(), std::size_t{1});
    QCOMPARE(items::annotationIn(m_fixture->port.entries.front())->text,
             std::string("By keys alone"));
    press(Qt::Key_Escape);
    // Play, pause, a moment on, all again.
    auto* playback = m_fixture->part<traceview::PlaybackBar>();
    press(Qt::Key_P);
    QVERIFY(playback->isPlaying());
    press(Qt::Key_P);
    QVERIFY(!playback->isPlaying());
    press(Qt::Key_Period);
    QVERIFY(selection.moment().has_value());
    press(Qt::Key_P, Qt::ShiftModifier);
    QVERIFY(!selection.moment());
}

QTEST_MAIN(TestTraceAccessible)
#include "tst_traceaccessible.moc"
