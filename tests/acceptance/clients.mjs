// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs the official client SDKs through the proxy against a strict provider mock: each client in
// its own dialect, or every client against every dialect.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { startSignalbox } from './support.mjs';

export const CLIENT_KEY = 'sk-clients';

// A client suite, and the model that names the provider of its dialect.
const SUITES = [
  { only: '^openai', model: 'via-openai' },
  { only: '^anthropic ::', model: 'via-anthropic' },
  { only: '^google-genai ::', model: 'via-gemini' },
  { only: '^ollama ::', model: 'via-ollama' },
];

// The material may be read-only; SDKs are installed into the build folder, once.
function installClients(material, build) {
  const folder = path.join(build, 'acceptance-clients');
  if (!fs.existsSync(path.join(folder, 'node_modules'))) {
    fs.mkdirSync(folder, { recursive: true });
    for (const name of fs.readdirSync(path.join(material, 'clients')))
      fs.cpSync(path.join(material, 'clients', name), path.join(folder, name), { recursive: true, force: true });
    execFileSync('chmod', ['-R', 'u+w', folder]);
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], { cwd: folder, stdio: 'inherit' });
  }
  return folder;
}

// Every provider dialect the mock speaks: the entry, and the target that stands for it. Of those that have embeddings the
// mock knows three, which stand in for the others.
export const PROVIDERS = [
  { id: 'openai', dialect: 'openai', base: '/v1', target: 'via-openai', embed: 'embed-openai' },
  { id: 'responses', dialect: 'openai-responses', base: '/v1', target: 'via-responses', embed: 'embed-responses' },
  { id: 'claude', dialect: 'anthropic', base: '', target: 'via-anthropic' },
  { id: 'gemini', dialect: 'gemini', base: '/v1beta', target: 'via-gemini', embed: 'embed-gemini' },
  { id: 'ollama', dialect: 'ollama', base: '', target: 'via-ollama' },
  { id: 'cohere', dialect: 'cohere', base: '', target: 'via-cohere' },
  { id: 'bedrock', dialect: 'bedrock', base: '', target: 'via-bedrock' },
];

// What fails for a reason that no proxy can mend: part of the client's name and of the reason it gives.
const KNOWN = [
  // The mock's Gemini counts no tokens of embeddings, so OpenAI's clients are told zero.
  { target: 'via-gemini', failure: /openai :: embeddings default \(base64\).*\n.*prompt_tokens > 0/ },
];

// The mock, and the proxy in front of it; suite() runs a part of the clients through it.
export async function startStage(material, executable, build) {
  const folder = installClients(material, build);
  const mock = spawn(process.execPath, ['mock_upstream.mjs', '--port', '0'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const origin = JSON.parse(await new Promise((resolve) => mock.stdout.once('data', resolve))).listening;
  const data = fs.mkdtempSync(path.join(build, 'acceptance-'));
  const policy = path.join(data, 'clients.signalbox.json');
  fs.writeFileSync(policy, JSON.stringify({
    signalbox: 1,
    retry: { retries: 0 },
    providers: PROVIDERS.map(({ id, dialect, base }) => ({ id, dialect, base_url: origin + base, keys: ['env:ACCEPTANCE_KEY'] })),
    targets: [
      ...PROVIDERS.map(({ id, target }) => ({ id: target, provider: id, model: 'mock-chat' })),
      ...PROVIDERS.filter(({ embed }) => embed).map(({ id, embed }) => ({ id: embed, provider: id, model: 'mock-embed' })),
    ],
    routes: [],
  }));
  const signalbox = await startSignalbox(executable, ['--policy', policy, '--data-dir', data, '--client-key', CLIENT_KEY]);
  // Ollama's SDK has no key to send.
  const openData = path.join(data, 'open');
  fs.mkdirSync(openData);
  const open = await startSignalbox(executable, ['--policy', policy, '--data-dir', openData, '--no-client-key']);
  const suite = async (model, only, embed) => {
    const run = spawn(process.execPath, ['accept.mjs', '--base-url', `${signalbox.origin}/v1`, '--anthropic-base-url', signalbox.origin,
      '--gemini-base-url', signalbox.origin, '--ollama-base-url', open.origin, '--api-key', CLIENT_KEY, '--model', model, '--embed-model', embed,
      '--mock-url', origin, '--only', only, '--json', path.join(data, 'result.json')], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    run.stdout.on('data', (chunk) => { text += chunk; });
    await new Promise((resolve) => run.on('exit', resolve));
    const counts = /(\d+) passed, (\d+) failed/.exec(text.trim().split('\n').at(-1) ?? '');
    const isKnown = (failure) => KNOWN.some((known) => known.target === model && known.failure.test(failure));
    const failures = text.match(/^FAIL .*\n.*$/gm) ?? [];
    for (const failure of failures) console.log(`  ${isKnown(failure) ? 'known: ' : ''}${failure}`);
    if (!counts || Number(counts[1]) + Number(counts[2]) === 0) throw new Error('the client suite printed no counts');
    return { passed: Number(counts[1]), failed: Number(counts[2]) - failures.filter(isKnown).length, lines: text.trim().split('\n') };
  };
  return {
    suite,
    folder,
    data,
    origin: signalbox.origin,
    stop: async () => {
      await signalbox.stop();
      await open.stop();
      mock.kill();
      fs.rmSync(data, { recursive: true });
    },
  };
}

export async function runClients(material, executable, build) {
  const stage = await startStage(material, executable, build);
  const result = { passed: 0, failed: 0 };
  for (const { only, model } of SUITES) {
    const got = await stage.suite(model, only, model === 'via-gemini' ? 'embed-gemini' : 'embed-openai');
    console.log(`clients: ${got.lines.slice(-2).join('; ')}`);
    result.passed += got.passed;
    result.failed += got.failed;
  }
  await stage.stop();
  return result;
}

// Every client against every provider dialect, so that each answer but those of like dialects is
// translated.
export async function runMatrix(material, executable, build) {
  const stage = await startStage(material, executable, build);
  const result = { passed: 0, failed: 0 };
  for (const { target, embed } of PROVIDERS) {
    const got = await stage.suite(target, process.env.ACCEPTANCE_ONLY ?? '.', embed ?? 'embed-openai');
    console.log(`matrix: ${target}: ${got.lines.slice(-2).join('; ')}`);
    result.passed += got.passed;
    result.failed += got.failed;
  }
  await stage.stop();
  return result;
}
