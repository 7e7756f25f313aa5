// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs the official client SDKs through the proxy against a strict provider mock, each client in
// its own dialect.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { startSignalbox } from './support.mjs';

const CLIENT_KEY = 'sk-clients';

// A client suite, and the model that names the provider of its dialect.
const SUITES = [
  { only: '^openai', model: 'via-openai' },
  { only: '^anthropic ::', model: 'via-anthropic' },
  { only: '^google-genai ::', model: 'via-gemini' },
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

export async function runClients(material, executable, build) {
  const folder = installClients(material, build);
  const mock = spawn(process.execPath, ['mock_upstream.mjs', '--port', '0'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const origin = JSON.parse(await new Promise((resolve) => mock.stdout.once('data', resolve))).listening;
  const data = fs.mkdtempSync(path.join(build, 'acceptance-'));
  const policy = path.join(data, 'clients.signalbox.json');
  const provider = (id, dialect, base) => ({ id, dialect, base_url: origin + base, keys: ['env:ACCEPTANCE_KEY'] });
  fs.writeFileSync(policy, JSON.stringify({
    signalbox: 1,
    retry: { retries: 0 },
    providers: [provider('openai', 'openai', '/v1'), provider('claude', 'anthropic', ''), provider('gemini', 'gemini', '/v1beta')],
    targets: [
      { id: 'via-openai', provider: 'openai', model: 'mock-chat' },
      { id: 'via-anthropic', provider: 'claude', model: 'mock-chat' },
      { id: 'via-gemini', provider: 'gemini', model: 'mock-chat' },
      { id: 'embed-openai', provider: 'openai', model: 'mock-embed' },
      { id: 'embed-gemini', provider: 'gemini', model: 'mock-embed' },
    ],
    routes: [],
  }));
  const signalbox = await startSignalbox(executable, ['--policy', policy, '--data-dir', data, '--client-key', CLIENT_KEY]);
  const result = { passed: 0, failed: 0 };
  for (const suite of SUITES) {
    const embed = suite.model === 'via-gemini' ? 'embed-gemini' : 'embed-openai';
    const json = path.join(data, 'result.json');
    const run = spawn(process.execPath, ['accept.mjs', '--base-url', `${signalbox.origin}/v1`, '--anthropic-base-url', signalbox.origin,
      '--gemini-base-url', signalbox.origin, '--api-key', CLIENT_KEY, '--model', suite.model, '--embed-model', embed,
      '--mock-url', origin, '--only', suite.only, '--json', json], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    run.stdout.on('data', (chunk) => { text += chunk; });
    await new Promise((resolve) => run.on('exit', resolve));
    const counts = /(\d+) passed, (\d+) failed/.exec(text.trim().split('\n').at(-1) ?? '');
    for (const failure of text.match(/^FAIL .*\n.*$/gm) ?? []) console.log(`  ${failure}`);
    console.log(`clients: ${text.trim().split('\n').slice(-2).join('; ')}`);
    if (!counts || Number(counts[1]) === 0) throw new Error('the client suite printed no counts');
    result.passed += Number(counts[1]);
    result.failed += Number(counts[2]);
  }
  await signalbox.stop();
  mock.kill();
  fs.rmSync(data, { recursive: true });
  return result;
}
