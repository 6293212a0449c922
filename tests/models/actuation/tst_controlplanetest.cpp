// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/httplevergateway.h"
#include "tests/models/actuation/scriptedpeer.h"

#include <QTest>

#include <string>

using actuation::HttpLeverGateway;
using net::ConnectionVerdict;
using Answer = ScriptedPeer::Answer;
using State = ConnectionVerdict::State;

namespace {

const char* const kTestedProfile = R"yaml(
id: scripted
title: Scripted Plane
base_url: http://127.0.0.1:1
environment: test
auth: {header: Authorization, value: "Bearer {{secret}}", secret: SCRIPTED, optional: true}
timeouts: {connect: 300ms, request: 300ms, read_back: 400ms, poll: 40ms}
operations:
  plain:
    token: atomic
    read:
      path: /state
      absent: {status: 404, json: [{pointer: /error, equals: none}]}
      valid: {json: [{pointer: /rev, exists: true}]}
      value: {pointer: /state}
      version: {pointer: /rev}
    write:
      method: PUT
      path: /state
      body: {state: "{{value}}"}
      reply:
        - when: {status: 200}
          outcome: accepted
levers:
  - {id: b, kind: breaker, target: bot, operations: plain, values: {tripped: "on", reset: "off"}}
)yaml";

std::unique_ptr<HttpLeverGateway> gatewayAt(const std::string& url)
{
    auto profile = actuation::parseProfile(kTestedProfile, "test.yaml");
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    auto gateway = HttpLeverGateway::create(std::move(*profile), {.baseUrl = url});
    if (!gateway)
        qFatal("%s", gateway.error().message.c_str());
    return std::move(*gateway);
}

bool tells(const ConnectionVerdict& verdict, State state, const std::string& words)
{
    const bool isSo = verdict.state == state && verdict.text.find(words) != std::string::npos;
    if (!isSo)
        qWarning("%s: %s", toString(verdict.state), verdict.text.c_str());
    return isSo;
}

// What a plane that answers everything so is found to be; and that nothing was written.
ConnectionVerdict testedWith(const std::string& reply, bool hangs = false)
{
    ScriptedPeer peer(
        [&](const std::string&, int) { return Answer{.bytes = reply, .hangs = hangs}; });
    ConnectionVerdict verdict = gatewayAt(peer.url())->test();
    if (peer.writes() != 0)
        qFatal("a test has written");
    return verdict;
}

} // namespace

class TestControlPlaneTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { qunsetenv("PLUMBLINE_TOKEN_SCRIPTED"); }

    void aGoodPlaneIsWell()
    {
        QVERIFY(tells(testedWith(ScriptedPeer::reply(200, R"({"state":"off","rev":3})")),
                      State::Well, " answers, after "));
        // That there is no entry is an answer.
        QVERIFY(tells(testedWith(ScriptedPeer::reply(404, R"({"error":"none"})")), State::Well,
                      " answers, after "));
    }

    void faultsAreNamed()
    {
        QVERIFY(tells(gatewayAt("http://127.0.0.1:1")->test(), State::Bad,
                      "http://127.0.0.1:1 refuses connections"));
        const ConnectionVerdict missing = testedWith(ScriptedPeer::reply(404, "no such page"));
        QVERIFY(
            tells(missing, State::Bad, "There is nothing of Scripted Plane at http://127.0.0.1:"));
        QVERIFY(tells(missing, State::Bad, "/state (HTTP 404)"));
        QVERIFY(tells(testedWith({}, true), State::Bad, "did not answer within 300 ms"));
        QVERIFY(tells(testedWith("220 mail.example ESMTP\r\n"), State::Bad,
                      "that is no Scripted Plane"));
        QVERIFY(tells(testedWith(ScriptedPeer::reply(200, "<html>Welcome</html>")), State::Bad,
                      "answered nonsense"));
    }

    void secretsAreNamedAndNeverShown()
    {
        const std::string denial = ScriptedPeer::reply(401, "who is bad-s3cret?");
        QVERIFY(tells(testedWith(denial), State::Denied,
                      "no secret was sent. It is taken from PLUMBLINE_TOKEN_SCRIPTED."));
        qputenv("PLUMBLINE_TOKEN_SCRIPTED", "bad-s3cret");
        const ConnectionVerdict refused = testedWith(denial);
        QVERIFY(tells(refused, State::Denied, "that is PLUMBLINE_TOKEN_SCRIPTED"));
        QVERIFY(refused.text.find("s3cret") == std::string::npos);
    }

    void anUnknownLeverIsTold()
    {
        QVERIFY(tells(gatewayAt("http://127.0.0.1:1")->test("nowhere"), State::Bad,
                      "There is no lever \"nowhere\""));
    }
};

QTEST_GUILESS_MAIN(TestControlPlaneTest)
#include "tst_controlplanetest.moc"
