// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/reaskport.h"
#include "models/drill/chatendpoint.h"
#include "models/drill/codetext.h"
#include "models/items/servicehealth.h"
#include "models/net/httpserver.h"
#include "models/sampling/reaskreader.h"
#include "models/store/reader.h"
#include "tests/models/net/rawsocket.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using traceview::ReaskAnswer;
using traceview::ReaskChoices;

namespace {

constexpr auto kKey = "sk-port-0123456789abcdef";

telemetry::Generation suspect()
{
    telemetry::Part part;
    part.text = "How long is the warranty of headphones?";
    telemetry::Message message;
    message.role = "user";
    message.parts.push_back(part);
    telemetry::Generation made;
    made.trace.bytes[0] = 1;
    made.span = telemetry::SpanId{2};
    made.service = "shop";
    made.operation = "chat";
    made.modelRequested = "new";
    made.inputSource.state = telemetry::ContentState::Captured;
    made.inputMessages.push_back(message);
    return made;
}

ReaskChoices choicesOf(const std::string& model, std::size_t samples)
{
    ReaskChoices choices;
    choices.targets = {{.model = model, .role = "current"}};
    choices.samplesEach = samples;
    choices.estimate = "≈ 10 in";
    return choices;
}

std::string eventOf(const std::string& text, const char* finish = "null")
{
    return R"(data: {"model":"new-1","choices":[{"delta":{"content":")" + text
        + R"("},"finish_reason":)" + finish + "}]}\n\n";
}

constexpr auto kStreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                             "Connection: close\r\n\r\n";

// A port into a recording of its own, and what it told.
class Asked
{
public:
    explicit Asked(const std::string& url, std::chrono::milliseconds timeout = 20s)
        : m_path(m_folder.filePath(u"r.plumb"_s).toStdString())
    {
        auto pipeline = ingest::Pipeline::start(m_path);
        if (!pipeline)
            qFatal("%s", pipeline.error().message.c_str());
        m_pipeline = std::move(*pipeline);
        ReaskEndpoint endpoint;
        endpoint.url = url;
        endpoint.token = kKey;
        endpoint.timeout = timeout;
        port.emplace(std::move(endpoint), *m_pipeline, "ada");
        QObject::connect(&*port, &LiveReaskPort::sampleReady, &*port,
                         [this](quint64, const sampling::Sample& one) { samples.push_back(one); });
        QObject::connect(
            &*port, &LiveReaskPort::textChanged, &*port,
            [this](quint64, qulonglong, qulonglong, const QString& text) { texts << text; });
        QObject::connect(&*port, &LiveReaskPort::finished, &*port,
                         [this](quint64 request, const ReaskAnswer& answer) {
                             ended.emplace_back(request, answer.result);
                         });
        QObject::connect(&*port, &LiveReaskPort::recordFailed, &*port,
                         [this](const QString& why) { failures << why; });
    }

    // What the recording has of it once the port is gone, which waits for its thread.
    std::vector<sampling::Reask> recorded()
    {
        port.reset();
        if (!m_pipeline->finish())
            qFatal("the test cannot record");
        const auto reader = store::Reader::open(m_path);
        const telemetry::Generation of = suspect();
        return *sampling::readReasks(**reader, {.trace = of.trace, .span = of.span});
    }

    const std::string& path() const { return m_path; }

    std::optional<LiveReaskPort> port;
    std::vector<sampling::Sample> samples;
    QStringList texts;
    QStringList failures;
    std::vector<std::pair<quint64, telemetry::Result<sampling::Reask>>> ended;

private:
    QTemporaryDir m_folder;
    const std::string m_path;
    std::unique_ptr<ingest::Pipeline> m_pipeline;
};

// Everybody who waits for it goes on when the test has ended, however it did.
class Gate
{
public:
    ~Gate() { open(); }
    void open()
    {
        if (!m_isOpen.exchange(true))
            m_promise.set_value();
    }
    void wait() const { m_future.wait(); }

private:
    std::promise<void> m_promise;
    std::shared_future<void> m_future = m_promise.get_future().share();
    std::atomic<bool> m_isOpen = false;
};

} // namespace

class TestReaskPort : public QObject
{
    Q_OBJECT

private slots:
    void theDrillAnswersAndItIsRecorded();
    void whatStreamsInIsTold();
    void aCancelInTheMiddleKeepsWhatCame();
    void aRefusalDoesNotShowTheKey();
    void aServerThatHangsIsGivenUp();
    void closingDoesNotWaitForAServerThatHangs();
    void oneIsAskedAtATime();
    void anotherInputIsRefused();
    void answersAreNoServiceOfTheFleet();
};

void TestReaskPort::theDrillAnswersAndItIsRecorded()
{
    const auto endpoint = drill::ChatEndpoint::listen(
        {.scenario = "fabricated-apis", .faultTime = telemetry::Timestamp::max(), .levers = {}});
    QVERIFY2(endpoint.has_value(), endpoint ? "" : endpoint.error().message.c_str());
    telemetry::Generation known = suspect(); // as the fleet asks
    known.inputMessages[0].parts[0].text =
        drill::makeCodeTurn(**drill::loadContent(), 1, 5).question;
    Asked asked((*endpoint)->url());
    asked.port->ask(7, known, choicesOf("codegen-latest", 3));
    QTRY_COMPARE(asked.ended.size(), std::size_t{1});
    QCOMPARE(asked.ended[0].first, quint64{7});
    QVERIFY(asked.ended[0].second.has_value());
    const sampling::Reask& again = *asked.ended[0].second;
    QVERIFY(!again.isCancelled);
    QCOMPARE(again.samples.size(), std::size_t{3});
    QCOMPARE(asked.samples.size(), std::size_t{3});
    QCOMPARE(asked.failures, QStringList());
    for (const sampling::Sample& sample : again.samples)
        QVERIFY2(sample.error.empty() && !sample.text.empty(), sample.error.c_str());
    // finished is told once it is recorded.
    const auto recorded = asked.recorded();
    QCOMPARE(recorded.size(), std::size_t{1});
    QCOMPARE(recorded[0].actor, std::string("ada"));
    QCOMPARE(recorded[0].endpoint, (*endpoint)->url());
    QCOMPARE(recorded[0].samples.size(), std::size_t{3});
    QCOMPARE(recorded[0].samples[0].text, again.samples[0].text);
}

void TestReaskPort::whatStreamsInIsTold()
{
    Gate half;
    nettest::ScriptedServer server([&half](nettest::RawSocket& peer) {
        peer.readUntil("\"model\"");
        peer.send(kStreamHead + eventOf("Thirty "));
        half.wait();
        peer.send(eventOf("months", "\"stop\"") + "data: [DONE]\n\n");
    });
    Asked asked(server.url());
    asked.port->ask(1, suspect(), choicesOf("new", 1));
    QTRY_VERIFY(asked.texts.contains(u"Thirty "_s)); // while the rest is not there
    QVERIFY(asked.samples.empty() && asked.ended.empty());
    half.open();
    QTRY_COMPARE(asked.ended.size(), std::size_t{1});
    QVERIFY(asked.ended[0].second.has_value());
    QCOMPARE(asked.ended[0].second->samples.front().text, std::string("Thirty months"));
    QCOMPARE(asked.samples.front().model, std::string("new-1"));
}

void TestReaskPort::aCancelInTheMiddleKeepsWhatCame()
{
    Gate end;
    std::atomic<int> connections = 0;
    nettest::ScriptedServer server([&](nettest::RawSocket& peer) {
        peer.readUntil("\"model\"");
        if (connections++ == 0) {
            peer.send(kStreamHead + eventOf("24 months", "\"stop\"") + "data: [DONE]\n\n");
            return;
        }
        peer.send(kStreamHead + eventOf("Half"));
        end.wait();
    });
    Asked asked(server.url());
    asked.port->cancel(); // of nothing: what is asked afterwards is not cancelled by it
    asked.port->ask(1, suspect(), choicesOf("new", 5));
    QTRY_COMPARE(asked.samples.size(), std::size_t{1});
    QTRY_VERIFY(asked.texts.contains(u"Half"_s));
    asked.port->cancel();
    QTRY_COMPARE(asked.ended.size(), std::size_t{1});
    const auto& answer = asked.ended[0].second;
    QVERIFY(answer.has_value());
    QVERIFY(answer->isCancelled);
    QCOMPARE(answer->samples.size(), std::size_t{1});
    // Another may be asked now, and is not cancelled by what was.
    asked.port->ask(2, suspect(), choicesOf("new", 1));
    asked.texts.clear();
    QTRY_VERIFY(asked.texts.contains(u"Half"_s));
    QCOMPARE(asked.ended.size(), std::size_t{1});
    asked.port->cancel();
    QTRY_COMPARE(asked.ended.size(), std::size_t{2});
    end.open();
    const auto recorded = asked.recorded();
    QCOMPARE(recorded.size(), std::size_t{2});
    QVERIFY(recorded[1].isCancelled); // newest first
    QCOMPARE(recorded[1].samples.size(), std::size_t{1});
    QCOMPARE(recorded[1].samples[0].text, std::string("24 months"));
}

void TestReaskPort::aRefusalDoesNotShowTheKey()
{
    const auto server = net::HttpServer::listen(
        "127.0.0.1", 0, [](const net::HttpRequest& request, const auto& respond) {
            // As some do, it says back what it was sent.
            respond({.status = 401,
                     .contentType = "application/json",
                     .body = R"({"error":{"message":"Incorrect API key provided: )"
                         + std::string(request.header("Authorization")) + R"("}})",
                     .headers = {}});
        });
    QVERIFY(server.has_value());
    Asked asked((*server)->url());
    asked.port->ask(1, suspect(), choicesOf("new", 2));
    QTRY_COMPARE(asked.ended.size(), std::size_t{1});
    QVERIFY(asked.ended[0].second.has_value()); // it was sent: the errors are of its samples
    QCOMPARE(asked.samples.size(), std::size_t{2});
    const auto check = [](const std::string& error) {
        QVERIFY2(error.find("HTTP 401") != std::string::npos
                     && error.find("Incorrect API key") != std::string::npos,
                 error.c_str());
        QVERIFY2(error.find(kKey) == std::string::npos, error.c_str());
    };
    for (const sampling::Sample& sample : asked.samples)
        check(sample.error);
    const auto recorded = asked.recorded();
    QCOMPARE(recorded.size(), std::size_t{1});
    QCOMPARE(recorded[0].samples.size(), std::size_t{2});
    for (const sampling::Sample& sample : recorded[0].samples)
        check(sample.error);
}

void TestReaskPort::aServerThatHangsIsGivenUp()
{
    Gate end;
    nettest::ScriptedServer server([&end](nettest::RawSocket& peer) {
        peer.readUntil("\"model\"");
        end.wait(); // not a byte
    });
    Asked asked(server.url(), 300ms);
    asked.port->ask(1, suspect(), choicesOf("new", 2));
    QTRY_COMPARE(asked.ended.size(), std::size_t{1});
    const auto& answer = asked.ended[0].second;
    QVERIFY(answer.has_value() && !answer->isCancelled);
    QCOMPARE(answer->samples.size(), std::size_t{2});
    for (const sampling::Sample& sample : answer->samples)
        QVERIFY(!sample.error.empty() && sample.text.empty());
    end.open();
}

void TestReaskPort::closingDoesNotWaitForAServerThatHangs()
{
    Gate end;
    nettest::ScriptedServer server([&end](nettest::RawSocket& peer) {
        peer.readUntil("\"model\"");
        end.wait();
    });
    Asked asked(server.url(), 1h);
    asked.port->ask(1, suspect(), choicesOf("new", 2));
    QTRY_VERIFY(server.accepted() > 0);
    const auto recorded = asked.recorded(); // else the test runs into its time limit
    QCOMPARE(recorded.size(), std::size_t{1});
    QVERIFY(recorded[0].isCancelled && recorded[0].samples.empty());
    QVERIFY(asked.ended.empty()); // there is nobody any more who would be told
    end.open();
}

void TestReaskPort::oneIsAskedAtATime()
{
    Gate end;
    nettest::ScriptedServer server([&end](nettest::RawSocket& peer) {
        peer.readUntil("\"model\"");
        end.wait();
        peer.send(kStreamHead + eventOf("24 months", "\"stop\"") + "data: [DONE]\n\n");
    });
    Asked asked(server.url());
    asked.port->ask(1, suspect(), choicesOf("new", 1));
    asked.port->ask(2, suspect(), choicesOf("new", 1));
    QVERIFY(asked.ended.empty()); // answers come later, as all do
    QTRY_COMPARE(asked.ended.size(), std::size_t{1});
    QCOMPARE(asked.ended[0].first, quint64{2});
    QVERIFY(!asked.ended[0].second);
    QVERIFY(asked.ended[0].second.error().kind == telemetry::ErrorKind::Refused);
    end.open(); // the first goes on
    QTRY_COMPARE(asked.ended.size(), std::size_t{2});
    QCOMPARE(asked.ended[1].first, quint64{1});
    QVERIFY(asked.ended[1].second.has_value() && !asked.ended[1].second->isCancelled);
    QCOMPARE(asked.ended[1].second->samples.front().text, std::string("24 months"));
    QCOMPARE(asked.recorded().size(), std::size_t{1});
}

void TestReaskPort::anotherInputIsRefused()
{
    nettest::ScriptedServer server([](nettest::RawSocket&) {});
    Asked asked(server.url());
    telemetry::Generation cut = suspect();
    cut.inputSource.state = telemetry::ContentState::TelemetryTruncated;
    QVERIFY(!asked.port->differencesOf(cut).empty());
    asked.port->ask(1, cut, choicesOf("new", 1));
    QTRY_COMPARE(asked.ended.size(), std::size_t{1});
    QVERIFY(!asked.ended[0].second);
    QCOMPARE(server.accepted(), 0);
    QVERIFY(asked.recorded().empty());
}

void TestReaskPort::answersAreNoServiceOfTheFleet()
{
    nettest::ScriptedServer server([](nettest::RawSocket& peer) {
        peer.readUntil("\"model\"");
        peer.send(kStreamHead + eventOf("24 months", "\"length\"") + "data: [DONE]\n\n");
    });
    Asked asked(server.url());
    asked.port->ask(1, suspect(), choicesOf("new", 4));
    QTRY_COMPARE(asked.ended.size(), std::size_t{1});
    const auto recorded = asked.recorded();
    QCOMPARE(recorded.size(), std::size_t{1});
    const auto reader = store::Reader::open(asked.path());
    QVERIFY(reader.has_value());
    const auto services = (*reader)->services({});
    QVERIFY(services && services->size() == 1); // they are kept, under a name of their own
    QCOMPARE(services->front().service, std::string("shop (re-ask)"));
    QCOMPARE(services->front().generations, std::int64_t{4});
    // They are judged: the answers were cut.
    const telemetry::SpanKey answer{.trace = recorded[0].trace,
                                    .span = recorded[0].samples[0].span};
    const auto verdicts = (*reader)->evaluationsOf(answer, {});
    QVERIFY(verdicts && !verdicts->empty());
    const auto extent = (*reader)->extent();
    QVERIFY(extent && *extent);
    const auto fleet = items::readFleet(**reader, {.range = (*extent)->whole});
    QVERIFY(fleet.has_value());
    QVERIFY(fleet->services.empty());
    QVERIFY(fleet->checks.empty());
    QVERIFY(fleet->alarms.empty());
}

QTEST_GUILESS_MAIN(TestReaskPort)
#include "tst_reaskport.moc"
