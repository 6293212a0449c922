// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/verdicts.h"

#include <QTest>

using namespace Qt::StringLiterals;
using suspects::Opinion;
using suspects::Standing;

namespace {

const telemetry::SpanKey kAnswer{.trace = {{1}}, .span = telemetry::SpanId{2}};

telemetry::Timestamp at(int seconds)
{
    return telemetry::Timestamp(std::chrono::seconds(1'000'000 + seconds));
}

// "ada:wrong bob:sound": one a second; "~" is nobody's name.
suspects::VerdictBook bookOf(const QString& text, int people)
{
    suspects::VerdictBook book(people);
    int second = 0;
    for (const QString& word : text.split(u' ', Qt::SkipEmptyParts)) {
        const QString who = word.section(u':', 0, 0);
        const QString what = word.section(u':', 1);
        Opinion opinion = Opinion::Unsure;
        for (const Opinion one :
             {Opinion::Wrong, Opinion::Sound, Opinion::Unsure, Opinion::Withdrawn}) {
            if (what == QLatin1String(suspects::toString(one)))
                opinion = one;
        }
        auto entry = suspects::verdictEntry({.answer = kAnswer}, opinion, {}, at(++second));
        entry.actor = who == u"~"_s ? std::string() : who.toStdString();
        book.add(entry);
    }
    return book;
}

telemetry::Evaluation annotation(const std::string& who, const std::string& check,
                                 telemetry::EvaluationState state, int second)
{
    telemetry::Evaluation evaluation;
    evaluation.evaluator = "person: " + who;
    evaluation.check = check;
    evaluation.state = state;
    evaluation.time = at(second);
    return evaluation;
}

} // namespace

class TestVerdicts : public QObject
{
    Q_OBJECT

private slots:
    void standsAsPeopleSay_data();
    void standsAsPeopleSay();
    void anEarlierWordThatComesLateChangesNothing();
    void anEntryIsReadAsItWasWritten();
    void whatIsNoVerdictIsPassedOver();
    void feedbackInTheTelemetryIsAVerdict();
    void aPersonMaySpeakOfSeveralCriteria();
    void peopleWithoutANameMayBeTwo();
    void onlyWhatIsAboutTruthIsAVerdict_data();
    void onlyWhatIsAboutTruthIsAVerdict();
    void whatIsNotKnownIsNotWritten();
    void theLeadingCheckIsNamedFirst();
};

void TestVerdicts::standsAsPeopleSay_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("byOne");
    QTest::addColumn<QString>("byTwo");
    const auto row = [](const char* said, const char* byOne, const char* byTwo) {
        QTest::newRow(said) << QString::fromUtf8(said) << QString::fromUtf8(byOne)
                            << QString::fromUtf8(byTwo);
    };
    row("", "none", "none");
    row("ada:wrong", "confirmed", "half-confirmed");
    row("ada:wrong ada:wrong", "confirmed", "half-confirmed");
    row("ada:wrong bob:wrong", "confirmed", "confirmed");
    row("ada:wrong bob:sound", "conflicting", "conflicting");
    row("ada:wrong bob:wrong cy:sound", "conflicting", "conflicting");
    row("ada:wrong bob:unsure", "confirmed", "half-confirmed");
    row("ada:unsure", "unsure", "unsure");
    row("ada:sound", "dismissed", "dismissed");
    row("ada:wrong ada:withdrawn", "none", "none");
    row("ada:wrong bob:wrong ada:withdrawn", "confirmed", "half-confirmed");
    row("ada:wrong ada:sound", "dismissed", "dismissed");
    row("ada:wrong ~:wrong", "confirmed", "half-confirmed"); // may be the same person
    row("~:wrong", "confirmed", "half-confirmed");
    row("ada:wrong bob:wrong ~:wrong", "confirmed", "confirmed");
}

void TestVerdicts::standsAsPeopleSay()
{
    QFETCH(QString, said);
    QFETCH(QString, byOne);
    QFETCH(QString, byTwo);
    QCOMPARE(QString::fromLatin1(toString(bookOf(said, 1).of(kAnswer).standing)), byOne);
    QCOMPARE(QString::fromLatin1(toString(bookOf(said, 2).of(kAnswer).standing)), byTwo);
    QCOMPARE(bookOf(said, 1).answers().empty(), byOne == u"none"_s);
}

void TestVerdicts::anEarlierWordThatComesLateChangesNothing()
{
    suspects::VerdictBook book = bookOf(u"ada:wrong ada:sound"_s, 1);
    book.add(kAnswer, {.who = "ada", .opinion = Opinion::Wrong, .note = {}, .time = at(0)});
    QVERIFY(book.of(kAnswer).standing == Standing::Dismissed);
}

void TestVerdicts::anEntryIsReadAsItWasWritten()
{
    auto entry = suspects::verdictEntry({.answer = kAnswer,
                                         .service = "s",
                                         .model = "m",
                                         .suspicion = 0.75,
                                         .reasons = "fabrication: no such name; truncation: cut"},
                                        Opinion::Wrong, "the call\ndoes not exist", at(5));
    entry.actor = "ada";
    QCOMPARE(entry.kind, std::string("verdict"));
    QCOMPARE(QString::fromStdString(entry.text), u"Verdict: wrong, the call\ndoes not exist"_s);
    suspects::VerdictBook book;
    book.add(entry);
    const suspects::Verdict verdict = book.of(kAnswer);
    QCOMPARE(verdict.said.size(), 1U);
    QCOMPARE(verdict.said[0].who, std::string("ada"));
    QCOMPARE(verdict.said[0].note, std::string("the call\ndoes not exist"));
    QCOMPARE(verdict.said[0].check, std::string("fabrication"));
    QCOMPARE(*verdict.said[0].suspicion, 0.75);
    QVERIFY(verdict.said[0].time == at(5));
}

void TestVerdicts::whatIsNoVerdictIsPassedOver()
{
    auto entry = suspects::verdictEntry({.answer = kAnswer}, Opinion::Wrong, {}, at(1));
    for (const auto& [field, text] :
         {std::pair{&telemetry::TimelineEntry::kind, "note"},
          {&telemetry::TimelineEntry::subject, "A-0001"},
          {&telemetry::TimelineEntry::payload, "{"},
          {&telemetry::TimelineEntry::payload, "{\"verdict\":\"?\"}"}}) {
        auto other = entry;
        other.*field = text;
        suspects::VerdictBook book;
        book.add(other);
        QVERIFY(book.answers().empty());
    }
}

void TestVerdicts::feedbackInTheTelemetryIsAVerdict()
{
    telemetry::Evaluation evaluation;
    evaluation.evaluator = "person: ada";
    evaluation.reason = "thumbs down";
    evaluation.state = telemetry::EvaluationState::Failed;
    const auto said = suspects::saidIn(evaluation);
    QVERIFY(said);
    QVERIFY(said->opinion == Opinion::Wrong);
    QCOMPARE(said->who, std::string("ada"));
    QVERIFY(said->isFromTelemetry);
    evaluation.state = telemetry::EvaluationState::NotCaptured;
    QVERIFY(!suspects::saidIn(evaluation));
    evaluation.state = telemetry::EvaluationState::Failed;
    evaluation.evaluator = "gpt judge";
    QVERIFY(!suspects::saidIn(evaluation));
    // Ada in the console and Ada in the telemetry are one person.
    suspects::VerdictBook book = bookOf(u"ada:wrong"_s, 2);
    book.add(kAnswer, *said);
    QVERIFY(book.of(kAnswer).standing == Standing::HalfConfirmed);
}

// An annotation: "correctness" failed, a second later "groundedness" passed.
void TestVerdicts::aPersonMaySpeakOfSeveralCriteria()
{
    const auto said = [](const char* check, telemetry::EvaluationState state, int second) {
        return *suspects::saidIn(annotation("ada", check, state, second));
    };
    using enum telemetry::EvaluationState;
    const std::vector all{said("correctness", Failed, 1), said("groundedness", Passed, 2)};
    for (const bool isTurned : {false, true}) {
        suspects::VerdictBook book;
        book.add(kAnswer, all[isTurned ? 1 : 0]);
        book.add(kAnswer, all[isTurned ? 0 : 1]);
        QVERIFY(book.of(kAnswer).standing == Standing::Confirmed);
        QCOMPARE(book.of(kAnswer).said.size(), 2U);
    }
    // At one moment, too, as annotations of one span are.
    suspects::VerdictBook same;
    same.add(kAnswer, said("correctness", Failed, 1));
    same.add(kAnswer, said("accuracy", Passed, 1));
    QVERIFY(same.of(kAnswer).standing == Standing::Confirmed);
    QCOMPARE(suspects::voicesOf(same.of(kAnswer)).wrong, 1);
    // On the same criterion they have changed their mind.
    same.add(kAnswer, said("correctness", Passed, 2));
    QVERIFY(same.of(kAnswer).standing == Standing::Dismissed);
    // A word in the console is on the whole, and stands for all that was said before.
    suspects::VerdictBook book = bookOf(u"ada:sound"_s, 1);
    book.add(kAnswer, said("correctness", Failed, 0));
    QVERIFY(book.of(kAnswer).standing == Standing::Dismissed);
    book.add(kAnswer, said("correctness", Failed, 5));
    QVERIFY(book.of(kAnswer).standing == Standing::Confirmed);
}

void TestVerdicts::peopleWithoutANameMayBeTwo()
{
    using enum telemetry::EvaluationState;
    for (const auto& [first, second] : {std::pair(Failed, Passed), {Passed, Failed}}) {
        suspects::VerdictBook book;
        book.add(kAnswer, *suspects::saidIn(annotation("", "correctness", first, 1)));
        book.add(kAnswer, *suspects::saidIn(annotation("", "correctness", second, 2)));
        QVERIFY(book.of(kAnswer).standing == Standing::Conflicting);
        QCOMPARE(book.of(kAnswer).said.size(), 2U);
    }
    suspects::VerdictBook two(2);
    two.add(kAnswer, *suspects::saidIn(annotation("", "correctness", Failed, 1)));
    two.add(kAnswer, *suspects::saidIn(annotation("", "accuracy", Failed, 2)));
    QVERIFY(two.of(kAnswer).standing == Standing::HalfConfirmed);
    // Nobody makes a reading long by saying much.
    for (int i = 0; i < 1000; ++i)
        two.add(kAnswer, *suspects::saidIn(annotation("", "correctness", Failed, i)));
    QVERIFY(two.of(kAnswer).said.size() <= 200);
}

void TestVerdicts::onlyWhatIsAboutTruthIsAVerdict_data()
{
    QTest::addColumn<bool>("isVerdict");
    for (const char* check : {"", "correctness", "answerCorrectness", "QA accuracy", "is_true",
                              "factuality", "Hallucination", "human-groundedness", "faithful"})
        QTest::newRow(check) << true;
    for (const char* check :
         {"tone", "helpful", "user_feedback", "thumbs", "satisfaction", "background", "artefacts"})
        QTest::newRow(check) << false;
}

void TestVerdicts::onlyWhatIsAboutTruthIsAVerdict()
{
    QFETCH(bool, isVerdict);
    QCOMPARE(suspects::isAboutTruth(QTest::currentDataTag()), isVerdict);
    QCOMPARE(suspects::saidIn(
                 annotation("ada", QTest::currentDataTag(), telemetry::EvaluationState::Passed, 1))
                 .has_value(),
             isVerdict);
}

void TestVerdicts::whatIsNotKnownIsNotWritten()
{
    const auto entry = suspects::verdictEntry({.answer = kAnswer}, Opinion::Wrong, {}, at(1));
    QVERIFY(!QString::fromStdString(entry.payload).contains(u"suspicion"_s));
    const auto said = suspects::saidIn(entry);
    QVERIFY(said && !said->second.suspicion && said->second.together == 1);
}

void TestVerdicts::theLeadingCheckIsNamedFirst()
{
    QCOMPARE(suspects::leadingCheck("fabrication: x: y; truncation: z"),
             std::string("fabrication"));
    QCOMPARE(suspects::leadingCheck("toxicity (judge): bad"), std::string("toxicity (judge)"));
    QCOMPARE(suspects::leadingCheck("no name here"), std::string());
    QCOMPARE(suspects::leadingCheck("first; check: second"), std::string());
    QCOMPARE(suspects::leadingCheck(""), std::string());
}

QTEST_GUILESS_MAIN(TestVerdicts)

#include "tst_verdicts.moc"
