// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/engine.h"
#include "models/incident/incidententries.h"
#include "models/incident/incidentrecord.h"
#include "tests/models/suspects/suspectsrecording.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace storetest;
using namespace suspectstest;
using incident::IncidentRecord;

namespace {

telemetry::TimelineEntry written(store::Writer& writer, incident::Entry entry, std::int64_t second)
{
    if (!entry)
        return {};
    entry->actor = "ada";
    entry->recorded = at(second);
    const auto done = writer.append(std::move(*entry));
    return done && writer.commit() ? *done : telemetry::TimelineEntry{};
}

incident::Opening opening(std::int64_t start, std::vector<std::string> services)
{
    incident::Opening result;
    result.title = "It";
    result.start = at(start);
    result.services = std::move(services);
    return result;
}

// Answers 1 to `count` of a service, a second each, without content, and what a judge said of each,
// as the engine takes it: wrong are the first `bad`.
void writeJudged(store::Writer& writer, const Recording& recording, int count, int bad,
                 const std::string& service = "shop")
{
    std::vector<otlp::OutgoingSpan> spans;
    std::vector<otlp::OutgoingLog> judgements;
    for (int i = 1; i <= count; ++i) {
        const auto number = static_cast<std::uint64_t>(i);
        spans.push_back(chatSpan(number, i));
        judgements.push_back(judgeLog(number, i + 2, i <= bad ? 0.1 : 0.95, i % 2 == 0));
    }
    QVERIFY(writer.append(spansBatch(spans, 200, service)));
    auto judged = logsBatch(judgements, 200, service);
    QVERIFY(writer.append(judged) && writer.commit());
    health::Engine engine;
    const auto reader = recording.reader();
    for (int i = 1; i <= count; ++i) {
        const auto generation =
            reader->generation(key(static_cast<std::uint64_t>(i)), knownAt(1000));
        QVERIFY(generation && *generation);
        telemetry::Evaluation evaluation = judged.evaluations.at(static_cast<std::size_t>(i) - 1);
        evaluation.trace = (*generation)->trace;
        evaluation.span = (*generation)->span;
        engine.observe(**generation, at(200));
        engine.observe(evaluation, &**generation, at(200));
    }
    health::Results results = engine.take();
    store::HealthResults health;
    health.evaluations = std::move(results.evaluations);
    health.suspicions = std::move(results.suspicions);
    QVERIFY(writer.append(health) && writer.commit());
}

const store::View kAll{.range = {at(0), at(900)}, .knownAt = at(900)};

} // namespace

class TestIncidentRecord final : public QObject
{
    Q_OBJECT

private slots:
    void countsWhatWasReached();
    void whatWasFoundGoodIsJudgedToo();
    void peopleFindWhatNoCheckFound();
    void feedbackInTelemetryCountsAsInTheQueue();
    void twoPeopleWhereTwoHaveToAgree();
    void aServiceNamedTwiceCountsOnce();
    void peopleOverruleSuspicion();
    void exposureGoesByTheStartThatHolds();
    void toolsAfterAWrongAnswerCount();
    void allTracesOfItsTimeCount();
    void asKnownThen();
    void asKnownNowNothingThatCameLaterIsTold();
    void anIncidentOfAnImportIsKnownAllAlong();
    void theTimelineIsOfTheIncident();
    void whatIsNotThereIsSaid();
    void theWholeRecordingWhereNobodyOpenedOne();
};

void TestIncidentRecord::countsWhatWasReached()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    QVERIFY(written(*writer, incident::openedEntry(opening(2, {"shop"}), {}, at(20)), 20).sequence
            > 0);
    const auto record = incident::readIncident(*recording.reader(), {});
    QVERIFY2(record, record.error().message.c_str());
    // Answers 2 to 5 of the shop; the first was before, the sixth is another service's.
    QCOMPARE(record->exposure.answers, 4);
    QCOMPARE(record->exposure.judged, 4);
    QCOMPARE(record->exposure.wrong, 4); // of one half and more
    const auto lines = incident::exposureText(record->exposure);
    QCOMPARE(lines.front(), "4 answers, 4 of them judged: 4 wrong");
    // Until when it is counted is told: an incident goes on after its recovery.
    QVERIFY(lines[lines.size() - 2].starts_with("Counted of answers that began from "));
    QVERIFY(lines.back().starts_with("Causes counts only the judged answers"));
    incident::Exposure unjudged = record->exposure;
    unjudged.judged = 0;
    QVERIFY(incident::exposureText(unjudged).back().starts_with("Counted of answers"));
    // Of tools only what was looked through, and of how much that is.
    incident::Exposure many = record->exposure;
    many.wrongTraces = 1000;
    many.allWrongTraces = 1162;
    many.toolCalls = 1000;
    const auto told = incident::exposureText(many);
    QVERIFY(std::ranges::any_of(told, [](const std::string& line) {
        return line.starts_with(
            "In the newest 1000 of 1162 traces with a wrong answer: 1000 calls");
    }));
    const auto other = incident::exposureOf(
        *recording.reader(), {.range = {at(0), at(60)}, .knownAt = at(60)}, {"other"});
    QVERIFY(other);
    QCOMPARE(other->answers, 1);
    QCOMPARE(other->wrong, 0); // .45
    const auto all = incident::exposureOf(*recording.reader(),
                                          {.range = {at(0), at(60)}, .knownAt = at(60)}, {});
    QCOMPARE(all->answers, 6);
    QVERIFY(incident::exposureText(*all).front().find("which are affected is not known")
            != std::string::npos);
    const auto none = incident::exposureOf(
        *recording.reader(), {.range = {at(30), at(60)}, .knownAt = at(60)}, {"shop"});
    QCOMPARE(incident::exposureText(*none).front(), "No answer is known in this time.");
}

void TestIncidentRecord::whatWasFoundGoodIsJudgedToo()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeJudged(*writer, recording, 50, 4);
    QVERIFY(recording.number("SELECT count(*) FROM suspicions") < 50); // of good ones there is none
    const auto exposure = incident::exposureOf(*recording.reader(), kAll, {"shop"});
    QVERIFY2(exposure, exposure ? "" : exposure.error().message.c_str());
    QCOMPARE(exposure->answers, 50);
    QCOMPARE(exposure->judged, 50);
    QCOMPARE(exposure->wrong, 4);
    QCOMPARE(incident::exposureText(*exposure).front(), "50 answers, 50 of them judged: 4 wrong");
    // Results that were not known yet judge nothing.
    const auto before = incident::exposureOf(*recording.reader(),
                                             {.range = kAll.range, .knownAt = at(199)}, {"shop"});
    QCOMPARE(before->judged, 0);
}

void TestIncidentRecord::peopleFindWhatNoCheckFound()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeJudged(*writer, recording, 10, 2);
    QVERIFY(writer->append(spansBatch({chatSpan(60, 60), chatSpan(61, 61)}, 200))); // by nobody
    QVERIFY(writer->commit());
    say(*writer, 9, suspects::Opinion::Wrong, "ada", 300, 0); // a judge passed it
    say(*writer, 60, suspects::Opinion::Wrong, "ada", 300, 0);
    say(*writer, 61, suspects::Opinion::Unsure, "ada", 300, 0);
    const auto exposure = incident::exposureOf(*recording.reader(), kAll, {"shop"});
    QCOMPARE(exposure->answers, 12);
    QCOMPARE(exposure->judged, 11); // who is not sure has not judged
    QCOMPARE(exposure->wrong, 4);
    QCOMPARE(exposure->allWrongTraces, 4);
    const auto part = incident::exposureOf(
        *recording.reader(), {.range = {at(20), at(70)}, .knownAt = at(900)}, {"shop"});
    QCOMPARE(part->judged, 1);
    QCOMPARE(part->wrong, 1);
    QCOMPARE(incident::exposureOf(*recording.reader(), kAll, {"other"})->wrong, 0);
}

void TestIncidentRecord::feedbackInTelemetryCountsAsInTheQueue()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeJudged(*writer, recording, 10, 0);
    const auto feedback = [](std::uint64_t number, std::int64_t second, const char* check) {
        telemetry::Evaluation said;
        said.trace = traceId(number);
        said.span = spanId(number);
        said.check = check;
        said.evaluator = "person: bo";
        said.state = telemetry::EvaluationState::Failed;
        said.badness = 1;
        said.time = said.recorded = at(second);
        return said;
    };
    store::HealthResults sent;
    sent.evaluations = {feedback(3, 300, "correctness"), feedback(4, 300, "tone")};
    QVERIFY(writer->append(sent) && writer->commit());
    const auto exposure = incident::exposureOf(*recording.reader(), kAll, {"shop"});
    QCOMPARE(exposure->wrong, 1); // not of its tone
    suspects::SuspectQueue queue;
    const auto book = queue.verdicts(*recording.reader(), kAll.knownAt, 1);
    QVERIFY(book->of(key(3)).standing == suspects::Standing::Confirmed);
}

void TestIncidentRecord::twoPeopleWhereTwoHaveToAgree()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeJudged(*writer, recording, 10, 0);
    say(*writer, 5, suspects::Opinion::Wrong, "ada", 300, 0);
    QCOMPARE(incident::exposureOf(*recording.reader(), kAll, {"shop"}, 2)->wrong, 0);
    say(*writer, 5, suspects::Opinion::Wrong, "bo", 301, 0);
    QCOMPARE(incident::exposureOf(*recording.reader(), kAll, {"shop"}, 2)->wrong, 1);
}

void TestIncidentRecord::aServiceNamedTwiceCountsOnce()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    const auto once = incident::exposureOf(*recording.reader(), kAll, {"shop"});
    const auto twice = incident::exposureOf(*recording.reader(), kAll, {"shop", "shop"});
    QCOMPARE(twice->answers, once->answers);
    QCOMPARE(twice->judged, once->judged);
    QCOMPARE(twice->wrong, once->wrong);
    QVERIFY(!twice->mayCountTwice);
}

void TestIncidentRecord::peopleOverruleSuspicion()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    say(*writer, 2, suspects::Opinion::Sound, "ada", 30);
    say(*writer, 6, suspects::Opinion::Wrong, "ada", 31);
    const store::View view{.range = {at(0), at(60)}, .knownAt = at(60)};
    QCOMPARE(incident::exposureOf(*recording.reader(), view, {"shop"})->wrong, 4); // of 5
    QCOMPARE(incident::exposureOf(*recording.reader(), view, {"other"})->wrong, 1);
    const store::View before{.range = {at(0), at(60)}, .knownAt = at(30)};
    QCOMPARE(incident::exposureOf(*recording.reader(), before, {"other"})->wrong, 0);
}

void TestIncidentRecord::exposureGoesByTheStartThatHolds()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    const auto first =
        written(*writer, incident::openedEntry(opening(2, {"shop"}), {}, at(20)), 20);
    const auto one = incident::incidentsOf({first}).front();
    QCOMPARE(incident::readIncident(*recording.reader(), {})->exposure.answers, 4);
    const auto fixed =
        incident::momentEntry(one, incident::MomentKind::Start, at(4), 0, "x", at(25));
    QVERIFY(written(*writer, fixed, 25).sequence > 0);
    const auto later = incident::readIncident(*recording.reader(), {});
    QCOMPARE(later->exposure.answers, 2); // 4 and 5
    QVERIFY(later->range.start == at(2)); // what happened before stands in the timeline
    const auto now = later->incident;
    const auto letGo = incident::unfixedEntry(now, incident::MomentKind::Start, "no", at(26));
    QVERIFY(written(*writer, letGo, 26).sequence > 0);
    QCOMPARE(incident::readIncident(*recording.reader(), {})->exposure.answers, 4);
}

void TestIncidentRecord::toolsAfterAWrongAnswerCount()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    const auto tool = [](std::uint64_t number, std::int64_t second, const char* name) {
        otlp::OutgoingSpan span = chatSpan(number, second);
        span.trace = traceId(1);
        span.attributes = {{"gen_ai.operation.name", "execute_tool"}, {"gen_ai.tool.name", name}};
        span.name = name;
        return span;
    };
    QVERIFY(writer->append(
        spansBatch({tool(20, 0, "search"), tool(21, 5, "refund"), tool(22, 6, "refund")}, 11)));
    QVERIFY(writer->commit());
    const auto exposure = incident::exposureOf(
        *recording.reader(), {.range = {at(0), at(60)}, .knownAt = at(60)}, {"shop"});
    QVERIFY(exposure);
    QCOMPARE(exposure->toolCalls, 2); // one had been called before the answer
    QCOMPARE(exposure->tools.size(), 1U);
    QCOMPARE(exposure->tools.front().first, "refund");
    QCOMPARE(exposure->allWrongTraces, 5);
    QVERIFY(!exposure->areToolsCut());
    // What is called after the time that is looked at was not called yet.
    const auto sooner = incident::exposureOf(
        *recording.reader(), {.range = {at(0), at(6)}, .knownAt = at(60)}, {"shop"}, 1, at(6));
    QVERIFY(sooner);
    QCOMPARE(sooner->toolCalls, 1);
}

// Tenant and tool of the oldest of more than a thousand.
void TestIncidentRecord::allTracesOfItsTimeCount()
{
    constexpr std::uint64_t kAnswers = 1'050;
    const Recording recording;
    const auto writer = recording.writer();
    std::vector<otlp::OutgoingSpan> spans;
    store::HealthResults health;
    for (std::uint64_t i = 1; i <= kAnswers; ++i) {
        const std::int64_t second = 1 + static_cast<std::int64_t>(i / 10);
        spans.push_back(answerSpan(i, second, "It is so", i == 1 ? "zeta" : "acme"));
        health.suspicions.push_back(suspicion(i, second, 0.9, "fabrication: no such name"));
    }
    otlp::OutgoingSpan tool = chatSpan(2'000, 5);
    tool.trace = traceId(1);
    tool.attributes = {{"gen_ai.operation.name", "execute_tool"}, {"gen_ai.tool.name", "refund"}};
    tool.name = "refund";
    spans.push_back(tool);
    QVERIFY(writer->append(spansBatch(spans, 200)));
    QVERIFY(writer->append(health) && writer->commit());
    const auto exposure = incident::exposureOf(*recording.reader(), kAll, {"shop"});
    QVERIFY2(exposure, exposure ? "" : exposure.error().message.c_str());
    QCOMPARE(exposure->wrong, 1'050);
    QCOMPARE(exposure->wrongTraces, 1'050);
    QVERIFY(!exposure->areToolsCut() && !exposure->arePeopleCut);
    QCOMPARE(exposure->toolCalls, 1);
    QCOMPARE(exposure->tracesRead, 1'050);
    QCOMPARE(exposure->tenants.size(), std::size_t{2});
    QCOMPARE(exposure->tenants.front().second, 1'049);
    QCOMPARE(exposure->tenants.back().first, "zeta");
}

void TestIncidentRecord::asKnownThen()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    const auto first =
        written(*writer, incident::openedEntry(opening(2, {"shop"}), {}, at(20)), 20);
    const auto then = incident::incidentsOf({first}).front();
    QVERIFY(written(*writer, incident::severityEntry(then, 1, {}, at(40)), 40).sequence > 0);
    const auto before = incident::readIncident(*recording.reader(), "INC-0001", at(30));
    QCOMPARE(before->incident.severity, 2);
    QCOMPARE(before->timeline.size(), 1U);
    const auto after = incident::readIncident(*recording.reader(), then.uid);
    QCOMPARE(after->incident.severity, 1);
    QVERIFY(!incident::readIncident(*recording.reader(), {}, at(19)));
    QVERIFY(incident::readIncidents(*recording.reader(), at(19))->empty());
}

void TestIncidentRecord::asKnownNowNothingThatCameLaterIsTold()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    const auto first = written(*writer, incident::openedEntry(opening(2, {"shop"}), {}, at(3)), 3);
    const auto one = incident::incidentsOf({first}).front();
    const auto fixed =
        incident::momentEntry(one, incident::MomentKind::Recovery, at(5), 0, "seen", at(30));
    QVERIFY(written(*writer, fixed, 30).sequence > 0);
    QVERIFY(written(*writer, incident::closedEntry(one, "over", at(40)), 40).sequence > 0);
    const auto reader = recording.reader();
    const auto known = telemetry::Timestamp::max();
    const auto before = incident::readIncidentTimeline(*reader, "INC-0001", known, at(4));
    QVERIFY(before && before->incident.isOpen());
    QVERIFY(before->range.end <= at(4));
    QCOMPARE(before->timeline.size(), 1U);
    QVERIFY(!before->moments.back().time);
    QCOMPARE(before->moments.back().why, "it had not happened by the time that is looked at");
    QVERIFY(before->incident.moments.empty());
    const auto exposureOf = [&](const IncidentRecord& record) {
        return incident::exposureOf(
            *reader, {.range = incident::exposedRange(record), .knownAt = record.knownAt},
            record.incident.services, 1, record.until);
    };
    QCOMPARE(exposureOf(*before)->answers, 2); // 2 and 3
    // What was said later of the time before is known now.
    const auto after = incident::readIncidentTimeline(*reader, "INC-0001", known, at(6));
    QVERIFY(after && after->incident.isOpen());
    QVERIFY(after->moments.back().time == at(5));
    QCOMPARE(exposureOf(*after)->answers, 3);
    // It began before it was opened, and that is known now.
    QVERIFY(incident::readIncidents(*reader, known, at(2))->empty());
    const auto begun = incident::readIncidentTimeline(*reader, {}, known, at(3));
    QVERIFY(begun && begun->incident.isOpen());
    QVERIFY(begun->timeline.empty());
    QVERIFY(begun->range.end <= at(3));
    QVERIFY(incident::readIncidents(*reader, at(2), at(3))->empty()); // not then
    QVERIFY(incident::readIncidents(*reader, known, at(4))->front().isOpen());
    QVERIFY(!incident::readIncidents(*reader, known, known)->front().isOpen());
    // A moment that was let go again since is not fixed as known now.
    const auto now = incident::readIncidents(*reader)->front();
    const auto letGo = incident::unfixedEntry(now, incident::MomentKind::Recovery, "no", at(50));
    QVERIFY(written(*writer, letGo, 50).sequence > 0);
    const auto open = incident::readIncidentTimeline(*recording.reader(), "INC-0001", known, at(6));
    QVERIFY(open && open->incident.moments.empty());
}

// It is written about long after its telemetry, at whose end the cursor stands at last.
void TestIncidentRecord::anIncidentOfAnImportIsKnownAllAlong()
{
    const Recording recording;
    const auto writer = recording.writer();
    QVERIFY(writer->append(spansBatch(
        {answerSpan(1, 1, "one"), answerSpan(2, 2, "two"), answerSpan(3, 3, "three")}, 10'000)));
    QVERIFY(writer->commit());
    const auto opened =
        written(*writer, incident::openedEntry(opening(2, {"shop"}), {}, at(20'000)), 20'000);
    QVERIFY(opened.sequence > 0);
    const auto reader = recording.reader();
    const auto extent = reader->extent();
    QVERIFY(extent && *extent && (*extent)->isImport);
    const auto known = telemetry::Timestamp::max();
    for (const auto until : {at(2), (*extent)->range.end}) {
        const auto incidents = incident::readIncidents(*reader, known, until);
        QVERIFY(incidents && incidents->size() == 1U);
        const auto record = incident::readIncidentTimeline(*reader, "INC-0001", known, until);
        QVERIFY(record && record->incident.isOpen());
        QCOMPARE(record->timeline.size(), 1U);
    }
}

void TestIncidentRecord::theTimelineIsOfTheIncident()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    const auto add = [&](const std::string& text, std::int64_t second, std::int64_t recorded) {
        telemetry::TimelineEntry entry = note(text, second);
        entry.recorded = at(recorded);
        QVERIFY(writer->append(std::move(entry)) && writer->commit());
    };
    add("before", 1, 1);
    add("early", 5, 30); // happened in it, pinned later
    const auto first =
        written(*writer, incident::openedEntry(opening(2, {"shop"}), {}, at(20)), 20);
    const auto one = incident::incidentsOf({first}).front();
    add("late", 25, 25);
    QVERIFY(
        written(*writer, incident::openedEntry(opening(2, {"other"}), {one}, at(26)), 26).sequence
        > 0);
    QVERIFY(written(*writer, incident::closedEntry(one, "over", at(40)), 40).sequence > 0);
    add("after", 50, 50);
    QVERIFY(written(*writer, incident::markEntry(one, 1, "so", at(55)), 55).sequence > 0);
    const auto record = incident::readIncident(*recording.reader(), "INC-0001");
    QStringList texts;
    for (const telemetry::TimelineEntry& entry : record->timeline)
        texts << QString::fromStdString(entry.kind == "note" ? entry.text : entry.kind);
    // What the other incident is stands in its own timeline; a mark that was made later in this.
    QCOMPARE(texts.join(QChar(u' ')), u"early incident late incident incident"_s);
    QVERIFY(record->range.start == at(2) && record->range.end == at(40));
}

void TestIncidentRecord::whatIsNotThereIsSaid()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    const auto none = incident::readIncident(*recording.reader(), {});
    QVERIFY(!none);
    QVERIFY(none.error().kind == telemetry::ErrorKind::Usage);
    QVERIFY(written(*writer, incident::openedEntry(opening(2, {}), {}, at(20)), 20).sequence > 0);
    const auto other = incident::readIncident(*recording.reader(), "INC-0007");
    QVERIFY(!other);
    QVERIFY(other.error().message.find("INC-0001") != std::string::npos);
}

void TestIncidentRecord::theWholeRecordingWhereNobodyOpenedOne()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    const auto record = incident::readUndeclared(*recording.reader());
    QVERIFY(record);
    QVERIFY(record->incident.id.empty());
    QCOMPARE(record->exposure.answers, 6);
    QCOMPARE(record->moments.size(), 6U);
}

QTEST_GUILESS_MAIN(TestIncidentRecord)
#include "tst_incidentrecord.moc"
