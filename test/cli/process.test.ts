/** The built command as a process: pipes that close, a port that is taken. */
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const dist = join(import.meta.dirname, '../../dist');

it('a reader that has enough is no error', () => {
  const { stderr, status } = spawnSync('sh', ['-c', `"${process.execPath}" "${dist}/cli.mjs" explain | head -c 10`], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

it('npm start: says its address before anything else', async () => {
  const child = spawn(process.execPath, [join(dist, 'start.mjs'), '--port', '0', '--lang', 'en']);
  const first = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(String(data))),
  );
  child.kill();
  expect(first).toMatch(/^The checklist in the cabinet \(breached-2024\): http:\/\/127\.0\.0\.1:\d+\//);
});

it('npm start: a port that is taken is one sentence', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const { stderr, status } = spawnSync(
    process.execPath,
    [join(dist, 'start.mjs'), '--port', String(port), '--lang', 'en'],
    { encoding: 'utf8' },
  );
  server.close();
  expect(status).toBe(1);
  expect(stderr).toBe(`Port ${port} is taken by another program; name a free one with --port, or 0 for any.\n`);
});
