import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/registered-devices.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';
import { findingsOf } from '../../support/outcome.ts';

type Device = PartData['devices'][number];
const YEALINK = 'Yealink SIP-T46U 108.86.0.45';
const phone = (account: string, address: string, userAgent = YEALINK, more: Partial<Device> = {}): Device => ({
  account,
  address,
  userAgent,
  ...more,
});
const judge = (devices: Device[], more: Partial<PartData> = {}) => judgeWith(check, { devices, ...more });
const idsOf = (...args: Parameters<typeof judge>) => findingsOf(judge(...args)).map(({ id }) => id);

const allowing = (...networks: string[]) => ({
  firewall: {
    ...CLEAN.firewall,
    rules: networks.map((network, i) => rule(String(i + 1), network, EVERYTHING)),
  },
});
const docker = (network: 'bridge' | 'host'): Pick<PartData, 'system'> => ({
  system: { ...CLEAN.system, container: { kind: 'docker', network, bouncer: true } },
});

describe('registered-devices', () => {
  it.each([
    ['', 'devices.program.none'],
    ['  ', 'devices.program.none'],
    [YEALINK, 'devices.program'],
  ])('a phone that says %j about itself: %s', (userAgent, key) => {
    const [stranger] = findingsOf(judge([phone('201', '8.8.4.4', userAgent)], allowing('192.168.1.0/24')));
    expect(stranger).toMatchObject({ says: { params: { program: { key } } } });
  });

  it('has nothing to say where nobody is registered, and cannot tell where that was not read', () => {
    expect(judge([])).toMatchObject({ verdict: 'not-applicable' });
    expect(judgeWith(check, {}, { devices: 'needs-module' })).toMatchObject({ verdict: 'unknown' });
  });

  it('passes phones at addresses that rules let in', () => {
    expect(
      judge([phone('201', '192.168.1.50'), phone('202', '8.8.4.4')], allowing('192.168.1.0/24', '8.8.4.0/24')),
    ).toMatchObject({
      verdict: 'pass',
      says: { params: { count: 2 } },
      notes: [{ key: 'checks.registered-devices.outside' }],
    });
  });

  describe('scanners', () => {
    it.each([
      'friendly-scanner',
      'sipvicious',
      'SIPVicious-NG/0.4',
      'friendly-request',
      'sipcli/v1.8',
      'sundayddr',
      'pplsip',
      'sip-scan',
      'SIPScan 0.1',
      'scanSIP',
      'SIPArmyKnife',
      'svcrack',
      'iWar',
      'SIVuS Scanner',
    ])('%s has found a password, from wherever', (program) => {
      expect(judge([phone('201', '192.168.1.50', program)])).toMatchObject({
        verdict: 'fail',
        severity: 'critical',
        findings: [
          { id: 'scanner:201:192.168.1.50', severity: 'critical', says: { key: 'checks.registered-devices.scanner' } },
        ],
      });
    });

    it.each(['SIPp/v3.6.1', 'sipp', 'VaxSIPUserAgent/3.5', 'sipsak 0.9.7', 'Nmap NSE'])(
      '%s is a tool of theirs, too',
      (program) => {
        expect(judge([phone('201', '192.168.1.50', program)])).toMatchObject({
          severity: 'critical',
          findings: [{ says: { key: 'checks.registered-devices.tool' } }],
        });
      },
    );

    it.each([
      '',
      YEALINK,
      'SIPPhone 2',
      'Sippy',
      'eyeBeam release 3006o',
      'Software Warrior',
      'SIP.js/0.21',
      'snom300',
      'Zoiper',
      'MicroSIP/3.21',
      'scanner-friendly desk',
    ])('"%s" is a phone', (program) => {
      expect(idsOf([phone('201', '192.168.1.50', program)])).toEqual([]);
    });

    it('name who registers here as a provider by its name', () => {
      const devices = [phone('SIP-TRUNK-1', '192.168.1.9', 'friendly-scanner')];
      expect(judge(devices)).toMatchObject({
        findings: [
          { subject: { kind: 'provider', label: 'Provider' }, page: { page: 'provider-sip', id: 'SIP-TRUNK-1' } },
        ],
      });
    });
  });

  describe('somebody whose password is a new one already', () => {
    const changed = (ms: number, owner = 'sip:201'): Pick<PartData, 'rotation'> => ({
      rotation: {
        firstReadingAt: null,
        holeClosedAt: null,
        secrets: [{ owner, changedAt: new Date(Date.parse(CLEAN.system.now) - ms).toISOString() }],
      },
    });
    const scanner = phone('201', '8.8.4.4', 'friendly-scanner');
    const stepsOf = (...args: Parameters<typeof judge>) => judge(...args).steps?.map(({ says }) => says.key) ?? [];

    it('is listed until the registration ends: nothing is to be changed again', () => {
      const outcome = judge([scanner], changed(60_000));
      expect(outcome).toMatchObject({
        verdict: 'warn',
        severity: 'high',
        says: { key: 'checks.registered-devices.lapses' },
      });
      expect(stepsOf([scanner], changed(60_000))).toEqual([
        'checks.registered-devices.step.lapses',
        'checks.registered-devices.step.close',
      ]);
    });

    it('who is still listed two hours later has the new one, too', () => {
      expect(judge([scanner], changed(7_200_000)).verdict).toBe('fail');
      expect(judge([scanner], changed(60_000, 'sip:202')).verdict).toBe('fail');
    });

    it('beside others it stays a failure, and only theirs is to be changed', () => {
      const outcome = judge([scanner, phone('202', '8.8.8.8', 'friendly-scanner')], changed(60_000));
      expect(outcome).toMatchObject({ verdict: 'fail', severity: 'critical' });
      expect(findingsOf(outcome).map(({ id, severity }) => `${id.split(':', 2).join(':')} ${severity}`)).toEqual([
        ...['scanner:202 critical', 'stranger:202 critical'],
        ...['scanner:201 high', 'stranger:201 high'],
      ]);
    });
  });

  describe('strangers', () => {
    it('are at public addresses that no rule lets in', () => {
      expect(judge([phone('201', '8.8.4.4'), phone('202', '192.168.1.50')])).toMatchObject({
        verdict: 'fail',
        severity: 'critical',
        findings: [{ id: 'stranger:201:8.8.4.4', severity: 'critical' }],
        says: { params: { count: 1, total: 2 } },
      });
    });

    it('are no reason to keep their own address out of bans, also where it cannot be read', () => {
      const scanner = phone('201', 'friendly.example', 'friendly-scanner');
      const outcome = judge([scanner, phone('202', '192.168.1.50')]);
      expect(findingsOf(outcome)[0]).toMatchObject({ id: 'scanner:201:friendly.example', severity: 'critical' });
      expect(outcome.steps?.map(({ says }) => says.key)).toEqual(
        expect.arrayContaining(['checks.registered-devices.step.calls', 'checks.registered-devices.step.close']),
      );
      expect(JSON.stringify(outcome.steps)).not.toContain('friendly.example');
    });

    it('over IPv6, too, unless the release leaves IPv6 open', () => {
      const v6 = [phone('201', '[2a00:1450::7]:5060')];
      expect(idsOf(v6)).toEqual(['stranger:201:2a00:1450::7']);
      expect(idsOf(v6, { system: { ...CLEAN.system, release: '2024.1.114' } })).toEqual([]);
    });

    it('are where their account is limited to another network, whatever the rules let in', () => {
      const open = allowing('192.168.1.0/24', '0.0.0.0/0');
      const accounts = CLEAN.accounts.map((account) => ({ ...account, filterId: '1' }));
      expect(idsOf([phone('201', '8.8.4.4'), phone('201-WS', '192.168.1.9')], { ...open, accounts })).toEqual([
        'stranger:201:8.8.4.4',
      ]);
      expect(idsOf([phone('201', '8.8.4.4')], open)).toEqual([]);
      // A deleted rule limits nothing, and in a closed firewall nobody is named twice.
      const gone = CLEAN.accounts.map((account) => ({ ...account, filterId: '9' }));
      expect(idsOf([phone('201', '8.8.4.4')], { ...open, accounts: gone })).toEqual([]);
      expect(idsOf([phone('201', '8.8.4.4')], { accounts })).toEqual(['stranger:201:8.8.4.4']);
    });

    it('use a softphone whose name programs for break-ins copy, where it is not at home', () => {
      const open = allowing('192.168.1.0/24', '0.0.0.0/0');
      const copy = 'eyeBeam release 3006o stamp 17551';
      expect(idsOf([phone('201', '8.8.4.4', copy), phone('202', '192.168.1.7', copy)], open)).toEqual([
        'scanner:201:8.8.4.4',
      ]);
    });

    it('in a browser come in by other ports', () => {
      const web = { firewall: { ...CLEAN.firewall, rules: [rule('1', '8.8.4.0/24', { AJAM: true })] } };
      expect(idsOf([phone('201', '8.8.4.4', 'x', { transport: 'ws' })], web)).toEqual([]);
      expect(idsOf([phone('201-WS', '8.8.4.4')], web)).toEqual([]);
      expect(idsOf([phone('201', '8.8.4.4')], web)).toEqual(['stranger:201:8.8.4.4']);
      expect(idsOf([phone('201-TLS', '8.8.4.4')], web)).toEqual(['stranger:201:8.8.4.4']);
    });

    it('are none where the firewall decides nothing', () => {
      expect(idsOf([phone('201', '8.8.4.4')], { firewall: { ...CLEAN.firewall, enabled: false } })).toEqual([]);
      expect(idsOf([phone('201', '8.8.4.4')], docker('host'))).toEqual([]);
    });

    it('may have been let in by something that is not judged: said as a warning', () => {
      const doubtful = { extraRules: { ...CLEAN.extraRules, firewallAdditional: true } };
      expect(judge([phone('201', '8.8.4.4')], doubtful)).toMatchObject({
        verdict: 'warn',
        says: { key: 'checks.registered-devices.doubt' },
        findings: [{ id: 'stranger:201:8.8.4.4', severity: 'medium' }],
      });
    });

    it('are not looked for at private addresses: a phone may claim one', () => {
      expect(judge([phone('201', '10.66.0.9')])).toMatchObject({
        verdict: 'pass',
        notes: [{ key: 'checks.registered-devices.private' }],
      });
    });

    it('cannot be told without the firewall; a scanner can', () => {
      const lost = { firewall: 'forbidden' } as const;
      const scanner = [phone('201', '8.8.4.4', 'friendly-scanner')];
      expect(judgeWith(check, { devices: scanner }, lost)).toMatchObject({ verdict: 'fail', severity: 'critical' });
      expect(judgeWith(check, { devices: [phone('201', '8.8.4.4')] }, lost)).toMatchObject({ verdict: 'unknown' });
    });
  });

  it('says of which phone only a name is known', () => {
    expect(
      judge([phone('201', 'phone.local'), phone('202', 'phone.local'), phone('202', '192.168.1.9')]),
    ).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      findings: [{ id: 'unplaced:201:phone.local' }],
    });
  });

  describe('behind one address', () => {
    const gateways = { network: { ...CLEAN.network, gateways: ['192.168.1.1'] } };
    const alike = [phone('201', '192.168.1.1'), phone('202', '192.168.1.1')];
    const unlike = [phone('201', '192.168.1.1'), phone('202', '192.168.1.1', 'Zoiper')];

    it('of the router: nobody can be told from strangers', () => {
      expect(judge(alike, gateways)).toMatchObject({
        verdict: 'fail',
        severity: 'high',
        says: { key: 'checks.registered-devices.hidden' },
        findings: [{ id: 'behind:192.168.1.1', says: { key: 'checks.registered-devices.router' } }],
        questions: [{ item: 'shared-address', subject: '192.168.1.1' }],
      });
    });

    it('of something else: one program is one device with many accounts, several are not', () => {
      expect(idsOf(alike)).toEqual([]);
      expect(judge(unlike)).toMatchObject({
        severity: 'high',
        findings: [{ says: { key: 'checks.registered-devices.shared' } }],
      });
    });

    it('of something else: another version is no other program', () => {
      const versions = [
        phone('201', '192.168.1.40', 'MicroSIP/3.21.3'),
        phone('202', '192.168.1.40', 'MicroSIP/3.20.7'),
      ];
      expect(idsOf(versions)).toEqual([]);
      const models = [
        phone('201', '192.168.1.40', YEALINK),
        phone('202', '192.168.1.40', 'Yealink SIP-T31P 124.86.0.40'),
      ];
      expect(idsOf(models)).toEqual(['behind:192.168.1.40']);
    });

    it('is no matter for one account, an office on the internet, the PBX itself or a bridged container', () => {
      expect(idsOf([phone('201', '192.168.1.1'), phone('201', '192.168.1.1', 'Zoiper')], gateways)).toEqual([]);
      const office = [phone('201', '8.8.4.4'), phone('202', '8.8.4.4', 'Zoiper')];
      expect(idsOf(office, allowing('8.8.4.0/24'))).toEqual([]);
      expect(idsOf([phone('201', '127.0.0.1'), phone('202', '127.0.0.1', 'Zoiper')])).toEqual([]);
      expect(idsOf([phone('201', '192.168.1.2'), phone('202', '192.168.1.2', 'Zoiper')])).toEqual([]);
      expect(idsOf(unlike, docker('bridge'))).toEqual([]);
      expect(idsOf(unlike, docker('host'))).toEqual(['behind:192.168.1.1']);
    });

    it('is settled by who knows what is there', () => {
      const ours = [attest('shared-address', 'ours', '192.168.1.1')];
      expect(judge(unlike, { attestations: ours })).toMatchObject({ verdict: 'pass' });
      const internet = [attest('shared-address', 'internet', '192.168.1.1')];
      expect(judge(unlike, { attestations: internet })).toMatchObject({ verdict: 'fail' });
      const other = [attest('shared-address', 'ours', '192.168.1.9')];
      expect(judge(unlike, { attestations: other })).toMatchObject({ verdict: 'fail' });
    });
  });

  it('never passes a stranger or a scanner, whoever else is there', () => {
    const others = fc.array(
      fc.record({ account: fc.constantFrom('201', '202-WS'), address: fc.ipV4(), userAgent: fc.string() }),
    );
    const bad = fc.constantFrom(phone('9', '8.8.4.4'), phone('9', '192.168.1.7', 'friendly-scanner'));
    fc.assert(
      fc.property(others, bad, (rest, one) => {
        expect(judge([...rest, one])).toMatchObject({ verdict: 'fail', severity: 'critical' });
      }),
    );
  });

  it('lists who is where: at public addresses, and at private ones that no rule lets in', () => {
    const outcome = judge(
      [phone('201', '8.8.4.4'), phone('202', '192.168.1.9'), phone('203', '10.66.0.9'), phone('204', 'home.example')],
      allowing('192.168.1.0/24', '8.8.4.0/24'),
    );
    const one = (account: string, address: string) => ({ params: { account, address } });
    expect(outcome.notes).toMatchObject([
      { key: 'checks.registered-devices.outside', params: { phones: [one('201', '8.8.4.4')] } },
      {
        key: 'checks.registered-devices.private',
        params: { phones: [one('203', '10.66.0.9')] },
      },
    ]);
  });

  it('lists the first twenty, and counts the others', () => {
    const many = (count: number) =>
      judge(
        Array.from({ length: count }, (_, i) => phone(String(200 + i), `8.8.4.${i}`)),
        allowing('8.8.4.0/24'),
      ).notes?.[0]?.params['phones'];
    expect(many(20)).toHaveLength(20);
    const twentyOne = many(21);
    expect(twentyOne).toHaveLength(21);
    expect(Array.isArray(twentyOne) ? twentyOne.at(-1) : null).toEqual({ key: 'devices.more', params: { count: 1 } });
  });

  it('tells after a breach which passwords to change, and what else to look at', () => {
    const outcome = judge([phone('201', '8.8.4.4'), phone('299', '8.8.4.5'), phone('202', '192.168.1.9')]);
    expect(outcome).toMatchObject({
      says: { key: 'checks.registered-devices.fail', params: { count: 2, total: 3 } },
      findings: [
        { subject: { kind: 'account', id: '201' }, page: { page: 'extension', id: '1' } },
        { subject: { kind: 'account', id: '299' }, page: { page: 'extensions' } },
      ],
    });
    expect(outcome.notes?.[0]?.key).toBe('checks.registered-devices.tracked');
    const owners = outcome.steps
      ?.flatMap(({ effects }) => effects)
      .flatMap((effect) => (effect.kind === 'secrets' ? effect.owners : []));
    expect([...new Set(owners)].sort()).toEqual(['sip:201', 'sip:299']);
    expect(outcome.steps?.map(({ says }) => says.key).slice(-3)).toEqual([
      'checks.registered-devices.step.calls',
      'checks.registered-devices.step.close',
      'checks.registered-devices.step.others',
    ]);
  });

  it('tells a router only where it hides somebody', () => {
    const keys = (...args: Parameters<typeof judge>) => judge(...args).steps?.map(({ says }) => says.key) ?? [];
    const router = { network: { ...CLEAN.network, gateways: ['192.168.1.1'] } };
    const behind = [phone('201', '192.168.1.1'), phone('202', '192.168.1.1')];
    expect(keys(behind, router)).toEqual(['checks.registered-devices.step.masquerade']);
    expect(keys([phone('201', '8.8.4.4')])).not.toContain('checks.registered-devices.step.masquerade');
    expect(judge(behind, router)).toMatchObject({
      findings: [
        {
          says: { params: { count: 2, address: '192.168.1.1', accounts: ['201', '202'] } },
          subject: { kind: 'interface', id: '192.168.1.1' },
          page: { page: 'network' },
        },
      ],
    });
  });

  it('without the firewall it says why nobody can tell, and who is where', () => {
    const outcome = judgeWith(check, { devices: [phone('201', '8.8.4.4')] }, { firewall: 'forbidden' });
    expect(outcome).toMatchObject({ verdict: 'unknown', reason: 'forbidden' });
    expect(outcome.notes?.map(({ key }) => key)).toEqual(['checks.registered-devices.outside']);
    const named = judgeWith(check, { devices: [phone('201', 'home.example')] }, { firewall: 'forbidden' });
    expect(named.verdict).toBe('warn');
    expect(named.notes?.map(({ key }) => key)).toEqual(['verdict.unknown.parts']);
    expect(findingsOf(named)[0]?.id).toBe('unplaced:201:home.example');
  });
});
