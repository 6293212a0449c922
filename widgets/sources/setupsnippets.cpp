// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/setupsnippets.h"

#include "widgets/sources/setupprograms.h"

#include <QtGlobal>

#include <array>

namespace sources {

namespace {

constexpr const char* kAmongExporters =
    QT_TRANSLATE_NOOP("sources::SetupPanel", "added below its line \"exporters:\"");
constexpr const char* kInPipelines = QT_TRANSLATE_NOOP(
    "sources::SetupPanel",
    "the name to add to the list of exporters of each pipeline (traces, logs, metrics)");
constexpr const char* kWholeFile =
    QT_TRANSLATE_NOOP("sources::SetupPanel", "a whole file, of a Collector that is new");
constexpr const char* kContentVariable = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

// Names of options as their documentation has them (2026-10); values of headers are percent-encoded
// in variables, and gRPC knows headers in small letters only.
constexpr std::array kOtelHttp{SnippetText{"", kStartingShell, R"(
export OTEL_SERVICE_NAME=my-service
export OTEL_EXPORTER_OTLP_ENDPOINT=$HTTP
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
?token export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20<token>"
?tls export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>"
# In Python, where the packages are opentelemetry-instrumentation-genai-…, span_only for true.
export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true)"}};

constexpr std::array kOtelGrpc{SnippetText{"", kStartingShell, R"(
export OTEL_SERVICE_NAME=my-service
export OTEL_EXPORTER_OTLP_ENDPOINT=$GRPC
export OTEL_EXPORTER_OTLP_PROTOCOL=grpc
?token export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20<token>"
?tls export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>"
# In Python, where the packages are opentelemetry-instrumentation-genai-…, span_only for true.
export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true)"}};

// Its services send to it already; their names and their content are theirs to send.
constexpr SnippetText kBehindCollector{"", kStartingShell, R"(
export OTEL_SERVICE_NAME=my-service
# In Python, where the packages are opentelemetry-instrumentation-genai-…, span_only for true.
export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true)"};

constexpr SnippetText kToNewCollector{"", kStartingShell, R"(
export OTEL_SERVICE_NAME=my-service
export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:24318
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
# In Python, where the packages are opentelemetry-instrumentation-genai-…, span_only for true.
export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true)"};

constexpr SnippetText kStartCollector{
    "", QT_TRANSLATE_NOOP("sources::SetupPanel", "in the shell that starts the Collector"), R"(
otelcol --config=collector.yaml)"};

constexpr std::array kCollectorHttp{SnippetText{"config.yaml", kAmongExporters, R"(
  otlp_http/plumbline: # before 0.144: otlphttp/plumbline
    endpoint: $HTTP
?token     headers: {authorization: "Bearer <token>"}
?tls     tls: {ca_file: "<ca.pem>"})"},
                                    SnippetText{"config.yaml", kInPipelines, R"(
otlp_http/plumbline)"},
                                    kBehindCollector};

constexpr std::array kCollectorGrpc{SnippetText{"config.yaml", kAmongExporters, R"(
  otlp_grpc/plumbline: # before 0.144: otlp/plumbline
    endpoint: $GRPC
?token     headers: {authorization: "Bearer <token>"}
?plain     tls: {insecure: true}
?tls     tls: {ca_file: "<ca.pem>"})"},
                                    SnippetText{"config.yaml", kInPipelines, R"(
otlp_grpc/plumbline)"},
                                    kBehindCollector};

constexpr std::array kNewCollectorHttp{SnippetText{"collector.yaml", kWholeFile, R"(
receivers:
  otlp:
    protocols: # 4317 and 4318 are the console's where both are on one machine
      grpc: {endpoint: "127.0.0.1:24317"}
      http: {endpoint: "127.0.0.1:24318"}
exporters:
  otlp_http/plumbline: # before 0.144: otlphttp/plumbline, below too
    endpoint: $HTTP
?token     headers: {authorization: "Bearer <token>"}
?tls     tls: {ca_file: "<ca.pem>"}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http/plumbline]}
    logs: {receivers: [otlp], exporters: [otlp_http/plumbline]}
    metrics: {receivers: [otlp], exporters: [otlp_http/plumbline]})"},
                                       kStartCollector, kToNewCollector};

constexpr std::array kNewCollectorGrpc{SnippetText{"collector.yaml", kWholeFile, R"(
receivers:
  otlp:
    protocols: # 4317 and 4318 are the console's where both are on one machine
      grpc: {endpoint: "127.0.0.1:24317"}
      http: {endpoint: "127.0.0.1:24318"}
exporters:
  otlp_grpc/plumbline: # before 0.144: otlp/plumbline, below too
    endpoint: $GRPC
?token     headers: {authorization: "Bearer <token>"}
?plain     tls: {insecure: true}
?tls     tls: {ca_file: "<ca.pem>"}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_grpc/plumbline]}
    logs: {receivers: [otlp], exporters: [otlp_grpc/plumbline]}
    metrics: {receivers: [otlp], exporters: [otlp_grpc/plumbline]})"},
                                       kStartCollector, kToNewCollector};

constexpr std::array kJava{SnippetText{"", kStartingShell, R"(
java -javaagent:opentelemetry-javaagent.jar \
  -Dotel.service.name=my-service \
  -Dotel.exporter.otlp.endpoint=$HTTP \
  -Dotel.exporter.otlp.protocol=http/protobuf \
?token   "-Dotel.exporter.otlp.headers=authorization=Bearer%20<token>" \
?tls   "-Dotel.exporter.otlp.certificate=<ca.pem>" \
  -Dotel.instrumentation.genai.capture-message-content=true \
  -jar app.jar)"}};

constexpr std::array kTraceloop{
    SnippetText{"", kStartingShell, R"(
export TRACELOOP_BASE_URL=$HTTP
?token export TRACELOOP_API_KEY="<token>"
?tls export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>"
export TRACELOOP_TRACE_CONTENT=true)"},
    SnippetText{"", QT_TRANSLATE_NOOP("sources::SetupPanel", "in Python, where the program begins"),
                R"(
from traceloop.sdk import Traceloop

Traceloop.init(app_name="my-service"))"},
    SnippetText{"",
                QT_TRANSLATE_NOOP("sources::SetupPanel", "in JavaScript, where the program begins"),
                R"(
import * as traceloop from '@traceloop/node-server-sdk';

traceloop.initialize({ appName: 'my-service' });)"}};

constexpr std::array kLangSmith{SnippetText{"", kOnceInShell, R"(
pip install "langsmith[otel]")"},
                                SnippetText{"", kStartingShell, R"(
export OTEL_SERVICE_NAME=my-service
export LANGSMITH_TRACING=true
export LANGSMITH_OTEL_ENABLED=true
export LANGSMITH_OTEL_ONLY=true
export OTEL_EXPORTER_OTLP_ENDPOINT=$HTTP
?token export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20<token>"
?tls export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>"
export LANGSMITH_HIDE_INPUTS=false
export LANGSMITH_HIDE_OUTPUTS=false)"}};

constexpr std::array kLangfuse{SnippetText{"", kStartingShell, R"(
export OTEL_SERVICE_NAME=my-service
export LANGFUSE_BASE_URL=$HTTP
export LANGFUSE_PUBLIC_KEY=plumbline
?open export LANGFUSE_SECRET_KEY=plumbline
?token export LANGFUSE_SECRET_KEY="<token>"
?tls export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>"
?tls export NODE_EXTRA_CA_CERTS="<ca.pem>" SSL_CERT_FILE="<ca.pem>"
export LANGFUSE_TRACING_ENABLED=true # content comes with it, where no mask takes it out)"}};

// It calls itself claude-code.
constexpr std::array kClaudeCode{SnippetText{"", kStartingShell, R"(
export CLAUDE_CODE_ENABLE_TELEMETRY=1
export CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1 # spans
export OTEL_TRACES_EXPORTER=otlp OTEL_LOGS_EXPORTER=otlp OTEL_METRICS_EXPORTER=otlp
export OTEL_EXPORTER_OTLP_ENDPOINT=$HTTP
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
?token export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20<token>"
?tls export NODE_EXTRA_CA_CERTS="<ca.pem>"
export OTEL_LOG_USER_PROMPTS=1
export OTEL_LOG_TOOL_DETAILS=1)"}};

// Its header is sent as it is written: LiteLLM decodes no percent signs.
constexpr std::array kLiteLlm{
    SnippetText{"", kOnceInShell, R"(
pip install opentelemetry-api opentelemetry-sdk opentelemetry-exporter-otlp)"},
    SnippetText{"", QT_TRANSLATE_NOOP("sources::SetupPanel", "in the shell that starts the proxy"),
                R"(
export OTEL_SERVICE_NAME=my-service
export OTEL_EXPORTER_OTLP_ENDPOINT=$HTTP
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
?token export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer <token>"
?tls export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>"
export USE_OTEL_LITELLM_REQUEST_SPAN=true)"},
    SnippetText{"config.yaml",
                QT_TRANSLATE_NOOP("sources::SetupPanel",
                                  "of the proxy: added below its line \"litellm_settings:\""),
                R"(
  callbacks: ["otel"]
  turn_off_message_logging: false)"}};

} // namespace

std::span<const ClientSnippets> clientSnippets()
{
    static const std::array clients{
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenTelemetry, over HTTP"), false,
                       kContentVariable, kOtelHttp},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenTelemetry, over gRPC"), true,
                       kContentVariable, kOtelGrpc},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "Existing Collector, over HTTP"),
                       false, kContentVariable, kCollectorHttp},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "Existing Collector, over gRPC"),
                       true, kContentVariable, kCollectorGrpc},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "New Collector, over HTTP"), false,
                       kContentVariable, kNewCollectorHttp},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "New Collector, over gRPC"), true,
                       kContentVariable, kNewCollectorGrpc},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "Python: OpenTelemetry SDK"), false,
                       kContentVariable, pythonSnippets()},
        ClientSnippets{
            QT_TRANSLATE_NOOP("sources::SetupPanel", "JavaScript, TypeScript: OpenTelemetry SDK"),
            false, "captureMessageContent", javaScriptSnippets()},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "Java: OpenTelemetry agent"), false,
                       "otel.instrumentation.genai.capture-message-content", kJava},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "Go: OpenTelemetry SDK"), false,
                       "gen_ai.input.messages, gen_ai.output.messages", goSnippets()},
        ClientSnippets{
            QT_TRANSLATE_NOOP("sources::SetupPanel", "C#, .NET: Microsoft.Extensions.AI"), false,
            "EnableSensitiveData", dotNetSnippets()},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenLLMetry (Traceloop)"), false,
                       "TRACELOOP_TRACE_CONTENT", kTraceloop},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenInference (Python)"), false,
                       "hide_inputs, hide_outputs", openInferenceSnippets()},
        ClientSnippets{
            QT_TRANSLATE_NOOP("sources::SetupPanel", "LangSmith SDK, LangChain (Python)"), false,
            "LANGSMITH_HIDE_INPUTS, LANGSMITH_HIDE_OUTPUTS", kLangSmith},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "Langfuse SDK"), false,
                       "LANGFUSE_TRACING_ENABLED", kLangfuse},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "Vercel AI SDK"), false,
                       "recordInputs, recordOutputs", vercelSnippets()},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "Spring AI"), false,
                       "ContentInSpans", springSnippets()},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "Claude Code"), false,
                       "OTEL_LOG_USER_PROMPTS", kClaudeCode},
        ClientSnippets{QT_TRANSLATE_NOOP("sources::SetupPanel", "LiteLLM"), false,
                       "turn_off_message_logging", kLiteLlm},
    };
    return clients;
}

} // namespace sources
