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

  it('names providers by their name and page, of both kinds', () => {
    const [sip] = provider('77');
    if (sip === undefined) throw new Error('a provider');
    const outcome = judgeWith(check, { ...on('2026.1.223'), providers: [sip, { ...sip, id: 'IAX-1', kind: 'iax' }] });
    expect(findingsOf(outcome)).toMatchObject([
      { subject: { kind: 'provider', id: 'SIP-TRUNK-1', label: 'Provider' }, page: { page: 'provider-sip' } },
      { subject: { id: 'IAX-1' }, page: { page: 'provider-iax', id: 'IAX-1' } },
    ]);
    expect(outcome.says).toMatchObject({ key: 'checks.extension-networks.fail', params: { count: 2 } });
    const demo = [{ ...sip, demo: true }];
    expect(judgeWith(check, { ...on('2026.1.223'), providers: demo }).verdict).toBe('not-applicable');
    expect(judgeWith(check, { providers: provider('localhost') }).verdict).toBe('not-applicable');
    expect(judgeWith(check, { providers: provider('1') })).toMatchObject({
      verdict: 'pass',
      says: { params: { count: 1 } },
    });
  });

  it('binds phones where they are: those within the network together, one elsewhere by itself', () => {
    const accounts = [account('77'), account('77', { number: '202' }), account('77', { number: '203' })];
    const devices = [
      { account: '201', address: '192.168.1.9', userAgent: 'x' },
      { account: '202', address: '45.83.12.7', userAgent: 'x' },
    ];
    const effects = (more: Partial<PartData> = {}) =>
      judgeWith(check, { ...on('2026.1.223'), accounts, devices, providers: [], ...more })
        .steps?.flatMap((step) => step.effects)
        .flatMap((effect) =>
          effect.kind === 'account.filter' ? [[effect.numbers, effect.providers, effect.network]] : [],
        );
    expect(effects()).toEqual([
      [['201', '203'], [], '192.168.1.0/24'],
      [['202'], [], null],
    ]);
    expect(effects({ devices: [] })).toEqual([[['201', '202', '203'], [], '192.168.1.0/24']]);
    expect(effects({ accounts: [], providers: provider('77') })).toEqual([[[], ['SIP-TRUNK-1'], '192.168.1.0/24']]);
  });
});
