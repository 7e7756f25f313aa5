// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A provider that answers with recorded bytes: whatever is asked below /<id>~<way>/ gets the answer
// of that record, cut and framed the way that is named: chunk=whole|byte|nasty, crlf, comments.
import http from 'node:http';

export function bytesOf(record) {
  if (record.response_body_b64) return Buffer.from(record.response_body_b64, 'base64');
  if (typeof record.sse === 'string') return Buffer.from(record.sse);
  return Buffer.from(typeof record.response_body === 'string' ? record.response_body : JSON.stringify(record.response_body ?? {}));
}
export const formatOf = (record) => (record.is_stream ? record.stream_format ?? 'sse' : 'json');
const TYPES = { sse: 'text/event-stream', ndjson: 'application/x-ndjson', aws_eventstream: 'application/vnd.amazon.eventstream', json: 'application/json', json_array: 'application/json' };

function framed(record, words) {
  if (formatOf(record) !== 'sse') return bytesOf(record);
  let text = bytesOf(record).toString();
  if (words.includes('comments')) text = `: open\n\n${text.replace(/\n\n(?=.)/gs, '\n\n: keep-alive\n\n')}`;
  if (words.includes('crlf')) text = text.replace(/\r?\n/g, '\r\n');
  return Buffer.from(text);
}
// Where a reader is most easily wrong: inside characters, escapes, field names and line ends; and
// every few bytes of what is binary.
function isNasty(bytes, at, isBinary) {
  const [before, here] = [bytes[at - 1], bytes[at]];
  if (isBinary) return at % 5 === 0;
  if ((here & 0xc0) === 0x80 || before === 0x5c) return true;
  if ((before === 13 || before === 10) && here === 10) return true;
  if (before === 0x75 && bytes[at - 2] === 0x5c) return true;
  // da|ta:, ev|ent: and data:|
  const isLine = at >= 3 && (bytes[at - 3] === 10 || bytes[at - 3] === 13);
  if (isLine && ((bytes[at - 2] === 0x64 && before === 0x61) || (bytes[at - 2] === 0x65 && before === 0x76))) return true;
  return before === 0x3a && bytes[at - 2] === 0x61 && bytes[at - 3] === 0x74;
}
export function cut(bytes, way, isBinary) {
  if (way === 'whole' || bytes.length === 0) return [bytes];
  const pieces = [];
  let from = 0;
  for (let at = 1; at <= bytes.length; at++) {
    if (at < bytes.length && way === 'nasty' && !isNasty(bytes, at, isBinary)) continue;
    pieces.push(bytes.subarray(from, at));
    from = at;
  }
  return pieces;
}
export async function startReplay(records) {
  const byId = new Map(records.map((record) => [record.id, record]));
  const server = http.createServer(async (request, response) => {
    request.resume();
    const [, id, options] = /^\/([0-9A-Za-z_-]+)~([^/]*)\//.exec(request.url) ?? [];
    const record = byId.get(id);
    if (!record) {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end('{"error":{"message":"no such record"}}');
      return;
    }
    const words = options.split(',');
    const way = (words.find((word) => word.startsWith('chunk=')) ?? 'chunk=whole').slice(6);
    const format = formatOf(record);
    response.writeHead(record.status ?? 200, { 'content-type': TYPES[format] ?? TYPES.sse });
    response.socket?.setNoDelay(true);
    let count = 0;
    for (const piece of cut(framed(record, words), way, format === 'aws_eventstream')) {
      if (response.destroyed) return;
      if (!response.write(piece)) await new Promise((resolve) => { response.once('drain', resolve); response.once('close', resolve); });
      // Writes of one turn reach the proxy as one.
      if ((++count & 15) === 0) await new Promise((resolve) => { setImmediate(resolve); });
    }
    response.end();
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () => { server.closeAllConnections?.(); server.close(); },
  };
}
