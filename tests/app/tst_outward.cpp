// SPDX-License-Identifier: GPL-3.0-or-later

// What a console that records tells others: webhooks, over a restart too, and metrics.

#include "app/commands/consolemetrics.h"
#include "app/commands/notifywatch.h"
#include "models/items/viewstate.h"
#include "models/net/httpclient.h"
#include "models/net/httpserver.h"
#include "models/notify/event.h"
#include "models/store/reader.h"
#include "models/store/writer.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
#include <mutex>

using namespace Qt::StringLiterals;

namespace {

class Webhook
{
public:
    Webhook()
    {
        m_server = std::move(*net::HttpServer::listen(
            "127.0.0.1", 0,
            [this](const net::HttpRequest& request, const net::HttpServer::Responder& respond) {
                {
                    const std::scoped_lock lock(m_mutex);
                    m_bodies.push_back(
                        QJsonDocument::fromJson(QByteArray::fromStdString(request.body)).object());
                }
                net::HttpResponse response;
                response.status = status;
                respond(std::move(response));
            }));
    }
    std::string url() const { return m_server->url() + "/services/secret-token"; }
    std::vector<QJsonObject> bodies() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_bodies;
    }
    std::atomic<int> status = 200;

private:
    mutable std::mutex m_mutex;
    std::vector<QJsonObject> m_bodies;
    std::unique_ptr<net::HttpServer> m_server;
};

notify::Sender::Address address(const std::string& name, const Webhook& hook)
{
    notify::Target target;
    target.name = name;
    return {.target = target, .url = hook.url()};
}

void recordOpened(ingest::Pipeline& pipeline, const char* id)
{
    telemetry::TimelineEntry entry;
    entry.time = telemetry::SystemClock().now();
    entry.kind = "incident";
    entry.actor = "ann";
    entry.subject = id;
    entry.text = "Opened: something that was said";
    entry.payload = R"({"what":"opened","severity":2,"services":["support-bot"]})";
    pipeline.record(std::move(entry));
    pipeline.drain();
}

std::vector<std::pair<std::string, std::string>> states(const std::string& recording)
{
    std::vector<std::pair<std::string, std::string>> result;
    const auto reader = store::Reader::open(recording);
    const auto entries =
        reader ? (*reader)->timeline({}, {"message"}) : tl::make_unexpected(reader.error());
    for (const auto& entry : entries.value_or(std::vector<telemetry::TimelineEntry>())) {
        const QJsonObject payload =
            QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
        result.emplace_back(entry.subject, payload.value(u"state"_s).toString().toStdString());
        if (entry.payload.find("secret-token") != std::string::npos)
            result.emplace_back("leak", entry.payload);
    }
    return result;
}

net::Exchange get(const std::string& url, const std::string& token = {})
{
    net::HttpClient client;
    net::ClientRequest request;
    request.url = url;
    if (!token.empty())
        request.headers.emplace_back("Authorization", "Bearer " + token);
    return client.perform(request);
}

} // namespace

class TestOutward : public QObject
{
    Q_OBJECT

private slots:
    void whatHappensIsToldOnce();
    void aLinkLeadsToWhereItIsKnown();
    void whatWasLeftIsSentByTheNextConsole();
    void whatWasBeforeIsNoNews();
    void whatCannotBeReadIsSaidAndTriedAgain();
    void metricsAreServed();
    void metricsAreKeptFromOthers();

private:
    QTemporaryDir m_folder;
    int m_number = 0;
    std::string path() { return m_folder.filePath(u"r%1.plumb"_s.arg(++m_number)).toStdString(); }
};

void TestOutward::whatHappensIsToldOnce()
{
    const std::string recording = path();
    Webhook hook;
    {
        auto pipeline = ingest::Pipeline::start(recording);
        QVERIFY(pipeline);
        const commands::NotifyWatch watch({address("ops", hook)}, **pipeline);
        QTRY_VERIFY(!states(recording).empty()); // on
        recordOpened(**pipeline, "INC-0001");
        QTRY_COMPARE(hook.bodies().size(), std::size_t{1});
        recordOpened(**pipeline, "INC-0002"); // and at once the end: a last look is taken
    }
    const auto bodies = hook.bodies();
    QCOMPARE(bodies.size(), std::size_t{2});
    QCOMPARE(bodies[1].value(u"subject"_s).toString(), u"INC-0002"_s);
    QVERIFY(bodies[0].value(u"text"_s).isNull());
    const auto link = items::viewStateFromLink(bodies[0].value(u"link"_s).toString().toStdString());
    QVERIFY(link && link->leftOut.empty());
    QCOMPARE(link->state.incident, std::string("INC-0001"));
    const auto reader = store::Reader::open(recording);
    QCOMPARE(link->state.recording, (*reader)->recordingId().value());
    const std::vector<std::pair<std::string, std::string>> expected{
        {"ops", "on"}, {"ops", "sent"}, {"ops", "sent"}};
    QVERIFY(states(recording) == expected);
}

// What happened in the service earlier than the console learned of it: at its own time nobody knew.
void TestOutward::aLinkLeadsToWhereItIsKnown()
{
    const std::string recording = path();
    const auto writer = store::Writer::open(recording);
    QVERIFY(writer);
    telemetry::TimelineEntry raised;
    raised.kind = "alarm";
    raised.subject = "A-0001";
    raised.text = "A-0001 raised: answers not grounded";
    raised.time = telemetry::fromUnixNanos(1'790'000'000'000'000'000LL);
    raised.recorded = raised.time + std::chrono::seconds(90);
    raised.payload = R"({"state":"raised","severity":1})";
    const auto written = (*writer)->append(std::move(raised));
    QVERIFY(written && (*writer)->commit());
    const auto event = notify::eventOf(*written);
    QVERIFY(event);
    const auto link = items::viewStateFromLink(commands::eventLink(*event));
    QVERIFY(link && link->state.cursor);
    const auto reader = store::Reader::open(recording);
    const auto known =
        (*reader)->timeline({.range = {telemetry::Timestamp::min(), telemetry::Timestamp::max()},
                             .knownAt = *link->state.cursor},
                            {"alarm"});
    QVERIFY(known);
    QCOMPARE(known->size(), std::size_t{1});
}

void TestOutward::whatWasLeftIsSentByTheNextConsole()
{
    const std::string recording = path();
    Webhook hook;
    hook.status = 503;
    {
        auto pipeline = ingest::Pipeline::start(recording);
        QVERIFY(pipeline);
        const commands::NotifyWatch watch({address("ops", hook)}, **pipeline);
        QTRY_VERIFY(!states(recording).empty());
        recordOpened(**pipeline, "INC-0001");
        QTRY_VERIFY(!hook.bodies().empty());
        QTRY_VERIFY((*pipeline)->links().size() == 1);
        QTRY_VERIFY((*pipeline)->links()[0].state == telemetry::LinkState::Failing);
        QCOMPARE((*pipeline)->links()[0].reason, std::string("it answered 503"));
    }
    QCOMPARE(states(recording).back().second, std::string("left"));
    hook.status = 200;
    const std::size_t before = hook.bodies().size();
    const QString key = hook.bodies()[0].value(u"key"_s).toString();
    Webhook other; // which nobody was told by before
    {
        auto pipeline = ingest::Pipeline::start(recording);
        QVERIFY(pipeline);
        const commands::NotifyWatch watch({address("ops", hook), address("new", other)},
                                          **pipeline);
        QTRY_COMPARE(hook.bodies().size(), before + 1);
        QCOMPARE(hook.bodies().back().value(u"key"_s).toString(), key);
        QTRY_COMPARE(states(recording).size(), std::size_t{6}); // on, failing, left, on, on, sent
    }
    QVERIFY(other.bodies().empty());
    {
        auto pipeline = ingest::Pipeline::start(recording);
        QVERIFY(pipeline);
        const commands::NotifyWatch watch({address("ops", hook)}, **pipeline);
        QTRY_COMPARE(states(recording).size(), std::size_t{7});
        recordOpened(**pipeline, "INC-0002");
        QTRY_COMPARE(hook.bodies().size(), before + 2); // the first is not told again
    }
    QCOMPARE(hook.bodies().back().value(u"subject"_s).toString(), u"INC-0002"_s);
}

void TestOutward::whatCannotBeReadIsSaidAndTriedAgain()
{
    const std::string recording = path();
    const QString file = QString::fromStdString(recording);
    Webhook hook;
    auto pipeline = ingest::Pipeline::start(recording);
    QVERIFY(pipeline);
    QVERIFY(QFile::rename(file, file + u".away"_s)); // who writes has it open
    const commands::NotifyWatch watch({address("ops", hook)}, **pipeline);
    const auto link = [&] {
        for (const telemetry::LinkStatus& each : (*pipeline)->links()) {
            if (each.source == "notify ops")
                return each;
        }
        return telemetry::LinkStatus{};
    };
    QTRY_VERIFY(link().state == telemetry::LinkState::Failing);
    QVERIFY2(link().reason.find("cannot be read") != std::string::npos, link().reason.c_str());
    QVERIFY(QFile::rename(file + u".away"_s, file));
    QTRY_VERIFY(link().state == telemetry::LinkState::Waiting);
    QTRY_VERIFY(!states(recording).empty()); // on
    recordOpened(**pipeline, "INC-0001");
    QTRY_COMPARE(hook.bodies().size(), std::size_t{1});
}

void TestOutward::whatWasBeforeIsNoNews()
{
    const std::string recording = path();
    Webhook hook;
    auto pipeline = ingest::Pipeline::start(recording);
    QVERIFY(pipeline);
    recordOpened(**pipeline, "INC-0001");
    const commands::NotifyWatch watch({address("ops", hook)}, **pipeline);
    QTRY_VERIFY(!states(recording).empty());
    recordOpened(**pipeline, "INC-0002");
    QTRY_COMPARE(hook.bodies().size(), std::size_t{1});
    QCOMPARE(hook.bodies()[0].value(u"subject"_s).toString(), u"INC-0002"_s);
}

void TestOutward::metricsAreServed()
{
    const std::string recording = path();
    auto pipeline = ingest::Pipeline::start(recording);
    QVERIFY(pipeline);
    recordOpened(**pipeline, "INC-0001");
    recordOpened(**pipeline, "INC-0002");
    telemetry::DurationHistogram frames;
    frames.observe(std::chrono::milliseconds(3));
    notify::TargetState target;
    target.name = "ops";
    target.failures = 7;
    const auto metrics = commands::ConsoleMetrics::listen(
        {.listen = "127.0.0.1:0", .tokenFile = {}},
        {.pipeline = **pipeline,
         .notify = [target] { return std::vector<notify::TargetState>{target}; },
         .frames = &frames});
    QVERIFY2(metrics, metrics ? "" : metrics.error().message.c_str());
    const net::Exchange exchange = get((*metrics)->url());
    QCOMPARE(exchange.status, 200);
    const QString text = QString::fromStdString(exchange.body);
    for (const auto* line :
         {"plumbline_spans_received_total 0", "plumbline_open_incidents 2",
          "plumbline_open_alarms{severity=\"1\"} 0",
          "plumbline_notify_failures_total{target=\"ops\"} 7",
          "plumbline_gui_frame_seconds_bucket{le=\"0.005\"} 1", "# TYPE plumbline_wal_bytes gauge"})
        QVERIFY2(text.contains(QLatin1String(line) + u'\n'), qPrintable(text));
    // The entries were committed: that is counted.
    const QRegularExpression commits(u"plumbline_commit_duration_seconds_count ([1-9][0-9]*)\n"_s);
    QVERIFY2(commits.match(text).hasMatch(), qPrintable(text));
    QCOMPARE(get((*metrics)->url() + "/no").status, 404);
}

void TestOutward::metricsAreKeptFromOthers()
{
    auto pipeline = ingest::Pipeline::start(path());
    QVERIFY(pipeline);
    const auto listen = [&](const std::string& where, const std::string& token) {
        return commands::ConsoleMetrics::listen({.listen = where, .tokenFile = token},
                                                {.pipeline = **pipeline, .notify = {}});
    };
    const auto open = listen("0.0.0.0:0", {});
    QVERIFY(!open && open.error().kind == telemetry::ErrorKind::Usage);
    QVERIFY(!listen("localhost", {}));
    QFile token(m_folder.filePath(u"token"_s));
    QVERIFY(token.open(QIODevice::WriteOnly) && token.write("hunter2-hunter2\n") > 0);
    token.close();
    const auto metrics = listen("127.0.0.1:0", token.fileName().toStdString());
    QVERIFY(metrics);
    QCOMPARE(get((*metrics)->url()).status, 401);
    QCOMPARE(get((*metrics)->url(), "hunter2-hunter3").status, 401);
    QCOMPARE(get((*metrics)->url(), "hunter2-hunter2").status, 200);
}

QTEST_GUILESS_MAIN(TestOutward)
#include "tst_outward.moc"
