// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/verdicts.h"

#include <QtTest>

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
    QCOMPARE(book.of(kAnswer).standing, Standing::Dismissed);
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
    QCOMPARE(said->opinion, Opinion::Wrong);
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
    QCOMPARE(book.of(kAnswer).standing, Standing::HalfConfirmed);
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
