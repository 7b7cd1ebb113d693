import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/extension-networks.ts';
import type { Account, PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN } from '../../support/facts.ts';
import { judgeWith } from '../../support/judge.ts';
import { findingsOf } from '../../support/outcome.ts';

const account = (filterId: Account['filterId'], more: Partial<Account> = {}): Account => ({
  number: '201',
  name: 'Anna',
  page: '7',
  disabled: false,
  filterId,
  authUsername: null,
  secretOverridden: false,
  demo: false,
  ...more,
});
const on = (release: string): Pick<PartData, 'system'> => ({ system: { ...CLEAN.system, release } });
const provider = (filterId: string | null) => CLEAN.providers.map((one) => ({ ...one, filterId }));

describe('extension-networks', () => {
  it('does not apply where nothing is limited', () => {
    expect(judgeWith(check, { accounts: [account(null)] })).toMatchObject({ verdict: 'not-applicable' });
    expect(judgeWith(check, { accounts: [account('localhost')] })).toMatchObject({ verdict: 'not-applicable' });
  });

  it('passes limits that are there', () => {
    expect(judgeWith(check, { accounts: [account('1')] })).toMatchObject({
      verdict: 'pass',
      says: { params: { count: 1 } },
    });
  });

  it.each(['2024.1.114', '2026.1.223', '2026.6.99', '', 'strange'])(
    'before 2026.7.1 a deleted rule leaves it open (%s)',
    (release) => {
      expect(
        judgeWith(check, { ...on(release), accounts: [account('77'), account('1', { number: '202' })] }),
      ).toMatchObject({
        verdict: 'fail',
        severity: 'high',
        findings: [
          {
            id: 'gone:account:201',
            says: { key: 'checks.extension-networks.open' },
            page: { page: 'extension', id: '7' },
          },
        ],
        offenders: { count: 1, of: 2 },
      });
    },
  );

  it.each(['2026.7.1', '2026.9.5', '2027.1.1'])('from 2026.7.1 on it cuts the phone off (%s)', (release) => {
    expect(judgeWith(check, { ...on(release), accounts: [account('77')] })).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      findings: [{ says: { key: 'checks.extension-networks.closed' } }],
    });
  });

  it('counts providers, too, and leaves the demo alone', () => {
    expect(judgeWith(check, { ...on('2026.1.223'), providers: provider('77') })).toMatchObject({
      findings: [{ id: 'gone:provider:SIP-TRUNK-1', page: { page: 'provider-sip', id: 'SIP-TRUNK-1' } }],
    });
    expect(findingsOf(judgeWith(check, { accounts: [account('77', { demo: true })] }))).toEqual([]);
  });

  it('cannot tell where a filter or the providers were not read', () => {
    const unread = account({ unknown: 'needs-module' });
    expect(judgeWith(check, { accounts: [unread, account('1')] })).toMatchObject({
      verdict: 'unknown',
      reason: 'needs-module',
    });
    expect(judgeWith(check, { accounts: [account('1')] }, { providers: 'forbidden' })).toMatchObject({
      verdict: 'unknown',
    });
    expect(judgeWith(check, { ...on('2024.1.114'), accounts: [unread, account('77')] })).toMatchObject({
      verdict: 'fail',
    });
  });
});
