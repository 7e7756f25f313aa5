// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measures the proxy beside nginx and a bare byte relay in one run, pinned to one core, with routing
// and recording on: once with a route of two targets, once with a graph of twelve nodes that asks for
// signals of the text and ranks eight candidates. Prints tables; ratios to the other peers of the same
// run are what counts.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const PORT = 9300;
const CLIENT_KEY = 'sk-bench'; // the one the load generator sends

const providers = [{ id: 'mock', dialect: 'openai', base_url: 'http://127.0.0.1:9100/v1', keys: ['env:SIGNALBOX_BENCH_KEY'], models: ['mock-model'] }];

/// A fallback of two targets.
const chain = {
  signalbox: 1,
  providers,
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

/// Twelve nodes; every request of the load goes through six of them to the pool of eight.
const eight = Array.from({ length: 8 }, (_, i) => `target-${i}`);
const graph = {
  signalbox: 1,
  providers,
  targets: eight.map((id, i) => ({ id, provider: 'mock', model: `mock-model-${i}`, input_price_per_m: 1 + i / 10, output_price_per_m: 4 })),
  budgets: [{ id: 'daily', period: 'day', usd: 1_000_000 }],
  routes: [{
    name: 'mock-model',
    graph: {
      start: 'urgent',
      nodes: {
        urgent: { kind: 'match', when: { signal: 'header.x-urgent', op: 'exists', value: true }, then: 'quick', else: 'room' },
        room: { kind: 'rate_limit', requests: 100_000_000, per: 'client', within: 'money', over: 'busy' },
        busy: { kind: 'reject', status: 429, message: 'Too much at once.', code: 'busy' },
        money: { kind: 'budget', budget: 'daily', within: 'task', over: 'last' },
        task: { kind: 'switch', on: 'task_type', cases: [{ is: ['coding', 'tool_use'], node: 'code' }, { is: 'translation', node: 'quick' }], else: 'size' },
        code: { kind: 'fallback', steps: [{ node: 'coder' }, { node: 'good', on: ['rate_limited', 'server_error', 'timeout'] }] },
        coder: { kind: 'target', target: 'target-0' },
        size: { kind: 'table', columns: ['input_tokens', 'tools'], rows: [{ when: [{ op: '>', value: 100_000 }, null], node: 'large' }, { when: [{ op: '>', value: 2_000 }, { op: '>', value: 0 }], node: 'code' }], else: 'good' },
        large: { kind: 'target', target: 'target-7' },
        good: { kind: 'pool', strategy: 'cheapest', members: eight, limits: [{ measure: 'ttft_ms', percentile: 95, at_most: 2000 }, { measure: 'success_rate', at_least: 0.9 }, { measure: 'input_price_per_m', at_most: 5 }] },
        quick: { kind: 'pool', strategy: 'fastest', members: eight },
        last: { kind: 'target', target: 'target-1' },
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
  const peers = JSON.parse(fs.readFileSync(path.join(material, 'bench', 'peers.json'))).filter((peer) => ['direct', 'floor', 'nginx'].includes(peer.name));
  Object.entries({ signalbox: chain, 'signalbox-graph': graph }).forEach(([name, policy], i) => {
    const file = path.join(folder, `${name}.signalbox.json`);
    const data = path.join(folder, 'run', `${name}-data`);
    const port = PORT + i;
    fs.rmSync(data, { recursive: true, force: true });
    fs.writeFileSync(file, JSON.stringify(policy));
    peers.push({
      name, port, path: '/v1/chat/completions', model: 'mock-model', hdrs: [], warm: 1,
      cmd: [executable, '--headless', '--policy', file, '--listen', `127.0.0.1:${port}`, '--data-dir', data, '--client-key', CLIENT_KEY],
      env: { SIGNALBOX_BENCH_KEY: 'sk-provider' },
    });
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
