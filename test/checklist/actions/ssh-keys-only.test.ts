import { describe, expect, it } from 'vitest';
import { CONSOLE_WORDS } from '../../../sites/checklist/actions/console-words.ts';
import { offerOf } from '../../../sites/checklist/actions/offered.ts';
import { changeSshPassword } from '../../../sites/checklist/actions/change-ssh-password.ts';
import { sshKeysOnly } from '../../../sites/checklist/actions/ssh-keys-only.ts';
import { simulateRenewal } from '../../../sites/checklist/actions/renewing/renewed.ts';
import { withData } from '../../../sites/checklist/actions/simulate.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import type { Facts, Login, PartData } from '../../../sites/checklist/facts/types.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { readFileSync } from 'node:fs';
import { factsOf, SCENARIOS } from '../../../sites/sandbox/index.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const PERSON = { address: '192.168.10.50', seen: 'direct' } as const;
const asker = { ...PERSON, networks: [] };
const KEY = { type: 'ssh-ed25519', comment: 'anna@desk', fingerprint: 'SHA256:abc' };

interface Ssh {
  readonly keys?: PartData['ssh']['authorizedKeys'];
  readonly usedMinutesAgo?: number;
  readonly guess?: Login['guess'];
  readonly release?: 'factory-2026' | 'breached-2024';
}
function factsWith({
  keys = [KEY],
  usedMinutesAgo,
  guess = { state: 'no-match', tried: 9 },
  release = 'factory-2026',
}: Ssh): Facts {
  const facts = factsOf(SCENARIOS[release](NOW), 'http://pbx', NOW);
  const { ssh, webLogin, signIns } = facts.parts;
  if (ssh.state === 'unknown' || webLogin.state === 'unknown' || signIns.state === 'unknown')
    throw new Error('unknown');
  const password: Login = { ...webLogin.data, login: 'root', guess, proven: null, features: null };
  const last = new Date(NOW.getTime() - 60_000 * (usedMinutesAgo ?? 0)).toISOString();
  const sshKeys = usedMinutesAgo === undefined ? [] : [{ fingerprint: KEY.fingerprint, last }];
  return {
    ...facts,
    parts: {
      ...facts.parts,
      ssh: withData('ssh', ssh, { passwordLogins: true, password, authorizedKeys: keys }),
      signIns: withData('signIns', signIns, { ...signIns.data, sshKeys }),
    },
  };
}
const planned = (ssh: Ssh, typed = '') => sshKeysOnly.plan(factsWith(ssh).parts, { console: typed }, asker);

describe('SSH with keys alone', () => {
  it.each([
    ['just used', 0, true],
    ['used almost an hour ago', 59, true],
    ['used longer ago', 61, false],
  ])('a key that was %s', (_, usedMinutesAgo, accepted) => {
    expect(planned({ usedMinutesAgo }).accepted).toBe(accepted);
  });

  it('a key that is no longer there does not count', () => {
    expect(planned({ usedMinutesAgo: 1, keys: [{ ...KEY, fingerprint: 'SHA256:other' }] }).accepted).toBe(false);
  });

  it.each(CONSOLE_WORDS)('without one it waits for the words: %s', (words) => {
    const waits = planned({ keys: [] });
    expect(!waits.accepted && waits.refusal.kind).toBe('asked');
    expect(planned({ keys: [] }, words.toUpperCase()).accepted).toBe(false);
    const said = planned({ keys: [] }, ` ${words} `);
    if (!said.accepted) throw new Error('refused');
    expect(said.plan.steps).toEqual([expect.objectContaining({ enabled: true, console: words })]);
    expect(JSON.stringify(said.plan.warnings)).toContain('actions.warn.keys-only.none');
  });

  it('prints the way back in the words of the release', () => {
    for (const [release, year] of [
      ['factory-2026', '2026'],
      ['breached-2024', '2024'],
    ] as const) {
      const plan = planned({ usedMinutesAgo: 0, release });
      expect(JSON.stringify(plan)).toContain(`actions.keys-only.way-back.${year}`);
    }
  });

  it('asks for the words that the page shows and the PBX compares', () => {
    expect([LOCALES.en['actions.keys-only.console.words'], LOCALES.ru['actions.keys-only.console.words']]).toEqual(
      CONSOLE_WORDS,
    );
    const php = readFileSync(new URL('../../../Lib/Plan/Steps/KeysOnly.php', import.meta.url), 'utf8');
    expect(php).toContain(`CONSOLE = [${CONSOLE_WORDS.map((words) => `'${words}'`).join(', ')}]`);
  });
});

describe('what is offered for SSH', () => {
  const itemOf = (facts: Facts) => {
    const result = audit(facts, { tool: { name: '', version: '' }, checks: CHECKS }).results.find(
      ({ id }) => id === 'ssh-access',
    );
    if (result === undefined) throw new Error('no such item');
    return result;
  };
  const offer = (facts: Facts) => offerOf(itemOf(facts), facts, PERSON);

  it('is another password where that is what is wrong, and it gets better', () => {
    const facts = factsWith({ guess: { state: 'match', which: 'default' } });
    expect(offer(facts)).toEqual({ kind: 'fix', action: 'change-ssh-password' });
    const plan = changeSshPassword.plan(facts.parts, { fits: true, also: false }, asker);
    if (!plan.accepted) throw new Error('refused');
    const after = { ...facts, parts: simulateRenewal(facts.parts, plan.plan) };
    expect(itemOf(after).findings.map(({ id }) => id)).not.toContain('password');
  });

  it('is nothing where keys alone open it', () => {
    const facts = factsWith({ usedMinutesAgo: 0 });
    const plan = sshKeysOnly.plan(facts.parts, { console: '' }, asker);
    if (!plan.accepted) throw new Error('refused');
    const after = { ...facts, parts: simulateRenewal(facts.parts, plan.plan) };
    expect(itemOf(after).verdict).toBe('pass');
    expect(offer(after)).toEqual({ kind: 'none' });
    const refused = changeSshPassword.plan(after.parts, { fits: true, also: false }, asker);
    expect(!refused.accepted && refused.refusal.kind).toBe('own-words');
  });

  it('says what Core copies by itself, as the release does', () => {
    const facts = factsWith({});
    const factory = (release: 'factory-2026' | 'breached-2024') => {
      const of = factsWith({ release });
      const { webLogin } = of.parts;
      if (webLogin.state === 'unknown') throw new Error('unknown');
      const data: Login = { ...webLogin.data, guess: { state: 'match', which: 'default' } };
      return { ...of.parts, webLogin: withData('webLogin', webLogin, data) };
    };
    const told = (parts: Facts['parts'], also: boolean) =>
      JSON.stringify(changeSshPassword.plan(parts, { fits: true, also }, asker)).includes(
        'actions.warn.password.copied.web',
      );
    expect([
      told(factory('factory-2026'), false),
      told(factory('factory-2026'), true),
      told(factory('breached-2024'), false),
    ]).toEqual([true, false, false]);
    expect(told({ ...facts.parts, webLogin: factsWith({}).parts.webLogin }, true)).toBe(false);
  });
});
