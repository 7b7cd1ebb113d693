/** Somebody for a while: a rule of its own with that alone, for whom and what a person says; nobody else gains or loses. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { letIn, type LetInOptions } from '../../../sites/checklist/actions/let-in.ts';
import { simulate } from '../../../sites/checklist/actions/simulate.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { CLEAN, partsWith, rule } from '../../support/facts.ts';
import { inputOf } from './random.ts';

const ASKER = { address: '192.168.1.50', seen: 'direct', networks: [] } as const;
const ON: Partial<PartData> = {
  system: { ...CLEAN.system, release: '2026.1.223' },
  firewall: {
    ...CLEAN.firewall,
    enabled: true,
    rules: [rule('1', '192.168.1.0/24', { WEB: true, SSH: true, SIP: true })],
  },
};
const planned = (options: Partial<LetInOptions> = {}, more: Partial<PartData> = {}) =>
  letIn.plan(partsWith({ ...ON, ...more }), { network: '203.0.113.7', services: ['WEB'], ...options }, ASKER);
const refusal = (...args: Parameters<typeof planned>) => {
  const one = planned(...args);
  return one.accepted ? null : one.refusal.kind;
};

describe('let-in', () => {
  it('is one rule with what was asked for, to be confirmed by nobody', () => {
    const one = planned({ ruleName: 'Technician <b>' });
    if (!one.accepted) throw new Error(one.refusal.kind);
    const { steps, undo, confirm, affected, reach } = one.plan;
    expect(steps).toMatchObject([
      {
        kind: 'firewall.create',
        network: '203.0.113.7',
        subnet: 32,
        description: 'Technician b',
        newer_block_ip: false,
      },
    ]);
    expect({ undo, confirm, affected }).toEqual({
      undo: [{ kind: 'new-rule', id: { $from: 'step1.id' } }, { kind: 'rule-order' }],
      confirm: null,
      affected: [],
    });
    expect(reach.filter(({ changes }) => changes).map(({ service }) => service)).toEqual(['WEB']);
  });

  it('makes a rule of its own also where there is one for exactly this network', () => {
    const one = planned({ network: '192.168.1.0/24', services: ['AMI'] });
    expect(one).toMatchObject({ accepted: true, plan: { steps: [{ kind: 'firewall.create' }] } });
  });

  it('says truly why not', () => {
    expect(refusal({ network: '' })).toBe('whom');
    expect(refusal({ network: '  ' })).toBe('whom');
    expect(refusal({ services: [] })).toBe('whom');
    expect(refusal({ network: 'office' })).toBe('not-a-network');
    expect(refusal({ network: '8.0.0.0/8' })).toBe('too-wide');
    expect(refusal({ network: '0.0.0.0/0' })).toBe('too-wide');
    expect(refusal({ network: '192.168.1.9' })).toBe('nothing-to-do');
    expect(refusal({ services: ['NOSUCH'] })).toBe('odd-box');
    expect(refusal({}, { firewall: { ...CLEAN.firewall, enabled: false } })).toBe('firewall-off');
    expect(refusal({}, { firewall: { ...CLEAN.firewall, enabled: true, rules: [] } })).toBe('no-rules');
    expect(refusal({ network: '2001:db8::7' }, { system: { ...CLEAN.system, release: '2024.1.114' } })).toBe('no-ipv6');
  });

  it('opens for that network and those services alone, and takes nothing from anybody', () => {
    const address = fc.ipV4();
    const services = fc.subarray(['WEB', 'SSH', 'SIP', 'AMI', 'AJAM', 'ICMP', 'IAX'], { minLength: 1 });
    fc.assert(
      fc.property(
        address,
        services,
        address,
        fc.constantFrom('2024.1.114', '2026.1.223'),
        (whom, chosen, other, release) => {
          const facts = partsWith({ ...ON, system: { ...CLEAN.system, release } });
          const one = letIn.plan(facts, { network: whom, services: chosen }, ASKER);
          if (!one.accepted) return;
          const [was, is] = [reachOf(inputOf(facts)), reachOf(inputOf(simulate(facts, one.plan)))];
          for (const { id } of was.services) {
            expect(is.ask(whom, id).allowed).toBe(was.ask(whom, id).allowed || chosen.includes(id));
            if (other !== whom) expect(is.ask(other, id).allowed).toBe(was.ask(other, id).allowed);
            expect(is.ask('192.168.1.50', id).allowed).toBe(was.ask('192.168.1.50', id).allowed);
          }
        },
      ),
      { numRuns: process.env['LONG'] === undefined ? 300 : 20_000 },
    );
  });
});
