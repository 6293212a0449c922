// SPDX-License-Identifier: GPL-3.0-or-later
// Sends generations with the real OpenTelemetry JS SDK: node emit.js URL json|proto|grpc [NAME]
// Every span and log record says by which NAME (the protocol, unless given) it was sent, so that nothing can be mixed up.
'use strict';

const api = require('@opentelemetry/api');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { BatchSpanProcessor, NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');
const { BatchLogRecordProcessor, LoggerProvider } = require('@opentelemetry/sdk-logs');

const [url, kind, protocol = kind] = process.argv.slice(2);
const suffix = kind === 'json' ? 'http' : kind;
const { OTLPTraceExporter } = require(`@opentelemetry/exporter-trace-otlp-${suffix}`);
const { OTLPLogExporter } = require(`@opentelemetry/exporter-logs-otlp-${suffix}`);

api.diag.setLogger(new api.DiagConsoleLogger(), api.DiagLogLevel.WARN);

const resource = resourceFromAttributes({ 'service.name': `shop-${protocol}`, 'service.version': '2.14.0' });
const options = (path) => ({
  url: kind === 'grpc' ? url : url + path,
  ...(kind === 'json' ? {} : { compression: 'gzip' }),
});
const tracerProvider = new NodeTracerProvider({
  resource,
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter(options('/v1/traces')))],
});
const loggerProvider = new LoggerProvider({
  resource,
  processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter(options('/v1/logs')) })],
});
const tracer = tracerProvider.getTracer('interop', '1.0');
const logger = loggerProvider.getLogger('interop', '1.0');

const text = (role, content) => ({ role, parts: [{ type: 'text', content }] });
const inSpan = (span) => api.trace.setSpan(api.context.active(), span);

function chat(number, { answer, finish, onSpan }) {
  const input = [text('user', `Which window has item ${number}?`)];
  const output = [{ ...text('assistant', answer), finish_reason: finish }];
  const span = tracer.startSpan('chat gpt-4o-mini', {
    kind: api.SpanKind.CLIENT,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o-mini',
      'gen_ai.response.model': 'gpt-4o-mini-2024-07-18',
      'gen_ai.response.id': `${protocol}-${number}`,
      'gen_ai.response.finish_reasons': [finish],
      'gen_ai.usage.input_tokens': 300 + number,
      'gen_ai.usage.output_tokens': 20 + number,
    },
  });
  if (onSpan) {
    span.setAttribute('gen_ai.input.messages', JSON.stringify(input));
    span.setAttribute('gen_ai.output.messages', JSON.stringify(output));
  } else {
    logger.emit({
      eventName: 'gen_ai.client.inference.operation.details',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.input.messages': JSON.stringify(input),
        'gen_ai.output.messages': JSON.stringify(output),
      },
      context: inSpan(span),
    });
  }
  span.end();
  return span;
}

function evaluate(attributes, context) {
  logger.emit({
    eventName: 'gen_ai.evaluation.result',
    attributes: { 'gen_ai.evaluation.name': 'Faithfulness', ...attributes },
    context,
  });
}

async function main() {
  const good = chat(1, { answer: 'Thirty days — with a receipt ✓.', finish: 'stop', onSpan: true });
  chat(2, { answer: 'Ninety days, no receipt req', finish: 'length', onSpan: false });
  evaluate({ 'gen_ai.evaluation.score.value': 1.0, 'gen_ai.evaluation.score.label': 'faithful' }, inSpan(good));
  evaluate({
    'gen_ai.evaluation.score.value': 0.08,
    'gen_ai.evaluation.score.label': 'unfaithful',
    'gen_ai.evaluation.explanation': 'The source says 30 days.',
    'gen_ai.response.id': `${protocol}-2`,
  });
  await loggerProvider.shutdown();
  await tracerProvider.shutdown();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
