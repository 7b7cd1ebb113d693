/** What the PBX holds after single steps: as Core does it, and as the player reads it back. */
import { describe, expect, it } from 'vitest';
import { play } from '../../../sites/checklist/actions/simulate.ts';
import type { Step } from '../../../sites/checklist/actions/types.ts';
import type { FirewallRule, PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { say } from '../../../sites/checklist/message.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';

const says = say('actions.step.fail2ban.on');
const SYSTEM = { ...CLEAN.system, release: '2026.1.223' };
const withRules = (rules: readonly FirewallRule[], more: Partial<PartData> = {}) =>
  partsWith({ system: SYSTEM, firewall: { ...CLEAN.firewall, rules: [...rules] }, ...more });
const rulesOf = ({ firewall }: Parts) => (firewall.state === 'known' ? firewall.data.rules : []);
const create = (currentRules: Record<string, boolean> = {}): Step => ({
  kind: 'firewall.create',
  says,
  description: 'Office',
  network: '10.0.0.0',
  subnet: 8,
  newer_block_ip: true,
  local_network: false,
  currentRules,
});
const patch = (id: Extract<Step, { kind: 'firewall.patch' }>['id'], currentRules: Record<string, boolean>): Step => ({
  kind: 'firewall.patch',
  says,
  id,
  newer_block_ip: false,
  currentRules,
});
const afterRules = (rules: readonly FirewallRule[], ...steps: Step[]) =>
  rulesOf(play(withRules(rules), { steps }).facts);

describe('a new rule', () => {
  it('has what was asked for, boxes that were left out open, and no mark of Core', () => {
    const asked = { ...Object.fromEntries(Object.keys(EVERYTHING).map((box) => [box, false])), SIP: true };
    const made = afterRules([rule('4', '10.0.0.0/16', {})], create(asked)).at(-1);
    expect(made).toMatchObject({
      id: '5',
      name: 'Office',
      permit: '10.0.0.0/8',
      neverBlock: true,
      localNetwork: false,
      permanent: false,
      usedBy: [],
    });
    expect(made?.services.filter(({ allow }) => allow).map(({ category }) => category)).toEqual(['SIP']);
    expect(made?.services.find(({ category }) => category === 'WEB')?.ports).toHaveLength(2);
    const open = afterRules([], create({ WEB: false })).at(-1);
    expect(open?.services.filter(({ allow }) => !allow).map(({ category }) => category)).toEqual(['WEB']);
  });

  it('takes the next number, the first where there is none, whatever else ids are', () => {
    expect(afterRules([], create()).at(-1)?.id).toBe('1');
    expect(afterRules([rule('9', '10.0.0.0/8', {}), rule('', '10.0.0.0/9', {})], create()).at(-1)?.id).toBe('10');
    expect(afterRules([{ ...rule('9', '10.0.0.0/8', {}), id: 'x' }], create()).at(-1)?.id).toBe('1');
  });

  const everybody = (id: string, priority: number | null, permit = '0.0.0.0/0') => rule(id, permit, {}, { priority });
  const few = (id: string, priority: number | null) => rule(id, '10.9.0.0/16', {}, { priority });
  const places = (...rules: FirewallRule[]) =>
    Object.fromEntries(afterRules(rules, create()).map(({ id, priority }) => [id, priority]));

  it('stands behind the others, in front of those for everybody where these are last', () => {
    expect(places()).toEqual({ 1: 1 });
    expect(places(few('1', 1), few('2', 2))).toEqual({ 1: 1, 2: 2, 3: 3 });
    expect(places(few('1', 1), everybody('2', 2))).toEqual({ 1: 1, 3: 2, 2: 3 });
    expect(places(few('1', 1), everybody('2', 2, '::/0'), everybody('3', 3))).toEqual({ 1: 1, 4: 2, 2: 3, 3: 4 });
    expect(places(everybody('1', 1), few('2', 2))).toEqual({ 1: 1, 2: 2, 3: 3 });
    // In the middle nobody moves; the same place as another is behind nobody.
    expect(places(everybody('1', 1), few('2', 2), everybody('3', 5))).toEqual({ 1: 1, 2: 2, 4: 5, 3: 6 });
    expect(places(everybody('1', 2), few('2', 2))).toEqual({ 1: 2, 2: 2, 3: 3 });
  });

  it('moves nothing that has no place: shown and not stored, or never ordered', () => {
    expect(places(few('1', null), everybody('2', null))).toEqual({ 1: null, 2: null, 3: 1 });
    expect(afterRules([{ ...everybody('2', 2), id: '' }], create())[0]?.priority).toBe(2);
    const old = withRules([everybody('1', 1)], { system: { ...SYSTEM, release: '2024.1.114' } });
    expect(rulesOf(play(old, { steps: [create()] }).facts).map(({ priority }) => priority)).toEqual([1, null]);
  });

  it('can be changed by a later step, which names it by its placeholder', () => {
    const { facts, made } = play(withRules([rule('4', '10.0.0.0/16', {})]), {
      steps: [{ kind: 'fail2ban.switch', says, enabled: true }, create(), patch({ $from: 'step2.id' }, { WEB: false })],
    });
    expect([...made]).toEqual([['step2.id', '5']]);
    expect(rulesOf(facts).map(({ id, neverBlock }) => [id, neverBlock])).toEqual([
      ['4', false],
      ['5', false],
    ]);
    const web = rulesOf(facts).map(({ services }) => services.find(({ category }) => category === 'WEB')?.allow);
    expect(web).toEqual([false, false]);
  });
});

describe('a changed rule', () => {
  const port = (from: number) => ({ protocol: 'tcp' as const, from, to: from });

  it('keeps rows of boxes that are not said, and joins those of one that is', () => {
    const was: FirewallRule = {
      ...rule('4', '10.0.0.0/16', {}),
      services: [
        { category: 'WEB', allow: true, ports: [port(80)] },
        { category: 'X', allow: true, ports: [port(1)] },
        { category: 'WEB', allow: false, ports: [port(443)] },
        { category: 'X', allow: false, ports: [port(2)] },
      ],
    };
    expect(afterRules([was, rule('5', '10.1.0.0/16', EVERYTHING)], patch(4, { WEB: false }))).toMatchObject([
      {
        services: [
          { category: 'WEB', allow: false, ports: [port(80), port(443)] },
          { category: 'X', allow: true, ports: [port(1)] },
          { category: 'X', allow: false, ports: [port(2)] },
        ],
      },
      { services: rule('5', '10.1.0.0/16', EVERYTHING).services },
    ]);
  });

  it('gets the rows of the template for a box without any, and none for one that nobody knows: on 2024 alone', () => {
    const bare = { ...rule('4', '10.0.0.0/16', {}), services: [] };
    const steps = [patch(4, { SSH: true, MODULENEW: true })];
    const old = withRules([bare], { system: { ...SYSTEM, release: '2024.1.114' } });
    expect(rulesOf(play(old, { steps }).facts)[0]?.services).toEqual([
      { category: 'SSH', allow: true, ports: [port(22)] },
    ]);
    // The request of 2026 makes no rows.
    expect(afterRules([bare], ...steps)[0]?.services).toEqual([]);
  });
});

describe('what runs', () => {
  const running = (steps: Step[], parts = withRules([rule('4', '10.0.0.0/16', {})])) => play(parts, { steps }).facts;

  it('has to be read again after a change of the rules, not after one of bans', () => {
    expect(running([create()]).runningRules).toMatchObject({ state: 'unknown', reason: 'not-asked' });
    const bans = running([{ kind: 'fail2ban.switch', says, enabled: false }]);
    expect(bans.runningRules.state).toBe('known');
    expect(bans.fail2ban).toMatchObject({ data: { enabled: false, banning: null } });
    const same = running([{ kind: 'fail2ban.switch', says, enabled: true }]);
    expect(same.fail2ban).toMatchObject({ data: { enabled: true, banning: true } });
  });

  it('is not known where nothing was', () => {
    const lost = partsWith({ system: SYSTEM }, { firewall: 'forbidden', fail2ban: 'forbidden' });
    const steps: Step[] = [
      create(),
      patch(4, {}),
      { kind: 'firewall.switch', says, enabled: true },
      { kind: 'fail2ban.switch', says, enabled: true },
      { kind: 'fail2ban.patch', says, maxretry: 3, findtime: 600, bantime: 600, whitelist: [] },
      { kind: 'fail2ban.unban', says, networks: ['10.0.0.0/8'] },
      { kind: 'account.secret', says, number: '201', secret: { $secret: { length: 16 } } },
    ];
    expect(running(steps, lost)).toEqual(lost);
  });

  it('a list of trusted addresses is the new one, and stays where none is said', () => {
    const bans = { ...CLEAN.fail2ban, whitelist: ['10.0.0.9'], whitelistText: '10.0.0.9' };
    const numbers = { kind: 'fail2ban.patch' as const, says, maxretry: 3, findtime: 600, bantime: 700 };
    const after = (whitelist: string[] | null) =>
      running([{ ...numbers, whitelist }], withRules([], { fail2ban: bans })).fail2ban;
    expect(after(null)).toMatchObject({
      data: { maxretry: 3, findtime: 600, bantime: 700, whitelistText: '10.0.0.9' },
    });
    expect(after(['10.0.0.1', '10.0.0.2'])).toMatchObject({
      data: { whitelist: ['10.0.0.1', '10.0.0.2'], whitelistText: '10.0.0.1 10.0.0.2' },
    });
  });

  it('a part that changed has another digest, and one that did not has its own', () => {
    const parts = withRules([rule('4', '10.0.0.0/16', {})]);
    const after = running([create()], parts);
    expect(after.firewall.state === 'known' && after.firewall.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(after.firewall).not.toMatchObject({ digest: '0'.repeat(64) });
    expect(after.fail2ban).toBe(parts.fail2ban);
  });

  it('without ports no rule gets rows', () => {
    const parts = partsWith({ system: SYSTEM, firewall: { ...CLEAN.firewall, rules: [] } }, { ports: 'forbidden' });
    expect(rulesOf(running([create()], parts))).toMatchObject([{ id: '1', services: [] }]);
  });
});
