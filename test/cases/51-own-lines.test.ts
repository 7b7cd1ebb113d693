import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('51-own-lines-open-ssh', (open) => {
  it('leads to the file that holds the line, not to the firewall page', () => {
    const { result, text } = open();
    for (const id of ['firewall-trusted-subnets', 'ssh-access']) {
      expect(text(id)).toMatch(/the file \/etc\/firewall_additional, take out the line that opens SSH/);
      expect(text(id)).not.toMatch(/clear every box|In the firewall, allow/);
    }
    expect(result('firewall-trusted-subnets').findings).toMatchObject([{ page: { page: 'custom-files' } }]);
  });
});
