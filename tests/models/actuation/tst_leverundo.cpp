// SPDX-License-Identifier: GPL-3.0-or-later

// What an undo writes when the profile, or the machines, are no longer what they were when it was
// fired.

#include "models/actuation/httplevergateway.h"
#include "tests/models/actuation/scriptedpeer.h"

#include <QTest>

#include <memory>
#include <mutex>
#include <string>

using actuation::HttpLeverGateway;
using runbook::LeverState;
using telemetry::ErrorKind;
using Answer = ScriptedPeer::Answer;

namespace {

const std::string kProfile = R"yaml(
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

std::unique_ptr<HttpLeverGateway> gateway(const std::string& yaml, const std::string& url,
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
struct Service
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
        Service service;
        const ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
        const auto fired = gateway(kProfile, peer.url())->plan("r", "tripped");
        QVERIFY2(fired.has_value(), fired ? "" : fired.error().message.c_str());
        QCOMPARE(fired->before.value, std::string("reset"));
        QVERIFY(gateway(kProfile, peer.url())->fire(*fired, nullptr).has_value());
        const std::string today =
            replaced(kProfile, R"({tripped: "off", reset: "on"})", values.toStdString());
        const auto refused = gateway(today, peer.url())->planUndo("r", fired->before);
        QVERIFY(!refused);
        QVERIFY(refused.error().kind == ErrorKind::Refused);
        QVERIFY2(refused.error().message.find(told.toStdString()) != std::string::npos,
                 refused.error().message.c_str());
        QCOMPARE(service.state, std::string("off"));
    }

    void theSameProfilePutsTheRecordedValueBack()
    {
        Service service;
        const ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
        const auto levers = gateway(kProfile, peer.url());
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
        Service one;
        Service two;
        const ScriptedPeer first([&](const std::string& request, int) { return one(request); });
        const ScriptedPeer second([&](const std::string& request, int) { return two(request); });
        const auto before = gateway(kProfile, first.url(), first.url());
        const auto fired = before->plan("r", "tripped");
        QVERIFY2(fired.has_value(), fired ? "" : fired.error().message.c_str());
        QVERIFY(before->fire(*fired, nullptr).has_value());
        two.state = "canary";
        const auto today = gateway(kProfile, first.url(), first.url() + " " + second.url());
        const auto undo = today->planUndo("r", fired->before);
        QVERIFY2(undo.has_value(), undo ? "" : undo.error().message.c_str());
        QCOMPARE(undo->leftAlone.size(), std::size_t(1));
        QCOMPARE(undo->leftAlone[0].endpoint, second.url());
        QVERIFY(today->fire(*undo, nullptr).has_value());
        QCOMPARE(one.state, std::string("on"));
        QCOMPARE(two.state, std::string("canary"));
    }
};

QTEST_GUILESS_MAIN(TestLeverUndo)
#include "tst_leverundo.moc"
