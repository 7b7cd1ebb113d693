import { expect, it } from 'vitest';
import { audit } from '../../sites/checklist/audit.ts';
import { describeCase, openCase } from '../support/cases.ts';
import { known } from '../support/facts.ts';

const LINES = 1_000;
/** `how`: the facts of case 17 without its whitelist, with so many lines of a block list before the others. */
const KEPT_OUT = Array.from(
  { length: LINES },
  (_, i) =>
    `-A INPUT -s ${11 + ((i * 7) % 180)}.${(i * 37) % 256}.${(i * 91) % 256}.${(i * 13) % 256}/32 -p udp -m multiport --dports 5060,5061 -j REJECT --reject-with icmp-port-unreachable`,
);

describeCase('54-block-list-of-a-thousand-lines', () => {
  it('is judged, and tells the open rule once: the bench holds how long it takes', () => {
    const { facts } = openCase('17-sip-soft-although-whitelist-is-everybody');
    const { fail2ban } = facts.parts;
    if (fail2ban.state === 'unknown') throw new Error('no protection');
    const v4 = [
      '-P INPUT ACCEPT',
      ...KEPT_OUT,
      '-A INPUT -s 192.168.1.0/24 -j ACCEPT',
      '-A INPUT -p udp -m multiport --dports 5060,10000:10200 -j ACCEPT',
      '-A INPUT -p tcp -m multiport --dports 5060,5061 -j ACCEPT',
      '-A INPUT -j DROP',
    ];
    const parts = {
      ...facts.parts,
      fail2ban: known({ ...fail2ban.data, whitelist: [] }),
      runningRules: known({ v4, v6: ['-P INPUT ACCEPT', '-A INPUT -j DROP'] }),
    };
    const { results } = audit({ ...facts, parts }, { tool: { name: 'test', version: '0' } });
    const found = results.find(({ id }) => id === 'firewall-trusted-subnets')?.findings ?? [];
    expect(found.filter(({ id }) => id.startsWith('SIP'))).toHaveLength(1);
    expect(results.find(({ id }) => id === 'web-cti-closed')?.verdict).toBe('pass');
  });
});
