// SPDX-License-Identifier: GPL-3.0-or-later
// Says to an OTLP/gRPC listener what no gRPC library would say, with node's own HTTP/2: node abuse_grpc.js URL CASE
// Prints one JSON object: what the peer made of it.
'use strict';

const http2 = require('node:http2');
const zlib = require('node:zlib');

const [url, what] = process.argv.slice(2);
const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
const PATIENCE = 40000;

function connect(options = {}) {
  return new Promise((resolve, reject) => {
    const session = http2.connect(url, options, () => resolve(session));
    session.on('error', reject);
  });
}

// A message as gRPC frames it; `declared` may say another length than it has.
function framed(body, { isCompressed = false, declared = body.length } = {}) {
  const head = Buffer.alloc(5);
  head.writeUInt8(isCompressed ? 1 : 0, 0);
  head.writeUInt32BE(declared, 1);
  return Buffer.concat([head, body]);
}

function request(session, headers = {}) {
  const stream = session.request({
    ':method': 'POST', ':path': EXPORT, 'content-type': 'application/grpc', te: 'trailers', ...headers,
  }, { endStream: false });
  const outcome = new Promise((resolve) => {
    const seen = {};
    const timer = setTimeout(() => resolve({ ...seen, ended: 'never' }), PATIENCE);
    const note = (fields) => { seen.status = fields['grpc-status'] ?? seen.status; seen.http = fields[':status'] ?? seen.http; };
    stream.on('response', note);
    stream.on('trailers', note);
    stream.on('error', (error) => { seen.error = error.code; });
    stream.on('close', () => { clearTimeout(timer); resolve({ ...seen, reset: stream.rstCode }); });
    stream.resume();
  });
  return { stream, outcome };
}

async function unary(session, bytes, headers) {
  const { stream, outcome } = request(session, headers);
  stream.end(bytes);
  return outcome;
}

const cases = {
  async bomb() {
    const body = zlib.gzipSync(Buffer.alloc(400 * 1024 * 1024), { level: 9 });
    const session = await connect();
    const outcome = await unary(session, framed(body, { isCompressed: true }), { 'grpc-encoding': 'gzip' });
    session.destroy();
    return outcome;
  },
  async tooLarge() {
    const session = await connect();
    const outcome = await unary(session, framed(Buffer.alloc(65 * 1024 * 1024)));
    session.destroy();
    return outcome;
  },
  // Says it will send 4 GiB and goes on sending for as long as it is let.
  async endless() {
    const session = await connect();
    const { stream, outcome } = request(session);
    stream.write(framed(Buffer.alloc(0), { declared: 0xffffffff }));
    const block = Buffer.alloc(1024 * 1024);
    let sent = 0;
    const more = () => {
      while (!stream.destroyed && sent < 2 ** 31) {
        sent += block.length;
        if (!stream.write(block)) return stream.once('drain', more);
      }
      return undefined;
    };
    more();
    const result = await outcome;
    session.destroy();
    return { ...result, sent };
  },
  async half() {
    const session = await connect();
    const { stream, outcome } = request(session);
    stream.write(framed(Buffer.alloc(10), { declared: 1000 }));
    const result = await outcome;
    session.destroy();
    return result;
  },
  async cut() {
    const session = await connect();
    const outcome = await unary(session, framed(Buffer.alloc(10), { declared: 1000 }));
    session.destroy();
    return outcome;
  },
  async unknownEncoding() {
    const session = await connect();
    const outcome = await unary(session, framed(Buffer.alloc(10), { isCompressed: true }), { 'grpc-encoding': 'br' });
    session.destroy();
    return outcome;
  },
  async largeHeader() {
    const session = await connect();
    await new Promise((resolve) => { setTimeout(resolve, 500); }); // the limit holds once both sides know it
    const outcome = await unary(session, framed(Buffer.alloc(0)), { 'x-padding': 'x'.repeat(60000) });
    session.destroy();
    return outcome;
  },
  async pings() {
    const session = await connect();
    return new Promise((resolve) => {
      let count = 0;
      session.on('goaway', (code) => resolve({ goaway: code, count }));
      session.on('error', () => {});
      const ping = () => {
        if (session.destroyed || count >= 1000) return resolve({ count });
        count += 1;
        return session.ping(() => setImmediate(ping));
      };
      ping();
    });
  },
  // 500 connections that never ask for anything, beside 500 calls that never send their message.
  async idle() {
    const sessions = await Promise.all(Array.from({ length: 500 }, () => connect()));
    const calls = sessions.slice(0, 50).flatMap((session) => Array.from({ length: 10 }, () => request(session)));
    const outcomes = await Promise.all(calls.map((call) => call.outcome));
    sessions.forEach((session) => session.destroy());
    return { connections: sessions.length, ended: outcomes.filter((o) => o.ended !== 'never').length };
  },
};

cases[what]().then((result) => {
  console.log(JSON.stringify(result));
  process.exit(0);
}, (error) => {
  console.error(error);
  process.exit(1);
});
