// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measures the proxy beside nginx and a bare byte relay in one run, pinned to one core, with routing
// and recording on. Prints tables; ratios to the other peers of the same run are what counts.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const PORT = 9300;
const CLIENT_KEY = 'sk-bench'; // the one the load generator sends

const policy = {
  signalbox: 1,
  providers: [{ id: 'mock', dialect: 'openai', base_url: 'http://127.0.0.1:9100/v1', keys: ['env:SIGNALBOX_BENCH_KEY'], models: ['mock-model'] }],
  targets: [{ id: 'primary', provider: 'mock', model: 'mock-model' }, { id: 'second', provider: 'mock', model: 'mock-model-2' }],
  routes: [{
    name: 'mock-model',
    graph: {
      start: 'chain',
      nodes: {
        chain: { kind: 'fallback', steps: [{ node: 'first' }, { node: 'then', on: ['rate_limited', 'server_error', 'timeout'] }] },
        first: { kind: 'target', target: 'primary' },
        then: { kind: 'target', target: 'second' },
      },
    },
  }],
};

export function runBench(material, executable, build, phases = ['A', 'B', 'C']) {
  const folder = path.join(build, 'acceptance-bench');
  fs.cpSync(path.join(material, 'bench'), folder, { recursive: true, force: true });
  execFileSync('chmod', ['-R', 'u+w', folder]);
  execFileSync('make', ['-s'], { cwd: folder, stdio: 'inherit' });
  fs.mkdirSync(path.join(folder, 'run'), { recursive: true });
  const file = path.join(folder, 'bench.signalbox.json');
  const data = path.join(folder, 'run', 'signalbox-data');
  fs.rmSync(data, { recursive: true, force: true });
  fs.writeFileSync(file, JSON.stringify(policy));
  const peers = JSON.parse(fs.readFileSync(path.join(material, 'bench', 'peers.json'))).filter((peer) => ['direct', 'floor', 'nginx'].includes(peer.name));
  peers.push({
    name: 'signalbox', port: PORT, path: '/v1/chat/completions', model: 'mock-model', hdrs: [], warm: 1,
    cmd: [executable, '--headless', '--policy', file, '--listen', `127.0.0.1:${PORT}`, '--data-dir', data, '--client-key', CLIENT_KEY],
    env: { SIGNALBOX_BENCH_KEY: 'sk-provider' },
  });
  fs.writeFileSync(path.join(folder, 'peers.json'), JSON.stringify(peers));
  const results = [];
  for (const phase of phases) {
    const out = path.join(folder, 'run', `${phase}.json`);
    const rounds = phase === 'B' ? '1' : '2';
    execFileSync('python3', ['bench.py', '--rt', '1', '--hot', phase === 'C' ? '1' : '0', '--phase', phase, '--rounds', rounds, '--out', out], { cwd: folder, stdio: 'inherit' });
    results.push(out);
  }
  execFileSync('python3', ['report.py', ...results], { cwd: folder, stdio: 'inherit' });
  return { passed: results.length, failed: 0 };
}
