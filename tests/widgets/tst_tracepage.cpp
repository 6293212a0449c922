// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/theme.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/contextbar.h"
#include "widgets/trace/contextcolors.h"
#include "widgets/trace/conversationview.h"
#include "widgets/trace/evaluationlist.h"
#include "widgets/trace/findingsbar.h"
#include "widgets/trace/notesview.h"
#include "widgets/trace/stepdetails.h"
#include "widgets/trace/stepstable.h"
#include "widgets/trace/tracepage.h"
#include "widgets/trace/waterfallview.h"

#include <QCoreApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QWheelEvent>

#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;
using traceview::ConversationView;
using traceview::WaterfallView;

class TestTracePage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void withoutATraceItSaysWhatWouldBeHere();
    void opensWithTheStepChosen();
    void arrowsMoveAndCollapse();
    void theTableFollowsTheWaterfall();
    void theTableHasTheWidthWhereThereIsLittle();
    void theWheelZoomsAroundThePointer();
    void theContextBarTellsWhatFillsTheWindow();
    void aWindowThatIsHardlyFilledCanStillBeRead();
    void theTabsOfTheDetailsDoNotScroll();
    void aSmallWindowKeepsWhatIsWrittenInto();
    void whatIsToldMovesNothing();
    void claimsOfAStepThatIsNoAnswerAreNoBox();
    void theAnswerIsWhatOneComesFor();
    void conversationsTellPartsApart();
    void notCapturedIsSaid();
    void whatCameLaterIsNotKnownYet();
    void longTracesScrollToTheChosenStep();
    void hostileTextStaysPlain();
    void focusableWidgetsHaveNames();

private:
    void open(const telemetry::SpanKey& key);
    QString chosenName() const;
    void waitForRead() const;

    std::unique_ptr<Recording> m_recording;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<FakeEntryPort> m_port = std::make_unique<FakeEntryPort>();
    std::unique_ptr<traceview::TracePage> m_page;
    WaterfallView* m_waterfall = nullptr;
    ConversationView* m_conversation = nullptr;
};

void TestTracePage::init()
{
    m_recording = std::make_unique<Recording>();
    m_clock = std::make_unique<ManualClock>();
    m_clock->time = at(60);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording->path());
    m_conductor = std::make_unique<items::TimeConductor>(*m_clock, true);
    m_conductor->setBounds({.start = at(0), .end = at(60)});
    m_theme = std::make_unique<common::Theme>(u"light"_s);
    m_page = std::make_unique<traceview::TracePage>(m_port.get(), nullptr, *m_queries, *m_conductor,
                                                    *m_clock, *m_theme);
    m_page->resize(1200, 700);
    m_page->show();
    m_waterfall = m_page->findChild<WaterfallView*>();
    m_conversation = m_page->findChild<ConversationView*>();
}

void TestTracePage::cleanup()
{
    m_page.reset();
    m_conductor.reset();
    m_queries.reset();
}

void TestTracePage::open(const telemetry::SpanKey& key)
{
    m_page->open(key);
    QTRY_VERIFY(m_waterfall->layout().rowCount() > 0);
    QTRY_VERIFY(m_waterfall->currentNode() >= 0);
    m_queries->waitForIdle();
    QTest::qWait(30);
}

void TestTracePage::waitForRead() const
{
    QTest::qWait(1200); // the page's own pace
    m_queries->waitForIdle();
    QTest::qWait(30);
}

QString TestTracePage::chosenName() const
{
    return QString::fromStdString(
        m_waterfall->layout().tree().span(m_waterfall->currentNode()).name);
}

void TestTracePage::withoutATraceItSaysWhatWouldBeHere()
{
    QVERIFY(!m_waterfall->isVisible());
    bool isSaid = false;
    for (const auto* label : m_page->findChildren<QLabel*>())
        isSaid = isSaid || (label->isVisible() && label->text() == u"No trace is open"_s);
    QVERIFY(isSaid);
}

void TestTracePage::opensWithTheStepChosen()
{
    open(spanKey(1, 4));
    QCOMPARE(chosenName(), u"execute_tool run_tests"_s);
    QTRY_VERIFY(m_conversation->toPlainText().contains(u"has no attribute 'fetch_all_pages'"_s));
    open(spanKey(1, 0)); // no span: the first generation
    QCOMPARE(chosenName(), u"chat glyph-large"_s);
    QTRY_COMPARE(m_page->findChild<traceview::EvaluationList*>()->count(), 3);
    const auto* attributes = m_page->findChild<QTableWidget*>();
    QVERIFY(!attributes->findItems(u"gen_ai.response.model"_s, Qt::MatchExactly).isEmpty());
}

void TestTracePage::arrowsMoveAndCollapse()
{
    open(spanKey(1, 3));
    QCOMPARE(m_waterfall->layout().rowCount(), 6);
    QTest::keyClick(m_waterfall, Qt::Key_Down);
    QCOMPARE(chosenName(), u"execute_tool run_tests"_s);
    QTest::keyClick(m_waterfall, Qt::Key_Left); // nothing to collapse: to the parent
    QCOMPARE(chosenName(), u"invoke_agent code-assistant"_s);
    QTest::keyClick(m_waterfall, Qt::Key_Left);
    QCOMPARE(m_waterfall->layout().rowCount(), 2); // the agent, and the orphan
    QTest::keyClick(m_waterfall, Qt::Key_Down);
    QCOMPARE(chosenName(), u"guardrail check"_s);
    QTest::keyClick(m_waterfall, Qt::Key_Home);
    QTest::keyClick(m_waterfall, Qt::Key_Right);
    QCOMPARE(m_waterfall->layout().rowCount(), 6);
    QTest::keyClick(m_waterfall, Qt::Key_End);
    QCOMPARE(chosenName(), u"guardrail check"_s);
    QCOMPARE(m_waterfall->accessibleDescription().section(u',', 0, 0), u"guardrail check"_s);
}

void TestTracePage::theTableFollowsTheWaterfall()
{
    open(spanKey(1, 3));
    auto* table = m_page->findChild<QTreeView*>();
    QTest::keyClick(m_waterfall, Qt::Key_T);
    QVERIFY(table->isVisible());
    QCOMPARE(table->currentIndex().data().toString(), u"chat glyph-large"_s);
    QTest::keyClick(table, Qt::Key_Up);
    QCOMPARE(chosenName(), u"retrieve sdk-reference"_s);
    QTest::keyClick(table, Qt::Key_T); // it does not search for a step that begins with T
    QVERIFY(m_waterfall->isVisible());
}

void TestTracePage::theTableHasTheWidthWhereThereIsLittle()
{
    using Column = items::SpanTreeModel::Column;
    m_page->resize(684, 700); // as in a window of 1440
    open(spanKey(1, 3));
    const auto* details = m_page->findChild<traceview::StepDetails*>();
    QVERIFY(details->isVisible());
    m_page->showView(traceview::TracePage::View::Table);
    QCoreApplication::processEvents();
    auto* table = m_page->findChild<traceview::StepsTable*>();
    QVERIFY(!details->isVisible());
    QCOMPARE(table->width(), m_page->width());
    const auto cell = [&](Column column) { return table->currentIndex().siblingAtColumn(column); };
    for (const auto column : {Column::Name, Column::Duration, Column::Tokens, Column::Status})
        QVERIFY(table->viewport()->rect().contains(table->visualRect(cell(column))));
    QTRY_VERIFY(cell(Column::Tokens).data().toString().endsWith(u" out"_s));
    QTest::keyClick(table, Qt::Key_Return); // to its details, which are beside the waterfall
    QVERIFY(m_waterfall->isVisible() && details->isVisible());
    m_page->resize(1200, 700);
    m_page->showView(traceview::TracePage::View::Table);
    QVERIFY(details->isVisible());
    QTest::keyClick(table, Qt::Key_Return);
    QVERIFY(table->isVisible());
}

void TestTracePage::theWheelZoomsAroundThePointer()
{
    open(spanKey(1, 3));
    const auto whole = m_waterfall->visibleRange();
    const QPointF pointer(m_waterfall->viewport()->width() - 20, 60);
    QWheelEvent in(pointer, m_waterfall->viewport()->mapToGlobal(pointer), {}, QPoint(0, 480), {},
                   Qt::ControlModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_waterfall->viewport(), &in);
    const auto zoomed = m_waterfall->visibleRange();
    QVERIFY(zoomed.duration() < whole.duration() / 2);
    QVERIFY(zoomed.start > whole.start);
    QVERIFY(zoomed.end <= whole.end);
    QTest::keyClick(m_waterfall, Qt::Key_0);
    QCOMPARE(m_waterfall->visibleRange(), whole);
}

void TestTracePage::theContextBarTellsWhatFillsTheWindow()
{
    open(spanKey(1, 3));
    const auto* bar = m_page->findChild<traceview::ContextBar*>();
    QTRY_VERIFY(bar->text().contains(u"3,692 of 8,192 tokens"_s));
    QVERIFY2(bar->text().contains(u"Output 212"_s), qPrintable(bar->text()));
    QVERIFY(bar->text().contains(u"System ≈"_s));
    m_waterfall->select(telemetry::SpanId(4));
    QTRY_VERIFY(bar->text().contains(u"this step is none"_s));
}

void TestTracePage::aWindowThatIsHardlyFilledCanStillBeRead()
{
    trace::ContextWindow context;
    context.window = 128'000;
    context.used = 1'024;
    context.shares = {{.filling = trace::Filling::System, .tokens = 512, .isEstimated = false},
                      {.filling = trace::Filling::Output, .tokens = 512, .isEstimated = false}};
    traceview::ContextBar bar(*m_theme);
    bar.resize(800, bar.sizeHint().height());
    bar.setContext(context);
    QVERIFY(bar.isBroken());
    const QImage image = bar.grab().toImage();
    const auto widthOf = [&](common::ColorRole role) {
        int pixels = 0;
        const int y = int(26 * image.devicePixelRatio()); // through the bar
        for (int x = 0; x < image.width(); ++x)
            pixels += image.pixelColor(x, y) == m_theme->color(role) ? 1 : 0;
        return pixels / image.devicePixelRatio();
    };
    QVERIFY(widthOf(common::ColorRole::Series8) > 250);
    QVERIFY(widthOf(common::ColorRole::Series1) > 250);
    context.used = 96'000;
    context.shares[0].tokens = 95'488;
    bar.setContext(context);
    QVERIFY(!bar.isBroken());
}

void TestTracePage::theTabsOfTheDetailsDoNotScroll()
{
    m_page->resize(790, 700); // what is left of 1440 pixels between the docks
    open(spanKey(1, 3));
    const auto* tabs = m_page->findChild<traceview::StepDetails*>()->findChild<QTabWidget*>();
    QTRY_VERIFY(tabs->tabText(2).contains(u' '));
    QTest::qWait(20);
    for (const auto* button : tabs->tabBar()->findChildren<QToolButton*>())
        QVERIFY(!button->isVisible());
    QVERIFY(tabs->tabBar()->tabRect(2).right() <= tabs->width());
}

void TestTracePage::aSmallWindowKeepsWhatIsWrittenInto()
{
    m_page->resize(555, 512); // what is left of 1280 × 720 between the docks
    open(spanKey(1, 3));
    auto* details = m_page->findChild<traceview::StepDetails*>();
    const auto* tabs = details->findChild<QTabWidget*>();
    QTRY_VERIFY(tabs->tabText(2).contains(u' '));
    auto* notes = m_page->findChild<traceview::NotesView*>();
    m_page->focusNote();
    details->setViewTitle(notes, u"Notes 3"_s);
    QTest::qWait(20);
    for (const auto* button : tabs->tabBar()->findChildren<QToolButton*>())
        QVERIFY(!button->isVisible());
    QVERIFY(tabs->tabBar()->tabRect(3).right() <= tabs->width());
    // What is shown is shown whole, and stands inside of the page.
    const QRect page(m_page->mapToGlobal(QPoint(0, 0)), m_page->size());
    for (const auto* part : notes->findChildren<QWidget*>()) {
        const bool isRead = qobject_cast<const QLabel*>(part) != nullptr
            || qobject_cast<const QLineEdit*>(part) != nullptr
            || qobject_cast<const QPushButton*>(part) != nullptr;
        if (!isRead || !part->isVisible())
            continue;
        const int needed = part->hasHeightForWidth() ? part->heightForWidth(part->width())
                                                     : part->minimumSizeHint().height();
        QVERIFY2(part->height() >= needed, part->metaObject()->className());
        QVERIFY(page.contains(QRect(part->mapToGlobal(QPoint(0, 0)), part->size())));
    }
    auto* bar = m_page->findChild<traceview::ContextBar*>();
    const QImage image = bar->grab().toImage();
    const int row = bar->height() - 9; // the legend
    bool hasLegend = false;
    for (int x = 0; x < image.width() && !hasLegend; ++x)
        hasLegend = image.pixelColor(x, static_cast<int>(row * image.devicePixelRatio()))
            == m_theme->color(traceview::roleOf(trace::Filling::System));
    QVERIFY(hasLegend);
}

void TestTracePage::whatIsToldMovesNothing()
{
    open(spanKey(1, 3));
    auto* news = m_page->findChild<common::MessageBar*>(u"news"_s);
    // All that is read takes its place first.
    QTRY_VERIFY(m_page->findChild<traceview::FindingsBar*>()->isVisible());
    QTRY_VERIFY(!m_page->findChild<traceview::ContextBar*>()->legend().isEmpty());
    m_queries->waitForIdle();
    QTest::qWait(30);
    const QPoint before = m_waterfall->mapTo(m_page.get(), QPoint(0, 0));
    const QSize size = m_waterfall->size();
    m_page->tell(u"No further step failed."_s);
    QTest::qWait(30);
    QVERIFY(news->isVisible());
    QCOMPARE(m_waterfall->mapTo(m_page.get(), QPoint(0, 0)), before);
    QCOMPARE(m_waterfall->size(), size);
    QVERIFY(m_page->rect().contains(news->geometry()));
    // It is in front of each view.
    for (const auto view :
         {traceview::TracePage::View::Table, traceview::TracePage::View::Claims}) {
        m_page->showView(view);
        QVERIFY(m_page->childAt(news->geometry().center()) == news
                || news->isAncestorOf(m_page->childAt(news->geometry().center())));
    }
}

void TestTracePage::claimsOfAStepThatIsNoAnswerAreNoBox()
{
    open(spanKey(1, 3));
    m_page->showView(traceview::TracePage::View::Claims);
    auto* claims = m_page->findChild<traceview::ClaimsView*>();
    const auto* answer = claims->answer();
    QTRY_VERIFY(!answer->toPlainText().isEmpty());
    QVERIFY(answer->viewport()->backgroundRole() == QPalette::Base);
    m_page->selection().setSpan(telemetry::SpanId(4)); // a retrieval
    QTRY_VERIFY(answer->toPlainText().isEmpty());
    const auto isOfSurface = [&] { // nothing is drawn where the answer would be
        const QImage image = claims->grab().toImage();
        return image.pixelColor(image.width() / 4, image.height() / 2) == image.pixelColor(1, 1)
            && image.pixelColor(image.width() - 40, image.height() / 2) == image.pixelColor(1, 1);
    };
    QTRY_VERIFY(isOfSurface());
}

void TestTracePage::theAnswerIsWhatOneComesFor()
{
    m_page->resize(900, 420); // a few lines of the conversation
    open(spanKey(1, 3));
    const auto firstShown = [this] { return m_conversation->cursorForPosition({2, 2}).position(); };
    const int answer = static_cast<int>(m_conversation->toPlainText().indexOf(
        QString::fromStdString(Recording::output()).left(20)));
    QVERIFY(answer > 0);
    auto* bar = m_conversation->verticalScrollBar();
    QVERIFY(bar->maximum() > 0);
    QVERIFY(bar->value() > 0);
    QVERIFY(firstShown() <= answer);
    // It is read again each second: what somebody scrolled to stays.
    bar->setValue(0);
    m_clock->time = at(63);
    waitForRead();
    QCOMPARE(bar->value(), 0);
}

void TestTracePage::conversationsTellPartsApart()
{
    telemetry::Generation generation;
    generation.contentState = telemetry::ContentState::Captured;
    telemetry::Message answer;
    answer.role = "assistant";
    answer.parts.resize(3);
    answer.parts[0].kind = telemetry::PartKind::Reasoning;
    answer.parts[0].text = "thinking";
    answer.parts[1].text = "first";
    answer.parts[2].text = "second part is wrong";
    generation.outputMessages = {answer};
    telemetry::Evaluation evaluation;
    evaluation.findings = {{.start = 14, .end = 18, .kind = "novel_words", .support = 0}}; // "part"
    m_conversation->setRows(items::messageRows(generation), {evaluation});
    const QString text = m_conversation->toPlainText();
    QVERIFY(text.contains(u"Assistant, reasoning\nthinking"_s));
    QVERIFY(text.contains(u"The telemetry has no input."_s));
    QStringList underlined;
    for (auto block = m_conversation->document()->begin(); block.isValid(); block = block.next()) {
        for (const auto& range : block.layout()->formats()) {
            if (range.format.underlineStyle() != QTextCharFormat::NoUnderline)
                underlined << block.text().mid(range.start, range.length);
        }
    }
    QCOMPARE(underlined, QStringList{u"part"_s});
}

void TestTracePage::notCapturedIsSaid()
{
    open(spanKey(1, 5));
    QTRY_VERIFY(m_conversation->toPlainText().contains(u"The output was not captured"_s));
    const auto* bar = m_page->findChild<traceview::ContextBar*>();
    QTRY_VERIFY2(bar->text().contains(u"Not captured 3,480"_s), qPrintable(bar->text()));
}

void TestTracePage::whatCameLaterIsNotKnownYet()
{
    open(spanKey(1, 3));
    m_conductor->seek(at(2)); // it was recorded at 5 s
    QTRY_COMPARE(m_waterfall->layout().rowCount(), 0);
    m_conductor->seek(at(59));
    QTRY_COMPARE(m_waterfall->layout().rowCount(), 6);
    QTRY_COMPARE(chosenName(), u"chat glyph-large"_s);
}

void TestTracePage::longTracesScrollToTheChosenStep()
{
    constexpr int kSpans = 100'000;
    std::vector<store::SpanRow> spans(kSpans);
    for (int i = 0; i < kSpans; ++i) {
        auto& span = spans[static_cast<std::size_t>(i)];
        span.span = telemetry::SpanId(i + 1);
        span.parent = telemetry::SpanId(i / 3);
        span.name = "step";
        span.start = at(i * 0.001);
        span.end = at(i * 0.001 + 0.0005);
    }
    WaterfallView view(*m_theme);
    view.resize(900, 500);
    view.show();
    view.setTree(std::make_shared<const trace::SpanTree>(std::move(spans)));
    view.setCurrentNode(kSpans - 1);
    const QImage image = view.grab().toImage();
    const QColor chosen = m_theme->color(common::ColorRole::Surface3);
    bool isShown = false;
    for (int y = 0; y < image.height(); ++y)
        isShown = isShown || image.pixelColor(image.width() / 3, y) == chosen;
    QVERIFY(isShown);
    QCOMPARE(view.layout().rowOf(kSpans - 1), kSpans - 1);
}

void TestTracePage::hostileTextStaysPlain()
{
    telemetry::Generation generation;
    generation.contentState = telemetry::ContentState::Captured;
    telemetry::Message message;
    message.role = "<b>user</b>\u202e";
    message.parts.resize(1);
    message.parts[0].text = "<script>x</script>\x1b[2J" + std::string(3'000'000, 'y');
    generation.inputMessages = {message};
    m_conversation->setRows(items::messageRows(generation));
    const QString text = m_conversation->toPlainText();
    QVERIFY2(text.startsWith(u"<b>user</b>⟦U+202E⟧"_s), qPrintable(text.left(60)));
    QVERIFY(text.contains(u"<script>x</script>␛[2J"_s));
    QVERIFY(text.contains(u"of 3,000,022 characters are shown"_s));
    QVERIFY(text.size() < 100'000);
}

void TestTracePage::focusableWidgetsHaveNames()
{
    QCOMPARE(namelessWidgets(*m_page), QStringList());
    open(spanKey(1, 3));
    QCOMPARE(namelessWidgets(*m_page), QStringList());
}

QTEST_MAIN(TestTracePage)
#include "tst_tracepage.moc"
