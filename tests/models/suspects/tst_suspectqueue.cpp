// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/utf8.h"
#include "tests/models/suspects/suspectsrecording.h"

#include <QTest>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace storetest;
using namespace suspectstest;
using suspects::Filter;
using suspects::Opinion;
using suspects::QueueQuery;
using suspects::Standing;

namespace {

telemetry::Evaluation annotation(std::uint64_t number, std::int64_t second, const std::string& who,
                                 const std::string& check, bool isWrong)
{
    telemetry::Evaluation evaluation = result(number, second, isWrong ? 0.9 : 0.1);
    evaluation.check = check;
    evaluation.evaluator = "person: " + who;
    evaluation.origin = telemetry::EvaluationOrigin::Telemetry;
    return evaluation;
}

} // namespace

class TestSuspectQueue : public QObject
{
    Q_OBJECT

private slots:
    void filtersByAnything_data();
    void filtersByAnything();
    void saysWhichAttributesNobodyHas();
    void whatThereWasNoTimeForIsSaid();
    void verdictsMoveTheRankingAndHideNothing();
    void verdictsAreKnownWhenTheyWereGiven();
    void feedbackMayComeBeforeItsAnswer();
    void annotationsAboutTruthAreVerdicts();
    void whatVerdictsLiftIsListed();
    void longReasonsAreCut();
    void twoPeopleAgree();
    void aChosenFewAreReadWhateverTheirSuspicion();
    void aChosenFewMayBeNarrowed();
    void whatIsSaidLaterCountsOfWhatWasSeenThen();
};

void TestSuspectQueue::filtersByAnything_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("rows");
    const auto row = [](const char* filter, const char* rows) {
        QTest::newRow(filter) << QString::fromUtf8(filter) << QString::fromUtf8(rows);
    };
    row("", "1 2 3 4 5 6");
    row("reason:fabrication", "1 2 3");
    row("-reason:fabrication", "4 5 6");
    row("tenant=acme", "1 2");
    row("tenant:none", "4 5 6");
    row("service:other", "6");
    row("prob>=0.6 prob<0.9", "2 3 4");
    row("since:96s", "4 5 6");
    row("until:98s", "1");
    row("parcel", "5");
    row("output:\"12 items\"", "1");
    row("content:not_captured", "6");
    row("model=gpt-x-2026 version=1.0 input_tokens:100..200 reason:truncation", "4 5");
    // Our fields in any case; an attribute is called as it is sent.
    row("Model:gpt Service:other MODEL_SERVED:gpt", "6");
    row("Tenant=acme", "");
    row("provider:openai model:gpt-x*", "1 2 3 4 5 6");
    row("version:none", "");
    row("model_served=gpt-x-2026 prompt_version:none failed=no finish_reason=stop", "1 2 3 4 5 6");
    row("\"attribute:tenant\"=zeta", "3");
    row("\"retrieval:index\":any", "");
    row("document:any", "");
    row("service.name=other", "6");
    row("verdict:none", "1 2 3 4 5 6");
}

void TestSuspectQueue::filtersByAnything()
{
    QFETCH(QString, filter);
    QFETCH(QString, rows);
    const Recording recording;
    writeSuspects(*recording.writer());
    suspects::SuspectQueue queue;
    const auto read = queue.read(*recording.reader(), queryOf(filter.toStdString()));
    QCOMPARE(rowsText(read), rows);
    QCOMPARE(read->total, 6);
    QCOMPARE(*queue.count(*recording.reader(), queryOf(filter.toStdString())), 6);
    QCOMPARE(read->matching, static_cast<std::int64_t>(read->rows.size()));
}

void TestSuspectQueue::saysWhichAttributesNobodyHas()
{
    const Recording recording;
    writeSuspects(*recording.writer());
    suspects::SuspectQueue queue;
    const auto reader = recording.reader();
    QCOMPARE(queue.read(*reader, queryOf("tennant=acme"))->unseen,
             std::vector<std::string>{"tennant"});
    QVERIFY(queue.read(*reader, queryOf("tenant=acme"))->unseen.empty());
    QVERIFY(queue.read(*reader, queryOf("tenant=nobody"))->unseen.empty());
    // Nobody was asked for it, since no output holds that.
    QVERIFY(queue.read(*reader, queryOf("output:zzzzqqq service.name:any"))->unseen.empty());
    // What is nearly a field is told all the same.
    QCOMPARE(queue.read(*reader, queryOf("reason:nothing modle:x"))->doubtful,
             std::vector<std::string>{"modle"});
    const auto asked = queue.read(*reader, queryOf("modle:x"));
    QVERIFY(asked->doubtful.empty());
    QCOMPARE(asked->unseen, std::vector<std::string>{"modle"});
}

// Nothing is said of attributes while some were not looked at.
void TestSuspectQueue::whatThereWasNoTimeForIsSaid()
{
    const Recording recording;
    writeSuspects(*recording.writer());
    suspects::SuspectQueue queue;
    QueueQuery query = queryOf("tennant=acme");
    query.patience = std::chrono::milliseconds(-1);
    const auto read = queue.read(*recording.reader(), query);
    QCOMPARE(read->unread, 5);
    QVERIFY(read->unseen.empty());
    query.filter = *Filter::parse("reason:truncation");
    QCOMPARE(queue.read(*recording.reader(), query)->unread, 0); // that needs no content
}

void TestSuspectQueue::verdictsMoveTheRankingAndHideNothing()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    // Answers that are not listed: what is learnt is about the check.
    for (std::uint64_t i = 100; i < 130; ++i)
        say(*writer, i, Opinion::Sound, "ada", 20, 0.75 + 0.005 * static_cast<double>(i - 100));
    suspects::SuspectQueue queue;
    const auto read = queue.read(*recording.reader(), queryOf());
    QCOMPARE(read->verdicts, 30U);
    QCOMPARE(read->rows.size(), 6U); // also those that are below the minimum by now
    QCOMPARE(rowsText(read).section(u' ', 0, 0), u"4"_s);
    const auto first = std::ranges::find(read->rows, spanId(1),
                                         [](const auto& row) { return row.suspicion.span; });
    QCOMPARE(first->recorded, 0.9);
    QVERIFY(first->suspicion.probability < 0.5);
    QueueQuery worst = queryOf();
    worst.minimum = 0.85;
    QCOMPARE(rowsText(queue.read(*recording.reader(), worst)), u"1"_s);
    worst.minimum = 0.5;
    QCOMPARE(*queue.count(*recording.reader(), worst),
             queue.read(*recording.reader(), worst)->total); // some by what was said alone
    // Taken back, all is as it was.
    for (std::uint64_t i = 100; i < 130; ++i)
        say(*writer, i, Opinion::Withdrawn, "ada", 21);
    const auto after = queue.read(*recording.reader(), queryOf());
    QCOMPARE(after->verdicts, 0U);
    QCOMPARE(rowsText(after), u"1 2 3 4 5 6"_s);
    QCOMPARE(after->rows[0].suspicion.probability, 0.9);
}

void TestSuspectQueue::verdictsAreKnownWhenTheyWereGiven()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    say(*writer, 2, Opinion::Wrong, "ada", 50);
    suspects::SuspectQueue queue;
    const auto reader = recording.reader();
    QCOMPARE(rowsText(queue.read(*reader, queryOf("verdict:confirmed", 49))), QString());
    QCOMPARE(rowsText(queue.read(*reader, queryOf("verdict:confirmed", 50))), u"2"_s);
    QCOMPARE(rowsText(queue.read(*reader, queryOf("by:ada"))), u"2"_s);
    QCOMPARE(queue.read(*reader, queryOf("", 49))->verdicts, 0U);
    QCOMPARE(queue.read(*reader, queryOf("verdict:any"))->rows[0].verdict, std::string("wrong"));
}

// A log record is sent at once, its span when the call is over. An open window must see the same as
// a new one.
void TestSuspectQueue::feedbackMayComeBeforeItsAnswer()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    store::HealthResults health;
    health.evaluations = {annotation(7, 12, "ada", "correctness", true)};
    QVERIFY(writer->append(health) && writer->commit());
    suspects::SuspectQueue open;
    const auto standing = [&](suspects::SuspectQueue& queue) {
        return queue.verdicts(*recording.reader(), at(100), 1)->of(key(7)).standing;
    };
    QVERIFY(standing(open) == Standing::None);
    QVERIFY(writer->append(spansBatch({answerSpan(7, 7, "Fine.")}, 20)) && writer->commit());
    suspects::SuspectQueue fresh;
    QVERIFY(standing(fresh) == Standing::Confirmed);
    QVERIFY(standing(open) == Standing::Confirmed);
    QVERIFY(standing(open) == Standing::Confirmed); // and once only
    QCOMPARE(open.verdicts(*recording.reader(), at(100), 1)->of(key(7)).said.size(), 1U);
}

void TestSuspectQueue::annotationsAboutTruthAreVerdicts()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    store::HealthResults health;
    health.evaluations = {annotation(1, 20, "ada", "correctness", true),
                          annotation(1, 20, "ada", "tone", false),
                          annotation(2, 20, "", "thumbs", false)};
    QVERIFY(writer->append(health) && writer->commit());
    suspects::SuspectQueue queue;
    const auto reader = recording.reader();
    QCOMPARE(rowsText(queue.read(*reader, queryOf("verdict:confirmed"))), u"1"_s);
    QCOMPARE(rowsText(queue.read(*reader, queryOf("verdict:any"))), u"1"_s);
}

void TestSuspectQueue::whatVerdictsLiftIsListed()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    store::HealthResults health;
    QVERIFY(writer->append(spansBatch({answerSpan(7, 7, "Low.")}, 10)));
    health.suspicions = {suspicion(7, 7, 0.19, "fabrication: x")};
    QVERIFY(writer->append(health) && writer->commit());
    for (std::uint64_t i = 100; i < 160; ++i)
        say(*writer, i, Opinion::Wrong, "ada", 20, 0.19);
    suspects::SuspectQueue queue;
    QueueQuery query = queryOf();
    query.minimum = 0.8;
    const auto read = queue.read(*recording.reader(), query);
    const auto lifted = std::ranges::find(read->rows, spanId(7),
                                          [](const auto& row) { return row.suspicion.span; });
    QVERIFY(lifted != read->rows.end());
    QVERIFY(lifted->suspicion.probability >= 0.8);
}

// An explanation has no limit; a list of suspects has to be read at once.
void TestSuspectQueue::longReasonsAreCut()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    std::string reasons = "fabrication: ";
    while (reasons.size() < 1'000'000)
        reasons += "\xc3\xa9; ";
    store::HealthResults health;
    health.suspicions = {suspicion(1, 1, 0.95, reasons)};
    QVERIFY(writer->append(health) && writer->commit());
    suspects::SuspectQueue queue;
    const auto read = queue.read(*recording.reader(), queryOf("reason:fabrication"));
    QCOMPARE(read->rows[0].suspicion.probability, 0.95);
    const std::string& shown = read->rows[0].suspicion.reasons;
    QVERIFY(shown.size() > 4000 && shown.size() <= 4096);
    QVERIFY(telemetry::isValidUtf8(shown));
    QVERIFY(recording.reader()->suspects(knownAt(100), {}, 0.4)->front().suspicion.reasons
            == shown);
}

void TestSuspectQueue::twoPeopleAgree()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    suspects::SuspectQueue queue;
    QueueQuery query = queryOf("verdict:any");
    query.peopleToConfirm = 2;
    const auto standing = [&] {
        return queue.read(*recording.reader(), query)->rows[0].said.standing;
    };
    say(*writer, 2, Opinion::Wrong, "ada", 50);
    QVERIFY(standing() == Standing::HalfConfirmed);
    say(*writer, 3, Opinion::Wrong, "ada", 50);
    say(*writer, 3, Opinion::Wrong, "bob", 50);
    QueueQuery agreed = queryOf("verdict:confirmed");
    agreed.peopleToConfirm = 2;
    QCOMPARE(rowsText(queue.read(*recording.reader(), agreed)), u"3"_s);
    query.filter = *Filter::parse("verdict:any span:" + telemetry::toHex(spanId(2)));
    say(*writer, 2, Opinion::Wrong, "bob", 51);
    QVERIFY(standing() == Standing::Confirmed);
    say(*writer, 2, Opinion::Sound, "bob", 52);
    QVERIFY(standing() == Standing::Conflicting);
}

void TestSuspectQueue::aChosenFewAreReadWhateverTheirSuspicion()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    QVERIFY(writer->append(spansBatch({answerSpan(7, 7, "Fine.")}, 10)) && writer->commit());
    suspects::SuspectQueue queue;
    QueueQuery query = queryOf();
    query.only = {key(7), key(4), key(999)};
    query.minimum = 0.9;
    const auto read = queue.read(*recording.reader(), query);
    QCOMPARE(rowsText(read), u"4 7"_s);
    QCOMPARE(read->rows[1].suspicion.probability, 0.0);
    QCOMPARE(read->rows[1].excerpt, std::string("Fine."));
    QVERIFY(!suspects::judgedFrom(read->rows[1]).suspicion);
    QCOMPARE(suspects::judgedFrom(read->rows[0]).suspicion, std::optional(0.6));
    // Verdicts make no suspicion of one that is not known.
    say(*writer, 1, Opinion::Wrong, "ada", 20);
    QCOMPARE(queue.read(*recording.reader(), query)->rows[1].suspicion.probability, 0.0);
}

void TestSuspectQueue::aChosenFewMayBeNarrowed()
{
    const Recording recording;
    writeSuspects(*recording.writer());
    suspects::SuspectQueue queue;
    QueueQuery query = queryOf();
    query.only = {key(1), key(4), key(6)};
    query.isOnlyNarrowed = true;
    query.minimum = 0.6;
    QCOMPARE(rowsText(queue.read(*recording.reader(), query)), u"1 4"_s);
    query.minimum = 0;
    query.scope.service = "other";
    QCOMPARE(rowsText(queue.read(*recording.reader(), query)), u"6"_s);
    query.scope = {};
    query.scope.trace = traceId(4);
    QCOMPARE(rowsText(queue.read(*recording.reader(), query)), u"4"_s);
    query.scope = {};
    query.scope.model = "nosuch";
    QCOMPARE(rowsText(queue.read(*recording.reader(), query)), QString());
}

void TestSuspectQueue::whatIsSaidLaterCountsOfWhatWasSeenThen()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    say(*writer, 4, Opinion::Wrong, "ada", 60);
    suspects::SuspectQueue queue;
    QueueQuery query = queryOf("verdict:confirmed", 20); // as known then
    query.only = {key(4)};
    QCOMPARE(rowsText(queue.read(*recording.reader(), query)), QString());
    query.saidBy = at(60);
    QCOMPARE(rowsText(queue.read(*recording.reader(), query)), u"4"_s);
}

QTEST_GUILESS_MAIN(TestSuspectQueue)

#include "tst_suspectqueue.moc"
