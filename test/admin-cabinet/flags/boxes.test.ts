/** Which boxes of a firewall rule open what a problem is about. */
import { describe, expect, it } from 'vitest';
import { boxesOf, servicesIn } from '../../../sites/admin-cabinet/flags/boxes.ts';
import type { FirewallRule } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, partsWith, rule } from '../../support/facts.ts';

describe('services of a problem', () => {
  it.each([
    ['WEB+SSH:rule-5:0.0.0.0/0', { kind: 'rule', id: '5' }, ['WEB', 'SSH']],
    ['SIP:rule-5:8.0.0.0/8', { kind: 'rule', id: '5' }, ['SIP']],
    ['SIP:rule-55:8.0.0.0/8', { kind: 'rule', id: '5' }, []],
    ['never-block:5:0.0.0.0/0', { kind: 'rule', id: '5' }, []],
    ['SIP:together', { kind: 'service', id: 'SIP' }, ['SIP']],
    ['SIP+WEB:in-force:0.0.0.0/0', { kind: 'service', id: 'SIP, WEB' }, ['SIP', 'WEB']],
    ['SIP:provider-1:8.0.0.0/8', { kind: 'provider', id: '1' }, []],
    ['off', { kind: 'setting', id: 'PBXFirewallEnabled' }, []],
  ] as const)('%s', (finding, subject, services) => {
    expect(servicesIn(finding, subject)).toEqual(services);
  });
});

describe('boxes', () => {
  const panel = (from: number, to: number, allow = true): FirewallRule['services'][number] => ({
    category: 'MODULEPANEL',
    allow,
    ports: [{ protocol: 'tcp', from, to }],
  });
  const withPanel = (service: FirewallRule['services'][number], open: Readonly<Record<string, boolean>> = {}) => {
    const made = rule('5', '0.0.0.0/0', open);
    return partsWith({ firewall: { ...CLEAN.firewall, rules: [{ ...made, services: [...made.services, service] }] } });
  };
  const subject = { kind: 'rule', id: '5' } as const;

  it('are those of the services', () => {
    const parts = partsWith({
      firewall: { ...CLEAN.firewall, rules: [rule('5', '0.0.0.0/0', { SSH: true, SIP: true })] },
    });
    expect(boxesOf(parts, subject, ['SSH', 'SIP'])).toEqual(['SSH', 'SIP']);
  });
  it('the one of a module that opens the port of the web interface', () => {
    expect(boxesOf(withPanel(panel(443, 443)), subject, ['WEB'])).toEqual(['MODULEPANEL']);
    expect(boxesOf(withPanel(panel(1, 65535)), subject, ['WEB', 'SSH'])).toEqual(['MODULEPANEL']);
  });
  it('not of a module that opens other ports, or is closed', () => {
    expect(boxesOf(withPanel(panel(444, 444)), subject, ['WEB'])).toEqual([]);
    expect(boxesOf(withPanel(panel(443, 443, false)), subject, ['WEB'])).toEqual([]);
  });
  it('the own box says it all', () => {
    expect(boxesOf(withPanel(panel(443, 443), { WEB: true }), subject, ['WEB'])).toEqual(['WEB']);
  });
  it('none of a rule that is not there, of another subject, or unread', () => {
    expect(boxesOf(partsWith(), { kind: 'rule', id: '99' }, ['WEB'])).toEqual([]);
    expect(boxesOf(partsWith(), { kind: 'service', id: 'WEB' }, ['WEB'])).toEqual([]);
    expect(boxesOf(partsWith({}, { firewall: 'failed' }), { kind: 'rule', id: '1' }, ['WEB'])).toEqual([]);
    expect(boxesOf(partsWith({}, { ports: 'failed' }), { kind: 'rule', id: '1' }, ['WEB'])).toEqual([]);
  });
});
