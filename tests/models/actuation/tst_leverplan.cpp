// SPDX-License-Identifier: GPL-3.0-or-later

// What a plan says will be sent: the same text for the same write, whoever plans it and when, and
// another for anything else. What is not known yet is told as that.

#include "models/actuation/httplevergateway.h"
#include "tests/models/actuation/scriptedpeer.h"

#include <QTest>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

using actuation::HttpLeverGateway;
using Answer = ScriptedPeer::Answer;
using namespace Qt::StringLiterals;

namespace {

const std::string kPlanProfile = R"yaml(
id: p
base_url: http://127.0.0.1:1
environment: test
timeouts: {connect: 300ms, request: 400ms, read_back: 400ms, poll: 30ms}
auth: {header: Authorization, value: "Bearer {{secret}}", secret: PLANNED}
operations:
  sealed:
    token: advisory
    read: {path: /state, value: {pointer: /state}, version: {pointer: /rev, default: ""}}
    write:
      method: PUT
      path: "/state/{{target}}"
      headers: {X-Plan: "{{plan_id}}", X-By: "{{actor}}", X-Reason: drill}
      body: {at: "{{now}}", value: "{{value|base64}}", wrapped: "{{until|base64}}"}
      reply: [{when: {status: 200}, outcome: accepted}]
  steps:
    read: {path: /state, value: {pointer: /state}}
    write:
      steps:
        - method: POST
          path: /versions
          body: {name: "{{value}}"}
          reply: [{when: {status: 200}, outcome: accepted}]
          take: {number: {pointer: /number}, made: {pointer: ""}}
        - method: PUT
          path: /alias
          body: {version: "{{number|number}}", made: "{{made|json}}"}
          reply: [{when: {status: 200}, outcome: accepted}]
        - method: PUT
          path: /made
          body_edit: {of: made, changes: [{set: /live, to: true}, {remove: /draft}]}
          reply: [{when: {status: 200}, outcome: accepted}]
levers:
  - {id: s, kind: pin, target: bot, operations: sealed, lasting: 2h}
  - {id: m, kind: pin, target: bot, operations: steps}
)yaml";

std::string planProfileWith(const std::string& part, const std::string& replacement)
{
    std::string text = kPlanProfile;
    text.replace(text.find(part), part.size(), replacement);
    return text;
}

Answer serve(const std::string& request, int)
{
    if (request.starts_with("POST /versions"))
        return {ScriptedPeer::reply(200, R"({"number":12,"draft":1.10})")};
    return {ScriptedPeer::reply(200, R"({"state":"v7","rev":"1"})")};
}

runbook::LeverPlan planned(const std::string& yaml, const std::string& lever,
                           const std::string& actor = "ada", const char* secret = "first-secret")
{
    qputenv("PLUMBLINE_TOKEN_PLANNED", secret);
    static const ScriptedPeer peer(serve); // one address: the URL is part of what is compared
    auto profile = actuation::parseProfile(yaml, "p.yaml");
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    const auto gateway = HttpLeverGateway::create(
        std::move(*profile),
        {.baseUrl = peer.url(), .parameters = {}, .tokenFile = {}, .actor = actor});
    if (!gateway)
        qFatal("%s", gateway.error().message.c_str());
    const auto plan = (*gateway)->plan(lever, "v6");
    if (!plan)
        qFatal("%s", plan.error().message.c_str());
    return *plan;
}

std::unique_ptr<HttpLeverGateway> planGateway(const std::string& yaml, const std::string& url)
{
    qputenv("PLUMBLINE_TOKEN_PLANNED", "first-secret");
    auto profile = actuation::parseProfile(yaml, "p.yaml");
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    auto gateway = HttpLeverGateway::create(std::move(*profile), {.baseUrl = url});
    if (!gateway)
        qFatal("%s", gateway.error().message.c_str());
    return std::move(*gateway);
}

std::string canonical(const std::string& yaml, const std::string& actor = "ada",
                      const char* secret = "first-secret")
{
    return planned(yaml, "s", actor, secret).requests.front().canonical;
}

} // namespace

class TestLeverPlan : public QObject
{
    Q_OBJECT

private slots:
    void theSameWriteIsTheSameText()
    {
        const std::string text = canonical(kPlanProfile);
        QVERIFY(text.starts_with("PUT http://127.0.0.1:"));
        QVERIFY2(text.find("authorization: Bearer {{secret}}\n") != std::string::npos,
                 text.c_str());
        QCOMPARE(canonical(kPlanProfile), text); // another time, another id
        QCOMPARE(canonical(kPlanProfile, "grace"), text);
        QCOMPARE(canonical(kPlanProfile, "ada", "another-secret"), text);
        QVERIFY(text.find("first-secret") == std::string::npos);
    }

    void anythingElseIsAnotherText()
    {
        const std::string text = canonical(kPlanProfile);
        for (const auto& [part, other] : std::initializer_list<std::pair<const char*, const char*>>{
                 {"X-Reason: drill", "X-Reason: earnest"},
                 {"X-Reason: drill", "X-Reason: drill, X-More: x"},
                 {"lasting: 2h", "lasting: 4h"}, // it stands in the body in base64
                 {"at: \"{{now}}\"", "at: \"{{now}}\", more: 1"},
                 {"at: \"{{now}}\"", "at: \"{{until}}\""},
                 {"method: PUT", "method: POST"},
                 {"/state/{{target}}", "/state/{{target}}?force=1"},
                 {"Bearer {{secret}}", "Token {{secret}}"}})
            QVERIFY2(canonical(planProfileWith(part, other)) != text, other);
    }

    void aPlanShowsWhatADryRunSays_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("answer");
        const auto row = [](const char* name, int status, runbook::DryRunAnswer answer) {
            QTest::newRow(name) << status << static_cast<int>(answer);
        };
        row("accepted", 200, runbook::DryRunAnswer::WouldAccept);
        row("not allowed", 403, runbook::DryRunAnswer::WouldRefuse);
        row("conflict", 409, runbook::DryRunAnswer::WouldRefuse);
        row("broken", 500, runbook::DryRunAnswer::Unknown);
        row("silent", 0, runbook::DryRunAnswer::Unknown);
    }
    void aPlanShowsWhatADryRunSays()
    {
        QFETCH(int, status);
        QFETCH(int, answer);
        std::mutex mutex;
        std::vector<std::string> tried;
        const ScriptedPeer peer([&](const std::string& request, int) {
            const std::lock_guard lock(mutex);
            if (request.starts_with("GET "))
                return serve(request, 0);
            tried.push_back(request);
            const bool isTrial = request.starts_with("PUT /state/bot?dryRun=All ")
                && request.find("X-Trial: yes\r\n") != std::string::npos
                && request.find("X-Reason: drill\r\n") != std::string::npos;
            if (status == 0 && isTrial)
                return Answer{.bytes = "", .hangs = true};
            return Answer{ScriptedPeer::reply(isTrial ? status : 200, "a frozen first-secret")};
        });
        auto profile =
            actuation::parseProfile(planProfileWith("path: \"/state/{{target}}\"\n",
                                                    "path: \"/state/{{target}}\"\n      dry_run: "
                                                    "{query: dryRun=All, headers: {X-Trial: "
                                                    "\"yes\"}}\n"),
                                    "p.yaml");
        QVERIFY2(profile.has_value(), profile ? "" : profile.error().message.c_str());
        qputenv("PLUMBLINE_TOKEN_PLANNED", "first-secret");
        const auto gateway =
            *HttpLeverGateway::create(std::move(*profile), {.baseUrl = peer.url()});
        const auto plan = gateway->plan("s", "v6");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QCOMPARE(plan->dryRuns.size(), std::size_t(1));
        const runbook::DryRun& told = plan->dryRuns.front();
        QVERIFY2(static_cast<int>(told.answer) == answer, told.detail.c_str());
        QVERIFY(told.detail.find("first-secret") == std::string::npos);
        QCOMPARE(told.detail.find("a frozen") != std::string::npos, status > 200);
        // The write is the write still; and a plan that is made again does not ask again.
        QVERIFY(plan->requests.front().url.find("dryRun") == std::string::npos);
        QVERIFY(gateway->plan("s", "v6").has_value());
        QCOMPARE(tried.size(), std::size_t(1));
        QVERIFY(gateway->plan("s", "v5").has_value());
        QCOMPARE(tried.size(), std::size_t(2));
    }

    // With a parameter that is empty it would be the write, or a write that is said to be tried.
    void aDryRunThatIsTheWriteIsNotSent_data()
    {
        QTest::addColumn<QString>("trial");
        QTest::addColumn<QString>("mode");
        QTest::addColumn<bool>("isAsked");
        QTest::newRow("query") << "{query: \"{{mode}}\"}"
                               << "" << false;
        QTest::newRow("value of a query") << "{query: \"dryRun={{mode}}\"}"
                                          << "" << false;
        QTest::newRow("header") << "{headers: {X-Trial: \"{{mode}}\"}}"
                                << "" << false;
        QTest::newRow("the write's own header") << "{headers: {X-Reason: \"{{mode}}\"}}"
                                                << "drill" << false;
        QTest::newRow("told") << "{query: \"dryRun={{mode}}\"}"
                              << "All" << true;
    }
    void aDryRunThatIsTheWriteIsNotSent()
    {
        QFETCH(QString, trial);
        QFETCH(QString, mode);
        QFETCH(bool, isAsked);
        const ScriptedPeer peer(serve);
        std::string text = planProfileWith(
            "path: \"/state/{{target}}\"\n",
            "path: \"/state/{{target}}\"\n      dry_run: " + trial.toStdString() + "\n");
        text.replace(text.find("operations:"), 0,
                     "parameters: {mode: \"" + mode.toStdString() + "\"}\n");
        const auto gateway = planGateway(text, peer.url());
        const auto plan = gateway->plan("s", "v6");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QCOMPARE(peer.writes(), isAsked ? 1 : 0);
        QCOMPARE(plan->dryRuns.size(), std::size_t(1));
        QVERIFY((plan->dryRuns[0].answer == runbook::DryRunAnswer::Unknown) != isAsked);
        QCOMPARE(plan->dryRuns[0].detail.starts_with("It could not be asked: "), !isAsked);
    }

    // Nothing keeps anybody from what is safe, and not for long from anything.
    void aTripWaitsForNoDryRun()
    {
        const ScriptedPeer peer([](const std::string& request, int) {
            return request.starts_with("GET ") ? serve(request, 0)
                                               : Answer{.bytes = "", .hangs = true};
        });
        std::string text =
            planProfileWith("path: \"/state/{{target}}\"\n",
                            "path: \"/state/{{target}}\"\n      dry_run: {query: dryRun=All}\n");
        text.replace(text.find("request: 400ms"), 14, "request: 20s");
        text.replace(text.find("lasting: 2h"), 11, "lasting: 2h, safe_value: v5");
        const auto gateway = planGateway(text, peer.url());
        const auto trip = gateway->plan("s", "v5");
        QVERIFY2(trip.has_value(), trip ? "" : trip.error().message.c_str());
        QCOMPARE(trip->requests.size(), std::size_t(1));
        QCOMPARE(trip->dryRuns.size(), std::size_t(0));
        QCOMPARE(peer.writes(), 0);
        const auto other = gateway->plan("s", "v6");
        QVERIFY(other.has_value());
        QCOMPARE(peer.writes(), 1);
        // In libcurl's words, "Operation timed out after 1001 milliseconds with ...": not the 20 s.
        const std::string& detail = other->dryRuns.at(0).detail;
        const QString after = QString::fromStdString(detail).section(u"after "_s, 1);
        const int waited = after.section(u' ', 0, 0).toInt();
        QVERIFY2(waited > 0 && waited < 10'000, detail.c_str());
    }

    void aDryRunThatWouldWriteIsRefused()
    {
        for (const char* one : {"dry_run: {}", "dry_run: {query: \"\"}", "dry_run: yes"}) {
            const auto profile = actuation::parseProfile(
                planProfileWith("path: \"/state/{{target}}\"\n",
                                std::string("path: \"/state/{{target}}\"\n      ") + one + "\n"),
                "p.yaml");
            QVERIFY2(!profile, one);
            QVERIFY2(profile.error().message.starts_with("p.yaml:14:16: "),
                     profile.error().message.c_str());
        }
    }

    void whatALaterStepNeedsIsToldAsNotKnownYet()
    {
        const auto plan = planned(kPlanProfile, "m");
        QCOMPARE(plan.requests.size(), std::size_t(3));
        QCOMPARE(plan.requests[1].body,
                 "{\"version\":\"(known after step 1)\",\"made\":\"(known after step 1)\"}");
        const std::string& edit = plan.requests[2].body;
        for (const char* part : {"(known after step 1)", "/live set to true", "without /draft"})
            QVERIFY2(edit.find(part) != std::string::npos, edit.c_str());
        QVERIFY(plan.requests[2].canonical.find("without /draft") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestLeverPlan)
#include "tst_leverplan.moc"
