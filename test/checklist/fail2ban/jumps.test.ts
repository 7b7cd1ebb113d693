import { describe, expect, it } from 'vitest';
import { sendsToBans } from '../../../sites/checklist/fail2ban/jumps.ts';
import type { PortRange } from '../../../sites/checklist/reach/types.ts';

const SIP: PortRange = { protocol: 'udp', from: 5060, to: 5061 };
const WEB: PortRange = { protocol: 'tcp', from: 443, to: 443 };

describe('lines in force that send a port to the bans', () => {
  it.each([
    ['-A INPUT -j f2b-all'],
    ['-A INPUT -g f2b-all'],
    ['-A INPUT -p udp -j f2b-SIP'],
    ['-A INPUT -p all -j f2b-SIP'],
    ['-A INPUT -p udp -m udp --dport 5060:5061 -j f2b-SIP'],
    ['-A INPUT -p udp -m multiport --dports 22,5060:5061,8088 -j f2b-SIP'],
    ['-A INPUT -p udp -m multiport --dports 5000:6000 -j f2b-SIP'],
  ])('%s', (line) => {
    expect(sendsToBans([SIP], ['-P INPUT DROP', line])).toBe(true);
  });

  it.each([
    ['-A INPUT -j ACCEPT'],
    ['-A INPUT -j f2c-SIP'],
    ['-A FORWARD -p udp -j f2b-SIP'],
    ['-A INPUT -p tcp -j f2b-SIP'],
    ['-A INPUT -p udp -m udp --dport 5060 -j f2b-SIP'],
    ['-A INPUT -p udp -m udp --dport 5061 -j f2b-SIP'],
    ['-A INPUT -p udp -m multiport --dports 22,5062:5070 -j f2b-SIP'],
    ['-A INPUT -p udp -m multiport --dports 5000:5060 -j f2b-SIP'],
    ['-A INPUT -s 203.0.113.0/24 -p udp -j f2b-SIP'],
    ['-A INPUT ! -i lo -p udp -j f2b-SIP'],
    ['-A INPUT -i eth0 -p udp -j f2b-SIP'],
  ])('not: %s', (line) => {
    expect(sendsToBans([SIP], [line])).toBe(false);
  });

  it('only before a line that lets everybody in at the same port', () => {
    const jump = '-A INPUT -p udp -m multiport --dports 5060:5061 -j f2b-SIP';
    const accept = '-A INPUT -p udp -m multiport --dports 5060:5061 -j ACCEPT';
    expect(sendsToBans([SIP], [jump, accept])).toBe(true);
    expect(sendsToBans([SIP], [accept, jump])).toBe(false);
    expect(sendsToBans([SIP], ['-A INPUT -s 10.0.0.0/8 -j ACCEPT', jump])).toBe(true);
    expect(sendsToBans([SIP], ['-A INPUT -p tcp -j ACCEPT', jump])).toBe(true);
  });

  it('asks it of each port', () => {
    const line = '-A INPUT -p udp -j f2b-SIP';
    expect(sendsToBans([SIP, WEB], [line])).toBe(false);
    expect(sendsToBans([SIP, WEB], [line, '-A INPUT -p tcp -m tcp --dport 443 -j f2b-WEB'])).toBe(true);
  });
});
