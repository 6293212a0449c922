// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/ingest/receiver.h"
#include "models/ingest/refusals.h"
#include "models/net/httpclient.h"
#include "models/otlp/encode.h"
#include "models/telemetry/clock.h"
#include "tests/models/ingest/ingestfixture.h"
#include "tests/models/net/rawsocket.h"

#include <QTest>

#include <atomic>
#include <map>
#include <thread>

using namespace ingest;
using namespace ingesttest;
using telemetry::SignalKind;

namespace {

constexpr const char* kProtobuf = "application/x-protobuf";
constexpr const char* kJson = "application/json";

std::unique_ptr<Receiver> listen(Pipeline& pipeline, const std::string& token = {})
{
    auto receiver =
        Receiver::listen({.port = 0, .admission = {.bearerToken = token, .tls = {}}}, pipeline);
    if (!receiver)
        qFatal("%s", receiver.error().message.c_str());
    return std::move(*receiver);
}

net::Exchange post(const std::string& url, const std::string& type, const std::string& body,
                   std::vector<std::pair<std::string, std::string>> headers = {})
{
    headers.emplace_back("Content-Type", type);
    net::HttpClient client;
    return client.perform({.method = "POST",
                           .url = url,
                           .headers = std::move(headers),
                           .body = body,
                           .timeout = std::chrono::seconds(30)});
}

} // namespace

class TestOtlpReceiver : public QObject
{
    Q_OBJECT

private slots:
    void successIsAnEmptyResponseOfTheSameType()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline);
        const auto protobuf = post(receiver->url() + "/v1/traces", kProtobuf, manySpans(0, 3));
        QCOMPARE(protobuf.status, 200);
        QVERIFY(protobuf.header("content-type") == kProtobuf);
        QCOMPARE(protobuf.body, std::string());
        QCOMPARE(recording.info().spans, std::int64_t{3});
        const auto json = post(receiver->url() + "/v1/traces", "Application/JSON; charset=utf-8",
                               contentOf(dataPath("otel-js-3.1-http-json/001.json")));
        QCOMPARE(json.status, 200);
        QVERIFY(json.header("content-type") == kJson);
        QCOMPARE(json.body, std::string("{}"));
        QCOMPARE(recording.info().spans, std::int64_t{16});
    }

    void anyPrefixAndEverySignal()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline);
        const std::string folder = dataPath("otel-js-3.1-http-protobuf-gzip/");
        const std::vector<std::pair<std::string, std::string>> gzip{{"Content-Encoding", "gzip"}};
        const std::string base = receiver->url() + "/api/public/otel";
        QCOMPARE(post(base + "/v1/traces", kProtobuf, contentOf(folder + "001.bin"), gzip).status,
                 200);
        QCOMPARE(post(base + "/v1/logs?x=y", kProtobuf, contentOf(folder + "002.bin"), gzip).status,
                 200);
        QCOMPARE(post(base + "/v1/metrics", kProtobuf, contentOf(folder + "003.bin"), gzip).status,
                 200);
        const auto info = recording.info();
        QCOMPARE(info.spans, std::int64_t{13});
        QCOMPARE(info.logs, std::int64_t{12});
        QVERIFY(info.metricPoints > 0);
    }

    void everyEncodingIsTaken_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("body");
        const std::string plain = manySpans(0, 3);
        QTest::newRow("gzip") << QByteArray("gzip") << QByteArray::fromStdString(gzipped(plain));
        QTest::newRow("deflate") << QByteArray("deflate")
                                 << QByteArray::fromStdString(zlibbed(plain));
        QTest::newRow("zstd") << QByteArray("zstd") << QByteArray::fromStdString(zstdded(plain));
        QTest::newRow("identity") << QByteArray("identity") << QByteArray::fromStdString(plain);
    }
    void everyEncodingIsTaken()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, body);
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline);
        QCOMPARE(post(receiver->url() + "/v1/traces", kProtobuf, body.toStdString(),
                      {{"Content-Encoding", name.toStdString()}})
                     .status,
                 200);
        QCOMPARE(recording.info().spans, std::int64_t{3});
    }

    void refusalsAreStatusesInTheEncodingOfTheRequest_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        const QByteArray bomb = QByteArray::fromStdString(gzipped(std::string(10'000'000, '\0')));
        QTest::newRow("no such path") << QByteArray("/v1/profiles") << QByteArray(kJson)
                                      << QByteArray() << QByteArray("{}") << 404;
        QTest::newRow("text") << QByteArray("/v1/traces") << QByteArray("text/plain")
                              << QByteArray() << QByteArray("{}") << 415;
        QTest::newRow("no JSON") << QByteArray("/v1/traces") << QByteArray(kJson) << QByteArray()
                                 << QByteArray("{\"a\":") << 400;
        QTest::newRow("no protobuf") << QByteArray("/v1/traces") << QByteArray(kProtobuf)
                                     << QByteArray() << QByteArray("\xff\xff\xff\xff") << 400;
        QTest::newRow("no gzip") << QByteArray("/v1/logs") << QByteArray(kProtobuf)
                                 << QByteArray("gzip") << QByteArray("abc") << 400;
        QTest::newRow("brotli") << QByteArray("/v1/logs") << QByteArray(kJson) << QByteArray("br")
                                << QByteArray("abc") << 415;
        QTest::newRow("bomb") << QByteArray("/v1/logs") << QByteArray(kProtobuf)
                              << QByteArray("gzip") << bomb << 413;
    }
    void refusalsAreStatusesInTheEncodingOfTheRequest()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, encoding);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        Recording recording;
        const auto pipeline = recording.start({.inflatedBytes = 1'000'000});
        const auto receiver = listen(*pipeline);
        std::vector<std::pair<std::string, std::string>> headers;
        if (!encoding.isEmpty())
            headers.emplace_back("Content-Encoding", encoding.toStdString());
        const auto exchange = post(receiver->url() + path.toStdString(), type.toStdString(),
                                   body.toStdString(), headers);
        QCOMPARE(exchange.status, status);
        const bool isProtobuf = type == kProtobuf;
        QCOMPARE(std::string(exchange.header("content-type")),
                 std::string(isProtobuf ? kProtobuf : kJson));
        // google.rpc.Status: message is field 2.
        QVERIFY(exchange.body.starts_with(isProtobuf ? "\x12" : "{\"message\":"));
        QVERIFY(exchange.body.size() > 12);
    }

    // What the server turns away by itself is counted as what the pipeline does.
    void everythingTurnedAwayIsCounted()
    {
        Recording recording;
        const auto pipeline = recording.start();
        ingest::ReceiverSettings settings{.port = 0};
        settings.limits.bodyBytes = 1000;
        settings.limits.messageTime = std::chrono::seconds(1);
        settings.routes["/v1/hook"] =
            [](const net::HttpRequest&, const net::HttpServer::Responder& respond) { respond({}); };
        const auto receiver = ingest::Receiver::listen(settings, *pipeline).value();
        const std::string url = receiver->url();
        const std::vector<std::pair<std::string, std::string>> page{{"Origin", "http://x.test"}};
        QCOMPARE(post(url + "/v1/traces", kProtobuf, std::string(2000, 'x')).status, 413);
        QCOMPARE(post(url + "/v1/traces", kJson, "{}", page).status, 403);
        QCOMPARE(post(url + "/v1/hook", kJson, "{}", page).status, 403);
        QCOMPARE(post(url + "/v1/hook", "text/plain", "{}").status, 415);
        QCOMPARE(post(url + "/v1/hook", kJson, "{}").status, 200);
        auto socket = nettest::RawSocket::connect(receiver->port());
        QVERIFY(socket.send("POST /v1/traces HTTP/1.1\r\nContent-Type: application/json\r\n"
                            "Content-Length: 100\r\n\r\n{"));
        const auto counts = [&] { return pipeline->statistics().refusals; };
        QTRY_COMPARE(counts()[ingest::Refusals::kBrokenOff], std::uint64_t{1});
        QCOMPARE(counts()[ingest::Refusals::kTooLarge], std::uint64_t{1});
        QCOMPARE(counts()[ingest::Refusals::kBrowser], std::uint64_t{2});
    }

    // Who set a sender up is told what is wrong with it, and when that was last.
    void wrongSettingsAreToldByName()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline);
        QCOMPARE(pipeline->refusals().size(), std::size_t{0});
        QCOMPARE(post(receiver->url() + "/", kProtobuf, manySpans(0, 1)).status, 404);
        QCOMPARE(post(receiver->url() + "/v1/trace", kProtobuf, manySpans(0, 1)).status, 404);
        net::HttpClient browser;
        QCOMPARE(browser.perform({.url = receiver->url() + "/", .headers = {}, .body = {}}).status,
                 404); // sends nothing
        auto grpc = nettest::RawSocket::connect(receiver->port());
        QVERIFY(grpc.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        const std::string reply = grpc.readAll();
        QVERIFY2(reply.starts_with("HTTP/1.1 400") && reply.find("gRPC") != std::string::npos,
                 reply.c_str());
        auto tls = nettest::RawSocket::connect(receiver->port());
        QVERIFY(tls.send(std::string("\x16\x03\x01\x00\x05hello\r\n\r\n", 14)));
        QVERIFY(tls.readAll().starts_with("HTTP/1.1 400"));
        const telemetry::Timestamp now = telemetry::SystemClock().now();
        std::map<std::string, std::uint64_t> told;
        for (const telemetry::Refusal& refusal : pipeline->refusals()) {
            told[refusal.reason] = refusal.count;
            QCOMPARE(refusal.source, std::string("otlp-http"));
            QVERIFY(refusal.last <= now && now - refusal.last < std::chrono::minutes(1));
        }
        const std::map<std::string, std::uint64_t> expected{{ingest::Refusals::kWrongPath, 2},
                                                            {ingest::Refusals::kHttp2, 1},
                                                            {ingest::Refusals::kTls, 1}};
        QCOMPARE(told, expected);
        QCOMPARE(recording.info().spans, std::int64_t{0});
    }

    void otherMethodsAreNotAllowed()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline);
        net::HttpClient client;
        for (const char* method : {"GET", "PUT", "OPTIONS", "DELETE"}) {
            const auto exchange = client.perform({.method = method,
                                                  .url = receiver->url() + "/v1/traces",
                                                  .headers = {},
                                                  .body = {}});
            QCOMPARE(exchange.status, 405);
            QVERIFY(exchange.header("allow") == "POST");
        }
    }

    void partialSuccessCountsAndSaysWhy()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline);
        auto good = chatSpan(1, "yes");
        auto bad = chatSpan(2, "no");
        bad.trace = {};
        const auto exchange =
            post(receiver->url() + "/v1/traces", kProtobuf, tracesBody({good, bad}));
        QCOMPARE(exchange.status, 200);
        QVERIFY(!exchange.body.empty());
        QCOMPARE(recording.info().spans, std::int64_t{1});
        QCOMPARE(recording.info().rejected, std::int64_t{1});
        QVERIFY(exchange.body.starts_with("\x0a")); // partial_success
        QVERIFY(exchange.body.find("\x08\x01") != std::string::npos); // rejected_spans = 1
    }

    void emptyBodyIsASuccess()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline);
        for (const char* type : {kProtobuf, kJson})
            QCOMPARE(post(receiver->url() + "/v1/metrics", type, {}).status, 200);
        QCOMPARE(recording.info().rejected, std::int64_t{0});
    }

    void pressureIs503WithRetryAfter()
    {
        Recording recording;
        const auto pipeline = recording.start({.queueBytes = 1});
        const auto receiver = listen(*pipeline);
        std::atomic<int> refused = 0;
        std::atomic<std::uint64_t> accepted = 0;
        std::atomic<bool> isWrong = false;
        {
            std::vector<std::jthread> senders;
            for (std::uint64_t sender = 0; sender < 8; ++sender)
                senders.emplace_back([&, sender] {
                    for (std::uint64_t i = 0; i < 2000 && refused == 0; ++i) {
                        const auto exchange = post(receiver->url() + "/v1/traces", kProtobuf,
                                                   manySpans(sender * 1'000'000 + 100 * i, 100));
                        if (exchange.status == 200)
                            accepted += 100;
                        else if (exchange.status == 503 && exchange.header("retry-after") == "1")
                            ++refused;
                        else
                            isWrong = true;
                    }
                });
        }
        QVERIFY(!isWrong);
        QVERIFY(refused > 0);
        QCOMPARE(static_cast<std::uint64_t>(recording.info().spans), accepted.load());
    }

    // Also where the request never gets as far as the receiver.
    void theServersOwnRefusalsAreStatusesToo()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = Receiver::listen(
            {.port = 0, .admission = {}, .limits = {.bodyBytes = 5000, .bufferedBytes = 1000}},
            *pipeline);
        QVERIFY(receiver.has_value());
        const std::string url = (*receiver)->url() + "/v1/traces";
        for (const char* type : {kProtobuf, kJson}) {
            for (const auto& [size, status] : {std::pair{6000, 413}, std::pair{2000, 503}}) {
                const auto exchange = post(url, type, std::string(std::size_t(size), ' '));
                QCOMPARE(exchange.status, status);
                QVERIFY(exchange.header("content-type") == type);
                QVERIFY2(type == kJson ? exchange.body.starts_with("{\"")
                                       : exchange.body.starts_with("\x12"),
                         exchange.body.c_str());
                QVERIFY(exchange.header("retry-after") == (status == 503 ? "1" : ""));
            }
        }
    }

    void tokenIsAsked()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline, "s3cret");
        const std::string url = receiver->url() + "/v1/traces";
        for (const char* value : {"", "Bearer ", "Bearer s3cre", "Bearer s3cretx", "Basic s3cret",
                                  "Basic czNjcmV0", // s3cret
                                  "Basic czNjcmV0Og==", // s3cret:
                                  "Basic cGs6czNjcmU="}) { // pk:s3cre
            const auto exchange = post(url, kProtobuf, manySpans(0, 1), {{"Authorization", value}});
            QCOMPARE(exchange.status, 401);
            QVERIFY(exchange.header("www-authenticate").starts_with("Bearer"));
        }
        QCOMPARE(recording.info().spans, std::int64_t{0});
        QCOMPARE(post(url, kProtobuf, manySpans(0, 1), {{"Authorization", "bearer s3cret"}}).status,
                 200);
        QCOMPARE(recording.info().spans, std::int64_t{1});
        // pk:s3cret, as a client of Langfuse sends its keys
        QCOMPARE(
            post(url, kProtobuf, manySpans(1, 1), {{"Authorization", "Basic cGs6czNjcmV0"}}).status,
            200);
        QCOMPARE(recording.info().spans, std::int64_t{2});
    }

    // Whoever has no token cannot have the server hold what it sends.
    void refusedBeforeTheBody_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<int>("status");
        const auto row = [](const char* line, const char* type, const char* token, int status) {
            QTest::addRow("%s %d", line, status)
                << QByteArray(line) << QByteArray(type) << QByteArray(token) << status;
        };
        row("POST /v1/traces", kProtobuf, "wrong", 401);
        row("POST /alerts", kJson, "wrong", 401);
        row("PUT /v1/traces", kProtobuf, "s3cret", 405);
        row("PUT /alerts", kJson, "s3cret", 405);
        row("POST /elsewhere", kProtobuf, "s3cret", 404);
        row("POST /v1/traces", "text/plain", "s3cret", 415);
    }
    void refusedBeforeTheBody()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, token);
        QFETCH(int, status);
        Recording recording;
        const auto pipeline = recording.start();
        const auto route = [](const net::HttpRequest&, const net::HttpServer::Responder& respond) {
            respond({.status = 200, .body = {}, .headers = {}});
        };
        const auto receiver = Receiver::listen({.port = 0,
                                                .admission = {.bearerToken = "s3cret", .tls = {}},
                                                .routes = {{"/alerts", route}}},
                                               *pipeline);
        QVERIFY(receiver.has_value());
        auto client = nettest::RawSocket::connect((*receiver)->port());
        client.send((line + " HTTP/1.1\r\nHost: h\r\nContent-Length: 90000\r\nContent-Type: " + type
                     + "\r\nAuthorization: Bearer " + token + "\r\n\r\nthe start")
                        .toStdString());
        QVERIFY(client.readAll().starts_with("HTTP/1.1 " + std::to_string(status)));
    }

    void offLoopbackNeedsAToken()
    {
        Recording recording;
        const auto pipeline = recording.start();
        for (const char* address : {"0.0.0.0", "::", "192.0.2.1"}) {
            const auto receiver =
                Receiver::listen({.address = address, .port = 0, .admission = {}}, *pipeline);
            QVERIFY(!receiver.has_value());
            QVERIFY(receiver.error().kind == telemetry::ErrorKind::Usage);
        }
        QVERIFY(Receiver::listen(
                    {.address = "0.0.0.0", .port = 0, .admission = {.bearerToken = "t", .tls = {}}},
                    *pipeline)
                    .has_value());
        QVERIFY(Receiver::listen({.address = "127.0.0.2", .port = 0, .admission = {}}, *pipeline)
                    .has_value());
    }

    void takenPortIsUnreachable()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline);
        const auto second =
            Receiver::listen({.port = receiver->port(), .admission = {}}, *pipeline);
        QVERIFY(!second.has_value());
        QVERIFY(second.error().kind == telemetry::ErrorKind::Unreachable);
    }
};

QTEST_GUILESS_MAIN(TestOtlpReceiver)
#include "tst_otlpreceiver.moc"
