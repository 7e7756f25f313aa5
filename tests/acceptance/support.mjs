// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from 'node:child_process';

// Starts the proxy without a window on a free port and waits for its listening line.
export async function startSignalbox(executable, options) {
  const child = spawn(executable, ['--headless', '--listen', '127.0.0.1:0', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', ACCEPTANCE_KEY: 'sk-acceptance' },
  });
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
      if (code !== 0) throw new Error(`signalbox ended with ${code}`);
    },
  };
}
