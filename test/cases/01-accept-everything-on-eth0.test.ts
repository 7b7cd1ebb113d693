import { expect, it } from 'vitest';
import { audit } from '../../sites/checklist/audit.ts';
import { known } from '../support/facts.ts';
import { describeCase } from '../support/cases.ts';

const CHECKS = ['firewall-enabled', 'firewall-trusted-subnets', 'web-cti-closed', 'ssh-access', 'nat-vpn'] as const;
/** Nothing that reassures. */
const CALM = ['No service is open', 'closed by the rules', 'Only your own networks'];

describeCase('01-accept-everything-on-eth0', (open) => {
  it('fails, and names the line', () => {
    expect(open().result('firewall-trusted-subnets')).toMatchObject({ verdict: 'fail', severity: 'critical' });
    expect(open().result('web-cti-closed')).toMatchObject({ verdict: 'fail', severity: 'critical' });
    expect(open().text('web-cti-closed')).toContain('-A INPUT -i eth0 -j ACCEPT');
  });

  it('never calms', () => {
    for (const check of CHECKS) for (const words of CALM) expect(open().text(check)).not.toContain(words);
  });

  /** Lines in the place of the one on eth0, and what has to come of them. */
  it.each([
    ['-i eth+', 'fail'],
    ['! -i eth1', 'fail'],
    ['! -i lo', 'fail'],
    ['-i eth0 -m limit --limit 5/min', 'fail'],
    ['-m hashlimit --hashlimit-upto 5/sec --hashlimit-mode srcip --hashlimit-name x', 'fail'],
    ['-m time --timestart 08:00:00 --timestop 18:00:00', 'fail'],
    ['-m conntrack --ctstate NEW', 'fail'],
    ['-m recent --set --name SEEN --rsource', 'fail'],
    ['-p tcp -m tcp --sport 1024:65535', 'fail'],
    ['-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN', 'fail'],
    ['-m comment --comment "for the office"', 'fail'],
    ['-d 51.250.10.5/32', 'fail'],
    ['-m set ! --match-set bad src', 'fail'],
    ['-m mark --mark 0x1', 'warn'],
    ['-m set --match-set ours src', 'warn'],
    ['-m recent --rcheck --seconds 30 --name KNOCK --rsource', 'warn'],
    ['-m u32 --u32 "12&0xFF=0x1"', 'fail'],
    ['-m owner --uid-owner 0', 'warn'],
    ['-i wg7', 'warn'],
    ['-m geoip --source-country DE', 'warn'],
    ['-i lo', 'pass'],
    ['-i eth1 -s 192.168.1.0/24', 'pass'],
    ['-m conntrack --ctstate INVALID', 'pass'],
  ])('%s: %s', (condition, verdict) => {
    const { facts } = open();
    const { runningRules } = facts.parts;
    if (runningRules.state === 'unknown') throw new Error('no rules in force');
    const v4 = runningRules.data.v4?.map((line) => line.replace('-i eth0', condition)) ?? null;
    const parts = { ...facts.parts, runningRules: known({ ...runningRules.data, v4 }) };
    const report = audit({ ...facts, parts }, { tool: { name: 'test', version: '0' } });
    const result = report.results.find(({ id }) => id === 'firewall-trusted-subnets');
    expect(result?.verdict).toBe(verdict);
    if (verdict !== 'pass') expect(JSON.stringify(result)).not.toContain('firewall-trusted-subnets.pass');
  });
});
