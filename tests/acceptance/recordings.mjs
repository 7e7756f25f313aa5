// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sends recorded exchanges of real providers through the proxy, in their own dialect, and compares
// what arrives with what the provider sent, byte for byte, under several ways of cutting the bytes.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { startSignalbox } from './support.mjs';

const CLIENT_KEY = 'sk-recordings';
const IN_FLIGHT = 32;
const WAYS = ['chunk=whole', 'chunk=nasty', 'chunk=byte', 'chunk=nasty,crlf,comments'];

// What each dialect's SDK would send: the path at the proxy, and the provider's base URL behind the
// replay server's own prefix. The name of the model carries the record's provider.
const DIALECTS = {
  openai_chat: { dialect: 'openai', base: '/v1', path: () => '/v1/chat/completions', endpoint: 'chat_completions' },
  openai_responses: { dialect: 'openai', base: '/v1', path: () => '/v1/responses', endpoint: 'responses' },
  openai_embeddings: { dialect: 'openai', base: '/v1', path: () => '/v1/embeddings', endpoint: 'embeddings' },
  anthropic: { dialect: 'anthropic', base: '', path: () => '/v1/messages', endpoint: 'messages' },
  gemini: { dialect: 'gemini', base: '/v1beta', path: geminiPath, endpoint: /^gemini_(stream_)?generate$/ },
};

function geminiPath(record, model) {
  const isStream = record.endpoint === 'gemini_stream_generate';
  const method = isStream ? 'streamGenerateContent' : 'generateContent';
  const query = isStream && record.stream_format !== 'json_array' ? '?alt=sse' : '';
  return `/v1beta/models/${encodeURIComponent(model)}:${method}${query}`;
}

async function readRecords(file) {
  const records = [];
  for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
    const record = line && JSON.parse(line);
    const kind = record && DIALECTS[record.dialect];
    if (!kind || record.method !== 'POST') continue;
    const fits = typeof kind.endpoint === 'string' ? record.endpoint === kind.endpoint : kind.endpoint.test(record.endpoint);
    if (fits) records.push(record);
  }
  return records;
}

function requestBody(record, model) {
  const isObject = record.request_body && typeof record.request_body === 'object';
  const body = isObject ? { ...record.request_body } : { messages: [], stream: record.is_stream };
  if (record.dialect === 'gemini') delete body.model;
  else body.model = model;
  return body;
}

async function ask(url, headers, body) {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual' });
    const chunks = [];
    try {
      for await (const chunk of response.body ?? []) chunks.push(chunk);
    } catch {
      return { status: response.status, bytes: Buffer.concat(chunks), isCut: true };
    }
    return { status: response.status, bytes: Buffer.concat(chunks), isCut: false };
  } catch (error) {
    return { status: 0, bytes: Buffer.from(String(error.cause ?? error)), isCut: true };
  }
}

// What Signalbox takes out again, because it asked for the usage itself and the client did not: one
// event, and `usage: null` in the others.
function withoutUsageEvent(text) {
  return text.replace(/, ?"usage": ?null/g, '').replace(/(?:(?<=\n\n|\r\n\r\n)|^)data: ?(\{[^\n]*\})\r?\n\r?\n/g, (event, json) => {
    try {
      const chunk = JSON.parse(json);
      return chunk.usage && Array.isArray(chunk.choices) && chunk.choices.length === 0 ? '' : event;
    } catch {
      return event;
    }
  });
}

function compare(record, direct, proxied) {
  if (direct.status !== proxied.status) return `status ${proxied.status} instead of ${direct.status}: ${proxied.bytes.subarray(0, 160)}`;
  if (direct.bytes.equals(proxied.bytes)) return '';
  const asks = record.request_body?.stream_options?.include_usage === true;
  if (record.dialect === 'openai_chat' && !asks && withoutUsageEvent(direct.bytes.toString()) === proxied.bytes.toString()) return 'usage';
  let at = 0;
  while (at < direct.bytes.length && direct.bytes[at] === proxied.bytes[at]) at++;
  return `bytes differ at ${at} of ${direct.bytes.length}/${proxied.bytes.length}: ${proxied.bytes.subarray(Math.max(0, at - 20), at + 60)}`;
}

export async function runRecordings(material, executable) {
  const file = path.join(material, 'wire', 'dev.jsonl');
  const records = await readRecords(file);
  const replay = spawn(process.execPath, [path.join(material, 'wire', 'replay_upstream.mjs'), file, '--port', '0', '--quiet'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const origin = await new Promise((resolve, reject) => {
    let text = '';
    replay.stdout.on('data', (data) => {
      text += data;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
      if (found) resolve(found[0]);
    });
    replay.on('exit', (code) => reject(new Error(`the replay server ended with ${code}: ${text}`)));
  });
  let failed = 0;
  let hidden = 0;
  let passed = 0;
  for (const way of WAYS) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'signalbox-recordings-'));
    const policy = path.join(folder, 'recordings.signalbox.json');
    const providers = records.map((record) => ({
      id: `r${record.id}`,
      dialect: DIALECTS[record.dialect].dialect,
      base_url: `${origin}/replay/${record.id}~${way}${DIALECTS[record.dialect].base}`,
    }));
    fs.writeFileSync(policy, JSON.stringify({ signalbox: 1, providers, targets: [], routes: [], retry: { retries: 0 } }));
    const signalbox = await startSignalbox(executable, ['--policy', policy, '--data-dir', folder, '--client-key', CLIENT_KEY]);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${CLIENT_KEY}`, 'x-api-key': CLIENT_KEY, 'x-goog-api-key': CLIENT_KEY, 'anthropic-version': '2023-06-01' };
    let next = 0;
    let bad = 0;
    const work = async () => {
      while (next < records.length) {
        const record = records[next++];
        const kind = DIALECTS[record.dialect];
        const model = `r${record.id}/${record.model || 'model'}`;
        const body = JSON.stringify(requestBody(record, model));
        const directPath = kind.path(record, record.model || 'model').replace(/^\/v1(beta)?/, kind.base || '/v1');
        const [direct, proxied] = await Promise.all([
          ask(`${origin}/replay/${record.id}~${way}${directPath}`, headers, body),
          ask(signalbox.origin + kind.path(record, model), headers, body),
        ]);
        const difference = compare(record, direct, proxied);
        if (difference === 'usage') hidden++;
        if (difference && difference !== 'usage') {
          bad++;
          console.log(`  ${way} ${record.id} ${record.dialect} ${record.source_path}: ${difference}`);
        } else {
          passed++;
        }
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, work));
    failed += bad;
    console.log(`recordings, ${way}: ${records.length - bad} of ${records.length} came back as they were sent`);
    await signalbox.stop();
    fs.rmSync(folder, { recursive: true });
  }
  replay.removeAllListeners('exit');
  replay.kill();
  if (hidden > 0) console.log(`recordings: ${hidden} of them but for the usage that only Signalbox had asked for`);
  return { passed, failed };
}
