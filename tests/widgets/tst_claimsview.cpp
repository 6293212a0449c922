// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/claimsfixture.h"
#include "widgets/common/theme.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/evidencecard.h"
#include "widgets/trace/evidencelines.h"
#include "widgets/trace/evidencemarks.h"
#include "widgets/trace/traceselection.h"
#include "widgets/trace/whyview.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

#include <set>

using namespace Qt::StringLiterals;
using claims::Support;
using claimstest::kPlanner;
using claimstest::kWriter;
using claimstest::Scene;
using traceview::EvidenceLines;

namespace {

struct ShownClaims
{
    explicit ShownClaims(const Scene& made = Scene(), const QString& themeName = u"light"_s)
        : scene(made)
        , theme(themeName)
        , view(theme, selection)
    {
        selection.setSpan(kWriter);
        view.resize(1000, 640);
        view.show();
        view.setClaims(scene.contents, scene.set);
        settle();
    }

    static void settle() { QTest::qWait(1); }
    void type(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(view.answer(), key, modifiers);
    }
    QString label(const QString& name) const
    {
        const auto* found = view.findChild<QLabel*>(name);
        return found == nullptr || found->isHidden() ? QString() : found->text();
    }
    QToolButton* button(const QString& name) const
    {
        return view.findChild<QToolButton*>(u"filter."_s + name);
    }
    // Where a word of the answer stands on the screen.
    QPoint pointOf(const QString& word) const
    {
        QTextCursor cursor(view.answer()->document());
        cursor.setPosition(static_cast<int>(view.answer()->toPlainText().indexOf(word)) + 1);
        return view.answer()->cursorRect(cursor).center();
    }
    QTextCharFormat formatAt(const QString& word) const
    {
        const int at = static_cast<int>(view.answer()->toPlainText().indexOf(word));
        const QTextBlock block = view.answer()->document()->findBlock(at);
        for (const auto& range : block.layout()->formats())
            if (at - block.position() >= range.start
                && at - block.position() < range.start + range.length)
                return range.format;
        return {};
    }

    Scene scene;
    common::Theme theme;
    traceview::TraceSelection selection;
    traceview::ClaimsView view;
};

} // namespace

class TestClaimsView : public QObject
{
    Q_OBJECT

private slots:
    void whatIsReadAgainStaysAsItIs();
    void whatHasMoreClaimsKeepsTheChosenOne();
    void theSummaryCountsEachSupport();
    void everySupportHasItsOwnLine();
    void claimsAreUnderlinedWhereTheyStand();
    void aFilterShowsOnlyItsClaims();
    void keysGoThroughTheClaims();
    void keysGoFromTheWorstOn();
    void aClickChoosesTheInnermostClaim();
    void theCardTellsBothFigures();
    void evidenceIsPointedAtAndMarksWhatRestsOnIt();
    void evidenceInAnotherTraceOpensIt();
    void linesLeadFromTheClaimToItsCards();
    void noEvidenceIsSaid();
    void unknownIsSaid();
    void aSearchIsMarked();
    void whyIsAskedAndShown();
    void hopsChooseTheirStep();
    void goingBackFromAnotherStepFindsTheClaim();
    void hostileTextStaysPlain();
    void aLongAnswerIsCutAndClaimsFarDownAreReached();
    void everythingHasAName();
};

void TestClaimsView::theSummaryCountsEachSupport()
{
    ShownClaims one;
    QCOMPARE(one.view.summaryText(),
             u"6 claims: 1 supported, 1 weak, 2 contradicted, 1 truncated away, 1 absent, "
             "1 not judged"_s);
    QVERIFY(one.label(u"claimsNote"_s).isEmpty());
    QVERIFY(!one.selection.claim());
    QVERIFY(one.label(u"noEvidence"_s).contains(u"Choose a claim"_s));
}

void TestClaimsView::everySupportHasItsOwnLine()
{
    std::set<int> styles;
    for (const Support support : traceview::kWorstFirst)
        styles.insert(traceview::supportUnderline(support));
    QCOMPARE(styles.size(), std::size_t{6}); // and none for what is unknown or not judged
    QCOMPARE(traceview::supportRank(Support::Contradicted), 0);
}

void TestClaimsView::claimsAreUnderlinedWhereTheyStand()
{
    ShownClaims one;
    QCOMPARE(one.formatAt(u"Hello"_s).underlineStyle(), QTextCharFormat::NoUnderline);
    QCOMPARE(one.formatAt(u"Refunds"_s).underlineStyle(), QTextCharFormat::SingleUnderline);
    QCOMPARE(one.formatAt(u"Parcels"_s).underlineStyle(), QTextCharFormat::DashUnderline);
    QCOMPARE(one.formatAt(u"Opened"_s).underlineStyle(), QTextCharFormat::WaveUnderline);
    QCOMPARE(one.formatAt(u"order 4711"_s).underlineStyle(), QTextCharFormat::DotLine);
    QCOMPARE(one.formatAt(u"tree"_s).underlineStyle(), QTextCharFormat::DashDotDotLine);
    QCOMPARE(one.formatAt(u"tree"_s).underlineColor(),
             one.theme.color(common::ColorRole::EvidenceAbsent));
}

void TestClaimsView::aFilterShowsOnlyItsClaims()
{
    ShownClaims one;
    QTest::mouseClick(one.button(u"absent"_s), Qt::LeftButton);
    QVERIFY(one.view.filter() == Support::Absent);
    QCOMPARE(one.formatAt(u"Refunds"_s).underlineStyle(), QTextCharFormat::NoUnderline);
    QCOMPARE(one.formatAt(u"tree"_s).underlineStyle(), QTextCharFormat::DashDotDotLine);
    one.type(Qt::Key_J);
    QCOMPARE(one.selection.claim(), std::optional<std::size_t>(6));
    one.type(Qt::Key_Escape);
    QVERIFY(!one.view.filter());
    QVERIFY(!one.button(u"absent"_s)->isChecked());
    QTest::mouseClick(one.button(u"weak"_s), Qt::LeftButton);
    one.view.setClaims(one.scene.contents, one.scene.set); // read again
    QVERIFY(one.view.filter() == Support::Weak);
    QVERIFY(one.button(u"weak"_s)->isChecked());
    QTest::mouseClick(one.button(u"weak"_s), Qt::LeftButton);
    QVERIFY(!one.view.filter());
}

void TestClaimsView::keysGoThroughTheClaims()
{
    ShownClaims one;
    one.type(Qt::Key_J);
    QCOMPARE(one.selection.claim(), std::optional<std::size_t>(1)); // a greeting is passed over
    one.type(Qt::Key_Down);
    QCOMPARE(one.selection.claim(), std::optional<std::size_t>(2));
    one.type(Qt::Key_K);
    one.type(Qt::Key_Up);
    QCOMPARE(one.selection.claim(), std::optional<std::size_t>(1)); // nothing before it
    QCOMPARE(one.label(u"claimLine"_s), u"Claim 1 of 6: contradicted – kb-117 says 30 days"_s);
    QVERIFY(one.view.answer()->accessibleDescription().contains(u"Opened items"_s));
}

void TestClaimsView::keysGoFromTheWorstOn()
{
    ShownClaims one;
    QList<std::size_t> order;
    for (int i = 0; i < 6; ++i) {
        one.type(Qt::Key_U);
        order << *one.selection.claim();
    }
    QCOMPARE(order, (QList<std::size_t>{2, 1, 6, 5, 4, 3}));
    one.type(Qt::Key_U, Qt::ShiftModifier);
    QCOMPARE(one.selection.claim(), std::optional<std::size_t>(4));
}

void TestClaimsView::aClickChoosesTheInnermostClaim()
{
    ShownClaims one;
    QTest::mouseClick(one.view.answer()->viewport(), Qt::LeftButton, {}, one.pointOf(u"Opened"_s));
    QCOMPARE(one.selection.claim(), std::optional<std::size_t>(1));
    QTest::mouseClick(one.view.answer()->viewport(), Qt::LeftButton, {}, one.pointOf(u"90 days"_s));
    QCOMPARE(one.selection.claim(), std::optional<std::size_t>(2));
    QTest::mouseClick(one.view.answer()->viewport(), Qt::LeftButton, {}, one.pointOf(u"Hello"_s));
    QCOMPARE(one.selection.claim(), std::optional<std::size_t>(2)); // none stands there
}

void TestClaimsView::theCardTellsBothFigures()
{
    ShownClaims one;
    one.view.choose(1);
    QVERIFY(one.view.card(1) != nullptr);
    QVERIFY(one.view.card(2) == nullptr);
    const QString text = one.view.card(0)->accessibleName();
    QVERIFY2(text.contains(u"kb-117 · Return policy · retrieved, rank 2 of 2"_s), qPrintable(text));
    QVERIFY2(text.contains(u"Answer says “90 days” · source says “30 days”"_s), qPrintable(text));
    QVERIFY2(text.contains(u"Opened items can be returned within 30 days"_s), qPrintable(text));
    one.view.choose(2); // what is left out ends between words
    QVERIFY2(one.view.card(0)->accessibleName().contains(u"the card that was …"_s),
             qPrintable(one.view.card(0)->accessibleName()));
    one.view.choose(5);
    QVERIFY2(one.view.card(0)->accessibleName().contains(u"dropped before this answer"_s),
             qPrintable(one.view.card(0)->accessibleName()));
}

void TestClaimsView::evidenceIsPointedAtAndMarksWhatRestsOnIt()
{
    ShownClaims one;
    one.view.choose(1);
    ShownClaims::settle();
    QTest::mouseClick(one.view.card(0), Qt::LeftButton);
    QVERIFY(one.selection.place() == one.scene.set->claims[1].evidence[0].place);
    QVERIFY(one.view.card(0)->isChosen());
    QVERIFY(!one.view.card(1)->isChosen());
    QCOMPARE(one.view.resting(), (std::vector<std::size_t>{1, 2}));
    QVERIFY(one.label(u"restingOn"_s).startsWith(u"2 claims rest on kb-117"_s));
    QCOMPARE(one.selection.claim(), std::optional<std::size_t>(1));
    // Another view points at the other document.
    one.selection.setPlace(one.scene.document(0, "Parcels leave our warehouse"));
    QCOMPARE(one.view.resting(), (std::vector<std::size_t>{1, 4}));
    QVERIFY(one.formatAt(u"Parcels"_s).background().style() != Qt::NoBrush);
    QVERIFY(one.formatAt(u"Refunds"_s).background().style() == Qt::NoBrush);
    // By the keyboard.
    one.view.card(0)->setFocus();
    QTest::keyClick(one.view.card(0), Qt::Key_Return);
    QVERIFY(one.selection.place() == one.scene.set->claims[1].evidence[0].place);
    one.type(Qt::Key_Escape);
    QVERIFY(!one.selection.place());
    QVERIFY(one.label(u"restingOn"_s).isEmpty());
}

void TestClaimsView::evidenceInAnotherTraceOpensIt()
{
    ShownClaims one;
    auto set = std::make_shared<claims::ClaimSet>(*one.scene.set);
    const telemetry::SpanKey turn{*telemetry::traceIdFromHex(std::string(32, 'f')), kWriter};
    claims::Evidence& evidence = set->claims[5].evidence.front();
    evidence.place = {.span = kWriter, .start = 1000, .end = 1011};
    evidence.shared.clear();
    evidence.earlier = claims::EarlierPassage{
        .turn = turn, .source = "message 3, user", .text = "Then: 14 days <b>.", .start = 994};
    one.view.setClaims(one.scene.contents, set);
    one.view.choose(5);
    const QString text = one.view.card(0)->accessibleName();
    QVERIFY2(text.contains(u"session, message 3, user"_s) && text.contains(u"14 days <b>."_s),
             qPrintable(text));
    QSignalSpy opened(&one.view, &traceview::ClaimsView::turnChosen);
    QTest::mouseClick(one.view.card(0), Qt::LeftButton);
    QVERIFY(opened.front().front().value<telemetry::SpanKey>() == turn);
    QVERIFY(!one.selection.place());
    QTest::keyClick(one.view.card(0), Qt::Key_Return);
    QCOMPARE(opened.size(), 2);
}

void TestClaimsView::linesLeadFromTheClaimToItsCards()
{
    ShownClaims one;
    QVERIFY(one.view.lines()->lines().empty());
    one.view.choose(1);
    ShownClaims::settle();
    ShownClaims::settle();
    const auto& lines = one.view.lines()->lines();
    QCOMPARE(lines.size(), std::size_t{2});
    QVERIFY(lines[0].support == Support::Contradicted);
    QVERIFY(lines[0].to < lines[1].to);
    const auto& glyphs = one.view.lines()->glyphs();
    const auto chosen = std::ranges::find_if(glyphs, &EvidenceLines::Glyph::isChosen);
    QVERIFY(chosen != glyphs.end());
    QCOMPARE(lines[0].from, chosen->height);
    QCOMPARE(chosen->claim, std::size_t{1});
    // A glyph can be pressed.
    const EvidenceLines::Glyph last = glyphs.back();
    QTest::mouseClick(one.view.lines(), Qt::LeftButton, {}, QPoint(12, last.height));
    QCOMPARE(one.selection.claim(), std::optional(last.claim));
}

void TestClaimsView::noEvidenceIsSaid()
{
    ShownClaims one;
    one.view.choose(6);
    QCOMPARE(one.label(u"noEvidence"_s), u"Nothing that this answer was given says so."_s);
    QVERIFY(one.view.card(0) == nullptr);
}

void TestClaimsView::unknownIsSaid()
{
    ShownClaims one;
    one.view.setClaims(one.scene.contents, nullptr);
    QVERIFY(one.label(u"claimsNote"_s).contains(u"Choose an answer"_s));
    QVERIFY(one.view.summaryText().isEmpty());
    auto set = std::make_shared<claims::ClaimSet>();
    set->generation = kWriter;
    set->unknown = "the answer was cut by an attribute limit";
    one.view.setClaims(one.scene.contents, set);
    QCOMPARE(one.label(u"claimsNote"_s), u"The answer was cut by an attribute limit"_s);
    QVERIFY(one.view.answer()->toPlainText().contains(u"Opened items"_s));
    one.view.setClaims(nullptr, nullptr);
    one.type(Qt::Key_J);
    one.type(Qt::Key_U);
    one.type(Qt::Key_Y);
    QVERIFY(!one.view.isWhyShown());
}

void TestClaimsView::aSearchIsMarked()
{
    ShownClaims one;
    one.selection.setSearch(u"HELLO"_s);
    QVERIFY(one.formatAt(u"Hello"_s).background().style() != Qt::NoBrush);
    one.selection.setSearch({});
    QVERIFY(one.formatAt(u"Hello"_s).background().style() == Qt::NoBrush);
}

void TestClaimsView::whyIsAskedAndShown()
{
    ShownClaims one;
    QSignalSpy asked(&one.view, &traceview::ClaimsView::whyAsked);
    one.type(Qt::Key_Y); // of no claim
    QCOMPARE(asked.size(), 0);
    one.view.choose(1);
    one.type(Qt::Key_Y);
    QCOMPARE(asked.size(), 1);
    QVERIFY(one.view.isWhyShown());
    QVERIFY(one.label(u"whyText"_s).contains(u"Following"_s));
    const auto& claim = one.scene.set->claims[1];
    one.view.setProvenance(
        claims::provenanceOf(*one.scene.contents, kWriter, claim.start, claim.end));
    QCOMPARE(one.view.why()->count(), 3);
    const QString first = one.view.why()->card(0)->accessibleName();
    QVERIFY2(first.startsWith(u"Hop 1 of 3: Never had support. First said by planner (step 2 "
                              "of 3); invented here"_s),
             qPrintable(first));
    QVERIFY2(one.label(u"whyText"_s).contains(u"says “30 days”, not “90 days”"_s),
             qPrintable(one.label(u"whyText"_s)));
    one.type(Qt::Key_Escape);
    QVERIFY(!one.view.isWhyShown());
    QCOMPARE(one.selection.claim(), std::optional<std::size_t>(1));
}

void TestClaimsView::hopsChooseTheirStep()
{
    ShownClaims one;
    one.view.choose(1);
    const auto& claim = one.scene.set->claims[1];
    one.view.setProvenance(
        claims::provenanceOf(*one.scene.contents, kWriter, claim.start, claim.end));
    traceview::WhyView& why = *one.view.why();
    why.focusCard(2);
    QTest::keyClick(why.card(2), Qt::Key_Up);
    QTest::keyClick(why.card(1), Qt::Key_K);
    QVERIFY(why.card(0)->hasFocus());
    QTest::keyClick(why.card(0), Qt::Key_Return);
    QVERIFY(one.selection.span() == kPlanner);
    QVERIFY(one.selection.place() == why.provenance().hops[0].place);
    QVERIFY(why.card(0)->isChosen());
    QTest::mouseClick(why.card(2), Qt::LeftButton);
    QVERIFY(one.selection.span() == kWriter);
    QTest::keyClick(why.card(2), Qt::Key_Escape);
    QVERIFY(!one.view.isWhyShown());
}

void TestClaimsView::goingBackFromAnotherStepFindsTheClaim()
{
    ShownClaims one;
    one.view.choose(3);
    one.type(Qt::Key_Y);
    const auto& claim = one.scene.set->claims[3];
    one.view.setProvenance(
        claims::provenanceOf(*one.scene.contents, kWriter, claim.start, claim.end));
    auto other = std::make_shared<claims::ClaimSet>();
    other->generation = kPlanner;
    one.selection.setSpan(kPlanner);
    one.view.setClaims(one.scene.contents, other);
    QVERIFY(one.view.isWhyShown()); // the chain stays
    QTest::keyClick(one.view.why(), Qt::Key_Escape);
    QVERIFY(one.selection.span() == kWriter);
    one.view.setClaims(one.scene.contents, one.scene.set);
    QCOMPARE(one.selection.claim(), std::optional<std::size_t>(3));
}

void TestClaimsView::hostileTextStaysPlain()
{
    const std::string hostile = "<b>bold</b> \x1b[2J \xe2\x80\xae evil \xff";
    ShownClaims one{Scene(hostile)};
    QVERIFY(one.view.answer()->toPlainText().contains(u"<b>bold</b> ␛[2J ⟦U+202E⟧"_s));
    one.view.choose(1);
    const QString text = one.view.card(0)->accessibleName();
    QVERIFY2(text.startsWith(u"kb-117<b>bold</b> ␛[2J ⟦U+202E⟧"_s), qPrintable(text));
    one.view.grab();
}

void TestClaimsView::aLongAnswerIsCutAndClaimsFarDownAreReached()
{
    Scene scene({}, std::string(10'000'000, 'x') + " It ends with 77 days. " + "y");
    auto set = std::make_shared<claims::ClaimSet>(*scene.set);
    const std::string output = scene.output();
    claims::Claim far;
    far.start = static_cast<std::int64_t>(output.find("It ends with"));
    far.end = far.start + 22;
    far.support = Support::Absent;
    set->claims.push_back(far);
    scene.set = set;
    ShownClaims one{scene};
    QVERIFY(one.view.answer()->toPlainText().size() < 21'000);
    QVERIFY(one.view.answer()->toPlainText().contains(u"characters 1 to 20,000 of 10,000,"_s));
    one.view.choose(set->claims.size() - 1);
    QVERIFY(one.view.answer()->toPlainText().contains(u"It ends with 77 days."_s));
    QCOMPARE(one.formatAt(u"It ends"_s).underlineStyle(), QTextCharFormat::DashDotDotLine);
    one.view.choose(1);
    QCOMPARE(one.formatAt(u"Opened"_s).underlineStyle(), QTextCharFormat::WaveUnderline);
}

void TestClaimsView::everythingHasAName()
{
    ShownClaims one;
    one.view.choose(1);
    for (const auto* widget : one.view.findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible()
            || qobject_cast<const QLabel*>(widget) != nullptr)
            continue;
        const auto* buttonLike = qobject_cast<const QAbstractButton*>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty()
                     || (buttonLike != nullptr && !buttonLike->text().isEmpty()),
                 widget->metaObject()->className());
    }
    QCOMPARE(one.button(u"absent"_s)->accessibleName(), u"Show only 1 absent"_s);
}

void TestClaimsView::whatIsReadAgainStaysAsItIs()
{
    ShownClaims one;
    one.view.choose(1);
    ShownClaims::settle();
    QTextCursor cursor(one.view.answer()->document());
    cursor.setPosition(3);
    cursor.setPosition(9, QTextCursor::KeepAnchor);
    one.view.answer()->setTextCursor(cursor);
    auto* card = one.view.card(1);
    QVERIFY(card != nullptr);
    card->setFocus();
    const QToolButton* filter = one.button(u"weak"_s);
    // The same again, from another reading.
    const Scene again;
    one.view.setClaims(again.contents, std::make_shared<const claims::ClaimSet>(*again.set));
    ShownClaims::settle();
    QVERIFY(one.view.card(1) == card);
    QVERIFY(one.button(u"weak"_s) == filter);
    QCOMPARE(one.view.answer()->textCursor().anchor(), 3);
    QCOMPARE(one.view.answer()->textCursor().position(), 9);
    QVERIFY(one.view.focusWidget() == card);
}

void TestClaimsView::whatHasMoreClaimsKeepsTheChosenOne()
{
    ShownClaims one;
    one.view.resize(700, 260);
    one.view.choose(1);
    ShownClaims::settle();
    QTextCursor cursor(one.view.answer()->document());
    cursor.setPosition(3);
    cursor.setPosition(9, QTextCursor::KeepAnchor);
    one.view.answer()->setTextCursor(cursor);
    one.view.answer()->verticalScrollBar()->setValue(1);
    const int scrolled = one.view.answer()->verticalScrollBar()->value();
    one.view.card(1)->setFocus();
    const QString focused = one.view.focusWidget()->objectName();
    auto more = std::make_shared<claims::ClaimSet>(*one.scene.set);
    claims::Claim first;
    first.start = 0;
    first.end = 5;
    more->claims.insert(more->claims.begin(), first);
    one.view.setClaims(one.scene.contents, more);
    ShownClaims::settle();
    QCOMPARE(one.selection.claim(), std::optional<std::size_t>(2));
    QCOMPARE(one.view.answer()->textCursor().anchor(), 3);
    QCOMPARE(one.view.answer()->textCursor().position(), 9);
    QCOMPARE(one.view.answer()->verticalScrollBar()->value(), scrolled);
    QCOMPARE(one.view.focusWidget()->objectName(), focused);
    QVERIFY(one.view.focusWidget() == one.view.card(1));
}

QTEST_MAIN(TestClaimsView)
#include "tst_claimsview.moc"
