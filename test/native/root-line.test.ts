/** The socket between the web server's user and the root worker, with real processes. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCRIPT = new URL('../php/root-line.php', import.meta.url).pathname;
let folder = '';
let server: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'line-'));
});
afterEach(() => {
  server?.kill('SIGKILL');
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function serve(questions: number) {
  server = spawn('php', [SCRIPT, 'serve', folder, String(questions)], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (server.stdout === null) throw new Error('no output');
  await once(server.stdout, 'data');
  return server;
}
const ask = (question: string) => spawnSync('php', [SCRIPT, 'ask', folder, question], { encoding: 'utf8' }).stdout;

describe('the line to the root worker', () => {
  it('answers, again and again', async () => {
    await serve(3);
    expect(JSON.parse(ask('rules-v4'))).toEqual({ answer: ['-P INPUT ACCEPT', '-A INPUT -j DROP'] });
    expect(JSON.parse(ask('lxc'))).toEqual({ answer: false });
    expect(JSON.parse(ask('reboot'))).toEqual({ detail: '', reason: 'not-supported' });
  });

  it('is nobody else’s', async () => {
    await serve(1);
    expect(statSync(join(folder, 'root.sock')).mode & 0o777).toBe(0o600);
  });

  it('says at once when nobody serves it', () => {
    expect(ask('lxc')).toBe('failed no root worker');
  });

  it('says so, too, when whoever served it was killed', async () => {
    const killed = await serve(9);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(ask('lxc')).toBe('failed no root worker');
  });

  it('outlives askers that say nothing, too much, or hang up', async () => {
    await serve(4);
    const path = join(folder, 'root.sock');
    const silent = connect(path);
    await once(silent, 'connect');
    const endless = connect(path);
    await once(endless, 'connect');
    endless.on('error', () => undefined);
    endless.write('x'.repeat(100_000));
    const gone = connect(path);
    await once(gone, 'connect');
    gone.destroy();
    expect(JSON.parse(ask('lxc'))).toEqual({ answer: false });
    silent.destroy();
    endless.destroy();
  });
});
