// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/incidententries.h"
#include "models/incident/incidentrecord.h"
#include "tests/models/suspects/suspectsrecording.h"

#include <QtTest>

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

} // namespace

class TestIncidentRecord final : public QObject
{
    Q_OBJECT

private slots:
    void countsWhatWasReached();
    void peopleOverruleSuspicion();
    void exposureGoesByTheStartThatHolds();
    void toolsAfterAWrongAnswerCount();
    void asKnownThen();
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
