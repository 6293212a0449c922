// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/httplevergateway.h"
#include "models/actuation/profile.h"
#include "tests/models/actuation/scriptedpeer.h"

#include <QTest>

#include <cstdlib>
#include <string>

using namespace actuation;

namespace {

const std::string kMessagesProfile = R"(
id: yard
base_url: http://127.0.0.1:1
environment: test
auth: {header: X-Token, value: "{{secret}}", secret: YARD, allow_plain_http: true}
timeouts: {request: 1s, read_back: 300ms, poll: 50ms}
operations:
  o:
    read: {path: /s, value: {pointer: /v}}
    write: {method: PUT, path: /w, body: {v: "{{value}}"}, reply: [{when: {status: 200}, outcome: accepted}]}
    serves:
      - {title: Live, path: /live, when: {status: 200}, show: {pointer: /v}, within: 100ms}
levers:
  - {id: l, kind: pin, target: t, operations: o}
)";

std::string textOf(const Profile& profile, const ScriptedPeer& peer)
{
    const auto gateway = HttpLeverGateway::create(profile, {.baseUrl = peer.url()});
    if (!gateway)
        return gateway.error().message;
    const auto plan = (*gateway)->plan("l", "m-2");
    if (!plan)
        return plan.error().message;
    const auto result = (*gateway)->fire(*plan, nullptr);
    return result ? result->message : result.error().message;
}

} // namespace

// What somebody has to know who looks for the mistake.
class TestLeverMessages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { ::setenv("PLUMBLINE_TOKEN_YARD", "hunter2", 1); }

    void aRefusedReadSaysWhereTheSecretCameFrom()
    {
        const ScriptedPeer peer([](const std::string&, int) {
            return ScriptedPeer::Answer{.bytes = ScriptedPeer::reply(401, "who are you")};
        });
        const auto profile = parseProfile(kMessagesProfile, "yard.yaml");
        QVERIFY2(profile, profile ? "" : profile.error().message.c_str());
        const std::string text = textOf(*profile, peer);
        QVERIFY2(text.find("HTTP 401") != std::string::npos, text.c_str());
        QVERIFY2(text.find("The secret came from PLUMBLINE_TOKEN_YARD.") != std::string::npos,
                 text.c_str());
        QVERIFY2(text.find("hunter2") == std::string::npos, text.c_str());
    }

    void whatServesWithAnErrorSaysItsStatus()
    {
        const ScriptedPeer peer([](const std::string& request, int writes) {
            if (request.find(" /live ") != std::string::npos)
                return ScriptedPeer::Answer{.bytes = ScriptedPeer::reply(500, R"({"v": "m-2"})")};
            return ScriptedPeer::Answer{
                .bytes =
                    ScriptedPeer::reply(200, writes > 0 ? R"({"v": "m-2"})" : R"({"v": "m-1"})")};
        });
        const auto profile = parseProfile(kMessagesProfile, "yard.yaml");
        QVERIFY(profile);
        const std::string text = textOf(*profile, peer);
        QVERIFY2(text.find("Live: HTTP 500, \"m-2\"") != std::string::npos, text.c_str());
    }

    void aKindThatIsNoneIsToldWithTheKindsThereAre()
    {
        std::string text = kMessagesProfile;
        text.replace(text.find("kind: pin"), 9, "kind: route");
        const auto profile = parseProfile(text, "yard.yaml");
        QVERIFY(!profile);
        QVERIFY2(
            profile.error().message.find("yard.yaml:14:19: there is no kind of lever \"route\"; "
                                         "kinds are breaker, pin,")
                == 0,
            profile.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestLeverMessages)
#include "tst_levermessages.moc"
