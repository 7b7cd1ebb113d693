/** Closing everything to the internet: each trap once, by hand. */
import { describe, expect, it } from 'vitest';
import type { Asker } from '../../../sites/checklist/actions/action.ts';
import { asDecisions, decidedFor } from '../../../sites/checklist/actions/decided.ts';
import { sayRefusal, type Refusal } from '../../../sites/checklist/actions/refusals.ts';
import { restrictInternet, type RestrictInternetOptions } from '../../../sites/checklist/actions/restrict-internet.ts';
import { simulate } from '../../../sites/checklist/actions/simulate.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { check } from '../../../sites/checklist/checks/firewall-trusted-subnets.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import en from '../../../sites/locales/en.json' with { type: 'json' };
import ru from '../../../sites/locales/ru.json' with { type: 'json' };
import { CLEAN, EVERYTHING, NOW, partsWith, rule } from '../../support/facts.ts';
import { inputOf } from './random.ts';

const OFFICE = '192.168.1.0/24';
const DIRECT: Asker = { address: '192.168.1.50', seen: 'direct', networks: [OFFICE] };
const SYSTEM = { ...CLEAN.system, release: '2026.1.223' };
const OPEN = rule('7', '0.0.0.0/0', EVERYTHING, { name: 'Internet' });
const LAN = rule('1', OFFICE, { WEB: true });
/** In Germany, as the PBX is; in Brazil. */
const HOME = '91.12.40.7';
const FAR = '177.40.12.9';
const [PROVIDER] = CLEAN.providers;
if (PROVIDER === undefined) throw new Error('no provider');
const HOST = '46.4.8.15';
const NAMED = {
  providers: [{ ...PROVIDER, host: HOST }],
};

const site = (rules: PartData['firewall']['rules'], more: Partial<PartData> = {}): Parts =>
  partsWith({ system: SYSTEM, firewall: { ...CLEAN.firewall, rules }, ...NAMED, ...more });

const phone = (account: string, address: string, userAgent = 'Yealink SIP-T31P 124.86.0.40') => ({
  account,
  address,
  userAgent,
});

const NOTHING: RestrictInternetOptions = {
  ours: [],
  sip: 'closes',
  keeps: [],
  decisions: {},
  providers: {},
  unseen: 'asked',
};

function accepted(facts: Parts, options: Partial<RestrictInternetOptions> = {}, asker = DIRECT): Plan {
  const planned = restrictInternet.plan(facts, { ...NOTHING, ...options }, asker);
  if (!planned.accepted) throw new Error(JSON.stringify(planned.refusal));
  return planned.plan;
}

function refused(facts: Parts, options: Partial<RestrictInternetOptions> = {}, asker = DIRECT): Refusal {
  const planned = restrictInternet.plan(facts, { ...NOTHING, ...options }, asker);
  if (planned.accepted) throw new Error('accepted');
  return planned.refusal;
}

const may = (facts: Parts, address: string) =>
  ['SIP', 'IAX', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP'].filter(
    (service) => reachOf(inputOf(facts)).ask(address, service).allowed,
  );

const verdictOf = (facts: Parts) =>
  check.judge(facts, { now: Date.parse(NOW), release: parseRelease('2026.1.223'), attested: () => ({ state: 'none' }) })
    .verdict;

const suggestedIn = (facts: Parts) =>
  decidedFor(facts, NOTHING, DIRECT).map(({ place, suggested, loses }) => [place.network, suggested, loses]);

describe('what it plans', () => {
  const facts = site([LAN, OPEN]);
  const plan = accepted(facts);

  it('gives the office all that it uses, then the provider SIP alone, then closes everybody', () => {
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['firewall.patch', 'firewall.create', 'firewall.patch']);
    expect(plan.steps[0]).toMatchObject({ id: 1, currentRules: EVERYTHING });
    expect(plan.steps[1]).toMatchObject({
      description: 'Provider',
      network: HOST,
      subnet: 32,
      currentRules: { SIP: true, IAX: false, WEB: false, SSH: false, AMI: false, AJAM: false, ICMP: false },
    });
    expect(plan.steps[2]).toMatchObject({
      id: 7,
      currentRules: { SIP: false, IAX: false, WEB: false, SSH: false, AMI: false, AJAM: false, ICMP: false },
    });
    expect(plan.confirm).toEqual({ seconds: 300, because: 'reach' });
  });

  it('keeps the office and the provider in, and strangers out', () => {
    const after = simulate(facts, plan);
    expect(may(after, '192.168.1.50')).toEqual(Object.keys(EVERYTHING));
    expect(may(after, HOST)).toEqual(['SIP']);
    expect(may(after, '203.0.113.9')).toEqual([]);
    expect(verdictOf(facts)).toBe('fail');
    expect(verdictOf(after)).toBe('pass');
  });

  it('planned again there is nothing to do', () => {
    expect(refused(simulate(facts, plan))).toEqual({ kind: 'nothing-to-do' });
  });
});

describe('a rule of ours that lacks a row of a box', () => {
  const lacks = {
    ...LAN,
    services: rule('1', OFFICE, { SIP: true, WEB: true }).services.map((service) =>
      service.category === 'SIP'
        ? { ...service, ports: service.ports.filter(({ protocol }) => protocol === 'udp') }
        : service,
    ),
  };
  const facts = site([lacks, OPEN]);

  it('stays, and a second rule gives what it lacks: nobody of ours loses a port', () => {
    const plan = accepted(facts);
    expect(plan.steps[0]).toMatchObject({ kind: 'firewall.create', network: '192.168.1.0', currentRules: EVERYTHING });
    const reach = reachOf(inputOf(simulate(facts, plan)));
    expect(reach.askPort('192.168.1.9', 'tcp', 5060).allowed).toBe(true);
    expect(reach.askPort('8.8.8.8', 'tcp', 5060).allowed).toBe(false);
    expect(refused(simulate(facts, plan))).toEqual({ kind: 'nothing-to-do' });
  });

  it('needs none where the rule for everybody lacked the same', () => {
    const open = { ...lacks, id: '7', permit: '0.0.0.0/0', name: 'Internet' };
    const plan = accepted(site([lacks, open]));
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['firewall.create', 'firewall.patch']);
    expect(plan.steps[0]).toMatchObject({ network: HOST });
  });
});

describe('providers', () => {
  it('a name is let in by what it stands for, and told', () => {
    const providerHosts = [
      {
        host: 'sip.provider.example',
        resolvedAt: NOW,
        failed: null,
        addresses: [HOST, '46.4.8.16'].map((address) => ({
          address,
          target: 'sip.provider.example',
          firstSeen: NOW,
          lastSeen: NOW,
        })),
      },
    ];
    const facts = site([OPEN], { providers: [PROVIDER], providerHosts });
    const plan = accepted(facts);
    const after = simulate(facts, plan);
    expect([may(after, HOST), may(after, '46.4.8.16')]).toEqual([['SIP'], ['SIP']]);
    expect(plan.warnings.map(({ id }) => id)).toContain('dns:sip.provider.example');
  });

  it('a name without an address is refused, until a person knows the networks', () => {
    const facts = site([OPEN], { providers: [PROVIDER] });
    expect(refused(facts)).toEqual({
      kind: 'ask-provider',
      provider: 'Provider',
      host: 'sip.provider.example',
    });
    const after = simulate(facts, accepted(facts, { providers: { 'SIP-TRUNK-1': ['46.4.8.0/28'] } }));
    expect(may(after, '46.4.8.9')).toEqual(['SIP']);
    expect(refused(facts, { providers: { 'SIP-TRUNK-1': ['46.0.0.0/8'] } })).toMatchObject({ kind: 'too-wide' });
    expect(refused(facts, { providers: { 'SIP-TRUNK-1': ['all'] } })).toMatchObject({ kind: 'not-a-network' });
  });

  it('a name that Core opens by itself needs nothing, where it does so', () => {
    const provider = { ...PROVIDER, hosts: [PROVIDER.host] };
    expect(accepted(site([OPEN], { providers: [provider] })).steps).toHaveLength(2);
    const newest = { ...SYSTEM, release: '2026.9.5' };
    expect(refused(site([OPEN], { providers: [provider], system: newest }))).toMatchObject({
      kind: 'ask-provider',
    });
  });

  it('one over IAX gets IAX; one that is off, and the demo one, nothing', () => {
    const providers = [
      { ...PROVIDER, id: 'IAX-1', kind: 'iax' as const, host: '46.4.8.20' },
      { ...PROVIDER, id: 'SIP-2', host: '46.4.8.21', disabled: true },
      { ...PROVIDER, id: 'SIP-3', host: '46.4.8.22', demo: true },
    ];
    const facts = site([OPEN], { providers });
    const after = simulate(facts, accepted(facts));
    expect([may(after, '46.4.8.20'), may(after, '46.4.8.21'), may(after, '46.4.8.22')]).toEqual([['IAX'], [], []]);
  });

  it('one whose calls could come from everywhere has no narrow rule', () => {
    const providers = [{ ...PROVIDER, host: '46.0.0.0/8' }];
    expect(refused(site([OPEN], { providers }))).toMatchObject({ kind: 'ask-provider', host: '46.0.0.0/8' });
  });

  it('one that has a rule of its own keeps that', () => {
    const own = rule('5', `${HOST}/32`, { SIP: true, WEB: true });
    const facts = site([own, OPEN]);
    const plan = accepted(facts);
    // The web interface is none of its business.
    expect(plan.steps.map((step) => ('id' in step ? step.id : step.kind))).toEqual(['firewall.create', 5, 7]);
    expect(may(simulate(facts, plan), HOST)).toEqual(['SIP']);
    expect(accepted(facts, { keeps: ['5'] }).steps.map((step) => ('id' in step ? step.id : step.kind))).toEqual([
      'firewall.create',
      7,
    ]);
  });
});

describe('who is seen using the PBX', () => {
  const at = (...devices: PartData['devices']) => site([OPEN], { devices });

  it('is suggested to keep where nothing speaks against it', () => {
    expect(suggestedIn(at(phone('201', HOME)))).toEqual([[`${HOME}/32`, 'keep', ['SIP']]]);
  });

  it.each([
    ['from another country', phone('201', FAR)],
    ['of an account that nobody made', phone('999', HOME)],
    ['that does not say what it is', phone('201', HOME, '')],
    ['from where nobody knows the country', phone('201', '203.0.113.7')],
  ])('a phone %s: only a person knows', (_, device) => {
    expect(suggestedIn(at(device))[0]?.[1]).toBe('later');
  });

  it('a program for break-ins is never kept', () => {
    expect(suggestedIn(at(phone('201', HOME, 'friendly-scanner')))[0]?.[1]).toBe('cut');
    expect(suggestedIn(at(phone('201', HOME), phone('201', HOME, 'sipvicious')))[0]?.[1]).toBe('later');
  });

  it('sign-ins and connections are decided by a person', () => {
    const facts = site([OPEN], {
      signIns: {
        ...CLEAN.signIns,
        web: { since: NOW, addresses: [{ address: HOME, last: NOW, count: 3 }], nameless: 0, complete: true },
      },
      connections: { rows: [{ port: 5038, address: '91.12.40.8', count: 1 }], complete: true },
    });
    expect(suggestedIn(facts)).toEqual([
      [`${HOME}/32`, 'later', ['WEB']],
      ['91.12.40.8/32', 'later', ['AMI']],
    ]);
    expect(refused(facts)).toEqual({ kind: 'undecided', networks: [`${HOME}/32`, '91.12.40.8/32'] });
    expect(refused(facts, { decisions: { [`${HOME}/32`]: 'later', '91.12.40.8/32': 'cut' } })).toEqual({
      kind: 'undecided',
      networks: [`${HOME}/32`],
    });
    const plan = accepted(facts, { decisions: { [`${HOME}/32`]: 'keep', '91.12.40.8/32': 'cut' } });
    const after = simulate(facts, plan);
    expect(may(after, HOME)).toEqual(['WEB']);
    expect(may(after, '91.12.40.8')).toEqual([]);
    expect(plan.affected.filter(({ kind }) => kind === 'place').map(({ id }) => id)).toEqual(['91.12.40.8/32']);
  });

  it('a place that is cut is told with what its people lose; its phones are told one by one', () => {
    const web = { since: NOW, addresses: [{ address: HOME, last: NOW, count: 3 }], nameless: 0, complete: true };
    const facts = site([OPEN], { devices: [phone('201', HOME)], signIns: { ...CLEAN.signIns, web } });
    const told = (decision: 'cut' | 'keep') =>
      accepted(facts, { decisions: { [`${HOME}/32`]: decision } }).affected.flatMap(({ kind, id, services }) =>
        kind === 'place' || kind === 'device' ? [`${kind} ${id} ${services.join()}`] : [],
      );
    expect(told('cut')).toEqual(['device 201 SIP', `place ${HOME}/32 WEB`]);
    expect(told('keep')).toEqual([]);
    const phones = site([OPEN], { devices: [phone('201', FAR)] });
    const { affected } = accepted(phones, { decisions: { [`${FAR}/32`]: 'cut' } });
    expect(affected.map(({ kind }) => kind).filter((kind) => kind !== 'asker')).not.toContain('place');
  });

  it('at the address of a provider what the provider does not use is decided by a person', () => {
    const web = { since: NOW, addresses: [{ address: HOST, last: NOW, count: 3 }], nameless: 0, complete: true };
    const facts = site([OPEN], { devices: [phone('SIP-TRUNK-1', HOST)], signIns: { ...CLEAN.signIns, web } });
    expect(suggestedIn(facts)).toEqual([[`${HOST}/32`, 'later', ['WEB']]]);
  });

  it('nobody is asked about who loses nothing: ours, providers, who has a rule that stays', () => {
    const devices = [phone('201', '192.168.1.60'), phone('SIP-TRUNK-1', HOST), phone('201', HOME)];
    const own = rule('5', `${HOME}/32`, { SIP: true });
    expect(suggestedIn(site([OPEN], { devices })).map(([network]) => network)).toEqual([`${HOME}/32`]);
    const facts = site([own, OPEN], { devices });
    expect(decidedFor(facts, { ...NOTHING, keeps: ['5'] }, DIRECT)).toEqual([]);
  });

  it('kept keeps SIP and nothing else; cut is told by account and maker, with what to do', () => {
    const facts = at(phone('201', HOME), phone('202', FAR, 'Grandstream GXP1625'));
    const decisions = { [`${HOME}/32`]: 'keep', [`${FAR}/32`]: 'cut' } as const;
    const plan = accepted(facts, { decisions });
    const after = simulate(facts, plan);
    expect(may(after, HOME)).toEqual(['SIP']);
    expect(may(after, FAR)).toEqual([]);
    expect(plan.affected.filter(({ kind }) => kind === 'device')).toMatchObject([
      { id: '202', maker: 'Grandstream', address: FAR, services: ['SIP'] },
    ]);
    expect(plan.warnings.map(({ id }) => id)).toEqual(expect.arrayContaining(['cut', 'kept']));
  });

  it('a rule of exactly an address that is kept is not made twice, and loses what is not used', () => {
    const own = rule('5', `${HOME}/32`, { SIP: true, SSH: true });
    const facts = site([own], { devices: [phone('201', HOME)] });
    const plan = accepted(facts, { decisions: { [`${HOME}/32`]: 'keep' } });
    const patches = plan.steps.flatMap((step) => (step.kind === 'firewall.patch' ? [step] : []));
    expect(patches).toMatchObject([{ id: 5, currentRules: { SIP: true, SSH: false } }]);
  });

  it('is in the places of a dialog only where the plan can be made at all', () => {
    const off = partsWith({ ...NAMED, firewall: { ...CLEAN.firewall, enabled: false } });
    expect(decidedFor(off, NOTHING, DIRECT)).toEqual([]);
    expect(asDecisions(decidedFor(at(phone('201', HOME)), NOTHING, DIRECT))).toEqual({ [`${HOME}/32`]: 'keep' });
  });
});

describe('SIP stays open for now', () => {
  const facts = site([OPEN], { devices: [phone('201', FAR)], providers: [PROVIDER] });
  const plan = accepted(facts, { sip: 'stays' });

  it('closes everything else, and asks about nobody who lives on SIP', () => {
    const after = simulate(facts, plan);
    expect(may(after, '203.0.113.9')).toEqual(['SIP']);
    expect(may(after, FAR)).toEqual(['SIP']);
  });

  it('says what has to hold then, and whether it does', () => {
    const states = plan.warnings.filter(({ id }) => id.startsWith('sip:')).map(({ says }) => says.key);
    expect(states).toEqual([
      'actions.warn.sip.secrets.yes',
      'actions.warn.sip.names.yes',
      'actions.warn.sip.guests.yes',
      'actions.warn.sip.bans.yes',
    ]);
    const guests = { ...facts, ...site([OPEN], { sip: { authSuffix: null, guestCalls: true } }) };
    const open = accepted(guests, { sip: 'stays' }).warnings.map(({ says }) => says.key);
    expect(open).toEqual(expect.arrayContaining(['actions.warn.sip.names.no', 'actions.warn.sip.guests.no']));
  });

  it('a port that SIP shares with what closes is named', () => {
    const ports = { ...CLEAN.ports, webTls: 5061 };
    expect(refused(site([OPEN], { ports }), { sip: 'stays' })).toMatchObject({ kind: 'shared-port', with: 'SIP' });
  });
});

describe('"never block" of wide rules', () => {
  it('goes, and stays with our own network that had it by them', () => {
    const facts = site([LAN, { ...OPEN, neverBlock: true }]);
    const { steps } = accepted(facts);
    expect(steps[0]).toMatchObject({ id: 1, newer_block_ip: true });
    expect(steps.at(-1)).toMatchObject({ id: 7, newer_block_ip: false });
  });

  it('goes where nothing else is open, too', () => {
    const idle = { ...rule('7', '0.0.0.0/0', {}), neverBlock: true };
    const facts = site([rule('1', OFFICE, EVERYTHING, { neverBlock: true }), idle]);
    expect(accepted(facts).steps).toMatchObject([{ id: 7, newer_block_ip: false }]);
  });
});

describe('phones that could not be read', () => {
  const unread = (rules: PartData['firewall']['rules']): Parts => ({
    ...site(rules),
    devices: partsWith({}, { devices: 'failed' }).devices,
  });

  it('are asked about where SIP closes, with the ways on', () => {
    const refusal = refused(unread([OPEN]));
    expect(refusal).toMatchObject({ kind: 'asked', said: { says: { key: 'actions.restrict.unseen' }, first: null } });
    expect(sayRefusal(refusal).steps).toHaveLength(3);
  });

  it('may be cut off, if a person says so: everything closes, and the plan tells that they are not listed', () => {
    const facts = unread([OPEN]);
    const plan = accepted(facts, { unseen: 'cut' });
    expect(may(simulate(facts, plan), FAR)).toEqual([]);
    expect(plan.confirm).toMatchObject({ because: 'reach' });
    expect(plan.warnings.map(({ id }) => id)).toEqual(expect.arrayContaining(['devices', 'unread']));
    expect(plan.affected.filter(({ kind }) => kind === 'device')).toEqual([]);
  });

  it('lose nothing where SIP stays open, so nobody is asked', () => {
    const facts = unread([OPEN]);
    expect(may(simulate(facts, accepted(facts, { sip: 'stays' })), FAR)).toEqual(['SIP']);
    const other = unread([rule('7', '0.0.0.0/0', { WEB: true })]);
    expect(may(simulate(other, accepted(other)), FAR)).toEqual([]);
  });

  it('change nothing where they were read', () => {
    const facts = site([OPEN], { devices: [phone('201', OFFICE.replace('0/24', '60'))] });
    expect(accepted(facts, { unseen: 'cut' })).toEqual(accepted(facts));
  });
});

describe('what is refused', () => {
  it('parts that it cannot do without', () => {
    const facts = { ...site([OPEN]), providers: partsWith({}, { providers: 'timeout' }).providers };
    expect(refused(facts)).toMatchObject({ kind: 'unknown', missing: [{ part: 'providers' }] });
  });

  it('a container, without commands that cut calls off', () => {
    const container = { kind: 'docker', network: 'host', bouncer: null } as const;
    const refusal = refused(site([OPEN], { system: { ...SYSTEM, container } }));
    if (refusal.kind !== 'container') throw new Error(refusal.kind);
    const all = refusal.commands.join('\n');
    expect(all).toContain('80');
    expect(all).not.toMatch(/5060|5061|4569|10000/);
  });

  it('more rules than a plan holds', () => {
    const devices = Array.from({ length: 2000 }, (_, i) => phone('201', `91.12.${Math.floor(i / 250)}.${i % 250}`));
    const facts = site([OPEN], { devices });
    const decisions = Object.fromEntries(devices.map(({ address }) => [`${address}/32`, 'keep' as const]));
    expect(refused(facts, { decisions })).toEqual({ kind: 'too-many', count: 2003, most: 2000 });
  });
});

describe('words', () => {
  const devices = [phone('201', HOME), phone('201', '10.9.0.7', 'friendly-scanner'), phone('202', FAR)];
  const facts: Parts = {
    ...site([{ ...OPEN, neverBlock: true }], { devices }),
    signIns: partsWith({}, { signIns: 'timeout' }).signIns,
  };
  const decisions = { [`${HOME}/32`]: 'keep', '10.9.0.0/24': 'keep', [`${FAR}/32`]: 'cut' } as const;
  const plans = (['closes', 'stays'] as const).map((sip) => accepted(facts, { sip, decisions }));
  const REFUSALS: readonly Refusal[] = [
    { kind: 'undecided', networks: [`${HOME}/32`] },
    { kind: 'ask-provider', provider: 'Provider', host: 'sip.provider.example' },
    { kind: 'too-many', count: 2003, most: 2000 },
  ];

  it('tell of everything that a plan has in it', () => {
    const ids = plans.flatMap(({ warnings }) => warnings.map(({ id }) => id.split(':')[0]));
    expect(new Set(ids)).toEqual(new Set(['reload', 'cut', 'kept', 'private', 'scanner', 'iax', 'unread', 'sip']));
  });

  it.each([
    ['en', en],
    ['ru', ru],
  ] as const)('%s: every line is a whole sentence', (_, words) => {
    const speak = speaker(words);
    const said = [
      ...REFUSALS.flatMap((refusal) => [sayRefusal(refusal).says, ...sayRefusal(refusal).steps]),
      ...plans.flatMap(({ title, steps, warnings, affected }) => [
        title,
        ...[...steps, ...warnings, ...affected].map(({ says }) => says),
      ]),
    ];
    for (const message of said) expect(speak(message)).not.toMatch(/%|undefined|^$/);
  });
});
