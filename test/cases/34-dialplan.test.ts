import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('34-dialplan-in-custom-files', (open) => {
  it('says at the routes that the dialplan is changed by hand', () => {
    expect(open().result('international-blocked').verdict).not.toBe('pass');
    expect(open().text('international-blocked')).toContain('/etc/asterisk/extensions.conf is changed by hand');
  });

  it('leaves the checks of the firewall alone', () => {
    for (const id of ['firewall-enabled', 'firewall-trusted-subnets', 'web-cti-closed', 'nat-vpn']) {
      expect(open().result(id).verdict).toBe('pass');
      expect(open().text(id)).not.toContain('extensions.conf');
    }
  });
});
