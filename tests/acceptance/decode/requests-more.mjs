// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The readers of requests.mjs for the dialects that are nobody's but their provider's.
import { Meaning, READERS, effortOf, hash, inline, list, parsed } from './requests.mjs';
import { canonicalSchema } from './schemas.mjs';

const camel = (key) => key.replace(/_([a-z])/g, (_, c) => c.toUpperCase());
// Gemini takes both spellings of every field of its own; what stands inside arguments and schemas is the client's.
const OPAQUE = ['args', 'response', 'parameters', 'parametersJsonSchema', 'responseSchema', 'responseJsonSchema', 'labels'];
function camelled(value) {
  if (Array.isArray(value)) return value.map(camelled);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camel(key), OPAQUE.includes(camel(key)) ? inner : camelled(inner)]));
}
const mediaKind = (type) => (/^(image|audio|video)\//.exec(type ?? '') ?? [])[1] ?? 'document';
function geminiMedia(p) {
  const data = p.inlineData ?? p.fileData;
  const uri = data.fileUri;
  return { kind: /youtu\.?be/.test(uri ?? '') ? 'video' : mediaKind(data.mimeType), ...(p.inlineData ? inline(data.mimeType, data.data) : /^https?:/.test(uri) && !/generativelanguage/.test(uri) ? { url: uri } : { file: uri }) };
}
function gemini(raw, { stream }) {
  const body = camelled(raw);
  const m = new Meaning();
  const system = body.systemInstruction;
  for (const p of typeof system === 'string' ? [{ text: system }] : list(system?.parts)) m.text('system', p.text);
  for (const turn of list(body.contents)) {
    const role = turn.role === 'model' ? 'assistant' : 'user';
    for (const p of list(turn.parts)) {
      if (p.functionCall) m.call(p.functionCall.id, p.functionCall.name, p.functionCall.args ?? {});
      else if (p.functionResponse) m.result(p.functionResponse.id, p.functionResponse.name, [{ json: p.functionResponse.response }, ...list(p.functionResponse.parts).map((inner) => ({ media: geminiMedia(inner) }))], p.functionResponse.response?.error !== undefined);
      else if (p.inlineData || p.fileData) m.items.push({ role, media: geminiMedia(p) });
      else if (p.thought && p.text !== undefined) m.thought(p.text, p.thoughtSignature);
      else if (p.text !== undefined && p.text !== '') { m.text(role, p.text); if (p.thoughtSignature) m.thought('', p.thoughtSignature); }
      else if (p.thoughtSignature) m.thought('', p.thoughtSignature);
      else if (p.text === undefined) m.other(role, Object.keys(p)[0]);
    }
  }
  for (const tool of list(body.tools)) {
    for (const f of list(tool.functionDeclarations)) {
      m.tool(f.name, f.description, f.parametersJsonSchema ?? f.parameters, false);
      m.unknown(f, ['name', 'description', 'parameters', 'parametersJsonSchema'], 'tool.');
    }
    for (const [key, value] of Object.entries(tool)) if (key !== 'functionDeclarations' && value !== null) m.otherTools.push(key);
  }
  const calling = body.toolConfig?.functionCallingConfig;
  const mode = String(calling?.mode ?? 'auto').toLowerCase();
  m.choice = { mode: mode === 'validated' || mode === 'mode_unspecified' ? 'auto' : mode, names: list(calling?.allowedFunctionNames) };
  const g = body.generationConfig ?? {};
  m.set({ temperature: g.temperature, topP: g.topP, topK: g.topK, presence: g.presencePenalty, frequency: g.frequencyPenalty, seed: g.seed, n: g.candidateCount > 1 ? g.candidateCount : undefined, logprobs: g.responseLogprobs || undefined, topLogprobs: (g.responseLogprobs && g.logprobs) || undefined, limit: g.maxOutputTokens });
  m.stop = list(g.stopSequences);
  const schema = g.responseJsonSchema ?? g.responseSchema;
  if (schema && (g.responseMimeType ?? 'application/json') === 'application/json') m.format = { kind: 'schema', schema: canonicalSchema(schema) };
  else if (g.responseMimeType === 'application/json') m.format = { kind: 'object' };
  const t = g.thinkingConfig ?? {};
  if (t.thinkingBudget === 0) m.thinking = { mode: 'off' };
  else if (t.thinkingBudget !== undefined) m.thinking = { mode: 'on', budget: t.thinkingBudget };
  else if (t.thinkingLevel) m.thinking = { mode: 'on', effort: t.thinkingLevel.toLowerCase() };
  else if (t.includeThoughts) m.thinking = { shows: true }; // the models that always think are asked so
  m.stream = stream;
  m.unknown(g, ['temperature', 'topP', 'topK', 'presencePenalty', 'frequencyPenalty', 'seed', 'candidateCount', 'responseLogprobs', 'logprobs', 'maxOutputTokens', 'stopSequences', 'responseMimeType', 'responseSchema', 'responseJsonSchema', 'thinkingConfig', ...(/^(TEXT)?$/i.test(String(g.responseModalities ?? '')) ? ['responseModalities'] : [])]);
  m.unknown(body, ['model', 'contents', 'systemInstruction', 'tools', 'toolConfig', 'generationConfig']);
  return m.finish();
}

function bedrockPart(m, p) {
  if (p.cachePoint) { m.caches++; return null; }
  if (p.text !== undefined) return { text: p.text };
  if (p.json !== undefined) return { json: p.json };
  for (const kind of ['image', 'document', 'video']) {
    if (p[kind]) return { media: { kind, ...(p[kind].source?.bytes ? inline({ txt: 'text/plain', csv: 'text/csv', md: 'text/markdown' }[p[kind].format], p[kind].source.bytes) : { url: p[kind].source?.s3Location?.uri }) } };
  }
  return { other: Object.keys(p)[0] };
}
function bedrock(body, { stream }) {
  const m = new Meaning();
  for (const p of list(body.system)) m.text('system', bedrockPart(m, p)?.text);
  for (const message of list(body.messages)) {
    const isPadded = list(message.content).every((p) => p.document || p.text === '.') && list(message.content).some((p) => p.document);
    for (const p of list(message.content)) {
      if (p.toolUse) m.call(p.toolUse.toolUseId, p.toolUse.name, p.toolUse.input);
      else if (p.toolResult) m.result(p.toolResult.toolUseId, '', list(p.toolResult.content).map((inner) => bedrockPart(m, inner)).filter(Boolean), p.toolResult.status === 'error');
      else if (p.reasoningContent) m.thought(p.reasoningContent.reasoningText?.text, p.reasoningContent.reasoningText?.signature, p.reasoningContent.redactedContent);
      else { const made = bedrockPart(m, p); if (made?.text !== undefined) m.text(message.role, isPadded && made.text === '.' ? '' : made.text); else if (made) m.items.push({ role: message.role, ...made }); }
    }
  }
  for (const { toolSpec, cachePoint } of list(body.toolConfig?.tools)) {
    if (cachePoint) m.caches++;
    if (toolSpec) m.tool(toolSpec.name, toolSpec.description, toolSpec.inputSchema?.json, toolSpec.strict === true);
  }
  const choice = body.toolConfig?.toolChoice;
  if (choice) m.choice = choice.tool ? { mode: 'any', names: [choice.tool.name] } : { mode: Object.keys(choice)[0], names: [] };
  const c = body.inferenceConfig ?? {};
  const more = body.additionalModelRequestFields ?? {};
  m.set({ temperature: c.temperature, topP: c.topP, topK: more.top_k, limit: c.maxTokens });
  m.stop = list(c.stopSequences);
  const schema = body.outputConfig?.textFormat?.structure?.jsonSchema?.schema;
  if (schema) m.format = { kind: 'schema', schema: canonicalSchema(parsed(schema)) };
  if (more.thinking) m.thinking = { mode: more.thinking.type === 'disabled' ? 'off' : 'on', budget: more.thinking.budget_tokens };
  if (more.output_config?.effort) m.thinking.effort = more.output_config.effort;
  m.stream = stream;
  return m.finish();
}
function ollama(body) {
  const m = new Meaning();
  for (const message of list(body.messages)) {
    if (message.role === 'tool') { m.result(message.tool_call_id, message.tool_name, [{ text: message.content }]); for (const image of list(message.images)) m.media('user', 'image', { hash: hash(image) }); continue; }
    if (message.thinking) m.thought(message.thinking);
    m.text(message.role, message.content);
    for (const image of list(message.images)) m.media(message.role, 'image', { hash: hash(image) });
    for (const call of list(message.tool_calls)) m.call(call.id, call.function?.name, call.function?.arguments);
  }
  for (const tool of list(body.tools)) m.tool(tool.function.name, tool.function.description, tool.function.parameters, false);
  const o = body.options ?? {};
  m.set({ temperature: o.temperature, topP: o.top_p, topK: o.top_k, seed: o.seed, presence: o.presence_penalty, frequency: o.frequency_penalty, limit: o.num_predict, logprobs: body.logprobs || undefined, topLogprobs: (body.logprobs && body.top_logprobs) || undefined });
  m.stop = list(o.stop);
  if (body.format === 'json') m.format = { kind: 'object' };
  else if (body.format) m.format = { kind: 'schema', schema: canonicalSchema(body.format) };
  if (body.think !== undefined) m.thinking = typeof body.think === 'string' ? effortOf(body.think) : { mode: body.think ? 'on' : 'off' };
  m.stream = body.stream !== false;
  m.unknown(o, ['temperature', 'top_p', 'top_k', 'seed', 'presence_penalty', 'frequency_penalty', 'num_predict', 'stop']);
  return m.finish();
}

// Cohere's own words for what chat completions say in the same shape.
function cohere(body) {
  const thinking = body.thinking;
  const messages = list(body.messages).map(({ tool_plan, ...message }) => (tool_plan ? { ...message, reasoning_content: tool_plan } : message));
  const m = new Meaning();
  Object.assign(m, READERS.chat({ messages, tools: body.tools, stream: body.stream, temperature: body.temperature, top_p: body.p, top_k: body.k, seed: body.seed, frequency_penalty: body.frequency_penalty, presence_penalty: body.presence_penalty, max_tokens: body.max_tokens, logprobs: body.logprobs }));
  m.choice = { mode: { REQUIRED: 'any', NONE: 'none' }[body.tool_choice] ?? 'auto', names: [] };
  for (const tool of Object.values(m.tools)) tool.strict = body.strict_tools === true;
  m.stop = list(body.stop_sequences);
  const schema = body.response_format?.json_schema ?? body.response_format?.schema;
  if (body.response_format?.type === 'json_object') m.format = schema ? { kind: 'schema', schema: canonicalSchema(schema) } : { kind: 'object' };
  if (thinking) m.thinking = { mode: thinking.type === 'disabled' ? 'off' : 'on', budget: thinking.token_budget };
  return m;
}

// how: { stream } where the dialect says it in the path.
export function decodeRequest(dialect, body, how = {}) {
  return { ...READERS, gemini, bedrock, ollama, cohere }[dialect](body, how);
}
