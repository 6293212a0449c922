// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/fleet.h"
#include "models/drill/sandbox.h"
#include "models/net/httpclient.h"
#include "models/net/httpserver.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "models/otlp/value.h"

#include <QTest>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace {

struct Chat
{
    std::string service;
    std::string version;
    std::string model;
    std::string breaker;
    friend bool operator==(const Chat&, const Chat&) = default;
};

char* toString(const Chat& chat)
{
    return qstrdup(
        (chat.service + " " + chat.version + " " + chat.model + " " + chat.breaker).c_str());
}

// A receiver that decodes what the fleet sends.
class Sink
{
public:
    // Decides the status of a delivery, in order of arrival.
    std::function<int(int)> status = [](int) { return 200; };

    std::string start()
    {
        auto server = net::HttpServer::listen(
            "127.0.0.1", 0, [this](net::HttpRequest request, net::HttpServer::Responder respond) {
                respond(take(request));
            });
        if (!server)
            return {};
        m_server = std::move(*server);
        return m_server->url();
    }
    void stop() { m_server.reset(); }

    // The newest chat of a service; an empty one when there is none.
    Chat newest(const std::string& service) const
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_newest.find(service);
        return found == m_newest.end() ? Chat{} : found->second;
    }
    std::size_t chats(const std::string& model) const
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_chats.find(model);
        return found == m_chats.end() ? 0 : found->second;
    }
    std::size_t spans() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_spans.size();
    }
    std::set<std::string> problems() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_problems;
    }
    std::size_t events(const std::string& name) const
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_events.find(name);
        return found == m_events.end() ? 0 : found->second;
    }

private:
    net::HttpResponse take(const net::HttpRequest& request)
    {
        const int code = status(m_deliveries++);
        net::HttpResponse response;
        response.status = code;
        response.contentType = "application/x-protobuf";
        if (code != 200) {
            response.headers.emplace_back("Retry-After", "0");
            return response;
        }
        const bool isTraces = request.path() == "/v1/traces";
        const auto kind = isTraces ? telemetry::SignalKind::Traces : telemetry::SignalKind::Logs;
        const auto batch =
            otlp::decodeProtobuf(kind, std::make_shared<const std::string>(request.body));
        const std::scoped_lock lock(m_mutex);
        if (!batch || !batch->rejections.empty()
            || request.header("content-type") != "application/x-protobuf")
            m_problems.insert("undecodable");
        else
            note(*batch);
        return response;
    }

    void note(const telemetry::Batch& batch)
    {
        for (const telemetry::SpanRecord& span : batch.spans) {
            if (!m_spans.insert({span.trace, span.id}).second)
                m_problems.insert("duplicate span");
            if (span.end < span.start)
                m_problems.insert("span ends before it starts");
            if (span.name.substr(0, 5) == "chat ")
                noteChat(span, batch.resources[span.resource]);
        }
        for (const telemetry::LogRecord& log : batch.logs) {
            ++m_events[std::string(log.eventName)];
            if (!log.trace.isValid() || log.span == telemetry::SpanId::None)
                m_problems.insert("log without a span");
        }
    }

    void noteChat(const telemetry::SpanRecord& span, const telemetry::ResourceRecord& resource)
    {
        Chat chat{.service = resource.service,
                  .version = resource.serviceVersion,
                  .model = "",
                  .breaker = ""};
        otlp::forEachAttribute(span.body, otlp::kSpanAttributes,
                               [&](std::string_view key, otlp::AnyValueView value) {
                                   if (key == "gen_ai.response.model")
                                       chat.model = value.toText();
                                   else if (key == "plumbline.breaker.state")
                                       chat.breaker = value.toText();
                               });
        ++m_chats[chat.model];
        m_newest[chat.service] = chat;
    }

    std::atomic<int> m_deliveries = 0;
    mutable std::mutex m_mutex; // guards all below
    std::map<std::string, Chat> m_newest;
    std::map<std::string, std::size_t> m_chats;
    std::map<std::string, std::size_t> m_events;
    std::set<telemetry::SpanKey> m_spans;
    std::set<std::string> m_problems;
    std::unique_ptr<net::HttpServer> m_server; // last: its thread uses all of the above
};

void put(const std::string& controlUrl, const QByteArray& key, const QByteArray& value)
{
    net::HttpClient client;
    net::ClientRequest request;
    request.method = "POST";
    request.url = controlUrl + "/v3/kv/put";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = (R"({"key":")" + ("/plumbline/" + key).toBase64() + R"(","value":")"
                    + value.toBase64() + R"("})")
                       .toStdString();
    const net::Exchange exchange = client.perform(request);
    QCOMPARE(exchange.status, 200);
}

constexpr int kPatience = 15'000; // milliseconds until a condition counts as missed

} // namespace

class TestFleet : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void sendsThreeServicesThatDecode();
    void theBreakerCuresAndAResetBringsTheFaultBack();
    void onlyTheRightPinCures();
    void aBreakerElsewhereDoesNotHelp();
    void keepsTheLastKnownLeversWhenTheControlPlaneIsGone();
    void resendsWhatWasRefusedForNow();
    void dropsWhatIsNoGoodAndCountsIt();
    void outlivesAReceiverThatIsAway();
    void unknownScenariosAreUsageErrors();

private:
    std::unique_ptr<drill::Fleet> startFleet(double speed);

    std::unique_ptr<Sink> m_sink;
    std::string m_sinkUrl;
    std::unique_ptr<drill::SandboxControlPlane> m_control;
};

void TestFleet::init()
{
    m_sink = std::make_unique<Sink>();
    m_sinkUrl = m_sink->start();
    QVERIFY(!m_sinkUrl.empty());
    auto control =
        drill::SandboxControlPlane::listen("127.0.0.1", 0, drill::initialControlValues());
    QVERIFY(control);
    m_control = std::move(*control);
}

void TestFleet::cleanup()
{
    const auto problems = m_sink->problems();
    QVERIFY2(problems.empty(), problems.empty() ? "" : problems.begin()->c_str());
    m_control.reset();
    m_sink.reset();
}

std::unique_ptr<drill::Fleet> TestFleet::startFleet(double speed)
{
    auto fleet = drill::Fleet::start({.scenario = "fabricated-apis",
                                      .otlpUrl = m_sinkUrl,
                                      .controlUrl = m_control->url(),
                                      .seed = 1,
                                      .speed = speed});
    return fleet ? std::move(*fleet) : nullptr;
}

void TestFleet::sendsThreeServicesThatDecode()
{
    const auto fleet = startFleet(10);
    QVERIFY(fleet);
    for (const char* service : {"support-bot", "code-assistant", "agent-orders"})
        QTRY_VERIFY_WITH_TIMEOUT(!m_sink->newest(service).model.empty(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->events("gen_ai.client.inference.operation.details") > 0,
                             kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->events("gen_ai.evaluation.result") > 0, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(fleet->statistics().spans > 100, kPatience);
    QVERIFY(fleet->statistics().generations > 0);
    QCOMPARE(fleet->statistics().failedSends, std::uint64_t{0});
}

void TestFleet::theBreakerCuresAndAResetBringsTheFaultBack()
{
    const auto fleet = startFleet(40);
    QVERIFY(fleet);
    const Chat faulty{"code-assistant", "4.19.0", "codegen-2026-11-b", "reset"};
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->newest("code-assistant"), faulty, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(fleet->statistics().isFaultActive, kPatience);

    put(m_control->url(), "breakers/code-assistant", "tripped");
    const Chat cured{"code-assistant", "4.19.0", "codegen-2026-10-c", "tripped"};
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->newest("code-assistant"), cured, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!fleet->statistics().isFaultActive, kPatience);

    put(m_control->url(), "breakers/code-assistant", "reset");
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->newest("code-assistant"), faulty, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(fleet->statistics().isFaultActive, kPatience);
}

void TestFleet::onlyTheRightPinCures()
{
    const auto fleet = startFleet(40);
    QVERIFY(fleet);
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->chats("codegen-2026-11-b") > 20, kPatience);
    put(m_control->url(), "pins/code-assistant", "codegen-2026-11-b");
    const std::size_t before = m_sink->chats("codegen-2026-11-b");
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->chats("codegen-2026-11-b") > before + 100, kPatience);
    QVERIFY(fleet->statistics().isFaultActive);
    put(m_control->url(), "pins/code-assistant", "codegen-2026-10-c");
    const Chat cured{"code-assistant", "4.19.0", "codegen-2026-10-c", "reset"};
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->newest("code-assistant"), cured, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!fleet->statistics().isFaultActive, kPatience);
}

void TestFleet::aBreakerElsewhereDoesNotHelp()
{
    const auto fleet = startFleet(40);
    QVERIFY(fleet);
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->chats("codegen-2026-11-b") > 20, kPatience);
    put(m_control->url(), "breakers/support-bot", "tripped");
    const Chat moved{"support-bot", "2.31.0", "answers-2026-05-c", "tripped"};
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->newest("support-bot"), moved, kPatience);
    const std::size_t before = m_sink->chats("codegen-2026-11-b");
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->chats("codegen-2026-11-b") > before + 100, kPatience);
    QVERIFY(fleet->statistics().isFaultActive);
}

void TestFleet::keepsTheLastKnownLeversWhenTheControlPlaneIsGone()
{
    const auto fleet = startFleet(40);
    QVERIFY(fleet);
    put(m_control->url(), "breakers/code-assistant", "tripped");
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->newest("code-assistant").breaker == "tripped", kPatience);
    m_control.reset();
    const Chat cured{"code-assistant", "4.19.0", "codegen-2026-10-c", "tripped"};
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->newest("code-assistant"), cured, kPatience);
    const std::size_t before = m_sink->chats("codegen-2026-10-c");
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->chats("codegen-2026-10-c") > before + 300, kPatience);
    QVERIFY(!fleet->statistics().isFaultActive);
    QCOMPARE(m_sink->chats("codegen-2026-11-b"), std::size_t{0});
}

void TestFleet::resendsWhatWasRefusedForNow()
{
    m_sink->status = [](int delivery) { return delivery < 3 ? 503 : 200; };
    const auto fleet = startFleet(10);
    QVERIFY(fleet);
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->spans() > 100, kPatience);
    QCOMPARE(fleet->statistics().failedSends, std::uint64_t{3});
    QCOMPARE(fleet->statistics().droppedItems, std::uint64_t{0});
}

void TestFleet::dropsWhatIsNoGoodAndCountsIt()
{
    m_sink->status = [](int) { return 400; };
    const auto fleet = startFleet(10);
    QVERIFY(fleet);
    QTRY_VERIFY_WITH_TIMEOUT(fleet->statistics().droppedItems > 50, kPatience);
    QCOMPARE(fleet->statistics().spans, std::uint64_t{0});
    QVERIFY(fleet->statistics().failedSends > 0);
}

void TestFleet::outlivesAReceiverThatIsAway()
{
    m_sink->stop();
    const auto fleet = startFleet(10);
    QVERIFY(fleet);
    QTRY_VERIFY_WITH_TIMEOUT(fleet->statistics().failedSends > 1, kPatience);
    QCOMPARE(fleet->statistics().spans, std::uint64_t{0});
}

void TestFleet::unknownScenariosAreUsageErrors()
{
    const auto fleet = drill::Fleet::start(
        {.scenario = "zombies", .otlpUrl = m_sinkUrl, .controlUrl = "", .seed = 1, .speed = 1});
    QVERIFY(!fleet);
    QCOMPARE(fleet.error().kind, telemetry::ErrorKind::Usage);
    QVERIFY(fleet.error().message.find("fabricated-apis") != std::string::npos);
    QVERIFY(!drill::Fleet::start(
        {.scenario = "fabricated-apis", .otlpUrl = "", .controlUrl = "", .seed = 1, .speed = 0}));
}

QTEST_GUILESS_MAIN(TestFleet)
#include "tst_fleet.moc"
