// SPDX-License-Identifier: GPL-3.0-or-later

// Control planes that take a write, answer with the id of an operation, and carry it out later, or
// not; and what serves, asked without a firing.

#include "models/actuation/httplevergateway.h"
#include "models/runbook/effectladder.h"
#include "tests/models/actuation/scriptedpeer.h"

#include <QTest>

#include <memory>
#include <mutex>
#include <string>

using actuation::HttpLeverGateway;
using runbook::FireOutcome;
using runbook::RungKind;
using runbook::RungState;
using Answer = ScriptedPeer::Answer;

namespace {

const std::string kFinishProfile = R"yaml(
id: p
base_url: http://127.0.0.1:1
environment: test
timeouts: {connect: 300ms, request: 400ms, read_back: 200ms, poll: 20ms}
operations:
  later:
    token: advisory
    read: {path: /state, value: {pointer: /state}, version: {pointer: /version}}
    write:
      method: POST
      path: /moves
      body: {to: "{{value}}"}
      reply: [{when: {status: 202}, outcome: accepted}]
      take: {op: {pointer: /operation}}
      finishes:
        path: "/operations/{{op}}"
        done: {json: {pointer: /phase, equals: done}}
        failed: {json: {pointer: /phase, equals: failed}}
        show: {pointer: /why}
        within: 400ms
    serves:
      - {title: What answers, path: /live, when: {json: {pointer: /by, equals: "{{value}}"}},
         show: {pointer: /by}, within: 150ms}
levers:
  - {id: pin, kind: pin, target: bot, operations: later}
)yaml";

struct OperationService
{
    std::mutex mutex;
    std::string state = "m-1";
    std::string serving = "m-1";
    int version = 1;
    int asked = 0; // about the operation
    int until = 3; // looks at it until its end; 0: never
    std::string end = "done";
    bool isShownAtOnce = false;
    std::string path; // that was asked for last

    Answer operator()(const std::string& request)
    {
        const std::lock_guard lock(mutex);
        const auto asks = [&](const char* start) { return request.starts_with(start); };
        const auto json = [](const std::string& body) {
            return Answer{ScriptedPeer::reply(200, body)};
        };
        if (asks("POST /moves") && isShownAtOnce)
            state = "m-2";
        if (asks("POST /moves"))
            return {ScriptedPeer::reply(202, R"({"operation":"op/7"})")};
        if (asks("GET /operations/")) {
            path = request.substr(4, request.find(" HTTP") - 4);
            if (until == 0 || ++asked < until)
                return json(R"({"phase":"running","why":"pulling the image"})");
            if (end == "done" && state != "m-2") {
                state = serving = "m-2";
                ++version;
            }
            return json(R"({"phase":")" + end + R"(","why":"no room for m-2"})");
        }
        if (asks("GET /live"))
            return json(R"({"by":")" + serving + "\"}");
        return json(R"({"state":")" + state + R"(","version":")" + std::to_string(version) + "\"}");
    }
};

std::unique_ptr<HttpLeverGateway> gatewayToPeer(const ScriptedPeer& peer)
{
    auto profile = actuation::parseProfile(kFinishProfile, "p.yaml");
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    auto made = HttpLeverGateway::create(
        std::move(*profile),
        {.baseUrl = peer.url(), .parameters = {}, .tokenFile = {}, .actor = "ada"});
    if (!made)
        qFatal("%s", made.error().message.c_str());
    return std::move(*made);
}

runbook::Rung rungOf(const runbook::FireResult& result, RungKind kind)
{
    for (const runbook::Rung& rung : result.rungs) {
        if (rung.kind == kind)
            return rung;
    }
    return {};
}

} // namespace

class TestLeverFinish : public QObject
{
    Q_OBJECT

private slots:
    void whatIsBegunIsWaitedFor();
    void whatFailsAfterwardsIsRefused();
    void whatGoesOnIsNotYetVisible_data();
    void whatGoesOnIsNotYetVisible();
    void whatIsTakenOfAWriteIsNotKnownElsewhere_data();
    void whatIsTakenOfAWriteIsNotKnownElsewhere();
    void whatServesIsAskedWithoutAFiring();
};

void TestLeverFinish::whatIsBegunIsWaitedFor()
{
    OperationService service;
    const ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
    const auto gateway = gatewayToPeer(peer);
    const auto plan = gateway->plan("pin", "m-2");
    QVERIFY(plan);
    const auto result = gateway->fire(*plan, nullptr);
    QVERIFY(result);
    QVERIFY2(result->outcome == FireOutcome::Verified, result->message.c_str());
    QCOMPARE(service.asked, 3);
    QCOMPARE(service.path, std::string("/operations/op%2F7")); // one segment, whatever it holds
    QVERIFY(rungOf(*result, RungKind::Accepted).state == RungState::Reached);
    QCOMPARE(peer.writes(), 1);
}

void TestLeverFinish::whatFailsAfterwardsIsRefused()
{
    OperationService service;
    service.end = "failed";
    const ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
    const auto gateway = gatewayToPeer(peer);
    const auto plan = gateway->plan("pin", "m-2");
    QVERIFY(plan);
    const auto result = gateway->fire(*plan, nullptr);
    QVERIFY(result);
    QVERIFY2(result->outcome == FireOutcome::Refused, result->message.c_str());
    QVERIFY2(result->message.find("no room for m-2") != std::string::npos, result->message.c_str());
    QVERIFY2(result->message.find("stands as before") != std::string::npos,
             result->message.c_str());
    QVERIFY(rungOf(*result, RungKind::Accepted).state == RungState::Failed);
    QVERIFY(result->wasSent);
}

void TestLeverFinish::whatGoesOnIsNotYetVisible_data()
{
    QTest::addColumn<bool>("isShownAtOnce"); // what is wanted, before it is so
    QTest::newRow("stands as before") << false;
    QTest::newRow("shown already") << true;
}

void TestLeverFinish::whatGoesOnIsNotYetVisible()
{
    OperationService service;
    QFETCH(const bool, isShownAtOnce);
    service.until = 0;
    service.isShownAtOnce = isShownAtOnce;
    const ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
    const auto gateway = gatewayToPeer(peer);
    const auto plan = gateway->plan("pin", "m-2");
    QVERIFY(plan);
    const auto result = gateway->fire(*plan, nullptr);
    QVERIFY(result);
    QVERIFY2(result->outcome == FireOutcome::NotYetVisible, result->message.c_str());
    QVERIFY2(result->message.find("under way: \"pulling the image\"") != std::string::npos,
             result->message.c_str());
    QVERIFY(rungOf(*result, RungKind::Accepted).state == RungState::Reached);
    QVERIFY(rungOf(*result, RungKind::InEffect).state == RungState::Waiting);
    QCOMPARE(peer.writes(), 1);
}

void TestLeverFinish::whatIsTakenOfAWriteIsNotKnownElsewhere_data()
{
    QTest::addColumn<QString>("was");
    QTest::addColumn<QString>("is");
    QTest::newRow("read") << QStringLiteral("{path: /state,")
                          << QStringLiteral("{path: \"/state?of={{op|path}}\",");
    QTest::newRow("serves") << QStringLiteral("path: /live,")
                            << QStringLiteral("path: \"/live/{{op}}\",");
}

void TestLeverFinish::whatIsTakenOfAWriteIsNotKnownElsewhere()
{
    QFETCH(const QString, was);
    QFETCH(const QString, is);
    QString text = QString::fromStdString(kFinishProfile);
    QVERIFY(text.contains(was));
    text.replace(was, is);
    const auto profile = actuation::parseProfile(text.toStdString(), "p.yaml");
    QVERIFY(!profile);
    QVERIFY2(profile.error().message.find("{{op}} is taken out of a write's reply")
                 != std::string::npos,
             profile.error().message.c_str());
}

void TestLeverFinish::whatServesIsAskedWithoutAFiring()
{
    OperationService service;
    service.state = "m-2";
    const ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
    const auto gateway = gatewayToPeer(peer);
    const auto plan = gateway->plan("pin", "m-2");
    QVERIFY(plan && plan->isNoChange);
    const auto sights = gateway->serving(*plan, nullptr);
    QVERIFY(sights);
    QCOMPARE(sights->size(), std::size_t{1});
    QVERIFY(!sights->front().isReached);
    QCOMPARE(runbook::missingIn(*sights), std::string("What answers: \"m-1\""));
    service.serving = "m-2";
    const auto now = gateway->serving(*plan, nullptr);
    QVERIFY(now && now->front().isReached);
    QVERIFY(runbook::missingIn(*now).empty());
    QCOMPARE(peer.writes(), 0);
    QVERIFY(!gateway->serving({}, nullptr)); // there is no such lever
}

QTEST_MAIN(TestLeverFinish)
#include "tst_leverfinish.moc"
