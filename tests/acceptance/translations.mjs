// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks every recorded provider in every client dialect through the proxy and compares the meaning of
// what arrives with the meaning of the recording. Options: --sample N (records of each provider
// dialect, 0 is all), --only TEXT (of "provider>client" or a record id), --all (every way of
// cutting), --self (decoders only, no proxy).
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { differenceOf } from './decode/compare-answers.mjs';
import { decodeAnswer } from './decode/answers.mjs';
import { bytesOf, formatOf, startReplay } from './replay.mjs';
import { readRecords, startSignalbox } from './support.mjs';

const KEY = 'sk-translations';
const IN_FLIGHT = 8;
const WAYS = ['chunk=whole', 'chunk=nasty', 'chunk=byte', 'chunk=nasty,crlf,comments'];
const PROVIDERS = {
  chat_completions: { decoder: 'chat', dialect: 'openai', base: '/v1', quirks: ['llama.cpp'] },
  responses: { decoder: 'responses', dialect: 'openai-responses', base: '/v1' },
  messages: { decoder: 'anthropic', dialect: 'anthropic', base: '' },
  gemini_generate: { decoder: 'gemini', dialect: 'gemini', base: '/v1beta' },
  gemini_stream_generate: { decoder: 'gemini', dialect: 'gemini', base: '/v1beta' },
  ollama_chat: { decoder: 'ollama', dialect: 'ollama', base: '' },
  bedrock_converse: { decoder: 'bedrock', dialect: 'bedrock', base: '' },
  bedrock_converse_stream: { decoder: 'bedrock', dialect: 'bedrock', base: '' },
  cohere_chat: { decoder: 'cohere', dialect: 'cohere', base: '', path: '/v2/chat' }, // v1 is another API
};
const CLIENTS = {
  chat: (model, stream) => ['/v1/chat/completions', { model, stream, ...(stream && { stream_options: { include_usage: true } }), messages: [{ role: 'user', content: 'Hi' }] }],
  responses: (model, stream) => ['/v1/responses', { model, stream, store: false, input: 'Hi' }],
  anthropic: (model, stream) => ['/v1/messages', { model, stream, max_tokens: 4096, messages: [{ role: 'user', content: 'Hi' }] }],
  gemini: (model, stream, isArray) => [`/v1beta/models/${encodeURIComponent(model)}:${stream ? `streamGenerateContent${isArray ? '' : '?alt=sse'}` : 'generateContent'}`, { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] }],
  ollama: (model, stream) => ['/api/chat', { model, stream, messages: [{ role: 'user', content: 'Hi' }] }],
};
function report(table, groups) {
  for (const [pair, { passed, total }] of Object.entries(table)) console.log(`  ${pair.padEnd(24)} ${passed}/${total}`);
  for (const [what, ids] of Object.entries(groups)) console.log(`  ${ids.length} x ${what}: ${ids.slice(0, 5).join(' ')}`);
}
function note(table, groups, pair, id, what) {
  const row = (table[pair] ??= { passed: 0, total: 0 });
  row.total++;
  if (what) (groups[`${pair}: ${what}`] ??= []).push(id);
  else row.passed++;
}
function checkDecoders(records) {
  const table = {};
  const groups = {};
  for (const record of records) {
    const { decoder } = PROVIDERS[record.endpoint];
    const bytes = bytesOf(record);
    let what = '';
    try {
      const format = formatOf(record);
      const meaning = decodeAnswer(decoder, format, bytes);
      const crlf = format === 'sse' ? Buffer.from(`: comment\r\n\r\n${bytes.toString().replace(/\r\n|\r|\n/g, '\r\n')}`) : bytes;
      if (!isDeepStrictEqual(meaning, decodeAnswer(decoder, format, crlf))) what = 'crlf differs';
      else if (!meaning.error && !meaning.text && !meaning.reasoning && !meaning.refusal && meaning.toolCalls.length === 0) what = 'nothing found';
      else if (!meaning.error && meaning.stop === 'unknown') what = 'stop unknown';
      else if (/(promptTokenCount|(prompt|input)_tokens"|inputTokens)/.test(bytes.toString('latin1')) && meaning.usage.input === null) what = 'no usage';
    } catch (error) {
      what = `throws ${error.message}`;
    }
    note(table, groups, decoder, record.id, what);
  }
  return { table, groups };
}
async function sweep(executable, records, way, only, verbose) {
  const replay = await startReplay(records);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'signalbox-translations-'));
  const table = {};
  const groups = {};
  const unserved = {};
  try {
    const policy = path.join(folder, 'translations.signalbox.json');
    const providers = records.map((r) => ({ id: `r${r.id}`, dialect: PROVIDERS[r.endpoint].dialect, quirks: PROVIDERS[r.endpoint].quirks, base_url: `${replay.origin}/${r.id}~${way}${PROVIDERS[r.endpoint].base}` }));
    fs.writeFileSync(policy, JSON.stringify({ signalbox: 1, providers, targets: [], routes: [], retry: { retries: 0 } }));
    const signalbox = await startSignalbox(executable, ['--policy', policy, '--data-dir', folder, '--client-key', KEY]);
    try {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${KEY}`, 'x-api-key': KEY, 'x-goog-api-key': KEY, 'anthropic-version': '2023-06-01' };
      const jobs = records.flatMap((record) => Object.keys(CLIENTS).map((client) => ({ record, client })));
      const work = async () => {
        for (let job = jobs.shift(); job; job = jobs.shift()) {
          const { record, client } = job;
          const { decoder } = PROVIDERS[record.endpoint];
          const pair = `${decoder}>${client}`;
          if (only && pair !== only && record.id !== only) continue;
          let what;
          try {
            const isArray = formatOf(record) === 'json_array';
            const [url, body] = CLIENTS[client](`r${record.id}/${record.model || 'model'}`, Boolean(record.is_stream), isArray);
            const answer = await fetch(signalbox.origin + url, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(60000) });
            const bytes = Buffer.from(await answer.arrayBuffer());
            const format = record.is_stream ? (client === 'ollama' ? 'ndjson' : client === 'gemini' && isArray ? 'json_array' : 'sse') : 'json';
            if (answer.status === 400 && /does not translate between these dialects/.test(bytes.toString())) {
              unserved[pair] = (unserved[pair] ?? 0) + 1;
              continue;
            }
            const expected = decodeAnswer(decoder, formatOf(record), bytesOf(record));
            if (answer.status === 200) { const got = decodeAnswer(client, format, bytes); what = differenceOf(expected, got, client); if (what && verbose) console.log(`    ${record.id} ${pair} ${what}\n      expected ${JSON.stringify(expected).slice(0, 700)}\n      got      ${JSON.stringify(got).slice(0, 700)}`); }
            // An error inside a 200 that is known before the first byte becomes a status.
            else what = expected.error ? '' : `status ${answer.status}: ${bytes.toString().slice(0, 200)}`;
          } catch (error) {
            what = `throws ${error.cause?.code ?? error.message}`;
          }
          note(table, groups, pair, record.id, what);
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, work));
    } finally {
      await signalbox.stop();
    }
  } finally {
    replay.stop();
    fs.rmSync(folder, { recursive: true });
  }
  for (const [pair, count] of Object.entries(unserved)) console.log(`  ${pair.padEnd(24)} not served: ${count}`);
  return { table, groups };
}
export async function runTranslations(file, executable, { sample = 0, only = '', all = false, self = false, verbose = false } = {}) {
  const records = await readRecords(file, (record) => record.status === 200 && record.method === 'POST' && PROVIDERS[record.endpoint] && (PROVIDERS[record.endpoint].path ?? record.url_path) === record.url_path, sample);
  let passed = 0;
  let failed = 0;
  for (const way of self ? ['decoders'] : all ? WAYS : ['chunk=nasty']) {
    const { table, groups } = self ? checkDecoders(records) : await sweep(executable, records, way, only, verbose);
    console.log(`translations, ${way}:`);
    report(table, groups);
    for (const row of Object.values(table)) { passed += row.passed; failed += row.total - row.passed; }
  }
  return { passed, failed };
}
