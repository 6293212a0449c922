// SPDX-License-Identifier: GPL-3.0-or-later

// What the language of profiles can say beside one read and one write: lookups, requirements,
// several requests, what serves, other hosts and secrets, forms, levers on many machines.

#include "models/actuation/httplevergateway.h"
#include "models/runbook/effectladder.h"
#include "tests/models/actuation/leverbench.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

using actuation::HttpLeverGateway;
using leverbench::asks;
using leverbench::gatewayAsWritten;
using leverbench::kSlowHead;
using leverbench::ok;
using runbook::FireOutcome;
using runbook::FireResult;
using runbook::RungState;
using telemetry::ErrorKind;
using Answer = ScriptedPeer::Answer;

namespace {

// A name leads to an id, the id to the deployment, and the version has to be ready.
const std::string kRegistry = kSlowHead + R"yaml(
operations:
  alias:
    read:
      lookup:
        - name: models
          path: /models
          take:
            id: {pointer: /data, where: {/name: "{{target}}", /live: "true"}, take: /id,
                 missing: "There is no model {{target}}."}
      path: "/aliases/{{id}}"
      absent_status: 404
      value: {pointer: /version}
    write:
      lookup:
        - {name: version, path: "/versions/{{value}}", absent_status: 404, valid: {status: [200, 404]},
           take: {digest: {pointer: /digest, default: ""}}}
      require:
        - {in: version, status: 200, else: "There is no version {{value}}."}
        - {in: version, json: {pointer: /status, equals: READY}, else: "Version {{value}} is not ready."}
        - {in: models, status: 200, else: never}
      method: POST
      path: "/aliases/{{id}}"
      body: {version: "{{value}}", digest: "{{digest}}", by: "{{actor}}", plan: "{{plan_id}}"}
      reply: [{when: {status: 200}, outcome: accepted}]
levers:
  - {id: a, kind: pin, target: support, operations: alias, pattern: "[0-9]+"}
)yaml";

// `require` looks at the lookups of the write alone.
std::string registry()
{
    std::string text = kRegistry;
    const std::size_t at = text.find("        - {in: models");
    text.erase(at, text.find('\n', at) + 1 - at);
    return text;
}

struct Registry
{
    std::mutex mutex;
    std::string version = "7";
    std::string digest = "d6";
    std::string status = "READY";

    Answer operator()(const std::string& request)
    {
        const std::lock_guard lock(mutex);
        if (asks(request, "GET /models"))
            return {ok(R"({"data":[{"name":"support","id":"m-0","live":false},)"
                       R"({"name":"other","id":"m-1","live":true},)"
                       R"({"name":"support","id":"m-2","live":true}]})")};
        if (asks(request, "GET /aliases/m-2"))
            return {ok(R"({"version":")" + version + "\"}")};
        if (asks(request, "GET /versions/9"))
            return {ScriptedPeer::reply(404, R"({"error":"no"})")};
        if (asks(request, "GET /versions/"))
            return {ok(R"({"status":")" + status + R"(","digest":")" + digest + "\"}")};
        if (asks(request, "POST /aliases/m-2")) {
            version = "6";
            return {ok("{}")};
        }
        return {ScriptedPeer::reply(404, "{}")};
    }
};

// ---- several requests, then what serves

const std::string kSteps = kSlowHead + R"yaml(
parameters: {data_url: "", replica_urls: ""}
hosts: {data: "{{data_url}}"}
replicas: "{{replica_urls}}"
operations:
  endpoint:
    read: {path: /state, value: {pointer: /state}}
    write:
      steps:
        - method: POST
          path: /configs
          body_form: {name: "{{value}} & more", zone: "a=b"}
          reply: [{when: {status: 200}, outcome: accepted}]
          take: {config: {pointer: /arn}}
        - method: PUT
          path: "/endpoint?config={{config}}"
          body: {config: "{{config}}"}
          reply: [{when: {status: 200}, outcome: accepted}]
    serves:
      - title: What answers
        host: data
        path: /version
        when: {status: 200, json: {pointer: /serving, equals: "{{value}}"}}
        show: {pointer: /serving}
        within: 300ms
      - title: What answers nothing
        if: [{text: "{{data_url}}", differs: ""}, {text: "{{to}}", equals: none}, {text: "{{to}}", differs: "{{before}}"}]
        host: data
        path: /version
        when: {status: 204}
        within: 300ms
  adapter:
    every_replica: true
    read: {path: /state, value: {pointer: /state}}
    write:
      method: PUT
      path: /state
      body: {state: "{{value}}"}
      reply: [{when: {status: 200}, outcome: accepted}]
levers:
  - {id: e, kind: pin, target: bot, operations: endpoint}
  - {id: r, kind: adapter, target: bot, operations: adapter}
)yaml";

struct EndpointService
{
    std::mutex mutex;
    std::string state = "v7";
    std::string serving = "v7";
    std::string next = "v6";
    bool isLagging = false; // the data plane keeps what it has
    int failing = 0; // status of writes; 0: they are done
    std::vector<std::string> seen;

    Answer operator()(const std::string& request)
    {
        const std::lock_guard lock(mutex);
        seen.push_back(request.substr(0, request.find(" HTTP")));
        if (asks(request, "GET /version"))
            return {ok(R"({"serving":")" + serving + "\"}")};
        if (asks(request, "GET "))
            return {ok(R"({"state":")" + state + "\"}")};
        if (asks(request, "POST /configs"))
            next = request.find("name=none") == std::string::npos ? "v6" : "none";
        if (asks(request, "POST /configs"))
            return {ok(R"({"arn":"cfg/1 2"})")};
        if (failing != 0)
            return {ScriptedPeer::reply(failing, "{}")};
        state = next;
        if (!isLagging)
            serving = next;
        return {ok("{}")};
    }
};

} // namespace

class TestLeverLanguage : public QObject
{
    Q_OBJECT

private slots:
    void idsBehindNamesAreLookedUp()
    {
        Registry registry;
        ScriptedPeer peer([&](const std::string& request, int) { return registry(request); });
        const auto levers = gatewayAsWritten(::registry(), peer.url());
        const auto plan = levers->plan("a", "6");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QCOMPARE(plan->before.found.at("id"), "m-2");
        QCOMPARE(plan->requests.size(), std::size_t(1));
        QVERIFY(plan->requests.front().url.ends_with("/aliases/m-2"));
        QCOMPARE(peer.writes(), 0);
        const auto result = levers->fire(*plan, nullptr);
        QVERIFY(result.has_value());
        QVERIFY2(result->outcome == FireOutcome::Verified, result->message.c_str());
        QCOMPARE(peer.writes(), 1);
        // As it was previewed, with who acts.
        QVERIFY(peer.lastWrite().ends_with(plan->requests.front().body));
        QVERIFY(peer.lastWrite().find(R"("digest":"d6","by":"ada")") != std::string::npos);
    }

    void whatIsMissingIsSaidInTheProfilesWords()
    {
        Registry registry;
        ScriptedPeer peer([&](const std::string& request, int) { return registry(request); });
        std::string yaml = ::registry();
        yaml.replace(yaml.find("target: support"), 15, "target: nowhere");
        const auto none = gatewayAsWritten(yaml, peer.url())->read("a");
        QVERIFY(!none && none.error().kind == ErrorKind::Refused);
        QCOMPARE(none.error().message, "There is no model nowhere.");
        const auto levers = gatewayAsWritten(::registry(), peer.url());
        const auto unknown = levers->plan("a", "9");
        QVERIFY(!unknown && unknown.error().kind == ErrorKind::Refused);
        QCOMPARE(unknown.error().message, "There is no version 9.");
        registry.status = "PENDING";
        const auto early = levers->plan("a", "6");
        QVERIFY(!early);
        QCOMPARE(early.error().message, "Version 6 is not ready.");
        const auto shape = levers->plan("a", "six");
        QVERIFY(!shape && shape.error().kind == ErrorKind::Usage);
        QCOMPARE(peer.writes(), 0);
    }

    void nothingIsSentWhenALookupHasChanged()
    {
        Registry registry;
        ScriptedPeer peer([&](const std::string& request, int) { return registry(request); });
        const auto levers = gatewayAsWritten(::registry(), peer.url());
        const auto plan = levers->plan("a", "6");
        QVERIFY(plan.has_value());
        registry.digest = "d6-built-again";
        const auto changed = levers->fire(*plan, nullptr);
        QVERIFY(changed.has_value());
        QVERIFY(changed->outcome == FireOutcome::Conflict && !changed->wasSent);
        QVERIFY2(changed->message.find("digest was \"d6\"") != std::string::npos,
                 changed->message.c_str());
        // What has to hold is asked again as well.
        registry.digest = "d6";
        registry.status = "DELETED";
        const auto refused = levers->fire(*plan, nullptr);
        QVERIFY(!refused && refused.error().kind == ErrorKind::Refused);
        QCOMPARE(peer.writes(), 0);
    }

    void stepsFollowEachOther()
    {
        EndpointService service;
        ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
        const auto levers = gatewayAsWritten(kSteps, peer.url(), {{"data_url", peer.url()}});
        const auto plan = levers->plan("e", "v6");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QCOMPARE(plan->requests.size(), std::size_t(2));
        QCOMPARE(plan->requests[0].body, "name=v6%20%26%20more&zone=a%3Db");
        QVERIFY(plan->requests[1].body.find("(known after step 1)") != std::string::npos);
        const auto result = levers->fire(*plan, nullptr);
        QVERIFY(result.has_value());
        QVERIFY2(result->outcome == FireOutcome::Verified, result->message.c_str());
        QCOMPARE(peer.writes(), 2);
        QVERIFY(peer.lastWrite().starts_with("PUT /endpoint?config=cfg%2F1%202 "));
        QCOMPARE(result->served.size(), std::size_t(1));
        QVERIFY(result->served.front().isReached);
        QCOMPARE(result->served.front().detail, "\"v6\"");
    }

    void aCheckIsMadeWhereItsPremisesHold()
    {
        EndpointService service;
        ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
        const auto levers = gatewayAsWritten(kSteps, peer.url(), {{"data_url", peer.url()}});
        const auto result = levers->fire(*levers->plan("e", "none"), nullptr);
        QVERIFY(result.has_value());
        QVERIFY2(result->outcome == FireOutcome::NotYetVisible, result->message.c_str());
        QCOMPARE(result->served.size(), std::size_t(2));
        QVERIFY(result->served[0].isReached);
        QCOMPARE(result->served[1].title, "What answers nothing");
        QVERIFY(!result->served[1].isReached);
    }

    // The first step is done: that is no refusal, and it is not tried again.
    void aLaterStepThatFailsIsUnknown()
    {
        EndpointService service;
        service.failing = 400;
        ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
        const auto levers = gatewayAsWritten(kSteps, peer.url(), {{"data_url", peer.url()}});
        const auto result = levers->fire(*levers->plan("e", "v6"), nullptr);
        QVERIFY(result.has_value());
        QVERIFY2(result->outcome == FireOutcome::Unknown, result->message.c_str());
        QVERIFY(result->rungs[1].state == RungState::Unknown);
        QVERIFY2(result->message.find("Step 2") != std::string::npos, result->message.c_str());
        QCOMPARE(peer.writes(), 2);
    }

    // The control plane has moved, what serves has not.
    void notServedIsNotInEffect()
    {
        EndpointService service;
        service.isLagging = true;
        ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
        const auto levers = gatewayAsWritten(kSteps, peer.url(), {{"data_url", peer.url()}});
        const auto result = levers->fire(*levers->plan("e", "v6"), nullptr);
        QVERIFY(result.has_value());
        QVERIFY2(result->outcome == FireOutcome::NotYetVisible, result->message.c_str());
        QVERIFY(result->rungs[2].state == RungState::Waiting);
        QVERIFY2(result->message.find("What answers: \"v7\"") != std::string::npos,
                 result->message.c_str());
        QVERIFY(!result->served.front().isReached);
    }

    // Another host gets no secret unless it is named, and none in the clear.
    void secretsGoWhereTheProfileSays()
    {
        qputenv("PLUMBLINE_TOKEN_LANGTEST", "top-secret");
        std::mutex mutex;
        std::vector<std::string> seen;
        ScriptedPeer peer([&](const std::string& request, int) {
            const std::lock_guard lock(mutex);
            seen.push_back(request);
            return Answer{ok(R"({"state":"v6","serving":"v6"})")};
        });
        const auto toData = [&] {
            return std::ranges::any_of(seen, [](const std::string& request) {
                return asks(request, "GET /version")
                    && request.find("top-secret") != std::string::npos;
            });
        };
        const std::string other = "http://localhost" + peer.url().substr(peer.url().rfind(':'));
        std::string yaml = kSteps;
        // What serves is asked only once the state is there: "v6" it is from the beginning.
        const auto look = [&](const std::string& auth, const std::string& url) {
            yaml = kSteps;
            yaml.insert(yaml.find("operations:"),
                        "auth: {header: Authorization, value: \"Bearer {{secret}}\", "
                        "secret: LANGTEST}\n");
            yaml.insert(yaml.find("        host: data") + 18, auth);
            yaml.replace(yaml.find("read: {path: /state, value: {pointer: /state}}"), 46,
                         "read: {path: /state, value: {pointer: /state, default: none}, version: "
                         "{pointer: /none, default: \"\"}}");
            return gatewayAsWritten(yaml, peer.url(), {{"data_url", url}});
        };
        for (const auto& [auth, isSent] :
             {std::pair(std::string(), false),
              std::pair(std::string("\n        auth: default"), true)}) {
            seen.clear();
            const auto levers = look(auth, other);
            auto plan = levers->plan("e", "v6");
            QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
            QVERIFY(plan->isNoChange);
            plan->isNoChange = false;
            const auto result = levers->fire(*plan, nullptr);
            QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
            QVERIFY2(result->outcome == FireOutcome::Verified, result->message.c_str());
            QCOMPARE(toData(), isSent);
        }
        // In the clear to another machine: nothing leaves.
        const auto levers = look("\n        auth: default", "http://data.example");
        auto plan = levers->plan("e", "v6");
        plan->isNoChange = false;
        const auto refused = levers->fire(*plan, nullptr);
        QVERIFY(refused.has_value());
        QVERIFY2(refused->message.find("in the clear to data.example") != std::string::npos,
                 refused->message.c_str());
        qunsetenv("PLUMBLINE_TOKEN_LANGTEST");
    }

    void aHostThatIsNotSetIsSaid()
    {
        EndpointService service;
        ScriptedPeer peer([&](const std::string& request, int) { return service(request); });
        const auto levers = gatewayAsWritten(kSteps, peer.url());
        const auto result = levers->fire(*levers->plan("e", "v6"), nullptr);
        QVERIFY(result.has_value());
        QVERIFY(result->outcome == FireOutcome::NotYetVisible);
        QVERIFY2(result->message.find("\"data\" of p is not set") != std::string::npos,
                 result->message.c_str());
    }

    void everyReplicaIsMovedAndCounted()
    {
        EndpointService one;
        EndpointService two;
        EndpointService three;
        two.state = "v5";
        ScriptedPeer first([&](const std::string& request, int) { return one(request); });
        ScriptedPeer second([&](const std::string& request, int) { return two(request); });
        ScriptedPeer third([&](const std::string& request, int) { return three(request); });
        const auto levers = gatewayAsWritten(
            kSteps, first.url(),
            {{"replica_urls", first.url() + ", " + second.url() + "/ " + third.url()}});
        const auto state = levers->read("r");
        QVERIFY(state.has_value());
        QCOMPARE(state->value, "v7 (2 of 3), v5 (1 of 3)");
        const auto plan = levers->plan("r", "v6");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QCOMPARE(plan->requests.size(), std::size_t(3));
        three.failing = 400;
        const auto partly = levers->fire(*plan, nullptr);
        QVERIFY(partly.has_value());
        QVERIFY2(partly->outcome == FireOutcome::Partial, partly->message.c_str());
        QVERIFY2(partly->message.starts_with("In effect on 2 of 3. " + third.url()),
                 partly->message.c_str());
        QVERIFY(partly->rungs[0].state == RungState::Reached);
        QVERIFY(partly->rungs[1].state == RungState::Unknown); // nothing is waited for
        QVERIFY2(partly->rungs[1].detail.starts_with("2 of 3; " + third.url()),
                 partly->rungs[1].detail.c_str());
        // Only the one that is missing is moved now.
        three.failing = 0;
        const auto rest = levers->plan("r", "v6");
        QVERIFY(rest.has_value());
        QCOMPARE(rest->requests.size(), std::size_t(1));
        const auto whole = levers->fire(*rest, nullptr);
        QVERIFY(whole.has_value());
        QVERIFY2(whole->outcome == FireOutcome::Verified, whole->message.c_str());
        QCOMPARE(first.writes() + second.writes(), 2);
        QVERIFY(whole->rungs[1].state == RungState::Reached);
        QCOMPARE(whole->after.value, "v6");
        // Those that had nothing to be sent keep no rung waiting.
        runbook::EffectLadder ladder;
        ladder.take(*whole);
        for (const auto kind :
             {runbook::RungKind::Sent, runbook::RungKind::Accepted, runbook::RungKind::InEffect})
            QVERIFY2(ladder.isReached(kind), ladder.rung(kind).detail.c_str());
        QCOMPARE(ladder.rung(runbook::RungKind::Sent).detail,
                 "1 of 1; nothing had to be sent to the other 2");
        // Each is put back where it stood.
        const auto undo = levers->planUndo("r", plan->before);
        QVERIFY2(undo.has_value(), undo ? "" : undo.error().message.c_str());
        QCOMPARE(undo->replicas[0].rawAfter, "v7");
        QCOMPARE(undo->replicas[1].rawAfter, "v5");
    }

    // One that cannot be read keeps no other from being moved, and is never counted as moved.
    void aReplicaThatIsDownIsNotWritten()
    {
        EndpointService one;
        EndpointService two;
        ScriptedPeer first([&](const std::string& request, int) { return one(request); });
        ScriptedPeer second([&](const std::string& request, int) {
            return asks(request, "GET ") ? Answer{.bytes = "", .hangs = true} : two(request);
        });
        const auto levers = gatewayAsWritten(kSteps, first.url(),
                                             {{"replica_urls", first.url() + " " + second.url()}});
        const auto plan = levers->plan("r", "v6");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QCOMPARE(plan->before.value, "v7 (1 of 2), not known (1 of 2)");
        const auto result = levers->fire(*plan, nullptr);
        QVERIFY(result.has_value());
        QVERIFY2(result->outcome == FireOutcome::Partial, result->message.c_str());
        QCOMPARE(first.writes(), 1);
        QCOMPARE(second.writes(), 0);
        QVERIFY(!result->wasReadBack);
        // What was not known is left alone.
        const auto undo = levers->planUndo("r", plan->before);
        QVERIFY2(undo.has_value(), undo ? "" : undo.error().message.c_str());
        QCOMPARE(undo->replicas.size(), std::size_t(1));
        QCOMPARE(undo->leftAlone.size(), std::size_t(1));
        QCOMPARE(undo->leftAlone[0].endpoint, second.url());
    }

    void whenNoReplicaAnswersNothingIsPlanned()
    {
        const auto levers =
            gatewayAsWritten(kSteps, "http://127.0.0.1:1",
                             {{"replica_urls", "http://127.0.0.1:1 http://127.0.0.1:2"}});
        const auto plan = levers->plan("r", "v6");
        QVERIFY(!plan && plan.error().kind == ErrorKind::Unreachable);
    }
};

QTEST_GUILESS_MAIN(TestLeverLanguage)
#include "tst_leverlanguage.moc"
