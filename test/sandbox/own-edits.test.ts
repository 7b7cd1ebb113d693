/** A person changes the embedded PBX by hand while a plan watches: whatever it is, not confirmed it goes back. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { watchEdits } from '../../sites/checklist/actions/watch-edits.ts';
import { withPageToken } from '../../sites/pbx/auth.ts';
import { createModuleApi } from '../../sites/pbx/module-api.ts';
import { readFacts } from '../../sites/pbx/read.ts';
import { moduleSource } from '../../sites/pbx/sources/module.ts';
import { SCENARIOS, startSandbox, type Pbx, type Sandbox } from '../../sites/sandbox/index.ts';
import { editedIn } from '../../sites/sandbox/module/plans/edits.ts';
import { advance } from '../../sites/sandbox/module/plans/player.ts';
import { freshRecord, withPlans } from '../../sites/sandbox/module/plans/memory.ts';
import { withSettings } from '../../sites/sandbox/settings.ts';
import { clientOf } from '../pbx/support.ts';

const running: Sandbox[] = [];
afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));

async function armed() {
  let now = Date.now();
  const sandbox = await startSandbox({ scenario: 'newest-2026', rateLimit: false, now: () => new Date(now) });
  running.push(sandbox);
  sandbox.plans({ stepMs: 100 });
  const client = clientOf(
    sandbox.url,
    withPageToken(() => Promise.resolve(sandbox.tokenFor('admins'))),
  );
  const { plans, journal } = createModuleApi(client);
  const { parts } = value(await readFacts(moduleSource(client)));
  const { address, seen, nonce } = value(await plans.nonce());
  const planned = watchEdits.plan(parts, { confirmSeconds: 300 }, { address, seen, networks: [] });
  if (!planned.accepted) throw new Error(planned.refusal.kind);
  const id = value(await plans.start(planned.plan, nonce));
  const look = async (ms = 1000) => {
    now += ms;
    return value(await plans.current());
  };
  await look();
  await expect.poll(async () => (await look())?.phase).toBe('waiting');
  return { sandbox, plans, journal, id, nonce, look };
}
const value = <T>(answer: { readonly ok: boolean; readonly value?: T; readonly error?: unknown }): T => {
  if (!answer.ok || answer.value === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};

const held = ({ filters, fail2ban, settings }: Pbx) => ({
  filters: [...filters].sort((a, b) => a.id - b.id),
  // What it meant, also where nobody had set it.
  fail2ban: { ...fail2ban, banning: null },
  on: [
    settings['PBXFirewallEnabled'] ?? '1',
    settings['PBXFail2BanEnabled'] ?? '1',
    settings['PBXSecurityMode'] ?? 'balanced',
  ],
});

const rename = (pbx: Pbx): Pbx => ({
  ...pbx,
  filters: pbx.filters.map((filter, place) =>
    place === 0 ? { ...filter, description: 'Mine', newerBlockIp: true } : filter,
  ),
});

describe('the API', () => {
  it('shows what was changed, and puts it back when nobody confirms', async () => {
    const { sandbox, look, journal } = await armed();
    const before = held(sandbox.pbx());
    expect((await look())?.edits).toEqual({ inForce: true, before: {}, after: {} });
    sandbox.change(rename);
    const key = `rule:${sandbox.pbx().filters[0]?.id}`;
    const status = await look();
    expect(status?.edits).toMatchObject({ after: { [key]: { name: 'Mine', neverBlock: true } } });
    expect(Object.keys(status?.edits?.before ?? {})).toEqual([key]);
    await look(301_000);
    await expect.poll(async () => (await look())?.phase).toBe('undone');
    expect(held(sandbox.pbx())).toEqual(before);
    const told = value(await journal({ limit: 5 })).entries.find(({ action }) => action === 'plan/undone');
    expect(told?.details).toMatchObject({ before: { [key]: {} }, after: { [key]: { name: 'Mine' } } });
  });

  it('confirmed, it stays and can be undone', async () => {
    const { sandbox, look, plans, id, nonce } = await armed();
    const before = held(sandbox.pbx());
    sandbox.change(rename);
    await look();
    for (let tries = 0; tries < 9 && !(await plans.confirm(id, nonce)).ok; tries++);
    const status = await look();
    expect(status).toMatchObject({ phase: 'done', reason: null, undoable: [id] });
    expect(held(sandbox.pbx())).not.toEqual(before);
    value(await plans.undo(id, value(await plans.nonce()).nonce));
    await expect.poll(async () => (await look())?.phase).toMatch(/done|waiting/);
    expect(held(sandbox.pbx())).toEqual(before);
  });
});

const START = SCENARIOS['newest-2026'](new Date('2026-11-20T10:00:00Z'));

/** One thing that a person does on Core's pages. */
type Edit = (pbx: Pbx) => Pbx;
const ruleAt = (pbx: Pbx, place: number) => pbx.filters[place % Math.max(1, pbx.filters.length)];
const EDIT: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .tuple(fc.nat(9), fc.constantFrom('WEB', 'SSH', 'SIP', 'AMI'), fc.boolean())
    .map(([place, box, allow]): Edit => (pbx) => ({
      ...pbx,
      filters: pbx.filters.map((one) =>
        one === ruleAt(pbx, place) ? { ...one, allow: { ...one.allow, [box]: allow } } : one,
      ),
    })),
  fc
    .tuple(fc.nat(9), fc.constantFrom('10.1.0.0/16', '203.0.113.9/32'), fc.string({ maxLength: 5 }))
    .map(([place, permit, description]): Edit => (pbx) => ({
      ...pbx,
      filters: pbx.filters.map((one) => (one === ruleAt(pbx, place) ? { ...one, permit, description } : one)),
    })),
  fc
    .nat(9)
    .map((place): Edit => (pbx) => ({ ...pbx, filters: pbx.filters.filter((one) => one !== ruleAt(pbx, place)) })),
  fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 30 })).map(([place, id]): Edit => (pbx) => {
    const like = ruleAt(START, place);
    return like === undefined || pbx.filters.some((one) => one.id === id)
      ? pbx
      : { ...pbx, filters: [...pbx.filters, { ...like, id, permit: `198.51.100.${id}/32`, description: `new ${id}` }] };
  }),
  fc.tuple(fc.nat(9), fc.nat(9)).map(([place, priority]): Edit => (pbx) => ({
    ...pbx,
    filters: pbx.filters.map((one) => (one === ruleAt(pbx, place) ? { ...one, priority } : one)),
  })),
  fc.constantFrom('0', '1').map(
    (value): Edit =>
      (pbx) =>
        withSettings(pbx, { PBXFirewallEnabled: value, PBXFail2BanEnabled: value }),
  ),
  fc.constantFrom('relaxed', 'strict').map(
    (value): Edit =>
      (pbx) =>
        withSettings(pbx, { PBXSecurityMode: value }),
  ),
  fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('', '10.0.0.0/8'))
    .map(([maxretry, whitelist]): Edit => (pbx) => ({ ...pbx, fail2ban: { ...pbx.fail2ban, maxretry, whitelist } })),
);

describe('any series of edits', () => {
  const at = Date.parse('2026-11-20T10:00:00Z');
  /** Armed at the beginning, for five minutes. */
  const begun = (): Pbx => {
    const says = { key: 'actions.step.edits', params: {} } as const;
    const record = { ...freshRecord(at, 100), steps: [{ kind: 'edits.watch' as const, says }], confirmSeconds: 300 };
    return withPlans(START, { current: { ...record, action: 'watch-edits', proof: 'connection' } });
  };

  it('is shown as what differs, and goes back to the very rows', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(EDIT, fc.boolean()), { maxLength: 8 }), (series) => {
        let pbx = advance(begun(), new Date(at + 5000), 7);
        expect(pbx.module.plans.current?.phase).toBe('waiting');
        series.forEach(([edit, isLooked], place) => {
          pbx = edit(pbx);
          if (isLooked) pbx = advance(pbx, new Date(at + 6000 + place), 8 + place);
        });
        pbx = advance(pbx, new Date(at + 10_000), 99);
        const { current } = pbx.module.plans;
        const isSame = JSON.stringify(held(pbx)) === JSON.stringify(held(START));
        if (current === null) throw new Error('nobody watches');
        if (isSame) expect(editedIn(current).after).toEqual({});
        const back = advance(pbx, new Date(at + 400_000), 100);
        expect(back.module.plans.current?.phase).toBe('undone');
        expect(held(back)).toEqual(held(START));
      }),
      { numRuns: process.env['LONG'] === undefined ? 300 : 20_000 },
    );
  });
});
