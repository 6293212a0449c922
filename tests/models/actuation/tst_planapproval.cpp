// SPDX-License-Identifier: GPL-3.0-or-later

// A write that names who acts, planned by one person, approved by another, and fired.

#include "models/actuation/httplevergateway.h"
#include "models/runbook/approval.h"
#include "models/runbook/guardrails.h"
#include "tests/models/actuation/scriptedpeer.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <string>

using actuation::HttpLeverGateway;
using namespace std::chrono_literals;

namespace {

constexpr const char* kApprovalProfile = R"yaml(
id: p
base_url: http://127.0.0.1:1
environment: test
timeouts: {connect: 300ms, request: 400ms, read_back: 400ms, poll: 30ms}
auth: none
operations:
  state:
    token: advisory
    read: {path: /state, value: {pointer: /state}, version: {pointer: /rev, default: ""}}
    write:
      method: PUT
      path: "/state?by={{actor|path}}"
      headers: {X-By: "{{actor}}", X-Until: "{{until}}"}
      body: {value: "{{value}}", by: "{{actor}}", at: "{{now}}", sealed: "{{actor|base64}}"}
      reply: [{when: {status: 200}, outcome: accepted}]
levers:
  - {id: s, kind: pin, target: bot, operations: state, lasting: 2h, guard: {approvals: 1}}
)yaml";

} // namespace

class TestPlanApproval : public QObject
{
    Q_OBJECT

private slots:
    void aPlanOfOnePersonIsApprovedByAnotherAndFired();
};

void TestPlanApproval::aPlanOfOnePersonIsApprovedByAnotherAndFired()
{
    std::string written;
    const ScriptedPeer peer([&written](const std::string& request, int writes) {
        if (request.starts_with("PUT"))
            written = request;
        return ScriptedPeer::Answer{ScriptedPeer::reply(
            200, writes > 0 ? R"({"state":"v6","rev":"2"})" : R"({"state":"v7","rev":"1"})")};
    });
    const auto gateway = [&peer](const char* actor) {
        auto profile = actuation::parseProfile(kApprovalProfile, "p.yaml");
        if (!profile)
            qFatal("%s", profile.error().message.c_str());
        return *HttpLeverGateway::create(
            std::move(*profile),
            {.baseUrl = peer.url(), .parameters = {}, .tokenFile = {}, .actor = actor});
    };
    const auto ada = gateway("ada");
    const auto grace = gateway("grace");
    const auto plan = ada->plan("s", "v6");
    const auto seen = grace->plan("s", "v6");
    QVERIFY(plan && seen);
    QVERIFY(plan->requests[0].body != seen->requests[0].body);
    QCOMPARE(runbook::planHash(*seen), runbook::planHash(*plan));
    const telemetry::Timestamp now{100000s};
    auto entry = runbook::approvalEntry(*seen, "grace", now);
    entry.actor = "grace";
    runbook::GuardFacts known;
    known.who = {.person = "ada", .account = "ada", .plan = {}, .when = {}};
    known.approvals = {*runbook::approvalFrom(entry)};
    QVERIFY(!runbook::isBlocked(runbook::guardObstacles(*plan, known, now)));
    const auto fired = ada->fire(*plan, nullptr);
    QVERIFY2(fired, fired ? "" : fired.error().message.c_str());
    QVERIFY(fired->outcome == runbook::FireOutcome::Verified);
    QVERIFY2(written.find("\"by\":\"ada\"") != std::string::npos, written.c_str());
    // Another value is another plan.
    const auto other = grace->plan("s", "v5");
    QVERIFY(other && runbook::planHash(*other) != runbook::planHash(*plan));
}

QTEST_GUILESS_MAIN(TestPlanApproval)
#include "tst_planapproval.moc"
