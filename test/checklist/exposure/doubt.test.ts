import { describe, expect, it } from 'vitest';
import { viewIfKnown } from '../../../sites/checklist/exposure/view.ts';
import type { PartData, PartName, UnknownReason } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';

function viewWith(changes: Partial<PartData> = {}, lost: Partial<Record<PartName, UnknownReason>> = {}) {
  const view = viewIfKnown(partsWith(changes, lost));
  if (view === null) throw new Error('no view');
  return view;
}
const CLOSED = {
  v4: ['-P INPUT ACCEPT', '-A INPUT -s 192.168.1.0/24 -j ACCEPT', '-A INPUT -j DROP'],
  v6: ['-P INPUT DROP'],
};

describe('doubt', () => {
  it('is none where everything was read and nothing else decides', () => {
    expect(viewWith().doubt).toBeNull();
  });

  it.each(['providers', 'extraRules'] as const)('%s that were not read leave one, with their reason', (part) => {
    expect(viewWith({}, { [part]: 'timeout' }).doubt).toMatchObject({ kind: 'unknown', reason: 'timeout' });
    // The rules in force settle it.
    expect(viewWith({ runningRules: CLOSED }, { [part]: 'timeout' }).doubt).toBeNull();
  });

  it('so do modules that nobody could ask, although the rest of the part is known', () => {
    const extraRules = { ...CLEAN.extraRules, modules: { unknown: 'needs-module' as const } };
    expect(viewWith({ extraRules }).doubt).toMatchObject({ kind: 'unknown', reason: 'needs-module' });
  });

  it('what was not read weighs more than what is there', () => {
    const extraRules = { ...CLEAN.extraRules, firewallAdditional: true };
    expect(viewWith({ extraRules }).doubt).toMatchObject({ kind: 'not-judged' });
    expect(viewWith({ extraRules }, { providers: 'forbidden' }).doubt).toMatchObject({
      kind: 'unknown',
      reason: 'forbidden',
    });
  });

  it('one family that was not read is enough', () => {
    const extraRules = { ...CLEAN.extraRules, firewallAdditional: true };
    expect(viewWith({ extraRules, runningRules: CLOSED }).doubt).toBeNull();
    for (const half of [{ v4: null }, { v6: null }]) {
      expect(viewWith({ extraRules, runningRules: { ...CLOSED, ...half } }).doubt).toMatchObject({
        kind: 'not-judged',
      });
    }
  });

  it('is of the services whose ports a line holds, and stays where something else differs', () => {
    const list = '-A INPUT -p tcp -m tcp --dport 22 -m set --match-set ours src -j ACCEPT';
    const other = '-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 443 -j ACCEPT';
    const view = viewWith({ runningRules: { ...CLOSED, v4: [list, other, ...CLOSED.v4] } });
    expect(view.comparison).toMatchObject({ agrees: false });
    expect(view.doubtOn(['WEB', 'SIP'])).toBeNull();
    expect(view.doubtOn(['SSH'])).toMatchObject({
      kind: 'not-judged',
      findings: [{ id: 'not-judged:lines', says: { params: { lines: [list] } } }],
    });
    expect(view.doubt).toEqual(view.doubtOn(['SSH']));
  });

  it('names rules by their names, and three lines at most', () => {
    const rules = [rule('1', '192.168.1.0/24', EVERYTHING), rule('2', 'boss.example', { SIP: true })];
    expect(viewWith({ firewall: { ...CLEAN.firewall, rules } }).doubt).toMatchObject({
      findings: [{ id: 'not-judged:rule:2', subject: { label: 'Rule 2' } }],
    });
    const lists = [1, 2, 3, 4].map((n) => `-A INPUT -s 10.0.${n}.0/24 -m set --match-set l${n} src -j ACCEPT`);
    const view = viewWith({ runningRules: { ...CLOSED, v4: [...lists, ...CLOSED.v4] } });
    expect(view.doubt).toMatchObject({ findings: [{ says: { params: { lines: lists.slice(0, 3) } } }] });
  });

  it('IPv6 that nobody filters leaves one where the addresses are not known', () => {
    const system = { ...CLEAN.system, release: '2024.1.114' };
    expect(viewWith({ system }).doubt).toBeNull();
    expect(viewWith({ system }, { network: 'timeout' }).doubt).toMatchObject({ kind: 'unknown', reason: 'timeout' });
  });
});
