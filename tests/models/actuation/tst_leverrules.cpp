// SPDX-License-Identifier: GPL-3.0-or-later

// What a reply must say before something is believed: alternatives, several looks in a row, what
// absence looks like, and names that mean one thing.

#include "tests/models/actuation/leverbench.h"

#include <QTest>

#include <atomic>

using namespace leverbench;
using runbook::FireOutcome;
using telemetry::ErrorKind;
using Answer = ScriptedPeer::Answer;

namespace {

const std::string kSwitch = kHead + R"yaml(
parameters: {sometimes: "yes"}
operations:
  o:
    read:
      path: /state
      absent: {status: 404, all: [{header: X-Index, exists: true}]}
      require:
        - if: [{text: "{{target}}", equals: bot}]
          any:
            - {json: {pointer: /kind, absent: true}}
            - {json: {pointer: /kind, equals: plain}}
          else: "{{key}} is no plain entry."
      value: {pointer: /state}
    write:
      lookup:
        - {name: shape, path: /shape, take: {suffix: {pointer: /name, default: none, words: {deep: /x/y, none: ""}}}}
      method: PUT
      path: "/state{{suffix|path}}"
      body: {state: "{{value}}"}
      reply: [{when: {status: 200}, outcome: accepted}]
    serves:
      - title: What answers
        if: [{text: "{{key}}", differs: "k-none"}]
        path: /served
        when:
          any:
            - {status: 200, all: [{header: X-Who, exists: true}, {header: X-Who, differs: "a"}]}
            - {status: 403, body_contains: "turned away"}
          status: [200, 403]
        times: 5
        show: {header: X-Who, default: nobody}
        within: 300ms
levers:
  - {id: l, kind: breaker, target: bot, operations: o, variables: {key: "k-{{target}}"},
     values: {tripped: "on", reset: "off"}}
)yaml";

std::string with(const std::string& from, const std::string& to, const std::string& text = kSwitch)
{
    std::string changed = text;
    const std::size_t at = changed.find(from);
    if (at == std::string::npos)
        qFatal("%s is not there", from.c_str());
    return changed.replace(at, from.size(), to);
}

struct Peer
{
    std::string state = "off";
    std::string kind;
    std::string shape = "none";
    std::function<std::string(int)> served = [](int) { return ok("{}", "X-Who: b\r\n"); };
    std::atomic<int> looks = 0;
    std::string writtenTo;

    Answer operator()(const std::string& request)
    {
        if (asks(request, "PUT ")) {
            writtenTo = request.substr(4, request.find(' ', 4) - 4);
            state = "on";
            return {ok("{}")};
        }
        if (asks(request, "GET /served"))
            return {served(++looks)};
        if (asks(request, "GET /shape"))
            return {ok(R"({"name":")" + shape + "\"}")};
        if (state.empty())
            return {ScriptedPeer::reply(404, "not found")};
        const std::string more = kind.empty() ? "" : R"(,"kind":")" + kind + "\"";
        return {ok(R"({"state":")" + state + "\"" + more + "}")};
    }
};

std::string ruleProblems(const std::string& yaml)
{
    const auto profile = actuation::parseProfile(yaml, "p.yaml");
    return profile ? "" : profile.error().message;
}

} // namespace

class TestLeverRules : public QObject
{
    Q_OBJECT

private:
    static runbook::FireResult fired(Peer& own, const std::string& yaml = kSwitch)
    {
        ScriptedPeer peer([&](const std::string& request, int) { return own(request); });
        const auto levers = gateway(yaml, peer.url());
        const auto plan = levers->plan("l", "tripped");
        if (!plan)
            qFatal("%s", plan.error().message.c_str());
        const auto result = levers->fire(*plan, nullptr);
        if (!result)
            qFatal("%s", result.error().message.c_str());
        return *result;
    }

private slots:
    void aLookThatHoldsByChanceIsNotEnough()
    {
        Peer own;
        own.served = [](int look) {
            return ok("{}", look % 3 == 0 ? "X-Who: a\r\n" : "X-Who: b\r\n");
        };
        const auto result = fired(own);
        QVERIFY2(result.outcome == FireOutcome::NotYetVisible, result.message.c_str());
        QCOMPARE(result.served.size(), 1U);
        QVERIFY2(result.served[0].detail.ends_with("2 of 5 looks in a row"),
                 result.served[0].detail.c_str());
    }

    void asManyInARowAsAreWantedAre()
    {
        Peer own;
        own.served = [](int look) { return ok("{}", look <= 3 ? "X-Who: a\r\n" : "X-Who: b\r\n"); };
        const auto result = fired(own);
        QVERIFY2(result.outcome == FireOutcome::Verified, result.message.c_str());
        QCOMPARE(own.looks.load(), 8);
        QCOMPARE(result.served[0].detail, "\"b\", 5 of 5 looks in a row");
    }

    void oneOfSeveralReplies_data()
    {
        QTest::addColumn<QString>("served");
        QTest::addColumn<bool>("isReached");
        const auto row = [](const char* name, const std::string& served, bool isReached) {
            QTest::newRow(name) << QString::fromStdString(served) << isReached;
        };
        row("another's", ok("{}", "X-Who: b\r\n"), true);
        row("its own", ok("{}", "X-Who: a\r\n"), false);
        row("nobody's", ok("{}"), false);
        row("turned away", ScriptedPeer::reply(403, "you are turned away"), true);
        row("403 of somebody else", ScriptedPeer::reply(403, "blocked by a firewall"), false);
        row("an error", ScriptedPeer::reply(500, "turned away", "X-Who: b\r\n"), false);
    }
    void oneOfSeveralReplies()
    {
        QFETCH(QString, served);
        QFETCH(bool, isReached);
        Peer own;
        own.served = [&](int) { return served.toStdString(); };
        const auto result = fired(own);
        QVERIFY2((result.outcome == FireOutcome::Verified) == isReached, result.message.c_str());
    }

    void absenceHasToBeSaid()
    {
        std::string headers;
        ScriptedPeer peer([&](const std::string&, int) {
            return Answer{ScriptedPeer::reply(404, "not found", headers)};
        });
        const auto levers = gateway(kSwitch, peer.url());
        const auto state = levers->read("l");
        QVERIFY(!state);
        QVERIFY(state.error().kind == ErrorKind::Unreachable);
        headers = "X-Index: 9\r\n";
        const auto absent = levers->read("l");
        QVERIFY2(absent.has_value(), absent ? "" : absent.error().message.c_str());
        QVERIFY(!absent->exists);
    }

    void aReadingMayRequireSomething()
    {
        Peer own;
        ScriptedPeer peer([&](const std::string& request, int) { return own(request); });
        const auto levers = gateway(kSwitch, peer.url());
        QVERIFY(levers->read("l").has_value());
        own.kind = "plain";
        QVERIFY(levers->read("l").has_value());
        own.kind = "secret";
        const auto state = levers->read("l");
        QVERIFY(!state);
        QVERIFY(state.error().kind == ErrorKind::Refused);
        QCOMPARE(state.error().message, "k-bot is no plain entry.");
        const auto other = gateway(with("equals: bot", "equals: other"), peer.url());
        QVERIFY(other->read("l").has_value());
    }

    void wordsStandForWhatIsFound()
    {
        Peer own;
        fired(own);
        QCOMPARE(own.writtenTo, "/state");
        own.state = "off";
        own.shape = "deep";
        fired(own);
        QCOMPARE(own.writtenTo, "/state/x/y");
    }

    // A premise that cannot be told leaves the check to hold.
    void aPremiseThatCannotBeToldSkipsNoCheck()
    {
        Peer own;
        own.served = [](int) { return ok("{}", "X-Who: a\r\n"); };
        ScriptedPeer peer([&](const std::string& request, int) { return own(request); });
        auto profile = actuation::parseProfile(kSwitch, "p.yaml");
        QVERIFY(profile.has_value());
        profile->levers[0].variables.clear();
        const auto levers = gatewayOf(std::move(*profile), peer.url(), {});
        const auto plan = levers->plan("l", "tripped");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        const auto result = levers->fire(*plan, nullptr);
        QVERIFY(result.has_value());
        QVERIFY2(result->outcome == FireOutcome::NotYetVisible, result->message.c_str());
    }

    void aPageToLogInAtAcceptsNothing_data()
    {
        QTest::addColumn<std::string>("type");
        QTest::addColumn<std::string>("accepted");
        using Row = std::string;
        QTest::newRow("page") << Row("Content-Type: Text/HTML; charset=utf-8\r\n")
                              << Row("unknown");
        QTest::newRow("empty") << Row() << Row("reached");
        QTest::newRow("JSON") << Row("Content-Type: application/json\r\n") << Row("reached");
    }
    void aPageToLogInAtAcceptsNothing()
    {
        QFETCH(std::string, type);
        QFETCH(std::string, accepted);
        const std::string yaml = kHead
            + "operations:\n"
              "  o: {read: {path: /state, value: {pointer: /state}},\n"
              "      write: {method: PUT, path: /state, body: {state: \"{{value}}\"},\n"
              "              reply: [{when: {status: 200}, outcome: accepted}]}}\n"
              "levers: [{id: l, kind: breaker, target: bot, operations: o, values: {a: a, b: "
              "b}}]\n";
        const ScriptedPeer peer([&type](const std::string& request, int) -> Answer {
            return {.bytes = asks(request, "GET ") ? ok("{\"state\":\"a\"}") : ok("", type)};
        });
        const auto lever = gateway(yaml, peer.url());
        const auto plan = lever->plan("l", "b");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        const auto result = lever->fire(*plan, nullptr);
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QCOMPARE(std::string(runbook::toString(result->rungs.at(1).state)), accepted);
        QVERIFY(result->outcome
                == (accepted == "reached" ? FireOutcome::NotYetVisible : FireOutcome::Unknown));
        QCOMPARE(peer.writes(), 1);
    }
    void wrongUsesAreNamedWithTheirPlace_data()
    {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const std::string& yaml, const char* expected) {
            QTest::newRow(name) << QString::fromStdString(yaml) << QString::fromUtf8(expected);
        };
        row("good", kSwitch, "");
        row("times", with("times: 5", "times: 0"),
            "p.yaml:35:16: \"times\" must be a whole number from 1 to 100");
        row("too many times", with("times: 5", "times: 1000"),
            "p.yaml:35:16: \"times\" must be a whole number from 1 to 100");
        row("times in words", with("times: 5", "times: often"),
            "p.yaml:35:16: \"times\" must be a whole number from 1 to 100");
        row("one of one", with("            - {status: 403, body_contains: \"turned away\"}\n", ""),
            "p.yaml:32:13: \"any\" is a list of at least two conditions");
        row("one of what is none", with("- {status: 403, body_contains: \"turned away\"}", "- {}"),
            "p.yaml:33:15: this matches every reply");
        row("one of another reply", with("- {status: 403, body", "- {in: shape, status: 403, body"),
            "p.yaml:33:16: unknown key \"in\" in the condition of \"any\"");
        row("absent without a status", with("absent: {status: 404, all", "absent: {all"),
            "p.yaml:11:15: \"absent\" needs the status that says that there is no entry");
        row("absent twice", with("      require:", "      absent_status: 404\n      require:"),
            "p.yaml:11:15: \"absent\" and \"absent_status\" exclude each other");
        row("absent elsewhere", with("absent: {status", "absent: {in: shape, status"),
            "p.yaml:11:15: \"absent\" is about the reply itself");
        row("a place with a variable",
            with("value: {pointer: /state}",
                 "value: {pointer: /list, where: {\"/{{target}}\": x}, take: /y}"),
            "a pointer of \"where\" takes no variables; put them into the text");
        row("a single place with a variable",
            with("value: {pointer: /state}",
                 "value: {pointer: /list, where: \"/{{target}}\", equals: x, take: /y}"),
            "a pointer of \"where\" takes no variables; put them into the text");
        row("a lever's variable that is a parameter",
            with("{key: \"k-{{target}}\"", "{sometimes: x, key: k"),
            "{{sometimes}} is a parameter too");
        row("a lever's variable that is given",
            with("{key: \"k-{{target}}\"", "{target: x, key: k"),
            "the name {{target}} is given already");
        row("a parameter that is given", with("{sometimes: \"yes\"}", "{version: \"7\"}"),
            "p.yaml:6:14: the name {{version}} is given already");
        const std::string each =
            with("- {id: l, ", "- {each: {service: [a, b]}, id: \"{{service}}\", ");
        row("each", each, "");
        row("each, a parameter", with("sometimes:", "service: z, sometimes:", each),
            "{{service}} is a parameter too");
        row("each, given", with("{id: l, ", "{each: {actor: [a, b]}, id: \"{{actor}}\", "),
            "the name {{actor}} is given already");
        row("each and a variable", with("{key: \"k-", "{service: x, key: \"k-", each),
            "{{service}} is what \"each\" goes through");
        row("what is taken, given", with("take: {suffix:", "take: {to: {pointer: /a}, suffix:"),
            "the name {{to}} is given already");
        row("what is taken, a parameter",
            with("take: {suffix:", "take: {sometimes: {pointer: /a}, suffix:"),
            "{{sometimes}} is a parameter too");
        row("what is taken, a lever's",
            with("take: {suffix:", "take: {key: {pointer: /a}, suffix:"),
            "{{key}} is a variable of the lever \"l\" too");
        // A second lever without the key: its checks would be skipped, its writes not made.
        row("a lever without its variable",
            kSwitch + "  - {id: m, kind: breaker, target: bot, operations: o}\n",
            "p.yaml:28:21: unknown variable {{key}}, which the lever \"m\" does not have");
    }
    void wrongUsesAreNamedWithTheirPlace()
    {
        QFETCH(QString, yaml);
        QFETCH(QString, expected);
        const QString found = QString::fromStdString(ruleProblems(yaml.toStdString()));
        QVERIFY2(expected.isEmpty() ? found.isEmpty() : found.contains(expected),
                 qPrintable(found));
        QVERIFY(found.isEmpty() || found.startsWith(QLatin1String("p.yaml:")));
    }
};

QTEST_GUILESS_MAIN(TestLeverRules)
#include "tst_leverrules.moc"
