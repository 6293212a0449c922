// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/ingest/pipeline.h"
#include "models/ingest/receiver.h"
#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "models/net/httpclient.h"
#include "models/otlp/encode.h"
#include "models/store/mappingreport.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/refusal.h"
#include "tests/models/net/rawsocket.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/sources/setuppanel.h"
#include "widgets/sources/setupwords.h"
#include "widgets/sources/sourcespage.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

constexpr const char* kToken = "s3cret-of-this-console";

std::string chatBody(const std::string& service, telemetry::Timestamp time, bool hasContent)
{
    otlp::OutgoingSpan span;
    span.trace.bytes.fill(7);
    span.id = static_cast<telemetry::SpanId>(7);
    span.name = "chat";
    span.start = time - 1s;
    span.end = time;
    span.attributes = {{"gen_ai.operation.name", "chat"s}, {"gen_ai.request.model", "gpt"s}};
    if (hasContent) {
        span.attributes.emplace_back(
            "gen_ai.input.messages",
            R"([{"role":"user","parts":[{"type":"text","content":"Why?"}]}])"s);
        span.attributes.emplace_back(
            "gen_ai.output.messages",
            R"([{"role":"assistant","parts":[{"type":"text","content":"Because."}]}])"s);
    }
    return otlp::encodeTraces({{"service.name", service}}, "test", {span});
}

// A receiver, a recording and the page that watches both, as the window has them.
class Console
{
public:
    explicit Console(const std::string& token = {})
        : m_path(m_folder.filePath(u"live.plumb"_s).toStdString())
    {
        auto started = ingest::Pipeline::start(m_path, {.isLive = true});
        if (!started)
            qFatal("%s", started.error().message.c_str());
        pipeline = std::move(*started);
        auto listening = ingest::Receiver::listen(
            {.port = 0, .admission = {.bearerToken = token, .tls = {}}}, *pipeline);
        if (!listening)
            qFatal("%s", listening.error().message.c_str());
        receiver = std::move(*listening);
        pipeline->openLink("otlp-http");
        m_queries = std::make_unique<items::RecordingQueries>(m_path);
        m_conductor = std::make_unique<items::TimeConductor>(m_clock, true);
        page = std::make_unique<sources::SourcesPage>(*m_queries, *m_conductor, m_theme);
        page->setEndpoints({.http = QString::fromStdString(receiver->url()),
                            .grpc = {},
                            .needsToken = !token.empty()});
        page->resize(1100, 800);
        page->show();
        QObject::connect(&m_timer, &QTimer::timeout, page.get(), [this] { look(); });
        m_timer.start(50);
        look();
    }
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;
    ~Console()
    {
        m_timer.stop();
        page.reset();
        m_conductor.reset();
        m_queries.reset();
    }

    void openSetup()
    {
        for (auto* button : page->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text() == u"Connect a Service…"_s)
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        qFatal("no button connects a service");
    }
    int post(const std::string& path, const std::string& body, const std::string& token = {})
    {
        std::vector<std::pair<std::string, std::string>> headers{
            {"Content-Type", "application/x-protobuf"}};
        if (!token.empty())
            headers.emplace_back("Authorization", "Bearer " + token);
        net::HttpClient client;
        return client
            .perform({.method = "POST",
                      .url = receiver->url() + path,
                      .headers = std::move(headers),
                      .body = body,
                      .timeout = 30s})
            .status;
    }
    telemetry::Timestamp now() const { return m_clock.now(); }
    QString texts() const // of the labels of the set-up that are shown
    {
        QStringList all;
        for (const auto* label : page->findChild<sources::SetupPanel*>()->findChildren<QLabel*>()) {
            if (label->isVisible())
                all << label->text();
        }
        return all.join(u'\n');
    }
    QStringList sentences() const // of the whole page
    {
        QStringList all;
        for (const auto* label : page->findChildren<QLabel*>())
            all << label->text();
        return all;
    }

private:
    void look()
    {
        page->setLiveLinks(pipeline->links());
        page->setRefusals(pipeline->refusals(), m_clock.now());
    }

    QTemporaryDir m_folder;
    std::string m_path;
    telemetry::SystemClock m_clock;
    common::Theme m_theme{u"dark"_s};

public:
    std::unique_ptr<ingest::Pipeline> pipeline;
    std::unique_ptr<ingest::Receiver> receiver;
    std::unique_ptr<sources::SourcesPage> page;

private:
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    QTimer m_timer;
};

} // namespace

class TestConnectService : public QObject
{
    Q_OBJECT

private slots:
    void theFirstSpanTurnsItGreen();
    void whatIsMissingIsToldWithItsSwitch();
    void aClockThatIsOffIsTold();
    void refusalsAreToldInWords();
    void aMissingTokenIsToldAndNeverShown();
    void everyReasonHasWords();
    void theChosenSourceIsTested();
    void adviceFollowsTheReport();
};

void TestConnectService::theFirstSpanTurnsItGreen()
{
    Console console;
    console.openSetup();
    QTRY_VERIFY(console.texts().contains(u"? Waiting for the first span"_s));
    auto* clients = console.page->findChild<QComboBox*>();
    QVERIFY(console.page->focusWidget() == clients);
    QCOMPARE(console.post("/v1/traces", chatBody("shop", console.now(), true)), 200);
    QTRY_VERIFY2(console.texts().contains(u"● First span of shop arrived "_s),
                 qPrintable(console.texts()));
    // Its mapping report is shown, and the page tells how long it is ago.
    QTRY_VERIFY2(console.sentences().filter(u"shop by otlp-http"_s).size() == 1,
                 qPrintable(console.sentences().join(u'\n')));
    QTRY_VERIFY2(console.texts().contains(u"s ago"_s), qPrintable(console.texts()));
    QVERIFY2(!console.texts().contains(u'✕'), qPrintable(console.texts()));
    QVERIFY2(!console.texts().contains(u"No answers captured"_s), qPrintable(console.texts()));
}

void TestConnectService::whatIsMissingIsToldWithItsSwitch()
{
    Console console;
    console.openSetup();
    auto* clients = console.page->findChild<QComboBox*>();
    clients->setFocus();
    while (clients->currentText() != u"Vercel AI SDK"_s
           && clients->currentIndex() + 1 < clients->count())
        QTest::keyClick(clients, Qt::Key_Down);
    QCOMPARE(clients->currentText(), u"Vercel AI SDK"_s);
    QTRY_VERIFY(console.texts().contains(u"? Waiting"_s));
    QCOMPARE(console.post("/v1/traces", chatBody("shop", console.now(), false)), 200);
    QTRY_VERIFY2(console.texts().contains(
                     u"⊘ No answers captured. Switched on by: recordInputs, recordOutputs"_s),
                 qPrintable(console.texts()));
}

void TestConnectService::aClockThatIsOffIsTold()
{
    telemetry::LinkStatus link;
    QCOMPARE(sources::clockText(link), QString());
    link.skew = 59s;
    QCOMPARE(sources::clockText(link), QString());
    link.skew = 3min;
    QVERIFY2(sources::clockText(link).contains(u"3 min ahead of this machine's"_s),
             qPrintable(sources::clockText(link)));
    link.skew = -2h;
    QVERIFY(sources::clockText(link).contains(u"2 h behind"_s));
}

void TestConnectService::refusalsAreToldInWords()
{
    Console console;
    QCOMPARE(console.post("/", chatBody("before", console.now(), true)), 404);
    QTest::qWait(150); // the page looks now and then
    console.openSetup();
    QTRY_VERIFY(console.texts().contains(u"? Waiting"_s));
    QTest::qWait(150);
    QVERIFY2(!console.texts().contains(u'✕'), qPrintable(console.texts())); // what was before
    QCOMPARE(console.post("/", chatBody("shop", console.now(), true)), 404);
    QTRY_VERIFY2(console.texts().contains(u"✕ Something came to OTLP/HTTP"_s)
                     && console.texts().contains(u"takes no telemetry (404)"_s)
                     && console.texts().contains(QString::fromStdString(console.receiver->url())
                                                 + u"/v1/traces"_s),
                 qPrintable(console.texts()));
    auto grpc = nettest::RawSocket::connect(console.receiver->port());
    QVERIFY(grpc.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    QTRY_VERIFY2(console.texts().contains(u"it was gRPC, and OTLP/HTTP is received there"_s),
                 qPrintable(console.texts()));
    auto tls = nettest::RawSocket::connect(console.receiver->port());
    QVERIFY(tls.send(std::string("\x16\x03\x01\x00\x05hello\r\n\r\n", 14)));
    QTRY_VERIFY2(console.texts().contains(u"it was TLS, and plain text is received there"_s),
                 qPrintable(console.texts()));
    QCOMPARE(console.post("/v1/traces", "\xff\xff\xff\xff"), 400);
    QTRY_VERIFY2(console.texts().contains(u"could not be read: "_s), qPrintable(console.texts()));
    // What is right at last is all that is told.
    QCOMPARE(console.post("/v1/traces", chatBody("shop", console.now(), true)), 200);
    QTRY_VERIFY2(console.texts().contains(u"● First span of shop"_s), qPrintable(console.texts()));
    QTRY_VERIFY2(!console.texts().contains(u'✕'), qPrintable(console.texts()));
}

void TestConnectService::aMissingTokenIsToldAndNeverShown()
{
    Console console(kToken);
    console.openSetup();
    QTRY_VERIFY(console.texts().contains(u"? Waiting"_s));
    auto* setup = console.page->findChild<sources::SetupPanel*>();
    auto* clients = setup->findChild<QComboBox*>();
    for (int i = 0; i < clients->count(); ++i) {
        clients->setCurrentIndex(i);
        QVERIFY(!setup->settings().join(u'\n').contains(QLatin1StringView(kToken)));
    }
    const std::string body = chatBody("shop", console.now(), true);
    QCOMPARE(console.post("/v1/traces", body), 401);
    QTRY_VERIFY2(console.texts().contains(u"no token, or a wrong one (401)"_s),
                 qPrintable(console.texts()));
    QVERIFY(!console.sentences().join(u'\n').contains(QLatin1StringView(kToken)));
    QCOMPARE(console.post("/v1/traces", body, kToken), 200);
    QTRY_VERIFY2(console.texts().contains(u"● First span of shop"_s), qPrintable(console.texts()));
}

void TestConnectService::everyReasonHasWords()
{
    namespace reasons = telemetry::refusal;
    const sources::Endpoints endpoints{.http = u"http://127.0.0.1:4318"_s,
                                       .grpc = u"http://127.0.0.1:4317"_s};
    const telemetry::Timestamp now = telemetry::SystemClock().now();
    const std::map<std::string, QString> expected{
        {reasons::kNoToken, u"authorization"_s},
        {reasons::kWrongPath, u"http://127.0.0.1:4318/v1/traces"_s},
        {reasons::kHttp2, u"Send it to http://127.0.0.1:4317"_s},
        {reasons::kTls, u"Write http:// for https://"_s},
        {reasons::kPlainText, u"Write https:// for http://"_s},
        {reasons::kUntrusted, u"does not trust the console's certificate"_s},
        {reasons::kContentType, u"http/protobuf"_s},
        {reasons::kWrongService, u"The protocol has to be OTLP"_s},
        {reasons::kTooLarge, u"smaller batches"_s},
        {reasons::kBrowser, u"page in a browser"_s},
        {reasons::kQueueFull, u"again by themselves"_s},
        {reasons::kMalformed, u"no well-formed HTTP request"_s},
        {reasons::kBrokenOff, u"a proxy"_s},
        {reasons::kNoMessage, u"smaller batches"_s},
    };
    for (const auto& [reason, words] : expected) {
        const QString text = sources::refusalText(
            {.source = "otlp-http", .reason = reason, .count = 1, .last = now - 3s}, endpoints,
            now);
        QVERIFY2(text.startsWith(u"✕ Something came to OTLP/HTTP 3 s ago and was sent away: "_s),
                 qPrintable(text));
        QVERIFY2(text.contains(words) && !text.contains(u"%1"_s), qPrintable(text));
    }
}

void TestConnectService::theChosenSourceIsTested()
{
    Console console;
    const QSignalSpy tested(console.page.get(), &sources::SourcesPage::testRequested);
    QCOMPARE(console.post("/v1/traces", chatBody("shop", console.now(), true)), 200);
    const auto button = [&console]() -> QPushButton* {
        for (auto* each : console.page->findChildren<QPushButton*>()) {
            if (each->text() == u"Test"_s && each->isVisible())
                return each;
        }
        return nullptr;
    };
    QTRY_VERIFY(button() != nullptr);
    auto* links = console.page->findChild<QTableView*>();
    links->selectRow(0);
    QVERIFY(button()->isEnabled());
    QTest::mouseClick(button(), Qt::LeftButton);
    QCOMPARE(tested.count(), qsizetype{1});
    QCOMPARE(tested.first()[0].toString(), u"otlp-http"_s);
    button()->setFocus();
    QTest::keyClick(button(), Qt::Key_Space);
    QCOMPARE(tested.count(), qsizetype{2});
}

// The advice goes by how the sentences of the report begin.
void TestConnectService::adviceFollowsTheReport()
{
    store::SourceMapping bare;
    bare.generations = 1;
    bare.cannotTell = store::cannotTell(bare);
    const QString all = sources::missingTexts(bare, u"THE_SWITCH"_s).join(u'\n');
    for (const QString& part :
         {u"No answers captured. Switched on by: THE_SWITCH"_s,
          u"No prompts captured. Switched on by: THE_SWITCH"_s, u"service.version=1.2.3"_s,
          u"gen_ai.conversation.id"_s, u"gen_ai.prompt.version"_s})
        QVERIFY2(all.contains(part), qPrintable(all));
    store::SourceMapping empty; // nothing that calls a model came yet
    empty.cannotTell = store::cannotTell(empty);
    QCOMPARE(sources::missingTexts(empty, u"THE_SWITCH"_s), QStringList());
}

QTEST_MAIN(TestConnectService)
#include "tst_connectservice.moc"
