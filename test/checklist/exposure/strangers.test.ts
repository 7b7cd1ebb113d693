/** By which families strangers get to a service, and how its guesses are counted. */
import { describe, expect, it } from 'vitest';
import { attestationLookup } from '../../../sites/checklist/attestations.ts';
import { doorGuard, guardedDoors, isBroken } from '../../../sites/checklist/exposure/guards.ts';
import { strangersAt } from '../../../sites/checklist/exposure/strangers.ts';
import { isOpenAtLarge, viewIfKnown } from '../../../sites/checklist/exposure/view.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { attest } from '../../support/judge.ts';
import { CLEAN, known, NOW, partsWith, rule } from '../../support/facts.ts';
import { PUBLIC, SYSTEM } from './scene.ts';

const withRules = (...rules: ReturnType<typeof rule>[]): Partial<PartData> => ({
  system: SYSTEM,
  firewall: { ...CLEAN.firewall, rules },
});
const OLD: Partial<PartData> = { system: { ...CLEAN.system, release: '2024.1.114' } };
function viewOf(changes: Partial<PartData>) {
  const view = viewIfKnown(partsWith(changes));
  if (view === null) throw new Error('no view');
  return view;
}
const strangers = (changes: Partial<PartData>, service = 'WEB', ...answers: ReturnType<typeof attest>[]) =>
  strangersAt(service, viewOf(changes), attestationLookup(answers, Date.parse(NOW)));

describe('strangers get in', () => {
  it('where a rule lets in more than an office has', () => {
    expect(strangers(withRules(rule('1', '0.0.0.0/0', { WEB: true })))).toEqual([4]);
    expect(strangers(withRules(rule('1', '8.8.0.0/16', { WEB: true })))).toEqual([4]);
    expect(strangers(withRules(rule('1', '::/0', { WEB: true })))).toEqual([6]);
    expect(strangers(withRules(rule('1', '8.8.8.0/24', { WEB: true })))).toEqual([]);
    expect(strangers(withRules(rule('1', '10.0.0.0/8', { WEB: true })))).toEqual([]);
    expect(strangers(withRules(rule('1', '0.0.0.0/0', { SSH: true })))).toEqual([]);
  });

  it('not where a firewall outside closes it', () => {
    const open = withRules(rule('1', '0.0.0.0/0', { WEB: true }));
    expect(strangers(open, 'WEB', attest('outside-firewall', 'WEB'))).toEqual([]);
    expect(strangers(open, 'WEB', attest('outside-firewall', 'SSH'))).toEqual([4]);
  });

  it('by IPv6 of a release that does not filter it, to a public address alone', () => {
    expect(strangers({ ...OLD, network: PUBLIC })).toEqual([6]);
    expect(strangers(OLD)).toEqual([]);
  });
});

describe('open at large', () => {
  it('is what is to log in to; not ping, and no network of somebody', () => {
    expect(isOpenAtLarge(viewOf(withRules(rule('1', '0.0.0.0/0', { SSH: true }))))).toBe(true);
    expect(isOpenAtLarge(viewOf(withRules(rule('1', '0.0.0.0/0', { ICMP: true }))))).toBe(false);
    expect(isOpenAtLarge(viewOf(withRules(rule('1', '8.8.8.0/24', { SSH: true }))))).toBe(false);
  });

  it('is IPv6 that nobody filters, where the address is public; it is no opening of a service', () => {
    const view = viewOf({ ...OLD, network: PUBLIC });
    expect(isOpenAtLarge(view)).toBe(true);
    expect(isOpenAtLarge(viewOf(OLD))).toBe(false);
    expect(view.unmanagedV6).toBe(true);
    expect(view.measures.flatMap(({ openings }) => openings).filter(({ family }) => family === 6)).toEqual([]);
  });
});

describe('doors', () => {
  const doors = (changes: Partial<PartData>) => {
    const parts = partsWith(changes);
    const system = { ...SYSTEM, ...changes.system };
    return guardedDoors(
      {
        view: viewOf(changes),
        fail2ban: CLEAN.fail2ban,
        system,
        runningRules: parts.runningRules,
        network: parts.network,
        release: parseRelease(system.release),
      },
      attestationLookup([], Date.parse(NOW)),
    ).map(({ door }) => door);
  };

  it('are those that anybody gets to at all', () => {
    expect(doors(withRules(rule('1', '10.0.0.0/8', { SSH: true, SIP: true })))).toEqual(['SIP', 'SSH']);
    expect(doors(withRules(rule('1', '10.0.0.0/8', {})))).toEqual([]);
    expect(doors({ ...OLD, firewall: { ...CLEAN.firewall, rules: [rule('1', '10.0.0.0/8', {})] } })).toContain('WEB');
  });

  it('are out of order without their jail, and without a jump to it', () => {
    const guards = ['no-jail', 'not-applied', 'not-counted', 'counted', 'hidden'] as const;
    expect(guards.map(isBroken)).toEqual([true, true, false, false, false]);
  });
});

describe('a door whose bans nothing applies', () => {
  const LINES = ['-P INPUT ACCEPT', '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', '-A INPUT -j DROP'];
  const guard = (fail2ban: Partial<PartData['fail2ban']>) => {
    const parts = partsWith(withRules(rule('1', '0.0.0.0/0', { SSH: true })));
    return doorGuard('SSH', {
      view: viewOf(withRules(rule('1', '0.0.0.0/0', { SSH: true }))),
      fail2ban: { ...CLEAN.fail2ban, ...fail2ban },
      system: SYSTEM,
      runningRules: known({ v4: LINES, v6: null }),
      network: parts.network,
      release: parseRelease(SYSTEM.release),
    });
  };
  const jails = [{ name: 'dropbear', banned: 2 }];

  it('is told where its server says whom it bans, and not while the server starts', () => {
    expect(guard({ jails })).toBe('not-applied');
    expect(guard({ jails, banning: null, banningUnknown: 'timeout' })).toBe('not-applied');
    expect(guard({ jails: null, banning: null, banningUnknown: 'timeout' })).toBe('counted');
    expect(guard({ jails: null })).toBe('not-applied');
  });
});
