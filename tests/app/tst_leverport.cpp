// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/leverjournal.h"
#include "app/commands/recoveryfollower.h"
#include "app/entryanswer.h"
#include "app/ports.h"
#include "models/store/reader.h"
#include "models/store/writer.h"
#include "models/telemetry/signalcheck.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <future>
#include <iterator>
#include <memory>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using runbook::RungKind;
using runbook::RungState;

namespace {

std::vector<telemetry::TimelineEntry> timelineOf(const std::string& recording)
{
    const auto reader = store::Reader::open(recording);
    if (!reader)
        qFatal("%s", reader.error().message.c_str());
    return *(*reader)->timeline({});
}

int countOf(const std::vector<telemetry::TimelineEntry>& entries, const std::string& kind)
{
    return static_cast<int>(std::ranges::count(entries, kind, &telemetry::TimelineEntry::kind));
}

// Remembers what stood in the recording when it was told to write.
class RememberingGateway final : public runbook::LeverGateway
{
public:
    explicit RememberingGateway(std::string recording)
        : m_recording(std::move(recording))
    {
    }
    std::vector<runbook::LeverDescription> levers() const override { return {}; }
    telemetry::Result<runbook::LeverState> read(const std::string&) override
    {
        return runbook::LeverState{};
    }
    telemetry::Result<runbook::LeverPlan> plan(const std::string&, const std::string&) override
    {
        return runbook::LeverPlan{};
    }
    telemetry::Result<runbook::LeverPlan> planUndo(const std::string&,
                                                   const runbook::LeverState&) override
    {
        return undo;
    }
    telemetry::Result<runbook::FireResult>
    fireWatched(const runbook::LeverPlan& plan, const std::atomic<bool>* cancel,
                const runbook::SentHandler& whenSent) override
    {
        whenSent({.kind = RungKind::Sent,
                  .state = RungState::Reached,
                  .time = telemetry::Timestamp{5s},
                  .detail = "sent"});
        return fire(plan, cancel);
    }
    telemetry::Result<runbook::FireResult> fire(const runbook::LeverPlan&,
                                                const std::atomic<bool>* cancel) override
    {
        ++fired;
        intentsSeen = countOf(timelineOf(m_recording), "action");
        while (waitsForCancel && !*cancel)
            std::this_thread::sleep_for(1ms);
        runbook::FireResult result;
        const RungState later = waitsForCancel ? RungState::Unknown : RungState::Reached;
        result.rungs = {
            {.kind = RungKind::Sent, .state = RungState::Reached, .time = {}, .detail = {}},
            {.kind = RungKind::Accepted, .state = later, .time = {}, .detail = {}},
            {.kind = RungKind::InEffect,
             .state = later,
             .time = telemetry::SystemClock().now(),
             .detail = {}}};
        result.outcome = outcome;
        result.wasSent = true;
        return result;
    }

    runbook::LeverPlan undo; // what an undo is planned as
    std::atomic<runbook::FireOutcome> outcome = runbook::FireOutcome::Unknown;
    std::atomic<int> fired = 0;
    std::atomic<int> intentsSeen = 0;
    std::atomic<bool> waitsForCancel = false;

private:
    const std::string m_recording;
};

runbook::LeverPlan breaker()
{
    runbook::LeverPlan plan;
    plan.lever.id = "breaker:bot";
    plan.lever.target = "bot";
    plan.before.value = "reset";
    plan.to = "tripped";
    return plan;
}

telemetry::TimelineEntry note()
{
    telemetry::TimelineEntry entry;
    entry.kind = "note";
    entry.text = "seen";
    return entry;
}

telemetry::AlarmTransition raisedAlarm()
{
    telemetry::AlarmTransition raised;
    raised.alarm = "A-0001";
    raised.service = "bot";
    raised.check = "groundedness";
    raised.rateBefore = 0.02;
    raised.rateNow = 0.6;
    return raised;
}

telemetry::Evaluation evaluation(telemetry::Timestamp time, unsigned span, double badness)
{
    telemetry::Evaluation result;
    result.trace.bytes[0] = 1;
    result.span = static_cast<telemetry::SpanId>(span);
    result.check = "groundedness";
    result.origin = telemetry::EvaluationOrigin::Validator;
    result.badness = badness;
    result.time = time;
    return result;
}

} // namespace

class TestLeverPort : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void theIntentIsCommittedBeforeAnythingIsSent();
    void whatCannotBeRecordedIsNotSent();
    void closingWhileFiringLeavesTheOutcomeInTheChain();
    void aPortMayGoBeforeItsEntryIsWritten();
    void anEntryThatIsDroppedIsAnAnswer();
    void whatIsFiredStandsInTheJournal();
    void anUndoOverSomebodyElsesChangeIsAConflict();
    void whatLeftIsToldWhileTheAnswerIsAwaited();
    void writesThatTheRecordingLeavesOpenComeWithEveryPlan();
    void whereNothingWasFailingItSaysWhatStillIs();

private:
    void start();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_recording;
    std::unique_ptr<ingest::Pipeline> m_pipeline;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<RememberingGateway> m_gateway;
    std::unique_ptr<LeverPort> m_port;
};

void TestLeverPort::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_recording = m_folder->filePath(u"port.plumb"_s).toStdString();
    start();
}

void TestLeverPort::start()
{
    auto pipeline = ingest::Pipeline::start(m_recording);
    QVERIFY(pipeline);
    m_pipeline = std::move(*pipeline);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording);
    m_gateway = std::make_unique<RememberingGateway>(m_recording);
    m_port = std::make_unique<LeverPort>(*m_gateway, *m_pipeline, *m_queries,
                                         commands::Operator{.account = "ada"});
}

void TestLeverPort::cleanup()
{
    m_port.reset();
    m_queries.reset();
    m_pipeline.reset();
}

void TestLeverPort::theIntentIsCommittedBeforeAnythingIsSent()
{
    QSignalSpy finished(m_port.get(), &LeverPort::fireFinished);
    m_port->fire(7, breaker(), false);
    QVERIFY(m_port->isFiring());
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!m_port->isFiring());
    QCOMPARE(m_gateway->fired.load(), 1);
    QCOMPARE(m_gateway->intentsSeen.load(), 1);
    m_pipeline->drain();
    QTRY_COMPARE(countOf(timelineOf(m_recording), "rung"), 3);
    const auto entries = timelineOf(m_recording);
    const auto intent = std::ranges::find(entries, "action", &telemetry::TimelineEntry::kind);
    QCOMPARE(intent->actor, std::string("ada"));
    QCOMPARE(intent->subject, std::string("breaker:bot"));
}

void TestLeverPort::whatCannotBeRecordedIsNotSent()
{
    QVERIFY(m_pipeline->finish());
    std::optional<telemetry::Error> error;
    connect(m_port.get(), &LeverPort::fireFinished, this,
            [&error](quint64, const runbookview::FireAnswer& answer) {
                error = answer.result ? telemetry::Error{} : answer.result.error();
            });
    m_port->fire(7, breaker(), false);
    QTRY_VERIFY(error.has_value());
    QVERIFY2(error->message.find("could not be recorded") != std::string::npos,
             error->message.c_str());
    QCOMPARE(m_gateway->fired.load(), 0);
    // Whatever else is missing from the timeline is told.
    QSignalSpy missing(m_port.get(), &LeverPort::recordFailed);
    m_port->record(note());
    QTRY_COMPARE(missing.count(), 1);
}

void TestLeverPort::closingWhileFiringLeavesTheOutcomeInTheChain()
{
    m_gateway->waitsForCancel = true;
    m_port->fire(7, breaker(), false);
    QTRY_COMPARE(m_gateway->fired.load(), 1);
    m_port.reset(); // the window is closed
    m_pipeline->drain();
    QTRY_COMPARE(countOf(timelineOf(m_recording), "rung"), 3);
    const auto entries = timelineOf(m_recording);
    QVERIFY(std::ranges::any_of(entries, [](const telemetry::TimelineEntry& entry) {
        return entry.kind == "rung" && entry.payload.find("unknown") != std::string::npos;
    }));
}

void TestLeverPort::aPortMayGoBeforeItsEntryIsWritten()
{
    for (int i = 0; i < 200; ++i) {
        RecordingEntryPort entries(*m_pipeline, "ada");
        entries.append(note());
    }
    m_pipeline->drain();
    QTRY_COMPARE(countOf(timelineOf(m_recording), "note"), 200);
    QCoreApplication::processEvents();
}

// As a pipeline that ends with entries in hand would.
void TestLeverPort::anEntryThatIsDroppedIsAnAnswer()
{
    EntryAnswer answer = awaitedEntry();
    auto copy = answer.handler;
    answer.handler = nullptr;
    copy = nullptr;
    QVERIFY(answer.committed.wait_for(0s) == std::future_status::ready);
    const auto result = answer.committed.get();
    QVERIFY(!result && result.error().kind == telemetry::ErrorKind::Refused);
    EntryAnswer called = awaitedEntry();
    called.handler(telemetry::TimelineEntry{});
    called.handler = nullptr;
    QVERIFY(called.committed.get().has_value());
}

// The command line undoes what a window fired that is no more.
void TestLeverPort::whatIsFiredStandsInTheJournal()
{
    const QString path = m_folder->filePath(u"journal.json"_s);
    m_port->setJournalPaths([path](const std::string&) { return path; });
    runbook::LeverPlan plan = breaker();
    plan.before.raw = "was here";
    plan.before.exists = true;
    plan.rawAfter = "tripped";
    m_gateway->outcome = runbook::FireOutcome::Verified;
    QSignalSpy finished(m_port.get(), &LeverPort::fireFinished);
    m_port->fire(7, plan, false);
    QTRY_COMPARE(finished.count(), 1);
    auto newest = commands::LeverJournal::open(path)->newest();
    QVERIFY(newest.has_value());
    QCOMPARE(newest->plan.lever.id, std::string("breaker:bot"));
    QCOMPARE(newest->before.raw, std::string("was here"));
    QCOMPARE(newest->outcome, std::string("verified"));
    // Put back from the window: nothing is left to undo elsewhere.
    runbook::LeverPlan undo = breaker();
    undo.before = {
        .value = "tripped", .raw = "tripped", .version = {}, .exists = true, .readAt = {}};
    undo.to = "reset";
    m_port->fire(8, undo, true);
    QTRY_COMPARE(finished.count(), 2);
    QVERIFY(!commands::LeverJournal::open(path)->newest());
    // What changes nothing is not journalled, and a folder that cannot be made stops nothing.
    m_port->setJournalPaths([](const std::string&) { return u"/dev/null/journal.json"_s; });
    m_port->fire(9, plan, false);
    QTRY_COMPARE(finished.count(), 3);
    QCOMPARE(m_gateway->fired.load(), 3);
}

void TestLeverPort::anUndoOverSomebodyElsesChangeIsAConflict()
{
    runbook::Fired fired;
    fired.plan = breaker();
    fired.outcome = runbook::FireOutcome::Verified;
    fired.writtenVersion = "22";
    m_gateway->undo = breaker();
    m_gateway->undo.to = "reset";
    m_gateway->undo.before = {
        .value = "half", .raw = "half", .version = "24", .exists = true, .readAt = {}};
    std::optional<runbookview::PlanAnswer> told;
    connect(m_port.get(), &LeverPort::planReady, this,
            [&told](quint64, const runbookview::PlanAnswer& answer) { told.emplace(answer); });
    m_port->requestUndo(1, u"breaker:bot"_s, fired);
    QTRY_VERIFY(told.has_value());
    QVERIFY2(told->conflict.find("version 24") != std::string::npos, told->conflict.c_str());
    told.reset();
    m_gateway->undo.before.version = "22";
    m_port->requestUndo(2, u"breaker:bot"_s, fired);
    QTRY_VERIFY(told.has_value());
    QVERIFY(told->conflict.empty());
}

void TestLeverPort::whatLeftIsToldWhileTheAnswerIsAwaited()
{
    m_gateway->waitsForCancel = true;
    std::optional<runbook::Rung> sent;
    connect(m_port.get(), &LeverPort::fireSent, this,
            [&sent](quint64, const runbook::Rung& rung) { sent = rung; });
    m_port->fire(7, breaker(), false);
    QTRY_VERIFY(sent.has_value());
    QVERIFY(m_port->isFiring());
    QVERIFY(sent->time == telemetry::Timestamp{5s});
}

void TestLeverPort::writesThatTheRecordingLeavesOpenComeWithEveryPlan()
{
    m_gateway->outcome = runbook::FireOutcome::Unknown;
    m_gateway->waitsForCancel = true;
    m_port->fire(7, breaker(), false);
    QTRY_COMPARE(m_gateway->fired.load(), 1);
    m_port.reset(); // the console ends while nobody has answered
    m_pipeline->drain();
    m_port = std::make_unique<LeverPort>(*m_gateway, *m_pipeline, *m_queries,
                                         commands::Operator{.account = "bob"});
    std::optional<runbookview::PlanAnswer> told;
    connect(m_port.get(), &LeverPort::planReady, this,
            [&told](quint64, const runbookview::PlanAnswer& answer) { told.emplace(answer); });
    m_gateway->undo = breaker();
    m_port->requestPutBack(1, u"breaker:bot"_s, {});
    QTRY_VERIFY(told.has_value());
    QCOMPARE(told->openWrites.size(), std::size_t{1});
    QCOMPARE(told->openWrites[0].who, std::string("ada"));
    QCOMPARE(told->openWrites[0].plan.to, std::string("tripped"));
}

void TestLeverPort::whereNothingWasFailingItSaysWhatStillIs()
{
    cleanup();
    {
        auto writer = store::Writer::open(m_recording);
        QVERIFY(writer);
        telemetry::AlarmTransition open = raisedAlarm();
        open.time = open.recorded = telemetry::SystemClock().now();
        store::HealthResults results;
        results.alarms = {open};
        QVERIFY((*writer)->append(results));
        QVERIFY((*writer)->commit());
    }
    start();
    std::optional<runbookview::RecoveryStatus> told;
    connect(m_port.get(), &LeverPort::recoveryChanged, this,
            [&told](const runbookview::RecoveryStatus& status) { told = status; });
    m_port->bindAlarm({}, "other", "answer_length");
    m_port->fire(7, breaker(), false);
    QTRY_VERIFY_WITH_TIMEOUT(told.has_value(), 20'000);
    QVERIFY(!told->isAlarmed);
    QCOMPARE(told->signal, u"answer length of other"_s); // in words, not as its key
    QCOMPARE(told->failing, u"groundedness of bot (A-0001)"_s);

    told.reset();
    m_port->bindAlarm(raisedAlarm(), "bot", "groundedness");
    m_port->fire(8, breaker(), false);
    QTRY_VERIFY_WITH_TIMEOUT(told.has_value(), 20'000);
    QVERIFY(told->isAlarmed);
    QVERIFY(told->failing.isEmpty());

    // Of a clock it goes by the times of answers, whatever alarm is open: none were seen here.
    told.reset();
    m_port->bindAlarm(raisedAlarm(), "bot", telemetry::kAnswerTime);
    m_port->fire(9, breaker(), false);
    QTRY_VERIFY_WITH_TIMEOUT(told.has_value(), 20'000);
    QVERIFY(told->isOfTimes && !told->isAlarmed);
    QCOMPARE(told->signal, u"answer time of bot"_s);

    // Whatever was well all along is followed to the end, not taken for back at once.
    telemetry::AlarmTransition none;
    none.service = "other";
    none.check = "groundedness";
    const telemetry::Timestamp began{1000s};
    RecoveryFollower follower(none, began);
    for (unsigned i = 0; i < 400; ++i)
        follower.take({evaluation(began + i * 100ms, i + 1, 0.0)});
    QCOMPARE(follower.test().observations(), 400);
    QVERIFY(!follower.isOver(began + 1min));
}

QTEST_MAIN(TestLeverPort)
#include "tst_leverport.moc"
