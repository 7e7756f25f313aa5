// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two meanings of a request -> what differs, each with a pattern of the paths in x-signalbox-lossy
// that would explain it. A difference that no loss explains is a silent one.
import { isDeepStrictEqual } from 'node:util';
import { canonical } from './schemas.mjs';

const PLACE = /^(messages|contents|input|system|systemInstruction|instructions)(\[\d+\])?(\.(content|parts|output|tool_calls|reasoning_content|reasoning_details|refusal)(\[\d+\])?(\.(content|functionCall|functionResponse|parts)(\[\d+\])?)*)?(\.(reasoning|thinking|thought|signature|encrypted_content|thoughtSignature))?$/;
const squeeze = (text) => String(text ?? '').replace(/\s/g, '');
const LOSSES = {
  temperature: /temperature/, topP: /top_?p$/i, topK: /top_?k$/i, presence: /presence/, frequency: /frequency/, seed: /seed/, n: /^n$|candidateCount/, logprobs: /logprobs|include/i, topLogprobs: /logprobs/i, bias: /logit_bias/, limit: /max/i, user: /user|safety_identifier/, cacheKey: /cache/, metadata: /metadata/, tier: /tier/i,
};

// A tool's result as text or JSON, with the wrapping that dialects of objects need taken off.
function unwrapped(value) {
  let inner = value;
  if (typeof inner === 'string') { try { inner = JSON.parse(inner); } catch { return squeeze(inner); } }
  if (typeof inner === 'string') return squeeze(inner);
  if (inner && typeof inner === 'object' && !Array.isArray(inner)) {
    const keys = Object.keys(inner);
    if (keys.length === 0) return '';
    if (keys.length === 1 && ['result', 'output', 'error', 'content'].includes(keys[0])) return unwrapped(inner[keys[0]]);
  }
  return squeeze(JSON.stringify(canonical(inner)));
}
function resultText(content) {
  const texts = content.filter((p) => p.text !== undefined).map((p) => p.text);
  const jsons = content.filter((p) => p.json !== undefined).map((p) => unwrapped(p.json));
  return (texts.length > 0 ? unwrapped(texts.join('')) : '') + jsons.join('');
}
const textsIn = (content) => content.filter((p) => p.media?.plain !== undefined).map((p) => squeeze(p.media.plain)).join('');
// Items in the order in which every dialect can say them: in a run of the user's, results first,
// then what stood in them beside text. Each is { kind, key } with a key that is equal when it is.
function flat(items) {
  const out = [];
  for (let at = 0; at < items.length;) {
    let end = at;
    while (end < items.length && items[end].role === items[at].role) end++;
    const run = items.slice(at, end);
    const results = run.filter((item) => item.result);
    out.push(...results.map(({ result }) => ({ kind: 'result', key: `${result.name}=${resultText(result.content)}${textsIn(result.content)}`, isError: result.isError })).sort((a, b) => (a.key < b.key ? -1 : 1)));
    for (const { result } of results) for (const p of result.content) if ((p.media && p.media.plain === undefined) || p.other) out.push(single({ role: 'user', ...p }));
    for (const item of run) if (!item.result) out.push(single(item));
    at = end;
  }
  return out;
}
function single(item) {
  if (item.text !== undefined) return { kind: 'text', role: item.role, key: `${item.role}:`, text: squeeze(item.text) };
  if (item.media) { // what stands at an address has no type in some dialects
    const { kind, plain, ...source } = item.media;
    return { kind: 'media', role: item.role, plain, key: `${item.role}:${JSON.stringify({ ...source, ...(!source.url && { kind: kind === 'image' ? kind : 'file' }) })}` };
  }
  if (item.call) return { kind: 'call', key: `${item.call.name}(${item.call.free === undefined ? JSON.stringify(canonical(item.call.args)) : item.call.free})` };
  if (item.thought) return { kind: 'thought', key: JSON.stringify([squeeze(item.thought.text), ...item.thought.opaque]) };
  return { kind: 'other', key: `${item.role}:${item.other}` };
}
function without(list, others) {
  const counts = new Map();
  for (const item of others) counts.set(item.kind + item.key, (counts.get(item.kind + item.key) ?? 0) + 1);
  return list.filter((item) => { const left = counts.get(item.kind + item.key) ?? 0; counts.set(item.kind + item.key, left - 1); return left <= 0; });
}
// Neighbouring texts of a role are one, whatever stood between them and was lost.
function joined(list) {
  const out = [];
  for (let item of list) {
    const last = out.at(-1);
    // A document of plain text is as good as its text.
    if (item.plain !== undefined) item = { kind: 'text', role: item.role, key: `${item.role}:`, text: squeeze(item.plain) };
    if (item.kind === 'text' && last?.kind === 'text' && last.role === item.role) last.text += item.text;
    else out.push({ ...item });
  }
  return out.filter((item) => item.kind !== 'text' || item.text !== '').map((item) => (item.kind === 'text' ? item.key + item.text : item.kind + item.key));
}
// Where images stand beside the text, not in it, their place in the turn cannot be told.
const isMedia = (item) => item.kind === 'media' && item.plain === undefined;
const mediaFirst = (list) => [...list.filter(isMedia), ...list.filter((item) => !isMedia(item))];
function compareItems(sentAll, gotAll, found, isLoose) {
  const [sent, got] = isLoose ? [mediaFirst(sentAll), mediaFirst(gotAll)] : [sentAll, gotAll];
  const isFixed = (item) => item.kind !== 'text';
  const missing = without(sent.filter(isFixed), got.filter(isFixed)).filter((item) => item.plain === undefined);
  const extra = without(got.filter(isFixed), sent.filter(isFixed)).filter((item) => item.plain === undefined);
  // Signatures come and go with the family that made them; the text beside them is compared.
  for (const item of missing) found.push({ what: `${item.kind} lost`, explains: PLACE, detail: item.key });
  for (const item of extra) if (item.kind !== 'thought') found.push({ what: `${item.kind} made up`, explains: PLACE, detail: item.key });
  const errors = (list) => list.filter((item) => item.isError).length;
  if (errors(sent) > errors(got)) found.push({ what: 'error of a tool', explains: /is_error|^(messages|contents|input)\[\d+\](\.(content|parts)\[\d+\])?$/ });
  const left = joined(sent.filter((item) => !missing.includes(item)));
  const right = joined(got.filter((item) => !extra.includes(item)));
  if (isDeepStrictEqual(left, right)) return;
  const at = left.findIndex((key, i) => key !== right[i]);
  found.push({ what: isDeepStrictEqual([...left].sort(), [...right].sort()) ? 'order of the turns' : 'text', explains: PLACE, detail: `${String(left[at < 0 ? left.length : at]).slice(0, 100)} | ${String(right[at < 0 ? left.length : at]).slice(0, 100)}` });
}
function compareSystem(sent, got, sentItems, gotItems, found) {
  const [a, b] = [squeeze(sent.system), squeeze(got.system)];
  if (a === b) return gotItems;
  if ((b.startsWith(a) || b.endsWith(a)) && sent.format.kind !== 'text') {
    found.push({ what: 'format as an instruction', explains: /format|response|Schema/i });
    return gotItems;
  }
  if (b === '' && gotItems[0]?.text?.startsWith(a)) { // a conversation of nothing but a system turn
    found.push({ what: 'system as user', explains: PLACE });
    return gotItems.map((item, i) => (i === 0 ? { ...item, text: item.text.slice(a.length) } : item));
  }
  found.push({ what: 'system text', explains: PLACE, detail: `${a.slice(0, 80)} | ${b.slice(0, 80)}` });
  return gotItems;
}
function compareTools(sent, got, found) {
  const isForbidden = sent.choice.mode === 'none' && Object.keys(got.tools).length === 0;
  const allowed = sent.choice.names;
  // To offer the allowed ones only is the same choice.
  const isNarrowed = allowed.length > 0 && Object.keys(got.tools).every((name) => allowed.includes(name));
  for (const [name, tool] of isForbidden ? [] : Object.entries(sent.tools)) {
    const other = got.tools[name];
    if (!other && isNarrowed && !allowed.includes(name)) continue;
    if (!other) found.push({ what: 'tool lost', explains: /^(tools|functions)\[\d+\](\.functionDeclarations\[\d+\])?$/ });
    else if (tool.description !== other.description) found.push({ what: 'tool description', explains: /description/ });
    else if (!isDeepStrictEqual(tool.schema, other.schema)) found.push({ what: 'tool schema', explains: /parameters|schema/i, detail: `${JSON.stringify(tool.schema)} | ${JSON.stringify(other.schema)}` });
    else if (tool.strict !== undefined && tool.strict !== (other.strict ?? tool.strict)) found.push({ what: 'tool strict', explains: /strict/ });
  }
  for (const name of Object.keys(got.tools)) if (!sent.tools[name]) found.push({ what: 'tool made up', explains: /^tools$|format|Schema/ });
  for (const kind of sent.otherTools) if (!got.otherTools.includes(kind)) found.push({ what: 'server tool lost', explains: /^tools\[/ });
  const hasTools = Object.keys(sent.tools).length > 0 && !isForbidden;
  if (!hasTools) return;
  const names = (choice) => [...choice.names].sort();
  const isSame = isDeepStrictEqual(names(sent.choice), names(got.choice)) || (isNarrowed && got.choice.names.length === 0);
  if (sent.choice.mode !== got.choice.mode || !isSame) found.push({ what: `choice ${got.choice.mode} instead of ${sent.choice.mode}`, explains: sent.format.kind === 'schema' ? /tool_choice|toolConfig|function_call|format|Schema/ : /tool_choice|toolConfig|function_call/ });
  if (sent.serial !== got.serial) found.push({ what: 'parallel calls', explains: /parallel|toolConfig/ });
}
const STEPS = { minimal: 1024, low: 2048, medium: 8192, high: 16384, xhigh: 32768, max: 32768 };
// Words and budgets are approximations of each other; 1024 is the least of some.
const tokensOf = (thinking) => (thinking.budget > 0 ? Math.max(1024, thinking.budget) : thinking.budget ?? STEPS[thinking.effort]);
const FAR = 4;
function compareThinking(sent, got, found, isOffUnsaid) {
  const explains = /reasoning|think|effort|output_config/i;
  if (!sent.mode && !sent.effort) return;
  if (isOffUnsaid && sent.mode === 'off' && !got.mode && !got.effort) return;
  if (got.shows && sent.mode === 'on' && !sent.effort && !sent.budget) return;
  if ((sent.mode ?? 'on') !== got.mode) { if (sent.mode || !got.effort) found.push({ what: `thinking ${got.mode} instead of ${sent.mode ?? sent.effort}`, explains }); return; }
  const [a, b] = [tokensOf(sent), tokensOf(got)];
  if (a > 0 && (b === undefined || (b > 0 && Math.max(a / b, b / a) > FAR))) found.push({ what: `thinking ${got.effort ?? got.budget} instead of ${sent.effort ?? sent.budget}`, explains });
}
// What a provider demands is no difference: a limit where none was given.
export function differences(sent, got, { isLoose = false, isOffUnsaid = false } = {}) {
  const found = [];
  const sentItems = flat(sent.items);
  const gotItems = compareSystem(sent, got, sentItems, flat(got.items), found);
  compareItems(sentItems, gotItems, found, isLoose);
  compareTools(sent, got, found);
  for (const [key, value] of Object.entries(sent.settings)) if (!isDeepStrictEqual(value, got.settings[key])) found.push({ what: key, explains: LOSSES[key] });
  for (const key of Object.keys(got.settings)) if (sent.settings[key] === undefined && key !== 'limit') found.push({ what: `${key} made up`, explains: /^$/ });
  if (!isDeepStrictEqual(sent.stop, got.stop)) found.push({ what: 'stop', explains: /stop/i });
  if (!isDeepStrictEqual(sent.format, got.format)) found.push({ what: `format ${got.format.kind} instead of ${sent.format.kind}`, explains: /format|response/i, detail: JSON.stringify(sent.format) });
  compareThinking(sent.thinking, got.thinking, found, isOffUnsaid);
  if (sent.stream !== got.stream) found.push({ what: 'stream', explains: /^$/ });
  if (sent.caches > got.caches) found.push({ what: 'cache marks', explains: /cache/ });
  for (const name of new Set(sent.rest)) {
    const last = name.split('.').at(-1);
    if (!got.rest.some((other) => other.split('.').at(-1) === last)) found.push({ what: `field ${name}`, explains: new RegExp(`(^|[.\\]])${last.replace(/[^A-Za-z0-9]/g, '.')}($|[.\\[])`, 'i') });
  }
  return found;
}
