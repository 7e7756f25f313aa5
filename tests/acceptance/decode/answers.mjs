// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes of an answer -> its meaning, for each dialect. Shares nothing with the proxy on purpose.
// Usage: input includes cached, output includes reasoning, null is unknown.
const fresh = () => ({ text: '', reasoning: '', refusal: '', toolCalls: [], stop: 'unknown', usage: { input: null, cachedInput: null, output: null, reasoning: null }, error: null });
const add = (...numbers) => (numbers.every((n) => n == null) ? null : numbers.reduce((sum, n) => sum + (n ?? 0), 0));
const put = (usage, values) => { for (const [k, v] of Object.entries(values)) if (v != null) usage[k] = v; };
function parsed(value) {
  if (typeof value !== 'string') return value ?? {};
  if (value.trim() === '') return {};
  try { return JSON.parse(value); } catch { return { unparsable: value }; }
}
const STOPS = {
  stop: 'end', eos: 'end', end_turn: 'end', STOP: 'end', COMPLETE: 'end', length: 'length', max_tokens: 'length', MAX_TOKENS: 'length', model_context_window_exceeded: 'length',
  tool_calls: 'tool', function_call: 'tool', tool_use: 'tool', TOOL_CALL: 'tool', stop_sequence: 'stop_sequence', STOP_SEQUENCE: 'stop_sequence',
  content_filter: 'filter', guardrail_intervened: 'filter', content_filtered: 'filter', SAFETY: 'filter', RECITATION: 'filter', PROHIBITED_CONTENT: 'filter', BLOCKLIST: 'filter', SPII: 'filter', MODEL_ARMOR: 'filter', refusal: 'refusal', pause_turn: 'paused', UNEXPECTED_TOOL_CALL: 'error', MALFORMED_FUNCTION_CALL: 'error',
};
const stopOf = (word) => STOPS[word] ?? 'unknown';

export function sseEvents(bytes) {
  const events = [];
  let name = '';
  let data = [];
  const flush = () => { if (data.length > 0) events.push({ name, data: data.join('\n') }); name = ''; data = []; };
  for (const line of bytes.toString('utf8').replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    if (line === '') flush();
    else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
    else if (line.startsWith('error:')) data.push(line.slice(6)); // some servers break the framing too
    else if (line.startsWith('event:')) name = line.slice(6).trim();
  }
  flush();
  return events.filter((e) => e.data.trim() !== '[DONE]').map((e) => ({ name: e.name, ...{ json: parsed(e.data) } }));
}
export function awsEvents(bytes) {
  const events = [];
  for (let at = 0; at + 16 <= bytes.length;) {
    const total = bytes.readUInt32BE(at);
    const headersEnd = at + 12 + bytes.readUInt32BE(at + 4);
    if (total < 16 || at + total > bytes.length) break;
    const headers = {};
    for (let h = at + 12; h < headersEnd;) {
      const key = bytes.toString('utf8', h + 1, h + 1 + bytes[h]);
      h += 1 + bytes[h];
      if (bytes[h] !== 7) break;
      const size = bytes.readUInt16BE(h + 1);
      headers[key] = bytes.toString('utf8', h + 3, h + 3 + size);
      h += 3 + size;
    }
    events.push({ name: headers[':event-type'] ?? headers[':exception-type'], isError: ':exception-type' in headers, json: parsed(bytes.toString('utf8', headersEnd, at + total - 4)) });
    at += total;
  }
  return events;
}
function chat(events) {
  const out = fresh();
  const calls = new Map();
  for (const { json } of events) {
    if (json.error || json.object === 'error' || json.object === 'list' || (json.detail && !json.choices)) out.error = json.error ?? json;
    const u = json.usage ?? json.x_groq?.usage;
    if (u) put(out.usage, { input: u.prompt_tokens, cachedInput: u.prompt_tokens_details?.cached_tokens ?? u.prompt_cache_hit_tokens ?? u.cached_tokens, output: u.completion_tokens, reasoning: u.completion_tokens_details?.reasoning_tokens });
    const choice = (json.choices ?? []).find((c) => (c.index ?? 0) === 0);
    if (!choice) continue;
    // Perplexity's whole answers have an empty delta beside the message.
    const m = (events.length === 1 ? choice.message : null) ?? choice.delta ?? choice.message ?? {};
    for (const part of Array.isArray(m.content) ? m.content : [{ type: 'text', text: typeof m.content === 'object' && m.content ? JSON.stringify(m.content) : m.content ?? '' }]) {
      if (part.type === 'text') out.text += part.text ?? '';
      if (part.type === 'thinking') out.reasoning += (part.thinking ?? []).map((t) => t.text ?? '').join('');
    }
    out.reasoning += m.reasoning_content ?? m.reasoning ?? '';
    out.refusal += m.refusal ?? '';
    for (const [i, c] of (m.tool_calls ?? []).entries()) {
      const key = c.index ?? (choice.delta ? calls.size : i);
      const call = calls.get(key) ?? { name: '', text: '' };
      calls.set(key, call);
      if (c.function?.name && !call.name) call.name = c.function.name;
      if (c.type === 'custom') { call.name ||= c.custom?.name ?? ''; call.isFree = true; }
      const a = c.function?.arguments ?? c.custom?.input ?? '';
      call.text += typeof a === 'string' ? a : JSON.stringify(a);
    }
    if (m.function_call) { const call = calls.get(0) ?? { name: '', text: '' }; calls.set(0, call); call.name ||= m.function_call.name ?? ''; call.text += m.function_call.arguments ?? ''; }
    if (choice.finish_reason) out.stop = stopOf(choice.finish_reason);
  }
  out.toolCalls = [...calls.values()].filter((c) => c.name).map((c) => ({ name: c.name, arguments: c.isFree ? { input: c.text } : parsed(c.text) }));
  return out;
}
function responses(events) {
  const out = fresh();
  let final = null;
  const items = [];
  for (const { json } of events) {
    if (json.type === 'error') out.error = json.error ?? json;
    if (json.type === 'response.output_item.done') items.push(json.item);
    if (/^response\.(completed|incomplete|failed)$/.test(json.type)) { final = json.response; break; }
    else if (json.output) final = json;
    else if (!json.type && json.error) out.error = json.error;
  }
  if (final?.error) out.error = final.error;
  for (const item of final?.output?.length ? final.output : items) {
    if (item.type === 'message') for (const p of item.content ?? []) { out.text += p.type === 'output_text' ? p.text : ''; out.refusal += p.refusal ?? ''; }
    if (item.type === 'function_call') out.toolCalls.push({ name: item.name, arguments: parsed(item.arguments) });
    if (item.type === 'custom_tool_call') out.toolCalls.push({ name: item.name, arguments: { input: item.input ?? '' } });
    if (item.type === 'reasoning') out.reasoning += [...(item.summary ?? []), ...(item.content ?? [])].map((p) => p.text ?? '').join('');
  }
  const u = final?.usage;
  if (u) put(out.usage, { input: u.input_tokens, cachedInput: u.input_tokens_details?.cached_tokens, output: u.output_tokens, reasoning: u.output_tokens_details?.reasoning_tokens });
  const why = final?.incomplete_details?.reason;
  if (why) out.stop = why === 'content_filter' ? 'filter' : 'length';
  else if (final?.status === 'completed') out.stop = out.toolCalls.length > 0 ? 'tool' : out.refusal ? 'refusal' : 'end';
  return out;
}
function anthropic(events) {
  const out = fresh();
  const usage = {};
  const blocks = [];
  for (const { json } of events) {
    if (json.type === 'error') out.error = json.error;
    const message = json.type === 'message' ? json : json.message;
    if (message?.usage) put(usage, message.usage);
    if (json.type === 'message') blocks.push(...(json.content ?? []).map((b) => ({ ...b })));
    if (json.type === 'content_block_start') blocks[json.index] = { ...json.content_block, json: '' };
    if (json.type === 'content_block_delta') {
      const b = blocks[json.index] ?? {};
      if (json.delta.type === 'text_delta') b.text = (b.text ?? '') + json.delta.text;
      if (json.delta.type === 'thinking_delta') b.thinking = (b.thinking ?? '') + json.delta.thinking;
      if (json.delta.type === 'input_json_delta') b.json = (b.json ?? '') + json.delta.partial_json;
    }
    if (json.type === 'message_stop') break;
    if (json.type === 'message_delta' && json.usage) put(usage, json.usage);
    const reason = json.stop_reason ?? json.delta?.stop_reason;
    if (reason) out.stop = stopOf(reason);
  }
  for (const b of blocks.filter(Boolean)) {
    if (b.type === 'text') out.text += b.text ?? '';
    if (b.type === 'thinking') out.reasoning += b.thinking ?? '';
    if (b.type === 'tool_use') out.toolCalls.push({ name: b.name, arguments: b.json ? parsed(b.json) : b.input ?? {} });
  }
  out.usage = { input: add(usage.input_tokens, usage.cache_read_input_tokens, usage.cache_creation_input_tokens), cachedInput: usage.cache_read_input_tokens ?? null, output: usage.output_tokens ?? null, reasoning: usage.output_tokens_details?.thinking_tokens ?? null };
  return out;
}
// Arguments told piece by piece: {"jsonPath":"$.steps[0].name","stringValue":"Bo","willContinue":true}
function addPartial(root, piece) {
  const steps = [...(piece.jsonPath ?? '').matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/g)].map(([, dot, index, single, double]) => (index === undefined ? dot ?? single ?? double : Number(index)));
  if (steps.length === 0) return;
  let at = root;
  steps.slice(0, -1).forEach((step, i) => { at = at[step] ??= typeof steps[i + 1] === 'number' ? [] : {}; });
  const last = steps.at(-1);
  if (piece.stringValue !== undefined) at[last] = (at[last] ?? '') + piece.stringValue;
  else if (at[last] === undefined) at[last] = piece.numberValue ?? piece.boolValue ?? null;
}
function gemini(events) {
  const out = fresh();
  for (const json of events.flatMap((e) => (Array.isArray(e.json) ? e.json : [e.json]))) {
    if (json.error) out.error = json.error;
    if (json.promptFeedback?.blockReason) out.stop = 'filter';
    const c = json.candidates?.find((each) => (each.index ?? 0) === 0);
    for (const p of c?.content?.parts ?? []) {
      if (p.text != null) out[p.thought ? 'reasoning' : 'text'] += p.text;
      const f = p.functionCall;
      if (f?.name) out.toolCalls.push({ name: f.name, arguments: f.args ?? {} });
      for (const piece of f?.partialArgs ?? []) if (out.toolCalls.length > 0) addPartial(out.toolCalls.at(-1).arguments, piece);
    }
    if (c?.finishReason) out.stop = c.finishReason === 1 ? 'end' : stopOf(c.finishReason);
    const u = json.usageMetadata;
    if (u) put(out.usage, { input: add(u.promptTokenCount, u.toolUsePromptTokenCount), cachedInput: u.cachedContentTokenCount, output: add(u.candidatesTokenCount, u.thoughtsTokenCount), reasoning: u.thoughtsTokenCount });
  }
  if (out.stop === 'end' && out.toolCalls.length > 0) out.stop = 'tool';
  return out;
}
function ollama(events) {
  const out = fresh();
  for (const { json } of events) {
    if (json.error) out.error = json.error;
    out.text += json.message?.content ?? '';
    out.reasoning += json.message?.thinking ?? '';
    for (const c of json.message?.tool_calls ?? []) out.toolCalls.push({ name: c.function?.name, arguments: parsed(c.function?.arguments) });
    if (json.done) { out.stop = out.toolCalls.length > 0 && json.done_reason !== 'length' ? 'tool' : stopOf(json.done_reason); put(out.usage, { input: json.prompt_eval_count, output: json.eval_count }); }
  }
  return out;
}
function bedrock(events) {
  const out = fresh();
  const blocks = [];
  let usage;
  for (const { name, json, isError } of events) {
    if (isError || (name === undefined && !json.output)) out.error = json;
    for (const b of json.output?.message?.content ?? []) blocks.push({ text: (b.text ?? '') + (b.citationsContent?.content ?? []).map((c) => c.text ?? '').join(''), thinking: b.reasoningContent?.reasoningText?.text ?? '', tool: b.toolUse });
    if (name === 'contentBlockStart') blocks[json.contentBlockIndex] = { text: '', thinking: '', tool: json.start?.toolUse, json: '' };
    if (name === 'contentBlockDelta') {
      const b = (blocks[json.contentBlockIndex] ??= { text: '', thinking: '', json: '' });
      b.text += json.delta.text ?? '';
      b.thinking += json.delta.reasoningContent?.text ?? '';
      b.json += json.delta.toolUse?.input ?? '';
    }
    if (json.stopReason) out.stop = stopOf(json.stopReason);
    usage = json.usage ?? usage;
  }
  for (const b of blocks.filter(Boolean)) {
    out.text += b.text;
    out.reasoning += b.thinking;
    if (b.tool) out.toolCalls.push({ name: b.tool.name, arguments: b.json ? parsed(b.json) : b.tool.input ?? {} });
  }
  if (usage) put(out.usage, { input: add(usage.inputTokens, usage.cacheReadInputTokens, usage.cacheWriteInputTokens), cachedInput: usage.cacheReadInputTokens, output: usage.outputTokens });
  return out;
}
function cohere(events) {
  const out = fresh();
  const calls = [];
  for (const { json } of events) {
    const d = json.delta ?? json;
    const m = d.message ?? {};
    for (const p of [m.content ?? []].flat()) { out.text += typeof p === 'string' ? p : p.text ?? ''; out.reasoning += p.thinking ?? ''; }
    for (const c of [m.tool_calls ?? []].flat()) {
      if (json.type === 'tool-call-delta') calls.at(-1).text += c.function?.arguments ?? '';
      else calls.push({ name: c.function?.name, text: c.function?.arguments ?? '' });
    }
    if (d.finish_reason) out.stop = stopOf(d.finish_reason);
    if (d.usage) put(out.usage, { input: add(d.usage.tokens?.input_tokens, d.usage.tokens?.image_tokens), output: d.usage.tokens?.output_tokens, cachedInput: d.usage.cached_tokens });
  }
  out.toolCalls = calls.map((c) => ({ name: c.name, arguments: parsed(c.text) ?? {} })); // null: it takes none
  return out;
}
const READERS = { chat, responses, anthropic, gemini, ollama, bedrock, cohere };

// format: json, sse, ndjson, json_array or aws_eventstream
export function decodeAnswer(dialect, format, bytes) {
  let events;
  if (format === 'sse') events = sseEvents(bytes);
  else if (format === 'aws_eventstream') events = awsEvents(bytes);
  else if (format === 'ndjson') events = bytes.toString().split(/\r\n|\r|\n/).filter((l) => l.trim()).map((l) => ({ json: parsed(l) }));
  else events = [{ json: parsed(bytes.toString()) }];
  return READERS[dialect](events);
}
