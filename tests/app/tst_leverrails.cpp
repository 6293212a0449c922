// SPDX-License-Identifier: GPL-3.0-or-later

// The guard rails at fire time, and the effect as new answers show it: against a recording.

#include "app/commands/approvalfiles.h"
#include "app/commands/guardfacts.h"
#include "app/commands/operatorname.h"
#include "app/ports.h"
#include "app/telemetryage.h"
#include "models/runbook/leverentries.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timerange.h"
#include "tests/app/leverfixture.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using levertest::FakeGateway;
using levertest::now;
using runbook::RungKind;
using runbook::RungState;
using telemetry::Timestamp;

class TestLeverRails : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void theCapAnHourIsCountedFromTheChain();
    void theBlastRadiusIsCountedFromTheRecording();
    void theTelemetrysAgeDecidesWhatIsRecommended();
    void aPlanTellsItsObstacles();
    void anotherPersonsApprovalIsAskedFor();
    void anApprovalBesideIsItsFilesOwners();
    void whatIsSaidBesideIsTakenIntoTheChain();
    void brokenGlassStandsInTheChain();
    void aWrongTargetIsNotSentEvenIfTheWindowLetIt();
    void readOnlyHoldsAtTheLastMoment();
    void rolesHoldAtTheLastMoment();
    void newAnswersShowTheEffect();
    void withoutAnswersTheControlPlaneAloneTells();
    void rolesFilesAreReadOrRefusedWithTheirPlace();

private:
    void answer(const char* model, Timestamp start);
    std::string fire(quint64 request, const runbook::LeverPlan& plan); // why not; empty: it was
    std::vector<telemetry::TimelineEntry> entries(const std::string& kind);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_recording;
    std::unique_ptr<ingest::Pipeline> m_pipeline;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<FakeGateway> m_gateway;
    std::unique_ptr<LeverPort> m_port;
    int m_answers = 0;
};

void TestLeverRails::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_recording = m_folder->filePath(u"rails.plumb"_s).toStdString();
    auto pipeline = ingest::Pipeline::start(m_recording);
    QVERIFY(pipeline);
    m_pipeline = std::move(*pipeline);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording);
    m_gateway = std::make_unique<FakeGateway>();
    m_port = std::make_unique<LeverPort>(*m_gateway, *m_pipeline, *m_queries,
                                         commands::Operator{.account = "ada"});
    m_answers = 0;
}

void TestLeverRails::cleanup()
{
    m_port.reset();
    m_queries.reset();
    m_pipeline.reset();
}

void TestLeverRails::answer(const char* model, Timestamp start)
{
    ++m_answers;
    const auto hex = [this](int digits) { return u"%1"_s.arg(m_answers, digits, 16, QChar(u'0')); };
    const auto nanos = [](Timestamp time) { return QString::number(telemetry::toUnixNanos(time)); };
    const QString body =
        uR"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"bot"}}]},
        "scopeSpans":[{"spans":[{"traceId":"%1","spanId":"%2","name":"chat","kind":3,
        "startTimeUnixNano":"%3","endTimeUnixNano":"%4","attributes":[
        {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
        {"key":"gen_ai.request.model","value":{"stringValue":"v6"}},
        {"key":"gen_ai.response.model","value":{"stringValue":"%5"}}]}]}]}]})"_s.arg(
            hex(32), hex(16), nanos(start), nanos(start + 1ms), QString::fromLatin1(model));
    ingest::RawDelivery delivery;
    delivery.isJson = true;
    delivery.body = body.toStdString();
    delivery.source = "otlp-http";
    std::atomic<bool> isKept = false;
    m_pipeline->submitBlocking(std::move(delivery), [&isKept](const ingest::Receipt& receipt) {
        isKept = receipt.accepted == 1;
    });
    QTRY_VERIFY(isKept.load());
}

std::string TestLeverRails::fire(quint64 request, const runbook::LeverPlan& plan)
{
    std::optional<std::string> why;
    const auto connection =
        connect(m_port.get(), &LeverPort::fireFinished, this,
                [&why](quint64, const runbookview::FireAnswer& answer) {
                    why = answer.result ? std::string() : answer.result.error().message;
                });
    m_port->fire(request, plan, false);
    [&] { QTRY_VERIFY(why.has_value()); }();
    disconnect(connection);
    m_pipeline->drain();
    return why.value_or("no answer");
}

std::vector<telemetry::TimelineEntry> TestLeverRails::entries(const std::string& kind)
{
    m_pipeline->drain();
    const auto reader = store::Reader::open(m_recording);
    return *(*reader)->timeline({}, {kind});
}

void TestLeverRails::theCapAnHourIsCountedFromTheChain()
{
    runbook::LeverPlan plan = levertest::seenPin();
    plan.lever.guard.perHour = 2;
    QCOMPARE(fire(1, plan), std::string());
    QCOMPARE(fire(2, plan), std::string());
    const std::string why = fire(3, plan);
    QVERIFY2(why.find("Fired 2 times in the last hour") == 0, why.c_str());
    QCOMPARE(m_gateway->fired.load(), 2);
    // The refusal has its intent and its end in the chain, and counts as no firing.
    const auto actions = entries("action");
    QCOMPARE(actions.size(), std::size_t{6});
    QVERIFY(actions.back().payload.find("Fired 2 times") != std::string::npos);
    QCOMPARE(runbook::countFirings(actions, plan.lever.id, now()).sent, 2);
}

void TestLeverRails::theBlastRadiusIsCountedFromTheRecording()
{
    runbook::LeverPlan plan = levertest::seenPin();
    plan.lever.guard.blastRadius = 2;
    // Nothing is known of the target: that is not zero.
    QVERIFY(fire(1, plan).find("is not known") != std::string::npos);
    answer("v7", now() - 20min); // too long ago
    answer("v7", now() - 2s);
    answer("v7", now() - 1s);
    QCOMPARE(fire(2, plan), std::string());
    answer("v7", now());
    const std::string why = fire(3, plan);
    QVERIFY2(why.find("It reaches 3 answers") == 0, why.c_str());
    QCOMPARE(m_gateway->fired.load(), 1);
}

void TestLeverRails::theTelemetrysAgeDecidesWhatIsRecommended()
{
    class Ahead final : public telemetry::Clock
    {
    public:
        Timestamp now() const override { return telemetry::SystemClock().now() + ahead; }
        telemetry::Duration ahead{};
    };
    Ahead clock;
    const TelemetryAge age(*m_queries, clock);
    QVERIFY(!age.obstacle().isEmpty()); // not known yet
    QTRY_COMPARE(age.obstacle(), u"No telemetry has come in."_s);
    answer("v7", now() - 1s);
    QTRY_COMPARE(age.obstacle(), QString());
    clock.ahead = 125s;
    QTRY_VERIFY2(age.obstacle().startsWith(u"No telemetry has come in for 2 min"_s),
                 qPrintable(age.obstacle()));
    clock.ahead = {};
    QTRY_COMPARE(age.obstacle(), QString());
}

void TestLeverRails::aPlanTellsItsObstacles()
{
    m_gateway->planned.lever.guard.approvals = 1;
    std::vector<runbook::Obstacle> told;
    int answered = 0;
    connect(m_port.get(), &LeverPort::planReady, this,
            [&](quint64, const runbookview::PlanAnswer& answer) {
                told = answer.obstacles;
                ++answered;
            });
    m_port->requestPlan(1, u"pin:bot"_s, u"v6"_s);
    QTRY_COMPARE(answered, 1);
    QVERIFY(runbook::isBlocked(told));
    QVERIFY(std::ranges::any_of(told, [](const runbook::Obstacle& each) {
        return each.rail == runbook::Rail::StaleTelemetry && !each.isBlocking;
    }));
    m_port->setConsent({.typed = {}, .breakGlass = "INC-42", .author = {}});
    m_port->requestPlan(2, u"pin:bot"_s, u"v6"_s);
    QTRY_COMPARE(answered, 2);
    QVERIFY(!runbook::isBlocked(told));
}

void TestLeverRails::anotherPersonsApprovalIsAskedFor()
{
    runbook::LeverPlan plan = levertest::seenPin();
    plan.lever.guard.approvals = 1;
    QVERIFY(fire(1, plan).find("The approval of one more person is missing.") == 0);
    const auto approve = [&](const char* person, const char* account, Timestamp when) {
        telemetry::TimelineEntry entry = runbook::approvalEntry(plan, account, when);
        entry.actor = person;
        m_port->record(entry);
        m_pipeline->drain();
    };
    approve("ada", "elsewhere", now()); // who fires, from another account
    QVERIFY(!fire(2, plan).empty());
    approve("somebody", "ada", now()); // their account, another name
    QVERIFY(!fire(3, plan).empty());
    approve("bo", "bo", now() - 11min);
    QVERIFY(fire(4, plan).find("lapsed") != std::string::npos);
    QCOMPARE(m_gateway->fired.load(), 0);
    approve("bo", "bo", now());
    runbook::LeverPlan other = plan;
    other.before.version = "4";
    QVERIFY(!fire(5, other).empty());
    QCOMPARE(fire(6, plan), std::string());
    QCOMPARE(m_gateway->fired.load(), 1);
    // Spent: the same plan again asks for a new one.
    QVERIFY(!fire(7, plan).empty());
    const auto actions = entries("action");
    QVERIFY(std::ranges::any_of(actions, [](const telemetry::TimelineEntry& entry) {
        return entry.payload.find(R"("person":"bo")") != std::string::npos;
    }));
}

void TestLeverRails::anApprovalBesideIsItsFilesOwners()
{
    const runbook::LeverPlan plan = levertest::seenPin();
    telemetry::TimelineEntry entry = runbook::approvalEntry(plan, "somebody else", now());
    entry.actor = "somebody else";
    const auto written = commands::writeApprovalBeside(m_recording, entry);
    QVERIFY2(written, written ? "" : written.error().message.c_str());
    const auto read = commands::approvalsBeside(m_recording);
    QCOMPARE(read.size(), std::size_t{1});
    QCOMPARE(read[0].plan, runbook::planHash(plan));
    QCOMPARE(read[0].person, commands::operatorAccount()); // whatever the line says
    QCOMPARE(read[0].account, commands::operatorAccount());
    // What is no approval, and what is only a link to one, is not read.
    QFile more(*written);
    QVERIFY(more.open(QIODevice::Append));
    more.write("nonsense\n{\"time\": 5}\n");
    more.close();
    QVERIFY(QFile::link(*written, QString::fromStdString(m_recording) + u".approval-zed"_s));
    QCOMPARE(commands::approvalsBeside(m_recording).size(), std::size_t{1});
}

void TestLeverRails::whatIsSaidBesideIsTakenIntoTheChain()
{
    m_gateway->planned.lever.guard.approvals = 1;
    const runbook::LeverPlan plan = m_gateway->planned;
    int answered = 0;
    connect(m_port.get(), &LeverPort::planReady, this, [&answered] { ++answered; });
    m_port->requestApproval(plan, u"Pin the last good one"_s);
    const auto asked = entries("approval");
    QCOMPARE(asked.size(), std::size_t{1});
    const auto request = runbook::approvalRequestFrom(asked[0]);
    QVERIFY(request && runbook::isWhole(*request));
    QCOMPARE(request->person, std::string("ada"));
    QCOMPARE(request->account, std::string("ada"));
    runbook::Approval decision{.person = {}, .account = {}, .plan = {}, .when = now()};
    decision.isDeclined = true;
    decision.reason = "wait for the canary";
    QVERIFY(commands::writeApprovalBeside(m_recording, runbook::decisionEntry(*request, decision)));
    for (quint64 i = 1; i <= 3; ++i)
        m_port->requestPlan(i, u"pin:bot"_s, u"v6"_s);
    QTRY_COMPARE(answered, 3);
    const auto told = entries("approval");
    QCOMPARE(told.size(), std::size_t{2}); // once
    const auto declined = runbook::approvalFrom(told[1]);
    QVERIFY(declined && declined->isDeclined);
    QCOMPARE(declined->reason, std::string("wait for the canary"));
    QCOMPARE(declined->person, commands::operatorAccount());
    QCOMPARE(declined->account, commands::operatorAccount());
    QVERIFY(commands::decisionsToRecord(m_recording, plan, now()).empty());
}

void TestLeverRails::brokenGlassStandsInTheChain()
{
    runbook::LeverPlan plan = levertest::seenPin();
    plan.lever.guard.approvals = 1;
    m_port->setConsent({.typed = {}, .breakGlass = "INC-42, alone", .author = {}});
    QCOMPARE(fire(1, plan), std::string());
    const auto intent = entries("action").front();
    QVERIFY2(intent.text.find("Glass broken (INC-42, alone): Firing") == 0, intent.text.c_str());
    const auto guard = QJsonDocument::fromJson(QByteArray::fromStdString(intent.payload))
                           .object()[u"guard"_s]
                           .toObject();
    QCOMPARE(guard[u"break_glass"_s].toString(), u"INC-42, alone"_s);
    QVERIFY(guard[u"broken"_s].toString().contains(u"approval"_s));
    // A reason where nothing stands in the way breaks nothing.
    QCOMPARE(fire(2, levertest::seenPin()), std::string());
    const auto actions = entries("action");
    QVERIFY(actions.at(actions.size() - 2).text.find("Firing") == 0);
}

void TestLeverRails::aWrongTargetIsNotSentEvenIfTheWindowLetIt()
{
    runbook::LeverPlan plan = levertest::seenPin();
    plan.lever.guard.isTyped = true;
    m_port->setConsent({.typed = "bot2", .breakGlass = "INC-42", .author = {}});
    QVERIFY(fire(1, plan).find("\"bot2\" is not the target") == 0);
    QCOMPARE(m_gateway->fired.load(), 0);
    m_port->setConsent({.typed = "bot", .breakGlass = {}, .author = {}});
    QCOMPARE(fire(2, plan), std::string());
}

void TestLeverRails::readOnlyHoldsAtTheLastMoment()
{
    m_port->setReadOnly(true);
    m_port->setConsent({.typed = {}, .breakGlass = "INC-42", .author = {}});
    QVERIFY(fire(1, levertest::seenPin()).find("read-only") != std::string::npos);
    QCOMPARE(m_gateway->fired.load(), 0);
    m_port->setReadOnly(false);
    QCOMPARE(fire(2, levertest::seenPin()), std::string());
}

void TestLeverRails::rolesHoldAtTheLastMoment()
{
    QVERIFY(m_port->rolesText().contains(u"No roles are set"_s));
    auto roles = std::make_shared<runbook::Roles>();
    m_port->setRoles(roles);
    QCOMPARE(m_port->rolesText(), u"ada acts as observer."_s);
    QVERIFY(fire(1, levertest::seenPin()).find("ada is observer") == 0);
    QCOMPARE(m_gateway->fired.load(), 0);
}

void TestLeverRails::newAnswersShowTheEffect()
{
    answer("v7", now() - 5s);
    std::vector<runbookview::EffectStatus> told;
    connect(m_port.get(), &LeverPort::effectChanged, this,
            [&told](const runbookview::EffectStatus& status) { told.push_back(status); });
    RungState state = RungState::Reached;
    connect(m_port.get(), &LeverPort::fireFinished, this,
            [&state](quint64, const runbookview::FireAnswer& answer) {
                state = answer.result->rungs.back().state;
            });
    QCOMPARE(fire(1, levertest::seenPin()), std::string());
    QVERIFY(state == RungState::Waiting); // the control plane alone is not enough
    QTRY_VERIFY_WITH_TIMEOUT(!told.empty(), 20'000);
    QVERIFY(!told.back().isReached);
    QVERIFY(told.back().detail.contains(u"no new answer yet"_s));
    answer("v7", now());
    for (int i = 0; i < 4; ++i)
        answer("v6", now() + 1ms * i);
    QTRY_VERIFY_WITH_TIMEOUT(told.back().detail.contains(u"1 of 5 new answers still by v7"_s),
                             20'000);
    QVERIFY(!told.back().isReached);
    answer("v6", now());
    QTRY_VERIFY_WITH_TIMEOUT(told.back().isReached, 20'000);
    // It is not told as reached in the chain by what the control plane said.
    for (const auto& entry : entries("rung"))
        QVERIFY(entry.payload.find("in_effect") == std::string::npos);
}

void TestLeverRails::withoutAnswersTheControlPlaneAloneTells()
{
    RungState state = RungState::Waiting;
    std::string detail;
    connect(m_port.get(), &LeverPort::fireFinished, this,
            [&](quint64, const runbookview::FireAnswer& answer) {
                state = answer.result->rungs.back().state;
                detail = answer.result->rungs.back().detail;
            });
    QCOMPARE(fire(1, levertest::seenPin()), std::string());
    QVERIFY(state == RungState::Reached);
    QVERIFY2(detail.find("told by the control plane alone") != std::string::npos, detail.c_str());
}

void TestLeverRails::rolesFilesAreReadOrRefusedWithTheirPlace()
{
    const QString path = m_folder->filePath(u"roles.yaml"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("people:\n  ada: king\nroles: {}\n");
    file.close();
    const auto refused = commands::readRoles(path.toStdString());
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.find("roles.yaml:2:") != std::string::npos,
             refused.error().message.c_str());
    QVERIFY(!commands::readRoles(m_folder->filePath(u"none"_s).toStdString()));
}

QTEST_MAIN(TestLeverRails)
#include "tst_leverrails.moc"
