// SPDX-License-Identifier: GPL-3.0-or-later
// The shop's scenarios through OpenInference's instrumentation of OpenAI's client: node emit.js OTLP-URL OPENAI-URL
'use strict';

const { ROOT_CONTEXT, context, diag, DiagConsoleLogger, DiagLogLevel, trace } = require('@opentelemetry/api');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { BatchSpanProcessor, NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-proto');
const openInference = require('@arizeai/openinference-core');
const { SEMRESATTRS_PROJECT_NAME } = require('@arizeai/openinference-semantic-conventions');
const { OpenAIInstrumentation } = require('@arizeai/openinference-instrumentation-openai');
const { OpenAI } = require('openai');
const { documents, session, user } = require('../live/model.js');
const { play } = require('../live/openai_scenarios.js');

const [url, openAiUrl] = process.argv.slice(2);

const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': 'shop-openinference', [SEMRESATTRS_PROJECT_NAME]: 'northwind' }),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: url + '/v1/traces' }))],
});
provider.register();
const instrumentation = new OpenAIInstrumentation();
instrumentation.setTracerProvider(provider);
instrumentation.manuallyInstrument(OpenAI);
// Only now: the instrumentation loads the client itself and then warns that it was loaded before.
diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);
const openai = new OpenAI({ baseURL: openAiUrl, apiKey: 'sk-fake', maxRetries: 0 });

const found = () => openInference.getRetrieverAttributes({
  documents: documents.map(({ id, title, content, score }) => ({ id, content, score, metadata: { title } })),
});
const judged = (verdict) => ({
  ...openInference.getOutputAttributes(verdict),
  ...openInference.getEvaluationAttributes({
    evaluations: [{ name: 'faithfulness', ...verdict, annotatorKind: 'LLM', identifier: 'judge-v2' }],
  }),
});

function wrap(kind, name, input, work, callId) {
  const traced = {
    workflow: () => openInference.traceChain(work, { name }),
    retrieval: () => openInference.traceRetriever(work, { name, processOutput: found }),
    tool: () => openInference.traceTool(work, { name, attributes: { 'tool.name': name, 'tool.id': callId } }),
    agent: () => openInference.traceAgent(work, { name, attributes: { 'agent.name': name } }),
    evaluator: () => openInference.traceEvaluator(work, { name, processOutput: judged }),
  };
  return traced[kind]()(input);
}

// What a person said later: a span of its own that points at the one it is about.
function annotateLater() {
  const tracer = trace.getTracer('shop');
  const target = tracer.startSpan('ChatCompletion', {
    attributes: {
      'openinference.span.kind': 'LLM',
      ...openInference.getLLMAttributes({
        provider: 'openai', modelName: 'gpt-4o-mini',
        inputMessages: [{ role: 'user', content: 'And of New Zealand?' }],
        outputMessages: [{ role: 'assistant', contents: [{ type: 'text', text: 'Wellington.' }] }],
        tokenCount: { prompt: 12, completion: 4, total: 16, promptDetails: { cacheRead: 4 } },
      }),
      ...openInference.getAnnotationAttributes({
        annotations: [{ name: 'relevance', score: 1, label: 'relevant', annotatorKind: 'CODE' }],
      }),
    },
  });
  target.end();
  tracer.startSpan('feedback', {
    links: [{ context: target.spanContext() }],
    attributes: {
      'openinference.span.kind': 'EVALUATOR',
      ...openInference.getAnnotationAttributes({
        annotations: [{
          name: 'thumbs', score: 0, label: 'down', explanation: 'not what I asked', annotatorKind: 'HUMAN',
        }],
      }),
    },
  }).end();
}

async function main() {
  let about = openInference.setSession(ROOT_CONTEXT, { sessionId: session });
  about = openInference.setUser(about, { userId: user });
  about = openInference.setPromptTemplate(about, { template: 'Context: {context}', variables: {}, version: 'v14' });
  const unexpected = await context.with(about, () => play(openai, wrap));
  annotateLater();
  await provider.shutdown();
  for (const line of unexpected) console.error(line);
}

// A stream that breaks rejects a promise nobody of the instrumentation awaits.
process.on('unhandledRejection', () => {});
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
