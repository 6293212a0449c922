// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/setupprograms.h"

#include <array>

namespace sources {

namespace {

constexpr const char* kFirst =
    QT_TRANSLATE_NOOP("sources::SetupPanel", "a new file, loaded before all else");
constexpr const char* kNew = QT_TRANSLATE_NOOP("sources::SetupPanel", "a new file");
constexpr const char* kBegin = QT_TRANSLATE_NOOP("sources::SetupPanel", "where the program begins");

constexpr std::array kPython{SnippetText{"", kOnceInShell, R"(
pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http \
  opentelemetry-instrumentation-genai-openai)"},
                             SnippetText{"telemetry.py", kNew, R"(
import os

os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "span_only"

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.genai.openai import OpenAIInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

tracing = TracerProvider(resource=Resource.create({"service.name": "my-service"}))
tracing.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(
    endpoint="$HTTP/v1/traces",
?token     headers={"authorization": "Bearer <token>"},
?tls     certificate_file="<ca.pem>",
)))
trace.set_tracer_provider(tracing)
OpenAIInstrumentor().instrument())"},
                             SnippetText{"", kBegin, R"(
import telemetry)"}};

constexpr SnippetText kNodeStart{"", kStartingShell, R"(
node --require ./telemetry.cjs app.js)"};

// What is imported is instrumented by a loader only, and nothing comes without it.
constexpr SnippetText kNodeModulesStart{
    "",
    QT_TRANSLATE_NOOP("sources::SetupPanel",
                      "instead, where the program consists of ES modules (import)"),
    R"(
node --experimental-loader=@opentelemetry/instrumentation/hook.mjs \
  --import ./telemetry.cjs app.js)"};

constexpr std::array kJavaScript{SnippetText{"", kOnceInShell, R"(
npm install @opentelemetry/sdk-node @opentelemetry/instrumentation \
  @opentelemetry/instrumentation-openai)"},
                                 SnippetText{"telemetry.cjs", kFirst, R"(
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
                                 kNodeStart, kNodeModulesStart};

constexpr std::array kGo{
    SnippetText{"", kOnceInShell, R"(
go get go.opentelemetry.io/otel go.opentelemetry.io/otel/sdk \
  go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp)"},
    SnippetText{"telemetry.go", kNew, R"(
package main

import (
	"context"
	"encoding/json"
	"log"
?tls 	"os"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// startTelemetry returns what sends the rest at the end.
func startTelemetry() func() {
?tls 	os.Setenv("OTEL_EXPORTER_OTLP_CERTIFICATE", "<ca.pem>")
	exporter, err := otlptracehttp.New(context.Background(),
		otlptracehttp.WithEndpointURL("$HTTP/v1/traces"),
?token 		otlptracehttp.WithHeaders(map[string]string{"authorization": "Bearer <token>"}),
	)
	if err != nil {
		log.Printf("no telemetry: %v", err)
		return func() {}
	}
	name := attribute.String("service.name", "my-service")
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithBatcher(exporter),
		sdktrace.WithResource(resource.NewSchemaless(name)))
	otel.SetTracerProvider(provider)
	return func() { _ = provider.Shutdown(context.Background()) }
}

// tracedChat calls a model and sends what it was asked and what it answered.
func tracedChat(ctx context.Context, model, prompt string,
	call func(context.Context) (string, error)) (string, error) {
	ctx, span := otel.Tracer("my-service").Start(ctx, "chat "+model)
	defer span.End()
	answer, err := call(ctx)
	span.SetAttributes(
		attribute.String("gen_ai.operation.name", "chat"),
		attribute.String("gen_ai.request.model", model),
		attribute.String("gen_ai.input.messages", messageJSON("user", prompt)))
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
		return answer, err
	}
	span.SetAttributes(
		attribute.String("gen_ai.output.messages", messageJSON("assistant", answer)))
	return answer, nil
}

func messageJSON(role, text string) string {
	parts := []map[string]string{{"type": "text", "content": text}}
	data, _ := json.Marshal([]map[string]any{{"role": role, "parts": parts}})
	return string(data)
})"},
    SnippetText{"main.go", kBegin, R"(
defer startTelemetry()())"},
    SnippetText{"",
                QT_TRANSLATE_NOOP("sources::SetupPanel", "around each call of a model, callModel"),
                R"(
answer, err := tracedChat(ctx, model, prompt, func(ctx context.Context) (string, error) {
	return callModel(ctx, model, prompt)
}))"}};

constexpr std::array kDotNet{
    SnippetText{"", kOnceInShell, R"(
dotnet add package OpenTelemetry.Exporter.OpenTelemetryProtocol
dotnet add package Microsoft.Extensions.AI)"},
    SnippetText{"Telemetry.cs", kNew, R"(
using System;
using Microsoft.Extensions.AI;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

?tls // The machine has to trust <ca.pem>.
static class Telemetry
{
    public static TracerProvider Start() => Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(resource => resource.AddService("my-service"))
        .AddSource("my-service")
        .AddOtlpExporter(options =>
        {
            options.Endpoint = new Uri("$HTTP/v1/traces");
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
?token             options.Headers = "authorization=Bearer <token>";
        })
        .Build();

    public static IChatClient Traced(IChatClient inner) => new ChatClientBuilder(inner)
        .UseOpenTelemetry(sourceName: "my-service",
            configure: chat => chat.EnableSensitiveData = true)
        .Build();
})"},
    SnippetText{"Program.cs", kBegin, R"(
using var tracing = Telemetry.Start();)"},
    SnippetText{"", QT_TRANSLATE_NOOP("sources::SetupPanel", "around your chat client, inner"),
                R"(
var client = Telemetry.Traced(inner);)"}};

constexpr std::array kOpenInference{SnippetText{"", kOnceInShell, R"(
pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http \
  openinference-instrumentation-openai)"},
                                    SnippetText{"telemetry.py", kNew, R"(
from openinference.instrumentation import TraceConfig
from openinference.instrumentation.openai import OpenAIInstrumentor
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

tracing = TracerProvider(resource=Resource.create({"service.name": "my-service"}))
tracing.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(
    endpoint="$HTTP/v1/traces",
?token     headers={"authorization": "Bearer <token>"},
?tls     certificate_file="<ca.pem>",
)))
OpenAIInstrumentor().instrument(
    tracer_provider=tracing, config=TraceConfig(hide_inputs=False, hide_outputs=False)))"},
                                    SnippetText{"", kBegin, R"(
import telemetry)"}};

constexpr std::array kVercel{
    SnippetText{"", kOnceInShell, R"(
npm install @opentelemetry/sdk-node)"},
    SnippetText{"telemetry.cjs", kFirst, R"(
Object.assign(process.env, {
  OTEL_SERVICE_NAME: 'my-service',
  OTEL_EXPORTER_OTLP_ENDPOINT: '$HTTP',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
?token   OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20<token>',
?tls   OTEL_EXPORTER_OTLP_CERTIFICATE: '<ca.pem>',
});
const sdk = new (require('@opentelemetry/sdk-node').NodeSDK)();
sdk.start();
process.once('beforeExit', () => sdk.shutdown()); // sends what is left)"},
    kNodeStart,
    SnippetText{"", QT_TRANSLATE_NOOP("sources::SetupPanel", "AI SDK 7: in a shell, once"), R"(
npm install @ai-sdk/otel)"},
    SnippetText{"", QT_TRANSLATE_NOOP("sources::SetupPanel", "AI SDK 7: where the program begins"),
                R"(
import { registerTelemetry } from 'ai';
import { OpenTelemetry } from '@ai-sdk/otel';

registerTelemetry(new OpenTelemetry()); // records inputs and outputs by itself)"},
    SnippetText{"",
                QT_TRANSLATE_NOOP("sources::SetupPanel",
                                  "AI SDK 6 and older: among the options of each call"),
                R"(
experimental_telemetry: { isEnabled: true, recordInputs: true, recordOutputs: true },)"}};

constexpr std::array kSpring{
    SnippetText{"pom.xml",
                QT_TRANSLATE_NOOP("sources::SetupPanel", "Spring Boot 3: among its dependencies"),
                R"(
<dependency>
  <groupId>org.springframework.boot</groupId>
  <artifactId>spring-boot-starter-actuator</artifactId>
</dependency>
<dependency>
  <groupId>io.micrometer</groupId>
  <artifactId>micrometer-tracing-bridge-otel</artifactId>
</dependency>
<dependency>
  <groupId>io.opentelemetry</groupId>
  <artifactId>opentelemetry-exporter-otlp</artifactId>
</dependency>)"},
    SnippetText{"pom.xml",
                QT_TRANSLATE_NOOP("sources::SetupPanel", "Spring Boot 4: among its dependencies"),
                R"(
<dependency>
  <groupId>org.springframework.boot</groupId>
  <artifactId>spring-boot-starter-opentelemetry</artifactId>
</dependency>)"},
    SnippetText{"application.properties", QT_TRANSLATE_NOOP("sources::SetupPanel", "lines to add"),
                R"(
spring.application.name=my-service
management.tracing.sampling.probability=1.0
# Spring Boot 3
management.otlp.tracing.endpoint=$HTTP/v1/traces
?token management.otlp.tracing.headers.authorization=Bearer <token>
# Spring Boot 4
management.opentelemetry.tracing.export.otlp.endpoint=$HTTP/v1/traces
?token management.opentelemetry.tracing.export.otlp.headers.authorization=Bearer <token>)"},
    SnippetText{
        "ContentInSpans.java",
        QT_TRANSLATE_NOOP("sources::SetupPanel",
                          "a new file beside the application's class, below the same package line"),
        R"(
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.stereotype.Component;

// Spring AI writes content to its log only; this puts it into the spans.
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
    SnippetText{"", kOnceInShell, R"(
?tls keytool -importcert -noprompt -cacerts -storepass changeit -alias plumbline -file "<ca.pem>")"}};

} // namespace

std::span<const SnippetText> pythonSnippets()
{
    return kPython;
}

std::span<const SnippetText> javaScriptSnippets()
{
    return kJavaScript;
}

std::span<const SnippetText> goSnippets()
{
    return kGo;
}

std::span<const SnippetText> dotNetSnippets()
{
    return kDotNet;
}

std::span<const SnippetText> openInferenceSnippets()
{
    return kOpenInference;
}

std::span<const SnippetText> vercelSnippets()
{
    return kVercel;
}

std::span<const SnippetText> springSnippets()
{
    return kSpring;
}

} // namespace sources
