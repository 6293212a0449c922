// SPDX-License-Identifier: GPL-3.0-or-later

// What the connect wizard gives to be copied.

#include "widgets/common/theme.h"
#include "widgets/sources/setupblocks.h"
#include "widgets/sources/setuppanel.h"
#include "widgets/sources/setuptexts.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace {

// What has prompts and answers sent, as it is written for each.
const std::map<QString, QString> kContent{
    {u"OpenTelemetry, over HTTP"_s,
     u"export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true"_s},
    {u"OpenTelemetry, over gRPC"_s,
     u"export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true"_s},
    {u"Existing Collector, over HTTP"_s,
     u"export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true"_s},
    {u"Existing Collector, over gRPC"_s,
     u"export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true"_s},
    {u"New Collector, over HTTP"_s,
     u"export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true"_s},
    {u"New Collector, over gRPC"_s,
     u"export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true"_s},
    {u"Python: OpenTelemetry SDK"_s,
     uR"(os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "span_only")"_s},
    {u"JavaScript, TypeScript: OpenTelemetry SDK"_s, u"captureMessageContent: true"_s},
    {u"Java: OpenTelemetry agent"_s,
     u"-Dotel.instrumentation.genai.capture-message-content=true"_s},
    {u"Go: OpenTelemetry SDK"_s, u"gen_ai.output.messages"_s},
    {u"C#, .NET: Microsoft.Extensions.AI"_s, u"EnableSensitiveData = true"_s},
    {u"OpenLLMetry (Traceloop)"_s, u"TRACELOOP_TRACE_CONTENT=true"_s},
    {u"OpenInference (Python)"_s, u"hide_inputs=False, hide_outputs=False"_s},
    {u"LangSmith SDK, LangChain (Python)"_s, u"LANGSMITH_HIDE_OUTPUTS=false"_s},
    {u"Langfuse SDK"_s, u"LANGFUSE_TRACING_ENABLED=true"_s},
    {u"Vercel AI SDK"_s, u"recordInputs: true, recordOutputs: true"_s},
    {u"Spring AI"_s, u"gen_ai.completion"_s},
    {u"Claude Code"_s, u"OTEL_LOG_USER_PROMPTS=1"_s},
    {u"LiteLLM"_s, u"turn_off_message_logging: false"_s},
};

// All that is to be pasted, wherever it goes.
QString setupText(int client, const sources::Endpoints& endpoints)
{
    QStringList texts;
    for (const sources::SetupPart& part : sources::setupParts(client, endpoints))
        texts << part.text;
    return texts.join(u'\n');
}

// The parts by their headings' beginnings.
QString partOf(const QString& client, const QString& heading, const sources::Endpoints& endpoints)
{
    for (const sources::SetupClient& each : sources::setupClients(endpoints)) {
        if (each.name != client)
            continue;
        for (const sources::SetupPart& part : sources::setupParts(each.id, endpoints)) {
            if (part.heading.startsWith(heading))
                return part.text;
        }
    }
    return {};
}

} // namespace

class TestSetupTexts : public QObject
{
    Q_OBJECT

private slots:
    void everyClientHasAllItNeeds();
    void withoutTokenAndTlsNoneIsNamed();
    void packagesAndComponentsHaveTheirNamesOfToday();
    void everyTextNamesItsService();
    void eachPartIsPastedAsItIs();
    void eachFileIsCopiedAlone();
    void aClientChosenLaterIsShownWhole();
};

void TestSetupTexts::everyClientHasAllItNeeds()
{
    const sources::Endpoints endpoints{.http = u"https://192.0.2.7:4318"_s,
                                       .grpc = u"https://192.0.2.7:4317"_s,
                                       .needsToken = true};
    const auto clients = sources::setupClients(endpoints);
    QCOMPARE(clients.size(), kContent.size());
    for (const sources::SetupClient& client : clients) {
        const QString text = setupText(client.id, endpoints);
        const QByteArray told = (client.name + u":\n"_s + text).toUtf8();
        QVERIFY2(text.contains(u"https://192.0.2.7:431"_s), told.constData());
        QVERIFY2(text.contains(u"<token>"_s) && text.contains(u"<ca.pem>"_s), told.constData());
        QVERIFY2(kContent.contains(client.name) && text.contains(kContent.at(client.name)),
                 told.constData());
        for (const QString& part : client.contentSwitch.split(u", "_s))
            QVERIFY2(text.contains(part), told.constData());
        for (const char* leftOver : {"%1", "$HTTP", "$GRPC", "?token", "?open", "?tls", "?plain"})
            QVERIFY2(!text.contains(QLatin1StringView(leftOver)), told.constData());
        QVERIFY2(!text.startsWith(u'\n') && !text.endsWith(u'\n'), told.constData());
    }
}

void TestSetupTexts::withoutTokenAndTlsNoneIsNamed()
{
    const sources::Endpoints endpoints{.http = u"http://127.0.0.1:4318"_s,
                                       .grpc = u"http://127.0.0.1:4317"_s};
    for (const sources::SetupClient& client : sources::setupClients(endpoints)) {
        const QString text = setupText(client.id, endpoints);
        const QByteArray told = (client.name + u":\n"_s + text).toUtf8();
        QVERIFY2(text.contains(u"http://127.0.0.1:431"_s), told.constData());
        QVERIFY2(!text.contains(u"<token>"_s) && !text.contains(u"<ca.pem>"_s), told.constData());
        QVERIFY2(!text.contains(u"Bearer"_s), told.constData());
    }
    QCOMPARE(setupText(99, endpoints), QString());
    QCOMPARE(setupText(-1, endpoints), QString());
}

// Names of 2026-10; "true" has switched nothing on in Python since the packages are called genai.
void TestSetupTexts::packagesAndComponentsHaveTheirNamesOfToday()
{
    const sources::Endpoints endpoints{.http = u"https://192.0.2.7:4318"_s,
                                       .grpc = u"https://192.0.2.7:4317"_s,
                                       .needsToken = true};
    std::map<QString, QString> texts;
    for (const sources::SetupClient& client : sources::setupClients(endpoints))
        texts[client.name] = setupText(client.id, endpoints);
    const std::map<QString, QStringList> expected{
        {u"OpenTelemetry, over HTTP"_s, {u"span_only"_s}},
        {u"Existing Collector, over HTTP"_s, {u"  otlp_http/plumbline:"_s}},
        {u"Existing Collector, over gRPC"_s, {u"  otlp_grpc/plumbline:"_s}},
        {u"New Collector, over HTTP"_s,
         {u"  otlp_http/plumbline:"_s, u"exporters: [otlp_http/plumbline]"_s}},
        {u"New Collector, over gRPC"_s,
         {u"  otlp_grpc/plumbline:"_s, u"exporters: [otlp_grpc/plumbline]"_s}},
        {u"Python: OpenTelemetry SDK"_s,
         {u"opentelemetry-instrumentation-genai-openai"_s,
          u"from opentelemetry.instrumentation.genai.openai import OpenAIInstrumentor"_s,
          u"from opentelemetry.exporter.otlp.proto.http.trace_exporter import"_s}},
        {u"JavaScript, TypeScript: OpenTelemetry SDK"_s,
         {u"--require ./telemetry.cjs"_s, u"sdk.shutdown()"_s}},
        {u"Go: OpenTelemetry SDK"_s,
         {u"\t\"os\"\n"_s, u"\"go.opentelemetry.io/otel/attribute\""_s,
          u"\"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp\""_s,
          u"\"go.opentelemetry.io/otel/sdk/resource\""_s,
          u"sdktrace \"go.opentelemetry.io/otel/sdk/trace\""_s}},
        {u"C#, .NET: Microsoft.Extensions.AI"_s,
         {u"using Microsoft.Extensions.AI;"_s, u"using OpenTelemetry.Exporter;"_s,
          u"using OpenTelemetry.Resources;"_s, u"using OpenTelemetry.Trace;"_s}},
        {u"Vercel AI SDK"_s,
         {u"@ai-sdk/otel"_s, u"registerTelemetry(new OpenTelemetry())"_s, u"sdk.shutdown()"_s}},
    };
    for (const auto& [client, parts] : expected) {
        for (const QString& part : parts)
            QVERIFY2(texts[client].contains(part), qPrintable(client + u": "_s + part));
    }
    QVERIFY(!texts[u"Python: OpenTelemetry SDK"_s].contains(u"openai_v2"_s));
    QVERIFY(!texts[u"Python: OpenTelemetry SDK"_s].contains(u"logging ="_s));
    // A module that nothing uses is an error in Go.
    const sources::Endpoints open{.http = u"http://127.0.0.1:4318"_s, .grpc = {}};
    for (const sources::SetupClient& client : sources::setupClients(open)) {
        if (client.name.startsWith(u"Go:"_s))
            QVERIFY(!setupText(client.id, open).contains(u"\"os\""_s));
    }
}

// Without one a service is unknown_service, as all others that have none.
void TestSetupTexts::everyTextNamesItsService()
{
    const sources::Endpoints endpoints{.http = u"http://127.0.0.1:4318"_s,
                                       .grpc = u"http://127.0.0.1:4317"_s};
    for (const sources::SetupClient& client : sources::setupClients(endpoints)) {
        if (client.name == u"Claude Code"_s) // has a name of its own
            continue;
        const QString text = setupText(client.id, endpoints);
        QVERIFY2(text.contains(u"my-service"_s), qPrintable(client.name + u'\n' + text));
    }
}

// One text, one place; what is there already stays.
void TestSetupTexts::eachPartIsPastedAsItIs()
{
    const sources::Endpoints open{.http = u"http://127.0.0.1:4318"_s,
                                  .grpc = u"http://127.0.0.1:4317"_s};
    const sources::Endpoints guarded{.http = u"https://192.0.2.7:4318"_s,
                                     .grpc = u"https://192.0.2.7:4317"_s,
                                     .needsToken = true};
    for (const sources::Endpoints& endpoints : {open, guarded}) {
        for (const sources::SetupClient& client : sources::setupClients(endpoints)) {
            QStringList headings;
            for (const sources::SetupPart& part : sources::setupParts(client.id, endpoints)) {
                const QByteArray told =
                    (client.name + u'\n' + part.heading + u'\n' + part.text).toUtf8();
                headings << part.heading;
                QVERIFY2(!part.heading.isEmpty() && !part.text.isEmpty(), told.constData());
                QVERIFY2(!part.text.contains(u"options = {}"_s), told.constData());
                const bool isShell = part.text.startsWith(u"export "_s)
                    || part.text.contains(u"\nexport "_s) || part.text.startsWith(u"pip "_s)
                    || part.text.startsWith(u"npm "_s);
                const bool isCode = part.text.contains(u"import "_s)
                    || part.text.contains(u"require("_s) || part.text.contains(u"callbacks:"_s);
                QVERIFY2(!(isShell && isCode), told.constData());
            }
            QCOMPARE(headings.removeDuplicates(), qsizetype{0});
        }
    }
    // What would take the place of a Collector's pipelines is offered for a new one alone.
    for (const QString& protocol : {u"HTTP"_s, u"gRPC"_s}) {
        const QString existing = u"Existing Collector, over "_s + protocol;
        const QString added = partOf(existing, u"config.yaml – added"_s, open);
        QVERIFY2(added.startsWith(u"  otlp_"_s) && !added.contains(u"pipelines"_s)
                     && !added.contains(u"exporters:\n"_s),
                 qPrintable(added));
        const QString name = partOf(existing, u"config.yaml – the name"_s, open);
        QVERIFY2(added.startsWith(u"  "_s + name + u':'), qPrintable(name));
        const QString whole =
            partOf(u"New Collector, over "_s + protocol, u"collector.yaml"_s, open);
        for (const QString& line : {u"receivers:"_s, u"exporters:"_s, u"service:"_s, added})
            QVERIFY2(whole.contains(line.section(u'#', 0, 0).trimmed()), qPrintable(whole));
        QVERIFY2(!whole.contains(u"127.0.0.1:4317\"}"_s), qPrintable(whole)); // the console's own
    }
    // LiteLLM sends the header as it stands there.
    const QString proxy = partOf(u"LiteLLM"_s, u"In the shell that starts"_s, guarded);
    QVERIFY2(proxy.contains(u"authorization=Bearer <token>"_s), qPrintable(proxy));
    const QString java = partOf(u"Spring AI"_s, u"ContentInSpans.java"_s, open);
    QVERIFY2(java.startsWith(u"import io.micrometer.common.KeyValue;"_s), qPrintable(java));
    QVERIFY(partOf(u"Spring AI"_s, u"In a shell"_s, open).isEmpty());
    QVERIFY(!partOf(u"Spring AI"_s, u"In a shell"_s, guarded).isEmpty());
}

// What goes to different places is copied in pieces: by each button what stands below it alone.
void TestSetupTexts::eachFileIsCopiedAlone()
{
    const common::Theme theme(u"dark"_s);
    sources::SetupPanel panel(theme);
    panel.setEndpoints({.http = u"http://127.0.0.1:4318"_s, .grpc = {}});
    panel.resize(900, 700);
    panel.show();
    auto* setup = &panel;
    auto* clients = setup->findChild<QComboBox*>();
    clients->setCurrentIndex(clients->findText(u"LiteLLM"_s));
    const QStringList settings = setup->settings();
    QCOMPARE(settings.size(), qsizetype{3});
    QStringList headings;
    for (const auto* label : setup->findChildren<QLabel*>())
        headings << label->text();
    QCOMPARE(headings.filter(u"config.yaml – of the proxy"_s).size(), qsizetype{1});
    QList<QPushButton*> copies;
    for (auto* each : setup->findChildren<QPushButton*>()) {
        if (each->text() == u"Copy"_s)
            copies << each;
    }
    QCOMPARE(copies.size(), settings.size());
    for (qsizetype i = 0; i < copies.size(); ++i) {
        copies[i]->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), settings[i]);
        QCOMPARE(copies[i]->text(), u"Copied"_s);
        QVERIFY(i == 0 || copies[i - 1]->text() == u"Copy"_s); // of one alone is it true
        QVERIFY(copies[i]->accessibleName().startsWith(u"Copy: "_s));
    }
    QCOMPARE(settings.last(), u"  callbacks: [\"otel\"]\n  turn_off_message_logging: false"_s);
    QVERIFY(!settings[1].contains(u"callbacks"_s));
}

// In a panel that is open already, whose texts change in place.
void TestSetupTexts::aClientChosenLaterIsShownWhole()
{
    const common::Theme theme(u"dark"_s);
    QWidget page;
    page.resize(900, 900);
    auto* layout = new QVBoxLayout(&page);
    auto* panel = new sources::SetupPanel(theme, &page);
    layout->addWidget(panel);
    layout->addStretch(1);
    page.show();
    panel->setEndpoints({.http = u"http://127.0.0.1:4318"_s, .grpc = u"http://127.0.0.1:4317"_s});
    auto* clients = panel->findChild<QComboBox*>();
    auto* blocks = panel->findChild<sources::SetupBlocks*>();
    QVERIFY(blocks != nullptr);
    for (const int chosen : {5, 0, 7, 3}) {
        clients->setCurrentIndex(chosen);
        const auto shown = [blocks] {
            const auto texts = blocks->findChildren<QPlainTextEdit*>();
            return !texts.isEmpty() && texts.front()->isVisible()
                && blocks->height() >= std::min(texts.front()->height(), 200);
        };
        QTRY_VERIFY2(shown(), clients->currentText().toUtf8().constData());
    }
}

QTEST_MAIN(TestSetupTexts)
#include "tst_setuptexts.moc"
