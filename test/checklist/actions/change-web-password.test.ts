import { describe, expect, it } from 'vitest';
import { changeWebPassword } from '../../../sites/checklist/actions/change-web-password.ts';
import { changeWebPasswordChoices } from '../../../sites/checklist/actions/choices/change-web-password.ts';
import { offerOf } from '../../../sites/checklist/actions/offered.ts';
import { simulateRenewal as simulate } from '../../../sites/checklist/actions/renewing/renewed.ts';
import { withData } from '../../../sites/checklist/actions/simulate.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import type { Facts } from '../../../sites/checklist/facts/types.ts';
import { madePassword } from '../../../sites/checklist/secrets/made.ts';
import { judgePassword } from '../../../sites/checklist/secrets/policy.ts';
import { NO_DICTIONARY } from '../../../sites/checklist/secrets/dictionary.ts';
import { factsOf, SCENARIOS } from '../../../sites/sandbox/index.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const PERSON = { address: '192.168.10.50', seen: 'direct' } as const;
const factory: Facts = factsOf(SCENARIOS['factory-2026'](NOW), 'http://pbx', NOW);
const { ssh, webLogin } = factory.parts;
if (ssh.state === 'unknown' || webLogin.state === 'unknown') throw new Error('not known');
const match = { state: 'match', which: 'default' } as const;
const opened = { ...ssh.data, passwordLogins: true, password: { ...webLogin.data, login: 'root', guess: match } };
/** SSH is open, with the factory password. */
const facts: Facts = { ...factory, parts: { ...factory.parts, ssh: withData('ssh', ssh, opened) } };
const { parts } = facts;
const asker = { ...PERSON, networks: [] };
const planFor = (options: { readonly fits: boolean; readonly also: boolean }) =>
  changeWebPassword.plan(parts, options, asker);
const judged = (of: Facts) => audit(of, { tool: { name: '', version: '' }, checks: CHECKS }).results;

describe('another password for the web interface', () => {
  it('holds nothing of what was typed, is confirmed and touches the login alone', () => {
    const planned = planFor({ fits: true, also: false });
    if (!planned.accepted) throw new Error('refused');
    const { steps, undo, confirm, reach, parts: from } = planned.plan;
    expect(steps).toEqual([
      expect.objectContaining({ kind: 'login.password', which: 'web', password: { $typed: true } }),
    ]);
    expect(undo).toEqual([{ kind: 'login', which: 'web' }]);
    expect(confirm).toEqual({ seconds: 300, because: 'login' });
    expect([reach, from]).toEqual([[], ['ports']]);
  });

  it('changes SSH too where that has the factory one, unless a person wants otherwise', () => {
    expect(changeWebPasswordChoices.first(parts, PERSON).also).toBe(true);
    const planned = planFor({ fits: true, also: true });
    expect(planned.accepted && planned.plan.steps.map((step) => 'which' in step && step.which)).toEqual(['web', 'ssh']);
  });

  it('leaves the other login as it is where only one gets it', () => {
    const planned = planFor({ fits: true, also: false });
    if (!planned.accepted) throw new Error('refused');
    const after = simulate(parts, planned.plan);
    expect(after.ssh).toEqual(parts.ssh);
    expect(after.webLogin).not.toEqual(parts.webLogin);
  });

  it('waits for a password', () => {
    const planned = planFor({ fits: false, also: false });
    expect(!planned.accepted && planned.refusal.kind).toBe('asked');
  });

  it.each(['proxy', 'bridge', 'unknown'] as const)('is refused for a person who is seen as %s', (seen) => {
    const planned = changeWebPassword.plan(parts, { fits: true, also: false }, { ...asker, seen });
    expect(!planned.accepted && planned.refusal.kind).toBe('not-a-person');
  });

  it('is offered for the item, which passes afterwards', () => {
    const before = judged(facts).find(({ id }) => id === 'web-password');
    if (before === undefined) throw new Error('no such item');
    expect(before.verdict).toBe('fail');
    expect(offerOf(before, facts, PERSON)).toEqual({ kind: 'fix', action: 'change-web-password' });
    const planned = planFor({ fits: true, also: true });
    if (!planned.accepted) throw new Error('refused');
    const after = judged({ ...facts, parts: simulate(parts, planned.plan) });
    expect(after.find(({ id }) => id === 'web-password')?.verdict).toBe('pass');
    const changed = Object.keys(parts).filter(
      (name) => parts[name as keyof typeof parts] !== simulate(parts, planned.plan)[name as keyof typeof parts],
    );
    expect(changed).toEqual(['webLogin', 'ssh', 'rotation']);
  });
});

describe('a password that is made', () => {
  it('meets the rule, whatever chance gives', () => {
    for (let seed = 1; seed <= 300; seed++) {
      let state = seed;
      const fill = (bytes: Uint8Array) => {
        bytes.forEach((_, at) => (bytes[at] = (state = (state * 1103515245 + 12345) % 2147483648) >> 16));
      };
      const fits = (made: string) => judgePassword(made, { login: 'admin' }, NO_DICTIONARY).fits;
      const made = madePassword(fill, fits);
      expect(made).toMatch(/^[2-9A-HJ-NP-Za-km-z#%+\-=?@_]{20}$/);
      expect(fits(made)).toBe(true);
    }
  });
});
