/** Which routes are made narrower, how they are split, and what stays as it is. */
import { describe, expect, it } from 'vitest';
import { restrictOutbound, routesHere } from '../../../sites/checklist/actions/restrict-outbound.ts';
import { simulateRoutes } from '../../../sites/checklist/actions/routes/narrowed.ts';
import { stoppingCalls } from '../../../sites/checklist/calls/stopping.ts';
import { callsGround } from '../../../sites/checklist/calls/scene.ts';
import type { OutboundRoute, PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, NOW, partsWith } from '../../support/facts.ts';

const route = (id: string, pattern: string, rest: number, more: Partial<OutboundRoute> = {}): OutboundRoute => ({
  id,
  name: `Route ${id}`,
  priority: Number(id),
  pattern,
  rest,
  trim: 0,
  prepend: '',
  providerId: 'SIP-TRUNK-1',
  providerDisabled: false,
  ...more,
});
const said = (item: string, answer: string): PartData['attestations'][number] => ({
  item,
  subject: '',
  answer,
  note: '',
  by: 'admin',
  at: NOW,
  expiresAt: '2036-01-01T00:00:00+00:00',
});
const parts = (routes: OutboundRoute[], more: Partial<PartData> = {}): Parts =>
  partsWith({
    ...CLEAN,
    outboundRoutes: routes,
    attestations: [said('home-country', 'PL'), said('allowed-countries', 'none')],
    ...more,
  });
const asker = { address: '192.168.1.5', seen: 'direct', networks: [] } as const;
const plan = (facts: Parts, without: readonly string[] = [], guess = false) =>
  restrictOutbound.plan(facts, { without, guess }, asker);
const accepted = (facts: Parts, without: readonly string[] = []) => {
  const planned = plan(facts, without);
  if (!planned.accepted) throw new Error(planned.refusal.kind);
  return planned.plan;
};

describe('restrict-outbound', () => {
  const wide = [route('1', '', -1), route('2', '0044', -1), route('3', '[56]', 8)];

  it('touches only what the item complains of, and leaves nothing of it', () => {
    const facts = parts(wide);
    const made = accepted(facts);
    const touched = made.steps.flatMap((step) => (step.kind === 'route.narrow' ? [step.id] : []));
    expect(touched).toEqual([1, 2]);
    const after = simulateRoutes(facts, made);
    expect(routesHere(after)?.routes).toEqual([]);
    expect(plan(after)).toMatchObject({ accepted: false, refusal: { kind: 'nothing-to-do' } });
    expect(made.confirm).toBeNull();
    expect(made.undo).toContainEqual({ kind: 'route', id: 1 });
  });

  it('new routes come before the wide one is gone, like it and next to it', () => {
    const facts = parts(wide);
    const made = accepted(facts);
    const adds = made.steps.filter(({ kind }) => kind === 'route.add');
    expect(adds.length).toBeGreaterThan(0);
    expect(made.steps.slice(0, adds.length)).toEqual(adds);
    expect(adds[0]).toMatchObject({ id: 4, like: 1, name: 'Route 1 (2)' });
    const { outboundRoutes } = simulateRoutes(facts, made);
    const order = outboundRoutes.state === 'known' ? outboundRoutes.data.map(({ id }) => id) : [];
    expect([order[0], order.at(-2), order.at(-1)]).toEqual(['1', '2', '3']);
  });

  it('one that leads nowhere else lets nothing out any more; a route that is left out stays', () => {
    const made = accepted(parts(wide), ['1']);
    expect(made.steps).toMatchObject([{ kind: 'route.narrow', id: 2, pattern: '[0-9]{0}', rest: 0 }]);
    expect(plan(parts(wide), ['1', '2'])).toMatchObject({ accepted: false, refusal: { kind: 'asked' } });
  });

  it('first somebody says which country this is', () => {
    const facts = parts(wide, { attestations: [] });
    expect(plan(facts)).toMatchObject({ accepted: false, refusal: { kind: 'asked' } });
  });

  const groups: PartData['modules'][number] = {
    id: 'ModuleUsersGroups',
    name: 'Groups',
    version: '1.0',
    enabled: true,
    firewallCategories: [],
    publicRoutes: [],
  };
  it.each<[string, OutboundRoute[], Partial<PartData>, string]>([
    ['a module says who may use which route', [route('1', '', -1)], { modules: [groups] }, 'groups'],
    ['another route has its place', [route('1', '', -1), route('5', '[56]', 8, { priority: 1 })], {}, 'order'],
  ])('is not split where %s', (_, routes, more, why) => {
    const facts = parts(routes, more);
    expect(routesHere(facts)?.routes.map(({ does }) => does)).toEqual([{ kind: 'stays', why }]);
    const planned = plan(facts);
    expect(planned).toMatchObject({ accepted: false, refusal: { kind: 'own-words' } });
    if (!planned.accepted && planned.refusal.kind === 'own-words')
      expect(planned.refusal.said.steps.length).toBeGreaterThan(0);
  });

  it('calls that would stop, by where they went and by account', () => {
    const facts = parts(wide);
    const after = simulateRoutes(facts, accepted(facts));
    const routesIn = ({ outboundRoutes }: Parts) => (outboundRoutes.state === 'known' ? outboundRoutes.data : []);
    const call = (account: string, number: string, calls: number) => ({
      account,
      provider: 'SIP-TRUNK-1',
      number,
      whole: true,
      calls,
      answered: calls,
      seconds: 60,
      longest: 60,
      first: '2026-11-01 10:00:00',
      last: '2026-11-02 10:00:00',
      before: 0,
      hours: [],
    });
    const numbers = [
      call('201', '00442071234567', 3),
      call('202', '00442071234567', 1),
      call('201', '601234567', 9),
      call('201', '112', 1),
    ];
    const { stops, abroad } = stoppingCalls({ numbers }, routesIn(facts), routesIn(after), callsGround(facts).read);
    expect(stops).toMatchObject([
      {
        called: { kind: 'abroad', country: 'GB' },
        calls: 4,
        accounts: [
          ['201', 3],
          ['202', 1],
        ],
        numbers: ['00442071234567'],
      },
    ]);
    expect(abroad).toEqual(stops);
  });
});
