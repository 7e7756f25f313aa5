#!/usr/bin/env node
// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// node tests/acceptance/recorded.mjs SIGNALBOX
//
// The sweeps over a sample of $SIGNALBOX_MATERIAL/wire/dev.jsonl; ends with 77 when there is none.
// What no dialect can express keeps a few answers from being equal, so the rates have a floor.
import fs from 'node:fs';
import path from 'node:path';
import { runRequests } from './requests.mjs';
import { runTranslations } from './translations.mjs';

const SAMPLE = 300;
const LEAST_EQUAL = 0.97;
const file = path.join(process.env.SIGNALBOX_MATERIAL ?? '', 'wire/dev.jsonl');
if (!process.env.SIGNALBOX_MATERIAL || !fs.existsSync(file)) {
  console.log('skipped: SIGNALBOX_MATERIAL names no folder with wire/dev.jsonl');
  process.exit(77);
}
const executable = process.argv[2];
const answers = await runTranslations(file, executable, { sample: SAMPLE });
const requests = await runRequests(file, executable, { sample: SAMPLE });
const rate = ({ passed, failed }) => passed / Math.max(1, passed + failed);
console.log(`answers ${rate(answers).toFixed(4)}, requests ${rate(requests).toFixed(4)}`);
process.exit(rate(answers) >= LEAST_EQUAL && rate(requests) >= LEAST_EQUAL ? 0 : 1);
