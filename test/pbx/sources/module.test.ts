import { afterEach, expect, it } from 'vitest';
import type { Facts } from '../../../sites/checklist/facts/types.ts';
import { readFacts, type ReadOptions } from '../../../sites/pbx/read.ts';
import { FACTS_PATH, moduleSource } from '../../../sites/pbx/sources/module.ts';
import { factsWith } from '../../support/facts.ts';
import { notFound, refusal } from '../../support/refusals.ts';
import { json, serve, type Handler, type Served } from '../../support/serve.ts';
import { clientOf, KEY } from '../support.ts';

let pbx: Served | undefined;
afterEach(async () => pbx?.close());

async function read(handler: Handler, how: ReadOptions = {}) {
  pbx = await serve(handler);
  return readFacts(moduleSource(clientOf(pbx.url)), how);
}
const FACTS: Facts = factsWith();

it('reads all parts in one request', async () => {
  const answer = await read(() => json(FACTS));
  expect(answer).toEqual({ ok: true, value: FACTS });
  expect(pbx?.asked).toHaveLength(1);
  expect(pbx?.asked[0]?.path).toMatch(new RegExp(`^${FACTS_PATH}\\?parts=system,updates,patch,.*,waivers$`));
  expect(pbx?.asked[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
});
it('reads them inside the envelope of Core, too', async () => {
  expect(await read(() => json({ result: true, data: FACTS, messages: [] }))).toEqual({ ok: true, value: FACTS });
});
it('asked for some parts, has only those', async () => {
  const answer = await read(() => json(FACTS), { parts: ['ami', 'sip'] });
  expect(pbx?.asked[0]?.path).toBe(`${FACTS_PATH}?parts=sip,ami`);
  if (!answer.ok) throw new Error('no facts');
  expect(answer.value.parts.sip.state).toBe('known');
  expect(answer.value.parts.firewall).toMatchObject({ state: 'unknown', source: 'module', reason: 'not-asked' });
});
it('a part that is missing or wrong is unknown, the others stand', async () => {
  const { sip, ami, ...parts } = FACTS.parts;
  const wrong = ami.state === 'known' ? { ...ami, data: { enabled: 'perhaps' } } : ami;
  const answer = await read(() => json({ ...FACTS, parts: { ...parts, ami: wrong } }));
  if (!answer.ok) throw new Error('no facts');
  expect(sip.state).toBe('known');
  expect(answer.value.parts.sip).toMatchObject({ state: 'unknown', source: 'module', reason: 'missing' });
  expect(answer.value.parts.ami).toMatchObject({ state: 'unknown', reason: 'mistyped' });
  expect(answer.value.parts.firewall).toEqual(FACTS.parts.firewall);
});
it('unchanged parts are not sent again', async () => {
  let facts = FACTS;
  const tag = () => `W/"${facts.readAt}"`;
  pbx = await serve(({ headers }) =>
    headers['if-none-match'] === tag()
      ? { status: 304, headers: { ETag: tag() } }
      : { ...json(facts), headers: { ETag: tag() } },
  );
  const source = moduleSource(clientOf(pbx.url));
  const first = await readFacts(source, { parts: ['sip', 'ami'] });
  expect(first).toMatchObject({ ok: true, value: { parts: { sip: FACTS.parts.sip, ami: FACTS.parts.ami } } });
  expect(await readFacts(source, { parts: ['sip', 'ami'] })).toEqual(first);
  expect(await readFacts(source, { parts: ['firewall'] })).toMatchObject({
    value: { parts: { sip: { state: 'unknown' } } },
  });
  expect(pbx.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, tag(), undefined]);

  facts = { ...factsWith({ sip: { authSuffix: 'NEW', guestCalls: false } }), readAt: '2026-11-24T12:00:00+00:00' };
  const changed = await readFacts(source, { parts: ['sip', 'ami'] });
  expect(changed).toMatchObject({ ok: true, value: { parts: { sip: { data: { authSuffix: 'NEW' } } } } });
});
it('a PBX without the module says so, in each of its ways', async () => {
  for (const said of [
    notFound(FACTS_PATH),
    json({ result: false, data: [], messages: { error: ['Unknown action - facts in PbxExtensionsProcessor'] } }),
    json({ result: false, data: [], messages: ['API action not found in moduleRestAPICallback'] }),
  ]) {
    expect(await read(() => said)).toEqual({ ok: false, error: { kind: 'no-module', at: `GET ${FACTS_PATH}` } });
    await pbx?.close();
  }
});
it('other errors keep their kind', async () => {
  expect(await read(() => refusal(403))).toMatchObject({ ok: false, error: { kind: 'forbidden' } });
  await pbx?.close();
  expect(await read(() => json({ result: false, messages: ['Database is locked'] }))).toMatchObject({
    error: { kind: 'rejected', said: 'Database is locked' },
  });
  await pbx?.close();
  expect(await read(() => json({ hello: 1 }))).toMatchObject({ error: { kind: 'not-facts' } });
  await pbx?.close();
  expect(await read(() => json({ ...FACTS, version: 2 }))).toEqual({
    ok: false,
    error: { kind: 'newer-contract', version: 2, supported: 1 },
  });
});
