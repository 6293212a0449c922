// SPDX-License-Identifier: GPL-3.0-or-later
// What the shop's clients ask, and what the model behind fake_openai.js answers. Several answers are wrong on purpose.
'use strict';

const documents = [
  { id: 'kb-117', title: 'Refunds: opened electronics', score: 0.913,
    content: 'Opened electronics may be returned within 30 days of delivery. A receipt or order number is required. '
      + 'A 15% restocking fee applies.' },
  { id: 'kb-042', title: 'Refunds: unopened items', score: 0.871,
    content: 'Unopened items may be returned within 60 days of delivery for a full refund.' },
  { id: 'kb-205', title: 'Holiday returns 2024 (archived)', score: 0.644,
    content: 'Purchases made in December 2024 could be returned until January 31, 2025. This policy has expired.' },
];
const question = 'What is the refund window for opened electronics?';
const system = 'You are the Northwind support assistant. Answer only from the provided context.';
const context = documents.map((document) => `[${document.id}] ${document.content}`).join('\n');
const ragPrompt = `Context:\n${context}\n\nQuestion: ${question}`;
const judgePrompt = `JUDGE whether the answer is grounded.\n${ragPrompt}\nAnswer: within 90 days.`;

const asked = {
  agent: 'Where is order 88412?',
  stream: 'What is the capital of Australia?',
  streamCut: 'How do I reset the router, please stream it?',
  streamCalls: 'Weather and forecast in Reykjavík?',
  streamDropped: 'What else may I drop in the bin?',
  choices: 'Say it twice.',
  truncated: 'How do I reset the router?',
  overflow: 'Summarise the whole archive.',
  rateLimit: 'Am I asking too often?',
  noModel: 'Is anybody there?',
  filter: 'Say something that is filtered.',
  turns: 'What is my name?',
  reasoning: 'Is a refund due after 45 days?',
  responses: 'Which policy covers opened electronics?',
  responsesTool: 'Track order 77001, please.',
  responsesStream: 'And the capital of Canada?',
  responsesCut: 'List every policy.',
};

const orderStatus = { order_id: '88412', status: 'delayed', carrier: 'NordPost', eta: '2026-08-27' };
const tools = [
  { name: 'get_order_status', description: 'Look up the shipping status of an order',
    parameters: { type: 'object', properties: { order_id: { type: 'string' } }, required: ['order_id'] } },
];
const weatherTools = [
  { name: 'get_weather', description: 'Current weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
  { name: 'get_forecast', description: 'Forecast',
    parameters: { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } } } },
];

// The first whose `asked` is part of the last user message answers; `afterTool` once a tool has spoken.
const answers = [
  { scenario: 'judge', asked: 'JUDGE', text: JSON.stringify(
    { score: 0.1, label: 'unfaithful', explanation: 'The answer claims 90 days, the policy states 30.' }) },
  { scenario: 'rag', asked: question, cachedTokens: 64,
    text: 'You can return opened electronics within 90 days of delivery, no receipt required — naïve café ✓.' },
  { scenario: 'agent', asked: asked.agent, calls: [['get_order_status', { order_id: '88412' }]] },
  { scenario: 'agent', asked: asked.agent, afterTool: true,
    text: 'Order 88412 was delivered on August 14 and signed for at the front desk.' },
  { scenario: 'stream', asked: asked.stream, text: 'The capital of Australia is Sydney.' },
  { scenario: 'stream-cut', asked: asked.streamCut, finish: 'length', text: 'Step 1: Unplug the device and wait. Step 2:' },
  { scenario: 'truncated', asked: asked.truncated, finish: 'length', text: 'Step 1: Unplug the device. Step 2: Hold the' },
  { scenario: 'stream-calls', asked: asked.streamCalls,
    calls: [['get_weather', { city: 'Reykjavík' }], ['get_forecast', { city: 'Reykjavík', days: 3 }]] },
  { scenario: 'stream-dropped', asked: asked.streamDropped, isDropped: true,
    text: 'Paper and glass are welcome, otherwise please ask the front desk.' },
  { scenario: 'choices', asked: asked.choices, text: 'It.' },
  { scenario: 'overflow', asked: asked.overflow, error: [400,
    "This model's maximum context length is 128000 tokens. However, your messages resulted in 131337 tokens.",
    'invalid_request_error', 'context_length_exceeded'] },
  { scenario: 'rate-limit', asked: asked.rateLimit, error: [429,
    'Rate limit reached for gpt-4o-mini on tokens per min (TPM): Limit 200000, Used 199871, Requested 1204.',
    'tokens', 'rate_limit_exceeded'] },
  { scenario: 'no-model', asked: asked.noModel, error: [404,
    'The model `no-such-model` does not exist or you do not have access to it.', 'invalid_request_error',
    'model_not_found'] },
  { scenario: 'filter', asked: asked.filter, text: '', finish: 'content_filter' },
  { scenario: 'turns', asked: asked.turns, text: "I'm sorry, I don't have any record of your name." },
  { scenario: 'reasoning', asked: asked.reasoning, reasoningTokens: 128, text: 'No. The window is 30 days.' },
  { scenario: 'responses', asked: asked.responses, reasoningTokens: 128, cachedTokens: 4,
    reasoning: 'Compare the policies with the question.', text: 'Policy kb-117.' },
  { scenario: 'responses-tool', asked: asked.responsesTool, calls: [['get_order_status', { order_id: '77001' }]] },
  { scenario: 'responses-stream', asked: asked.responsesStream, text: 'The capital of Canada is Toronto.' },
  { scenario: 'responses-cut', asked: asked.responsesCut, finish: 'length', text: 'The first policy says that' },
];

const servedModels = {
  'gpt-4o': 'gpt-4o-2024-08-06', 'gpt-4o-mini': 'gpt-4o-mini-2024-07-18', 'o3-mini': 'o3-mini-2025-01-31',
};

module.exports = {
  answers, asked, context, documents, judgePrompt, orderStatus, question, ragPrompt, servedModels, session: 'conv-7f3a',
  system, tools, user: 'u-1029', weatherTools,
};
