// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two meanings of an answer -> what differs, or nothing.
import { isDeepStrictEqual } from 'node:util';

// What a client dialect has no place for, and why it is not held against the proxy.
const LENIENT = {
  chat: { stops: { stop_sequence: 'end', paused: 'end', refusal: 'filter' }, why: 'finish_reason stop is both the end and a stop string' },
  responses: { stops: { stop_sequence: 'end', paused: 'end', refusal: 'filter' }, why: 'a status knows no stop strings' },
  anthropic: { stops: { filter: 'refusal' }, why: 'stop_reason has refusal only' },
  gemini: { stops: { stop_sequence: 'end', paused: 'end', refusal: 'filter' }, why: 'STOP is both, refusals have no field' },
  ollama: { stops: { stop_sequence: 'end', paused: 'end', refusal: 'end', filter: 'end' }, noCached: true, why: 'done_reason is stop or length, no cached tokens' },
};
// Arguments that were cut are no JSON: what demands an object gets an empty one, or the text in one.
function isSameCall(expected, got) {
  if (expected.name !== got.name) return false;
  if (isDeepStrictEqual(expected.arguments, got.arguments)) return true;
  const isObject = expected.arguments && typeof expected.arguments === 'object' && !Array.isArray(expected.arguments) && expected.arguments.unparsable === undefined;
  return !isObject && (isDeepStrictEqual(got.arguments, {}) || Object.keys(got.arguments ?? {}).join() === 'input');
}
export function differenceOf(expected, got, client) {
  const rules = LENIENT[client] ?? { stops: {} };
  const stop = (word) => rules.stops[word] ?? word;
  if (got.error && expected.stop === 'error') return '';
  if (got.error && !expected.error) return `error: ${JSON.stringify(got.error).slice(0, 120)}`;
  if (expected.error) return got.error ? '' : 'error lost';
  if (expected.text !== got.text && !(expected.refusal && got.text === expected.text + expected.refusal)) return 'text';
  if (!isDeepStrictEqual(expected.toolCalls.map((c) => c.name), got.toolCalls.map((c) => c.name))) return 'tool names';
  if (!expected.toolCalls.every((call, i) => isSameCall(call, got.toolCalls[i]))) return 'tool arguments';
  // Some say "stop" beside the calls that they stopped for, or beside a refusal.
  const isSameStop = stop(expected.stop) === stop(got.stop) || (expected.stop === 'end' && ((got.stop === 'tool' && expected.toolCalls.length > 0) || (stop(got.stop) === stop('refusal') && expected.refusal)));
  if (!['unknown', 'error'].includes(expected.stop) && !isSameStop) return `stop ${got.stop} instead of ${expected.stop}`;
  const usage = { ...expected.usage };
  // Told beside by a few that count in the manner of those who tell it inside.
  if (usage.cachedInput > usage.input) usage.input += usage.cachedInput;
  if (usage.reasoning > usage.output) usage.output += usage.reasoning;
  for (const key of ['input', 'output', ...(rules.noCached ? [] : ['cachedInput'])]) if (usage[key] && ![usage[key], expected.usage[key]].includes(got.usage[key])) return `usage.${key}`;
  return '';
}
