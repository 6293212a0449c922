// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/httplevergateway.h"
#include "tests/models/actuation/scriptedpeer.h"

#include <QTest>

#include <atomic>
#include <optional>
#include <string>

using actuation::HttpLeverGateway;
using telemetry::ErrorKind;

namespace {

// The state is {"state": .., "rev": ..}, and only who has logged in may see or move it.
const char* const kLoginProfile = R"yaml(
id: scripted
base_url: http://127.0.0.1:1
environment: test
timeouts: {connect: 2s, request: 2s, read_back: 2s, poll: 40ms}
auth:
  header: Authorization
  value: "{{token}}"
  secret: SCRIPTED
  login: {method: POST, path: /login, body: {password: "{{secret}}"}, token: {pointer: /token}}
operations:
  plain:
    token: atomic
    read: {path: /state, value: {pointer: /state}, version: {pointer: /rev}}
    write:
      method: PUT
      path: /state
      headers: {If-Match: "{{version}}"}
      body: {state: "{{value}}"}
      reply: [{when: {status: 200}, outcome: accepted}]
      version: {pointer: /rev}
levers:
  - {id: b, kind: breaker, target: bot, operations: plain, values: {tripped: "on", reset: "off"}}
)yaml";

std::string loginState(const char* value, int revision)
{
    return ScriptedPeer::reply(
        200, "{\"state\":\"" + std::string(value) + "\",\"rev\":" + std::to_string(revision) + "}");
}

std::unique_ptr<HttpLeverGateway> loggedInGateway(const std::string& url)
{
    auto profile = actuation::parseProfile(kLoginProfile, "scripted.yaml");
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    auto gateway = HttpLeverGateway::create(std::move(*profile), {.baseUrl = url});
    if (!gateway)
        qFatal("%s", gateway.error().message.c_str());
    return std::move(*gateway);
}

// Lets in who shows the newest token, until it expires.
class Doorkeeper
{
public:
    std::optional<std::string> refusal(const std::string& request)
    {
        if (request.substr(0, 12) == "POST /login ") {
            m_isExpired = false;
            return ScriptedPeer::reply(200, "{\"token\":\"" + token(++m_logins) + "\"}");
        }
        const bool isKnown =
            request.find("Authorization: " + token(m_logins) + "\r\n") != std::string::npos;
        return isKnown && !m_isExpired
            ? std::nullopt
            : std::optional(ScriptedPeer::reply(401, "{\"error\":\"invalid auth token\"}"));
    }
    void expire() { m_isExpired = true; }
    int logins() const { return m_logins; }

private:
    static std::string token(int number) { return "token-number-" + std::to_string(number); }

    std::atomic<int> m_logins = 0;
    std::atomic<bool> m_isExpired = false;
};

} // namespace

class TestLeverLogin : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("PLUMBLINE_TOKEN_SCRIPTED", "a-password-of-the-test"); }

    void aSessionThatExpiredIsRenewedBeforeTheWrite()
    {
        Doorkeeper door;
        int revision = 7;
        int changes = 0;
        const ScriptedPeer peer([&](const std::string& request, int) {
            if (const auto refusal = door.refusal(request))
                return ScriptedPeer::Answer{.bytes = *refusal};
            if (request.substr(0, 4) == "PUT ") {
                ++revision;
                ++changes;
                return ScriptedPeer::Answer{
                    .bytes = ScriptedPeer::reply(
                        200, "{\"ok\":true,\"rev\":" + std::to_string(revision) + "}")};
            }
            return ScriptedPeer::Answer{.bytes =
                                            loginState(changes % 2 == 1 ? "on" : "off", revision)};
        });
        const auto gateway = loggedInGateway(peer.url());
        for (const char* to : {"tripped", "reset", "tripped"}) {
            const auto plan = gateway->plan("b", to);
            QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
            door.expire(); // while the engineer looks at the plan
            const int logins = door.logins();
            const auto result = gateway->fire(*plan, nullptr);
            QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
            QCOMPARE(result->outcome, runbook::FireOutcome::Verified);
            QCOMPARE(door.logins(), logins + 1);
        }
        QCOMPARE(changes, 3);
    }

    void withoutALoginNothingIsSent()
    {
        std::atomic<bool> isLockedOut = false;
        Doorkeeper door;
        std::atomic<int> changes = 0;
        const ScriptedPeer peer([&](const std::string& request, int) {
            if (isLockedOut)
                return ScriptedPeer::Answer{.bytes = ScriptedPeer::reply(400, "wrong password")};
            if (const auto refusal = door.refusal(request))
                return ScriptedPeer::Answer{.bytes = *refusal};
            changes += request.substr(0, 4) == "PUT " ? 1 : 0;
            return ScriptedPeer::Answer{.bytes = loginState("off", 7)};
        });
        const auto gateway = loggedInGateway(peer.url());
        const auto plan = gateway->plan("b", "tripped");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        isLockedOut = true;
        const auto result = gateway->fire(*plan, nullptr);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Refused);
        QVERIFY2(result.error().message.find("Logging in") != std::string::npos,
                 result.error().message.c_str());
        QVERIFY(result.error().message.find("a-password-of-the-test") == std::string::npos);
        QCOMPARE(changes.load(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLeverLogin)
#include "tst_leverlogin.moc"
