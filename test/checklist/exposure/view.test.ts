import { describe, expect, it } from 'vitest';
import { viewIfKnown } from '../../../sites/checklist/exposure/view.ts';
import { EVERYTHING, partsWith, rule } from '../../support/facts.ts';

describe('the view', () => {
  it('is made once for the same facts, and anew for others', () => {
    const parts = partsWith();
    expect(viewIfKnown(parts)).toBe(viewIfKnown({ ...parts }));
    const others = { ...parts, network: partsWith().network };
    expect(viewIfKnown(others)).not.toBe(viewIfKnown(parts));
  });

  it('is none without system, ports or firewall', () => {
    for (const part of ['system', 'ports', 'firewall'] as const) {
      expect(viewIfKnown(partsWith({}, { [part]: 'timeout' }))).toBeNull();
    }
  });

  it('has no doubt where the rules in force agree, extra rules or not', () => {
    const firewall = { enabled: true, maxRequestsPerSecond: 0, rules: [rule('1', '0.0.0.0/0', EVERYTHING)] };
    const accept = (proto: string, ports: string) => `-A INPUT -p ${proto} -m multiport --dports ${ports} -j ACCEPT`;
    const tcp = accept('tcp', '5060,5061,80,443,22,5038,8088,8089');
    const udp = accept('udp', '5060,4569,10000:10200');
    const icmp = '-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT';
    const runningRules = { v4: ['-P INPUT ACCEPT', tcp, udp, icmp, '-A INPUT -j DROP'], v6: ['-P INPUT DROP'] };
    const extraRules = { firewallAdditional: true, modules: [], customFiles: [] };
    const view = viewIfKnown(partsWith({ firewall, runningRules, extraRules }));
    expect(view).toMatchObject({ comparison: { agrees: true }, doubt: null, notes: [{ key: 'exposure.extra' }] });
  });
});
