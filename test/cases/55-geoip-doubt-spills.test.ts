import { expect, it } from 'vitest';
import { audit } from '../../sites/checklist/audit.ts';
import { describeCase, type Case } from '../support/cases.ts';
import { known } from '../support/facts.ts';

/** The same PBX with another line in the place of that of the module. */
function judged({ facts }: Case, line: string) {
  const { runningRules } = facts.parts;
  if (runningRules.state === 'unknown') throw new Error('no rules in force');
  const v4 = runningRules.data.v4?.map((one) => (one.includes('geoip') ? line : one)) ?? null;
  const parts = { ...facts.parts, runningRules: known({ ...runningRules.data, v4 }) };
  const report = audit({ ...facts, parts }, { tool: { name: 'test', version: '0' } });
  return (check: string) => report.results.find(({ id }) => id === check)?.verdict;
}

describeCase('55-geoip-doubt-spills', (open) => {
  it('a list that only drops leaves the web interface closed for certain', () => {
    expect(open().result('web-cti-closed').verdict).toBe('pass');
    expect(open().result('firewall-enabled').verdict).toBe('pass');
    // SIP is open by the cabinet, whatever the list keeps out.
    expect(open().result('firewall-trusted-subnets').findings).toMatchObject([{ id: 'SIP:rule-2:0.0.0.0/0' }]);
  });

  it('so does one that drops everybody but some', () => {
    const verdict = judged(open(), '-A INPUT -m set ! --match-set mikopbx_geoip_v4 src -j DROP');
    expect(verdict('web-cti-closed')).toBe('pass');
    expect(verdict('firewall-trusted-subnets')).not.toBe('pass');
  });

  it('one that lets in to some ports leaves those in doubt, and no others', () => {
    const verdict = judged(open(), '-A INPUT -p tcp -m tcp --dport 22 -m set --match-set ours src -j ACCEPT');
    expect(verdict('web-cti-closed')).toBe('pass');
    expect(verdict('firewall-enabled')).toBe('warn');
    const web = judged(open(), '-A INPUT -p tcp -m tcp --dport 443 -m set --match-set ours src -j ACCEPT');
    expect(web('web-cti-closed')).toBe('warn');
  });

  it('another chain may let in anywhere', () => {
    expect(judged(open(), '-A INPUT -j GEOIP')('web-cti-closed')).toBe('warn');
  });
});
