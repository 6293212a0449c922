// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/sourcetest.h"
#include "tests/models/pull/pullfixture.h"

#include <QTest>

#include <chrono>
#include <cstdlib>

using namespace std::chrono_literals;
using net::ConnectionVerdict;
using pulltest::builtIn;
using pulltest::has;
using pulltest::json;
using Answer = ScriptedPeer::Answer;
using State = ConnectionVerdict::State;

namespace {

const std::string kSecretive = R"(id: warehouse
title: Warehouse
base_url: http://127.0.0.1:1
auth: {header: Authorization, value: "Bearer {{secret}}", secret: WAREHOUSE}
feeds:
  - id: spans
    shape: json-rows
    request: {path: /rows}
    rows: /rows
    record: span
    fields: {trace_id: /t, span_id: /s, name: /n, start: {from: /b, format: ns}, duration: {from: /d, format: ns}}
)";

ConnectionVerdict test(const pull::SourceProfile& profile)
{
    return pull::testSource(profile, {}, 400ms);
}

bool tells(const ConnectionVerdict& verdict, State state, const std::string& words)
{
    const bool isSo = verdict.state == state && has(verdict.text, words);
    if (!isSo)
        qWarning("%s: %s", toString(verdict.state), verdict.text.c_str());
    return isSo;
}

} // namespace

class TestSourceTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { qunsetenv("PLUMBLINE_TOKEN_WAREHOUSE"); }

    void aGoodSourceIsWell()
    {
        ScriptedPeer peer([](const std::string&, int) {
            return json(R"({"status":"success","data":{"resultType":"matrix","result":[]}})");
        });
        const auto profile = builtIn("prometheus", peer.url());
        QVERIFY(tells(test(profile), State::Well, peer.url() + " answers, after "));
        // Each feed was asked once.
        QCOMPARE(static_cast<std::size_t>(peer.reads() + peer.writes()), profile.feeds.size());
    }

    void anotherServerIsTold()
    {
        ScriptedPeer page([](const std::string&, int) {
            return Answer{.bytes = ScriptedPeer::reply(200, "<html>Welcome</html>")};
        });
        QVERIFY(tells(test(builtIn("prometheus", page.url())), State::Bad,
                      "something answers that is no Prometheus: its reply is not JSON."));
        ScriptedPeer other(
            [](const std::string&, int) { return json(R"({"error":"who are you"})"); });
        QVERIFY(tells(test(builtIn("prometheus", other.url())), State::Bad,
                      "its reply has no \"data\""));
        ScriptedPeer garbage(
            [](const std::string&, int) { return Answer{.bytes = "220 mail.example ESMTP\r\n"}; });
        QVERIFY(tells(test(builtIn("jaeger", garbage.url())), State::Bad, "that is no Jaeger"));
    }

    void faultsAreNamed()
    {
        QVERIFY(tells(test(builtIn("jaeger", "http://127.0.0.1:1")), State::Bad,
                      "http://127.0.0.1:1 refuses connections"));
        ScriptedPeer missing([](const std::string&, int) {
            return Answer{.bytes = ScriptedPeer::reply(404, "no such page")};
        });
        const auto verdict = test(builtIn("prometheus", missing.url()));
        QVERIFY(tells(verdict, State::Bad, "There is nothing of Prometheus at "));
        QVERIFY(has(verdict.text, missing.url() + "/api/v1/") && has(verdict.text, "Feed "));
        ScriptedPeer silent(
            [](const std::string&, int) { return Answer{.bytes = {}, .hangs = true}; });
        const auto begun = std::chrono::steady_clock::now();
        QVERIFY(tells(test(builtIn("tempo", silent.url())), State::Bad,
                      "did not answer within 400 ms"));
        QVERIFY(std::chrono::steady_clock::now() - begun < 5s); // the profile allows more
    }

    void secretsAreNamedAndNeverShown()
    {
        ScriptedPeer peer([](const std::string& request, int) {
            return has(request, "Authorization: Bearer good-s3cret")
                ? json(R"({"rows":[]})")
                : Answer{.bytes = ScriptedPeer::reply(401, "bad-s3cret is no secret of ours")};
        });
        const auto profile = pulltest::source(kSecretive, peer.url());
        QVERIFY(tells(test(profile), State::Bad, "set PLUMBLINE_TOKEN_WAREHOUSE"));
        QCOMPARE(peer.reads(), 0); // nothing was asked
        qputenv("PLUMBLINE_TOKEN_WAREHOUSE", "bad-s3cret");
        const auto refused = test(profile);
        QVERIFY(tells(refused, State::Denied, "that is PLUMBLINE_TOKEN_WAREHOUSE"));
        QVERIFY(!has(refused.text, "s3cret"));
        qputenv("PLUMBLINE_TOKEN_WAREHOUSE", "good-s3cret");
        QVERIFY(tells(test(profile), State::Well, "answers"));
    }
};

QTEST_GUILESS_MAIN(TestSourceTest)
#include "tst_sourcetest.moc"
