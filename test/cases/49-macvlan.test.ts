import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('49-docker-macvlan', (open) => {
  it('says that only the router filters an address of its own, and shows no step that does nothing', () => {
    const { result, text } = open();
    expect(result('docker-exposure')).toMatchObject({ verdict: 'fail', findings: [{ id: 'docker-own:eth0' }] });
    expect(text('docker-exposure')).toMatch(
      /eth0: the container has an address of its own.*Only your router filters it/,
    );
    expect(text('docker-exposure')).not.toMatch(
      /Install the external firewall bouncer|firewall of the host for everybody/,
    );
    expect(text('fail2ban')).not.toMatch(/gateway/);
  });
});
