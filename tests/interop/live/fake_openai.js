// SPDX-License-Identifier: GPL-3.0-or-later
// A model behind OpenAI's interface that always answers the same: node fake_openai.js LOG
// Prints its port. Every exchange becomes a line of LOG before it is answered: what was asked and what will be said.
// So LOG is the truth that any reading of the telemetry has to agree with.
'use strict';

const fs = require('node:fs');
const http = require('node:http');
const { answers, servedModels } = require('./model.js');

const log = process.argv[2];
const created = Math.floor(Date.parse('2026-08-20T09:00:00Z') / 1000);
let sequence = 0;

const tokensOf = (value) => Math.max(1, Math.ceil(JSON.stringify(value ?? '').length / 4));
const textOf = (content) =>
  typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('');

// The messages of a request of either interface: [{ role, text }], the last one decides what is answered.
function turnsOf(body) {
  if (typeof body.input === 'string') return [{ role: 'user', text: body.input }];
  return (body.messages ?? body.input ?? []).map((item) =>
    item.type === 'function_call_output'
      ? { role: 'tool', text: item.output }
      : { role: item.role, text: textOf(item.content) });
}

function answerTo(body) {
  const turns = turnsOf(body);
  const question = turns.filter((turn) => turn.role === 'user').at(-1)?.text ?? '';
  const isFollowUp = turns.at(-1)?.role === 'tool';
  const known = answers.find((one) => question.includes(one.asked) && Boolean(one.afterTool) === isFollowUp);
  return known ?? { scenario: 'unknown', error: [400, `nobody expects '${question}'`, 'invalid_request_error', null] };
}

function usageOf(body, answer, said) {
  const reasoning = answer.reasoningTokens ?? 0;
  return {
    input: tokensOf(body.messages ?? body.input),
    cached: answer.cachedTokens ?? 0,
    output: tokensOf(said) + reasoning,
    reasoning,
  };
}

function reply(api, body, answer) {
  const number = String(++sequence).padStart(4, '0');
  const calls = (answer.calls ?? []).map(([name, args], index) => ({
    id: `call_${number}${index}aBcDeF`, item: `fc_${number}${index}`, name, arguments: JSON.stringify(args),
  }));
  return {
    id: (api === 'responses' ? 'resp_' : 'chatcmpl-') + 'Fake' + number,
    number,
    model: servedModels[body.model] ?? body.model,
    text: answer.text,
    calls,
    reasoning: answer.reasoning,
    finish: answer.finish ?? (calls.length ? 'tool_calls' : 'stop'),
    isDropped: Boolean(answer.isDropped),
    choices: body.n ?? 1,
    usage: usageOf(body, answer, answer.text ?? calls),
  };
}

function note(api, body, scenario, status, said, error) {
  fs.appendFileSync(log, JSON.stringify({ api, scenario, status, request: body, reply: said, error }) + '\n');
}

function chatUsage({ input, cached, output, reasoning }) {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: reasoning, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0,
    },
  };
}

const toolCall = (call) =>
  ({ id: call.id, type: 'function', function: { name: call.name, arguments: call.arguments } });

function chat(response, body, said) {
  const message = {
    role: 'assistant', content: said.text ?? null, refusal: null, annotations: [],
    ...(said.calls.length ? { tool_calls: said.calls.map(toolCall) } : {}),
  };
  const choices = Array.from({ length: said.choices }, (_, index) => ({
    index, message, logprobs: null, finish_reason: said.finish,
  }));
  send(response, 200, {
    id: said.id, object: 'chat.completion', created, model: said.model, service_tier: 'default',
    system_fingerprint: 'fp_fake44709d', choices, usage: chatUsage(said.usage),
  });
}

async function chatStream(response, body, said) {
  const withUsage = Boolean(body.stream_options?.include_usage);
  const chunk = (choices, usage) => response.write('data: ' + JSON.stringify({
    id: said.id, object: 'chat.completion.chunk', created, model: said.model, service_tier: 'default',
    system_fingerprint: 'fp_fake44709d', choices, ...(withUsage ? { usage: usage ?? null } : {}),
  }) + '\n\n');
  const delta = (value, finish = null) => chunk([{ index: 0, delta: value, logprobs: null, finish_reason: finish }]);

  startStream(response);
  delta({ role: 'assistant', content: said.calls.length ? null : '', refusal: null });
  for (const [index, call] of said.calls.entries()) {
    delta({ tool_calls: [{ index, ...toolCall({ ...call, arguments: '' }) }] });
    for (const piece of call.arguments.match(/.{1,9}/gsu))
      delta({ tool_calls: [{ index, function: { arguments: piece } }] });
  }
  for (const word of (said.text ?? '').match(/\S+\s*/g) ?? []) {
    delta({ content: word });
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (said.isDropped && word.startsWith('otherwise')) return response.destroy();
  }
  delta({}, said.finish);
  if (withUsage) chunk([], chatUsage(said.usage));
  response.end('data: [DONE]\n\n');
}

function responseItems(said) {
  const items = said.reasoning
    ? [{ id: 'rs_' + said.number, type: 'reasoning', summary: [{ type: 'summary_text', text: said.reasoning }] }]
    : [];
  for (const call of said.calls)
    items.push({
      id: call.item, type: 'function_call', status: 'completed', call_id: call.id, name: call.name,
      arguments: call.arguments,
    });
  if (said.text !== undefined)
    items.push({
      id: 'msg_' + said.number, type: 'message', role: 'assistant',
      status: said.finish === 'length' ? 'incomplete' : 'completed',
      content: [{ type: 'output_text', text: said.text, annotations: [], logprobs: [] }],
    });
  return items;
}

function responseObject(body, said) {
  const { input, cached, output, reasoning } = said.usage;
  const isCut = said.finish === 'length';
  return {
    id: said.id, object: 'response', created_at: created, status: isCut ? 'incomplete' : 'completed',
    background: false, error: null, incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
    instructions: body.instructions ?? null, max_output_tokens: body.max_output_tokens ?? null, model: said.model,
    output: responseItems(said), parallel_tool_calls: true, previous_response_id: null,
    reasoning: { effort: reasoning ? 'medium' : null, summary: null }, service_tier: 'default', store: true,
    temperature: body.temperature ?? 1, text: { format: { type: 'text' } }, tool_choice: 'auto',
    tools: body.tools ?? [], top_p: 1, truncation: 'disabled', user: null, metadata: {},
    usage: {
      input_tokens: input, input_tokens_details: { cached_tokens: cached }, output_tokens: output,
      output_tokens_details: { reasoning_tokens: reasoning }, total_tokens: input + output,
    },
  };
}

function responseStream(response, body, said) {
  let number = 0;
  const event = (type, fields) => response.write(
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number++, ...fields })}\n\n`);
  const whole = responseObject(body, said);
  const begun = { ...whole, status: 'in_progress', output: [], usage: null };

  startStream(response);
  event('response.created', { response: begun });
  event('response.in_progress', { response: begun });
  whole.output.forEach((item, index) => {
    event('response.output_item.added', {
      output_index: index, item: { ...item, status: 'in_progress', ...(item.content ? { content: [] } : {}) },
    });
    if (item.type === 'message') {
      const [part] = item.content;
      const place = { item_id: item.id, output_index: index, content_index: 0 };
      event('response.content_part.added', { ...place, part: { ...part, text: '' } });
      for (const word of part.text.match(/\S+\s*/g) ?? [])
        event('response.output_text.delta', { ...place, delta: word, logprobs: [] });
      event('response.output_text.done', { ...place, text: part.text, logprobs: [] });
      event('response.content_part.done', { ...place, part });
    }
    event('response.output_item.done', { output_index: index, item });
  });
  event(whole.status === 'incomplete' ? 'response.incomplete' : 'response.completed', { response: whole });
  response.end();
}

function embeddings(response, body) {
  const inputs = [body.input].flat();
  const usage = { input: tokensOf(inputs) };
  note('embeddings', body, 'embeddings', 200, { model: body.model, usage });
  send(response, 200, {
    object: 'list', model: body.model, usage: { prompt_tokens: usage.input, total_tokens: usage.input },
    data: inputs.map((text, index) => {
      const vector = Array.from({ length: 8 }, (_, at) => Math.fround(Math.sin(text.length * (at + 1))));
      const packed = Buffer.from(Float32Array.from(vector).buffer).toString('base64');
      return { object: 'embedding', index, embedding: body.encoding_format === 'base64' ? packed : vector };
    }),
  });
}

function startStream(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
}

function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function serve(path, body, response) {
  if (path.endsWith('/embeddings')) return embeddings(response, body);
  const api = path.endsWith('/responses') ? 'responses' : path.endsWith('/chat/completions') ? 'chat' : null;
  if (!api) return send(response, 404, { error: { message: 'unknown path ' + path, type: 'invalid_request_error' } });

  const answer = answerTo(body);
  await new Promise((resolve) => setTimeout(resolve, 5));
  if (answer.error) {
    const [status, message, type, code] = answer.error;
    note(api, body, answer.scenario, status, null, { message, type, code });
    return send(response, status, { error: { message, type, param: null, code } });
  }
  const said = reply(api, body, answer);
  note(api, body, answer.scenario, 200, said);
  if (api === 'chat') return body.stream ? chatStream(response, body, said) : chat(response, body, said);
  return body.stream ? responseStream(response, body, said) : send(response, 200, responseObject(body, said));
}

const server = http.createServer(async (request, response) => {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  await serve(request.url.split('?')[0], JSON.parse(Buffer.concat(pieces)), response);
});
server.keepAliveTimeout = 120_000; // a client that is slow to ask again finds its connection
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
