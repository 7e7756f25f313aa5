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
export function differenceOf(expected, got, client) {
  const rules = LENIENT[client] ?? { stops: {} };
  const stop = (word) => rules.stops[word] ?? word;
  if (got.error && !expected.error) return `error: ${JSON.stringify(got.error).slice(0, 120)}`;
  if (expected.error) return got.error ? '' : 'error lost';
  if (expected.text !== got.text && !(expected.refusal && got.text === expected.text + expected.refusal)) return 'text';
  if (!isDeepStrictEqual(expected.toolCalls.map((c) => c.name), got.toolCalls.map((c) => c.name))) return 'tool names';
  if (!isDeepStrictEqual(expected.toolCalls, got.toolCalls)) return 'tool arguments';
  if (expected.stop !== 'unknown' && stop(expected.stop) !== stop(got.stop)) return `stop ${got.stop} instead of ${expected.stop}`;
  for (const key of ['input', 'output', ...(rules.noCached ? [] : ['cachedInput'])]) if (expected.usage[key] && expected.usage[key] !== got.usage[key]) return `usage.${key}`;
  return '';
}
