// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/httplevergateway.h"
#include "models/actuation/profile.h"
#include "models/net/encoding.h"
#include "models/net/secrets.h"
#include "tests/models/actuation/scriptedpeer.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace actuation;
using namespace Qt::StringLiterals;
using telemetry::ErrorKind;

namespace {

const std::string kGood = "id: p\n" // line 1
                          "base_url: http://127.0.0.1:1\n"
                          "environment: test\n"
                          "operations:\n"
                          "  o:\n" // line 5
                          "    read:\n"
                          "      path: /s\n"
                          "      value: {pointer: /v}\n"
                          "    write:\n"
                          "      method: POST\n" // line 10
                          "      path: /w\n"
                          "      body: {v: \"{{value}}\"}\n"
                          "      reply:\n"
                          "        - when: {status: 200}\n"
                          "          outcome: accepted\n" // line 15
                          "levers:\n"
                          "  - id: l\n"
                          "    kind: pin\n"
                          "    target: t\n"
                          "    operations: o\n"; // line 20

const std::string kSecretProfile = "auth: {header: A, value: \"{{secret}}\", secret: T}\n" + kGood;

std::string goodProfileWith(const std::string& from, const std::string& to)
{
    std::string text = kGood;
    const std::size_t at = text.find(from);
    if (at == std::string::npos)
        qFatal("the test's profile has no %s", from.c_str());
    return text.replace(at, from.size(), to);
}

std::string problems(const std::string& yaml)
{
    const auto profile = parseProfile(yaml, "p.yaml");
    return profile ? "" : profile.error().message;
}

Profile parsed(const std::string& yaml)
{
    auto profile = parseProfile(yaml, "p.yaml");
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    return std::move(*profile);
}

runbook::RequestPreview preview(const std::string& yaml, const std::string& to,
                                const std::string& before = "a")
{
    const ScriptedPeer peer([&](const std::string&, int) {
        return ScriptedPeer::Answer{.bytes =
                                        ScriptedPeer::reply(200, "{\"v\":\"" + before + "\"}")};
    });
    const auto gateway = HttpLeverGateway::create(parsed(yaml), {.baseUrl = peer.url()});
    if (!gateway)
        qFatal("%s", gateway.error().message.c_str());
    const auto plan = (*gateway)->plan("l", to);
    if (!plan)
        return {.method = "error", .url = plan.error().message, .headers = {}, .body = {}};
    return plan->requests.front();
}

} // namespace

class TestProfile : public QObject
{
    Q_OBJECT

private slots:
    void theBuiltInProfilesAreGood()
    {
        QVERIFY(builtInProfiles().size() >= 2);
        for (const std::string& name : builtInProfiles()) {
            const auto profile = loadProfile(name);
            QVERIFY2(profile.has_value(), profile ? "" : profile.error().message.c_str());
        }
        const auto sandbox = loadProfile("sandbox");
        QVERIFY(sandbox->find("breaker:agent-orders"));
        QCOMPARE(sandbox->find("pin:support-bot")->description.target, std::string("support-bot"));
        QCOMPARE(sandbox->find("pin:support-bot")->description.token,
                 runbook::TokenStrength::Atomic);
    }

    void namesEveryProblemWithItsPlace_data()
    {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const std::string& yaml, const char* expected) {
            QTest::newRow(name) << QString::fromStdString(yaml) << QString::fromUtf8(expected);
        };
        row("good", kGood, "");
        row("unknown key", goodProfileWith("environment: test", "environment: test\nurl: x"),
            "p.yaml:4:1: unknown key \"url\" in the profile");
        row("a file of a parameter",
            goodProfileWith("environment: test",
                            "environment: test\nparameters: {ca: x}\ntls: {ca_file: \"{{ca}}\"}"),
            "");
        row("a file of what is none",
            goodProfileWith("environment: test", "environment: test\ntls: {ca_file: \"{{ca}}\"}"),
            "p.yaml:4:16: unknown variable {{ca}}");
        row("no id", goodProfileWith("id: p\n", ""), "p.yaml:1:1: the profile has no \"id\"");
        row("syntax", goodProfileWith("{pointer: /v}", "{pointer: /v"), "p.yaml:9:10: ");
        row("unknown variable", goodProfileWith("{{value}}", "{{valeu}}"),
            "p.yaml:12:17: unknown variable {{valeu}}");
        row("unknown filter", goodProfileWith("{{value}}", "{{value|upper}}"),
            "p.yaml:12:17: unknown filter \"upper\"");
        row("open braces", goodProfileWith("{{value}}", "{{value"),
            "p.yaml:12:17: \"{{\" without \"}}\"");
        row("secret in a body", goodProfileWith("{{value}}", "{{secret}}"),
            "p.yaml:12:17: unknown variable {{secret}}");
        row("write by GET", goodProfileWith("method: POST", "method: GET"),
            "p.yaml:10:7: \"write\" needs a method other than GET");
        row("method", goodProfileWith("method: POST", "method: YELL"),
            "p.yaml:10:15: \"method\" must be GET, POST, PUT, PATCH or DELETE");
        row("path", goodProfileWith("path: /s", "path: s"),
            "p.yaml:7:13: \"path\" must begin with a slash");
        row("pointer", goodProfileWith("/v}", "v}"),
            "p.yaml:8:24: a JSON Pointer is empty or begins with a slash");
        row("status", goodProfileWith("{status: 200}", "{status: 99}"),
            "p.yaml:14:26: \"99\" is no HTTP status; 412 or 4xx is expected");
        row("rule for all", goodProfileWith("{status: 200}", "{}"),
            "p.yaml:14:17: this matches every reply");
        row("outcome", goodProfileWith("outcome: accepted", "outcome: fine"),
            "p.yaml:15:20: \"outcome\" must be accepted, conflict, refused or unknown");
        row("operations", goodProfileWith("operations: o\n", "operations: q\n"),
            "p.yaml:20:17: there are no operations \"q\"");
        row("no levers", goodProfileWith("levers:\n", "leavers:\n"),
            "p.yaml:1:1: the profile has no \"levers\"");
        row("twice", kGood + "  - {id: l, kind: pin, target: t, operations: o}\n",
            "p.yaml:21:10: the lever \"l\" is there already");
        row("safe value",
            goodProfileWith("target: t", "target: t\n    values: {a: a}\n    safe_value: b"),
            "p.yaml:21:17: \"b\" is not one of the lever's values");
        const std::string polarity =
            "target: t\n    values_by: {p: {x: {a: \"1\", b: \"2\"}, y: {a: \"2\", b: \"1\"}}}";
        const std::string turned = "parameters: {p: y}\n" + goodProfileWith("target: t", polarity);
        row("values by a parameter", turned, "");
        row("by no parameter", goodProfileWith("target: t", polarity),
            "p.yaml:20:17: there is no parameter \"p\"");
        row("by what it is not", "parameters: {p: z}\n" + goodProfileWith("target: t", polarity),
            "there are no values for \"z\", which the parameter is");
        row("not the same values",
            "parameters: {p: x}\n"
                + goodProfileWith("target: t",
                                  "target: t\n    values_by: {p: {x: {a: \"1\"}, y: {b: \"1\"}}}"),
            "each must name the same values in the same order");
        row("both", turned + "    values: {a: a}\n",
            "\"values\" and \"values_by\" exclude each other");
        row("token without version", goodProfileWith("  o:\n", "  o:\n    token: atomic\n"),
            "p.yaml:5:3: a token needs \"version\" in \"read\"");
        row("secret itself", "auth: {header: X, value: \"{{secret}}\", secret: hunter2}\n" + kGood,
            "p.yaml:1:48: \"secret\" is a name, in capitals");
        row("duration", "timeouts: {request: soon}\n" + kGood,
            "p.yaml:1:21: \"request\" must be a duration");
        row("lasting for hours", goodProfileWith("target: t", "target: t\n    lasting: 12h"), "");
        row("lasting for weeks", goodProfileWith("target: t", "target: t\n    lasting: 200h"),
            "p.yaml:20:14: \"lasting\" must be a duration between 1ms and 168h");
        row("not a map", "- a\n", "p.yaml:1:1: the profile must be a map of keys and values");
        row("empty", "", "p.yaml:1:1: the profile must be a map of keys and values");
    }
    void namesEveryProblemWithItsPlace()
    {
        QFETCH(QString, yaml);
        QFETCH(QString, expected);
        const QString found = QString::fromStdString(problems(yaml.toStdString()));
        QVERIFY2(expected.isEmpty() ? found.isEmpty() : found.contains(expected),
                 qPrintable(found));
    }

    void aStringStaysAString()
    {
        const std::string hostile = "x\",\"admin\":true,\"y\":\"\\";
        QCOMPARE(preview(kGood, hostile).body,
                 std::string("{\"v\":\"x\\\",\\\"admin\\\":true,\\\"y\\\":\\\"\\\\\"}"));
        QCOMPARE(preview(goodProfileWith("\"{{value}}\"", "\"{{value|number}}\""), "12.5").body,
                 std::string("{\"v\":12.5}"));
        QCOMPARE(
            preview(goodProfileWith("\"{{value}}\"", "\"{{value|number}}\""), "1,\"a\":2").method,
            std::string("error"));
        QCOMPARE(preview(goodProfileWith("\"{{value}}\"", "\"{{value|json}}\""), "[1]}").method,
                 std::string("error"));
        QCOMPARE(
            preview(goodProfileWith("\"{{value}}\"", "[true, 5, null, \"5\", {a: x}]"), "q").body,
            std::string("{\"v\":[true,5,null,\"5\",{\"a\":\"x\"}]}"));
    }

    void aPathStaysAPath()
    {
        const std::string yaml = goodProfileWith("path: /w", "path: \"/w/{{value}}/x?to={{to}}\"");
        QVERIFY(QByteArray::fromStdString(preview(yaml, "a/b?c=d#e f").url)
                    .endsWith("/w/a%2Fb%3Fc%3Dd%23e%20f/x?to=a%2Fb%3Fc%3Dd%23e%20f"));
        QCOMPARE(preview(yaml, "..").method, std::string("error"));
        const std::string kept = goodProfileWith("path: /w", "path: \"/w/{{value|path}}\"");
        QVERIFY(QByteArray::fromStdString(preview(kept, "a/b c").url).endsWith("/w/a/b%20c"));
        QCOMPARE(preview(kept, "a/../b").method, std::string("error"));
    }

    void aHeaderStaysOneLine()
    {
        const std::string yaml =
            goodProfileWith("path: /w\n", "path: /w\n      headers: {X-Was: \"{{before}}\"}\n");
        QCOMPARE(preview(yaml, "b", "a\\r\\nX-Evil: 1").method, std::string("error"));
        QCOMPARE(preview(yaml, "b", "fine").headers.front().second, std::string("fine"));
    }

    void hostileValuesAreRefused()
    {
        QCOMPARE(preview(kGood, "").method, std::string("error"));
        QCOMPARE(preview(kGood, "a\nb").method, std::string("error"));
        QCOMPARE(preview(kGood, "\xff").method, std::string("error"));
        QCOMPARE(preview(kGood, std::string(5000, 'a')).method, std::string("error"));
    }

    void secretsAreSentAndNeverShown()
    {
        qputenv("PLUMBLINE_TOKEN_T", "s3cr3t/\"+");
        const std::string yaml =
            "auth: {header: Authorization, value: \"Basic {{secret|base64}}\", secret: T}\n"
            + kGood;
        std::string seen;
        const ScriptedPeer peer([&](const std::string& request, int) {
            seen = request;
            return ScriptedPeer::Answer{
                .bytes = ScriptedPeer::reply(403, "no s3cr3t/\"+ and czNjcjN0LyIr")};
        });
        const auto gateway = HttpLeverGateway::create(parsed(yaml), {.baseUrl = peer.url()});
        QVERIFY(gateway.has_value());
        const auto state = (*gateway)->read("l");
        QVERIFY(seen.find("Authorization: Basic czNjcjN0LyIr\r\n") != std::string::npos);
        QVERIFY(!state);
        QVERIFY2(state.error().message.find("s3cr3t") == std::string::npos,
                 state.error().message.c_str());
        QVERIFY2(state.error().message.find("czNjcjN0LyIr") == std::string::npos,
                 state.error().message.c_str());
        const auto shown = preview(yaml, "b");
        for (const auto& [name, value] : shown.headers)
            QVERIFY(value.find("czNj") == std::string::npos);
        qunsetenv("PLUMBLINE_TOKEN_T");
        const auto without = HttpLeverGateway::create(parsed(yaml), {});
        QVERIFY(!without);
        QCOMPARE(without.error().kind, ErrorKind::Usage);
        QVERIFY(without.error().message.find("PLUMBLINE_TOKEN_T") != std::string::npos);
    }

    void secretsComeFromFilesToo()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("token")).toStdString();
        std::ofstream(path) << "from-file\r\nsecond line\n";
        QCOMPARE(*net::resolveSecret({.name = "NONE_SUCH", .namedFile = {}, .profileFile = path}),
                 std::string("from-file"));
        QVERIFY(!net::resolveSecret(
            {.name = "NONE_SUCH", .namedFile = {}, .profileFile = path + ".missing"}));
        QCOMPARE(*net::resolveSecret({.name = "NONE_SUCH", .namedFile = {}, .profileFile = {}}),
                 std::string());
    }

    void whatWasNamedWinsOverTheEnvironment()
    {
        const QTemporaryDir folder;
        const std::string named = folder.filePath(QStringLiteral("named")).toStdString();
        const std::string profiles = folder.filePath(QStringLiteral("profiles")).toStdString();
        std::ofstream(named) << "named\n";
        std::ofstream(profiles) << "of the profile\n";
        qputenv("PLUMBLINE_TOKEN_WON", "environment");
        QCOMPARE(*net::resolveSecret({.name = "WON", .namedFile = named, .profileFile = profiles}),
                 std::string("named"));
        QCOMPARE(*net::resolveSecret({.name = "WON", .namedFile = {}, .profileFile = profiles}),
                 std::string("environment"));
        // Named and unreadable: the environment is no substitute for what was asked for.
        QVERIFY(!net::resolveSecret(
            {.name = "WON", .namedFile = named + ".missing", .profileFile = profiles}));
        qunsetenv("PLUMBLINE_TOKEN_WON");
    }

    void aSecretAcrossTheCutLeavesNothingBehind()
    {
        const std::string secret = "k3y-that-must-not-leak";
        qputenv("PLUMBLINE_TOKEN_T", QByteArray::fromStdString(secret));
        // The quoted part of the body ends within the secret, at each of its letters in turn.
        for (std::size_t inside = 1; inside < secret.size(); ++inside) {
            const std::string body = std::string(300 - inside, 'x') + secret + " and more";
            const ScriptedPeer peer([&](const std::string&, int) {
                return ScriptedPeer::Answer{.bytes = ScriptedPeer::reply(403, body)};
            });
            const auto gateway =
                HttpLeverGateway::create(parsed(kSecretProfile), {.baseUrl = peer.url()});
            QVERIFY(gateway.has_value());
            const auto state = (*gateway)->read("l");
            QVERIFY(!state);
            QVERIFY2(state.error().message.find("xk") == std::string::npos,
                     state.error().message.c_str());
        }
        qunsetenv("PLUMBLINE_TOKEN_T");
    }

    void onlyAnAddressOfThisMachineIsLoopback_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("address") << u"http://127.0.0.1:1"_s << true;
        QTest::newRow("another of the block") << u"http://127.8.9.10"_s << true;
        QTest::newRow("name") << u"http://LocalHost:1"_s << true;
        QTest::newRow("version 6") << u"http://[::1]:1"_s << true;
        QTest::newRow("long version 6") << u"http://[0:0:0:0:0:0:0:1]:1"_s << true;
        QTest::newRow("a name that begins like it") << u"http://127.evil.example:1"_s << false;
        QTest::newRow("a name that holds it") << u"http://127.0.0.1.evil.example"_s << false;
        QTest::newRow("localhost of another") << u"http://localhost.evil.example"_s << false;
        QTest::newRow("another version 6") << u"http://[::2]:1"_s << false;
        QTest::newRow("all addresses") << u"http://0.0.0.0:1"_s << false;
    }
    void onlyAnAddressOfThisMachineIsLoopback()
    {
        QFETCH(QString, url);
        QFETCH(bool, isTaken);
        qputenv("PLUMBLINE_TOKEN_T", "a-secret");
        const auto gateway =
            HttpLeverGateway::create(parsed(kSecretProfile), {.baseUrl = url.toStdString()});
        QCOMPARE(gateway.has_value(), isTaken);
        if (!gateway)
            QVERIFY(gateway.error().message.find("in the clear") != std::string::npos);
        qunsetenv("PLUMBLINE_TOKEN_T");
    }

    void aSecretDoesNotCrossTheNetworkInTheClear()
    {
        qputenv("PLUMBLINE_TOKEN_T", "s3cr3t");
        const std::string yaml = "auth: {header: A, value: \"{{secret}}\", secret: T}\n" + kGood;
        const auto plain =
            HttpLeverGateway::create(parsed(yaml), {.baseUrl = "http://example.com:80"});
        QVERIFY(!plain);
        QVERIFY(plain.error().message.find("in the clear to example.com") != std::string::npos);
        QVERIFY(
            HttpLeverGateway::create(parsed(yaml), {.baseUrl = "https://example.com"}).has_value());
        QVERIFY(
            HttpLeverGateway::create(parsed(yaml), {.baseUrl = "http://[::1]:8080/"}).has_value());
        for (const char* url : {"ftp://example.com", "file:///etc/passwd", "http://",
                                "https://user:pw@example.com", "x"})
            QVERIFY2(!HttpLeverGateway::create(parsed(kGood), {.baseUrl = url}), url);
        qunsetenv("PLUMBLINE_TOKEN_T");
    }

    // Shapes of other control planes, which the format has to carry without any code of their own.
    void consul()
    {
        const std::string yaml =
            "id: consul\nbase_url: http://127.0.0.1:1\nenvironment: test\n"
            "operations:\n  kv:\n    token: atomic\n    read:\n      path: "
            "\"/v1/kv/{{key|path}}\"\n"
            "      absent_status: 404\n      value: {pointer: /0/Value, decode: base64}\n"
            "      version: {pointer: /0/ModifyIndex, default: \"0\"}\n"
            "    write:\n      method: PUT\n      path: \"/v1/kv/{{key|path}}?cas={{version}}\"\n"
            "      body_text: \"{{value}}\"\n      reply:\n"
            "        - {when: {status: 200, json: {pointer: \"\", equals: true}}, outcome: "
            "accepted}\n"
            "        - {when: {status: 200, json: {pointer: \"\", equals: false}}, outcome: "
            "conflict}\n"
            "levers:\n  - id: l\n    kind: pin\n    target: t\n    operations: kv\n"
            "    variables: {key: \"pins/{{target}}\"}\n";
        bool isTaken = false;
        const ScriptedPeer peer([&](const std::string& request, int writes) {
            if (request.substr(0, 4) != "GET ")
                return ScriptedPeer::Answer{
                    .bytes = ScriptedPeer::reply(200, isTaken ? "false\n" : "true\n")};
            if (writes == 0)
                return ScriptedPeer::Answer{.bytes = ScriptedPeer::reply(404, "")};
            return ScriptedPeer::Answer{
                .bytes =
                    ScriptedPeer::reply(200, "[{\"ModifyIndex\":200,\"Value\":\"bW9kZWwgYg==\"}]")};
        });
        const auto gateway = HttpLeverGateway::create(parsed(yaml), {.baseUrl = peer.url()});
        const auto plan = (*gateway)->plan("l", "model b");
        QVERIFY(plan.has_value());
        QVERIFY(!plan->before.exists);
        const auto fired = (*gateway)->fire(*plan, nullptr);
        QVERIFY2(fired->outcome == runbook::FireOutcome::Verified, fired->message.c_str());
        QVERIFY(peer.lastWrite().find("PUT /v1/kv/pins/t?cas=0 ") == 0);
        QVERIFY(QByteArray::fromStdString(peer.lastWrite()).endsWith("\r\n\r\nmodel b"));
        isTaken = true;
        const auto conflict = (*gateway)->fire(*plan, nullptr);
        QCOMPARE(conflict->outcome, runbook::FireOutcome::Conflict);
        QCOMPARE(conflict->after.version, std::string("200"));
    }

    void adaptersInAList()
    {
        const std::string yaml =
            "id: vllm\nbase_url: http://127.0.0.1:1\nenvironment: test\n"
            "operations:\n  lora:\n    token: advisory\n    read:\n      path: /v1/models\n"
            "      value: {pointer: /data, where: /id, equals: \"{{adapter}}\", take: /root}\n"
            "      version: {header: X-Generation, default: \"none\"}\n"
            "    write:\n      method: POST\n      path: /v1/load_lora_adapter\n"
            "      body: {lora_name: \"{{adapter}}\", lora_path: \"{{value}}\", load_inplace: "
            "true}\n"
            "      reply: [{when: {status: 200, body_contains: Success}, outcome: accepted}]\n"
            "levers:\n  - id: l\n    kind: adapter\n    target: t\n    operations: lora\n"
            "    variables: {adapter: support}\n    values: {v6: /a/v6, v7: /a/v7}\n";
        const ScriptedPeer peer([&](const std::string& request, int writes) {
            if (request.substr(0, 4) != "GET ")
                return ScriptedPeer::Answer{
                    .bytes = ScriptedPeer::reply(200, "Success: LoRA adapter 'support' added.")};
            const std::string root = writes == 0 ? "/a/v7" : "/a/v6";
            return ScriptedPeer::Answer{
                .bytes = ScriptedPeer::reply(
                    200,
                    "{\"data\":[{\"id\":\"base\",\"root\":\"b\"},{\"id\":\"support\",\"root\":\""
                        + root + "\"}]}",
                    "X-Generation: " + std::to_string(writes) + "\r\n")};
        });
        const auto gateway = HttpLeverGateway::create(parsed(yaml), {.baseUrl = peer.url()});
        const auto plan = (*gateway)->plan("l", "v6");
        QVERIFY(plan.has_value());
        QCOMPARE(plan->before.value, std::string("v7"));
        QCOMPARE(plan->before.version, std::string("0"));
        const auto fired = (*gateway)->fire(*plan, nullptr);
        QVERIFY2(fired->outcome == runbook::FireOutcome::Verified, fired->message.c_str());
        QVERIFY(peer.lastWrite().find(
                    "{\"lora_name\":\"support\",\"lora_path\":\"/a/v6\",\"load_inplace\":true}")
                != std::string::npos);
    }

    void missingProfilesAreUnreadable()
    {
        const auto missing = loadProfile("/nowhere/profile.yaml");
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::Unreadable);
        QVERIFY(missing.error().message.find("sandbox") != std::string::npos);
    }

    void base64IsStrict()
    {
        QCOMPARE(net::base64("a"), std::string("YQ=="));
        QCOMPARE(net::base64(std::string("\0\xff\x10z", 4)), std::string("AP8Qeg=="));
        QCOMPARE(*net::fromBase64("AP8Qeg=="), std::string("\0\xff\x10z", 4));
        for (const char* bad : {"YQ", "YQ=a", "Y===", "Y*==", "YQ==YQ=="})
            QVERIFY2(!net::fromBase64(bad), bad);
    }
};

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_profile.moc"
