/** What becomes of problems together, and of a pass that something could change. */
import { describe, expect, it } from 'vitest';
import type { Doubt } from '../../../sites/checklist/exposure/doubt.ts';
import { groupsOf } from '../../../sites/checklist/exposure/groups.ts';
import { offence, passUnless, settle, withOffences, worst } from '../../../sites/checklist/exposure/offences.ts';
import type { Measure, Opened } from '../../../sites/checklist/exposure/view.ts';
import { say } from '../../../sites/checklist/message.ts';
import type { Finding, Severity } from '../../../sites/checklist/report/types.ts';

const plain = (service: string) => say('exposure.service.plain', { service });
const finding = (id: string, severity: Severity, kind: Finding['subject']['kind'] = 'service'): Finding => ({
  id,
  severity,
  says: plain(id),
  subject: { kind, id, label: `${id} by name` },
  page: null,
});
const SAYS = plain('all of it');
const WHY = plain('why');

describe('the worst', () => {
  it.each([
    [['low', 'critical', 'high'], 'critical'],
    [['low', 'medium', 'high'], 'high'],
    [['low', 'medium'], 'medium'],
    [['low'], 'low'],
    [[], 'low'],
  ] as const)('of %j is %s', (severities, expected) => {
    expect(worst(severities)).toBe(expected);
  });
});

describe('problems together', () => {
  const failing = (id: string, severity: Severity) => offence(finding(id, severity), null);
  const soft = (id: string, why = WHY) => offence(finding(id, 'critical'), why);

  it('fail by what is softened by nothing, which comes first, with the reasons beside it', () => {
    const outcome = settle([soft('A'), failing('B', 'medium'), failing('C', 'high')], SAYS, { notes: [plain('note')] });
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'high', says: SAYS });
    expect('findings' in outcome ? outcome.findings.map(({ id, severity }) => [id, severity]) : []).toEqual([
      ['B', 'medium'],
      ['C', 'high'],
      ['A', 'low'],
    ]);
    expect(outcome.notes).toEqual([WHY, plain('note')]);
  });

  it('warn where each is softened, and say why, each reason once', () => {
    const outcome = settle([soft('A'), soft('B'), soft('C', plain('another'))], SAYS, { notes: [plain('another')] });
    expect(outcome).toMatchObject({ verdict: 'warn', severity: 'low', says: WHY, notes: [plain('another')] });
    expect(outcome.notes).toHaveLength(1);
  });

  it('say nothing more where nothing softens', () => {
    expect(settle([failing('A', 'low')], SAYS, {})).toMatchObject({ verdict: 'fail', severity: 'low', notes: [] });
  });

  it('stand beside a verdict that rests on none of them', () => {
    const failed = settle([failing('A', 'low')], SAYS, {});
    const beside = withOffences(failed, [soft('B')]);
    expect('findings' in beside ? beside.findings.map(({ id }) => id) : []).toEqual(['A', 'B']);
    expect(withOffences({ verdict: 'pass', says: SAYS, notes: [WHY] }, [soft('B')])).toEqual({
      verdict: 'pass',
      says: SAYS,
      notes: [WHY, plain('B')],
    });
    expect(withOffences({ verdict: 'pass', says: SAYS }, [soft('B')]).notes).toEqual([plain('B')]);
  });
});

describe('a pass', () => {
  it('stays one without a doubt', () => {
    expect(passUnless(null, SAYS, [WHY])).toEqual({ verdict: 'pass', says: SAYS, notes: [WHY] });
  });

  it('is not known where something was not read, and says what would be said', () => {
    const doubt: Doubt = { kind: 'unknown', reason: 'timeout', says: plain('unread') };
    expect(passUnless(doubt, SAYS, [WHY])).toEqual({
      verdict: 'unknown',
      reason: 'timeout',
      says: plain('unread'),
      notes: [say('exposure.otherwise', { says: SAYS }), WHY],
      questions: [],
    });
  });

  it('is a warning where something else decides, and names it', () => {
    const doubt: Doubt = {
      kind: 'not-judged',
      findings: [finding('R', 'low', 'rule'), finding('L', 'low', 'setting'), finding('F', 'low', 'file')],
    };
    expect(passUnless(doubt, SAYS, [WHY])).toEqual({
      verdict: 'warn',
      severity: 'low',
      says: say('exposure.not-judged', {
        what: [say('exposure.what.rule', { rule: 'R by name' }), say('exposure.what.lines'), 'F by name'],
      }),
      findings: doubt.findings,
      action: null,
      notes: [WHY],
      questions: [],
    });
  });
});

describe('what one cause opens to one network', () => {
  const opened = (cause: Opened['cause'], network = '10.0.0.0/8'): Opened => ({
    cause,
    network,
    family: 4,
    publicAddresses: 0,
    publicV6Prefix: null,
  });
  const rule = (ruleId: string, category: string) =>
    ({ kind: 'rule', ruleId, category, network: '10.0.0.0/8' }) as const;
  const measure = (service: string, ...openings: Opened[]): Measure => ({
    service,
    openings,
    privateNetworks: [],
    publicV4: 0,
    publicV6Prefix: null,
    atLarge: false,
  });
  const groups = (measures: readonly Measure[], softens: readonly string[] = []) =>
    groupsOf(
      measures,
      ({ network }) => network !== 'none',
      (service) => (softens.includes(service) ? WHY : null),
      (service) => (service === 'SIP' ? 'high' : 'critical'),
    ).map(({ services, softened, opening }) => [services, softened, opening.network]);

  it('is told once, by severity, by reason and by network', () => {
    const web = measure('WEB', opened(rule('1', 'WEB')), opened(rule('1', 'AJAM')), opened(null, 'none'));
    const ssh = measure('SSH', opened(rule('1', 'SSH')), opened(rule('1', 'SSH'), '10.0.0.0/9'));
    const sip = measure('SIP', opened(rule('1', 'SIP')), opened(rule('2', 'SIP')));
    expect(groups([web, ssh, sip])).toEqual([
      [['WEB', 'SSH'], null, '10.0.0.0/8'],
      [['SSH'], null, '10.0.0.0/9'],
      [['SIP'], null, '10.0.0.0/8'],
      [['SIP'], null, '10.0.0.0/8'],
    ]);
    expect(groups([web, ssh], ['SSH'])).toEqual([
      [['WEB'], null, '10.0.0.0/8'],
      [['SSH'], WHY, '10.0.0.0/8'],
      [['SSH'], WHY, '10.0.0.0/9'],
    ]);
  });

  it('of providers goes by the host, without a rule by its kind', () => {
    const provider = (providerId: string, host: string) => ({ kind: 'provider', providerId, host }) as const;
    const off = { kind: 'open', because: 'off' } as const;
    expect(
      groups([
        measure(
          'SIP',
          opened(provider('1', 'a')),
          opened(provider('1', 'b')),
          opened(provider('2', 'a')),
          opened(null),
        ),
        measure('SIP', opened(off), opened(provider('1', 'a'))),
      ]),
    ).toHaveLength(5);
  });
});
