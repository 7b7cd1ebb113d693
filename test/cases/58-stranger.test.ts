import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('58-phone-registered-from-nowhere', (open) => {
  it('names the extension and the address that no rule lets in', () => {
    const { result, text } = open();
    const { verdict, severity, findings } = result('registered-devices');
    expect([verdict, severity]).toEqual(['fail', 'critical']);
    expect(findings).toMatchObject([
      { id: 'stranger:701:82.205.64.9', severity: 'critical', subject: { kind: 'account', id: '701' } },
    ]);
    expect(text('registered-devices')).toMatch(/701 is registered from 82\.205\.64\.9, which no rule lets in/);
    expect(text('registered-devices')).toMatch(/new password/);
  });
});
