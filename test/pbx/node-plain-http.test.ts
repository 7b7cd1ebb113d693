/** As if this machine were far away: no address counts as local. */
import { afterEach, expect, it, vi } from 'vitest';
import { withKey } from '../../sites/pbx/auth.ts';
import { nodePort } from '../../sites/pbx/node.ts';
import { serve, type Served } from '../support/serve.ts';
import { clientOf, KEY } from './support.ts';

vi.mock(import('node:net'), async (original) => {
  const net = await original();
  class NothingListed extends net.BlockList {
    override check = () => false;
  }
  return { ...net, BlockList: NothingListed };
});

let server: Served | undefined;
afterEach(async () => server?.close());

it('plain http beyond the local network is refused before anything is sent, unless it is allowed', async () => {
  server = await serve(() => ({ body: '{"result":true,"data":[]}' }));
  const ask = (plainHttp: boolean) =>
    clientOf(server?.url ?? '', withKey(KEY), { fetch: nodePort({ plainHttp }).fetch }).get('/x');
  expect(await ask(false)).toEqual({ ok: false, error: { at: 'GET /x', kind: 'insecure' } });
  expect(server.asked).toHaveLength(0);
  expect(await ask(true)).toMatchObject({ ok: true });
});
