// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/items/tracefindings.h"
#include "models/items/tracefindingwords.h"
#include "models/telemetry/signalcheck.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

using namespace Qt::StringLiterals;
using items::FindingWeight;
using items::TraceFinding;
using items::TraceFindingKind;
using telemetry::Evaluation;
using telemetry::EvaluationState;
using telemetry::Generation;
using telemetry::SpanId;

namespace {

const telemetry::TraceId kTrace = *telemetry::traceIdFromHex("00000000000000000000000000000001");

SpanId id(std::uint64_t number)
{
    return static_cast<SpanId>(number);
}

Generation answer(std::uint64_t number, const std::string& text)
{
    Generation one;
    one.trace = kTrace;
    one.span = id(number);
    one.operation = "chat";
    one.responseId = "response-" + std::to_string(number);
    telemetry::Part said;
    said.kind = telemetry::PartKind::Text;
    said.text = text;
    one.outputMessages = {{.role = "assistant", .parts = {said}, .finishReason = {}}};
    return one;
}

store::SpanRow row(std::uint64_t number, std::uint64_t parent)
{
    store::SpanRow one;
    one.trace = kTrace;
    one.span = id(number);
    one.parent = id(parent);
    one.name = "step";
    one.start = telemetry::Timestamp(std::chrono::seconds(1'700'000'000 + number));
    one.end = one.start + std::chrono::milliseconds(500);
    return one;
}

Evaluation verdict(SpanId span, const std::string& reason = {})
{
    Evaluation one;
    one.trace = kTrace;
    one.span = span;
    one.origin = telemetry::EvaluationOrigin::Telemetry;
    one.check = "Faithfulness";
    one.label = "unfaithful";
    one.value = 0.1;
    one.reason = reason;
    one.state = EvaluationState::Failed;
    return one;
}

// A root 1 with the answers 2 and 3, and the step 4 below the answer 3.
trace::TraceContents twoAnswers()
{
    trace::TraceContents contents;
    contents.generations = {answer(2, "One."), answer(3, "Two.")};
    contents.tree =
        std::make_shared<trace::SpanTree>(std::vector{row(1, 0), row(2, 1), row(3, 1), row(4, 3)});
    contents.index();
    return contents;
}

std::vector<SpanId> judged(const trace::TraceContents& contents)
{
    std::vector<SpanId> spans;
    for (const TraceFinding& one : items::findingsOf(contents, {}, {}).findings) {
        if (one.kind == TraceFindingKind::Judged)
            spans.push_back(one.span);
    }
    std::ranges::sort(spans);
    return spans;
}

} // namespace

class TestVerdictFindings : public QObject
{
    Q_OBJECT

private slots:
    // The same words about two answers are two verdicts.
    void verdictsOfTwoAnswersStayApart()
    {
        trace::TraceContents contents = twoAnswers();
        contents.evaluations = {verdict(id(2)), verdict(id(3))};
        QCOMPARE(judged(contents), (std::vector{id(2), id(3)}));
    }

    // As an event of a step below the answer and as a record of its own: one verdict, of the
    // answer.
    void oneThatWasSentTwiceIsTheAnswers()
    {
        trace::TraceContents contents = twoAnswers();
        contents.evaluations = {verdict(id(4)), verdict(id(3), "says more than its source")};
        QCOMPARE(judged(contents), std::vector{id(3)});
    }

    // On a step that has both answers below it, it may be about either.
    void oneOnTheRunIsNotTakenForThatOfAnAnswer()
    {
        trace::TraceContents contents = twoAnswers();
        contents.evaluations = {verdict(id(1)), verdict(id(2), "one reason")};
        QCOMPARE(judged(contents), (std::vector{id(1), id(2)}));
        // With one answer there is nothing else that it could be about.
        contents.generations.pop_back();
        contents.index();
        QCOMPARE(judged(contents), std::vector{id(2)});
    }

    // Which answer it is about may be told by the response only.
    void aResponseNamesTheSubject()
    {
        trace::TraceContents contents = twoAnswers();
        Evaluation one = verdict(SpanId::None);
        one.responseId = "response-3";
        contents.evaluations = {one};
        QVERIFY(items::subjectOf(contents, one) == id(3));
        one.responseId = "response-9";
        QVERIFY(items::subjectOf(contents, one) == SpanId::None);
    }

    void labelsThatSayBad_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<bool>("isBad");
        const auto label = [](const char* text, const char* score = "0.1") {
            return QStringLiteral("{\"score\": %1, \"label\": \"%2\"}")
                .arg(QLatin1String(score), QLatin1String(text));
        };
        for (const char* bad :
             {"unfaithful", "Hallucinated", "not_grounded", "NOT GROUNDED", "fail", "incorrect"})
            QTest::newRow(bad) << label(bad) << true;
        for (const char* other :
             {"no_issue", "unbiased", "not_toxic", "no hallucination", "informative", "interesting",
              "no", "unknown", "failsafe", "good"})
            QTest::newRow(other) << label(other) << false;
        // Which way a score goes nobody told.
        QTest::newRow("low score") << label("toxicity", "0.02") << false;
        QTest::newRow("high score") << label("hallucination", "0.98") << true;
    }

    void labelsThatSayBad()
    {
        QFETCH(QString, json);
        QFETCH(bool, isBad);
        const auto told = items::verdictToldBy(answer(2, json.toStdString()));
        QVERIFY(told.has_value());
        QCOMPARE(told->isBad, isBad);
        // Said as it stands, either way.
        QVERIFY2(told->text.contains(u"score"_s), qUtf8Printable(told->text));
    }

    // Several judges whose verdicts are their answers: each is told, and of itself.
    void everyJudgesAnswerIsTold()
    {
        trace::TraceContents contents = twoAnswers();
        contents.generations = {answer(2, R"({"score": 0.9, "label": "faithful"})"),
                                answer(3, R"({"score": 0.1, "label": "unfaithful"})")};
        contents.index();
        const auto found = items::findingsOf(contents, {}, {}).findings;
        const auto of = [&](SpanId span) {
            return std::ranges::find_if(found, [&](const TraceFinding& one) {
                return one.kind == TraceFindingKind::Judged && one.span == span;
            });
        };
        QVERIFY(of(id(2)) != found.end() && of(id(3)) != found.end());
        QVERIFY(of(id(2))->weight == FindingWeight::Remark);
        QVERIFY(of(id(3))->weight == FindingWeight::Doubt);
    }

    void manySilentJudgesAreCounted()
    {
        trace::TraceContents contents = twoAnswers();
        for (int i = 0; i < 9; ++i) {
            Evaluation one = verdict(id(2));
            one.check = "judge-" + std::to_string(i);
            one.state = EvaluationState::JudgeUnavailable;
            contents.evaluations.push_back(one);
        }
        const QString text = items::notJudgedText(contents, {}, 0);
        QCOMPARE(text.count(u"its judge gave no verdict"_s), 3);
        QVERIFY2(text.contains(u"6 more judges gave no verdict"_s), qUtf8Printable(text));
    }

    void answersThatWereNotLookedAtAreSaid()
    {
        const trace::TraceContents contents = twoAnswers();
        claims::ClaimSet one;
        one.generation = id(2);
        const QString text = items::findingsOf(contents, {}, {one}, 40).notJudged;
        QVERIFY2(text.contains(u"the claims of all but 1 of 40 answers"_s), qUtf8Printable(text));
        QVERIFY(!items::findingsOf(contents, {}, {one}, 1).notJudged.contains(u"all but"_s));
    }

    void turnsThatWereNotLookedAtAreSaid()
    {
        const trace::TraceContents contents = twoAnswers();
        claims::ClaimSet one;
        one.generation = id(2);
        QVERIFY(!items::notJudgedText(contents, {one}, 1).contains(u"older turns"_s));
        one.areTurnsCut = true;
        const QString text = items::notJudgedText(contents, {one}, 1);
        QVERIFY2(text.contains(u"what only older turns of the session had"_s),
                 qUtf8Printable(text));
    }

    // By the index and without one.
    void rowsAreFoundByTheirSpan()
    {
        trace::TraceContents contents = twoAnswers();
        for (int round = 0; round < 2; ++round) {
            QVERIFY(contents.generation(id(3)) == &contents.generations[1]);
            QVERIFY(contents.generation(id(9)) == nullptr);
            contents.generations.push_back(answer(3, "again")); // the first one counts
        }
    }
};

QTEST_GUILESS_MAIN(TestVerdictFindings)
#include "tst_verdictfindings.moc"
