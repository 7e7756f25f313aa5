#!/usr/bin/env node
// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// node tests/acceptance/own.mjs SIGNALBOX [answers|requests]
//
// The sweeps of answers and requests over the hand-made records in tests/data/translations, which
// are few enough for every run of the suite.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runRequests } from './requests.mjs';
import { runTranslations } from './translations.mjs';

const data = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../data/translations');
const [executable, part = ''] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'signalbox-own-'));
const file = path.join(folder, 'records.jsonl');
let failed = 0;
try {
  const names = fs.readdirSync(data).filter((name) => name.endsWith('.jsonl')).sort();
  fs.writeFileSync(file, names.map((name) => fs.readFileSync(path.join(data, name), 'utf8')).join(''));
  if (part !== 'requests') failed += (await runTranslations(file, executable, { self: true })).failed + (await runTranslations(file, executable, { all: true })).failed;
  if (part !== 'answers') failed += (await runRequests(file, executable, { verbose: true })).failed;
} finally {
  fs.rmSync(folder, { recursive: true });
}
process.exit(failed > 0 ? 1 : 0);
