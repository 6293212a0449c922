// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/formats.h"
#include "tests/widgets/contextfixture.h"
#include "widgets/common/theme.h"
#include "widgets/trace/contextbar.h"
#include "widgets/trace/traceselection.h"

#include <QSignalSpy>
#include <QTest>

#include <array>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;
using namespace contexttest;
using common::ColorRole;
using sessiontest::Said;
using traceview::BarSegment;
using traceview::ContextBar;

namespace {

trace::ContextWindow windowOf(telemetry::Generation generation,
                              const std::vector<const telemetry::Document*>& retrieved = {})
{
    return trace::contextWindowOf(generation, {}, retrieved);
}

claims::UsedStretch usedAt(double position, claims::Support support)
{
    claims::UsedStretch used;
    used.position = position;
    used.support = support;
    return used;
}

} // namespace

class TestContextBar : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void theBarIsInReadingOrder();
    void theBarIsToScale();
    void droppedTurnsStandLeftOfTheCut();
    void whatTheServerDroppedStandsLeftOfTheCut();
    void droppedMessagesAreLeftOfTheCutAsAWhole();
    void marksStandWhereThePassagesDo();
    void whatIsSetAsideIsDrawn();
    void aClickPointsAtTheText();
    void keysGoThroughTheBar();
    void whatIsChosenStaysWhenItIsReadAgain();
    void manyPiecesStayApart();
    void whatWasReadIsToldApart();
    void noEntryOfTheLegendVanishes();
    void eachColourOfMarksHasAKey();
    void aBarWithoutAnything();

private:
    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<traceview::TraceSelection> m_selection;
};

void TestContextBar::init()
{
    m_theme = std::make_unique<common::Theme>(u"light"_s);
    m_selection = std::make_unique<traceview::TraceSelection>();
}

void TestContextBar::theBarIsInReadingOrder()
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

void TestContextBar::theBarIsToScale()
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

void TestContextBar::droppedTurnsStandLeftOfTheCut()
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

void TestContextBar::whatTheServerDroppedStandsLeftOfTheCut()
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

// As the table of messages tells it; what was counted beside them is of no text that is known.
void TestContextBar::droppedMessagesAreLeftOfTheCutAsAWhole()
{
    auto generation = turn(
        1, {{"system", words("s", 20)}, {"system", words("d", 400)}, {"user", words("u", 200)}});
    generation.inputTokens = 600;
    trace::TokenScale scale;
    scale.answers = 9;
    const auto context = trace::contextWindowOf(generation, scale);
    std::int64_t dropped = 0;
    for (const auto& piece : context.pieces)
        dropped += piece.message == 1 ? piece.tokens : 0;
    trace::ContextDrop drop;
    drop.rule = trace::DropRule::Server;
    drop.tokens = context.cut->needed - context.cut->kept;
    drop.places = {{{generation.trace, generation.span}, 1, 0}};
    QVERIFY(dropped > *drop.tokens); // a part of it was counted
    const auto sums = [&] {
        std::array<double, 3> all{}; // unread, held with text, held without
        for (const auto& segment : traceview::barGeometry(context, {drop}, 800).segments) {
            if (segment.kind == BarSegment::Kind::Unread)
                all[0] += static_cast<double>(*segment.tokens);
            else if (segment.kind == BarSegment::Kind::Held)
                all[segment.piece == trace::ContextPiece::kNone ? 2 : 1] +=
                    static_cast<double>(*segment.tokens);
        }
        return all;
    };
    const auto gone = sums();
    QCOMPARE(gone[0], static_cast<double>(dropped));
    QVERIFY(std::abs(gone[1] + gone[2] - 600) < 3);
    QVERIFY(gone[2] > 0);
    // The answer quotes it: nothing is called unread.
    drop.quoted = std::exchange(drop.places, {});
    const auto quoted = sums();
    QCOMPARE(quoted[0], 0.0);
    QCOMPARE(quoted[2], 0.0);
}

void TestContextBar::marksStandWhereThePassagesDo()
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

void TestContextBar::whatIsSetAsideIsDrawn()
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

void TestContextBar::aClickPointsAtTheText()
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

void TestContextBar::keysGoThroughTheBar()
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

void TestContextBar::whatIsChosenStaysWhenItIsReadAgain()
{
    ContextBar bar(*m_theme);
    bar.resize(800, bar.sizeHint().height());
    const auto generation = turn(5, {{"system", words("s", 20)}, {"user", words("u", 20)}});
    bar.setContext(windowOf(generation), telemetry::SpanId{5});
    QTest::keyClick(&bar, Qt::Key_Right);
    QTest::keyClick(&bar, Qt::Key_Right);
    QCOMPARE(bar.current(), 1);
    const QString said = bar.accessibleDescription();
    bar.setContext(windowOf(generation), telemetry::SpanId{5});
    bar.setPositions({});
    bar.setDrops({});
    QCOMPARE(bar.current(), 1);
    QCOMPARE(bar.accessibleDescription(), said);
    bar.resize(500, bar.height());
    QCOMPARE(bar.current(), 1);
    bar.setContext(windowOf(generation), telemetry::SpanId{6}); // of another answer
    QCOMPARE(bar.current(), -1);
}

void TestContextBar::manyPiecesStayApart()
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

void TestContextBar::whatWasReadIsToldApart()
{
    auto generation = turn(
        1, {{"system", words("s", 20)}, {"system", words("d", 400)}, {"user", words("u", 200)}});
    generation.inputTokens = 600;
    trace::TokenScale scale;
    scale.answers = 9;
    const auto context = trace::contextWindowOf(generation, scale);
    trace::ContextDrop drop;
    drop.rule = trace::DropRule::Server;
    drop.isLikely = true;
    drop.tokens = context.cut->needed - context.cut->kept;
    drop.contents = {1};
    drop.places = {{{generation.trace, generation.span}, 1, 0}};
    for (const auto& drops : {std::vector<trace::ContextDrop>{}, {drop}}) {
        std::int64_t read = 0;
        for (const auto& share : traceview::barGeometry(context, drops, 800).read)
            read += share.tokens;
        QCOMPARE(read, 600);
    }
    ContextBar bar(*m_theme);
    bar.resize(1600, 80);
    bar.setContext(context);
    bar.setDrops({drop});
    QVERIFY(
        bar.text().contains(u"600 read of ≈ %1 sent"_s.arg(items::countText(context.cut->needed))));
    QVERIFY(bar.text().contains(u"likely dropped by the server"_s));
    const QString all = bar.legend().join(u'|');
    QVERIFY(all.startsWith(u"1 message likely dropped"_s));
    // Of two system messages the one that was read.
    std::int64_t first = 0;
    for (const auto& piece : context.pieces)
        first += piece.message == 0 ? piece.tokens : 0;
    QVERIFY2(all.contains(u"|System ≈ %1|"_s.arg(items::countText(first))), qPrintable(all));
    QVERIFY(all.contains(u"|Not told which ≈ "_s));
}

void TestContextBar::noEntryOfTheLegendVanishes()
{
    auto generation = turn(1,
                           {{"system", words("s", 20)},
                            {"user", words("u", 20)},
                            {"tool", words("t", 20)},
                            {"user", words("q", 20)}});
    generation.outputTokens = 30;
    generation.contextWindow = 900;
    generation.maxTokens = 200;
    ContextBar bar(*m_theme);
    bar.resize(1600, 80);
    bar.setContext(windowOf(generation));
    claims::ContextPositions positions;
    positions.used = {usedAt(0.3, claims::Support::Supported)};
    bar.setPositions(positions);
    const QStringList whole = bar.legend();
    QCOMPARE(whole.size(), 8);
    const QStringList order{u"System"_s, u"History"_s,   u"Tools"_s,   u"Question"_s,
                            u"Output"_s, u"supported"_s, u"Reserve"_s, u"Free"_s};
    for (qsizetype i = 0; i < order.size(); ++i)
        QVERIFY2(whole[i].contains(order[i]), qPrintable(whole[i]));
    bool hasCounted = false;
    for (const bool isCompact : {false, true}) {
        bar.setCompact(isCompact);
        for (int width = 1600; width >= 160; width -= 20) {
            bar.resize(width, bar.sizeHint().height());
            QStringList shown = bar.legend();
            qsizetype hidden = 0;
            if (shown.last().startsWith(u'+')) {
                hidden = shown.takeLast().mid(1).toInt();
                hasCounted = true;
            }
            QCOMPARE(shown.size() + hidden, order.size());
            for (qsizetype i = 0; i < shown.size(); ++i)
                QVERIFY(shown[i].contains(order[i]));
        }
    }
    QVERIFY(hasCounted);
}

void TestContextBar::eachColourOfMarksHasAKey()
{
    auto generation = turn(1, {{"user", words("q", 200)}});
    ContextBar bar(*m_theme);
    bar.resize(1200, 80);
    bar.setContext(windowOf(generation));
    claims::ContextPositions positions;
    positions.used = {usedAt(0.3, claims::Support::Supported),
                      usedAt(0.5, claims::Support::Contradicted),
                      usedAt(0.7, claims::Support::Contradicted)};
    bar.setPositions(positions);
    const QStringList keys = bar.legend().filter(u"claim"_s);
    QCOMPARE(
        keys,
        QStringList({u"a supported claim rests on it"_s, u"a contradicted claim rests on it"_s}));
    const QImage image = bar.grab().toImage();
    const int ratio = qRound(image.devicePixelRatio());
    const QRect row(0, 46 * ratio, 1200 * ratio, 20 * ratio); // of the legend, below the marks
    QVERIFY(pixelsOf(image, row, m_theme->color(ColorRole::EvidenceSupported)) > 4);
    QVERIFY(pixelsOf(image, row, m_theme->color(ColorRole::EvidenceContradicted)) > 4);
    QCOMPARE(pixelsOf(image, row, m_theme->color(ColorRole::EvidenceWeak)), 0);
}

void TestContextBar::aBarWithoutAnything()
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

QTEST_MAIN(TestContextBar)
#include "tst_contextbar.moc"
