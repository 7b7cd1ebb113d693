/** Bans that ban nobody, and SIP that is not hard although its numbers are. */
import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

const SOFT = /intrusion protection is strong/;

describeCase('03-docker-host-bans-reach-no-sip', (open) => {
  it('does not pass: bans of SIP have no effect here', () => {
    expect(open().result('fail2ban')).toMatchObject({ verdict: 'fail', severity: 'high', action: null });
    expect(open().text('fail2ban')).toMatch(/SIP: bans have no effect in this container/);
    expect(open().text('fail2ban')).not.toMatch(/passwords a day at most/);
  });
});

describeCase('05-jails-run-no-jump-in-force', (open) => {
  it('says that nothing in the firewall applies the bans, and SIP is not softened', () => {
    expect(open().result('fail2ban')).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(open().text('fail2ban')).toMatch(/nothing in the firewall applies its bans/);
    expect(open().result('firewall-trusted-subnets')).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(open().text('firewall-trusted-subnets')).not.toMatch(SOFT);
  });
});

describeCase('17-sip-soft-although-whitelist-is-everybody', (open) => {
  it('is open, and no check of the report says that it is guarded', () => {
    expect(open().result('firewall-trusted-subnets')).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(open().text('firewall-trusted-subnets')).not.toMatch(SOFT);
    expect(open().result('fail2ban')).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(open().text('nat-vpn')).not.toMatch(/guarded by intrusion protection/);
  });
});

describeCase('19-guest-calls-on', (open) => {
  it('says that anybody may call in without a password, and does not soften', () => {
    expect(open().result('firewall-trusted-subnets')).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(open().text('firewall-trusted-subnets')).toMatch(/Guest calls are allowed: .* without a password/);
    expect(open().text('firewall-trusted-subnets')).not.toMatch(SOFT);
  });
});

describeCase('20-provider-host-is-everybody', (open) => {
  it('is shown at the provider, with the step that helps', () => {
    const result = open().result('firewall-trusted-subnets');
    expect(result).toMatchObject({ verdict: 'fail', severity: 'high', action: null });
    expect(result.findings[0]).toMatchObject({
      subject: { kind: 'provider', id: 'SIP-TRUNK-1' },
      page: { page: 'provider-sip', id: 'SIP-TRUNK-1' },
    });
    const text = open().text('firewall-trusted-subnets');
    expect(text).toMatch(/taken for the provider .*Carrier.*without any password/);
    expect(text).toMatch(/Additional provider addresses.*take out 0\.0\.0\.0\/0/);
    expect(text).not.toMatch(SOFT);
    expect(text).not.toMatch(/box|rule "Internet"/i);
  });
});
