// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/messagelist.h"
#include "models/telemetry/signalcheck.h"
#include "widgets/common/theme.h"
#include "widgets/trace/conversationview.h"
#include "widgets/trace/traceselection.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

using claims::TextPlace;
using similarity::PlaceKind;

constexpr telemetry::SpanId kSpan{0x11};

telemetry::Part textPart(const std::string& text)
{
    telemetry::Part part;
    part.text = text;
    return part;
}

telemetry::Message partsMessage(const std::string& role, std::vector<telemetry::Part> parts)
{
    telemetry::Message said;
    said.role = role;
    said.parts = std::move(parts);
    return said;
}

telemetry::Generation turnGeneration(const std::string& question, const std::string& answer)
{
    telemetry::Generation one;
    one.span = kSpan;
    one.inputMessages = {partsMessage("system", {textPart("Be kind.")}),
                         partsMessage("user", {textPart(question)})};
    telemetry::Part thought = textPart("Let me think.");
    thought.kind = telemetry::PartKind::Reasoning;
    one.outputMessages = {partsMessage("assistant", {thought, textPart(answer)})};
    one.documents.resize(2);
    one.documents[1].id = "kb-2";
    one.documents[1].content = "Returns within 30 days.";
    one.contentState = telemetry::ContentState::Captured;
    return one;
}

} // namespace

class TestConversationView : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void rowsKnowTheirPlaces();
    void aPlaceIsShownAndMarked();
    void aPlaceBehindTheCutIsShown();
    void aPartThatWasLeftOutIsShown();
    void findingsStayInPlaceWhenAPartIsShownFromItsMiddle();
    void claimsAreMarkedInPlaceOfFindings();
    void whatNoClaimKnowsKeepsItsFinding();
    void claimsReadAgainChangeNothing();
    void claimsOfAnotherStepMarkNothing();
    void hitsAreMarkedWithoutRegardToCase();
    void whatIsNotSaidYetIsDim();
    void aClickPointsAtWhatIsUnderIt();
    void hostileTextIsShownQuickly_data();
    void hostileTextIsShownQuickly();

private:
    QColor backgroundAt(int position) const;
    QColor colorOf(const QString& text) const;
    QTextCharFormat formatOf(const QString& text) const;
    void show(const telemetry::Generation& one, std::vector<telemetry::Evaluation> evaluations = {})
    {
        m_view->setRows(items::messageRows(one), std::move(evaluations));
    }

    std::unique_ptr<common::Theme> m_theme = std::make_unique<common::Theme>(u"dark"_s);
    std::unique_ptr<traceview::TraceSelection> m_selection;
    std::unique_ptr<traceview::ConversationView> m_view;
};

void TestConversationView::init()
{
    m_view.reset();
    m_selection = std::make_unique<traceview::TraceSelection>();
    m_view = std::make_unique<traceview::ConversationView>(*m_theme);
    m_view->setSelection(m_selection.get());
    m_view->resize(500, 400);
    m_view->show();
}

QColor TestConversationView::backgroundAt(int position) const
{
    const QTextBlock block = m_view->document()->findBlock(position);
    for (const auto& range : block.layout()->formats()) {
        const int at = position - block.position();
        if (range.start <= at && at < range.start + range.length)
            return range.format.hasProperty(QTextFormat::BackgroundBrush)
                ? range.format.background().color()
                : QColor();
    }
    return {};
}

QTextCharFormat TestConversationView::formatOf(const QString& text) const
{
    const int position = static_cast<int>(m_view->toPlainText().lastIndexOf(text));
    const QTextBlock block = m_view->document()->findBlock(position);
    for (const auto& range : block.layout()->formats()) {
        const int at = position - block.position();
        if (range.start <= at && at < range.start + range.length)
            return range.format;
    }
    return {};
}

QColor TestConversationView::colorOf(const QString& text) const
{
    const int position = static_cast<int>(m_view->toPlainText().indexOf(text));
    const QTextBlock block = m_view->document()->findBlock(position);
    const auto formats = block.layout()->formats();
    return formats.isEmpty() ? QColor() : formats.front().format.foreground().color();
}

void TestConversationView::rowsKnowTheirPlaces()
{
    const auto rows = items::messageRows(turnGeneration("What?", "Thirty."));
    std::vector<TextPlace> places;
    for (const auto& row : rows) {
        if (row.place)
            places.push_back(*row.place);
    }
    const std::vector<TextPlace> expected{
        {.span = kSpan, .kind = PlaceKind::Input, .message = 0, .start = 0, .end = 8},
        {.span = kSpan, .kind = PlaceKind::Input, .message = 1, .start = 0, .end = 5},
        {.span = kSpan, .kind = PlaceKind::Document, .part = 1, .start = 0, .end = 23},
        {.span = kSpan, .kind = PlaceKind::Reasoning, .part = 0, .start = 0, .end = 13},
        {.span = kSpan, .kind = PlaceKind::Output, .part = 1, .start = 0, .end = 7}};
    QVERIFY(places == expected);
}

namespace {

const std::string kAnswer = "It takes 90 days. Anything else?";

// A groundedness check that doubts both sentences, and a check of the form that doubts the second.
std::vector<telemetry::Evaluation> doubts()
{
    telemetry::Evaluation grounded;
    grounded.origin = telemetry::EvaluationOrigin::Validator;
    grounded.check = telemetry::kGroundedness;
    grounded.findings = {{.start = 9, .end = 16, .kind = "novel_number"},
                         {.start = 18, .end = 32, .kind = "novel_words"}};
    return {grounded};
}

std::shared_ptr<claims::ClaimSet> claimsOfIt(telemetry::SpanId of)
{
    auto set = std::make_shared<claims::ClaimSet>();
    set->generation = of;
    set->claims.resize(3);
    set->claims[0].end = 17;
    set->claims[0].support = claims::Support::Contradicted;
    set->claims[1].start = 9;
    set->claims[1].end = 16;
    set->claims[1].support = claims::Support::Contradicted;
    set->claims[2].start = 18;
    set->claims[2].end = 32;
    set->claims[2].support = claims::Support::NotJudged;
    return set;
}

} // namespace

void TestConversationView::claimsAreMarkedInPlaceOfFindings()
{
    auto evaluations = doubts();
    telemetry::Evaluation format = evaluations.front();
    format.check = telemetry::kTruncation;
    format.findings = {{.start = 27, .end = 32, .kind = "cut_off"}};
    evaluations.push_back(format);
    show(turnGeneration("How long?", kAnswer), evaluations);
    QVERIFY(formatOf(u"Anything"_s).underlineStyle() == QTextCharFormat::DashUnderline);
    m_view->setClaims(claimsOfIt(kSpan));
    QVERIFY(formatOf(u"Anything"_s).underlineStyle() == QTextCharFormat::NoUnderline);
    for (const char* const words : {"It takes", "90 days"}) {
        const QTextCharFormat marked = formatOf(QString::fromUtf8(words));
        QVERIFY(marked.underlineStyle() == QTextCharFormat::WaveUnderline);
        QCOMPARE(marked.underlineColor(), m_theme->color(common::ColorRole::EvidenceContradicted));
    }
    // What claims do not tell stays.
    QVERIFY(formatOf(u"else?"_s).underlineStyle() == QTextCharFormat::DotLine);
    m_view->setClaims(nullptr);
    QVERIFY(formatOf(u"Anything"_s).underlineStyle() == QTextCharFormat::DashUnderline);
}

// A claim that nothing is known of has no mark of its own.
void TestConversationView::whatNoClaimKnowsKeepsItsFinding()
{
    show(turnGeneration("How long?", kAnswer), doubts());
    auto set = claimsOfIt(kSpan);
    set->claims[2].support = claims::Support::Unknown;
    m_view->setClaims(set);
    QVERIFY(formatOf(u"Anything"_s).underlineStyle() == QTextCharFormat::DashUnderline);
}

void TestConversationView::claimsReadAgainChangeNothing()
{
    show(turnGeneration("How long?", kAnswer), doubts());
    m_view->setClaims(claimsOfIt(kSpan));
    const auto format = formatOf(u"Anything"_s);
    QSignalSpy changes(m_view->document(), &QTextDocument::contentsChange);
    m_view->setClaims(claimsOfIt(kSpan)); // another set that says the same
    QCOMPARE(changes.count(), 0);
    QVERIFY(formatOf(u"Anything"_s) == format);
}

void TestConversationView::claimsOfAnotherStepMarkNothing()
{
    show(turnGeneration("How long?", kAnswer), doubts());
    m_view->setClaims(claimsOfIt(telemetry::SpanId{0x12}));
    QVERIFY(formatOf(u"Anything"_s).underlineStyle() == QTextCharFormat::DashUnderline);
    auto unknown = claimsOfIt(kSpan);
    unknown->unknown = "What the model was given was not captured";
    m_view->setClaims(unknown);
    QVERIFY(formatOf(u"Anything"_s).underlineStyle() == QTextCharFormat::DashUnderline);
}

void TestConversationView::aPlaceIsShownAndMarked()
{
    show(turnGeneration("What?", "Thirty."));
    m_selection->setPlace(
        TextPlace{.span = kSpan, .kind = PlaceKind::Document, .part = 1, .start = 15, .end = 22});
    const int position = static_cast<int>(m_view->toPlainText().indexOf(u"30 days"_s));
    QVERIFY(backgroundAt(position).isValid());
    QVERIFY(!backgroundAt(position - 2).isValid());
    QCOMPARE(m_view->textCursor().position(), position);
    m_selection->setPlace(std::nullopt);
    QVERIFY(!backgroundAt(position).isValid());
}

void TestConversationView::aPlaceBehindTheCutIsShown()
{
    std::string question;
    for (int i = 0; i < 30'000; ++i)
        question += "ä ";
    question += "the needle in it";
    show(turnGeneration(question, "Thirty."));
    QVERIFY(!m_view->toPlainText().contains(u"needle"_s));
    m_selection->setPlace(TextPlace{
        .span = kSpan, .kind = PlaceKind::Input, .message = 1, .start = 60'004, .end = 60'010});
    const int position = static_cast<int>(m_view->toPlainText().indexOf(u"needle"_s));
    QVERIFY(position > 0);
    QVERIFY(backgroundAt(position).isValid());
    QVERIFY(backgroundAt(position + 5).isValid());
    QVERIFY(!backgroundAt(position + 6).isValid());
    QVERIFY(m_view->toPlainText().contains(u"58,004 characters before this"_s));
}

void TestConversationView::aPartThatWasLeftOutIsShown()
{
    telemetry::Generation one = turnGeneration("What?", "Thirty.");
    const std::string filler(19'000, 'x');
    for (int i = 0; i < 40; ++i)
        one.inputMessages.push_back(partsMessage("user", {textPart(filler)}));
    one.inputMessages.push_back(partsMessage("user", {textPart("far away")}));
    show(one);
    QVERIFY(!m_view->toPlainText().contains(u"far away"_s));
    m_selection->setPlace(
        TextPlace{.span = kSpan, .kind = PlaceKind::Input, .message = 42, .start = 0, .end = 8});
    QVERIFY(m_view->toPlainText().contains(u"far away"_s));
}

void TestConversationView::findingsStayInPlaceWhenAPartIsShownFromItsMiddle()
{
    const std::string answer = std::string(50'000, 'a') + " wrong here";
    telemetry::Evaluation evaluation;
    evaluation.state = telemetry::EvaluationState::Failed;
    evaluation.findings = {{.start = 50'001, .end = 50'006, .kind = "unsupported"}};
    show(turnGeneration("What?", answer), {evaluation});
    m_selection->setPlace(TextPlace{
        .span = kSpan, .kind = PlaceKind::Output, .part = 1, .start = 50'001, .end = 50'006});
    const int position = static_cast<int>(m_view->toPlainText().indexOf(u"wrong"_s));
    QVERIFY(position > 0);
    const QTextBlock block = m_view->document()->findBlock(position);
    bool isUnderlined = false;
    for (const auto& range : block.layout()->formats()) {
        if (range.start == position - block.position() && range.length == 5)
            isUnderlined = range.format.underlineStyle() != QTextCharFormat::NoUnderline;
    }
    QVERIFY(isUnderlined);
}

void TestConversationView::hitsAreMarkedWithoutRegardToCase()
{
    show(turnGeneration("Returns?", "returns are fine"));
    m_selection->setSearch(u"RETURNS"_s);
    QCOMPARE(m_view->hitCount(), 3); // question, passage, answer
    QVERIFY(
        backgroundAt(static_cast<int>(m_view->toPlainText().indexOf(u"returns are"_s))).isValid());
    m_selection->setSearch({});
    QCOMPARE(m_view->hitCount(), 0);
}

void TestConversationView::whatIsNotSaidYetIsDim()
{
    using namespace std::chrono_literals;
    show(turnGeneration("What?", "Thirty."));
    const telemetry::Timestamp start{10s};
    m_view->setTimes(telemetry::TimeRange{.start = start, .end = start + 5s});
    const QColor dim = m_theme->color(common::ColorRole::TextDisabled);
    m_selection->setMoment(start - 1s);
    QVERIFY(colorOf(u"What?"_s) == dim);
    m_selection->setMoment(start + 1s);
    QVERIFY(colorOf(u"What?"_s) != dim);
    QVERIFY(colorOf(u"Thirty."_s) == dim);
    m_selection->setMoment(start + 5s);
    QVERIFY(colorOf(u"Thirty."_s) != dim);
    m_selection->setMoment(std::nullopt);
    QVERIFY(colorOf(u"What?"_s) != dim);
}

void TestConversationView::aClickPointsAtWhatIsUnderIt()
{
    show(turnGeneration("What?", "Thirty."));
    const int position = static_cast<int>(m_view->toPlainText().indexOf(u"Thirty"_s));
    QTextCursor cursor = m_view->textCursor();
    cursor.setPosition(position + 2);
    const QRect left = m_view->cursorRect(cursor);
    cursor.setPosition(position + 3);
    const QRect right = m_view->cursorRect(cursor);
    // Anywhere on the third letter, in either half.
    for (const int x : {left.center().x() + 2, right.center().x() - 2}) {
        m_selection->setPlace(std::nullopt);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, {x, left.center().y()});
        QVERIFY(m_selection->place().has_value());
        QVERIFY(m_selection->place()->kind == PlaceKind::Output);
        QCOMPARE(m_selection->place()->start, std::int64_t{2});
        QCOMPARE(m_selection->place()->end, std::int64_t{3});
    }
}

void TestConversationView::hostileTextIsShownQuickly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("html") << QByteArray("<img src=x onerror=alert(1)><b>bold</b>");
    QTest::newRow("bidi") << QByteArray("safe \u202e gnp.exe \u2066 x \u2069");
    QTest::newRow("control") << QByteArray("a\x1b[31m\x07\x00z", 9);
    QTest::newRow("ill-formed") << QByteArray("\xff\xfe\x80 ok \xc3");
    QTest::newRow("emoji")
        << QByteArray("👩‍👩‍👧‍👦🏳️‍🌈👍🏽").repeated(2000);
    QTest::newRow("right to left") << QByteArray("שלום עולם مرحبا بالعالم ").repeated(500);
    QTest::newRow("ten megabytes on one line") << QByteArray(10'000'000, 'x');
    QTest::newRow("ten megabytes of words") << QByteArray("word ").repeated(2'000'000);
}

void TestConversationView::hostileTextIsShownQuickly()
{
    QFETCH(const QByteArray, text);
    m_selection->setSearch(u"x"_s);
    show(turnGeneration(text.toStdString(), text.toStdString()));
    m_view->grab();
    const QString shown = m_view->toPlainText();
    QVERIFY(!shown.isEmpty());
    QVERIFY(shown.size() < 500'000);
    for (const QChar c : shown)
        QVERIFY2(c == u'\n' || c.category() != QChar::Other_Control, "a control character");
    QVERIFY(!shown.contains(QChar(0x202e)));
    m_selection->setPlace(TextPlace{
        .span = kSpan, .kind = PlaceKind::Output, .part = 1, .start = 9'999'000, .end = 9'999'100});
}

QTEST_MAIN(TestConversationView)
#include "tst_conversationview.moc"
