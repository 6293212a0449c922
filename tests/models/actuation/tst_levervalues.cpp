// SPDX-License-Identifier: GPL-3.0-or-later

// Values of levers that are no plain text: which a parameter turns round, which are reached by
// taking an entry away, which lie in JSON that stands as text in JSON.

#include "models/actuation/httplevergateway.h"
#include "tests/models/actuation/leverbench.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <string>

using actuation::HttpLeverGateway;
using leverbench::asks;
using leverbench::gatewayAsWritten;
using leverbench::kSlowHead;
using leverbench::ok;
using runbook::FireOutcome;
using telemetry::ErrorKind;
using Answer = ScriptedPeer::Answer;

class TestLeverValues : public QObject
{
    Q_OBJECT

private slots:
    // A silence, a route in front of others: resetting it is taking it away.
    void aValueMayBeReachedByRemoval()
    {
        const std::string yaml = kSlowHead + R"yaml(
operations:
  silence:
    read: {path: /silence, absent_status: 404, value: {pointer: /state}}
    write:
      method: POST
      path: /silence
      body: {state: "{{value}}"}
      reply: &done [{when: {status: 200}, outcome: accepted}]
    remove: {method: DELETE, path: /silence, reply: *done}
levers:
  - id: s
    kind: silence
    target: bot
    operations: silence
    values: {silenced: active, notifying: {removes: true}}
    absent_value: notifying
)yaml";
        std::atomic<bool> isThere = true;
        const ScriptedPeer peer([&](const std::string& request, int) {
            if (asks(request, "GET ") && !isThere)
                return Answer{ScriptedPeer::reply(404, "")};
            if (!asks(request, "GET "))
                isThere = asks(request, "POST ");
            return Answer{ok(R"({"state":"active"})")};
        });
        const auto levers = gatewayAsWritten(yaml, peer.url());
        const auto plan = levers->plan("s", "notifying");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QVERIFY(plan->isRemoval && !plan->isNoChange);
        QCOMPARE(plan->requests.front().method, "DELETE");
        const auto result = levers->fire(*plan, nullptr);
        QVERIFY(result.has_value());
        QVERIFY2(result->outcome == FireOutcome::Verified, result->message.c_str());
        QCOMPARE(levers->read("s")->value, "notifying");
        const auto again = levers->plan("s", "notifying");
        QVERIFY(again.has_value() && again->isNoChange);
        // Its undo sets it once more.
        const auto undo = levers->planUndo("s", plan->before);
        QVERIFY(undo.has_value() && !undo->isRemoval);
        QCOMPARE(undo->requests.front().method, "POST");
        const auto done = levers->fire(*undo, nullptr);
        QVERIFY(done.has_value() && done->outcome == FireOutcome::Verified);
        QVERIFY(isThere);

        std::string wrong = yaml;
        wrong.replace(wrong.find("absent_value: notifying"), 23, "absent_value: silenced");
        const auto told = actuation::parseProfile(wrong, "p.yaml");
        QVERIFY(!told);
        QVERIFY2(told.error().message.find("must be the \"absent_value\"") != std::string::npos,
                 told.error().message.c_str());
    }

    // Some control planes keep a document as text in their own.
    void jsonInATextIsLookedIntoAndSentWrapped()
    {
        const std::string yaml = kSlowHead + R"yaml(
operations:
  config:
    read:
      path: /config
      take: {document: {pointer: /config, decode: json}}
      value: {pointer: /config, then: {pointer: /targets, where: {/id: a}, then: {pointer: /weight}}}
    write:
      method: PUT
      path: /config
      body_edit: {of: document, under: config, changes: [{set: /targets/0/weight, to: "{{value|number}}"}]}
      reply: [{when: {status: 200}, outcome: accepted}]
levers:
  - {id: w, kind: breaker, target: bot, operations: config}
)yaml";
        for (const bool isText : {true, false}) {
            const std::string document = R"({"targets":[{"id":"a","weight":1}]})";
            const std::string text =
                "\"{\\\"targets\\\":[{\\\"id\\\":\\\"a\\\",\\\"weight\\\":1}]}\"";
            const ScriptedPeer peer([&](const std::string&, int) {
                return Answer{ok("{\"config\":" + (isText ? text : document) + "}")};
            });
            const auto plan = gatewayAsWritten(yaml, peer.url())->plan("w", "0");
            QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
            QCOMPARE(plan->before.raw, "1");
            QCOMPARE(plan->requests.front().body,
                     R"({"config":{"targets":[{"id":"a","weight":0}]}})");
        }
        const ScriptedPeer broken(
            [](const std::string&, int) { return Answer{ok("{\"config\":\"no json\"}")}; });
        const auto state = gatewayAsWritten(yaml, broken.url())->read("w");
        QVERIFY(!state && state.error().kind == ErrorKind::Unreachable);
    }

    void aParameterTurnsALeverRound()
    {
        const std::string yaml = kSlowHead + R"yaml(
parameters: {trips: "off"}
operations:
  flag:
    read: {path: /flag, value: {pointer: /on}}
    write:
      method: POST
      path: "/flag/{{value}}"
      body_text: ""
      reply: [{when: {status: 200}, outcome: accepted}]
levers:
  - id: b
    kind: breaker
    target: bot
    operations: flag
    values_by:
      trips:
        "on": {tripped: {read: "true", write: "on"}, reset: {read: "false", write: "off"}}
        "off": {tripped: {read: "false", write: "off"}, reset: {read: "true", write: "on"}}
    safe_value: tripped
)yaml";
        const ScriptedPeer peer(
            [](const std::string&, int) { return Answer{ok(R"({"on":true})")}; });
        const auto plan = gatewayAsWritten(yaml, peer.url())->plan("b", "tripped");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QCOMPARE(plan->before.value, "reset");
        QVERIFY(plan->requests.front().url.ends_with("/flag/off"));
        const auto turned = gatewayAsWritten(yaml, peer.url(), {{"trips", "on"}});
        QCOMPARE(turned->read("b")->value, "tripped");
        const auto reset = turned->plan("b", "reset");
        QVERIFY(reset.has_value() && reset->requests.front().url.ends_with("/flag/off"));
        auto profile = actuation::parseProfile(yaml, "p.yaml");
        QVERIFY(profile.has_value());
        const auto neither = HttpLeverGateway::create(std::move(*profile),
                                                      {.baseUrl = peer.url(),
                                                       .parameters = {{"trips", "maybe"}},
                                                       .tokenFile = {},
                                                       .actor = {}});
        QVERIFY(!neither && neither.error().kind == ErrorKind::Usage);
        QCOMPARE(neither.error().message,
                 "The parameter \"trips\" must be one of off, on, not \"maybe\".");
    }
};

QTEST_GUILESS_MAIN(TestLeverValues)
#include "tst_levervalues.moc"
