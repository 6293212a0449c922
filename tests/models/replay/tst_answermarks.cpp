// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/exposure.h"
#include "models/replay/answermarks.h"
#include "models/store/feedreader.h"
#include "models/store/writer.h"
#include "models/suspects/verdicts.h"
#include "tests/models/replay/drillfile.h"
#include "tests/models/replay/sqlexecute.h"
#include "tests/models/suspects/suspectsrecording.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace std::chrono_literals;
using replay::AnswerMarks;
using telemetry::Timestamp;

namespace {

const Timestamp kStart{1'790'000'000s};
const telemetry::TimeRange kAll{.start = kStart - 1h, .end = kStart + 10h};

replay::Counted countIn(const std::string& path)
{
    const auto reader = store::Reader::open(path);
    const auto marks = AnswerMarks::read(**reader);
    return (**marks).count({}, kAll);
}

} // namespace

class TestAnswerMarks : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::string m_path;

private slots:
    void initTestCase()
    {
        m_path = m_folder.filePath(QStringLiteral("drill.plumb")).toStdString();
        drill::OfflineSettings settings;
        settings.scenario = "fabricated-apis";
        settings.start = kStart;
        settings.length = 4min;
        settings.healthyFor = 2min;
        QVERIFY(replaytest::record(m_path, {.drill = settings}));
    }

    // An answer that is hardly suspected has no suspicion: it is judged all the same.
    void judgedIsWhatHasAResult()
    {
        execute(m_path, "DELETE FROM suspicions WHERE probability<0.5");
        const replay::Counted counted = countIn(m_path);
        QVERIFY(counted.wrong > 0);
        QVERIFY2(counted.judged > 2 * counted.wrong, qPrintable(QString::number(counted.judged)));
        QVERIFY(counted.judged <= counted.answers);
        QVERIFY(!counted.isAtLeast);
    }

    // Just what the checks missed: a person's word on an answer of which nothing else is recorded.
    void aPersonsWordCountsWithoutASuspicion()
    {
        const replay::Counted before = countIn(m_path);
        telemetry::SpanKey key;
        {
            const auto reader = store::Reader::open(m_path);
            const auto rows = (*reader)->forEachGeneration(
                {.range = kAll}, {}, [&](telemetry::Generation generation) {
                    key = {generation.trace, generation.span};
                    return false;
                });
            QVERIFY(rows);
        }
        QVERIFY(key.span != telemetry::SpanId::None);
        execute(m_path,
                ("DELETE FROM evaluations WHERE span_id="
                 + std::to_string(static_cast<std::int64_t>(key.span))
                 + "; DELETE FROM suspicions WHERE span_id="
                 + std::to_string(static_cast<std::int64_t>(key.span)))
                    .c_str());
        const replay::Counted without = countIn(m_path);
        QCOMPARE(without.judged, before.judged - 1);
        {
            auto writer = store::Writer::open(m_path);
            QVERIFY(writer);
            telemetry::TimelineEntry entry = suspects::verdictEntry(
                {.answer = key}, suspects::Opinion::Wrong, "it is", kStart + 5min);
            entry.actor = "ada";
            QVERIFY((*writer)->append(std::move(entry)));
            QVERIFY((*writer)->commit());
        }
        const replay::Counted with = countIn(m_path);
        QCOMPARE(with.judged, without.judged + 1);
        QCOMPARE(with.wrong, without.wrong + 1);
    }

    // Where an incident's page says how many were wrong, nothing else may be said here.
    void countsAsAnIncidentDoes()
    {
        const storetest::Recording recording;
        const auto writer = recording.writer();
        suspectstest::writeSuspects(*writer);
        QVERIFY(writer->append(
            storetest::spansBatch({storetest::chatSpan(60, 60), storetest::chatSpan(61, 61),
                                   storetest::chatSpan(62, 62), storetest::chatSpan(63, 63)},
                                  200)));
        QVERIFY(writer->append(
            storetest::spansBatch({storetest::chatSpan(70, 64)}, 200, "shop (canary)")));
        const auto feedback = [](std::uint64_t number, const char* check) {
            telemetry::Evaluation said = suspectstest::result(number, 300, 1);
            said.check = check;
            said.evaluator = "person: bo";
            said.origin = telemetry::EvaluationOrigin::Telemetry;
            return said;
        };
        store::HealthResults sent;
        sent.evaluations = {feedback(62, "correctness"), feedback(63, "tone")};
        sent.suspicions = {suspectstest::suspicion(70, 64, 0.9, "a probe failed")};
        QVERIFY(writer->append(sent) && writer->commit());
        suspectstest::say(*writer, 1, suspects::Opinion::Sound, "ada", 300);
        suspectstest::say(*writer, 60, suspects::Opinion::Wrong, "ada", 300, 0);
        suspectstest::say(*writer, 61, suspects::Opinion::Unsure, "ada", 300, 0);
        const auto reader = recording.reader();
        const auto marks = AnswerMarks::read(*reader);
        QVERIFY(marks && *marks);
        const telemetry::TimeRange range{.start = storetest::at(0), .end = storetest::at(900)};
        for (const std::vector<std::string>& services :
             {std::vector<std::string>{}, {"shop"}, {"shop (canary)"}}) {
            const auto exposure = incident::exposureOf(*reader, {.range = range}, services);
            QVERIFY(exposure);
            const replay::Counted counted = (*marks)->count(services, range);
            QCOMPARE(counted.answers, exposure->answers);
            QCOMPARE(counted.judged, exposure->judged);
            QCOMPARE(counted.wrong, exposure->wrong);
            QVERIFY(counted.wrong > 0);
        }
    }

    // Of too many the newest are read, and what reaches back before them is at least that.
    void theNewestAreRead()
    {
        const auto reader = store::Reader::open(m_path);
        const auto whole = AnswerMarks::read(**reader);
        const auto cut = AnswerMarks::read(**reader, {}, 1000);
        QVERIFY(cut && *cut && (*cut)->isCut() && !(*whole)->isCut());
        const Timestamp end = kStart + 4min; // of the drill
        const telemetry::TimeRange newest{.start = end - 20s, .end = end};
        const replay::Counted all = (*whole)->count({}, newest);
        const replay::Counted some = (*cut)->count({}, newest);
        QVERIFY(all.answers > 0 && all.answers < 1000);
        QCOMPARE(some.answers, all.answers);
        QCOMPARE(some.judged, all.judged);
        QVERIFY(!some.isAtLeast);
        const replay::Counted far = (*cut)->count({}, kAll);
        QCOMPARE(far.answers, std::int64_t{1000});
        QVERIFY(far.isAtLeast);
    }

    void isStopped()
    {
        const auto reader = store::Reader::open(m_path);
        const auto marks = AnswerMarks::read(**reader, [] { return false; });
        QVERIFY(marks && !*marks);
    }
};

QTEST_GUILESS_MAIN(TestAnswerMarks)
#include "tst_answermarks.moc"
