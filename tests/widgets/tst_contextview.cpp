// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/contextwords.h"
#include "tests/models/trace/sessiontext.h"
#include "tests/widgets/contextfixture.h"
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
#include <QTabBar>
#include <QTableView>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace contexttest;
using common::ColorRole;
using items::ContextMessageModel;
using traceview::ContextBar;
using traceview::ContextView;
using traceview::FillBlock;

class TestContextView : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void columnsAddUp();
    void columnsAreWithoutWhatTheServerDropped();
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
    void aLowWindowShowsOnePartAtATime();
    void aPlaceIsShownInALowWindow();
    void focusStaysWithItsPart();

private:
    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<traceview::TraceSelection> m_selection;
};

void TestContextView::init()
{
    m_theme = std::make_unique<common::Theme>(u"light"_s);
    m_selection = std::make_unique<traceview::TraceSelection>();
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

// What the table says the server dropped is in no column.
void TestContextView::columnsAreWithoutWhatTheServerDropped()
{
    trace::TokenScale scale;
    scale.answers = 9;
    trace::ContextSessionBuilder builder("s", scale);
    auto one = turn(1,
                    {{"system", words("s", 20)},
                     {"user", words("d", 400)},
                     {"assistant", words("a", 200)},
                     {"user", words("u", 20)}});
    one.inputTokens = 600;
    builder.add(one);
    auto session = builder.take();
    QVERIFY(session.turns[0].context.cut.has_value());
    QCOMPARE(session.turns[0].drops.size(), 1U);
    QVERIFY(!session.turns[0].drops[0].places.empty());
    const auto tokensOf = [&](bool isKnown) {
        double sum = 0;
        for (const FillBlock& block : traceview::fillBlocks(session.turns[0], 20))
            if (block.kind != FillBlock::Kind::Ghost
                && (block.kind != FillBlock::Kind::Unexplained) == isKnown)
                sum += block.to - block.from;
        return sum;
    };
    double sent = 0;
    for (const std::int64_t tokens : session.turns[0].added)
        sent += static_cast<double>(tokens);
    for (const trace::CutPart& part : session.turns[0].cutParts)
        sent -= static_cast<double>(part.tokens);
    QCOMPARE(tokensOf(true), sent);
    QVERIFY(std::abs(tokensOf(true) + tokensOf(false) - 600) < 1e-6);
    QVERIFY(tokensOf(false) > 0);
    // All of it was quoted: it is there, and shares what was counted.
    session.markQuoted(session.turns[0].drops[0].places);
    QVERIFY(session.turns[0].drops[0].places.empty());
    QCOMPARE(tokensOf(false), 0.0);
    QVERIFY(std::abs(tokensOf(true) - 600) < 1e-6);
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
    // The message that was chosen stays while its turn is shown again, and goes with the turn.
    auto* table = view.findChild<QTableView*>();
    QVERIFY(table->model()->rowCount() > 1);
    table->selectRow(1);
    view.setSession(sampleSession(), sampleSession()->turns[1].key);
    QCOMPARE(table->currentIndex().row(), 1);
    view.setSession(sampleSession(), sampleSession()->turns[2].key);
    QVERIFY(!table->currentIndex().isValid());
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

// As large as the view is in a window of 1280 x 720.
constexpr QSize kLow(555, 256);
constexpr QSize kHigh(684, 400); // in one of 1440 x 900

void TestContextView::aLowWindowShowsOnePartAtATime()
{
    m_theme->apply(*qApp); // heads as high as the program has them
    QWidget page;
    ContextView view(*m_theme, *m_selection, &page);
    view.resize(kLow);
    page.resize(kHigh);
    page.show();
    const auto session = sampleSession();
    view.setSession(session, session->turns[2].key);
    QCoreApplication::processEvents();
    auto& parts = *view.findChild<QTabBar*>();
    QVERIFY(parts.isVisible() && view.chart()->isVisible() && !view.table()->isVisible());
    QVERIFY2(view.chart()->height() >= 160, qPrintable(QString::number(view.chart()->height())));
    // By keys alone.
    parts.setFocus();
    QTest::keyClick(&parts, Qt::Key_Right);
    QCOMPARE(parts.tabText(parts.currentIndex()), u"Messages of turn 3 (5)"_s);
    QCoreApplication::processEvents();
    QVERIFY(!view.chart()->isVisible() && view.table()->isVisible());
    const QRect seen = view.table()->viewport()->rect();
    int rows = 0;
    for (int row = 0; row < view.table()->model()->rowCount(); ++row)
        rows += seen.contains(view.table()->visualRect(
                    view.table()->model()->index(row, ContextMessageModel::Text)))
            ? 1
            : 0;
    QVERIFY2(rows >= 4, qPrintable(QString::number(rows)));
    for (const auto* label : view.findChildren<QLabel*>())
        if (label->isVisible() && label->wordWrap())
            QVERIFY2(label->heightForWidth(label->width()) <= label->height(),
                     qPrintable(label->text()));
    view.setFocus(); // what is hidden gets none
    QVERIFY(parts.hasFocus());
    view.resize(kHigh);
    QCoreApplication::processEvents();
    QVERIFY(!parts.isVisible() && view.chart()->isVisible() && view.table()->isVisible());
}

void TestContextView::aPlaceIsShownInALowWindow()
{
    QWidget page;
    ContextView view(*m_theme, *m_selection, &page);
    view.resize(kLow);
    page.resize(kHigh);
    page.show();
    const auto session = sampleSession();
    view.setSession(session, session->turns[2].key);
    QVERIFY(!view.table()->isVisible());
    m_selection->setPlace(claims::TextPlace{
        .span = session->turns[2].key.span, .kind = similarity::PlaceKind::Input, .message = 2});
    QVERIFY(view.table()->isVisible());
    QCOMPARE(view.table()->currentIndex().row(), 4);
}

void TestContextView::focusStaysWithItsPart()
{
    QWidget page;
    ContextView view(*m_theme, *m_selection, &page);
    view.resize(kHigh);
    page.resize(kHigh);
    page.show();
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    const auto session = sampleSession();
    view.setSession(session, session->turns[2].key);
    view.table()->setFocus();
    view.resize(kLow);
    QVERIFY(view.table()->isVisible() && view.table()->hasFocus());
    view.resize(kHigh);
    view.chart()->setFocus();
    view.resize(kLow);
    QVERIFY(view.chart()->isVisible() && view.chart()->hasFocus());
}

QTEST_MAIN(TestContextView)
#include "tst_contextview.moc"
