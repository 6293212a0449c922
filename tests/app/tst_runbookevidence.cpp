// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/runbooks.h"
#include "models/store/reader.h"
#include "tests/models/items/fleetfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

telemetry::Rollup judged(int count, int failed)
{
    telemetry::Rollup sum;
    for (int i = 0; i < count; ++i)
        sum.add(i < failed ? 0.95 : 0.02);
    return sum;
}

ServedHealth served(const char* value, int count, int failed)
{
    return {.value = value, .sum = judged(count, failed), .last = fleettest::at(100)};
}

ServedHistory history(std::vector<ServedHealth> models)
{
    ServedHistory history;
    history.check = "groundedness";
    history.onset = fleettest::at(300);
    history.suspect = judged(100, 40);
    history.candidates["model"] = std::move(models);
    return history;
}

bool has(const std::string& text, const char* part)
{
    return QString::fromStdString(text).contains(QString::fromUtf8(part));
}

} // namespace

class TestRunbookEvidence : public QObject
{
    Q_OBJECT

private slots:
    void lastGoodIsByHealthNotByAge();
    void tooFewAnswersProveNothing();
    void meansAreComparedWhereTheAlarmIsOfMeans();
    void theRecordingTells();
    void whatTheCauseNamesIsKeptWithWhatIsKnownOfIt();
    void aServiceThatIsNamedHasItsOwnFigures();
    void theAlarmBeforeTheFactIsNotKnown();
    void anInstrumentationIsGoneBackToWithoutAnswersThatSpeakForIt();
};

void TestRunbookEvidence::lastGoodIsByHealthNotByAge()
{
    // The newest that served before was as bad: it is passed over, and that is said.
    const ServedHistory known = history({served("m3", 200, 70), served("m2", 2000, 36)});
    const LastGood good = lastGood(known, known.candidates.at("model"));
    QCOMPARE(good.value, std::string("m2"));
    QVERIFY2(has(good.evidence, "m2 served 2,000 judged answers until"), good.evidence.c_str());
    QVERIFY2(has(good.evidence, "1.8 % failed"), good.evidence.c_str());
    QVERIFY2(has(good.evidence, "n = 100"), good.evidence.c_str());
    QVERIFY2(has(good.evidence, "Passed over"), good.evidence.c_str());
    QVERIFY2(has(good.evidence, "m3 served 200"), good.evidence.c_str());

    RunbookGround ground;
    ground.history = known;
    ground.changes = {{.service = "code-assistant",
                       .field = "model",
                       .value = "m4",
                       .previous = "m3",
                       .time = fleettest::at(290),
                       .recorded = fleettest::at(290)}};
    auto alarm = fleettest::firstAlarm();
    alarm.model = "m4";
    // "Served before" alone would say m3.
    QCOMPARE(runbookParameters(alarm, ground.changes).at("last_good_model"), std::string("m3"));
    QCOMPARE(fillParameters(alarm, ground).values.at("last_good_model"), std::string("m2"));
}

void TestRunbookEvidence::tooFewAnswersProveNothing()
{
    const ServedHistory known = history({served("m3", 12, 0), served("m2", 0, 0)});
    const LastGood good = lastGood(known, known.candidates.at("model"));
    QVERIFY(good.value.empty());
    QVERIFY2(has(good.evidence, "none is known to be good"), good.evidence.c_str());
    QVERIFY2(has(good.evidence, "m3 served 12 judged answers"), good.evidence.c_str());
    QVERIFY2(has(good.evidence, "m2 served before, and none of its answers was judged"),
             good.evidence.c_str());
    RunbookGround ground;
    ground.history = known;
    const auto filled = fillParameters(fleettest::firstAlarm(), ground);
    QVERIFY(!filled.values.contains("last_good_model"));
    QCOMPARE(filled.evidence.at("last_good_model"), good.evidence);
    // Nothing is known of the suspect either: then nothing is better.
    QVERIFY(!isBetter(judged(500, 1), {}, telemetry::AlarmMeasure::FailedShare));
    // Intervals that touch say nothing.
    QVERIFY(!isBetter(judged(40, 10), judged(40, 14), telemetry::AlarmMeasure::FailedShare));
}

// A library that tells of answers makes none of them better or worse.
void TestRunbookEvidence::anInstrumentationIsGoneBackToWithoutAnswersThatSpeakForIt()
{
    RunbookGround ground;
    ground.history = history({});
    ground.history.candidates = {{"instrumentation", {served("2.3b0", 200, 4)}}};
    const auto filled = fillParameters(fleettest::firstAlarm(), ground);
    QCOMPARE(filled.values.at("last_good_instrumentation"), std::string("2.3b0"));
    QVERIFY2(has(filled.evidence.at("last_good_instrumentation"), "2.3b0 told of the service"),
             filled.evidence.at("last_good_instrumentation").c_str());
}

void TestRunbookEvidence::meansAreComparedWhereTheAlarmIsOfMeans()
{
    telemetry::Rollup low;
    telemetry::Rollup high;
    for (int i = 0; i < 200; ++i) {
        low.add(0.1 + 0.001 * (i % 10));
        high.add(0.3 + 0.001 * (i % 10));
    }
    // None of either fails: shares cannot tell them apart.
    QVERIFY(!isBetter(low, high, telemetry::AlarmMeasure::FailedShare));
    QVERIFY(isBetter(low, high, telemetry::AlarmMeasure::MeanBadness));
    QVERIFY(!isBetter(high, low, telemetry::AlarmMeasure::MeanBadness));
}

void TestRunbookEvidence::theRecordingTells()
{
    const fleettest::Fleet fleet;
    const auto reader = store::Reader::open(fleet.path()).value();
    const auto alarm = fleettest::firstAlarm();
    const auto ground = readRunbookGround(*reader, alarm, fleettest::at(400));
    QVERIFY2(ground, ground ? "" : ground.error().message.c_str());
    const auto filled = fillParameters(alarm, *ground);
    QCOMPARE(filled.values.at("service"), std::string("code-assistant"));
    QCOMPARE(filled.values.at("suspect_model"), std::string("glyph-2026-11-a"));
    QCOMPARE(filled.values.at("last_good_model"), std::string("glyph-2026-10-c"));
    // 300 s, one answer a second, 30 s of silence; none failed. It served until 02:56.
    const std::string& why = filled.evidence.at("last_good_model");
    QVERIFY2(has(why, "glyph-2026-10-c served 270 judged answers until 02:56:00"), why.c_str());
    QVERIFY2(has(why, "0.0 % failed") || has(why, "0 % failed"), why.c_str());
    QVERIFY2(
        has(filled.evidence.at("suspect_model"), "since the onset at 02:56:00, until 02:57:40: "),
        filled.evidence.at("suspect_model").c_str());
    QVERIFY2(has(filled.evidence.at("service"), "A-0001"), filled.evidence.at("service").c_str());
}

void TestRunbookEvidence::whatTheCauseNamesIsKeptWithWhatIsKnownOfIt()
{
    RunbookGround ground;
    ground.history = history({served("m3", 5, 0), served("m2", 900, 9)});
    causes::Hypothesis cause;
    cause.cause = causes::Cause::ModelVersion;
    cause.service = "code-assistant";
    cause.value = "m4";
    cause.remedy = {.lever = "pin:code-assistant", .value = "m3", .text = {}};
    const auto filled = fillParameters(fleettest::firstAlarm(), ground, &cause);
    QCOMPARE(filled.values.at("last_good_model"), std::string("m3"));
    QCOMPARE(filled.values.at("suspect_model"), std::string("m4"));
    QVERIFY2(has(filled.evidence.at("last_good_model"), "too few to call it good"),
             filled.evidence.at("last_good_model").c_str());
}

void TestRunbookEvidence::aServiceThatIsNamedHasItsOwnFigures()
{
    const fleettest::Fleet fleet;
    const auto reader = store::Reader::open(fleet.path()).value();
    runbook::Runbook book;
    book.id = "fabricated-apis";
    book.check = fleettest::firstAlarm().check;
    const std::vector<telemetry::AlarmTransition> alarms{fleettest::firstAlarm()};
    const auto own = parametersOf(*reader, "code-assistant", book, alarms, fleettest::at(400));
    QVERIFY(own);
    QCOMPARE(own->values.at("last_good_model"), std::string("glyph-2026-10-c"));
    QVERIFY(has(own->evidence.at("service"), "A-0001"));
    // What is known to be better is said of what served since, not of itself.
    QVERIFY2(has(own->evidence.at("last_good_model"), "what serves since the onset"),
             own->evidence.at("last_good_model").c_str());
    // Another one has no alarm of its own: nothing of the first one's stands there.
    const auto other = parametersOf(*reader, "support-bot", book, alarms, fleettest::at(400));
    QVERIFY(other);
    QCOMPARE(other->values.at("service"), std::string("support-bot"));
    QVERIFY(!other->values.contains("last_good_model"));
    QVERIFY(!other->values.contains("suspect_model"));
    QVERIFY2(has(other->evidence.at("service"), "no alarm of it"),
             other->evidence.at("service").c_str());
}

// What was recorded later than the moment that is looked at is not known then.
void TestRunbookEvidence::theAlarmBeforeTheFactIsNotKnown()
{
    const fleettest::Fleet fleet;
    const auto reader = store::Reader::open(fleet.path()).value();
    const auto alarm = fleettest::firstAlarm();
    const auto changes = reader->changes({}).value();
    const auto then = readServedHistory(*reader, alarm, changes, fleettest::at(320)).value();
    const auto later = readServedHistory(*reader, alarm, changes, fleettest::at(400)).value();
    QVERIFY2(then.suspect.count > 0 && then.suspect.count < 21,
             qPrintable(QString::number(then.suspect.count)));
    QVERIFY(later.suspect.count > 80);
}

QTEST_GUILESS_MAIN(TestRunbookEvidence)
#include "tst_runbookevidence.moc"
