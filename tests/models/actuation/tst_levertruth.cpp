// SPDX-License-Identifier: GPL-3.0-or-later

// What is written is what was looked at, and "verified" never rests on an error page.

#include "models/actuation/httplevergateway.h"
#include "tests/models/actuation/leverbench.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

using actuation::HttpLeverGateway;
using leverbench::gatewayAsWritten;
using leverbench::ok;
using runbook::FireOutcome;
using runbook::RungState;
using telemetry::ErrorKind;
using Answer = ScriptedPeer::Answer;

namespace {

const std::string kTruthHead =
    "id: p\nbase_url: http://127.0.0.1:1\nenvironment: test\n"
    "timeouts: {connect: 300ms, request: 300ms, read_back: 300ms, poll: 30ms}\n"
    "parameters: {model: \"\", nothing: \"\"}\n";

// One member of a document that goes back whole.
const std::string kDocument = kTruthHead + R"yaml(
operations:
  member:
    token: TOKEN
    read:
      path: /doc
      value: {pointer: /model}
      version: {pointer: /etag}
      take: {document: {pointer: ""}, stamp: {pointer: /at, default: ""}, note: {pointer: /note, default: ""}}
    write:
      method: PUT
      path: /doc
      headers: {X-Note: "{{note}}"}
      EDIT
      reply: [{when: {status: 200}, outcome: accepted}]
levers:
  - {id: d, kind: pin, target: bot, operations: member}
)yaml";

std::string document(const std::string& token, const std::string& body)
{
    std::string text = kDocument;
    text.replace(text.find("TOKEN"), 5, token);
    text.replace(text.find("EDIT"), 4, body);
    return text;
}

const std::string kEdit = "body_edit: {of: document, changes: [{set: /model, to: \"{{value}}\"}]}";

// A state, and what serves at /served, which the checks of the test look at.
std::string served(const std::string& check)
{
    return kTruthHead + R"yaml(
operations:
  other:
    read: {path: /x, value: {pointer: /x}, take: {never: {pointer: /never}}}
    write: {method: PUT, path: "/v1/models/{{model}}", body: {}, reply: [{when: {status: 200}, outcome: accepted}]}
  pin:
    read: {path: /state, value: {pointer: /state}}
    write:
      method: PUT
      path: /state
      body: {state: "{{value}}"}
      reply: [{when: {status: 200}, outcome: accepted}]
    serves:
      - {title: What serves, path: /served, within: 60ms, )yaml"
        + check + R"yaml(}
levers:
  - {id: s, kind: pin, target: bot, operations: pin}
  - {id: o, kind: pin, target: bot, operations: other}
)yaml";
}

struct Plane
{
    std::mutex mutex;
    std::string state = "v7";
    std::string served;
    bool hangs = false;

    Answer operator()(const std::string& request)
    {
        const std::lock_guard lock(mutex);
        if (request.starts_with("GET /served"))
            return {.bytes = hangs ? "" : served, .hangs = hangs};
        if (request.starts_with("PUT "))
            state = "v6";
        return {ok(R"({"x":"v7","state":")" + state + "\"}")};
    }
};

} // namespace

class TestLeverTruth : public QObject
{
    Q_OBJECT

private slots:
    void whatSomebodyElseChangedIsNotWrittenOver_data()
    {
        QTest::addColumn<QString>("token");
        QTest::addColumn<QString>("edit");
        QTest::addColumn<QString>("changed"); // beside the model, at the same version
        QTest::addColumn<bool>("isWritten");
        const QString edit = QString::fromStdString(kEdit);
        const QString body = QStringLiteral("body: {model: \"{{value}}\"}");
        for (const char* token : {"none", "advisory"}) {
            const QString of = QString::fromLatin1(token);
            QTest::addRow("%s, another member of the document", token)
                << of << edit << QStringLiteral("\"limit\":2,") << false;
            QTest::addRow("%s, what a header carries", token)
                << of << body << QStringLiteral("\"note\":\"other\",") << false;
            // A time that no request is made of is no change.
            QTest::addRow("%s, a time", token)
                << of << body << QStringLiteral("\"at\":\"later\",") << true;
            QTest::addRow("%s, nothing", token) << of << edit << QString() << true;
        }
    }
    void whatSomebodyElseChangedIsNotWrittenOver()
    {
        QFETCH(QString, token);
        QFETCH(QString, edit);
        QFETCH(QString, changed);
        QFETCH(bool, isWritten);
        std::mutex mutex;
        std::string extra;
        std::string model = "v7";
        const ScriptedPeer peer([&](const std::string& request, int) {
            const std::lock_guard lock(mutex);
            if (request.starts_with("PUT "))
                model = "v6";
            return Answer{ok("{" + extra + "\"model\":\"" + model + "\",\"etag\":\"1\"}")};
        });
        const auto levers =
            gatewayAsWritten(document(token.toStdString(), edit.toStdString()), peer.url());
        const auto plan = levers->plan("d", "v6");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        {
            const std::lock_guard lock(mutex);
            extra = changed.toStdString();
        }
        const auto result = levers->fire(*plan, nullptr);
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QCOMPARE(peer.writes(), isWritten ? 1 : 0);
        QVERIFY2(result->outcome == (isWritten ? FireOutcome::Verified : FireOutcome::Conflict),
                 result->message.c_str());
        QCOMPARE(result->wasSent, isWritten);
        if (!isWritten)
            QVERIFY2(result->message.find("Nothing was sent") != std::string::npos,
                     result->message.c_str());
    }

    void anErrorPageServesNothing_data()
    {
        QTest::addColumn<QString>("when");
        QTest::addColumn<QString>("reply");
        QTest::addColumn<bool>("isReached");
        const auto row = [](const char* name, const char* when, const std::string& reply,
                            bool isReached) {
            QTest::newRow(name) << QString::fromUtf8(when) << QString::fromStdString(reply)
                                << isReached;
        };
        const std::string broken = ScriptedPeer::reply(500, R"({"error":"boom"})");
        row("absent on 500", "when: {json: {pointer: /draining, absent: true}}", broken, false);
        row("differs on 500", "when: {json: {pointer: /model, differs: v7}}", broken, false);
        row("no header on 502", "when: {all: [{header: X-Old, absent: true}]}",
            ScriptedPeer::reply(502, "<html>bad gateway</html>"), false);
        row("a text on 503", "when: {body_contains: v6}",
            ScriptedPeer::reply(503, "v6 is not there"), false);
        row("named 503", "when: {status: 503, body_contains: v6}",
            ScriptedPeer::reply(503, "v6 is not there"), true);
        row("absent on 200", "when: {json: {pointer: /draining, absent: true}}", ok("{}"), true);
        row("an empty text", "when: {body_contains: \"{{nothing}}\"}", ok("v7"), false);
        row("a lookup's status is not its own",
            "lookup: [{name: l, path: /state}], when: {in: l, status: 200}", broken, false);
        row("a premise that does not hold",
            "if: [{text: \"{{to}}\", equals: x}], when: {status: 204}", broken, true);
    }
    void anErrorPageServesNothing()
    {
        QFETCH(QString, when);
        QFETCH(QString, reply);
        QFETCH(bool, isReached);
        Plane plane;
        plane.served = reply.toStdString();
        const ScriptedPeer peer([&](const std::string& request, int) { return plane(request); });
        const auto levers = gatewayAsWritten(served(when.toStdString()), peer.url());
        const auto result = levers->fire(*levers->plan("s", "v6"), nullptr);
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QVERIFY2(result->outcome
                     == (isReached ? FireOutcome::Verified : FireOutcome::NotYetVisible),
                 result->message.c_str());
        QVERIFY(result->rungs[2].state == (isReached ? RungState::Reached : RungState::Waiting));
    }

    void whatDoesNotAnswerServesNothing()
    {
        Plane plane;
        plane.hangs = true;
        const ScriptedPeer peer([&](const std::string& request, int) { return plane(request); });
        const auto levers = gatewayAsWritten(
            served("when: {json: {pointer: /draining, absent: true}}"), peer.url());
        const auto result = levers->fire(*levers->plan("s", "v6"), nullptr);
        QVERIFY(result.has_value() && result->outcome == FireOutcome::NotYetVisible);
    }

    void aCheckThatSaysNothingIsRefused()
    {
        for (const char* when : {"when: {}", "when: {status: []}", "when: {in: x}", "when: yes"}) {
            const auto profile = actuation::parseProfile(served(when), "p.yaml");
            QVERIFY2(!profile, when);
            QVERIFY2(profile.error().message.starts_with("p.yaml:19:"),
                     profile.error().message.c_str());
        }
    }

    // It stands in the control plane already, and what serves has not got it.
    void aPlanThatChangesNothingAsksWhatServes()
    {
        Plane plane;
        plane.state = "v6";
        plane.served = ok(R"({"model":"v7"})");
        const ScriptedPeer peer([&](const std::string& request, int) { return plane(request); });
        const auto levers = gatewayAsWritten(
            served(
                "when: {json: {pointer: /model, equals: \"{{value}}\"}}, show: {pointer: /model}"),
            peer.url());
        const auto plan = levers->plan("s", "v6");
        QVERIFY(plan && plan->isNoChange);
        const auto lagging = levers->fire(*plan, nullptr);
        QVERIFY(lagging.has_value());
        QVERIFY2(lagging->outcome == FireOutcome::NotYetVisible, lagging->message.c_str());
        QVERIFY(lagging->rungs[2].state == RungState::Waiting);
        QVERIFY2(lagging->message.find("What serves: \"v7\"") != std::string::npos,
                 lagging->message.c_str());
        QVERIFY(!lagging->wasSent);
        plane.served = ok(R"({"model":"v6"})");
        const auto done = levers->fire(*plan, nullptr);
        QVERIFY(done.has_value());
        QVERIFY2(done->outcome == FireOutcome::Verified, done->message.c_str());
        QCOMPARE(done->served.size(), std::size_t(1));
        QCOMPARE(peer.writes(), 0);
    }

    void anEmptySegmentIsRefused()
    {
        Plane plane;
        const ScriptedPeer peer([&](const std::string& request, int) { return plane(request); });
        std::string yaml = served("when: {status: 200}");
        yaml.replace(yaml.find(", take: {never: {pointer: /never}}"), 34, "");
        const auto plan = gatewayAsWritten(yaml, peer.url())->plan("o", "v6");
        QVERIFY(!plan);
        QVERIFY(plan.error().kind == ErrorKind::Usage);
        QVERIFY2(plan.error().message.find("{{model}} is empty") != std::string::npos,
                 plan.error().message.c_str());
        QCOMPARE(peer.writes(), 0);
        // What has to send nothing needs no path to send it to.
        const auto none = gatewayAsWritten(yaml, peer.url())->plan("o", "v7");
        QVERIFY2(none.has_value(), none ? "" : none.error().message.c_str());
        QVERIFY(none->isNoChange && none->requests.empty());
    }
};

QTEST_GUILESS_MAIN(TestLeverTruth)
#include "tst_levertruth.moc"
