// SPDX-License-Identifier: GPL-3.0-or-later
// The shop's scenarios through OpenTelemetry's own instrumentation of OpenAI's client: node emit.js OTLP-URL OPENAI-URL
// Calls are spans, what was said are log records; the shop's own steps are spans of the GenAI conventions.
'use strict';

const api = require('@opentelemetry/api');
const { AsyncLocalStorageContextManager } = require('@opentelemetry/context-async-hooks');
const { OTLPLogExporter } = require('@opentelemetry/exporter-logs-otlp-http');
const { OTLPMetricExporter } = require('@opentelemetry/exporter-metrics-otlp-http');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-http');
const { OpenAIInstrumentation } = require('@opentelemetry/instrumentation-openai');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { BatchLogRecordProcessor, LoggerProvider } = require('@opentelemetry/sdk-logs');
const { MeterProvider, PeriodicExportingMetricReader } = require('@opentelemetry/sdk-metrics');
const { BatchSpanProcessor, TracerProvider } = require('@opentelemetry/sdk-trace');
const { session, user } = require('../live/model.js');
const { play } = require('../live/openai_scenarios.js');

const [url, openAiUrl] = process.argv.slice(2);
api.diag.setLogger(new api.DiagConsoleLogger(), { logLevel: api.DiagLogLevel.WARN });
api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

const resource = resourceFromAttributes({ 'service.name': 'shop-genai', 'service.version': '2.14.0' });
const spans = new TracerProvider({
  resource,
  spanProcessors: [
    // The instrumentation knows nothing of sessions: the shop adds its own to every span.
    { onStart: (span) => span.setAttributes({ 'session.id': session, 'user.id': user }), onEnd() {},
      forceFlush: async () => {}, shutdown: async () => {} },
    new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: url + '/v1/traces' }) }),
  ],
});
const logs = new LoggerProvider({
  resource,
  processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter({ url: url + '/v1/logs' }) })],
});
const metrics = new MeterProvider({
  resource,
  readers: [new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({ url: url + '/v1/metrics' }), exportIntervalMillis: 600000,
  })],
});
const instrumentation = new OpenAIInstrumentation({ captureMessageContent: true });
instrumentation.setTracerProvider(spans);
instrumentation.setLoggerProvider(logs);
instrumentation.setMeterProvider(metrics);
const { OpenAI } = require('openai'); // only now: it is instrumented while it is loaded
const openai = new OpenAI({ baseURL: openAiUrl, apiKey: 'sk-fake', maxRetries: 0 });
const tracer = spans.getTracer('shop');

const steps = {
  workflow: ['invoke_workflow', 'gen_ai.workflow.name'],
  retrieval: ['retrieval', 'gen_ai.data_source.id'],
  tool: ['execute_tool', 'gen_ai.tool.name'],
  agent: ['invoke_agent', 'gen_ai.agent.name'],
  evaluator: ['invoke_workflow', 'gen_ai.workflow.name'],
};

function tell(span, kind, input, output) {
  if (kind === 'retrieval')
    span.setAttributes({
      'gen_ai.retrieval.query.text': input, 'gen_ai.retrieval.documents': JSON.stringify(output),
    });
  if (kind === 'tool')
    span.setAttributes({ 'gen_ai.tool.call.arguments': input, 'gen_ai.tool.call.result': JSON.stringify(output) });
  if (kind === 'evaluator')
    span.addEvent('gen_ai.evaluation.result', {
      'gen_ai.evaluation.name': 'faithfulness', 'gen_ai.evaluation.score.value': output.score,
      'gen_ai.evaluation.score.label': output.label, 'gen_ai.evaluation.explanation': output.explanation,
    });
}

function wrap(kind, name, input, work, callId) {
  const [operation, nameKey] = steps[kind];
  const attributes = { 'gen_ai.operation.name': operation, [nameKey]: name };
  if (callId) attributes['gen_ai.tool.call.id'] = callId;
  return tracer.startActiveSpan(`${operation} ${name}`, { attributes }, async (span) => {
    try {
      const output = await work();
      tell(span, kind, input, output);
      return output;
    } catch (error) {
      span.recordException(error);
      span.setStatus({ code: api.SpanStatusCode.ERROR, message: error.message });
      throw error;
    } finally {
      span.end();
    }
  });
}

async function main() {
  const unexpected = await play(openai, wrap);
  await spans.shutdown();
  await logs.shutdown();
  await metrics.shutdown();
  for (const line of unexpected) console.error(line);
}

process.on('unhandledRejection', () => {});
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
