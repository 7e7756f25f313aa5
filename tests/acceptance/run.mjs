#!/usr/bin/env node
// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// node tests/acceptance/run.mjs MATERIAL [clients] [matrix] [agents] [recordings] [translations] [requests] [bench]
//     [--signalbox FILE]
// translations and requests take [--sample N] [--only PROVIDER>CLIENT or ID] [--verbose], translations [--all] [--self]
//
// Acceptance of the built proxy with material that is too large, or not ours, to live here:
// MATERIAL/clients (official SDKs and a provider mock), MATERIAL/wire (recorded exchanges and a
// server that replays them) and MATERIAL/bench (load generator, provider and other proxies). Talks
// to loopback only. What is not there is said to be skipped. bench wants a quiet machine of two
// cores and root for its scheduling class.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAgents } from './agents.mjs';
import { runBench } from './bench.mjs';
import { runClients, runMatrix } from './clients.mjs';
import { runRecordings } from './recordings.mjs';
import { runRequests } from './requests.mjs';
import { runTranslations } from './translations.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const words = process.argv.slice(2);
const option = words.indexOf('--signalbox');
const executable = option < 0 ? path.join(root, 'build/release/signalbox') : path.resolve(words.splice(option, 2)[1]);
const valueOf = (name) => (words.includes(name) ? words.splice(words.indexOf(name), 2)[1] : '');
const flag = (name) => words.includes(name) && words.splice(words.indexOf(name), 1).length > 0;
const sweep = { sample: Number(valueOf('--sample')), only: valueOf('--only'), all: flag('--all'), self: flag('--self'), verbose: flag('--verbose') };
const material = words.shift();
const wanted = words.length > 0 ? words : ['clients', 'recordings'];

if (!material) {
  console.error('usage: run.mjs MATERIAL [clients] [matrix] [agents] [recordings] [translations] [requests] [bench] [--signalbox FILE]');
  process.exit(64);
}
const parts = {
  clients: { needs: 'clients/accept.mjs', run: () => runClients(material, executable, path.join(root, 'build')) },
  matrix: { needs: 'clients/accept.mjs', run: () => runMatrix(material, executable, path.join(root, 'build')) },
  agents: { needs: 'clients/cli/package.json', run: () => runAgents(material, executable, path.join(root, 'build')) },
  recordings: { needs: 'wire/dev.jsonl', run: () => runRecordings(material, executable) },
  translations: { needs: 'wire/dev.jsonl', run: () => runTranslations(path.join(material, 'wire/dev.jsonl'), executable, sweep) },
  requests: { needs: 'wire/dev.jsonl', run: () => runRequests(path.join(material, 'wire/dev.jsonl'), executable, sweep) },
  bench: { needs: 'bench/bench.py', run: () => runBench(material, executable, path.join(root, 'build')) },
};
let passed = 0;
let failed = 0;
let skipped = 0;
for (const name of wanted) {
  const part = parts[name];
  if (!part) {
    console.error(`unknown part: ${name}`);
    process.exit(64);
  }
  if (!fs.existsSync(path.join(material, part.needs))) {
    console.log(`${name}: skipped, there is no ${path.join(material, part.needs)}`);
    skipped++;
    continue;
  }
  const result = await part.run();
  passed += result.passed;
  failed += result.failed;
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 ? 1 : 0);
