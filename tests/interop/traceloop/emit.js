// SPDX-License-Identifier: GPL-3.0-or-later
// The shop's scenarios through Traceloop's SDK (OpenLLMetry): node emit.js OTLP-URL OPENAI-URL
'use strict';

const { diag, DiagConsoleLogger, DiagLogLevel } = require('@opentelemetry/api');
const traceloop = require('@traceloop/node-server-sdk');
const OpenAI = require('openai');
const { session, user } = require('../live/model.js');
const { play } = require('../live/openai_scenarios.js');

const [url, openAiUrl] = process.argv.slice(2);
traceloop.initialize({
  appName: 'shop-traceloop', baseUrl: url, apiKey: process.env.SHOP_TOKEN, silenceInitializationMessage: true,
  traceloopSyncEnabled: false, instrumentModules: { openAI: OpenAI },
});
diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);
const openai = new OpenAI({ baseURL: openAiUrl, apiKey: 'sk-fake', maxRetries: 0 });

function retrieve(work) {
  return traceloop.withVectorDBCall({ vendor: 'qdrant', type: 'query' }, async ({ span }) => {
    span.reportQuery({ queryVector: [0.1, 0.2, 0.3] });
    const found = await work();
    span.reportResults({
      results: found.map(({ id, title, content, score }) =>
        ({ ids: id, scores: score, documents: content, metadata: { title } })),
    });
    return found;
  });
}

function wrap(kind, name, input, work) {
  const associationProperties = { session_id: session, user_id: user };
  const wrapped = {
    workflow: () => traceloop.withWorkflow({ name, associationProperties }, work, input),
    retrieval: () => retrieve(work),
    tool: () => traceloop.withTool({ name }, work, input),
    agent: () => traceloop.withAgent({ name, associationProperties }, work, input),
    evaluator: () => traceloop.withWorkflow({ name, associationProperties }, work, input),
  };
  return wrapped[kind]();
}

async function main() {
  const unexpected = await play(openai, wrap);
  await traceloop.forceFlush();
  for (const line of unexpected) console.error(line);
}

process.on('unhandledRejection', () => {});
main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
