#!/usr/bin/env node
// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The decoders and the comparing, on small cases: whoever judges must be judged first.
import assert from 'node:assert/strict';
import { cut } from '../replay.mjs';
import { awsEvent, awsException } from '../frames.mjs';
import { decodeAnswer } from './answers.mjs';
import { differenceOf } from './compare-answers.mjs';
import { differences } from './compare-requests.mjs';
import { decodeRequest } from './requests-more.mjs';
import { canonicalSchema } from './schemas.mjs';

const sse = (...events) => Buffer.from(events.map((e) => `${e.type ? `event: ${e.type}\n` : ''}data: ${JSON.stringify(e)}\n\n`).join(''));
const cases = {
  'one call is told alike in every dialect': () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
    const asked = {
      chat: { messages: [{ role: 'system', content: 's' }, { role: 'user', content: 'u' }, { role: 'assistant', content: null, tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{"a":"1"}' } }] }, { role: 'tool', tool_call_id: 'c', content: 'r' }], tools: [{ type: 'function', function: { name: 'f', description: 'd', parameters: schema } }], max_tokens: 5 },
      responses: { instructions: 's', input: [{ role: 'user', content: 'u' }, { type: 'function_call', call_id: 'c', name: 'f', arguments: '{"a":"1"}' }, { type: 'function_call_output', call_id: 'c', output: 'r' }], tools: [{ type: 'function', name: 'f', description: 'd', parameters: schema, strict: false }], max_output_tokens: 5 },
      anthropic: { system: 's', max_tokens: 5, messages: [{ role: 'user', content: 'u' }, { role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'f', input: { a: '1' } }] }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', content: 'r' }] }], tools: [{ name: 'f', description: 'd', input_schema: schema }] },
      gemini: { system_instruction: { parts: [{ text: 's' }] }, contents: [{ role: 'user', parts: [{ text: 'u' }] }, { role: 'model', parts: [{ function_call: { name: 'f', args: { a: '1' } } }] }, { role: 'user', parts: [{ functionResponse: { name: 'f', response: { result: 'r' } } }] }], tools: [{ functionDeclarations: [{ name: 'f', description: 'd', parameters: { type: 'OBJECT', properties: { a: { type: 'STRING' } }, required: ['a'] } }] }], generationConfig: { maxOutputTokens: 5 } },
      bedrock: { system: [{ text: 's' }], messages: [{ role: 'user', content: [{ text: 'u' }] }, { role: 'assistant', content: [{ toolUse: { toolUseId: 'c', name: 'f', input: { a: '1' } } }] }, { role: 'user', content: [{ toolResult: { toolUseId: 'c', content: [{ text: 'r' }] } }] }], toolConfig: { tools: [{ toolSpec: { name: 'f', description: 'd', inputSchema: { json: schema } } }] }, inferenceConfig: { maxTokens: 5 } },
      ollama: { messages: [{ role: 'system', content: 's' }, { role: 'user', content: 'u' }, { role: 'assistant', content: '', tool_calls: [{ function: { name: 'f', arguments: { a: '1' } } }] }, { role: 'tool', tool_name: 'f', content: 'r' }], tools: [{ type: 'function', function: { name: 'f', description: 'd', parameters: schema } }], options: { num_predict: 5 }, stream: false },
    };
    for (const from of Object.keys(asked)) {
      for (const to of Object.keys(asked)) assert.deepEqual(differences(decodeRequest(from, asked[from], { stream: false }), decodeRequest(to, asked[to], { stream: false })), [], `${from} and ${to}`);
    }
  },
  'every difference is found': () => {
    const base = { messages: [{ role: 'system', content: 's' }, { role: 'user', content: [{ type: 'text', text: 'u' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,QUJD' } }] }], tools: [{ type: 'function', function: { name: 'f', parameters: {} } }], temperature: 1, stop: ['x'], max_tokens: 5, reasoning_effort: 'high', response_format: { type: 'json_object' }, verbosity: 'low' };
    const changes = {
      system: (b) => { b.messages[0].content = 't'; }, text: (b) => { b.messages[1].content[0].text = 'v'; }, media: (b) => { b.messages[1].content.pop(); }, tool: (b) => { b.tools = []; }, temperature: (b) => { delete b.temperature; }, 'temperature 0': (b) => { b.temperature = 0; },
      stop: (b) => { b.stop = []; }, limit: (b) => { b.max_tokens = 6; }, thinking: (b) => { b.reasoning_effort = 'minimal'; }, format: (b) => { delete b.response_format; }, field: (b) => { delete b.verbosity; }, choice: (b) => { b.tool_choice = 'required'; }, stream: (b) => { b.stream = true; },
    };
    for (const [what, change] of Object.entries(changes)) {
      const changed = structuredClone(base);
      change(changed);
      assert.notEqual(differences(decodeRequest('chat', base), decodeRequest('chat', changed)).length, 0, what);
    }
    assert.deepEqual(differences(decodeRequest('chat', base), decodeRequest('chat', structuredClone(base))), []);
  },
  'schemas of Gemini are those of JSON': () => {
    assert.deepEqual(canonicalSchema({ type: 'OBJECT', properties: { n: { type: 'INTEGER', nullable: true, min_items: '2' } }, propertyOrdering: ['n'] }), canonicalSchema({ type: 'object', properties: { n: { minItems: 2, type: ['null', 'integer'] } } }));
    assert.notDeepEqual(canonicalSchema({ type: 'object', properties: { n: { type: 'string' } } }), canonicalSchema({ type: 'object', properties: { n: { type: 'number' } } }));
  },
  'streams are put together': () => {
    const chat = decodeAnswer('chat', 'sse', sse({ choices: [{ delta: { content: 'a' } }] }, { choices: [{ delta: { tool_calls: [{ index: 0, function: { name: 'f', arguments: '{"x":' } }] } }] }, { choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: '1}' } }] }, finish_reason: 'tool_calls' }] }, { choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } }));
    assert.deepEqual([chat.text, chat.toolCalls, chat.stop, chat.usage.input], ['a', [{ name: 'f', arguments: { x: 1 } }], 'tool', 3]);
    const gemini = decodeAnswer('gemini', 'sse', sse({ candidates: [{ content: { parts: [{ functionCall: { name: 'f', willContinue: true } }] } }] }, { candidates: [{ content: { parts: [{ functionCall: { partialArgs: [{ jsonPath: '$.l[0].s', stringValue: 'a' }, { jsonPath: '$.l[0].s', stringValue: 'b' }] } }] }, finishReason: 'STOP' }] }));
    assert.deepEqual([gemini.toolCalls, gemini.stop], [[{ name: 'f', arguments: { l: [{ s: 'ab' }] } }], 'tool']);
    const bedrock = decodeAnswer('bedrock', 'aws_eventstream', Buffer.concat([awsEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'ü' } }), awsEvent('messageStop', { stopReason: 'end_turn' })]));
    assert.deepEqual([bedrock.text, bedrock.stop, bedrock.error], ['ü', 'end', null]);
    assert.ok(decodeAnswer('bedrock', 'aws_eventstream', awsException('throttlingException', { message: 'no' })).error);
  },
  'answers that differ are told apart': () => {
    const one = { text: 'a', reasoning: '', refusal: '', toolCalls: [{ name: 'f', arguments: { x: 1 } }], stop: 'tool', usage: { input: 5, cachedInput: 2, output: 3, reasoning: null }, error: null };
    assert.equal(differenceOf(one, structuredClone(one), 'chat'), '');
    for (const change of [{ text: 'b' }, { toolCalls: [] }, { toolCalls: [{ name: 'f', arguments: { x: 2 } }] }, { toolCalls: [{ name: 'f', arguments: {} }] }, { stop: 'length' }, { usage: { ...one.usage, input: 6 } }, { error: { message: 'x' } }]) assert.notEqual(differenceOf(one, { ...one, ...change }, 'chat'), '', JSON.stringify(change));
    assert.notEqual(differenceOf({ ...one, error: { message: 'x' } }, one, 'chat'), '');
  },
  'cutting loses nothing': () => {
    const bytes = Buffer.from('event: a\r\ndata: {"t":"\\u00e9 ü 🐕"}\r\n\r\n');
    for (const way of ['whole', 'byte', 'nasty']) assert.deepEqual(Buffer.concat(cut(bytes, way, false)), bytes);
    assert.ok(cut(bytes, 'nasty', false).length > 8);
  },
};
let failed = 0;
for (const [name, check] of Object.entries(cases)) {
  try {
    check();
    console.log(`ok   ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}\n${error.stack}`);
  }
}
process.exit(failed > 0 ? 1 : 0);
