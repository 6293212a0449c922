// SPDX-License-Identifier: GPL-3.0-or-later

// What an undo writes when the profile, or the machines, are no longer what they were when it was
// fired.

#include "models/actuation/httplevergateway.h"
#include "models/runbook/undorule.h"
#include "tests/models/actuation/scriptedpeer.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

using actuation::HttpLeverGateway;
using runbook::FireOutcome;
using runbook::LeverState;
using telemetry::ErrorKind;
using Answer = ScriptedPeer::Answer;

namespace {

const std::string kUndoProfile = R"yaml(
id: p
base_url: http://127.0.0.1:1
environment: test
parameters: {replica_urls: ""}
replicas: "{{replica_urls}}"
timeouts: {connect: 300ms, request: 400ms, read_back: 400ms, poll: 30ms}
operations:
  route:
    every_replica: true
    read: {path: /state, value: {pointer: /state}}
    write:
      method: PUT
      path: /state
      body: {state: "{{value}}"}
      reply: [{when: {status: 200}, outcome: accepted}]
levers:
  - {id: r, kind: breaker, target: bot, operations: route, values: {tripped: "off", reset: "on"}}
)yaml";

std::string replaced(std::string text, const std::string& what, const std::string& by)
{
    const std::size_t at = text.find(what);
    return at == std::string::npos ? std::string() : text.replace(at, what.size(), by);
}

std::unique_ptr<HttpLeverGateway> gatewayWithReplicas(const std::string& yaml,
                                                      const std::string& url,
                                                      const std::string& replicas = {})
{
    auto profile = actuation::parseProfile(yaml, "p.yaml");
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    actuation::Variables parameters;
    if (!replicas.empty())
        parameters["replica_urls"] = replicas;
    auto made = HttpLeverGateway::create(
        std::move(*profile),
        {.baseUrl = url, .parameters = parameters, .tokenFile = {}, .actor = "ada"});
    if (!made)
        qFatal("%s", made.error().message.c_str());
    return std::move(*made);
}

// Holds one value.
struct OneValue
{
    std::mutex mutex;
    std::string state = "on";

    Answer operator()(const std::string& request)
    {
        const std::lock_guard lock(mutex);
        if (request.starts_with("PUT ")) {
            const std::size_t at = request.find("\"state\":\"") + 9;
            state = request.substr(at, request.find('"', at) - at);
        }
        return {ScriptedPeer::reply(200, R"({"state":")" + state + "\"}")};
    }
};

// Like OneValue, with a version that a write has to name. Somebody else is quicker where it says
// so.
struct Versioned
{
    std::mutex mutex;
    std::string state = "on";
    int version = 7;
    bool isOvertaken = false; // changed by somebody else just before a write comes
    bool isSilent = false; // takes a write and never answers it

    Answer operator()(const std::string& request)
    {
        const std::lock_guard lock(mutex);
        const auto all = [this] {
            return "{\"state\":\"" + state + "\",\"version\":\"" + std::to_string(version) + "\"}";
        };
        if (!request.starts_with("PUT "))
            return {ScriptedPeer::reply(200, all())};
        if (std::exchange(isOvertaken, false)) {
            state = "theirs";
            ++version;
        }
        if (request.find("cas=" + std::to_string(version) + " ") == std::string::npos)
            return {ScriptedPeer::reply(409, all())};
        if (isSilent)
            return {.bytes = "", .hangs = true};
        const std::size_t at = request.find("\"state\":\"") + 9;
        state = request.substr(at, request.find('"', at) - at);
        ++version;
        return {ScriptedPeer::reply(200, all())};
    }
};

// The same with a version, and time enough to see when something was sent.
std::string versioned()
{
    std::string yaml =
        replaced(kUndoProfile, "every_replica: true", "every_replica: true\n    token: atomic");
    yaml = replaced(yaml, "{pointer: /state}}", "{pointer: /state}, version: {pointer: /version}}");
    yaml = replaced(yaml, "path: /state\n",
                    "path: '/state?cas={{version}}'\n      version: {pointer: /version}\n");
    yaml = replaced(yaml, "outcome: accepted}]",
                    "outcome: accepted}, {when: {status: 409}, outcome: conflict}]");
    return replaced(yaml, "request: 400ms", "request: 900ms");
}

} // namespace

class TestLeverUndo : public QObject
{
    Q_OBJECT

private slots:
    void whatTheProfileCallsOtherwiseTodayIsNotWrittenUnasked_data()
    {
        QTest::addColumn<QString>("values");
        QTest::addColumn<QString>("told");
        QTest::newRow("turned round") << R"({tripped: "on", reset: "off"})"
                                      << "\"on\", and the profile p calls that \"tripped\" today";
        QTest::newRow("other values") << R"({tripped: "0", reset: "1"})"
                                      << "\"on\", and the profile p knows no such value today";
        QTest::newRow("renamed") << R"({tripped: "off", normal: "on"})"
                                 << "\"on\", and the profile p calls that \"normal\" today";
    }
    void whatTheProfileCallsOtherwiseTodayIsNotWrittenUnasked()
    {
        QFETCH(QString, values);
        QFETCH(QString, told);
        OneValue service;
        const ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
        const auto fired = gatewayWithReplicas(kUndoProfile, peer.url())->plan("r", "tripped");
        QVERIFY2(fired.has_value(), fired ? "" : fired.error().message.c_str());
        QCOMPARE(fired->before.value, std::string("reset"));
        QVERIFY(gatewayWithReplicas(kUndoProfile, peer.url())->fire(*fired, nullptr).has_value());
        const std::string today =
            replaced(kUndoProfile, R"({tripped: "off", reset: "on"})", values.toStdString());
        const auto refused = gatewayWithReplicas(today, peer.url())->planUndo("r", fired->before);
        QVERIFY(!refused);
        QVERIFY(refused.error().kind == ErrorKind::Refused);
        QVERIFY2(refused.error().message.find(told.toStdString()) != std::string::npos,
                 refused.error().message.c_str());
        QCOMPARE(service.state, std::string("off"));
    }

    void theSameProfilePutsTheRecordedValueBack()
    {
        OneValue service;
        const ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
        const auto levers = gatewayWithReplicas(kUndoProfile, peer.url());
        const auto fired = levers->plan("r", "tripped");
        QVERIFY(fired.has_value() && levers->fire(*fired, nullptr).has_value());
        const auto undo = levers->planUndo("r", fired->before);
        QVERIFY2(undo.has_value(), undo ? "" : undo.error().message.c_str());
        QCOMPARE(undo->rawAfter, std::string("on"));
        QVERIFY(levers->fire(*undo, nullptr).has_value());
        QCOMPARE(service.state, std::string("on"));
    }

    // One that was added since is never given what stood on another.
    void aReplicaOfWhichNothingIsRecordedIsNotWritten()
    {
        OneValue one;
        OneValue two;
        const ScriptedPeer first([&](const std::string& request, int) { return one(request); });
        const ScriptedPeer second([&](const std::string& request, int) { return two(request); });
        const auto before = gatewayWithReplicas(kUndoProfile, first.url(), first.url());
        const auto fired = before->plan("r", "tripped");
        QVERIFY2(fired.has_value(), fired ? "" : fired.error().message.c_str());
        QVERIFY(before->fire(*fired, nullptr).has_value());
        two.state = "canary";
        const auto today =
            gatewayWithReplicas(kUndoProfile, first.url(), first.url() + " " + second.url());
        const auto undo = today->planUndo("r", fired->before);
        QVERIFY2(undo.has_value(), undo ? "" : undo.error().message.c_str());
        QCOMPARE(undo->leftAlone.size(), std::size_t(1));
        QCOMPARE(undo->leftAlone[0].endpoint, second.url());
        QVERIFY(today->fire(*undo, nullptr).has_value());
        QCOMPARE(one.state, std::string("on"));
        QCOMPARE(two.state, std::string("canary"));
    }

    // The third was changed by somebody else, and refused ours: the other two can be taken back.
    void whatWasHalfAppliedIsTakenBackWhereWeWroteIt()
    {
        Versioned one;
        Versioned two;
        Versioned three;
        const ScriptedPeer first([&](const std::string& request, int) { return one(request); });
        const ScriptedPeer second([&](const std::string& request, int) { return two(request); });
        const ScriptedPeer third([&](const std::string& request, int) { return three(request); });
        const auto levers = gatewayWithReplicas(
            versioned(), first.url(), first.url() + " " + second.url() + " " + third.url());
        const auto plan = levers->plan("r", "tripped");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        three.isOvertaken = true;
        const auto fired = levers->fire(*plan, nullptr);
        QVERIFY2(fired.has_value(), fired ? "" : fired.error().message.c_str());
        QVERIFY2(fired->outcome == FireOutcome::Partial, runbook::toString(fired->outcome));
        QVERIFY(fired->replicas.at(2).outcome == FireOutcome::Conflict);
        for (const runbook::Rung& rung : fired->rungs)
            QVERIFY2(rung.state != runbook::RungState::Waiting, rung.detail.c_str());
        const auto undo = runbook::planUndo(*levers, runbook::firedFrom(*plan, *fired));
        QVERIFY2(undo.has_value(), undo ? "" : undo.error().message.c_str());
        QVERIFY2(undo->conflict.empty(), undo->conflict.c_str());
        QCOMPARE(undo->plan.replicas.size(), std::size_t(2));
        QCOMPARE(undo->plan.leftAlone.at(0).endpoint, third.url());
        const auto undone = levers->fire(undo->plan, nullptr);
        QVERIFY2(undone.has_value(), undone ? "" : undone.error().message.c_str());
        QVERIFY2(undone->outcome == FireOutcome::Verified, undone->message.c_str());
        QVERIFY2(undone->message.find("Left alone, " + third.url()) != std::string::npos,
                 undone->message.c_str());
        QCOMPARE(one.state + two.state + three.state, std::string("onontheirs"));
        QCOMPARE(third.writes(), 1);
    }

    // The first byte is out long before the time-out: that is when it was sent.
    void sentIsTheMomentTheRequestLeft()
    {
        Versioned service;
        const ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
        const auto levers = gatewayWithReplicas(versioned(), peer.url());
        const auto plan = levers->plan("r", "tripped");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        service.isSilent = true;
        int told = 0;
        telemetry::Timestamp sentAt{};
        bool isAwaited = false;
        std::atomic<bool> isAnswered = false;
        const auto result = levers->fireWatched(*plan, nullptr, [&](const runbook::Rung& sent) {
            ++told;
            sentAt = sent.time;
            isAwaited = !isAnswered;
        });
        isAnswered = true;
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QVERIFY(result->outcome == FireOutcome::Unknown);
        QCOMPARE(told, 1);
        QVERIFY(isAwaited);
        const runbook::Rung& sent = result->rungs.at(0);
        const runbook::Rung& accepted = result->rungs.at(1);
        QVERIFY(sent.time == sentAt);
        // The reply was given up after 900 ms of a silent peer; no machine is so slow that sending
        // takes longer than waiting did.
        QVERIFY2(accepted.time - sent.time >= std::chrono::milliseconds(600),
                 QByteArray::number(qlonglong((accepted.time - sent.time).count())).constData());
    }
};

QTEST_GUILESS_MAIN(TestLeverUndo)
#include "tst_leverundo.moc"
