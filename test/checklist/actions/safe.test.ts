/** "Fix all that is safe": who is seen using what closes, and what stays open for them. */
import { describe, expect, it } from 'vitest';
import { safeParts, type SafePart } from '../../../sites/checklist/actions/safe.ts';
import { simulate } from '../../../sites/checklist/actions/simulate.ts';
import type { ActionId } from '../../../sites/checklist/actions/types.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import en from '../../../sites/locales/en.json' with { type: 'json' };
import { CLEAN, EVERYTHING, NOW, partsWith, rule, unknown } from '../../support/facts.ts';
import { inputOf } from './random.ts';

const speak = speaker(en);
const PERSON = { address: '192.168.1.50', seen: 'direct' } as const;
const OUTSIDE = '46.4.8.15';
const connected = (port: number, address: string) => ({ rows: [{ port, address, count: 1 }], complete: true });

const site = (more: Partial<PartData> = {}): Parts =>
  partsWith({
    system: { ...CLEAN.system, release: '2026.1.223' },
    firewall: {
      ...CLEAN.firewall,
      rules: [rule('1', '192.168.1.0/24', EVERYTHING), rule('7', '0.0.0.0/0', EVERYTHING, { name: 'Internet' })],
    },
    connections: { rows: [], complete: true },
    ...more,
  });

function closing(facts: Parts): Extract<SafePart, { kind: 'safe' }> {
  const part = safeParts(facts, PERSON, [], 'Own').find(({ action }) => action === 'close-web-cti');
  if (part?.kind !== 'safe') throw new Error(JSON.stringify(part));
  return part;
}

/** What strangers still reach, of what it could close. */
const open = (facts: Parts) => {
  const reach = reachOf(inputOf(simulate(facts, closing(facts).plan)));
  return ['WEB', 'SSH', 'AMI', 'AJAM'].filter((service) => reach.ask(OUTSIDE, service).allowed);
};
const left = (facts: Parts) => closing(facts).left?.services.map(speak) ?? [];

describe('a program that has an account', () => {
  it('and is not connected loses nothing', () => {
    expect(open(site())).toEqual([]);
    expect(left(site())).toEqual([]);
  });

  it('and is connected from where it closes keeps its door, and nothing else stays open', () => {
    const facts = site({ connections: connected(5038, OUTSIDE) });
    expect(open(facts)).toEqual(['AMI']);
    expect(left(facts)).toEqual(['AMI']);
    expect(closing(facts).left?.because.map(({ key }) => key)).toContain('actions.affected.program');
  });

  it('and is connected from our own network loses nothing', () => {
    expect(open(site({ connections: connected(5038, '192.168.1.9') }))).toEqual([]);
  });

  it('keeps its door where nobody can tell, and that is said', () => {
    const facts = { ...site(), connections: unknown('failed') };
    expect(open(facts)).toEqual(['AMI']);
    expect(closing(facts).left?.because.map(speak).join(' ')).toContain('could not be read');
    expect(open(site({ connections: { rows: [], complete: false } }))).toEqual(['AMI']);
  });
});

describe('a door that is used', () => {
  it('keeps the one other that is open from being left, too', () => {
    const rules = [
      rule('1', '192.168.1.0/24', EVERYTHING),
      rule('7', '0.0.0.0/0', { AMI: true, AJAM: true }, { name: 'Internet' }),
    ];
    const facts = site({ firewall: { ...CLEAN.firewall, rules }, connections: connected(5038, OUTSIDE) });
    expect(open(facts)).toEqual(['AMI']);
  });
});

describe('what a person left out', () => {
  const lax = { ...CLEAN.fail2ban, maxretry: 20, bantime: 600 };
  it('is told, and is no ground for what comes after it', () => {
    const parts = (without: readonly ActionId[]) =>
      safeParts(site({ fail2ban: lax }), PERSON, without, 'Own').flatMap((part) =>
        part.kind === 'safe' ? [[part.action, part.isIn, part.plan.reach] as const] : [],
      );
    const [all, less] = [parts([]), parts(['close-web-cti'])];
    expect(all.map(([action, isIn]) => [action, isIn])).toEqual([
      ['close-web-cti', true],
      ['set-fail2ban-level', true],
    ]);
    expect(less.map(([action, isIn]) => [action, isIn])).toEqual([
      ['close-web-cti', false],
      ['set-fail2ban-level', true],
    ]);
    const webOf = (found: typeof all) => found.at(-1)?.[2].find(({ service }) => service === 'WEB')?.before.length;
    expect([webOf(all), webOf(less)]).toEqual([1, 2]);
  });
});

describe('people elsewhere', () => {
  it('who signed in lately keep the web interface', () => {
    const web = { since: NOW, addresses: [{ address: OUTSIDE, last: NOW, count: 2 }], nameless: 0, complete: true };
    expect(open(site({ signIns: { ...CLEAN.signIns, web } }))).toEqual(['WEB']);
  });

  it('who only knock at it keep nothing', () => {
    expect(open(site({ connections: connected(443, OUTSIDE) }))).toEqual([]);
  });
});
