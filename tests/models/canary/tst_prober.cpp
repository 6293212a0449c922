// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/canary/prober.h"
#include "models/net/httpserver.h"

#include <QTest>

#include <memory>

using namespace canary;

namespace {

const std::string kToken = "sk-probe-0123456789abcdef";

// Says `reply` with `status`.
struct Endpoint
{
    int status = 200;
    std::string reply;
    int asked = 0;
    std::unique_ptr<net::HttpServer> server;

    Endpoint()
    {
        auto listening =
            net::HttpServer::listen("127.0.0.1", 0, [this](net::HttpRequest, const auto& respond) {
                ++asked;
                respond({.status = status,
                         .contentType = "application/json",
                         .body = reply,
                         .headers = {}});
            });
        server = std::move(*listening);
    }

    ProbeReply ask() const
    {
        Prober prober(server->url(), kToken);
        ProbeSet set;
        set.model = "m";
        Probe probe;
        probe.prompt = "Is it?";
        return prober.ask(set, probe, nullptr).reply;
    }
};

} // namespace

class TestProber : public QObject
{
    Q_OBJECT

private slots:
    // Where an error is cut, too.
    void halfASecretDoesNotComeOut()
    {
        Endpoint endpoint;
        endpoint.status = 401;
        for (const std::size_t far : {260, 270, 275, 280, 285}) {
            endpoint.reply = "{\"error\":{\"message\":\"" + std::string(far, '.') + kToken + "\"}}";
            const std::string error = endpoint.ask().error;
            QVERIFY(error.starts_with("HTTP 401"));
            QVERIFY2(error.find(kToken.substr(0, 4)) == std::string::npos, error.c_str());
        }
    }

    void noFieldOfAReplyHoldsTheSecret()
    {
        Endpoint endpoint;
        endpoint.reply = "{\"model\":\"" + kToken + "\",\"choices\":[{\"finish_reason\":\"" + kToken
            + "\",\"message\":{\"content\":\"yes " + kToken + "\",\"refusal\":\"" + kToken
            + "\"}}],\"usage\":{\"prompt_tokens\":1e300,\"completion_tokens\":7}}";
        const ProbeReply reply = endpoint.ask();
        QVERIFY(reply.error.empty());
        for (const std::string& text :
             {reply.model, reply.finishReason, reply.output, reply.refusal})
            QVERIFY2(text.find(kToken) == std::string::npos, text.c_str());
        QVERIFY(!reply.inputTokens); // no count
        QCOMPARE(reply.outputTokens, std::optional<std::int64_t>(7));
    }

    void noTokenGoesInTheClear()
    {
        Prober prober("http://models.example.invalid", kToken);
        const ProbeOutcome outcome = prober.ask({}, {}, nullptr);
        QVERIFY2(outcome.reply.error.find("in the clear to models.example.invalid")
                     != std::string::npos,
                 outcome.reply.error.c_str());
        Endpoint endpoint; // this machine
        QVERIFY(endpoint.ask().error.find("in the clear") == std::string::npos);
        QCOMPARE(endpoint.asked, 1);
    }
};

QTEST_GUILESS_MAIN(TestProber)
#include "tst_prober.moc"
