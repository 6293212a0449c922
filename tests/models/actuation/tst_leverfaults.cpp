// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/httplevergateway.h"
#include "tests/models/actuation/scriptedpeer.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using actuation::HttpLeverGateway;
using runbook::FireOutcome;
using runbook::FireResult;
using telemetry::ErrorKind;

namespace {

// A control plane that is easy to script: the state is {"state": .., "rev": ..}.
const char* const kFaultsProfile = R"yaml(
id: scripted
base_url: http://127.0.0.1:1
environment: test
timeouts: {connect: 300ms, request: 250ms, read_back: 400ms, poll: 40ms}
operations:
  plain:
    token: atomic
    read:
      path: /state
      valid: {json: [{pointer: /rev, exists: true}]}
      value: {pointer: /state}
      version: {pointer: /rev}
    write: &write
      method: PUT
      path: /state
      headers: {If-Match: "{{version}}"}
      body: {state: "{{value}}"}
      reply:
        - when: {status: 200, json: [{pointer: /ok, equals: "true"}]}
          outcome: accepted
        - when: {status: 412}
          outcome: conflict
        - when: {status: 500, body_contains: TEST_OPERATION_FAILED}
          outcome: conflict
        - when: {status: 200, json: [{pointer: "", equals: "false"}]}
          outcome: conflict
      version: {pointer: /rev}
  unversioned:
    read: {path: /state, value: {pointer: /state}}
    write: *write
levers:
  - {id: b, kind: breaker, target: bot, operations: plain, values: {tripped: "on", reset: "off"}}
  - {id: u, kind: breaker, target: bot, operations: unversioned, values: {tripped: "on", reset: "off"}}
)yaml";

std::string faultState(const char* value, int revision)
{
    return ScriptedPeer::reply(
        200, "{\"state\":\"" + std::string(value) + "\",\"rev\":" + std::to_string(revision) + "}");
}

const std::string kAccepted = ScriptedPeer::reply(200, "{\"ok\":true,\"rev\":8}");

std::unique_ptr<HttpLeverGateway> gatewayTo(const std::string& url,
                                            const std::string& yaml = kFaultsProfile)
{
    auto profile = actuation::parseProfile(yaml, "scripted.yaml");
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    auto gateway = HttpLeverGateway::create(std::move(*profile), {.baseUrl = url});
    if (!gateway)
        qFatal("%s", gateway.error().message.c_str());
    return std::move(*gateway);
}

std::string shape(const FireResult& result)
{
    std::string text = runbook::toString(result.outcome);
    for (const runbook::Rung& rung : result.rungs)
        text += std::string(" ") + runbook::toString(rung.state);
    return text;
}

// What the state reads as before and after the write arrived.
enum class Becomes
{
    Wanted, // on, revision 8: the write took effect
    WantedLater, // at the third reading
    Unchanged, // off, revision 7
    Other, // something else, revision 9
    Unreadable, // reads fail once the write has arrived
    Nonsense, // reads answer what is no state
    Rewritten, // on, but by a later write
};

struct Fault
{
    const char* name;
    ScriptedPeer::Answer answer; // to the write
    Becomes becomes;
    const char* expected;
};

std::vector<Fault> faults()
{
    const ScriptedPeer::Answer silence{.bytes = "", .hangs = true};
    const ScriptedPeer::Answer closed{.bytes = ""};
    const ScriptedPeer::Answer half{.bytes =
                                        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":tr"};
    const ScriptedPeer::Answer halfHanging{.bytes = half.bytes, .hangs = true};
    const ScriptedPeer::Answer giant{.bytes =
                                         ScriptedPeer::reply(200, std::string(5'000'000, 'x'))};
    const ScriptedPeer::Answer garbage{.bytes = ScriptedPeer::reply(200, "{\"ok\":tru")};
    const ScriptedPeer::Answer noHttp{.bytes = "SSH-2.0-OpenSSH_9.2\r\n"};
    const ScriptedPeer::Answer empty{.bytes = ScriptedPeer::reply(200, "")};
    const ScriptedPeer::Answer gateway502{.bytes =
                                              ScriptedPeer::reply(502, "<html>bad gateway</html>")};
    const ScriptedPeer::Answer accepted{.bytes = kAccepted};
    return {
        {"accepted", accepted, Becomes::Wanted, "verified reached reached reached"},
        {"accepted, slow convergence", accepted, Becomes::WantedLater,
         "verified reached reached reached"},
        {"accepted, never shows", accepted, Becomes::Unchanged,
         "not_yet_visible reached reached waiting"},
        {"accepted, overwritten", accepted, Becomes::Other,
         "not_yet_visible reached reached failed"},
        {"accepted, then unreadable", accepted, Becomes::Unreadable,
         "not_yet_visible reached reached unknown"},
        {"accepted, then nonsense", accepted, Becomes::Nonsense,
         "not_yet_visible reached reached unknown"},
        {"accepted, written again", accepted, Becomes::Rewritten,
         "verified reached reached reached"},
        {"hang, done", silence, Becomes::Wanted, "verified reached unknown reached"},
        {"hang, not done", silence, Becomes::Unchanged, "unknown reached unknown unknown"},
        {"hang, somebody else", silence, Becomes::Other, "unknown reached unknown unknown"},
        {"hang, unreadable", silence, Becomes::Unreadable, "unknown reached unknown unknown"},
        {"closed, done", closed, Becomes::Wanted, "verified reached unknown reached"},
        {"closed, not done", closed, Becomes::Unchanged, "unknown reached unknown unknown"},
        {"half a reply, done", half, Becomes::Wanted, "verified reached unknown reached"},
        {"half a reply, not done", half, Becomes::Unchanged, "unknown reached unknown unknown"},
        {"half a reply and hang", halfHanging, Becomes::Unchanged,
         "unknown reached unknown unknown"},
        {"giant reply", giant, Becomes::Unchanged, "unknown reached unknown unknown"},
        {"giant reply, done", giant, Becomes::Wanted, "verified reached unknown reached"},
        {"garbage JSON, done", garbage, Becomes::Wanted, "verified reached unknown reached"},
        {"garbage JSON, not done", garbage, Becomes::Unchanged, "unknown reached unknown unknown"},
        {"not HTTP", noHttp, Becomes::Unchanged, "unknown reached unknown unknown"},
        {"empty 200", empty, Becomes::Unchanged, "unknown reached unknown unknown"},
        {"502, done", gateway502, Becomes::Wanted, "verified reached unknown reached"},
        {"502, not done", gateway502, Becomes::Unchanged, "unknown reached unknown unknown"},
        {"412",
         {.bytes = ScriptedPeer::reply(412, "{}")},
         Becomes::Other,
         "conflict reached failed void"},
        {"200 false",
         {.bytes = ScriptedPeer::reply(200, "false")},
         Becomes::Other,
         "conflict reached failed void"},
        {"500 that is a conflict",
         {.bytes = ScriptedPeer::reply(500, "name: TEST_OPERATION_FAILED")},
         Becomes::Other,
         "conflict reached failed void"},
        {"conflict, unreadable",
         {.bytes = ScriptedPeer::reply(412, "{}")},
         Becomes::Unreadable,
         "conflict reached failed void"},
        {"403",
         {.bytes = ScriptedPeer::reply(403, "permission denied")},
         Becomes::Unchanged,
         "refused reached failed void"},
        {"403, and done all the same",
         {.bytes = ScriptedPeer::reply(403, "permission denied")},
         Becomes::Wanted,
         "verified reached unknown reached"},
        {"403, somebody else",
         {.bytes = ScriptedPeer::reply(403, "permission denied")},
         Becomes::Other,
         "unknown reached unknown unknown"},
        {"403, unreadable",
         {.bytes = ScriptedPeer::reply(403, "permission denied")},
         Becomes::Unreadable,
         "refused reached failed void"},
        {"redirect",
         {.bytes = ScriptedPeer::reply(307, "", "Location: http://127.0.0.1:1/elsewhere\r\n")},
         Becomes::Unchanged,
         "refused reached failed void"},
        {"303, done",
         {.bytes = ScriptedPeer::reply(303, "", "Location: /state\r\n")},
         Becomes::Wanted,
         "verified reached unknown reached"},
        {"303, not done",
         {.bytes = ScriptedPeer::reply(303, "", "Location: /state\r\n")},
         Becomes::Unchanged,
         "unknown reached unknown unknown"},
        {"302, done",
         {.bytes = ScriptedPeer::reply(302, "", "Location: /state\r\n")},
         Becomes::Wanted,
         "verified reached unknown reached"},
        {"408, not done",
         {.bytes = ScriptedPeer::reply(408, "")},
         Becomes::Unchanged,
         "unknown reached unknown unknown"},
    };
}

ScriptedPeer::Answer readAnswer(Becomes becomes, int writes, int& readsAfter)
{
    if (writes == 0)
        return {.bytes = faultState("off", 7)};
    ++readsAfter;
    switch (becomes) {
    case Becomes::Wanted:
        return {.bytes = faultState("on", 8)};
    case Becomes::WantedLater:
        return {.bytes = readsAfter < 3 ? faultState("off", 7) : faultState("on", 8)};
    case Becomes::Unchanged:
        return {.bytes = faultState("off", 7)};
    case Becomes::Other:
        return {.bytes = faultState("maintenance", 9)};
    case Becomes::Unreadable:
        return {.bytes = "", .hangs = true};
    case Becomes::Nonsense:
        return {.bytes = ScriptedPeer::reply(200, "[1,2,3]")};
    case Becomes::Rewritten:
        return {.bytes = faultState("on", 12)};
    }
    return {};
}

} // namespace

class TestLeverFaults : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheTruthAndNeverWritesTwice_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Fault& fault : faults())
            QTest::newRow(fault.name) << index++;
    }
    void tellsTheTruthAndNeverWritesTwice()
    {
        QFETCH(int, index);
        const Fault fault = faults().at(static_cast<std::size_t>(index));
        int readsAfter = 0;
        const ScriptedPeer peer([&](const std::string& request, int writes) {
            return request.substr(0, 4) == "GET " ? readAnswer(fault.becomes, writes, readsAfter)
                                                  : fault.answer;
        });
        const auto gateway = gatewayTo(peer.url());
        const auto plan = gateway->plan("b", "tripped");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QCOMPARE(peer.writes(), 0);
        const auto result = gateway->fire(*plan, nullptr);
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QCOMPARE(shape(*result), std::string(fault.expected));
        QCOMPARE(peer.writes(), 1);
        QVERIFY(!result->message.empty());
        QVERIFY(!result->rawReply.empty());
        QCOMPARE(result->before.version, std::string("7"));
        const bool canRead =
            fault.becomes != Becomes::Unreadable && fault.becomes != Becomes::Nonsense;
        QCOMPARE(result->wasReadBack, canRead);
        QVERIFY(peer.lastWrite().find("If-Match: 7\r\n") != std::string::npos);
        QVERIFY(peer.lastWrite().find("{\"state\":\"on\"}") != std::string::npos);
    }

    void nothingIsSentToAPeerThatIsGone()
    {
        std::string url;
        runbook::LeverPlan plan;
        {
            const ScriptedPeer peer([](const std::string&, int) {
                return ScriptedPeer::Answer{.bytes = faultState("off", 7)};
            });
            url = peer.url();
            plan = *gatewayTo(url)->plan("b", "tripped");
        }
        const auto result = gatewayTo(url)->fire(plan, nullptr);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Unreachable);
        QVERIFY(result.error().message.find("Nothing was sent") != std::string::npos);
    }

    void aPlanThatChangesNothingSendsNothing()
    {
        std::atomic<bool> changed = false;
        const ScriptedPeer peer([&](const std::string&, int) {
            return ScriptedPeer::Answer{.bytes =
                                            changed ? faultState("off", 9) : faultState("on", 7)};
        });
        const auto gateway = gatewayTo(peer.url());
        const auto plan = gateway->plan("b", "tripped");
        QVERIFY(plan->isNoChange);
        const auto result = gateway->fire(*plan, nullptr);
        QCOMPARE(shape(*result), std::string("verified waiting waiting reached"));
        QVERIFY(!result->wasSent);
        QVERIFY(result->message.find("Nothing was sent") != std::string::npos);
        // What stood there when the plan was made may be gone by now.
        changed = true;
        const auto late = gateway->fire(*plan, nullptr);
        QCOMPARE(late->outcome, FireOutcome::Conflict);
        QCOMPARE(late->after.value, std::string("reset"));
        QCOMPARE(peer.writes(), 0);
    }

    void whatIsNotYetVisibleSaysWhy()
    {
        const ScriptedPeer peer([&](const std::string& request, int) {
            return ScriptedPeer::Answer{
                .bytes = request.substr(0, 4) == "GET " ? faultState("off", 7) : kAccepted};
        });
        const auto gateway = gatewayTo(peer.url());
        const auto result = gateway->fire(*gateway->plan("b", "tripped"), nullptr);
        const runbook::Rung& inEffect = result->rungs.at(2);
        QCOMPARE(inEffect.state, runbook::RungState::Waiting);
        QVERIFY2(inEffect.detail.find("stands at \"reset\"") != std::string::npos,
                 inEffect.detail.c_str());
    }

    // What was read once and then no more is told with its time.
    void anOldReadingIsToldAsOne()
    {
        int readsAfter = 0;
        const ScriptedPeer peer([&](const std::string& request, int writes) {
            if (request.substr(0, 4) != "GET ")
                return ScriptedPeer::Answer{.bytes = "", .hangs = true};
            if (writes == 0 || ++readsAfter == 1)
                return ScriptedPeer::Answer{.bytes = faultState("off", 7)};
            return ScriptedPeer::Answer{.bytes = ScriptedPeer::reply(502, "bad gateway")};
        });
        const auto gateway = gatewayTo(peer.url());
        const auto plan = gateway->plan("b", "tripped");
        QVERIFY(plan.has_value());
        const auto result = gateway->fire(*plan, nullptr);
        QVERIFY(result.has_value());
        QCOMPARE(shape(*result), std::string("unknown reached unknown unknown"));
        QVERIFY2(result->message.find("as it was read at 20") != std::string::npos
                     && result->message.find("since then it could not be read") != std::string::npos
                     && result->message.find("502 bad gateway") != std::string::npos,
                 result->message.c_str());
    }

    void aFiringDoesNotWaitForAReading()
    {
        std::atomic<bool> hangs = false;
        const ScriptedPeer peer([&](const std::string& request, int writes) {
            if (request.substr(0, 4) != "GET ")
                return ScriptedPeer::Answer{.bytes = kAccepted};
            if (writes == 0 && hangs)
                return ScriptedPeer::Answer{.bytes = "", .hangs = true};
            return ScriptedPeer::Answer{.bytes = faultState(writes > 0 ? "on" : "off", 7 + writes)};
        });
        std::string patient = kFaultsProfile;
        patient.replace(patient.find("request: 250ms"), 14, "request: 3s");
        const auto gateway = gatewayTo(peer.url(), patient);
        const auto plan = gateway->plan("b", "tripped");
        QVERIFY(plan.has_value());
        const int before = peer.reads();
        hangs = true;
        std::atomic<bool> isReadingOver = false;
        std::thread reading([&] {
            static_cast<void>(gateway->read("b"));
            isReadingOver = true;
        });
        const bool isHanging = QTest::qWaitFor([&] { return peer.reads() == before + 1; });
        const auto result = gateway->fire(*plan, nullptr);
        const bool wasReading = !isReadingOver;
        reading.join();
        QVERIFY(isHanging);
        QCOMPARE(shape(*result), std::string("verified reached reached reached"));
        QVERIFY2(wasReading, "the firing waited until the reading had given up");
    }

    void aCancelledFiringIsNotSent()
    {
        const ScriptedPeer peer([](const std::string&, int) {
            return ScriptedPeer::Answer{.bytes = faultState("off", 7)};
        });
        const auto gateway = gatewayTo(peer.url());
        const auto plan = gateway->plan("b", "tripped");
        const std::atomic<bool> cancel = true;
        QVERIFY(!gateway->fire(*plan, &cancel));
        QCOMPARE(peer.writes(), 0);
    }

    void cancellingDuringTheWriteIsUnknown()
    {
        std::atomic<bool> cancel = false;
        const ScriptedPeer peer([&](const std::string& request, int) {
            if (request.substr(0, 4) == "GET ")
                return ScriptedPeer::Answer{.bytes = faultState("off", 7)};
            cancel = true;
            return ScriptedPeer::Answer{.bytes = "", .hangs = true};
        });
        const auto gateway = gatewayTo(peer.url());
        const auto plan = gateway->plan("b", "tripped");
        const auto result = gateway->fire(*plan, &cancel);
        QCOMPARE(shape(*result), std::string("unknown reached unknown unknown"));
        QCOMPARE(peer.writes(), 1);
        QVERIFY(result->wasReadBack);
    }

    void withoutATokenItComparesBeforeItWrites()
    {
        std::atomic<bool> changed = false;
        const ScriptedPeer peer([&](const std::string& request, int writes) {
            if (request.substr(0, 4) != "GET ")
                return ScriptedPeer::Answer{.bytes = kAccepted};
            return ScriptedPeer::Answer{.bytes = faultState(writes > 0    ? "on"
                                                                : changed ? "maintenance"
                                                                          : "off",
                                                            1)};
        });
        const auto gateway = gatewayTo(peer.url());
        const auto plan = gateway->plan("u", "tripped");
        changed = true;
        QCOMPARE(shape(*gateway->fire(*plan, nullptr)), std::string("conflict failed void void"));
        QCOMPARE(peer.writes(), 0);
        changed = false;
        QCOMPARE(shape(*gateway->fire(*plan, nullptr)),
                 std::string("verified reached reached reached"));
        QCOMPARE(peer.writes(), 1);
    }

    void readingSaysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const std::string& reply, ErrorKind kind,
                            const char* words) {
            QTest::newRow(name) << QByteArray::fromStdString(reply) << static_cast<int>(kind)
                                << QByteArray(words);
        };
        row("500", ScriptedPeer::reply(500, "boom"), ErrorKind::Unreachable, "HTTP 500 boom");
        row("401", ScriptedPeer::reply(401, "who are you"), ErrorKind::Refused,
            "HTTP 401 who are you");
        row("redirect", ScriptedPeer::reply(302, "", "Location: /x\r\n"), ErrorKind::Unreachable,
            "HTTP 302");
        row("text", ScriptedPeer::reply(200, "hello"), ErrorKind::Unreachable, "not JSON");
        row("empty object", ScriptedPeer::reply(200, "{}"), ErrorKind::Unreachable,
            "not what the profile expects");
        row("closed", "", ErrorKind::Unreachable, "could not be read");
    }
    void readingSaysWhatIsWrong()
    {
        QFETCH(QByteArray, reply);
        QFETCH(int, kind);
        QFETCH(QByteArray, words);
        const ScriptedPeer peer([&](const std::string&, int) {
            return ScriptedPeer::Answer{.bytes = reply.toStdString()};
        });
        const auto result = gatewayTo(peer.url())->read("b");
        QVERIFY(!result);
        QCOMPARE(static_cast<int>(result.error().kind), kind);
        QVERIFY2(result.error().message.find(words.toStdString()) != std::string::npos,
                 result.error().message.c_str());
    }

    void refusesValuesThatAreNone()
    {
        const ScriptedPeer peer([](const std::string&, int) {
            return ScriptedPeer::Answer{.bytes = faultState("off", 7)};
        });
        const auto gateway = gatewayTo(peer.url());
        const auto plan = gateway->plan("b", "open");
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, ErrorKind::Usage);
        QVERIFY(plan.error().message.find("tripped, reset") != std::string::npos);
        QCOMPARE(peer.reads(), 0);
        const auto unknown = gateway->read("nope");
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().kind, ErrorKind::Usage);
    }

    void anUndoOfWhatCannotBeRemovedIsRefused()
    {
        const ScriptedPeer peer([](const std::string&, int) {
            return ScriptedPeer::Answer{.bytes = faultState("on", 8)};
        });
        const auto undo =
            gatewayTo(peer.url())
                ->planUndo("b",
                           {.value = "", .raw = "", .version = "0", .exists = false, .readAt = {}});
        QVERIFY(!undo);
        QCOMPARE(undo.error().kind, ErrorKind::Refused);
    }
};

QTEST_GUILESS_MAIN(TestLeverFaults)
#include "tst_leverfaults.moc"
