// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/ingest/inflater.h"
#include "models/rpc/grpcreceiver.h"
#include "models/telemetry/clock.h"
#include "tests/models/ingest/ingestfixture.h"
#include "tests/models/net/tlsfiles.h"

#include <QTest>

#include <atomic>
#include <thread>

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

using namespace ingesttest;
using namespace rpc;
using namespace std::chrono_literals;

namespace {

constexpr const char* kTraces = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
constexpr const char* kLogs = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
constexpr const char* kMetrics = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

std::unique_ptr<GrpcReceiver> listen(ingest::Pipeline& pipeline, net::Admission admission = {},
                                     GrpcLimits limits = {})
{
    auto receiver = GrpcReceiver::listen(
        {.port = 0, .admission = std::move(admission), .limits = limits}, pipeline);
    if (!receiver)
        qFatal("%s", receiver.error().message.c_str());
    return std::move(*receiver);
}

struct Answer
{
    grpc::Status status;
    std::string response;
};

class Client
{
public:
    explicit Client(const GrpcReceiver& receiver,
                    std::shared_ptr<grpc::ChannelCredentials> how = {})
    {
        grpc::ChannelArguments arguments;
        arguments.SetMaxSendMessageSize(-1);
        arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1); // a connection of its own
        m_channel =
            grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(receiver.port()),
                                      how ? how : grpc::InsecureChannelCredentials(), arguments);
    }

    Answer call(const std::string& method, const std::string& message,
                grpc_compression_algorithm coding = GRPC_COMPRESS_NONE,
                const std::string& authorization = {})
    {
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + 30s);
        context.set_compression_algorithm(coding);
        if (!authorization.empty())
            context.AddMetadata("authorization", authorization);
        grpc::GenericStub stub(m_channel);
        grpc::CompletionQueue queue;
        const grpc::Slice slice(message);
        const grpc::ByteBuffer request(&slice, 1);
        const auto reader = stub.PrepareUnaryCall(&context, method, request, &queue);
        grpc::ByteBuffer response;
        Answer answer;
        reader->StartCall();
        reader->Finish(&response, &answer.status, nullptr);
        void* tag = nullptr;
        bool isOk = false;
        queue.Next(&tag, &isOk);
        std::vector<grpc::Slice> slices;
        if (response.Valid() && response.Dump(&slices).ok())
            for (const grpc::Slice& part : slices)
                answer.response.append(reinterpret_cast<const char*>(part.begin()), part.size());
        queue.Shutdown();
        return answer;
    }

    // Starts a call and sends nothing; what becomes of it.
    grpc::Status startOnly()
    {
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + 60s);
        grpc::GenericStub stub(m_channel);
        grpc::CompletionQueue queue;
        const auto stream = stub.PrepareCall(&context, kTraces, &queue);
        void* tag = nullptr;
        bool isOk = false;
        stream->StartCall(nullptr);
        queue.Next(&tag, &isOk);
        grpc::Status status;
        stream->Finish(&status, nullptr);
        queue.Next(&tag, &isOk);
        queue.Shutdown();
        return status;
    }

private:
    std::shared_ptr<grpc::Channel> m_channel;
};

std::string inflated(const std::string& path)
{
    std::string plain;
    ingest::inflateAll(ingest::Coding::Gzip, contentOf(dataPath(path)), 10'000'000, plain);
    return plain;
}

} // namespace

class TestGrpcReceiver : public QObject
{
    Q_OBJECT

private slots:
    void everySignalIsCommittedBeforeTheAnswer()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline);
        Client client(*receiver);
        const std::string folder = "otel-js-3.1-http-protobuf-gzip/";
        for (const auto& [method, file] :
             {std::pair(kTraces, "001.bin"), std::pair(kLogs, "002.bin"),
              std::pair(kMetrics, "003.bin")}) {
            const Answer answer = client.call(method, inflated(folder + file));
            QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
            QCOMPARE(answer.response, std::string());
        }
        const auto info = recording.info();
        QCOMPARE(info.spans, std::int64_t{13});
        QCOMPARE(info.logs, std::int64_t{12});
        QVERIFY(info.metricPoints > 0);
        QCOMPARE(info.rejected, std::int64_t{0});
    }

    void compressedMessagesAreTaken_data()
    {
        QTest::addColumn<int>("coding");
        QTest::newRow("plain") << int(GRPC_COMPRESS_NONE);
        QTest::newRow("gzip") << int(GRPC_COMPRESS_GZIP);
        QTest::newRow("deflate") << int(GRPC_COMPRESS_DEFLATE);
    }
    void compressedMessagesAreTaken()
    {
        QFETCH(int, coding);
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline);
        const Answer answer = Client(*receiver).call(
            kTraces, manySpans(0, 30), static_cast<grpc_compression_algorithm>(coding));
        QVERIFY2(answer.status.ok(), answer.status.error_message().c_str());
        QCOMPARE(recording.info().spans, std::int64_t{30});
    }

    void partialSuccessCountsAndSaysWhy()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline);
        auto bad = chatSpan(2, "no");
        bad.trace = {};
        const Answer answer =
            Client(*receiver).call(kTraces, tracesBody({chatSpan(1, "yes"), bad}));
        QVERIFY(answer.status.ok());
        QVERIFY(answer.response.starts_with("\x0a")); // partial_success
        QVERIFY(answer.response.find("\x08\x01") != std::string::npos); // rejected_spans = 1
        QCOMPARE(recording.info().spans, std::int64_t{1});
    }

    void refusalsAreStatuses_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<int>("coding");
        QTest::addColumn<int>("code");
        const QByteArray traces(kTraces);
        QTest::newRow("empty") << traces << QByteArray() << 0 << int(grpc::StatusCode::OK);
        QTest::newRow("no protobuf") << traces << QByteArray("\xff\xff\xff\xff") << 0
                                     << int(grpc::StatusCode::INVALID_ARGUMENT);
        QTest::newRow("cut gzip") << traces << QByteArray("\x1f\x8b\x08\x00") << 0
                                  << int(grpc::StatusCode::INVALID_ARGUMENT);
        QTest::newRow("no such method") << QByteArray("/a.b/Export") << QByteArray("x") << 0
                                        << int(grpc::StatusCode::UNIMPLEMENTED);
        QTest::newRow("too large") << traces << QByteArray(2'000'001, '\0') << 0
                                   << int(grpc::StatusCode::RESOURCE_EXHAUSTED);
        QTest::newRow("bomb") << traces << QByteArray(100'000'000, '\0') << int(GRPC_COMPRESS_GZIP)
                              << int(grpc::StatusCode::RESOURCE_EXHAUSTED);
    }
    void refusalsAreStatuses()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, message);
        QFETCH(int, coding);
        QFETCH(int, code);
        Recording recording;
        const auto pipeline = recording.start({.inflatedBytes = 1'000'000});
        GrpcLimits limits;
        limits.messageBytes = 2'000'000;
        const auto receiver = listen(*pipeline, {}, limits);
        const Answer answer =
            Client(*receiver).call(method.toStdString(), message.toStdString(),
                                   static_cast<grpc_compression_algorithm>(coding));
        QCOMPARE(int(answer.status.error_code()), code);
        QVERIFY(answer.status.ok() || answer.status.error_message().size() > 10);
        // No RetryInfo: the same again would be refused again.
        QCOMPARE(answer.status.error_details(), std::string());
    }

    void pressureIsResourceExhaustedWithRetryInfo()
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
                    Client client(*receiver);
                    for (std::uint64_t i = 0; i < 2000 && refused == 0; ++i) {
                        const Answer answer =
                            client.call(kTraces, manySpans(sender * 1'000'000 + 100 * i, 100));
                        const std::string& details = answer.status.error_details();
                        if (answer.status.ok())
                            accepted += 100;
                        else if (answer.status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED
                                 && details.starts_with("\x08\x08\x12")
                                 && details.find("type.googleapis.com/google.rpc.RetryInfo"
                                                 "\x12\x04\x0a\x02\x08\x01")
                                     != std::string::npos)
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

    void tokenIsAsked()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline, {.bearerToken = "s3cret", .tls = {}});
        Client client(*receiver);
        for (const char* value : {"", "Bearer ", "Bearer s3cre", "Bearer s3cretx", "Basic s3cret"})
            QCOMPARE(int(client.call(kTraces, manySpans(0, 1), GRPC_COMPRESS_NONE, value)
                             .status.error_code()),
                     int(grpc::StatusCode::UNAUTHENTICATED));
        QCOMPARE(recording.info().spans, std::int64_t{0});
        QVERIFY(
            client.call(kTraces, manySpans(0, 1), GRPC_COMPRESS_NONE, "bearer s3cret").status.ok());
        QCOMPARE(recording.info().spans, std::int64_t{1});
    }

    void callsGoThroughTls()
    {
        const auto made = nettest::makeCertificate();
        const net::TlsIdentity who{.certificateChain = made.certificate,
                                   .privateKey = made.key,
                                   .notAfter = telemetry::SystemClock().now()};
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline, {.bearerToken = {}, .tls = who});
        QVERIFY(receiver->url().starts_with("https://"));
        const auto trusting = grpc::SslCredentials(
            {.pem_root_certs = made.certificate, .pem_private_key = {}, .pem_cert_chain = {}});
        QVERIFY(Client(*receiver, trusting).call(kTraces, manySpans(0, 3)).status.ok());
        const auto other =
            grpc::SslCredentials({.pem_root_certs = nettest::makeCertificate().certificate,
                                  .pem_private_key = {},
                                  .pem_cert_chain = {}});
        for (const auto& how : {other, grpc::InsecureChannelCredentials()})
            QCOMPARE(int(Client(*receiver, how).call(kTraces, manySpans(9, 1)).status.error_code()),
                     int(grpc::StatusCode::UNAVAILABLE));
        QCOMPARE(recording.info().spans, std::int64_t{3});
    }

    // The Collector's exporter can compress with zstd, which gRPC itself does not know.
    void zstdIsTaken()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto receiver = listen(*pipeline);
        QVERIFY(Client(*receiver).call(kTraces, zstdded(manySpans(0, 7))).status.ok());
        QCOMPARE(recording.info().spans, std::int64_t{7});
    }

    // A call that is started and then left alone ends, and its neighbours do not notice it.
    void slowCallsAreDropped()
    {
        Recording recording;
        const auto pipeline = recording.start();
        GrpcLimits limits;
        limits.messageTime = 1s;
        const auto receiver = listen(*pipeline, {}, limits);
        std::atomic<int> dropped = 0;
        {
            std::vector<std::jthread> slow;
            for (int i = 0; i < 20; ++i)
                slow.emplace_back([&] {
                    Client client(*receiver);
                    dropped +=
                        client.startOnly().error_code() == grpc::StatusCode::CANCELLED ? 1 : 0;
                });
            Client good(*receiver);
            for (std::uint64_t i = 0; i < 20; ++i)
                QVERIFY(good.call(kTraces, manySpans(10 * i, 10)).status.ok());
        }
        QCOMPARE(dropped.load(), 20);
        QCOMPARE(recording.info().spans, std::int64_t{200});
    }

    void addressIsChecked()
    {
        Recording recording;
        const auto pipeline = recording.start();
        for (const char* address : {"0.0.0.0", "::", "192.0.2.1", "localhost", "[::1]", ""}) {
            const auto refused = GrpcReceiver::listen({.address = address, .port = 0}, *pipeline);
            QVERIFY(!refused.has_value());
            QVERIFY(refused.error().kind == telemetry::ErrorKind::Usage);
        }
        QVERIFY(GrpcReceiver::listen(
                    {.address = "0.0.0.0", .port = 0, .admission = {.bearerToken = "t", .tls = {}}},
                    *pipeline)
                    .has_value());
        const auto first = listen(*pipeline);
        const auto second = GrpcReceiver::listen({.port = first->port()}, *pipeline);
        QVERIFY(!second.has_value());
        QVERIFY(second.error().kind == telemetry::ErrorKind::Unreachable);
        QVERIFY(second.error().message.find(std::to_string(first->port())) != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestGrpcReceiver)
#include "tst_grpcreceiver.moc"
