// SPDX-License-Identifier: GPL-3.0-or-later
// The shop as a LangChain application, traced by OpenInference: node emit_langchain.js OTLP-URL OPENAI-URL
'use strict';

globalThis.crypto ??= require('node:crypto').webcrypto; // LangChain wants it there, Node 18 has it elsewhere

const { ROOT_CONTEXT, context, diag, DiagConsoleLogger, DiagLogLevel } = require('@opentelemetry/api');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { BatchSpanProcessor, NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-proto');
const { setSession, setUser } = require('@arizeai/openinference-core');
const { LangChainInstrumentation } = require('@arizeai/openinference-instrumentation-langchain');
const callbackManager = require('@langchain/core/callbacks/manager');
const { Document } = require('@langchain/core/documents');
const { AIMessage, HumanMessage, SystemMessage } = require('@langchain/core/messages');
const { BaseRetriever } = require('@langchain/core/retrievers');
const { RunnableLambda } = require('@langchain/core/runnables');
const { tool } = require('@langchain/core/tools');
const { ChatOpenAI } = require('@langchain/openai');
const { z } = require('zod');
const { asked, documents, orderStatus, question, ragPrompt, session, system, user } = require('../live/model.js');

const [url, openAiUrl] = process.argv.slice(2);
diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);
const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': 'shop-langchain' }),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: url + '/v1/traces' }))],
});
provider.register();
const instrumentation = new LangChainInstrumentation();
instrumentation.setTracerProvider(provider);
instrumentation.manuallyInstrument(callbackManager);

const model = (options = {}) => new ChatOpenAI({
  model: 'gpt-4o-mini', apiKey: 'sk-fake', maxRetries: 0, configuration: { baseURL: openAiUrl }, ...options,
});
const ask = (text, options) => model(options).invoke([new HumanMessage(text)]);

async function stream(text, options) {
  for await (const _ of await model(options).stream([new HumanMessage(text)]));
}

class KnowledgeBase extends BaseRetriever {
  lc_namespace = ['shop'];

  async _getRelevantDocuments() {
    return documents.map(({ id, title, content, score }) =>
      new Document({ pageContent: content, metadata: { id, title, score } }));
  }
}

const getOrderStatus = tool(async () => JSON.stringify(orderStatus), {
  name: 'get_order_status', description: 'Look up the shipping status of an order',
  schema: z.object({ order_id: z.string() }),
});

async function rag() {
  await new KnowledgeBase().invoke(question);
  return model({ temperature: 0.25, maxTokens: 256 }).invoke([new SystemMessage(system), new HumanMessage(ragPrompt)]);
}

async function agent() {
  const able = model().bindTools([getOrderStatus]);
  const messages = [new SystemMessage(system), new HumanMessage(asked.agent)];
  const first = await able.invoke(messages);
  messages.push(first, await getOrderStatus.invoke(first.tool_calls[0]));
  return able.invoke(messages);
}

const scenarios = {
  'support_rag': rag,
  'order-agent': agent,
  'stream': () => stream(asked.stream),
  'stream-cut': () => stream(asked.streamCut, { maxTokens: 16, streamUsage: false }),
  'stream-dropped': () => stream(asked.streamDropped),
  'truncated': () => ask(asked.truncated, { maxTokens: 16 }),
  'overflow': () => ask(asked.overflow),
  'rate-limit': () => ask(asked.rateLimit),
  'no-model': () => ask(asked.noModel, { model: 'no-such-model' }),
  'filter': () => ask(asked.filter),
  'turns': () => model().invoke([
    new HumanMessage('(earlier turns omitted)'), new AIMessage('Hello again.'), new HumanMessage(asked.turns)]),
  'reasoning': () => ask(asked.reasoning, { model: 'o3-mini', maxTokens: 400 }),
  'responses': () => ask(asked.responses, { model: 'o3-mini', useResponsesApi: true }),
  'responses-cut': () => ask(asked.responsesCut, { maxTokens: 16, useResponsesApi: true }),
};
const mayFail = ['stream-dropped', 'overflow', 'rate-limit', 'no-model'];

async function play() {
  for (const [name, run] of Object.entries(scenarios)) {
    try {
      await RunnableLambda.from(async () => { await run(); }).withConfig({ runName: name }).invoke(name);
    } catch (error) {
      if (!mayFail.includes(name)) console.error(`${name}: ${error.stack}`);
    }
  }
}

async function main() {
  await context.with(setUser(setSession(ROOT_CONTEXT, { sessionId: session }), { userId: user }), play);
  await provider.shutdown();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
