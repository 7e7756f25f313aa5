// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A provider of every dialect that answers "ok" and remembers what it was asked, by the slot that
// stands first in the path: http://127.0.0.1:PORT/SLOT/<what the dialect appends>.
import http from 'node:http';
import { awsEvent } from './frames.mjs';

const sse = (...events) => ['text/event-stream', events.map((json) => `${json.type ? `event: ${json.type}\n` : ''}data: ${JSON.stringify(json)}\n\n`).join('')];
const json = (value) => ['application/json', JSON.stringify(value)];
const MESSAGE = { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content: [{ type: 'text', text: 'ok' }], stop_reason: 'end_turn', stop_sequence: null, usage: { input_tokens: 1, output_tokens: 1 } };
const RESPONSE = { id: 'resp_1', object: 'response', created_at: 1, model: 'm', status: 'completed', output: [{ id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'ok', annotations: [] }] }], usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 } };
const GEMINI = { candidates: [{ index: 0, content: { role: 'model', parts: [{ text: 'ok' }] }, finishReason: 'STOP' }], usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 } };
const OLLAMA = { model: 'm', created_at: '2025-01-01T00:00:00Z', message: { role: 'assistant', content: 'ok' }, done: true, done_reason: 'stop', prompt_eval_count: 1, eval_count: 1 };
const USAGE = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

function answerFor(path, isStream) {
  if (path.endsWith('/chat/completions')) {
    const chunk = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }], usage: USAGE };
    return isStream ? sse(chunk) : json({ ...chunk, object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }] });
  }
  if (path.endsWith('/responses')) return isStream ? sse({ type: 'response.created', sequence_number: 0, response: { ...RESPONSE, status: 'in_progress', output: [] } }, { type: 'response.completed', sequence_number: 1, response: RESPONSE }) : json(RESPONSE);
  if (path.endsWith('/messages')) return isStream ? sse({ type: 'message_start', message: { ...MESSAGE, content: [], stop_reason: null } }, { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }, { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'ok' } }, { type: 'content_block_stop', index: 0 }, { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } }, { type: 'message_stop' }) : json(MESSAGE);
  if (path.endsWith(':generateContent')) return json(GEMINI);
  if (path.endsWith(':streamGenerateContent')) return sse(GEMINI);
  if (path.endsWith('/api/chat')) return isStream ? ['application/x-ndjson', `${JSON.stringify(OLLAMA)}\n`] : json(OLLAMA);
  if (path.endsWith('/v2/chat')) {
    const end = { finish_reason: 'COMPLETE', usage: { tokens: { input_tokens: 1, output_tokens: 1 } } };
    if (!isStream) return json({ id: 'c1', message: { role: 'assistant', content: [{ type: 'text', text: 'ok' }] }, ...end });
    return sse({ type: 'message-start', id: 'c1', delta: { message: { role: 'assistant', content: [] } } }, { type: 'content-start', index: 0, delta: { message: { content: { type: 'text', text: '' } } } }, { type: 'content-delta', index: 0, delta: { message: { content: { text: 'ok' } } } }, { type: 'content-end', index: 0 }, { type: 'message-end', delta: end });
  }
  if (path.endsWith('/converse')) return json({ output: { message: { role: 'assistant', content: [{ text: 'ok' }] } }, stopReason: 'end_turn', usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 } });
  if (path.endsWith('/converse-stream')) return ['application/vnd.amazon.eventstream', Buffer.concat([awsEvent('messageStart', { role: 'assistant' }), awsEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'ok' } }), awsEvent('contentBlockStop', { contentBlockIndex: 0 }), awsEvent('messageStop', { stopReason: 'end_turn' }), awsEvent('metadata', { usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 } })])];
  return null;
}
export async function startEcho() {
  const asked = new Map();
  const server = http.createServer((request, response) => {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      const [, slot, rest] = /^\/([^/]+)(\/.*)$/.exec(request.url) ?? [];
      const path = decodeURIComponent((rest ?? '').split('?')[0]);
      let body = null;
      try { body = JSON.parse(Buffer.concat(pieces).toString()); } catch { /* told as no body */ }
      const stream = /stream/i.test(path.slice(path.lastIndexOf('/'))) || (path.endsWith('/api/chat') ? body?.stream !== false : body?.stream === true);
      const answer = answerFor(path, stream);
      asked.set(slot, { path, body, stream });
      response.writeHead(answer ? 200 : 404, { 'content-type': answer?.[0] ?? 'application/json' });
      response.end(answer?.[1] ?? '{"error":{"message":"unknown path"}}');
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    take: (slot) => { const found = asked.get(slot); asked.delete(slot); return found; },
    stop: () => { server.closeAllConnections?.(); server.close(); },
  };
}
