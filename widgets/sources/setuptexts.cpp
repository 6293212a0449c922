// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/setuptexts.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <cstddef>
#include <utility>

using namespace Qt::StringLiterals;

namespace sources {

namespace {

enum class Needs
{
    Http,
    Grpc,
};

struct ClientText
{
    const char* name;
    Needs needs;
    const char* contentSwitch;
    // A line that begins with "?token ", "?open ", "?tls " or "?plain " is there with a token,
    // without one, with TLS or without it only. $HTTP and $GRPC are the addresses.
    const char* text;
};

// Names of options as their documentation has them (2026-10); values of headers are percent-encoded
// in variables, and gRPC knows headers in small letters only.
constexpr std::array kClients{
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenTelemetry, over HTTP"), Needs::Http,
               "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", R"(
export OTEL_SERVICE_NAME=my-service
export OTEL_EXPORTER_OTLP_ENDPOINT=$HTTP
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
?token export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20<token>"
?tls export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>"
# In Python, where the packages are opentelemetry-instrumentation-genai-…, span_only for true.
export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true)"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenTelemetry, over gRPC"), Needs::Grpc,
               "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", R"(
export OTEL_SERVICE_NAME=my-service
export OTEL_EXPORTER_OTLP_ENDPOINT=$GRPC
export OTEL_EXPORTER_OTLP_PROTOCOL=grpc
?token export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20<token>"
?tls export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>"
# In Python, where the packages are opentelemetry-instrumentation-genai-…, span_only for true.
export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true)"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenTelemetry Collector, over HTTP"),
               Needs::Http, "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", R"(
# Content is captured in the services: OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true,
# in Python, where the packages are opentelemetry-instrumentation-genai-…, =span_only.
exporters:
  otlp_http/plumbline: # before 0.144: otlphttp/plumbline
    endpoint: $HTTP
?token     headers: {authorization: "Bearer <token>"}
?tls     tls: {ca_file: "<ca.pem>"}
# and otlp_http/plumbline beside the exporters that each pipeline has already:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http/plumbline]}
    logs: {receivers: [otlp], exporters: [otlp_http/plumbline]}
    metrics: {receivers: [otlp], exporters: [otlp_http/plumbline]})"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenTelemetry Collector, over gRPC"),
               Needs::Grpc, "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", R"(
# Content is captured in the services: OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true,
# in Python, where the packages are opentelemetry-instrumentation-genai-…, =span_only.
exporters:
  otlp_grpc/plumbline: # before 0.144: otlp/plumbline
    endpoint: $GRPC
?token     headers: {authorization: "Bearer <token>"}
?plain     tls: {insecure: true}
?tls     tls: {ca_file: "<ca.pem>"}
# and otlp_grpc/plumbline beside the exporters that each pipeline has already:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_grpc/plumbline]}
    logs: {receivers: [otlp], exporters: [otlp_grpc/plumbline]}
    metrics: {receivers: [otlp], exporters: [otlp_grpc/plumbline]})"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "Python: OpenTelemetry SDK"), Needs::Http,
               "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", R"(
# pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http
#             opentelemetry-instrumentation-genai-openai
import os

os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "span_only"

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.genai.openai import OpenAIInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

options = {}
?token options["headers"] = {"authorization": "Bearer <token>"}
?tls options["certificate_file"] = "<ca.pem>"
tracing = TracerProvider(resource=Resource.create({"service.name": "my-service"}))
tracing.add_span_processor(
    BatchSpanProcessor(OTLPSpanExporter(endpoint="$HTTP/v1/traces", **options)))
trace.set_tracer_provider(tracing)
OpenAIInstrumentor().instrument())"},
    ClientText{
        QT_TRANSLATE_NOOP("sources::SetupPanel", "JavaScript, TypeScript: OpenTelemetry SDK"),
        Needs::Http, "captureMessageContent", R"(
// npm install @opentelemetry/sdk-node @opentelemetry/instrumentation-openai
// telemetry.cjs, loaded before all else: node --require ./telemetry.cjs app.js
Object.assign(process.env, {
  OTEL_SERVICE_NAME: 'my-service',
  OTEL_EXPORTER_OTLP_ENDPOINT: '$HTTP',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
?token   OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20<token>',
?tls   OTEL_EXPORTER_OTLP_CERTIFICATE: '<ca.pem>',
  OTEL_LOGS_EXPORTER: 'otlp', // the content comes as log records
});
const { NodeSDK } = require('@opentelemetry/sdk-node');
const { OpenAIInstrumentation } = require('@opentelemetry/instrumentation-openai');

const sdk = new NodeSDK({
  instrumentations: [new OpenAIInstrumentation({ captureMessageContent: true })],
});
sdk.start();
process.once('beforeExit', () => sdk.shutdown()); // sends what is left)"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "Java: OpenTelemetry agent"), Needs::Http,
               "otel.instrumentation.genai.capture-message-content", R"(
java -javaagent:opentelemetry-javaagent.jar \
  -Dotel.service.name=my-service \
  -Dotel.exporter.otlp.endpoint=$HTTP \
  -Dotel.exporter.otlp.protocol=http/protobuf \
?token   "-Dotel.exporter.otlp.headers=authorization=Bearer%20<token>" \
?tls   "-Dotel.exporter.otlp.certificate=<ca.pem>" \
  -Dotel.instrumentation.genai.capture-message-content=true \
  -jar app.jar)"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "Go: OpenTelemetry SDK"), Needs::Http,
               "gen_ai.input.messages, gen_ai.output.messages", R"(
// go get go.opentelemetry.io/otel/sdk
// go get go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp
import (
?tls 	"os"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

?tls os.Setenv("OTEL_EXPORTER_OTLP_CERTIFICATE", "<ca.pem>")
exporter, err := otlptracehttp.New(ctx,
	otlptracehttp.WithEndpointURL("$HTTP/v1/traces"),
?token 	otlptracehttp.WithHeaders(map[string]string{"authorization": "Bearer <token>"}),
)
if err != nil {
	return err
}
provider := sdktrace.NewTracerProvider(
	sdktrace.WithBatcher(exporter),
	sdktrace.WithResource(resource.NewSchemaless(attribute.String("service.name", "my-service"))))
defer provider.Shutdown(ctx)

// Around each call of a model; the content is what you put there:
_, span := provider.Tracer("my-service").Start(ctx, "chat "+model)
span.SetAttributes(
	attribute.String("gen_ai.operation.name", "chat"),
	attribute.String("gen_ai.request.model", model),
	attribute.String("gen_ai.input.messages", input),   // [{"role":"user","parts":[…]}]
	attribute.String("gen_ai.output.messages", output)) // {"type":"text","content":"…"} is a part
span.End())"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "C#, .NET: Microsoft.Extensions.AI"),
               Needs::Http, "EnableSensitiveData", R"(
// dotnet add package OpenTelemetry.Exporter.OpenTelemetryProtocol
// dotnet add package Microsoft.Extensions.AI
using Microsoft.Extensions.AI;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

?tls // The machine has to trust <ca.pem>.
using var tracing = Sdk.CreateTracerProviderBuilder()
    .ConfigureResource(resource => resource.AddService("my-service"))
    .AddSource("my-service")
    .AddOtlpExporter(options =>
    {
        options.Endpoint = new Uri("$HTTP/v1/traces");
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
?token         options.Headers = "authorization=Bearer <token>";
    })
    .Build();
IChatClient client = new ChatClientBuilder(inner)
    .UseOpenTelemetry(sourceName: "my-service", configure: chat => chat.EnableSensitiveData = true)
    .Build();)"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenLLMetry (Traceloop)"), Needs::Http,
               "TRACELOOP_TRACE_CONTENT", R"(
export TRACELOOP_BASE_URL=$HTTP
?token export TRACELOOP_API_KEY="<token>"
?tls export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>"
export TRACELOOP_TRACE_CONTENT=true)"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenInference (Python)"), Needs::Http,
               "hide_inputs, hide_outputs", R"(
# pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http
#             openinference-instrumentation-openai
from openinference.instrumentation import TraceConfig
from openinference.instrumentation.openai import OpenAIInstrumentor
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

options = {}
?token options["headers"] = {"authorization": "Bearer <token>"}
?tls options["certificate_file"] = "<ca.pem>"
tracing = TracerProvider(resource=Resource.create({"service.name": "my-service"}))
tracing.add_span_processor(
    BatchSpanProcessor(OTLPSpanExporter(endpoint="$HTTP/v1/traces", **options)))
OpenAIInstrumentor().instrument(
    tracer_provider=tracing, config=TraceConfig(hide_inputs=False, hide_outputs=False)))"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "LangSmith SDK, LangChain (Python)"),
               Needs::Http, "LANGSMITH_HIDE_INPUTS, LANGSMITH_HIDE_OUTPUTS", R"(
# pip install "langsmith[otel]"
export LANGSMITH_TRACING=true
export LANGSMITH_OTEL_ENABLED=true
export LANGSMITH_OTEL_ONLY=true
export OTEL_EXPORTER_OTLP_ENDPOINT=$HTTP
?token export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20<token>"
?tls export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>"
export LANGSMITH_HIDE_INPUTS=false
export LANGSMITH_HIDE_OUTPUTS=false)"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "Langfuse SDK"), Needs::Http,
               "LANGFUSE_TRACING_ENABLED", R"(
export LANGFUSE_BASE_URL=$HTTP
export LANGFUSE_PUBLIC_KEY=plumbline
?open export LANGFUSE_SECRET_KEY=plumbline
?token export LANGFUSE_SECRET_KEY="<token>"
?tls export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>"
?tls export NODE_EXTRA_CA_CERTS="<ca.pem>" SSL_CERT_FILE="<ca.pem>"
export LANGFUSE_TRACING_ENABLED=true # content comes with it, where no mask takes it out)"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "Vercel AI SDK"), Needs::Http,
               "recordInputs, recordOutputs", R"(
// npm install @opentelemetry/sdk-node @ai-sdk/otel
// telemetry.cjs, loaded before all else: node --require ./telemetry.cjs app.js
Object.assign(process.env, {
  OTEL_SERVICE_NAME: 'my-service',
  OTEL_EXPORTER_OTLP_ENDPOINT: '$HTTP',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
?token   OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20<token>',
?tls   OTEL_EXPORTER_OTLP_CERTIFICATE: '<ca.pem>',
});
const sdk = new (require('@opentelemetry/sdk-node').NodeSDK)();
sdk.start();
process.once('beforeExit', () => sdk.shutdown()); // sends what is left

// AI SDK 7, once where the program begins; it records inputs and outputs by itself:
import { registerTelemetry } from 'ai';
import { OpenTelemetry } from '@ai-sdk/otel';
registerTelemetry(new OpenTelemetry());

// AI SDK 6 and older (without @ai-sdk/otel), with each call instead:
await generateText({
  model,
  prompt,
  experimental_telemetry: { isEnabled: true, recordInputs: true, recordOutputs: true },
});)"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "Spring AI"), Needs::Http, "ContentInSpans",
               R"(
# application.properties; with micrometer-tracing-bridge-otel and opentelemetry-exporter-otlp.
# Spring Boot 4 calls the first management.opentelemetry.tracing.export.otlp.endpoint.
management.otlp.tracing.endpoint=$HTTP/v1/traces
?token management.otlp.tracing.headers.authorization=Bearer <token>
management.tracing.sampling.probability=1.0
?tls # The JVM has to trust <ca.pem>.

// Spring AI writes content to its log only; this puts it into the spans:
@Component
class ContentInSpans implements ObservationFilter {
    @Override
    public Observation.Context map(Observation.Context context) {
        if (context instanceof ChatModelObservationContext chat && chat.getResponse() != null) {
            chat.addHighCardinalityKeyValue(KeyValue.of("gen_ai.prompt",
                String.valueOf(chat.getRequest().getContents())));
            chat.addHighCardinalityKeyValue(KeyValue.of("gen_ai.completion",
                String.valueOf(chat.getResponse().getResult().getOutput().getText())));
        }
        return context;
    }
})"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "Claude Code"), Needs::Http,
               "OTEL_LOG_USER_PROMPTS", R"(
export CLAUDE_CODE_ENABLE_TELEMETRY=1
export CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1 # spans
export OTEL_TRACES_EXPORTER=otlp OTEL_LOGS_EXPORTER=otlp OTEL_METRICS_EXPORTER=otlp
export OTEL_EXPORTER_OTLP_ENDPOINT=$HTTP
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
?token export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20<token>"
?tls export NODE_EXTRA_CA_CERTS="<ca.pem>"
export OTEL_LOG_USER_PROMPTS=1
export OTEL_LOG_TOOL_DETAILS=1)"},
    ClientText{QT_TRANSLATE_NOOP("sources::SetupPanel", "LiteLLM"), Needs::Http,
               "turn_off_message_logging", R"(
# pip install opentelemetry-api opentelemetry-sdk opentelemetry-exporter-otlp
export OTEL_EXPORTER_OTLP_ENDPOINT=$HTTP
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
?token export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20<token>"
?tls export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>"
export USE_OTEL_LITELLM_REQUEST_SPAN=true

# config.yaml of the proxy:
litellm_settings:
  callbacks: ["otel"]
  turn_off_message_logging: false)"},
};

bool isListenedOn(const ClientText& client, const Endpoints& endpoints)
{
    return !(client.needs == Needs::Grpc ? endpoints.grpc : endpoints.http).isEmpty();
}

// The line without its condition; null when that is not met.
QString lineFor(const QString& line, const Endpoints& endpoints, bool isTls)
{
    const std::array<std::pair<QString, bool>, 4> conditions{{{u"?token "_s, endpoints.needsToken},
                                                              {u"?open "_s, !endpoints.needsToken},
                                                              {u"?tls "_s, isTls},
                                                              {u"?plain "_s, !isTls}}};
    for (const auto& [mark, isMet] : conditions) {
        if (line.startsWith(mark))
            return isMet ? line.mid(mark.size()) : QString();
    }
    return line.isNull() ? u""_s : line;
}

QString reachable(const QString& url, const QString& host, bool& isEvery)
{
    for (const QString& any : {u"://0.0.0.0:"_s, u"://[::]:"_s}) {
        if (url.contains(any)) {
            isEvery = true;
            return QString(url).replace(any, u"://%1:"_s.arg(host));
        }
    }
    return url;
}

} // namespace

Endpoints reachableFrom(Endpoints endpoints, const QString& host)
{
    endpoints.http = reachable(endpoints.http, host, endpoints.isEveryAddress);
    endpoints.grpc = reachable(endpoints.grpc, host, endpoints.isEveryAddress);
    return endpoints;
}

std::vector<SetupClient> setupClients(const Endpoints& endpoints)
{
    std::vector<SetupClient> clients;
    for (std::size_t i = 0; i < kClients.size(); ++i) {
        if (isListenedOn(kClients[i], endpoints))
            clients.push_back(
                {.id = static_cast<int>(i),
                 .name = QCoreApplication::translate("sources::SetupPanel", kClients[i].name),
                 .contentSwitch = QString::fromLatin1(kClients[i].contentSwitch)});
    }
    return clients;
}

QString setupText(int client, const Endpoints& endpoints)
{
    if (client < 0 || static_cast<std::size_t>(client) >= kClients.size())
        return {};
    const ClientText& chosen = kClients[static_cast<std::size_t>(client)];
    const bool isTls =
        (chosen.needs == Needs::Grpc ? endpoints.grpc : endpoints.http).startsWith(u"https://"_s);
    QStringList lines;
    for (const QString& line : QString::fromUtf8(chosen.text).mid(1).split(u'\n')) {
        const QString kept = lineFor(line, endpoints, isTls);
        if (!kept.isNull())
            lines << QString(kept)
                         .replace(u"$HTTP"_s, endpoints.http)
                         .replace(u"$GRPC"_s, endpoints.grpc);
    }
    return lines.join(u'\n');
}

} // namespace sources
