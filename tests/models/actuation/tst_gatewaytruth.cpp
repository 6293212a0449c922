// SPDX-License-Identifier: GPL-3.0-or-later

// Profiles of gateways and clusters, against peers that answer what must not be believed.

#include "tests/models/actuation/leverbench.h"

#include <QTest>

#include <memory>

using namespace leverbench;
using telemetry::ErrorKind;
using Answer = ScriptedPeer::Answer;

namespace {

bool isRealPatch(const std::string& request)
{
    return asks(request, "PATCH ") && request.find("dryRun=All") == std::string::npos;
}

bool isPut(const std::string& request)
{
    return asks(request, "PUT ");
}

// ---- LiteLLM

std::string rows(const std::string& id, bool isBlocked)
{
    return ok("{\"data\":[{\"model_name\":\"support-bot\",\"litellm_params\":{\"model\":\"openai/"
              "a\",\"weight\":1},"
              "\"model_info\":{\"id\":\""
              + id + "\",\"db_model\":true,\"updated_at\":\"t\",\"blocked\":"
              + (isBlocked ? "true" : "false") + "}}]}");
}

std::unique_ptr<Moved> blocked(const std::string& lever,
                               const std::function<std::string(int)>& served)
{
    const std::string id =
        lever.substr(lever.find(':') + 1) == "support-bot" ? "d1" : "support-bot-primary";
    const auto looks = std::make_shared<int>(0);
    return std::make_unique<Moved>(
        Bench{.profile = "litellm",
              .lever = lever,
              .to = "tripped",
              .isWrite = [](const std::string& request) { return asks(request, "POST /model/"); }},
        [=](const std::string& request, int writes) {
            if (asks(request, "POST /v1/"))
                return served(++*looks);
            return asks(request, "GET ") ? rows(id, writes > 0) : ok("{}");
        });
}

std::string answeredBy(const std::string& deployment)
{
    return ok("{}", "x-litellm-model-id: " + deployment + "\r\n");
}

// ---- Kubernetes

Bench kubernetes(const std::string& lever, const std::string& to)
{
    return {.profile = "kubernetes", .lever = lever, .to = to, .isWrite = isRealPatch};
}

std::string gatewayRoute(int weight, const std::string& condition)
{
    return ok("{\"kind\":\"AIGatewayRoute\",\"metadata\":{\"name\":\"support-bot\","
              "\"resourceVersion\":\"5\","
              "\"generation\":3},\"spec\":{\"rules\":[{\"backendRefs\":[{\"name\":\"p\",\"weight\":"
              + std::to_string(weight)
              + "}]}]},\"status\":{\"conditions\":[{\"type\":\"Accepted\","
                "\"status\":\"True\""
              + condition + "}]}}");
}

std::string inferenceService(int percent, int serving, const std::string& observed)
{
    return ok("{\"kind\":\"InferenceService\",\"metadata\":{\"name\":\"support-bot\","
              "\"resourceVersion\":\"5\"},"
              "\"spec\":{\"predictor\":{\"canaryTrafficPercent\":"
              + std::to_string(percent) + "}},\"status\":{" + observed
              + "\"components\":{\"predictor\":{\"traffic\":[{\"latestRevision\":true,\"percent\":"
              + std::to_string(serving)
              + "}]}},\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
}

std::string replicaSet(const std::string& kind, const std::string& image, const std::string& hash,
                       const std::string& level)
{
    return "{\"metadata\":{\"ownerReferences\":[{\"kind\":\"" + kind
        + "\",\"name\":\"support-bot\"}]},\"spec\":{\"template\":{\"metadata\":{\"labels\":{"
          "\"rollouts-pod-template-hash\":\""
        + hash + "\"}},\"spec\":{\"containers\":[{\"image\":\"" + image
        + "\",\"env\":[{\"name\":\"LEVEL\",\"value\":\"" + level + "\"}]}]}}}}";
}

std::string rollout(const std::string& image, bool isAborted)
{
    return ok(
        "{\"kind\":\"Rollout\",\"metadata\":{\"name\":\"support-bot\",\"resourceVersion\":\"5\","
        "\"generation\":4},\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"image\":\""
        + image
        + "\"}]}}},\"status\":{\"stableRS\":\"h1\",\"observedGeneration\":\"4\",\"phase\":\""
        + (isAborted ? "Degraded" : "Healthy") + "\",\"abort\":" + (isAborted ? "true" : "false")
        + "}}");
}

std::unique_ptr<Moved> imageFrom(const std::string& sets)
{
    return std::make_unique<Moved>(kubernetes("image:support-bot", "r/bot:v6"),
                                   [=](const std::string& request, int writes) {
                                       if (request.find("/replicasets") != std::string::npos)
                                           return ok("{\"items\":[" + sets + "]}");
                                       return rollout(writes > 0 ? "r/bot:v6" : "r/bot:v7", false);
                                   });
}

std::unique_ptr<Moved> aborted(const std::string& resources)
{
    return std::make_unique<Moved>(kubernetes("breaker:support-bot", "tripped"),
                                   [=](const std::string& request, int writes) {
                                       if (asks(request, "GET /apis/argoproj.io/v1alpha1 "))
                                           return ok("{\"resources\":[" + resources + "]}");
                                       return rollout("r/bot:v7", writes > 0);
                                   });
}

} // namespace

class TestGatewayTruth : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (const char* name : {"LITELLM", "PORTKEY", "PORTKEY_GATEWAY", "KUBERNETES"})
            qputenv((QByteArray("PLUMBLINE_TOKEN_") + name).constData(), "t-4711");
    }

    void litellmIsTrippedWhenItSaysSo_data()
    {
        QTest::addColumn<QString>("served");
        QTest::addColumn<bool>("isVerified");
        const auto row = [](const char* name, const std::string& served, bool isVerified) {
            QTest::newRow(name) << QString::fromStdString(served) << isVerified;
        };
        row("its own 403",
            ScriptedPeer::reply(403,
                                "{\"error\":{\"message\":\"Model is blocked\",\"code\":\"403\"}}"),
            true);
        row("a fallback", answeredBy("d9"), true);
        row("a proxy that takes the header away", ok("{}"), false);
        row("a firewall", ScriptedPeer::reply(403, "Sorry, you have been blocked"), false);
        row("still its own", answeredBy("d1"), false);
    }
    void litellmIsTrippedWhenItSaysSo()
    {
        QFETCH(QString, served);
        QFETCH(bool, isVerified);
        const auto moved =
            blocked("breaker:support-bot", [&](int) { return served.toStdString(); });
        QVERIFY2(moved->isVerified() == isVerified, moved->told().c_str());
    }

    void litellmIsAskedMoreThanOnce()
    {
        const auto luck = blocked("breaker:support-bot-primary", [](int look) {
            return answeredBy(look % 2 == 1 ? "support-bot-second" : "support-bot-primary");
        });
        QVERIFY2(!luck->isVerified(), luck->told().c_str());
        const auto gone = blocked("breaker:support-bot-primary",
                                  [](int) { return answeredBy("support-bot-second"); });
        QVERIFY2(gone->isVerified(), gone->told().c_str());
    }

    // The deployment answered before, too: its id says nothing of the model.
    void litellmsPinClaimsNoServedModel()
    {
        const Moved moved({.profile = "litellm",
                           .lever = "pin:support-bot",
                           .to = "openai/b",
                           .isWrite = isRealPatch},
                          [](const std::string& request, int writes) {
                              std::string answer = rows("d1", false);
                              if (writes > 0)
                                  answer.replace(answer.find("openai/a"), 8, "openai/b");
                              return asks(request, "POST ") ? answeredBy("d1") : answer;
                          });
        QVERIFY2(moved.isVerified(), moved.told().c_str());
        QVERIFY(moved.result.served.empty());
        QVERIFY(moved.result.rungs[2].detail.find("served") == std::string::npos);
    }

    void portkeyIsAskedMoreThanOnce_data()
    {
        QTest::addColumn<bool>("isLuck");
        QTest::newRow("by turns") << true;
        QTest::newRow("never the primary") << false;
    }
    void portkeyIsAskedMoreThanOnce()
    {
        QFETCH(bool, isLuck);
        int looks = 0;
        const Moved moved(
            {.profile = "portkey",
             .lever = "breaker:support-bot",
             .to = "tripped",
             .isWrite = isPut,
             .parameters = {{"gateway_url", "PEER"}}},
            [&](const std::string& request, int writes) {
                if (asks(request, "POST ")) {
                    const bool isPrimary = isLuck && ++looks % 2 == 0;
                    return ok("{}",
                              std::string("x-portkey-last-used-option-index: "
                                          "config.targets[")
                                  + (isPrimary ? "0" : "1") + "]\r\n");
                }
                if (asks(request, "PUT "))
                    return ok("{\"version_id\":\"w2\"}");
                return ok("{\"version_id\":\"" + std::string(writes > 0 ? "w2" : "w1")
                          + "\",\"config\":{\"strategy\":{\"mode\":\"loadbalance\"},\"targets\":["
                            "{\"weight\":"
                          + (writes > 0 ? "0" : "1") + "},{\"weight\":1}]}}");
            });
        QVERIFY2(moved.isVerified() != isLuck, moved.told().c_str());
    }

    // That the route was accepted before says nothing of this write.
    void aRouteIsAcceptedAnew_data()
    {
        QTest::addColumn<QString>("after");
        QTest::addColumn<bool>("isVerified");
        QTest::newRow("as before") << ",\"lastTransitionTime\":\"2026-11-01T10:00:00Z\"" << false;
        QTest::newRow("written anew") << ",\"lastTransitionTime\":\"2026-11-28T10:00:00Z\"" << true;
        QTest::newRow("observed") << ",\"observedGeneration\":3" << true;
        QTest::newRow("observed before")
            << ",\"observedGeneration\":2,\"lastTransitionTime\":\"2026-11-01T10:00:00Z\"" << false;
        QTest::newRow("without a time") << "" << false;
    }
    void aRouteIsAcceptedAnew()
    {
        QFETCH(QString, after);
        QFETCH(bool, isVerified);
        const Moved moved(
            kubernetes("route:support-bot", "tripped"), [&](const std::string&, int writes) {
                return writes > 0
                    ? gatewayRoute(0, after.toStdString())
                    : gatewayRoute(3, ",\"lastTransitionTime\":\"2026-11-01T10:00:00Z\"");
            });
        QVERIFY2(moved.isVerified() == isVerified, moved.told().c_str());
        QCOMPARE(moved.writes.load(), 1);
    }

    void kservesStatusHasToMove_data()
    {
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("observed");
        QTest::addColumn<bool>("isVerified");
        QTest::newRow("as before") << 0 << "\"observedGeneration\":4," << false;
        QTest::newRow("moved") << 0 << "\"observedGeneration\":5," << true;
        QTest::newRow("all of it, where nothing has to move")
            << 100 << "\"observedGeneration\":4," << true;
    }
    void kservesStatusHasToMove()
    {
        QFETCH(int, to);
        QFETCH(QString, observed);
        QFETCH(bool, isVerified);
        const Moved moved(kubernetes("shed:support-bot", std::to_string(to)),
                          [&](const std::string&, int writes) {
                              return writes > 0
                                  ? inferenceService(to, to, observed.toStdString())
                                  : inferenceService(20, to, "\"observedGeneration\":4,");
                          });
        QVERIFY2(moved.isVerified() == isVerified, moved.told().c_str());
    }

    void anImageOfTwoTemplatesIsNotGuessed()
    {
        const auto one = imageFrom(replicaSet("Rollout", "r/bot:v6", "h1", "info"));
        QVERIFY2(one->isVerified(), one->told().c_str());
        QVERIFY(one->written.find("\"info\"") != std::string::npos);
        const auto two = imageFrom(replicaSet("Rollout", "r/bot:v6", "h1", "info") + ","
                                   + replicaSet("Rollout", "r/bot:v6", "h2", "debug"));
        QVERIFY2(two->problem.find("Several templates of support-bot ran r/bot:v6")
                     != std::string::npos,
                 two->told().c_str());
        QCOMPARE(two->writes.load(), 0);
        // What a Deployment of the same name owns is none of it.
        const auto other = imageFrom(replicaSet("Rollout", "r/bot:v6", "h1", "info") + ","
                                     + replicaSet("Deployment", "r/bot:v6", "h2", "debug"));
        QVERIFY2(other->isVerified(), other->told().c_str());
        QVERIFY(other->written.find("\"info\"") != std::string::npos);
        const auto none = imageFrom(replicaSet("Deployment", "r/bot:v6", "h2", "debug"));
        QVERIFY2(none->problem.find("there is nothing to go back to") != std::string::npos,
                 none->told().c_str());
    }

    // Before 0.9 the status is no subresource: the patch goes to the object.
    void anOldRolloutIsAbortedWithoutItsSubresource()
    {
        const auto newer = aborted("{\"name\":\"rollouts\"},{\"name\":\"rollouts/status\"}");
        QVERIFY2(newer->isVerified(), newer->told().c_str());
        QVERIFY2(newer->written.find("/rollouts/support-bot/status?") != std::string::npos,
                 newer->written.c_str());
        const auto older = aborted("{\"name\":\"rollouts\"}");
        QVERIFY2(older->isVerified(), older->told().c_str());
        QVERIFY2(older->written.find("/rollouts/support-bot?") != std::string::npos,
                 older->written.c_str());
    }

    void anyWebServersNoIsNoAbsence_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("headers");
        QTest::addColumn<bool>("isAbsent");
        QTest::newRow("consul") << "consul"
                                << ""
                                << "X-Consul-Index: 7\r\n"
                                << true;
        QTest::newRow("a web server, as consul") << "consul"
                                                 << "<h1>Not Found</h1>"
                                                 << "" << false;
        QTest::newRow("caddy") << "caddy"
                               << "{\"error\":\"unknown object ID 'support-bot-breaker'\"}"
                               << "" << true;
        QTest::newRow("a web server, as caddy") << "caddy"
                                                << "404 page not found"
                                                << "" << false;
        QTest::newRow("another API, as caddy") << "caddy"
                                               << "{\"error\":\"no such route\"}"
                                               << "" << false;
    }
    void anyWebServersNoIsNoAbsence()
    {
        QFETCH(QString, profile);
        QFETCH(QString, body);
        QFETCH(QString, headers);
        QFETCH(bool, isAbsent);
        ScriptedPeer peer([&](const std::string&, int) {
            return Answer{ScriptedPeer::reply(404, body.toStdString(), headers.toStdString())};
        });
        const auto state = builtIn(profile.toStdString(), peer.url())->read("breaker:support-bot");
        QCOMPARE(state.has_value(), isAbsent);
        if (state)
            QVERIFY(!state->exists && state->value == "reset");
        else
            QVERIFY(state.error().kind == ErrorKind::Unreachable);
    }

    // Other services' callers are not turned away with this one's.
    void caddysBreakerIsForItsServiceAlone()
    {
        const Moved moved(
            {.profile = "caddy",
             .lever = "breaker:support-bot",
             .to = "tripped",
             .isWrite = isPut,
             .parameters = {{"data_url", "PEER"}}},
            [](const std::string& request, int writes) {
                if (asks(request, "PUT "))
                    return ok("");
                if (asks(request, "GET /config/"))
                    return ok("[]", "ETag: \"/config 1\"\r\n");
                if (!asks(request, "GET /id/"))
                    return ScriptedPeer::reply(503, "{}", "X-Breaker: support-bot\r\n");
                return writes == 0
                    ? ScriptedPeer::reply(404, "{\"error\":\"unknown object ID 'x'\"}")
                    : ok("{\"@id\":\"support-bot-breaker\",\"handle\":[{\"handler\":\"static_"
                         "response\"}]}",
                         "ETag: \"/id 2\"\r\n");
            });
        QVERIFY2(moved.isVerified(), moved.told().c_str());
        const std::string match = "\"match\":[{\"path\":[\"/support-bot/*\"]}]";
        QVERIFY2(moved.written.find(match) != std::string::npos, moved.written.c_str());
        QVERIFY2(moved.asked.starts_with("GET /support-bot/v1/models "), moved.asked.c_str());
    }
};

QTEST_GUILESS_MAIN(TestGatewayTruth)
#include "tst_gatewaytruth.moc"
