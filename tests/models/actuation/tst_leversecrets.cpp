// SPDX-License-Identifier: GPL-3.0-or-later

// Where secrets go, and that none stands in what people and records get to see.

#include "models/actuation/httplevergateway.h"
#include "models/net/encoding.h"
#include "tests/models/actuation/scriptedpeer.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

using actuation::HttpLeverGateway;
using runbook::FireOutcome;
using telemetry::ErrorKind;
using Answer = ScriptedPeer::Answer;

namespace {

// With what every encoding writes another way.
const std::string kSecret = "s/e<c>r&e t+\"\xC3\xA9";

// Logs in for what serves, at another host.
const std::string kSecretsProfile = R"yaml(
id: p
base_url: http://127.0.0.1:1
environment: test
parameters: {data_url: ""}
hosts: {data: "{{data_url}}"}
timeouts: {connect: 300ms, request: 400ms, read_back: 400ms, poll: 30ms}
auth: {header: Authorization, value: "Bearer {{secret}}", secret: LEVERTEST_CONTROL}
auths:
  data:
    header: Authorization
    value: "Session {{token}}"
    secret: LEVERTEST
    login: {method: POST, path: /login, body: {password: "{{secret}}"}, token: {pointer: /token}}
operations:
  pin:
    read: {path: /state, value: {pointer: /state}}
    write:
      method: PUT
      path: /state
      body: {state: "{{value}}"}
      reply: [{when: {status: 200}, outcome: accepted}]
    serves:
      - {title: Served, host: data, auth: data, path: /served, within: 60ms, when: {status: 200}}
      - {title: Public, path: /public, within: 60ms, when: {status: 200}}
levers:
  - {id: s, kind: pin, target: bot, operations: pin}
)yaml";

std::string secretsProfileWith(const std::string& part, const std::string& replacement)
{
    std::string text = kSecretsProfile;
    text.replace(text.find(part), part.size(), replacement);
    return text;
}

std::unique_ptr<HttpLeverGateway> gatewayWithData(const std::string& yaml, const std::string& url,
                                                  const std::string& data)
{
    auto profile = actuation::parseProfile(yaml, "p.yaml");
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    auto made = HttpLeverGateway::create(
        std::move(*profile),
        {.baseUrl = url, .parameters = {{"data_url", data}}, .tokenFile = {}, .actor = "ada"});
    if (!made)
        qFatal("%s", made.error().message.c_str());
    return std::move(*made);
}

class Recorder
{
public:
    // Of /state the state, of /login a token, else nothing much.
    Answer operator()(const std::string& request)
    {
        const std::lock_guard lock(m_mutex);
        m_seen.push_back(request);
        if (request.starts_with("PUT ") && !refusal.empty())
            return {ScriptedPeer::reply(403, refusal)};
        if (request.starts_with("PUT "))
            m_state = "v6";
        if (request.starts_with("POST /login"))
            return {ScriptedPeer::reply(loginStatus, R"({"token":"the-session-token"})")};
        return {ScriptedPeer::reply(200, R"({"state":")" + m_state + "\"}")};
    }
    bool has(const std::string& start, const std::string& part) const
    {
        const std::lock_guard lock(m_mutex);
        return std::ranges::any_of(m_seen, [&](const std::string& request) {
            return request.starts_with(start) && request.find(part) != std::string::npos;
        });
    }

    std::string refusal;
    int loginStatus = 200;

private:
    mutable std::mutex m_mutex;
    std::string m_state = "v7";
    std::vector<std::string> m_seen;
};

// Each way in which a reply may carry the secret.
std::vector<std::string> forms()
{
    std::string lower = net::percentEncoded(kSecret, false);
    for (std::size_t at = lower.find('%'); at != std::string::npos; at = lower.find('%', at + 1)) {
        for (const std::size_t digit : {at + 1, at + 2})
            lower[digit] = static_cast<char>(std::tolower(lower[digit]));
    }
    return {kSecret,
            net::base64(kSecret),
            net::base64(net::base64(kSecret)),
            net::percentEncoded(kSecret, false),
            net::percentEncoded(kSecret, true),
            net::percentEncoded(net::base64(kSecret), false),
            lower,
            net::jsonQuoted(kSecret),
            "s\\/e\\u003cc\\u003er\\u0026e t+\\\"\\u00e9",
            "s\\/e<c>r&e t+\\\"\\u00e9",
            "s%2Fe%3Cc%3Er%26e+t%2B%22%C3%A9"};
}

} // namespace

class TestLeverSecrets : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("PLUMBLINE_TOKEN_LEVERTEST", kSecret.c_str());
        qputenv("PLUMBLINE_TOKEN_LEVERTEST_CONTROL", "the-control-secret");
    }

    void aLoginGoesToTheHostItIsFor()
    {
        Recorder control;
        Recorder data;
        const ScriptedPeer one([&](const std::string& request, int) { return control(request); });
        const ScriptedPeer two([&](const std::string& request, int) { return data(request); });
        const auto levers = gatewayWithData(kSecretsProfile, one.url(), two.url());
        const auto result = levers->fire(*levers->plan("s", "v6"), nullptr);
        QVERIFY(result.has_value());
        QVERIFY2(result->outcome == FireOutcome::Verified, result->message.c_str());
        QVERIFY(data.has("POST /login", "password"));
        QVERIFY(data.has("GET /served", "Session the-session-token"));
        QVERIFY(!control.has("POST /login", ""));
        QVERIFY(!data.has("", "the-control-secret"));
    }

    // One that names its host goes there, wherever the token is then used.
    void aLoginMayNameItsHost()
    {
        Recorder control;
        Recorder data;
        const ScriptedPeer one([&](const std::string& request, int) { return control(request); });
        const ScriptedPeer two([&](const std::string& request, int) { return data(request); });
        std::string yaml =
            secretsProfileWith("login: {method: POST,", "login: {method: POST, host: data,");
        yaml.replace(yaml.find("path: /public,"), 14, "path: /public, auth: data,");
        const auto levers = gatewayWithData(yaml, one.url(), two.url());
        const auto result = levers->fire(*levers->plan("s", "v6"), nullptr);
        QVERIFY(result.has_value());
        QVERIFY2(result->outcome == FireOutcome::Verified, result->message.c_str());
        QVERIFY(!control.has("POST /login", ""));
        QVERIFY(control.has("GET /public", "Session the-session-token"));
        QVERIFY(!actuation::parseProfile(
            secretsProfileWith("login: {method: POST,", "login: {method: POST, host: nowhere,"),
            "p.yaml"));
    }

    void aLoginIsNotSentInTheClear()
    {
        Recorder control;
        const ScriptedPeer peer([&](const std::string& request, int) { return control(request); });
        const auto levers = gatewayWithData(kSecretsProfile, peer.url(), "http://data.example");
        const auto result = levers->fire(*levers->plan("s", "v6"), nullptr);
        QVERIFY(result.has_value());
        QVERIFY2(result->message.find("in the clear to data.example") != std::string::npos,
                 result->message.c_str());
        QVERIFY(!control.has("", "password"));
    }

    void whatServesMayBeAskedWithoutTheSecret()
    {
        for (const bool isPublic : {false, true}) {
            Recorder control;
            Recorder data;
            const ScriptedPeer one(
                [&](const std::string& request, int) { return control(request); });
            const ScriptedPeer two([&](const std::string& request, int) { return data(request); });
            const auto levers = gatewayWithData(
                isPublic ? secretsProfileWith("operations:", "serves_auth: none\noperations:")
                         : kSecretsProfile,
                one.url(), two.url());
            const auto result = levers->fire(*levers->plan("s", "v6"), nullptr);
            QVERIFY(result && result->outcome == FireOutcome::Verified);
            QVERIFY(control.has("GET /state", "the-control-secret"));
            QCOMPARE(control.has("GET /public", "the-control-secret"), !isPublic);
            QVERIFY(data.has("GET /served", "the-session-token")); // which names its own
        }
        const auto unknown = actuation::parseProfile(
            secretsProfileWith("operations:", "serves_auth: x\noperations:"), "p.yaml");
        QVERIFY(!unknown);
        QVERIFY2(unknown.error().message.starts_with("p.yaml:15:14: "),
                 unknown.error().message.c_str());
    }

    void noErrorTellsASecret_data()
    {
        QTest::addColumn<QByteArray>("form");
        for (const std::string& form : forms())
            QTest::newRow(form.c_str()) << QByteArray::fromStdString(form);
    }
    void noErrorTellsASecret()
    {
        QFETCH(QByteArray, form);
        Recorder control;
        Recorder data;
        control.refusal = "you are \"" + form.toStdString() + "\", and that is no body";
        const ScriptedPeer one([&](const std::string& request, int) { return control(request); });
        const ScriptedPeer two([&](const std::string& request, int) { return data(request); });
        const auto levers = gatewayWithData(kSecretsProfile, one.url(), two.url());
        const auto result = levers->fire(*levers->plan("s", "v6"), nullptr);
        QVERIFY(result.has_value());
        QVERIFY(result->outcome == FireOutcome::Refused);
        for (const std::string* text :
             {&result->message, &result->rawReply, &result->rungs[1].detail}) {
            QVERIFY2(text->find("you are") != std::string::npos, text->c_str());
            QVERIFY2(text->find(form.toStdString()) == std::string::npos, text->c_str());
        }
    }

    // A control plane tells what it was given, without what stood before it.
    void noErrorTellsAPartOfASecret_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("a scheme") << QByteArray("Bearer tok-4711-x") << QByteArray("tok-4711-x");
        QTest::newRow("basic") << "Basic " + QByteArray("ada:pass-word").toBase64()
                               << QByteArray("pass-word");
        QTest::newRow("basic, the pair")
            << "basic " + QByteArray("ada:pass-word").toBase64() << QByteArray("ada:pass-word");
        QTest::newRow("a pair") << QByteArray("ada:hunter-22") << QByteArray("hunter-22");
    }
    void noErrorTellsAPartOfASecret()
    {
        QFETCH(QByteArray, secret);
        QFETCH(QByteArray, told);
        qputenv("PLUMBLINE_TOKEN_LEVERTEST_CONTROL", secret);
        Recorder control;
        control.refusal = "you are \"" + told.toStdString() + "\", and that is no body";
        const ScriptedPeer peer([&](const std::string& request, int) { return control(request); });
        const auto levers = gatewayWithData(kSecretsProfile, peer.url(), peer.url());
        const auto result = levers->fire(*levers->plan("s", "v6"), nullptr);
        qputenv("PLUMBLINE_TOKEN_LEVERTEST_CONTROL", "the-control-secret");
        QVERIFY(result.has_value());
        for (const std::string* text : {&result->message, &result->rawReply}) {
            QVERIFY2(text->find("you are") != std::string::npos, text->c_str());
            QVERIFY2(text->find(told.toStdString()) == std::string::npos, text->c_str());
        }
    }

    void aBodyThatCannotBeMadeTellsNoSecret()
    {
        Recorder control;
        const ScriptedPeer peer([&](const std::string& request, int) { return control(request); });
        const std::string login =
            "{header: Authorization, value: \"{{token}}\", secret: LEVERTEST, login: {method: "
            "POST, "
            "path: /login, body: {p: \"{{secret|json}}\"}, token: {pointer: /token}}}";
        const auto levers = gatewayWithData(
            secretsProfileWith("{header: Authorization, value: \"Bearer {{secret}}\", secret: "
                               "LEVERTEST_CONTROL}",
                               login),
            peer.url(), peer.url());
        const auto state = levers->read("s");
        QVERIFY(!state);
        QVERIFY2(state.error().message.find("is not JSON") != std::string::npos,
                 state.error().message.c_str());
        QVERIFY2(state.error().message.find("s/e<c>r") == std::string::npos,
                 state.error().message.c_str());
        QVERIFY(!control.has("POST /login", ""));
    }

    // The reply is refused, and has a token all the same.
    void aRefusedLoginTellsNoToken()
    {
        Recorder control;
        control.loginStatus = 403;
        const ScriptedPeer peer([&](const std::string& request, int) { return control(request); });
        const auto levers = gatewayWithData(kSecretsProfile, peer.url(), peer.url());
        const auto result = levers->fire(*levers->plan("s", "v6"), nullptr);
        QVERIFY(result.has_value());
        QVERIFY2(result->message.find("was refused: HTTP 403") != std::string::npos,
                 result->message.c_str());
        QVERIFY2(result->message.find("the-session-token") == std::string::npos,
                 result->message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestLeverSecrets)
#include "tst_leversecrets.moc"
