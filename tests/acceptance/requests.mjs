// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sends every recorded request through the proxy to a provider of every other dialect and compares
// the meaning of what arrives there with the meaning of what was sent; then sends what arrived back
// as a client of that dialect to a provider of the first. What differs must be named in
// x-signalbox-lossy, or the request refused with its field. Options as for translations.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { differences } from './decode/compare-requests.mjs';
import { decodeRequest } from './decode/requests-more.mjs';
import { startEcho } from './echo.mjs';
import { readRecords, startSignalbox } from './support.mjs';

const KEY = 'sk-requests';
const IN_FLIGHT = 16;
// Two models of each provider, because what may be said depends on the model.
const PROVIDERS = {
  chat: { dialect: 'openai', base: '/v1', quirks: ['openai'], models: ['gpt-4.1', 'gpt-5'] },
  // OpenAI serves Responses as they are; this one has to be translated to.
  plain: { dialect: 'openai', base: '/v1', quirks: ['llama.cpp'], models: ['gpt-oss-120b', 'llama-3.3'] },
  responses: { dialect: 'openai-responses', base: '/v1', models: ['gpt-5', 'gpt-4.1'] },
  anthropic: { dialect: 'anthropic', base: '', models: ['claude-sonnet-4-5', 'claude-opus-4-7'] },
  gemini: { dialect: 'gemini', base: '/v1beta', models: ['gemini-2.5-flash', 'gemini-3-pro-preview'] },
  bedrock: { dialect: 'bedrock', base: '', models: ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'amazon.nova-pro-v1:0'] },
  ollama: { dialect: 'ollama', base: '', models: ['qwen3', 'llama3.2'] },
  cohere: { dialect: 'cohere', base: '', models: ['command-a-03-2025', 'command-a-reasoning-08-2025'] },
};
const ENDPOINTS = { chat_completions: 'chat', responses: 'responses', messages: 'anthropic', gemini_generate: 'gemini', gemini_stream_generate: 'gemini', ollama_chat: 'ollama' };
const URLS = {
  chat: () => '/v1/chat/completions',
  responses: () => '/v1/responses',
  anthropic: () => '/v1/messages',
  ollama: () => '/api/chat',
  gemini: (model, stream) => `/v1beta/models/${encodeURIComponent(model)}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
};
const HEADERS = { 'content-type': 'application/json', authorization: `Bearer ${KEY}`, 'x-api-key': KEY, 'x-goog-api-key': KEY, 'anthropic-version': '2023-06-01' };

// The field that a refusal names, or nothing.
function refusedField(text) {
  let error = {};
  try { error = JSON.parse(text).error ?? {}; } catch { return ''; }
  const named = error.param ?? error.details?.flatMap((d) => d.fieldViolations ?? [])[0]?.field;
  // Anthropic and Ollama have no place for it but the sentence: "tools[0].name: ...", "max_tokens must ...".
  const [, before, inside] = /^([A-Za-z_][\w.[\]]*): |(\b[a-z_]+\[\d+\][\w.[\]]*|\b[a-z]+[_.][a-z_.]+\b)/.exec(typeof error === 'string' ? error : error.message ?? '') ?? [];
  return named ?? before ?? inside ?? '';
}
const decoderOf = (provider) => (provider === 'plain' ? 'chat' : provider);
const isServed = (client, provider) => client !== provider && !(client === 'responses' && provider === 'chat') && !(provider === 'plain' && client !== 'responses');
async function send(signalbox, echo, slot, client, provider, model, body, stream) {
  const name = `${provider}${slot}/${model}`;
  const answer = await fetch(signalbox.origin + URLS[client](name, stream), { method: 'POST', headers: HEADERS, body: JSON.stringify(client === 'gemini' ? { ...body, model: undefined } : { ...body, model: name }), signal: AbortSignal.timeout(60000) });
  const text = await answer.text();
  const losses = (answer.headers.get('x-signalbox-lossy') ?? '').split(', ').filter(Boolean);
  return { status: answer.status, text, losses, asked: echo.take(`${provider}${slot}`) };
}
// expressed, named (with losses that say so), refused (with its field), or what is wrong.
function judge(sent, losses, asked, provider, pair) {
  if (!asked) return { verdict: 'silent', what: 'nothing arrived' };
  const isCut = losses.some((loss) => /^and \d+$/.test(loss));
  const found = differences(sent, decodeRequest(decoderOf(provider), asked.body, { stream: asked.stream }), { isLoose: pair.includes('ollama'), isOffUnsaid: pair.endsWith('>cohere') /* only models that think are told not to */ });
  const silent = found.filter(({ explains }) => !isCut && !losses.some((loss) => explains.test(loss)));
  if (silent.length > 0) return { verdict: 'silent', what: silent[0].what, detail: `${silent.map((each) => `${each.what} ${each.detail ?? ''}`).join('; ')} [${losses}]` };
  return { verdict: found.length > 0 ? 'named' : 'expressed' };
}
function note(results, pair, id, { verdict, what, detail }) {
  const row = (results.table[pair] ??= { expressed: 0, named: 0, refused: 0, silent: 0 });
  row[verdict]++;
  if (what) (results.groups[`${verdict} ${pair}: ${what}`] ??= []).push({ id, detail });
}
async function sweepOne(context, slot, record, index, provider, results) {
  const { signalbox, echo, only } = context;
  const client = ENDPOINTS[record.endpoint];
  const pair = `${client}>${decoderOf(provider)}`;
  const stream = Boolean(record.is_stream);
  const isWanted = (name) => !only || only === name || only === record.id;
  const returning = decoderOf(provider);
  const home = isServed(returning, client) ? client : 'plain';
  const back = URLS[returning] ? `${pair}>${client}` : '';
  if (!isWanted(pair) && !(back && isWanted(back))) return;
  const model = PROVIDERS[provider].models[index % 2];
  const sent = decodeRequest(client, record.request_body, { stream });
  const there = await send(signalbox, echo, slot, client, provider, model, record.request_body, stream);
  if (there.status !== 200) {
    const field = refusedField(there.text);
    note(results, pair, record.id, there.status === 400 && field ? { verdict: 'refused', what: `${field.replace(/\[\d+\]/g, '[]')}`, detail: there.text } : { verdict: 'silent', what: `status ${there.status}`, detail: there.text });
    return;
  }
  if (isWanted(pair)) note(results, pair, record.id, judge(sent, there.losses, there.asked, provider, pair));
  if (!back || !isWanted(back) || !there.asked) return;
  const again = await send(signalbox, echo, slot, returning, home, PROVIDERS[home].models[index % 2], there.asked.body, there.asked.stream);
  if (again.status !== 200) note(results, back, record.id, { verdict: again.status === 400 && refusedField(again.text) ? 'refused' : 'silent', what: `status ${again.status} ${refusedField(again.text)}`, detail: again.text });
  else note(results, back, record.id, judge(sent, [...there.losses, ...again.losses], again.asked, home, back));
}
export async function runRequests(file, executable, { sample = 0, only = '', verbose = false } = {}) {
  const isFit = (record) => ENDPOINTS[record.endpoint] && record.status === 200 && record.request_body && typeof record.request_body === 'object';
  const records = await readRecords(file, isFit, sample);
  const echo = await startEcho();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'signalbox-requests-'));
  const results = { table: {}, groups: {} };
  const began = Date.now();
  try {
    const slots = Array.from({ length: IN_FLIGHT }, (_, slot) => slot);
    const providers = slots.flatMap((slot) => Object.entries(PROVIDERS).map(([name, { dialect, base, quirks }]) => ({ id: `${name}${slot}`, dialect, quirks, base_url: `${echo.origin}/${name}${slot}${base}` })));
    const policy = path.join(folder, 'requests.signalbox.json');
    fs.writeFileSync(policy, JSON.stringify({ signalbox: 1, providers, targets: [], routes: [], retry: { retries: 0 } }));
    const signalbox = await startSignalbox(executable, ['--policy', policy, '--data-dir', folder, '--client-key', KEY]);
    try {
      const jobs = records.flatMap((record, index) => Object.keys(PROVIDERS).filter((provider) => isServed(ENDPOINTS[record.endpoint], provider)).map((provider) => ({ record, index, provider })));
      let next = 0;
      await Promise.all(slots.map(async (slot) => {
        while (next < jobs.length) {
          const { record, index, provider } = jobs[next++];
          try {
            await sweepOne({ signalbox, echo, only }, slot, record, index, provider, results);
          } catch (error) {
            note(results, `${ENDPOINTS[record.endpoint]}>${provider}`, record.id, { verdict: 'silent', what: `throws ${error.cause?.code ?? error.message}`, detail: error.stack });
          }
        }
      }));
    } finally {
      await signalbox.stop();
    }
  } finally {
    echo.stop();
    fs.rmSync(folder, { recursive: true });
  }
  return report(results, Date.now() - began, verbose);
}
function report({ table, groups }, ms, verbose) {
  const sums = { expressed: 0, named: 0, refused: 0, silent: 0 };
  console.log(`requests: ${'expressed'.padStart(26)} ${'with named loss'.padStart(16)} ${'refused by field'.padStart(17)} ${'silent'.padStart(7)}`);
  for (const [pair, row] of Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`  ${pair.padEnd(26)}${String(row.expressed).padStart(8)} ${String(row.named).padStart(16)} ${String(row.refused).padStart(17)} ${String(row.silent).padStart(7)}`);
    for (const key of Object.keys(sums)) sums[key] += row[key];
  }
  for (const [what, found] of Object.entries(groups).sort(([, a], [, b]) => b.length - a.length)) {
    if (what.startsWith('refused') && !verbose) continue;
    console.log(`  ${found.length} x ${what}: ${found.slice(0, 4).map((each) => each.id).join(' ')}`);
    if (verbose) for (const { id, detail } of found.slice(0, 3)) console.log(`      ${id} ${String(detail).slice(0, 400)}`);
  }
  const total = sums.expressed + sums.named + sums.refused + sums.silent;
  console.log(`requests: ${total} in ${(ms / 1000).toFixed(1)} s; ${sums.expressed} expressed, ${sums.named} with named loss, ${sums.refused} refused by field, ${sums.silent} silent differences`);
  return { passed: total - sums.silent, failed: sums.silent };
}
