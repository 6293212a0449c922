// SPDX-License-Identifier: GPL-3.0-or-later
// The shop's scenarios through Vercel's AI SDK: node emit.js OTLP-URL OPENAI-URL 6|7|7-all|7-legacy
// 6 tells ai.* attributes itself. 7 leaves it to @ai-sdk/otel: gen_ai.* attributes, as 7-all with everything that can be
// asked for besides, as 7-legacy the old ones.
'use strict';

const { pathToFileURL } = require('node:url');
const { diag, DiagConsoleLogger, DiagLogLevel } = require('@opentelemetry/api');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-proto');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { BatchSpanProcessor, NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');
const { z } = require('zod');
const { asked, documents, judgePrompt, orderStatus, question, ragPrompt, session, system, user } =
  require('../live/model.js');

const [url, openAiUrl, version] = process.argv.slice(2);
diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);
const is6 = version === '6';

const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': `shop-vercel-${version}` }),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: url + '/v1/traces' }))],
});
provider.register();
const about = { sessionId: session, userId: user };

function told(functionId) {
  return is6
    ? { maxRetries: 0, experimental_telemetry: { isEnabled: true, functionId, metadata: about } }
    : { maxRetries: 0, runtimeContext: about,
        telemetry: { functionId, includeRuntimeContext: { sessionId: true, userId: true } } };
}

// SDK 7 has modules of the new kind only, which Node 18 cannot require; import() alone would not look in NODE_PATH.
const load = (name) => import(pathToFileURL(require.resolve(name)));

async function registerTelemetry(ai) {
  const { LegacyOpenTelemetry, OpenTelemetry } = await load('@ai-sdk/otel');
  const besides = { usage: true, providerMetadata: true, embedding: true, runtimeContext: true, toolChoice: true };
  ai.registerTelemetry(version === '7-legacy' ? new LegacyOpenTelemetry()
    : new OpenTelemetry(version === '7-all' ? besides : {}));
}

function scenariosOf(ai, openai) {
  const chat = (model = 'gpt-4o-mini') => openai.chat(model);
  const tools = {
    get_order_status: ai.tool({
      description: 'Look up the shipping status of an order', inputSchema: z.object({ order_id: z.string() }),
      execute: async () => orderStatus,
    }),
    get_weather: ai.tool({
      description: 'Current weather', inputSchema: z.object({ city: z.string() }),
      execute: async () => { throw new Error('weather backend 502'); },
    }),
    get_forecast: ai.tool({
      description: 'Forecast', inputSchema: z.object({ city: z.string(), days: z.number() }),
      execute: async () => ({ days: 3, sky: 'cloudy' }),
    }),
  };
  const only = (...names) => Object.fromEntries(names.map((name) => [name, tools[name]]));
  const generate = (functionId, request) => ai.generateText({ model: chat(), ...request, ...told(functionId) });

  async function stream(functionId, request) {
    const result = ai.streamText({ model: chat(), onError: () => {}, ...request, ...told(functionId) });
    for await (const _ of result.textStream);
  }

  const instructed = is6 ? { system } : { instructions: system };
  return {
    'embed': () => ai.embed({ model: openai.embedding('text-embedding-3-small'), value: question, ...told('kb') }),
    'embed-many': () => ai.embedMany({
      model: openai.embedding('text-embedding-3-small'), values: documents.map((one) => one.content), ...told('kb') }),
    'rag': () => generate('support', { ...instructed, prompt: ragPrompt, temperature: 0.25, maxOutputTokens: 256 }),
    'judge': () => generate('judge', { model: chat('gpt-4o'), prompt: judgePrompt }),
    'agent': () => generate('order-agent', {
      ...instructed, prompt: asked.agent, tools: only('get_order_status'), stopWhen: ai.stepCountIs(5) }),
    'stream': () => stream('trivia', { prompt: asked.stream }),
    'stream-cut': () => stream('router', { prompt: asked.streamCut, maxOutputTokens: 16 }),
    'stream-calls': () => stream('weather', { prompt: asked.streamCalls, tools: only('get_weather', 'get_forecast') }),
    'stream-dropped': () => stream('bin', { prompt: asked.streamDropped }),
    'truncated': () => generate('router', { prompt: asked.truncated, maxOutputTokens: 16 }),
    'overflow': () => generate('archive', { prompt: asked.overflow }),
    'rate-limit': () => generate('limit', { prompt: asked.rateLimit }),
    'no-model': () => generate('nobody', { model: chat('no-such-model'), prompt: asked.noModel }),
    'filter': () => generate('filter', { prompt: asked.filter }),
    'turns': () => generate('turns', { messages: [
      { role: 'user', content: '(earlier turns omitted)' }, { role: 'assistant', content: 'Hello again.' },
      { role: 'user', content: asked.turns }] }),
    'reasoning': () => generate('reasoner', {
      model: chat('o3-mini'), prompt: asked.reasoning, maxOutputTokens: 400 }),
    'responses': () => generate('policies', { ...instructed, model: openai.responses('o3-mini'), prompt: asked.responses }),
    'responses-tool': () => generate('tracker', { // without execute: the call is only returned
      model: openai.responses('gpt-4o-mini'), prompt: asked.responsesTool,
      tools: { get_order_status: { ...tools.get_order_status, execute: undefined } } }),
    'responses-stream': () => stream('trivia', { model: openai.responses('gpt-4o-mini'), prompt: asked.responsesStream }),
    'responses-cut': () => generate('policies', {
      model: openai.responses('gpt-4o-mini'), prompt: asked.responsesCut, maxOutputTokens: 16 }),
  };
}

const mayFail = ['stream-dropped', 'overflow', 'rate-limit', 'no-model'];

async function main() {
  const ai = await load(is6 ? 'ai6' : 'ai');
  const { createOpenAI } = await load(is6 ? 'openai6' : '@ai-sdk/openai');
  if (!is6) await registerTelemetry(ai);
  const openai = createOpenAI({ baseURL: openAiUrl, apiKey: 'sk-fake' });
  for (const [name, run] of Object.entries(scenariosOf(ai, openai))) {
    try {
      await run();
    } catch (error) {
      if (!mayFail.includes(name)) console.error(`${name}: ${error.stack}`);
    }
  }
  await provider.shutdown();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
