// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/contextwords.h"
#include "models/trace/contextsessionbuilder.h"
#include "tests/models/trace/sessiontext.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/trace/contextbar.h"
#include "widgets/trace/contextcolors.h"
#include "widgets/trace/contextview.h"
#include "widgets/trace/fillchart.h"
#include "widgets/trace/traceselection.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace sessiontest;
using common::ColorRole;
using items::ContextMessageModel;
using traceview::BarSegment;
using traceview::ContextBar;
using traceview::ContextView;
using traceview::FillBlock;

namespace {

const std::string kRules = "rules of the house: answer from the passages alone";

std::string words(const std::string& first, int count)
{
    std::string text = first;
    for (int i = 0; i < count; ++i)
        text += " of " + first + std::to_string(i);
    return text;
}

// Three turns; before the third one two messages were dropped.
std::shared_ptr<const trace::ContextSession> sampleSession()
{
    trace::ContextSessionBuilder builder("s-1 \u202e<b>", {});
    auto first = turn(1, {{"system", kRules}, {"user", words("u1", 20)}});
    first.contextWindow = 900;
    first.inputTokens = 150;
    first.outputTokens = 40;
    auto second = turn(2,
                       {{"system", kRules},
                        {"user", words("u1", 20)},
                        {"assistant", words("a1", 40)},
                        {"user", "u2 <b>bold</b> \u202e"}});
    second.contextWindow = 900;
    second.inputTokens = 420;
    auto third = turn(3, {{"system", kRules}, {"user", "u2 <b>bold</b> \u202e"}, {"user", "u3 c"}});
    third.contextWindow = 900;
    third.inputTokens = 40;
    builder.add(first);
    builder.add(second);
    builder.add(third);
    return std::make_shared<const trace::ContextSession>(builder.take());
}

int pixelsOf(const QImage& image, const QRect& area, const QColor& color)
{
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x)
            count += image.valid(x, y) && image.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
    return count;
}

trace::ContextWindow windowOf(telemetry::Generation generation,
                              const std::vector<const telemetry::Document*>& retrieved = {})
{
    return trace::contextWindowOf(generation, {}, retrieved);
}

} // namespace

class TestContextView : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void theBarIsInReadingOrder();
    void theBarIsToScale();
    void droppedTurnsStandLeftOfTheCut();
    void whatTheServerDroppedStandsLeftOfTheCut();
    void marksStandWhereThePassagesDo();
    void whatIsSetAsideIsDrawn();
    void aClickPointsAtTheText();
    void keysGoThroughTheBar();
    void manyPiecesStayApart();
    void aBarWithoutAnything();

    void columnsAddUp();
    void narrowColumnsScroll();
    void theChosenTurnIsShown();
    void keysGoFromTurnToTurn();
    void turnsAreOpenedOnPurpose();
    void onlyWhatWasDropped();
    void aRowPointsAtItsMessage();
    void theSelectionIsFollowed();
    void readingAgainKeepsTheTurn();
    void unknownIsSaid();
    void ghostsAndFlagsAreDrawn();
    void hostileTextStaysPlain();
    void wordsOfDrops();
    void everythingHasAName();

private:
    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<traceview::TraceSelection> m_selection;
};

void TestContextView::init()
{
    m_theme = std::make_unique<common::Theme>(u"light"_s);
    m_selection = std::make_unique<traceview::TraceSelection>();
}

void TestContextView::theBarIsInReadingOrder()
{
    const auto geometry = traceview::barGeometry(windowOf(turn(1,
                                                               {{"system", words("s", 20)},
                                                                {"user", words("u", 20)},
                                                                {"tool", words("t", 20)},
                                                                {"assistant", words("a", 20)},
                                                                {"user", words("q", 20)}})),
                                                 {}, 800);
    QStringList fillings;
    double behind = 0;
    for (const BarSegment& segment : geometry.segments) {
        fillings << QLatin1String(trace::toString(segment.filling));
        QVERIFY(segment.left >= behind - 1e-6);
        behind = segment.right;
    }
    QCOMPARE(fillings,
             QStringList({u"system"_s, u"history"_s, u"tools"_s, u"history"_s, u"question"_s}));
    QVERIFY(std::abs(behind - 800) < 1);
}

void TestContextView::theBarIsToScale()
{
    trace::ContextWindow context;
    context.window = 1000;
    context.pieces = {{.filling = trace::Filling::System, .tokens = 300},
                      {.filling = trace::Filling::Question, .tokens = 200}};
    context.used = 500;
    context.input = 500;
    const auto geometry = traceview::barGeometry(context, {}, 1000);
    QCOMPARE(geometry.segments.size(), 3u);
    QCOMPARE(geometry.segments[0].right, 300.0);
    QCOMPARE(geometry.segments[1].right, 500.0);
    QVERIFY(geometry.segments[2].kind == BarSegment::Kind::Free);
    QCOMPARE(geometry.segments[2].right, 1000.0);
    QCOMPARE(geometry.segmentAt(299), 0);
    QCOMPARE(geometry.segmentAt(300), 1);
    QCOMPARE(geometry.segmentAt(1000), -1);
    // More than it holds: where it ends is marked.
    context.window = 400;
    const auto over = traceview::barGeometry(context, {}, 1000);
    QCOMPARE(over.windowEnd, 800.0);
}

void TestContextView::droppedTurnsStandLeftOfTheCut()
{
    const auto session = sampleSession();
    const auto& drops = session->turns[2].drops;
    QCOMPARE(drops.size(), 1u);
    const auto context = windowOf(turn(3, {{"user", words("q", 40)}}));
    const auto geometry = traceview::barGeometry(context, drops, 800);
    QVERIFY(geometry.segments[0].kind == BarSegment::Kind::Gone);
    QVERIFY(geometry.segments[0].right < geometry.cut);
    QVERIFY(geometry.cut < geometry.segments[1].left);
    QVERIFY(geometry.segments[0].tokens == drops[0].tokens);
    // Of what nobody tells the size there is a place as well.
    trace::ContextDrop note;
    note.rule = trace::DropRule::Note;
    QVERIFY(traceview::barGeometry(context, {note}, 800).segments[0].right >= 8);
}

void TestContextView::whatTheServerDroppedStandsLeftOfTheCut()
{
    auto generation = turn(
        1, {{"system", words("s", 20)}, {"system", words("d", 400)}, {"user", words("u", 200)}});
    generation.inputTokens = 600;
    trace::TokenScale scale;
    scale.answers = 9;
    const auto context = trace::contextWindowOf(generation, scale);
    QVERIFY(context.cut.has_value());
    const auto geometry = traceview::barGeometry(context, {}, 800);
    QVERIFY(geometry.cut > 0);
    double unread = 0;
    double held = 0;
    for (const BarSegment& segment : geometry.segments) {
        if (segment.kind == BarSegment::Kind::Unread) {
            QVERIFY(segment.right < geometry.cut);
            unread += static_cast<double>(*segment.tokens);
        } else if (segment.kind == BarSegment::Kind::Held) {
            QVERIFY(segment.left > geometry.cut);
            held += static_cast<double>(*segment.tokens);
        }
    }
    QVERIFY(std::abs(held - 600) < 3);
    QVERIFY(std::abs(unread - static_cast<double>(context.cut->needed - 600)) < 3);
    // A passage that the server dropped is marked where it was, left of the cut.
    QVERIFY(geometry.xOf(0.2) < geometry.cut);
    QVERIFY(geometry.xOf(0.01) > geometry.cut); // the first instructions are kept
    QVERIFY(geometry.xOf(0.99) > geometry.cut);
    // What was kept goes on behind them.
    const auto first =
        std::ranges::find(geometry.segments, BarSegment::Kind::Held, &BarSegment::kind);
    const double boundary = static_cast<double>(*first->tokens) + unread;
    const auto needed = static_cast<double>(context.cut->needed);
    QVERIFY(geometry.xOf((boundary - 5) / needed) < geometry.cut);
    QVERIFY(std::abs(geometry.xOf((boundary + 5) / needed) - first->right) < 12);
}

void TestContextView::marksStandWhereThePassagesDo()
{
    ContextBar bar(*m_theme);
    bar.resize(800, bar.sizeHint().height());
    bar.setContext(windowOf(turn(1, {{"user", words("u", 100)}})), telemetry::SpanId{1});
    const int before = bar.count();
    claims::ContextPositions positions;
    positions.inputTokens = 5000;
    claims::UsedStretch used;
    used.place = {.span = telemetry::SpanId{7}, .kind = similarity::PlaceKind::Document, .end = 9};
    used.position = 0.5;
    used.support = claims::Support::Contradicted;
    used.claims = {0, 3};
    positions.used = {used};
    positions.unused = {{.passage = 1, .name = "kb-9\u202e", .isInWindow = true, .position = 0.25},
                        {.passage = 2, .name = "kb-10", .isInWindow = false}};
    bar.setPositions(positions);
    QCOMPARE(bar.count(), before + 2); // that was not given has no place
    QVERIFY2(bar.words(before).contains(u"2 claims"_s), qPrintable(bar.words(before)));
    QVERIFY(bar.words(before).contains(u"50 %"_s));
    QVERIFY(bar.words(before).contains(u"contradicted"_s));
    QVERIFY(bar.words(before).contains(u"middle"_s));
    QVERIFY(bar.words(before + 1).contains(u"kb-9"_s));
    QVERIFY(!bar.words(before + 1).contains(QChar(0x202e)));
    const QImage image = bar.grab().toImage();
    const double scale = image.devicePixelRatio();
    const QRect area(int(390 * scale), int(35 * scale), int(20 * scale), int(9 * scale));
    QVERIFY(pixelsOf(image, area, m_theme->color(ColorRole::EvidenceContradicted)) > 5);
    QSignalSpy chosen(&bar, &ContextBar::placeChosen);
    bar.setSelection(m_selection.get());
    QTest::mouseClick(&bar, Qt::LeftButton, {}, {400, 38});
    QCOMPARE(chosen.size(), 1);
    QVERIFY(m_selection->place() == used.place);
}

void TestContextView::whatIsSetAsideIsDrawn()
{
    auto generation = turn(1, {{"user", words("u", 100)}});
    generation.maxTokens = 300;
    generation.outputTokens = 100;
    generation.contextWindow = 1200;
    const auto context = windowOf(generation);
    const auto geometry = traceview::barGeometry(context, {}, 1200);
    const auto reserve =
        std::ranges::find(geometry.segments, BarSegment::Kind::Reserve, &BarSegment::kind);
    QVERIFY(reserve != geometry.segments.end());
    QVERIFY(reserve->tokens == 200);
    QVERIFY(std::abs(reserve->right - reserve->left - 200) < 1);
    ContextBar bar(*m_theme);
    bar.resize(1200, bar.sizeHint().height());
    bar.setContext(context);
    QVERIFY(bar.text().contains(u"300 set aside"_s));
}

void TestContextView::aClickPointsAtTheText()
{
    ContextBar bar(*m_theme);
    bar.resize(824, bar.sizeHint().height());
    bar.setSelection(m_selection.get());
    bar.setContext(windowOf(turn(5, {{"system", words("s", 20)}, {"user", words("u", 20)}})),
                   telemetry::SpanId{5});
    QTest::mouseClick(&bar, Qt::LeftButton, {}, {700, 26});
    QVERIFY(m_selection->place().has_value());
    QVERIFY(m_selection->place()->span == telemetry::SpanId{5});
    QCOMPARE(m_selection->place()->message, 1u);
    QVERIFY(m_selection->place()->kind == similarity::PlaceKind::Input);
    QVERIFY(m_selection->place()->end > 20);
}

void TestContextView::keysGoThroughTheBar()
{
    ContextBar bar(*m_theme);
    bar.resize(800, bar.sizeHint().height());
    bar.setSelection(m_selection.get());
    auto generation = turn(5, {{"system", words("s", 20)}, {"user", words("u", 20)}});
    generation.contextWindow = 400;
    bar.setContext(windowOf(generation), telemetry::SpanId{5});
    QCOMPARE(bar.current(), -1);
    QTest::keyClick(&bar, Qt::Key_Right);
    QCOMPARE(bar.current(), 0);
    QVERIFY2(bar.accessibleDescription().startsWith(u"System"_s),
             qPrintable(bar.accessibleDescription()));
    QTest::keyClick(&bar, Qt::Key_End);
    QCOMPARE(bar.current(), bar.count() - 1);
    QVERIFY(bar.words(bar.current()).startsWith(u"Free"_s));
    QTest::keyClick(&bar, Qt::Key_Right);
    QCOMPARE(bar.current(), bar.count() - 1);
    QTest::keyClick(&bar, Qt::Key_Return); // free room has no text
    QVERIFY(!m_selection->place());
    QTest::keyClick(&bar, Qt::Key_Home);
    QTest::keyClick(&bar, Qt::Key_Return);
    QCOMPARE(m_selection->place()->message, 0u);
}

void TestContextView::manyPiecesStayApart()
{
    Said said;
    for (int i = 0; i < 4000; ++i)
        said.emplace_back(i % 2 == 0 ? "user" : "tool", "m" + std::to_string(i));
    const auto geometry = traceview::barGeometry(windowOf(turn(1, said)), {}, 400);
    QVERIFY(geometry.segments.size() <= 300);
    QVERIFY(geometry.segments.size() > 50);
    for (std::size_t i = 1; i < geometry.segments.size(); ++i)
        QVERIFY(geometry.segments[i].left >= geometry.segments[i - 1].right - 1e-6);
    QVERIFY(std::abs(geometry.segments.back().right - 400) < 2);
}

void TestContextView::aBarWithoutAnything()
{
    ContextBar bar(*m_theme);
    bar.resize(300, bar.sizeHint().height());
    bar.setContext({});
    QCOMPARE(bar.count(), 0);
    QVERIFY(bar.text().contains(u"unknown"_s));
    QTest::keyClick(&bar, Qt::Key_Right);
    QTest::keyClick(&bar, Qt::Key_Left);
    QTest::keyClick(&bar, Qt::Key_Return);
    QCOMPARE(bar.current(), -1);
    bar.grab();
    bar.clear(u"Being read"_s);
    QCOMPARE(bar.text(), u"Being read"_s);
}

void TestContextView::columnsAddUp()
{
    const auto session = sampleSession();
    for (std::size_t i = 0; i < 3; ++i) {
        const auto blocks = traceview::fillBlocks(session->turns[i], 20);
        double held = 0;
        double behind = 0;
        for (const FillBlock& block : blocks) {
            QCOMPARE(block.from, behind);
            behind = block.to;
            if (block.kind != FillBlock::Kind::Ghost)
                held = block.to;
        }
        QCOMPARE(held, static_cast<double>(traceview::usedTokens(session->turns[i])));
    }
    const auto blocks = traceview::fillBlocks(session->turns[2], 20);
    QVERIFY(blocks.back().kind == FillBlock::Kind::Ghost);
    QCOMPARE(blocks.back().to - blocks.back().from,
             static_cast<double>(*session->turns[2].drops[0].tokens));
    const auto scale = traceview::fillScale(*session);
    QCOMPARE(scale.window, 900);
    QVERIFY(!scale.isWindowBeyond);
    QVERIFY(scale.top >= 900);
}

void TestContextView::narrowColumnsScroll()
{
    const auto columns = traceview::fillColumns(2000, 1990, 0, 50, 700);
    QCOMPARE(columns.count, 100u);
    QVERIFY(columns.first <= 1990 && 1990 < columns.first + columns.count);
    QCOMPARE(columns.turnAt(columns.leftOf(1990) + 1), 1990u);
    QCOMPARE(columns.turnAt(10), trace::ContextTurn::kNone);
    // They stay where they are while the chosen one is among them.
    QCOMPARE(traceview::fillColumns(2000, 1950, columns.first, 50, 700).first, columns.first);
    QCOMPARE(traceview::fillColumns(2000, 5, columns.first, 50, 700).first, 5u);
    QCOMPARE(traceview::fillColumns(0, 0, 0, 50, 700).count, 0u);
    QCOMPARE(traceview::fillColumns(3, 0, 0, 50, -4).count, 0u);
}

void TestContextView::theChosenTurnIsShown()
{
    ContextView view(*m_theme, *m_selection);
    const QAbstractItemModelTester tester(view.table()->model());
    view.resize(900, 600);
    view.show();
    const auto session = sampleSession();
    view.setSession(session, session->turns[2].key);
    QCOMPARE(view.currentTurn(), 2u);
    const auto* model = view.table()->model();
    QCOMPARE(model->rowCount(), 5);
    QStringList fates;
    for (int row = 0; row < model->rowCount(); ++row)
        fates << model->index(row, ContextMessageModel::Fate).data().toString();
    QCOMPARE(fates, QStringList({u"Kept"_s, u"Dropped"_s, u"Dropped"_s, u"Kept"_s, u"Added"_s}));
    bool isTold = false;
    for (const auto* label : view.findChildren<QLabel*>())
        isTold = isTold
            || (label->isVisible()
                && label->text().startsWith(u"1 turn dropped · oldest first · ≈"_s));
    QVERIFY(isTold);
}

void TestContextView::keysGoFromTurnToTurn()
{
    ContextView view(*m_theme, *m_selection);
    view.resize(900, 600);
    view.show();
    const auto session = sampleSession();
    view.setSession(session, session->turns[2].key);
    QSignalSpy opened(&view, &ContextView::turnChosen);
    QTest::keyClick(view.chart(), Qt::Key_Left);
    QCOMPARE(view.currentTurn(), 1u);
    QCOMPARE(view.table()->model()->rowCount(), 4);
    QVERIFY2(view.chart()->accessibleDescription().startsWith(u"Turn 2 of 3"_s),
             qPrintable(view.chart()->accessibleDescription()));
    QTest::keyClick(view.chart(), Qt::Key_Home);
    QCOMPARE(view.currentTurn(), 0u);
    QTest::keyClick(view.chart(), Qt::Key_Left);
    QCOMPARE(view.currentTurn(), 0u);
    QTest::keyClick(view.chart(), Qt::Key_Right, Qt::ShiftModifier); // to what was dropped
    QCOMPARE(view.currentTurn(), 2u);
    QVERIFY(view.chart()->accessibleDescription().contains(u"oldest first"_s));
    QCOMPARE(opened.size(), 0); // looking at a turn opens nothing
}

void TestContextView::turnsAreOpenedOnPurpose()
{
    ContextView view(*m_theme, *m_selection);
    view.resize(900, 600);
    view.show();
    const auto session = sampleSession();
    view.setSession(session, session->turns[2].key);
    QSignalSpy opened(&view, &ContextView::turnChosen);
    auto* button = view.findChild<QPushButton*>();
    QVERIFY(!button->isEnabled()); // it is open
    QTest::keyClick(view.chart(), Qt::Key_Left);
    QTest::keyClick(view.chart(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QVERIFY(opened[0][0].value<telemetry::SpanKey>() == session->turns[1].key);
    QVERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(opened.size(), 2);
    const auto& columns = view.chart()->columns();
    const QPoint first(int(columns.leftOf(0) + 3), view.chart()->height() - 30);
    QTest::mouseClick(view.chart(), Qt::LeftButton, {}, first);
    QCOMPARE(view.currentTurn(), 0u);
    QTest::mouseDClick(view.chart(), Qt::LeftButton, {}, first);
    QCOMPARE(opened.size(), 3);
}

void TestContextView::onlyWhatWasDropped()
{
    ContextView view(*m_theme, *m_selection);
    view.resize(900, 600);
    view.show();
    const auto session = sampleSession();
    view.setSession(session, session->turns[2].key);
    view.findChild<QCheckBox*>()->setChecked(true);
    QCOMPARE(view.table()->model()->rowCount(), 2);
    QTest::keyClick(view.chart(), Qt::Key_Left);
    QCOMPARE(view.table()->model()->rowCount(), 0);
    QVERIFY(!view.table()->isVisible());
    bool isSaid = false;
    for (const auto* label : view.findChildren<QLabel*>())
        isSaid = isSaid
            || (label->isVisible() && label->text() == u"Nothing was dropped before this turn."_s);
    QVERIFY(isSaid);
}

void TestContextView::aRowPointsAtItsMessage()
{
    ContextView view(*m_theme, *m_selection);
    view.resize(900, 600);
    view.show();
    const auto session = sampleSession();
    view.setSession(session, session->turns[2].key);
    const auto click = [&](int row) {
        view.table()->scrollTo(view.table()->model()->index(row, 0));
        const QRect rect = view.table()->visualRect(view.table()->model()->index(row, 3));
        QTest::mouseClick(view.table()->viewport(), Qt::LeftButton, {}, rect.center());
    };
    click(4);
    QVERIFY(m_selection->place().has_value());
    QVERIFY(m_selection->place()->span == session->turns[2].key.span);
    QCOMPARE(m_selection->place()->message, 2u);
    QCOMPARE(m_selection->place()->end, 4);
    click(1); // which stood in the turn before
    QVERIFY(m_selection->place()->span == session->turns[1].key.span);
    QCOMPARE(m_selection->place()->message, 1u);
}

void TestContextView::theSelectionIsFollowed()
{
    ContextView view(*m_theme, *m_selection);
    view.resize(900, 600);
    const auto session = sampleSession();
    view.setSession(session, session->turns[2].key);
    m_selection->setSpan(session->turns[1].key.span);
    QCOMPARE(view.currentTurn(), 1u);
    m_selection->setPlace(claims::TextPlace{.span = session->turns[1].key.span,
                                            .kind = similarity::PlaceKind::Input,
                                            .message = 3,
                                            .end = 5});
    QCOMPARE(view.table()->currentIndex().row(), 3);
    m_selection->setSpan(telemetry::SpanId{999}); // a tool of this turn, say
    QCOMPARE(view.currentTurn(), 1u);
}

void TestContextView::readingAgainKeepsTheTurn()
{
    ContextView view(*m_theme, *m_selection);
    view.setSession(sampleSession(), sampleSession()->turns[2].key);
    QTest::keyClick(view.chart(), Qt::Key_Home);
    QCOMPARE(view.currentTurn(), 0u);
    view.setSession(sampleSession(), sampleSession()->turns[2].key); // more has come
    QCOMPARE(view.currentTurn(), 0u);
    view.setSession(sampleSession(), sampleSession()->turns[1].key); // another one was opened
    QCOMPARE(view.currentTurn(), 1u);
    view.clear(u"This step is none."_s);
    QCOMPARE(view.currentTurn(), trace::ContextTurn::kNone);
    view.setSession(nullptr, {});
    QCOMPARE(view.currentTurn(), trace::ContextTurn::kNone);
}

void TestContextView::unknownIsSaid()
{
    ContextView view(*m_theme, *m_selection);
    view.resize(900, 600);
    view.show();
    trace::ContextSessionBuilder builder("", {});
    auto bare = turn(1, {});
    bare.contentState = telemetry::ContentState::NotCaptured;
    builder.add(bare);
    auto cut = turn(2, {{"user", "u"}});
    cut.contentState = telemetry::ContentState::TelemetryTruncated;
    builder.add(cut);
    const auto session = std::make_shared<const trace::ContextSession>(builder.take());
    view.setSession(session, session->turns[0].key);
    const auto holds = [&](const QString& text) {
        for (const auto* label : view.findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    };
    QVERIFY(holds(u"not captured"_s));
    QVERIFY(holds(u"Size of the window unknown"_s));
    QVERIFY(holds(u"2 turns without text"_s));
    QTest::keyClick(view.chart(), Qt::Key_Right);
    QVERIFY(holds(u"by a limit of the telemetry, not by the service"_s));
    view.grab();
}

void TestContextView::ghostsAndFlagsAreDrawn()
{
    for (const QString& name : common::Theme::names()) {
        m_theme->load(name);
        ContextView view(*m_theme, *m_selection);
        view.resize(600, 700);
        const auto session = sampleSession();
        view.setSession(session, session->turns[0].key);
        view.show();
        const QImage image = view.chart()->grab().toImage();
        const double scale = image.devicePixelRatio();
        const auto& columns = view.chart()->columns();
        const auto columnArea = [&](std::size_t turn) {
            return QRect(int(columns.leftOf(turn) * scale), int(40 * scale),
                         int(columns.width * scale), int((view.chart()->height() - 60) * scale));
        };
        const QColor gone = m_theme->color(ColorRole::EvidenceTruncated);
        QVERIFY(pixelsOf(image, columnArea(2), gone) > 10);
        QCOMPARE(pixelsOf(image, columnArea(1), gone), 0);
        const QColor question = m_theme->color(traceview::roleOf(trace::Filling::Question));
        QVERIFY(pixelsOf(image, columnArea(0), question) > 10); // added: in full colour
        QVERIFY(pixelsOf(image, QRect(0, 0, image.width(), int(36 * scale)), gone)
                > 50); // its flag
    }
}

void TestContextView::hostileTextStaysPlain()
{
    ContextView view(*m_theme, *m_selection);
    view.resize(900, 600);
    view.show();
    const auto session = sampleSession();
    view.setSession(session, session->turns[2].key);
    for (const auto* label : view.findChildren<QLabel*>()) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(!label->text().contains(QChar(0x202e)));
    }
    const auto* model = view.table()->model();
    for (int row = 0; row < model->rowCount(); ++row)
        QVERIFY(!model->index(row, ContextMessageModel::Text)
                     .data()
                     .toString()
                     .contains(QChar(0x202e)));
    QCOMPARE(model->index(3, ContextMessageModel::Text).data().toString().left(14),
             u"u2 <b>bold</b>"_s);
}

void TestContextView::wordsOfDrops()
{
    trace::ContextDrop drop;
    drop.rule = trace::DropRule::OldestFirst;
    drop.contents = {1, 2, 3};
    drop.turns = 3;
    drop.tokens = 1240;
    QCOMPARE(items::dropText(drop), u"3 turns dropped · oldest first · ≈ 1,240 tokens"_s);
    drop.needed = 1;
    QVERIFY(items::dropText(drop).endsWith(u"an answer needed it"_s));
    trace::ContextDrop overflow;
    overflow.rule = trace::DropRule::Overflow;
    overflow.tokens = 3072;
    overflow.isReported = true;
    QCOMPARE(items::dropText(overflow),
             u"Refused · did not fit the window · 3,072 tokens too many"_s);
    trace::ContextDrop note;
    note.rule = trace::DropRule::Note;
    QCOMPARE(items::dropText(note),
             u"Earlier turns dropped · left out, as a note says · tokens unknown"_s);
    trace::ContextDrop left;
    left.rule = trace::DropRule::LeftOut;
    left.of = 5;
    left.names = {"kb-1\u202e", "kb-2", "kb-3", "kb-4"};
    left.tokens = 1;
    QCOMPARE(items::dropText(left), u"4 of 5 passages not given · retrieved only · ≈ 1 token"_s);
    QVERIFY(items::dropReason(left).contains(u"and 1 more"_s));
    QVERIFY(!items::dropReason(left).contains(QChar(0x202e)));
    QVERIFY(items::scaleText(4.43, 120).contains(u"4.4 characters a token, as in 120 answers"_s));
    QVERIFY(items::scaleText(0, 0).contains(u"too few"_s));
}

void TestContextView::everythingHasAName()
{
    QWidget page;
    ContextView view(*m_theme, *m_selection, &page);
    ContextBar bar(*m_theme, &page);
    const auto session = sampleSession();
    view.setSession(session, session->turns[2].key);
    page.show();
    QCOMPARE(pagetest::namelessWidgets(page), QStringList());
}

QTEST_MAIN(TestContextView)
#include "tst_contextview.moc"
