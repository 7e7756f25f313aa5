// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Body of a request -> its meaning, for each dialect. Shares nothing with the proxy on purpose.
// items: texts, media, calls, results and thoughts in order; rest: names of fields without a place.
import { createHash } from 'node:crypto';
import { canonicalSchema } from './schemas.mjs';

const hash = (text) => createHash('sha256').update(String(text).replace(/\s/g, '')).digest('hex').slice(0, 16);
const list = (value) => (Array.isArray(value) ? value : value == null ? [] : [value]);
const given = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value != null));
export function parsed(text) {
  if (typeof text !== 'string') return text ?? {};
  try { return JSON.parse(text || '{}'); } catch { return { unparsable: text }; }
}
const tierOf = (body) => (body.service_tier === 'auto' ? undefined : body.service_tier);
// No arguments are written in many ways.
function argumentsOf(args) {
  const value = parsed(args);
  return value === null || (Array.isArray(value) && value.length === 0) ? {} : value;
}
// null says nothing in any dialect, and an empty list, object or string of settings neither.
const isSaid = (value) => value != null && value !== '' && value !== false && !(typeof value === 'object' && Object.keys(value).length === 0);

class Meaning {
  system = '';
  items = [];
  tools = {};
  otherTools = [];
  choice = { mode: 'auto', names: [] };
  serial = false;
  settings = {};
  stop = [];
  format = { kind: 'text' };
  thinking = {};
  stream = false;
  caches = 0;
  rest = [];

  text(role, text) { if (role === 'system') this.system += text ?? ''; else if (text) this.items.push({ role, text }); }
  media(role, kind, source) { this.items.push({ role, media: { kind, ...source } }); }
  call(id, name, args) { this.items.push({ role: 'assistant', call: { name, args: argumentsOf(args) }, id }); }
  freeCall(id, name, text) { this.items.push({ role: 'assistant', call: { name, free: text }, id }); }
  thought(text, ...opaque) { if (text || opaque.some(Boolean)) this.items.push({ role: 'assistant', thought: { text: text ?? '', opaque: opaque.filter(Boolean).map(hash) } }); }
  other(role, kind) { this.items.push({ role, other: kind }); }
  result(id, name, content, isError = false) { this.items.push({ role: 'user', result: { name, content, isError }, id }); }
  tool(name, description, schema, strict) { this.tools[name] = { description: description ?? '', schema: canonicalSchema(schema), strict }; }
  unknown(object, known, path = '') { for (const [key, value] of Object.entries(object ?? {})) if (!known.includes(key) && isSaid(value)) this.rest.push(path + key); }
  set(values) { Object.assign(this.settings, given(values)); }
  // Results name the call they answer: by its id, or by the order of the calls before them.
  finish() {
    const calls = this.items.filter((item) => item.call);
    const waiting = [...calls];
    for (const item of this.items.filter((each) => each.result)) {
      const at = waiting.findIndex((call) => (item.id ? call.id === item.id : call.call.name === item.result.name));
      const call = at < 0 ? calls.find((each) => item.id && each.id === item.id) : waiting.splice(at, 1)[0];
      item.result.name = call?.call.name ?? item.result.name ?? '';
      delete item.id;
    }
    for (const call of calls) delete call.id;
    return this;
  }
}

// Inline bytes; what is plain text is kept as such, because not every dialect has documents of text.
function inline(type, base64) {
  return { hash: hash(base64), ...(/^text\/(plain|csv|markdown)/.test(type ?? '') && { plain: Buffer.from(base64 ?? '', 'base64').toString() }) };
}
function dataUrl(url) {
  const found = /^data:([^;,]*)[^,]*,(.*)$/s.exec(url ?? '');
  return found ? inline(found[1], found[2]) : { url };
}
function effortOf(wish) {
  if (!wish) return {};
  return wish === 'none' ? { mode: 'off' } : { mode: 'on', effort: wish };
}

const CHAT = ['model', 'messages', 'tools', 'functions', 'tool_choice', 'function_call', 'response_format', 'reasoning_effort', 'reasoning', 'temperature', 'top_p', 'top_k', 'presence_penalty', 'frequency_penalty', 'seed', 'n', 'logprobs', 'top_logprobs', 'logit_bias', 'max_tokens', 'max_completion_tokens', 'stop', 'parallel_tool_calls', 'stream', 'stream_options', 'safety_identifier', 'user', 'prompt_cache_key', 'metadata', 'service_tier', 'thinking'];
function chatPart(m, role, p, content) {
  const put = content ? { text: (t) => content.push({ text: t }), media: (kind, source) => content.push({ media: { kind, ...source } }), other: (kind) => content.push({ other: kind }) } : { text: (t) => m.text(role, t), media: (kind, source) => m.media(role, kind, source), other: (kind) => m.other(role, kind) };
  if (p.cache_control) m.caches++;
  if (p.type === 'text') put.text(p.text);
  else if (p.type === 'refusal') put.text(p.refusal);
  else if (p.type === 'image_url') put.media('image', dataUrl(p.image_url?.url ?? p.image_url));
  else if (p.type === 'input_audio') put.media('audio', { hash: hash(p.input_audio?.data) });
  else if (p.type === 'file') put.media('document', p.file?.file_data ? (p.file.file_data.startsWith('data:') ? dataUrl(p.file.file_data) : { hash: hash(p.file.file_data) }) : { file: p.file?.file_id });
  else if (p.type === 'thinking') m.thought(list(p.thinking).map((t) => t.text ?? t).join(''));
  else put.other(p.type);
}
function chat(body) {
  const m = new Meaning();
  for (const message of list(body.messages)) {
    m.unknown(message, ['role', 'content', 'name', 'tool_calls', 'tool_call_id', 'function_call', 'refusal', 'reasoning_content', 'reasoning', 'reasoning_details'], 'message.');
    const parts = typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : list(message.content);
    const role = message.role === 'developer' ? 'system' : message.role;
    if (role === 'tool' || role === 'function') {
      const content = [];
      for (const part of parts) chatPart(m, 'user', part, content);
      m.result(role === 'function' ? `f${message.name}` : message.tool_call_id, message.name, content);
      continue;
    }
    if (message.name) m.rest.push('message.name');
    if (role === 'assistant') {
      if (message.reasoning_details?.length) for (const d of message.reasoning_details) m.thought(d.text ?? d.summary, d.data, d.signature);
      else if (message.reasoning_content || message.reasoning) m.thought(message.reasoning_content || message.reasoning);
    }
    for (const part of parts) chatPart(m, role, part);
    if (message.refusal) m.text(role, message.refusal);
    for (const call of list(message.tool_calls)) {
      if (call.type === 'custom') m.freeCall(call.id, call.custom?.name, call.custom?.input);
      else m.call(call.id, call.function?.name, call.function?.arguments);
    }
    if (message.function_call?.name) m.call(`f${message.function_call.name}`, message.function_call.name, message.function_call.arguments);
  }
  for (const tool of list(body.tools)) {
    if (tool.type !== 'function') { m.otherTools.push(tool.type); continue; }
    m.tool(tool.function.name, tool.function.description, tool.function.parameters, tool.function.strict === true);
    m.unknown(tool, ['type', 'function', 'cache_control'], 'tool.');
    m.unknown(tool.function, ['name', 'description', 'parameters', 'strict'], 'tool.');
  }
  for (const tool of list(body.functions)) m.tool(tool.name, tool.description, tool.parameters, false);
  const choice = body.tool_choice ?? body.function_call;
  if (typeof choice === 'string') m.choice.mode = choice === 'required' ? 'any' : choice;
  else if (choice?.type === 'allowed_tools') m.choice = { mode: choice.allowed_tools.mode === 'required' ? 'any' : 'auto', names: list(choice.allowed_tools.tools).map((t) => t.function?.name) };
  else if (choice) m.choice = { mode: 'any', names: [choice.function?.name ?? choice.custom?.name ?? choice.name] };
  m.serial = body.parallel_tool_calls === false;
  m.set({ temperature: body.temperature, topP: body.top_p, topK: body.top_k, presence: body.presence_penalty, frequency: body.frequency_penalty, seed: body.seed, n: body.n > 1 ? body.n : undefined, logprobs: body.logprobs || undefined, topLogprobs: (body.logprobs && body.top_logprobs) || undefined, bias: isSaid(body.logit_bias) ? body.logit_bias : undefined, limit: body.max_completion_tokens ?? body.max_tokens, user: (body.safety_identifier ?? body.user) || undefined, cacheKey: body.prompt_cache_key, metadata: isSaid(body.metadata) ? body.metadata : undefined, tier: tierOf(body) });
  m.stop = list(body.stop);
  const format = body.response_format;
  if (format?.type === 'json_object') m.format = { kind: 'object' };
  if (format?.type === 'json_schema') m.format = { kind: 'schema', schema: canonicalSchema(format.json_schema.schema) };
  m.thinking = effortOf(body.reasoning_effort ?? body.reasoning?.effort);
  if (body.reasoning?.max_tokens) m.thinking = { mode: 'on', budget: body.reasoning.max_tokens };
  if (body.reasoning?.enabled != null && !m.thinking.mode) m.thinking.mode = body.reasoning.enabled ? 'on' : 'off';
  if (body.thinking?.type) m.rest.push('thinking');
  m.stream = body.stream === true;
  m.unknown(body, CHAT);
  return m.finish();
}

function responsesPart(p) {
  if (['input_text', 'output_text', 'text'].includes(p.type)) return { text: p.text };
  if (p.type === 'refusal') return { text: p.refusal };
  if (p.type === 'input_image') return { media: { kind: 'image', ...(p.file_id ? { file: p.file_id } : dataUrl(p.image_url)) } };
  if (p.type === 'input_file') return { media: { kind: 'document', ...(p.file_data ? (p.file_data.startsWith('data:') ? dataUrl(p.file_data) : { hash: hash(p.file_data) }) : p.file_url ? { url: p.file_url } : { file: p.file_id }) } };
  if (p.type === 'input_audio') return { media: { kind: 'audio', hash: hash(p.input_audio?.data) } };
  return { other: p.type };
}
const RESPONSES = ['model', 'input', 'instructions', 'tools', 'tool_choice', 'parallel_tool_calls', 'text', 'reasoning', 'include', 'temperature', 'top_p', 'top_logprobs', 'presence_penalty', 'frequency_penalty', 'max_output_tokens', 'stream', 'user', 'safety_identifier', 'prompt_cache_key', 'service_tier', 'metadata', 'store'];
function responses(body) {
  const m = new Meaning();
  m.text('system', body.instructions);
  for (const item of typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : list(body.input)) {
    const type = item.type ?? 'message';
    if (type === 'message') {
      const role = item.role === 'developer' ? 'system' : item.role;
      for (const p of typeof item.content === 'string' ? [{ text: item.content }] : list(item.content).map(responsesPart)) {
        if (p.text !== undefined) m.text(role, p.text);
        else m.items.push({ role, ...p });
      }
    } else if (type === 'function_call') m.call(item.call_id, item.name, item.arguments);
    else if (type === 'custom_tool_call') m.freeCall(item.call_id, item.name, item.input);
    else if (type === 'function_call_output' || type === 'custom_tool_call_output') m.result(item.call_id, '', typeof item.output === 'string' ? [{ text: item.output }] : list(item.output).map(responsesPart));
    else if (type === 'reasoning') m.thought([...list(item.summary), ...list(item.content)].map((p) => p.text ?? '').join(''), item.encrypted_content);
    else m.other('assistant', type);
  }
  for (const tool of list(body.tools)) {
    if (tool.type !== 'function') { m.otherTools.push(tool.type); continue; }
    m.tool(tool.name, tool.description, tool.parameters, tool.strict ?? undefined); // unsaid it is strict where the schema allows it
    m.unknown(tool, ['type', 'name', 'description', 'parameters', 'strict'], 'tool.');
  }
  const choice = body.tool_choice;
  if (typeof choice === 'string') m.choice.mode = choice === 'required' ? 'any' : choice;
  else if (choice?.type === 'allowed_tools') m.choice = { mode: choice.mode === 'required' ? 'any' : 'auto', names: list(choice.tools).map((t) => t.name) };
  else if (choice) m.choice = { mode: 'any', names: [choice.name ?? choice.type] };
  m.serial = body.parallel_tool_calls === false;
  const wantsLogprobs = list(body.include).includes('message.output_text.logprobs');
  m.set({ temperature: body.temperature, topP: body.top_p, presence: body.presence_penalty, frequency: body.frequency_penalty, logprobs: wantsLogprobs || undefined, topLogprobs: body.top_logprobs || undefined, limit: body.max_output_tokens, user: body.safety_identifier ?? body.user, cacheKey: body.prompt_cache_key, metadata: isSaid(body.metadata) ? body.metadata : undefined, tier: tierOf(body) });
  const format = body.text?.format;
  if (format?.type === 'json_object') m.format = { kind: 'object' };
  if (format?.type === 'json_schema') m.format = { kind: 'schema', schema: canonicalSchema(format.schema) };
  m.thinking = effortOf(body.reasoning?.effort);
  m.stream = body.stream === true;
  if (body.store === true) m.rest.push('store');
  for (const name of list(body.include)) if (!/encrypted_content|logprobs/.test(name)) m.rest.push('include');
  m.unknown(body.text, ['format'], 'text.');
  m.unknown(body.reasoning, ['effort', 'summary', 'generate_summary'], 'reasoning.');
  m.unknown(body, RESPONSES);
  return m.finish();
}

function anthropicSource(p) {
  const s = p.source ?? {};
  if (s.type === 'base64') return inline(s.media_type, s.data);
  if (s.type === 'url') return { url: s.url };
  if (s.type === 'file') return { file: s.file_id };
  return inline('text/plain', Buffer.from(s.type === 'text' ? s.data : typeof s.content === 'string' ? s.content : list(s.content).map((b) => b.text ?? '').join('\n')).toString('base64'));
}
function anthropicPart(m, p) {
  if (p.cache_control) m.caches++;
  if (p.type === 'text') return { text: p.text };
  if (p.type === 'image' || p.type === 'document') return { media: { kind: p.type, ...anthropicSource(p) } };
  return { other: p.type };
}
const ANTHROPIC = ['model', 'messages', 'system', 'tools', 'tool_choice', 'thinking', 'output_config', 'output_format', 'max_tokens', 'temperature', 'top_p', 'top_k', 'stop_sequences', 'stream', 'service_tier', 'metadata'];
function anthropic(body) {
  const m = new Meaning();
  for (const p of typeof body.system === 'string' ? [{ type: 'text', text: body.system }] : list(body.system)) m.text('system', anthropicPart(m, p).text);
  for (const message of list(body.messages)) {
    for (const p of typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : list(message.content)) {
      if (p.type === 'tool_use') m.call(p.id, p.name, p.input);
      else if (p.type === 'tool_result') m.result(p.tool_use_id, '', (typeof p.content === 'string' ? [{ type: 'text', text: p.content }] : list(p.content)).map((inner) => anthropicPart(m, inner)), p.is_error === true);
      else if (p.type === 'thinking') m.thought(p.thinking, p.signature);
      else if (p.type === 'redacted_thinking') m.thought('', p.data);
      else { const made = anthropicPart(m, p); if (made.text !== undefined) m.text(message.role, made.text); else m.items.push({ role: message.role, ...made }); continue; }
      if (p.cache_control) m.caches++;
    }
  }
  for (const tool of list(body.tools)) {
    if (tool.cache_control) m.caches++;
    if (tool.type && tool.type !== 'custom') { m.otherTools.push(tool.type); continue; }
    m.tool(tool.name, tool.description, tool.input_schema, tool.strict === true);
    m.unknown(tool, ['type', 'name', 'description', 'input_schema', 'strict', 'cache_control'], 'tool.');
  }
  const choice = body.tool_choice;
  if (choice) m.choice = choice.type === 'tool' ? { mode: 'any', names: [choice.name] } : { mode: choice.type, names: [] };
  m.serial = choice?.disable_parallel_tool_use === true;
  m.set({ temperature: body.temperature, topP: body.top_p, topK: body.top_k, limit: body.max_tokens, user: body.metadata?.user_id, tier: body.service_tier });
  m.stop = list(body.stop_sequences);
  const format = body.output_config?.format ?? body.output_format;
  if (format) m.format = { kind: 'schema', schema: canonicalSchema(format.schema) };
  if (body.thinking) m.thinking = { mode: body.thinking.type === 'disabled' ? 'off' : 'on', budget: body.thinking.budget_tokens };
  if (body.output_config?.effort) m.thinking.effort = body.output_config.effort;
  m.stream = body.stream === true;
  m.unknown(body, ANTHROPIC);
  return m.finish();
}
export const READERS = { chat, responses, anthropic };
export { Meaning, effortOf, inline, hash, list };
