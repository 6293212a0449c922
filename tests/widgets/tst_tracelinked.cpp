// SPDX-License-Identifier: GPL-3.0-or-later

// The views of the trace page as one: selection, search, playback, links, notes.

#include "models/claims/tracesearch.h"
#include "models/items/annotation.h"
#include "tests/widgets/pagefixture.h"
#include "tests/widgets/tracepagefixture.h"
#include "widgets/common/messagebar.h"
#include "widgets/trace/contextview.h"
#include "widgets/trace/conversationview.h"
#include "widgets/trace/diffview.h"
#include "widgets/trace/graphview.h"
#include "widgets/trace/notesview.h"
#include "widgets/trace/playbackbar.h"
#include "widgets/trace/tracesearchbar.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QTabBar>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QTreeView>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;
using traceview::TracePage;

class TestTraceLinked : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void keysChooseTheView();
    void tabsChooseTheView();
    void aSearchGoesThroughAllTexts();
    void whatIsFoundIsMarkedInEveryView();
    void aPlaceInAnotherStepChoosesIt();
    void failedStepsAreGoneToByKey();
    void playingMovesTheMomentAndDimsWhatIsAhead();
    void theConversationDimsWhatIsNotSaid();
    void theSliderTakesTheKeysOfThePlayback();
    void aLinkBringsBackWhatWasShown();
    void aLinkToWhatIsNotThereSaysSo();
    void whatWasSaidOfAStepStaysUntilAnother();
    void aLinkOpensWhateverViewIsShown();
    void suspectsAreAskedForByKey();
    void notesStandOnWhatIsChosen();
    void notesOfATraceThatIsBeingReadAreNoneOfTheOneBefore();
    void theGoodRunIsLookedForOnlyWhenAsked();
    void atTheWidthBetweenTheDocksNothingIsCut();
    void focusableWidgetsHaveNames();

private:
    template<class Widget>
    Widget* part() const
    {
        return m_shown->part<Widget>();
    }
    QString chosenName() const;
    QString message() const;
    // In the conversation, once it is there.
    void waitForText(const QString& text) const;

    std::unique_ptr<Recording> m_recording;
    std::unique_ptr<TracePageFixture> m_shown;
};

void TestTraceLinked::init()
{
    m_recording = std::make_unique<Recording>();
    m_shown = std::make_unique<TracePageFixture>(m_recording->path(), QSize(1200, 800));
}

void TestTraceLinked::cleanup()
{
    m_shown.reset();
}

QString TestTraceLinked::chosenName() const
{
    auto* waterfall = part<traceview::WaterfallView>();
    return QString::fromStdString(waterfall->layout().tree().span(waterfall->currentNode()).name);
}

QString TestTraceLinked::message() const
{
    return m_shown->page->findChild<common::MessageBar*>(u"news"_s)->text();
}

void TestTraceLinked::waitForText(const QString& text) const
{
    QTRY_VERIFY2(part<traceview::ConversationView>()->toPlainText().contains(text),
                 qPrintable(text));
}

void TestTraceLinked::keysChooseTheView()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    auto* waterfall = part<traceview::WaterfallView>();
    QTest::keyClick(waterfall, Qt::Key_X);
    QVERIFY(part<traceview::ContextView>()->isVisible());
    QTest::keyClick(part<traceview::ContextView>(), Qt::Key_D);
    QVERIFY(part<traceview::DiffView>()->isVisible());
    QVERIFY(!part<traceview::StepDetails>()->isVisible()); // a comparison has its own texts
    QTest::keyClick(part<traceview::DiffView>(), Qt::Key_W);
    QVERIFY(waterfall->isVisible());
    QVERIFY(part<traceview::StepDetails>()->isVisible());
}

void TestTraceLinked::tabsChooseTheView()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    auto* tabs = m_shown->page->findChild<QTabBar*>(u"traceViews"_s);
    QVERIFY(tabs != nullptr);
    for (int i = 0; i < tabs->count(); ++i) {
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(i).center());
        QCOMPARE(static_cast<int>(m_shown->page->view()), i);
        QVERIFY(traceview::viewFrom(traceview::viewName(m_shown->page->view()))
                == m_shown->page->view());
    }
    QVERIFY(!traceview::viewFrom(u"nothing"_s));
}

void TestTraceLinked::aSearchGoesThroughAllTexts()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    QTest::keyClick(part<traceview::WaterfallView>(), Qt::Key_Slash);
    auto* search = part<traceview::TraceSearchBar>();
    auto* line = search->findChild<QLineEdit*>();
    QTest::keyClicks(line, u"FETCH_ALL_PAGES"_s);
    QTest::keyClick(line, Qt::Key_Return); // before it was looked for
    QTRY_VERIFY(search->text().startsWith(u"1 of "_s));
    const auto count = search->hits().hits.size();
    QVERIFY(count >= 2); // in the answer, and in what the tool said of it
    QCOMPARE(m_shown->page->selection().search(), u"FETCH_ALL_PAGES"_s);
    const claims::TraceHit& first = search->hits().hits.front();
    QVERIFY(first.place.has_value());
    QVERIFY(m_shown->page->selection().place() == first.place);
    std::set<telemetry::SpanId> spans;
    for (std::size_t i = 0; i < count; ++i) {
        spans.insert(m_shown->page->selection().span());
        QVERIFY(m_shown->page->selection().place()->span == m_shown->page->selection().span());
        QTest::keyClick(line, Qt::Key_Return);
    }
    QVERIFY(spans.size() >= 2);
    QVERIFY(search->text().startsWith(u"1 of "_s)); // round
    QTest::keyClick(line, Qt::Key_Return, Qt::ShiftModifier);
    QVERIFY(search->text().startsWith(u"%1 of "_s.arg(count)));
    QTest::keyClick(part<traceview::WaterfallView>(), Qt::Key_F3);
    QVERIFY(search->text().startsWith(u"1 of "_s));
    line->clear();
    QTRY_VERIFY(m_shown->page->selection().search().isEmpty());
    QTest::keyClicks(line, u"nowhere at all"_s);
    QTRY_COMPARE(search->text(), u"0 places"_s);
}

void TestTraceLinked::whatIsFoundIsMarkedInEveryView()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    auto* waterfall = part<traceview::WaterfallView>();
    auto* graph = part<traceview::GraphView>();
    m_shown->page->showView(TracePage::View::Graph);
    QTRY_VERIFY(!graph->graph().nodes.empty());
    QVERIFY(waterfall->hits().empty());
    QTest::keyClick(graph, Qt::Key_Slash);
    auto* search = part<traceview::TraceSearchBar>();
    auto* line = search->findChild<QLineEdit*>();
    QTest::keyClicks(line, u"has no attribute"_s); // in a tool's result, in no name
    QTRY_VERIFY(!search->hits().hits.empty());
    QVERIFY(waterfall->hits().contains(spanKey(1, 4).span));
    QVERIFY(!waterfall->hits().contains(spanKey(1, 1).span));
    int found = 0;
    for (std::size_t node = 0; node < graph->graph().nodes.size(); ++node) {
        const auto& members = graph->graph().nodes[node].members;
        const bool holds = std::ranges::any_of(
            members, [&](telemetry::SpanId span) { return waterfall->hits().contains(span); });
        QCOMPARE(graph->isFound(node), holds);
        found += holds ? 1 : 0;
    }
    QVERIFY(found > 0);
    QVERIFY(found < static_cast<int>(graph->graph().nodes.size()));
    bool isCounted = false; // and where they are
    for (const auto* label : search->findChildren<QLabel*>())
        isCounted = isCounted || label->toolTip().contains(u"in tool results"_s);
    QVERIFY(isCounted);
    line->clear();
    QTRY_VERIFY(waterfall->hits().empty());
}

void TestTraceLinked::aPlaceInAnotherStepChoosesIt()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    const claims::TextPlace place{.span = spanKey(1, 4).span,
                                  .kind = similarity::PlaceKind::ToolResult,
                                  .start = 0,
                                  .end = 4};
    m_shown->page->selection().setPlace(place);
    QCOMPARE(chosenName(), u"execute_tool run_tests"_s);
    QVERIFY(m_shown->page->selection().place() == place); // choosing the step did not give it up
    waitForText(u"has no attribute"_s);
}

void TestTraceLinked::failedStepsAreGoneToByKey()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    auto* waterfall = part<traceview::WaterfallView>();
    waterfall->setCurrentNode(0);
    const trace::SpanTree& tree = waterfall->layout().tree();
    int failed = 0;
    for (int node = 0; node < tree.size(); ++node)
        failed += tree.node(node).failure == trace::Failure::Cause
                || tree.node(node).failure == trace::Failure::Swallowed
            ? 1
            : 0;
    QVERIFY(failed > 0);
    for (int i = 0; i < failed; ++i) {
        const int before = waterfall->currentNode();
        QTest::keyClick(waterfall, Qt::Key_E);
        QVERIFY(waterfall->currentNode() > before);
        QVERIFY(tree.span(waterfall->currentNode()).isFailed);
    }
    const int last = waterfall->currentNode();
    QTest::keyClick(waterfall, Qt::Key_E);
    QCOMPARE(waterfall->currentNode(), last);
    QCOMPARE(message(), u"No further step failed."_s);
    QTest::keyClick(waterfall, Qt::Key_E, Qt::ShiftModifier);
    QVERIFY(waterfall->currentNode() != last || message() == u"No step failed before."_s);
}

void TestTraceLinked::playingMovesTheMomentAndDimsWhatIsAhead()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    auto* bar = part<traceview::PlaybackBar>();
    QVERIFY(!m_shown->page->selection().moment());
    const telemetry::TimeRange range = part<traceview::WaterfallView>()->layout().tree().range();
    bar->setPlaying(true);
    QVERIFY(m_shown->page->selection().moment() == range.start);
    using namespace std::chrono_literals;
    bar->advance(100ms);
    const auto moment = m_shown->page->selection().moment();
    QVERIFY(moment.has_value());
    QVERIFY(*moment >= range.start + 100ms);
    QVERIFY(*moment < range.start + 400ms); // its own timer may have ticked too
    QVERIFY(bar->text().contains(u" of "_s));
    bar->advance(1h);
    QVERIFY(m_shown->page->selection().moment() == range.end);
    QVERIFY(!bar->isPlaying()); // it ends there
    bar->step(-1);
    QVERIFY(*m_shown->page->selection().moment() < range.end);
    QTest::keyClick(part<traceview::WaterfallView>(), Qt::Key_P, Qt::ShiftModifier);
    QVERIFY(!m_shown->page->selection().moment());
    QTest::keyClick(part<traceview::WaterfallView>(), Qt::Key_Period);
    QVERIFY(m_shown->page->selection().moment() == range.start);
    QTest::keyClick(part<traceview::WaterfallView>(), Qt::Key_Comma);
    QVERIFY(m_shown->page->selection().moment() == range.start);
}

void TestTraceLinked::theConversationDimsWhatIsNotSaid()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    waitForText(u"fetch_all_pages"_s);
    auto* conversation = part<traceview::ConversationView>();
    const QColor dim = m_shown->theme.color(common::ColorRole::TextDisabled);
    const auto isDim = [&](const QTextBlock& block) {
        const auto formats = block.layout()->formats();
        return !formats.isEmpty() && formats.front().format.foreground().color() == dim;
    };
    const auto first = [&] { return isDim(conversation->document()->firstBlock()); };
    const auto last = [&] { return isDim(conversation->document()->lastBlock()); };
    QVERIFY(!first() && !last());
    const trace::SpanTree& tree = part<traceview::WaterfallView>()->layout().tree();
    const store::SpanRow& span = tree.span(tree.find(spanKey(1, 3).span));
    using namespace std::chrono_literals;
    m_shown->page->selection().setMoment(span.start - 1ms);
    QVERIFY(first() && last());
    m_shown->page->selection().setMoment(span.start);
    QVERIFY(!first() && last()); // it was asked, and has not answered
    m_shown->page->selection().setMoment(span.end);
    QVERIFY(!first() && !last());
    m_shown->page->selection().setMoment(span.start);
    m_shown->page->selection().setMoment(std::nullopt);
    QVERIFY(!first() && !last());
}

void TestTraceLinked::theSliderTakesTheKeysOfThePlayback()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    auto* slider = part<traceview::PlaybackBar>()->findChild<QSlider*>();
    QTest::keyClick(slider, Qt::Key_Right);
    const auto first = m_shown->page->selection().moment();
    QVERIFY(first.has_value());
    QTest::keyClick(slider, Qt::Key_Right);
    QVERIFY(*m_shown->page->selection().moment() > *first);
    QTest::keyClick(slider, Qt::Key_Space);
    QVERIFY(part<traceview::PlaybackBar>()->isPlaying());
    QTest::keyClick(slider, Qt::Key_Escape);
    QVERIFY(!m_shown->page->selection().moment());
    QVERIFY(!part<traceview::PlaybackBar>()->isPlaying());
    slider->setValue(slider->maximum() / 2); // dragged
    QVERIFY(m_shown->page->selection().moment().has_value());
}

void TestTraceLinked::aLinkBringsBackWhatWasShown()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    QTest::keyClick(part<traceview::WaterfallView>(), Qt::Key_X);
    m_shown->page->selection().setMoment(at(21));
    QVERIFY(m_shown->page->selection().span() == spanKey(1, 3).span);
    m_shown->page->selection().setPlace(claims::TextPlace{
        .span = spanKey(1, 3).span, .kind = similarity::PlaceKind::Output, .start = 3, .end = 9});
    const auto link = m_shown->page->link();
    QVERIFY(link.has_value());
    QVERIFY(link->step == spanKey(1, 3));
    QCOMPARE(QString::fromStdString(link->view), u"context"_s);
    QVERIFY(link->claim == std::optional(std::pair<std::int64_t, std::int64_t>(3, 9)));
    const auto again = trace::traceLinkFromText(trace::toText(*link));
    QVERIFY(again && *again == *link);

    m_shown->page->showView(TracePage::View::Waterfall);
    m_shown->page->open(spanKey(1, 4));
    QTRY_COMPARE(chosenName(), u"execute_tool run_tests"_s);
    m_shown->page->selection().setMoment(std::nullopt);
    m_shown->page->open(*again);
    QTRY_VERIFY(m_shown->page->selection().moment() == at(21));
    QTRY_VERIFY(m_shown->page->selection().span() == spanKey(1, 3).span);
    QTRY_VERIFY(m_shown->page->selection().place().has_value());
    QCOMPARE(m_shown->page->selection().place()->start, std::int64_t{3});
    QVERIFY(m_shown->page->view() == TracePage::View::Context);
    QVERIFY(m_shown->page->link() == link);
}

void TestTraceLinked::aLinkToWhatIsNotThereSaysSo()
{
    m_shown->page->open(trace::TraceLink{.step = spanKey(1, 0xeeee)});
    QTRY_VERIFY(message().contains(u"no such step"_s));
    m_shown->page->open(
        trace::TraceLink{.step = spanKey(1, 3), .claim = std::pair(90'000, 90'010)});
    QTRY_VERIFY(message().contains(u"no such stretch"_s));
    m_shown->page->open(trace::TraceLink{.step = spanKey(1, 3), .view = "hologram"});
    QTRY_VERIFY(message().contains(u"hologram"_s));
}

void TestTraceLinked::whatWasSaidOfAStepStaysUntilAnother()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    QTest::keyClick(part<traceview::WaterfallView>(), Qt::Key_L);
    const QString said = message();
    QCOMPARE(said, u"No further loop begins."_s);
    m_shown->page->open(trace::TraceLink{.step = spanKey(1, 0xeeee)});
    QTRY_VERIFY(message().contains(u"no such step"_s));
    emit m_shown->conductor
        .transportChanged(); // it is read again, as it is every second while live
    m_shown->queries.waitForIdle();
    QTest::qWait(30);
    QVERIFY2(message().contains(u"no such step"_s), qPrintable(message()));
    m_shown->page->selection().setSpan(spanKey(1, 4).span);
    QCOMPARE(chosenName(), u"execute_tool run_tests"_s);
    QCOMPARE(message(), QString());
}

void TestTraceLinked::aLinkOpensWhateverViewIsShown()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    const trace::TraceLink other{.step = spanKey(2, 3)};
    QVERIFY(!m_shown->page->holdAgainst(other)); // no good run is looked for
    m_shown->page->showView(TracePage::View::Diff);
    QVERIFY(
        !m_shown->page->holdAgainst(trace::TraceLink{.step = spanKey(1, 4)})); // not another trace
    QVERIFY(m_shown->page->holdAgainst(other));
    QVERIFY(m_shown->page->trace() == spanKey(1, 3).trace);
    m_shown->page->open(other); // of a note, say
    QVERIFY(m_shown->page->trace() == spanKey(2, 3).trace);
    // What an earlier link led to is not gone to when its trace is opened later without it.
    m_shown->page->open(trace::TraceLink{.step = spanKey(1, 3), .moment = at(21)});
    m_shown->page->open(spanKey(2, 3));
    QVERIFY(m_shown->open(spanKey(1, 3)));
    QVERIFY(!m_shown->page->selection().moment());
}

void TestTraceLinked::suspectsAreAskedForByKey()
{
    QSignalSpy asked(m_shown->page, &TracePage::suspectAsked);
    QTest::keyClick(m_shown->page, Qt::Key_J);
    QCOMPARE(asked.count(), 0); // no trace is open
    QVERIFY(m_shown->open(spanKey(1, 3)));
    QTest::keyClick(part<traceview::WaterfallView>(), Qt::Key_J);
    m_shown->page->showView(TracePage::View::Table); // which would look for a step of that letter
    QTest::keyClick(m_shown->page->findChild<QTreeView*>(), Qt::Key_K);
    QCOMPARE(asked.count(), 2);
    QCOMPARE(asked[0][0].toInt(), 1);
    QCOMPARE(asked[1][0].toInt(), -1);
    QVERIFY(asked[1][1].value<telemetry::SpanKey>() == spanKey(1, 3));
    m_shown->page->tell(u"This is the last suspect of the list."_s);
    QCOMPARE(message(), u"This is the last suspect of the list."_s);
}

void TestTraceLinked::notesStandOnWhatIsChosen()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    QTest::keyClick(part<traceview::WaterfallView>(), Qt::Key_B);
    QCOMPARE(m_shown->port.entries.size(), std::size_t{1});
    m_recording->append(m_shown->port.entries.front());
    emit m_shown->port.appended(m_shown->port.entries.front());
    QTRY_COMPARE(part<traceview::NotesView>()->annotations().size(), std::size_t{1});
    QVERIFY(part<traceview::NotesView>()->annotations().front().target.step == spanKey(1, 3));
    m_shown->page->focusNote();
    QVERIFY(part<traceview::NotesView>()->isVisible());
}

void TestTraceLinked::notesOfATraceThatIsBeingReadAreNoneOfTheOneBefore()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    QTest::keyClick(part<traceview::WaterfallView>(), Qt::Key_B);
    QCOMPARE(m_shown->port.entries.size(), std::size_t{1});
    m_shown->page->open(spanKey(2, 1)); // not read yet
    part<traceview::NotesView>()->addBookmark();
    for (const telemetry::TimelineEntry& entry : m_shown->port.entries)
        QVERIFY(items::annotationIn(entry)->target.step == spanKey(1, 3));
}

void TestTraceLinked::theGoodRunIsLookedForOnlyWhenAsked()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    m_shown->page->showView(TracePage::View::Diff);
    m_shown->queries.waitForIdle();
    QTest::qWait(30);
    // There is none in this recording, which is said.
    bool isSaid = false;
    for (const auto* label : part<traceview::DiffView>()->findChildren<QLabel*>())
        isSaid = isSaid
            || (label->isVisible() && label->text().contains(u"good run"_s, Qt::CaseInsensitive));
    QVERIFY(isSaid);
}

void TestTraceLinked::atTheWidthBetweenTheDocksNothingIsCut()
{
    m_shown->window.resize(555, 510); // of a window of 1280 by 720
    QVERIFY(m_shown->open(spanKey(1, 3)));
    for (const auto* child : m_shown->page->findChildren<QWidget*>()) {
        if (!child->isVisible() || child->isWindow())
            continue;
        const QPoint right = child->mapTo(m_shown->page, QPoint(child->width(), 0));
        if (child->parentWidget()->inherits("QAbstractScrollArea")
            || child->parentWidget()->inherits("QHeaderView"))
            continue;
        QVERIFY2(right.x() <= m_shown->page->width() + 1,
                 qPrintable(u"%1 %2"_s.arg(QString::fromLatin1(child->metaObject()->className()))
                                .arg(right.x())));
    }
}

void TestTraceLinked::focusableWidgetsHaveNames()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    for (const auto view : {TracePage::View::Waterfall, TracePage::View::Table,
                            TracePage::View::Context, TracePage::View::Diff}) {
        m_shown->page->showView(view);
        QCOMPARE(namelessWidgets(*m_shown->page), QStringList());
    }
}

QTEST_MAIN(TestTraceLinked)
#include "tst_tracelinked.moc"
