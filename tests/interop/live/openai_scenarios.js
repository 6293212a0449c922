// SPDX-License-Identifier: GPL-3.0-or-later
// Everything the shop does with OpenAI's own client. The caller instruments the client, and wraps what is no model call:
// wrap(kind, name, input, work), kind: workflow, retrieval, tool, agent or evaluator.
'use strict';

const { asked, documents, judgePrompt, orderStatus, question, ragPrompt, system, tools, weatherTools } =
  require('./model.js');

const user = (content) => [{ role: 'user', content }];
const chatTools = (list) => list.map((tool) => ({ type: 'function', function: tool }));

async function drain(stream) {
  for await (const _ of await stream);
}

function scenarios(openai, wrap) {
  const chat = (request) => openai.chat.completions.create({ model: 'gpt-4o-mini', ...request });
  const streamed = (request) => drain(chat({ stream: true, ...request }));
  const respond = (request) => openai.responses.create({ model: 'gpt-4o-mini', ...request });

  async function agent() {
    const messages = [{ role: 'system', content: system }, ...user(asked.agent)];
    const first = (await chat({ messages, tools: chatTools(tools) })).choices[0].message;
    messages.push(first);
    for (const call of first.tool_calls) {
      const result = await wrap('tool', call.function.name, call.function.arguments, async () => orderStatus, call.id);
      messages.push({ role: 'tool', tool_call_id: call.id, content: JSON.stringify(result) });
    }
    return (await chat({ messages, tools: chatTools(tools) })).choices[0].message.content;
  }

  async function rag() {
    await openai.embeddings.create({ model: 'text-embedding-3-small', input: question });
    await wrap('retrieval', 'northwind-kb', question, async () => documents);
    const answer = await chat({
      temperature: 0.25, max_tokens: 256, messages: [{ role: 'system', content: system }, ...user(ragPrompt)],
    });
    return answer.choices[0].message.content;
  }

  async function judge() {
    const verdict = await chat({ model: 'gpt-4o', temperature: 0, messages: user(judgePrompt) });
    return JSON.parse(verdict.choices[0].message.content);
  }

  return [
    ['rag', () => wrap('workflow', 'support_rag', question, rag)],
    ['judge', () => wrap('evaluator', 'faithfulness', judgePrompt, judge)],
    ['agent', () => wrap('agent', 'order-agent', asked.agent, agent)],
    ['stream', () => streamed({ stream_options: { include_usage: true }, messages: user(asked.stream) })],
    ['stream-cut', () => streamed({ max_tokens: 16, messages: user(asked.streamCut) })],
    ['stream-calls', () => streamed({ tools: chatTools(weatherTools), messages: user(asked.streamCalls) })],
    ['stream-dropped', () => streamed({ messages: user(asked.streamDropped) })],
    ['choices', () => chat({ n: 2, messages: user(asked.choices) })],
    ['truncated', () => chat({ max_tokens: 16, messages: user(asked.truncated) })],
    ['overflow', () => chat({ messages: user(asked.overflow) })],
    ['rate-limit', () => chat({ messages: user(asked.rateLimit) })],
    ['no-model', () => chat({ model: 'no-such-model', messages: user(asked.noModel) })],
    ['filter', () => chat({ messages: user(asked.filter) })],
    ['turns', () => chat({ messages: [
      ...user('(earlier turns omitted)'), { role: 'assistant', content: 'Hello again.' }, ...user(asked.turns)] })],
    ['reasoning', () => chat({ model: 'o3-mini', max_completion_tokens: 400, messages: user(asked.reasoning) })],
    ['responses', () => respond({ model: 'o3-mini', instructions: system, input: asked.responses })],
    ['responses-tool', () => respond({
      input: user(asked.responsesTool), tools: tools.map((tool) => ({ type: 'function', strict: false, ...tool })) })],
    ['responses-stream', () => drain(respond({ stream: true, input: asked.responsesStream }))],
    ['responses-cut', () => respond({ max_output_tokens: 16, input: asked.responsesCut })],
  ];
}

// Plays all of them, each in a workflow of its own, so that a failure shows even where the client sends no span for it.
async function play(openai, wrap) {
  const unexpected = [];
  const mayFail = ['stream-dropped', 'overflow', 'rate-limit', 'no-model'];
  for (const [name, run] of scenarios(openai, wrap)) {
    try {
      await (['rag', 'judge', 'agent'].includes(name) ? run() : wrap('workflow', name, name, run));
    } catch (error) {
      if (!mayFail.includes(name)) unexpected.push(`${name}: ${error.stack}`);
    }
  }
  return unexpected;
}

module.exports = { play };
