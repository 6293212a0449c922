// SPDX-License-Identifier: GPL-3.0-or-later
// The shop's scenarios through Langfuse's SDK, as it is set up for a Langfuse server: node emit.js URL OPENAI-URL
'use strict';

const { diag, DiagConsoleLogger, DiagLogLevel } = require('@opentelemetry/api');
const { NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { LangfuseSpanProcessor } = require('@langfuse/otel');
const { propagateAttributes, startActiveObservation } = require('@langfuse/tracing');
const { observeOpenAI } = require('@langfuse/openai');
const { OpenAI } = require('openai');
const { session, user } = require('../live/model.js');
const { play } = require('../live/openai_scenarios.js');

const [baseUrl, openAiUrl] = process.argv.slice(2);
diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);

const processor = new LangfuseSpanProcessor({
  baseUrl, publicKey: 'pk-lf-fake', secretKey: process.env.SHOP_TOKEN, environment: 'prod', release: '2.14.0',
});
const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': 'shop-langfuse' }), spanProcessors: [processor],
});
provider.register();
const openai = observeOpenAI(new OpenAI({ baseURL: openAiUrl, apiKey: 'sk-fake', maxRetries: 0 }));

function wrap(kind, name, input, work) {
  const asType = { workflow: 'chain', retrieval: 'retriever', tool: 'tool', agent: 'agent', evaluator: 'evaluator' }[kind];
  return startActiveObservation(name, async (observation) => {
    observation.update({ input });
    try {
      const output = await work();
      observation.update({ output });
      return output;
    } catch (error) {
      observation.update({ level: 'ERROR', statusMessage: String(error.message) });
      throw error;
    }
  }, { asType });
}

async function main() {
  const unexpected = await propagateAttributes({ sessionId: session, userId: user }, () => play(openai, wrap));
  await provider.shutdown();
  for (const line of unexpected) console.error(line);
}

process.on('unhandledRejection', () => {});
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
