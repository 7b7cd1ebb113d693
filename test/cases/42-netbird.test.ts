import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

// Facts of a reader that knew tunnels by a list of names; today's tells NetBird's by its kind, and the network is own.
describeCase('42-netbird-interface', (open) => {
  it('says the truth about the network and asks whose it is', () => {
    const { result, text } = open();
    expect(text('web-cti-closed')).toContain('100.92.0.0/16 is on interface wt0 of this PBX');
    expect(text('web-cti-closed')).not.toContain('on no interface');
    expect(result('web-cti-closed').questions).toContainEqual(
      expect.objectContaining({ item: 'own-network', subject: '100.92.0.0/16' }),
    );
  });
});
