// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/pipeline.h"
#include "models/net/httpserver.h"
#include "models/reask/asker.h"
#include "models/reask/samplerecord.h"
#include "models/sampling/reaskreader.h"
#include "models/store/reader.h"
#include "tests/models/net/rawsocket.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <mutex>
#include <thread>

using namespace reask;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const std::string kToken = "sk-reask-0123456789abcdef";

telemetry::Generation suspect()
{
    telemetry::Part part;
    part.text = "What is the capital of Australia?";
    telemetry::Message message;
    message.role = "user";
    message.parts.push_back(part);
    telemetry::Generation made;
    made.trace.bytes[0] = 1;
    made.span = telemetry::SpanId{2};
    made.service = "shop";
    made.operation = "chat";
    made.inputSource.state = telemetry::ContentState::Captured;
    made.inputMessages.push_back(message);
    return made;
}

std::string streamOf(const std::string& model, const std::string& text)
{
    return "data: {\"model\":\"" + model + "\",\"choices\":[{\"delta\":{\"content\":\"" + text
        + "\"},\"finish_reason\":\"stop\"}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":"
          "9,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n";
}

// "bad" is refused with what it was sent; others say Sydney (new) or Canberra.
struct Endpoint
{
    std::mutex mutex;
    std::vector<std::string> bodies;
    std::unique_ptr<net::HttpServer> server;
    std::size_t far = 0; // characters before what it says back

    Endpoint()
    {
        auto listening = net::HttpServer::listen(
            "127.0.0.1", 0, [this](net::HttpRequest request, const auto& respond) {
                const std::scoped_lock lock(mutex);
                bodies.push_back(request.body);
                const QString model =
                    QJsonDocument::fromJson(QByteArray::fromStdString(request.body))
                        .object()[u"model"_s]
                        .toString();
                if (model == u"bad"_s)
                    respond({.status = 429,
                             .contentType = "application/json",
                             .body = "{\"error\":{\"message\":\"no more for "
                                 + std::string(far, '.')
                                 + std::string(request.header("Authorization")) + "\"}}",
                             .headers = {{"Retry-After", "7"}}});
                else
                    respond(
                        {.contentType = "text/event-stream",
                         .body = streamOf(model.toStdString() + "-2026",
                                          (model == u"new"_s ? "Sydney " : "Canberra ") + kToken),
                         .headers = {}});
            });
        server = std::move(*listening);
    }
};

Question questionTo(const std::string& url)
{
    Question question;
    question.suspect = suspect();
    question.endpoint = url;
    question.token = kToken;
    question.targets = {{.model = "new", .role = "current"},
                        {.model = "old", .role = "pinned"},
                        {.model = "bad", .role = "fallback"}};
    question.samplesEach = 3;
    question.timeout = 5s;
    question.actor = "ann";
    return question;
}

} // namespace

class TestAsker : public QObject
{
    Q_OBJECT

private slots:
    // Where an error is cut, too.
    void halfASecretDoesNotComeOut()
    {
        Endpoint endpoint;
        for (const std::size_t far : {250, 260, 266, 270, 275}) {
            endpoint.far = far;
            Question question = questionTo(endpoint.server->url());
            question.targets = {{.model = "bad", .role = "fallback"}};
            question.samplesEach = 1;
            const auto asked = ask(question, nullptr, {});
            QVERIFY(asked.has_value());
            const std::string& error = asked->samples.at(0).error;
            QVERIFY(error.find("HTTP 429") != std::string::npos);
            QVERIFY2(error.find(kToken.substr(0, 4)) == std::string::npos, error.c_str());
            QVERIFY(error.size() < 400);
        }
    }

    void noTokenGoesInTheClear()
    {
        Question question = questionTo("http://models.example.invalid");
        question.samplesEach = 1;
        const auto asked = ask(question, nullptr, {});
        QVERIFY(asked.has_value());
        QCOMPARE(asked->samples.size(), std::size_t{3});
        for (const sampling::Sample& sample : asked->samples)
            QVERIFY2(sample.error.find("in the clear to models.example.invalid")
                         != std::string::npos,
                     sample.error.c_str());
    }

    void eachModelIsAskedAndNoSecretComesOut()
    {
        Endpoint endpoint;
        Question question = questionTo(endpoint.server->url());
        std::size_t told = 0;
        const auto asked =
            ask(question, nullptr,
                {.onSample = [&](const sampling::Sample&) { ++told; }, .onText = {}});
        QVERIFY(asked.has_value());
        QCOMPARE(told, std::size_t{9});
        QCOMPARE(endpoint.bodies.size(), std::size_t{9});
        QCOMPARE(asked->samples.size(), std::size_t{9});
        QVERIFY(!asked->isCancelled);
        QCOMPARE(asked->endpoint, endpoint.server->url());
        QCOMPARE(asked->samples[0].text, std::string("Sydney ••••••"));
        QCOMPARE(asked->samples[0].model, std::string("new-2026"));
        QCOMPARE(asked->samples[4].number, std::size_t{1});
        QCOMPARE(asked->samples[4].outputTokens, std::optional<std::int64_t>(2));
        QCOMPARE(asked->samples[8].error,
                 std::string("HTTP 429: no more for Bearer •••••• (asks to wait 7 s)"));
        const std::string record =
            tracesOf(*asked, question.suspect) + entryOf(*asked).payload + entryOf(*asked).text;
        QVERIFY(record.find(kToken) == std::string::npos);
    }

    void whatWouldBeAnotherQuestionIsNotSent()
    {
        Endpoint endpoint;
        Question question = questionTo(endpoint.server->url());
        question.suspect.inputSource.state = telemetry::ContentState::TelemetryTruncated;
        const auto refused = ask(question, nullptr);
        QVERIFY(!refused && refused.error().kind == telemetry::ErrorKind::Refused);
        QVERIFY(refused.error().message.find("cut on its way") != std::string::npos);
        QVERIFY(endpoint.bodies.empty());
        question.isDifferentAllowed = true;
        const auto asked = ask(question, nullptr);
        QVERIFY(asked && !asked->difference.empty());
    }

    void choicesOutOfRangeAreRefused()
    {
        const auto kindOf = [](const auto& change) {
            Question question = questionTo("http://127.0.0.1:1");
            change(question);
            const auto asked = ask(question, nullptr);
            return !asked && asked.error().kind == telemetry::ErrorKind::Usage;
        };
        QVERIFY(kindOf([](Question& q) { q.endpoint = "ftp://x"; }));
        QVERIFY(kindOf([](Question& q) { q.targets.clear(); }));
        QVERIFY(kindOf([](Question& q) { q.targets.resize(4, q.targets[0]); }));
        QVERIFY(kindOf([](Question& q) { q.targets[0].model.clear(); }));
        QVERIFY(kindOf([](Question& q) { q.samplesEach = 0; }));
        QVERIFY(kindOf([](Question& q) { q.samplesEach = 51; }));
        QVERIFY(kindOf([](Question& q) { q.temperature = 2.5; }));
    }

    void nobodyThereIsToldForEach()
    {
        Question question = questionTo("http://127.0.0.1:1");
        const auto asked = ask(question, nullptr);
        QVERIFY(asked.has_value());
        QCOMPARE(asked->samples.size(), std::size_t{9});
        for (const sampling::Sample& sample : asked->samples)
            QVERIFY(!sample.error.empty());
    }

    void partsStreamInAndACancelKeepsWhatCame()
    {
        // The first connection is answered, those after it say half a sentence and hang.
        std::atomic<int> connections = 0;
        std::promise<void> end;
        const std::shared_future<void> ended = end.get_future().share();
        nettest::ScriptedServer server([&](nettest::RawSocket& peer) {
            peer.readUntil("\"model\"");
            if (connections++ == 0) {
                const std::string body = streamOf("new", "Sydney");
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size())
                          + "\r\n\r\n" + body);
                return;
            }
            peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                      "data: {\"choices\":[{\"delta\":{\"content\":\"Half\"}}]}\n\n");
            ended.wait();
        });
        Question question = questionTo(server.url());
        question.targets.resize(1);
        question.atOnce = 1;
        std::atomic<bool> cancel = false;
        std::string part;
        const auto asked =
            ask(question, &cancel,
                {.onSample = {}, .onText = [&](std::size_t, std::size_t, const std::string& text) {
                     part = text;
                     cancel = text == "Half";
                 }});
        end.set_value();
        QVERIFY(asked.has_value());
        QCOMPARE(part, std::string("Half"));
        QVERIFY(asked->isCancelled);
        QCOMPARE(asked->samples.size(), std::size_t{1});
        QCOMPARE(asked->samples[0].text, std::string("Sydney"));
    }

    void hostsAreAllThatIsToldOfAnAddress()
    {
        QCOMPARE(hostOf("https://user:pass@api.example.com:8443/v1?key=1"),
                 std::string("https://api.example.com:8443"));
        QCOMPARE(hostOf("http://h"), std::string("http://h"));
        QVERIFY(hostOf("h:80").empty() && hostOf("file:///etc").empty()
                && hostOf("http://").empty());
    }

    void whatIsRecordedComesBack()
    {
        Endpoint endpoint;
        const Question question = questionTo(endpoint.server->url());
        const auto asked = ask(question, nullptr);
        QVERIFY(asked.has_value());
        QTemporaryDir folder;
        const std::string path = folder.filePath(u"r.plumb"_s).toStdString();
        {
            auto pipeline = ingest::Pipeline::start(path);
            QVERIFY(pipeline.has_value());
            ingest::RawDelivery delivery;
            delivery.body = tracesOf(*asked, question.suspect);
            delivery.source = "re-ask";
            (*pipeline)->submitBlocking(std::move(delivery), [](const ingest::Receipt&) {});
            (*pipeline)->record(entryOf(*asked));
            QVERIFY((*pipeline)->finish().has_value());
        }
        auto reader = store::Reader::open(path);
        QVERIFY(reader.has_value());
        const telemetry::SpanKey key{.trace = question.suspect.trace,
                                     .span = question.suspect.span};
        const auto read = sampling::readReasks(**reader, key);
        QVERIFY(read.has_value());
        QCOMPARE(read->size(), std::size_t{1});
        const sampling::Reask& back = read->front();
        QCOMPARE(back.actor, std::string("ann"));
        QCOMPARE(back.samples.size(), asked->samples.size());
        for (std::size_t i = 0; i < back.samples.size(); ++i) {
            QCOMPARE(back.samples[i].text, asked->samples[i].text);
            QCOMPARE(back.samples[i].target, asked->samples[i].target);
            QCOMPARE(back.samples[i].number, asked->samples[i].number);
            QCOMPARE(back.samples[i].error, asked->samples[i].error);
            QVERIFY(back.samples[i].span == asked->samples[i].span);
        }
        // Under a name of their own, and of no other suspect.
        const auto services = (*reader)->services({});
        QVERIFY(services.has_value());
        QCOMPARE(services->size(), std::size_t{1});
        QCOMPARE(services->front().service, std::string("shop (re-ask)"));
        const auto other =
            sampling::readReasks(**reader, {.trace = key.trace, .span = telemetry::SpanId{9}});
        QVERIFY(other && other->empty());
    }
};

QTEST_GUILESS_MAIN(TestAsker)
#include "tst_asker.moc"
