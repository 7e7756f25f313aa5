// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two agents of the command line, each with a text and with a real loop of a tool, through the proxy
// against every provider dialect. They run in a home of their own and are told of no other host.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { CLIENT_KEY, PROVIDERS, startStage } from './clients.mjs';

const LIMIT_MS = 60000;
const WORD = 'banana42';

function installAgents(folder) {
  const cli = path.join(folder, 'cli');
  if (!fs.existsSync(path.join(cli, 'node_modules')))
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: cli, stdio: 'inherit' });
  return (name) => path.join(cli, 'node_modules/.bin', name);
}

function run(command, args, env, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { PATH: process.env.PATH, TERM: 'dumb', ...env }, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS });
    let text = '';
    let errors = '';
    child.stdout.on('data', (data) => { text += data; });
    child.stderr.on('data', (data) => { errors += data; });
    child.on('error', (error) => resolve({ code: -1, text, errors: String(error) }));
    child.on('exit', (code) => resolve({ code, text, errors }));
  });
}

const CODEX_SETTINGS = (origin, model) => `model = "${model}"
model_provider = "local"
check_for_update_on_startup = false
[analytics]
enabled = false
[otel]
exporter = "none"
[model_providers.local]
name = "local"
base_url = "${origin}/v1"
env_key = "LOCAL_KEY"
wire_api = "responses"
request_max_retries = 0
stream_max_retries = 0
`;

export async function runAgents(material, executable, build) {
  const stage = await startStage(material, executable, build);
  const binary = installAgents(stage.folder);
  const home = path.join(stage.data, 'home');
  const work = path.join(stage.data, 'work');
  fs.mkdirSync(path.join(home, '.codex'), { recursive: true });
  fs.mkdirSync(work);
  const note = path.join(work, 'note.txt');
  fs.writeFileSync(note, `secret-word: ${WORD}\n`);
  const result = { passed: 0, failed: 0 };
  for (const { target } of PROVIDERS) {
    fs.writeFileSync(path.join(home, '.codex/config.toml'), CODEX_SETTINGS(stage.origin, target));
    const claude = {
      HOME: home, ANTHROPIC_BASE_URL: stage.origin, ANTHROPIC_API_KEY: CLIENT_KEY, ANTHROPIC_MODEL: target, ANTHROPIC_SMALL_FAST_MODEL: target,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_TELEMETRY: '1', DISABLE_ERROR_REPORTING: '1', DISABLE_AUTOUPDATER: '1',
    };
    const codex = { HOME: home, LOCAL_KEY: CLIENT_KEY };
    const tries = [
      ['claude, text', binary('claude'), ['-p', 'ECHO:all-is-well', '--output-format', 'text'], claude, 'all-is-well'],
      ['claude, tool', binary('claude'), ['-p', `CALL Read {"file_path":"${note}"}`, '--allowedTools', 'Read', '--output-format', 'text'], claude, WORD],
      ['codex, text', binary('codex'), ['exec', '--skip-git-repo-check', '-s', 'read-only', 'ECHO:all-is-well'], codex, 'all-is-well'],
      ['codex, tool', binary('codex'), ['exec', '--skip-git-repo-check', '-s', 'danger-full-access', 'CALL exec_command {"cmd":"cat note.txt"}'], codex, WORD],
    ];
    for (const [name, command, args, env, word] of tries) {
      const got = await run(command, args, env, work);
      const isRight = got.code === 0 && got.text.includes(word);
      isRight ? result.passed++ : result.failed++;
      if (!isRight) console.log(`  FAIL ${target}: ${name}: ended with ${got.code}: ${got.text.slice(-200)} ${got.errors.slice(-300)}`);
    }
    console.log(`agents: ${target}: done`);
  }
  await stage.stop();
  return result;
}
