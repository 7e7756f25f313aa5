// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import readline from 'node:readline';

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

// Starts the proxy without a window on a free port and waits for its listening line.
export async function startSignalbox(executable, options) {
  const child = spawn(executable, ['--headless', '--listen', '127.0.0.1:0', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', ACCEPTANCE_KEY: 'sk-acceptance' },
  });
  const kill = () => child.kill();
  process.once('exit', kill);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const origin = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      const found = /^signalbox listening on (\S+)$/m.exec(text);
      if (found) resolve(found[1]);
    });
    ended.then((code) => reject(new Error(`signalbox ended with ${code}`)));
  });
  return {
    origin,
    pid: child.pid,
    stop: async () => {
      child.kill('SIGTERM');
      const code = await ended;
      process.off('exit', kill);
      if (code !== 0) throw new Error(`signalbox ended with ${code}`);
    },
  };
}

// The records of a JSONL file that \a isFit takes; with a sample, that many of each endpoint.
export async function readRecords(file, isFit, sample = 0) {
  const kept = {};
  for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
    const record = line && JSON.parse(line);
    if (record && isFit(record)) (kept[record.endpoint] ??= []).push(record);
  }
  return Object.values(kept).flatMap((list) => (sample > 0 ? list.filter((_, i) => i % Math.ceil(list.length / sample) === 0) : list));
}
