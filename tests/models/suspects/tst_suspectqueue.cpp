// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/alarmanswers.h"
#include "models/suspects/clusters.h"
#include "models/suspects/suspectqueue.h"
#include "tests/models/store/storefixture.h"

#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace storetest;
using suspects::AlarmAnswers;
using suspects::Filter;
using suspects::Opinion;
using suspects::QueueQuery;
using suspects::Standing;

namespace {

telemetry::SpanKey key(std::uint64_t number)
{
    return {.trace = traceId(number), .span = spanId(number)};
}

otlp::OutgoingSpan answerSpan(std::uint64_t number, std::int64_t second, const std::string& output,
                              const std::string& tenant = {})
{
    otlp::OutgoingSpan span = chatSpan(number, second);
    if (!output.empty())
        span.attributes.emplace_back("gen_ai.output.messages",
                                     R"([{"role":"assistant","parts":[{"type":"text","content":")"
                                         + output + R"("}],"finish_reason":"stop"}])");
    if (!tenant.empty())
        span.attributes.emplace_back("app.tenant", tenant);
    return span;
}

telemetry::Suspicion suspicion(std::uint64_t number, std::int64_t second, double probability,
                               const std::string& reasons)
{
    return {.trace = traceId(number),
            .span = spanId(number),
            .probability = probability,
            .reasons = reasons,
            .time = at(second)};
}

// Six suspects: three of fabrication, two of truncation, one whose output is not known.
void writeSuspects(store::Writer& writer)
{
    QVERIFY(writer.append(spansBatch(
        {answerSpan(1, 1, "Call numpy.fastsort on the list of 12 items and return it", "acme"),
         answerSpan(2, 2, "Call numpy.fastsort on the list of 99 items and return it", "acme"),
         answerSpan(3, 3, "Call numpy.fastsort on the list of 7 items and return it", "zeta"),
         answerSpan(4, 4, "The contract ends on the last day of the"),
         answerSpan(5, 5, "Your parcel was handed to the neighbour in the blue house")},
        10)));
    QVERIFY(writer.append(spansBatch({answerSpan(6, 6, {})}, 10, "other")));
    store::HealthResults health;
    health.suspicions = {suspicion(1, 1, 0.9, "fabrication: no such name"),
                         suspicion(2, 2, 0.8, "fabrication: no such name"),
                         suspicion(3, 3, 0.7, "fabrication: no such name"),
                         suspicion(4, 4, 0.6, "truncation: the output was cut off"),
                         suspicion(5, 5, 0.5, "truncation: the output was cut off"),
                         suspicion(6, 6, 0.45, "served_model: another model")};
    QVERIFY(writer.append(health) && writer.commit());
}

void say(store::Writer& writer, std::uint64_t number, Opinion opinion, const std::string& who,
         std::int64_t second, double suspicion_ = 0.9,
         const std::string& reasons = "fabrication: no such name")
{
    auto entry =
        suspects::verdictEntry({.answer = key(number), .suspicion = suspicion_, .reasons = reasons},
                               opinion, {}, at(second));
    entry.actor = who;
    entry.recorded = at(second);
    QVERIFY(writer.append(entry) && writer.commit());
}

QueueQuery queryOf(const std::string& filter = {}, std::int64_t known = 100)
{
    QueueQuery query;
    query.view = knownAt(known);
    query.cursor = at(known);
    query.minimum = 0.4;
    const auto parsed = Filter::parse(filter);
    if (!parsed)
        qFatal("%s", parsed.error().message.c_str());
    query.filter = *parsed;
    return query;
}

// "1 2 3": the numbers of the rows, in their order.
QString rowsText(const telemetry::Result<suspects::Queue>& queue)
{
    if (!queue)
        return QString::fromStdString(queue.error().message);
    QStringList numbers;
    for (const auto& row : queue->rows)
        numbers << QString::number(static_cast<std::uint64_t>(row.suspicion.span) & 0xffffU);
    return numbers.join(u' ');
}

telemetry::AlarmTransition alarmOf(std::int64_t observations, double rate, std::int64_t onset,
                                   std::int64_t raised)
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = "A-0001";
    alarm.service = "shop";
    alarm.operation = "chat";
    alarm.check = "fabrication";
    alarm.sentence = "3 % of answers of shop";
    alarm.observations = observations;
    alarm.rateNow = rate;
    alarm.onset = at(onset);
    alarm.time = at(raised);
    alarm.recorded = at(raised);
    return alarm;
}

telemetry::Evaluation result(std::uint64_t number, std::int64_t second, double badness)
{
    telemetry::Evaluation evaluation;
    evaluation.trace = traceId(number);
    evaluation.span = spanId(number);
    evaluation.check = "fabrication";
    evaluation.evaluator = "plumbline";
    evaluation.origin = telemetry::EvaluationOrigin::Validator;
    evaluation.state =
        badness >= 0.5 ? telemetry::EvaluationState::Failed : telemetry::EvaluationState::Passed;
    evaluation.value = badness;
    evaluation.badness = badness;
    evaluation.time = at(second);
    evaluation.recorded = at(second);
    return evaluation;
}

// Twenty answers, one a second: from the tenth on every other one fails. The alarm counts eight of
// them, of which four failed; two more were recorded with the last of these, and came after it.
void writeAlarm(store::Writer& writer)
{
    for (std::int64_t i = 1; i <= 20; ++i) {
        QVERIFY(
            writer.append(spansBatch({answerSpan(static_cast<std::uint64_t>(i), i, "text")}, i)));
        store::HealthResults health;
        auto one = result(static_cast<std::uint64_t>(i), i, i >= 10 && i % 2 == 0 ? 0.9 : 0.1);
        if (i > 17)
            one.recorded = at(17);
        health.evaluations = {one};
        if (i == 17)
            health.alarms = {alarmOf(8, 0.5, 10, 17)};
        QVERIFY(writer.append(health) && writer.commit());
    }
}

bool says(const AlarmAnswers& found, const char* words)
{
    return found.sentence.find(words) != std::string::npos;
}

QString numbersText(const std::vector<telemetry::SpanKey>& keys)
{
    QStringList numbers;
    for (const auto& one : keys)
        numbers << QString::number(static_cast<std::uint64_t>(one.span) & 0xffffU);
    return numbers.join(u' ');
}

} // namespace

class TestSuspectQueue : public QObject
{
    Q_OBJECT

private slots:
    void filtersByAnything_data();
    void filtersByAnything();
    void saysWhichAttributesNobodyHas();
    void verdictsMoveTheRankingAndHideNothing();
    void verdictsAreKnownWhenTheyWereGiven();
    void twoPeopleAgree();
    void aChosenFewAreReadWhateverTheirSuspicion();
    void templatesFallTogether();
    void aClusterKeepsItsNameLive();
    void anAlarmOpensWhatItCounted();
    void whatRetentionRemovedIsSaid();
    void whatCannotBeToldIsSaid();
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
    QCOMPARE(standing(), Standing::HalfConfirmed);
    say(*writer, 2, Opinion::Wrong, "bob", 51);
    QCOMPARE(standing(), Standing::Confirmed);
    say(*writer, 2, Opinion::Sound, "bob", 52);
    QCOMPARE(standing(), Standing::Conflicting);
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
}

void TestSuspectQueue::templatesFallTogether()
{
    const Recording recording;
    writeSuspects(*recording.writer());
    suspects::SuspectQueue queue;
    suspects::ClusterBook book;
    const auto read = book.read(*recording.reader(), queue, queryOf());
    QVERIFY(read);
    QCOMPARE(read->clustered, 6);
    QCOMPARE(read->clusters.size(), 4U);
    QCOMPARE(numbersText(read->clusters[0].keys()), u"1 2 3"_s);
    QVERIFY(read->clusters[0].medoid.excerpt.starts_with("Call numpy.fastsort"));
    QCOMPARE(read->clusters[0].versions.size(), 1U);
    QCOMPARE(read->clusters[0].versions[0],
             (std::pair<std::string, std::int64_t>("gpt-x-2026, 1.0", 3)));
    QCOMPARE(read->clusters[0].worst, 0.9);
    QVERIFY(!read->clusters[3].hasText);
    QCOMPARE(numbersText(read->clusters[3].keys()), u"6"_s);
}

void TestSuspectQueue::aClusterKeepsItsNameLive()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    suspects::SuspectQueue queue;
    suspects::ClusterBook book;
    const auto before = book.read(*recording.reader(), queue, queryOf());
    QCOMPARE(before->clusters[0].id, key(1));
    for (std::uint64_t i = 20; i < 60; ++i) {
        const std::string text = i % 2 == 0
            ? "The contract ends on the last day of the month " + std::to_string(i)
            : "Call numpy.fastsort on the list of " + std::to_string(i) + " items and return it";
        QVERIFY(writer->append(spansBatch({answerSpan(i, 20, text)}, 20)));
        store::HealthResults health;
        health.suspicions = {suspicion(i, 20, 0.95, "fabrication: x")};
        QVERIFY(writer->append(health) && writer->commit());
    }
    const auto after = book.read(*recording.reader(), queue, queryOf());
    QCOMPARE(after->clusters.size(), 4U);
    QCOMPARE(after->clusters[0].id, key(1));
    QCOMPARE(after->clusters[0].members.size(), 23U);
    QCOMPARE(after->clusters[1].id, key(4));
    // A filter makes it smaller, and it is still the same.
    const auto some = book.read(*recording.reader(), queue, queryOf("tenant=zeta"));
    QCOMPARE(some->clusters.size(), 1U);
    QCOMPARE(some->clusters[0].id, key(1));
}

void TestSuspectQueue::anAlarmOpensWhatItCounted()
{
    const Recording recording;
    writeAlarm(*recording.writer());
    const auto found = suspects::alarmAnswers(*recording.reader(), "A-0001", at(100));
    QVERIFY(found && *found);
    QCOMPARE((*found)->found, AlarmAnswers::Found::All);
    QCOMPARE(numbersText((*found)->answers), u"10 12 14 16"_s);
    QCOMPARE((*found)->counted, 8);
    QVERIFY((*found)->range.start == at(10));
    QVERIFY((*found)->range.contains(at(17)));
    QVERIFY((*found)->knownAt == at(17));
    QVERIFY2((*found)->sentence.starts_with("The 4 answers that A-0001 counted as failed, of 8"),
             (*found)->sentence.c_str());
    QVERIFY(!*suspects::alarmAnswers(*recording.reader(), "A-0001", at(16)));
    QVERIFY(!*suspects::alarmAnswers(*recording.reader(), "A-0002", at(100)));
}

void TestSuspectQueue::whatRetentionRemovedIsSaid()
{
    const Recording recording;
    writeAlarm(*recording.writer());
    recording.tamper("DELETE FROM evaluations WHERE id IN (SELECT id FROM evaluations WHERE "
                     "badness>0.5 ORDER BY id LIMIT 1)");
    auto found = suspects::alarmAnswers(*recording.reader(), "A-0001", at(100));
    QCOMPARE((*found)->found, AlarmAnswers::Found::Some);
    QCOMPARE(numbersText((*found)->answers), u"12 14 16"_s);
    QVERIFY2((*found)->sentence.starts_with("3 of the 4 answers that A-0001 counted as failed"),
             (*found)->sentence.c_str());
    QVERIFY2((*found)->sentence.ends_with("1 is not in this recording."),
             (*found)->sentence.c_str());
    const store::Gap gap{.source = "retention",
                         .range = {.start = at(8), .end = at(11)},
                         .reason = "removed by retention",
                         .service = "shop"};
    {
        const auto writer = recording.writer();
        QVERIFY(writer->append(gap, at(60)) && writer->commit());
    }
    found = suspects::alarmAnswers(*recording.reader(), "A-0001", at(100));
    QVERIFY2((*found)->sentence.ends_with("1 was removed by retention."),
             (*found)->sentence.c_str());
    recording.tamper("DELETE FROM evaluations");
    found = suspects::alarmAnswers(*recording.reader(), "A-0001", at(100));
    QCOMPARE((*found)->found, AlarmAnswers::Found::None);
    QVERIFY2(says(**found, "retention removed them"), (*found)->sentence.c_str());
}

void TestSuspectQueue::whatCannotBeToldIsSaid()
{
    const Recording recording;
    writeAlarm(*recording.writer());
    const auto reader = recording.reader();
    const auto found = [&](auto change) {
        telemetry::AlarmTransition alarm = alarmOf(8, 0.5, 10, 17);
        change(alarm);
        return *suspects::alarmAnswers(*reader, alarm);
    };
    const auto loaded = found([](auto& alarm) {
        alarm.observations = 4;
        alarm.sentence = "x of shop, under high load: 50 %";
    });
    QCOMPARE(loaded.found, AlarmAnswers::Found::TooMany);
    QCOMPARE(loaded.wanted, 2);
    QVERIFY2(says(loaded, "Which of these 4 they were"), loaded.sentence.c_str());
    const auto length = found([](auto& alarm) { alarm.check = "answer_length"; });
    QCOMPARE(length.found, AlarmAnswers::Found::None);
    QVERIFY2(says(length, "not that any is wrong"), length.sentence.c_str());
    const auto elsewhere = found([](auto& alarm) { alarm.check = "errors (clickhouse)"; });
    QVERIFY2(says(elsewhere, "cannot be told"), elsewhere.sentence.c_str());
    // The scope stands in the sentence: none of these answers is of it.
    const auto scoped = found([](auto& alarm) { alarm.sentence = "x, in version 9.9: 50 %"; });
    QCOMPARE(scoped.scope, std::string("version 9.9"));
    QVERIFY(scoped.answers.empty());
    const auto own = found([](auto& alarm) { alarm.sentence = "x, in version 1.0: 50 %"; });
    QCOMPARE(own.found, AlarmAnswers::Found::All);
}

QTEST_GUILESS_MAIN(TestSuspectQueue)

#include "tst_suspectqueue.moc"
