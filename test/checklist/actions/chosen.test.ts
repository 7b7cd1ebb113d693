/** What every dialog opens with on made-up PBXs, and what is planned where a person chooses otherwise, to the last warning. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../sites/checklist/actions/action.ts';
import type { Choices, NetworkChoice } from '../../../sites/checklist/actions/choices/choices.ts';
import { CHOICES } from '../../../sites/checklist/actions/choices/index.ts';
import { letInChoices } from '../../../sites/checklist/actions/choices/let-in.ts';
import { LIMIT_CHOICES } from '../../../sites/checklist/actions/choices/limits.ts';
import { outsideOf } from '../../../sites/checklist/actions/choices/restrict-internet.ts';
import { SECRET_CHOICES } from '../../../sites/checklist/actions/choices/secrets.ts';
import { watchEditsChoices } from '../../../sites/checklist/actions/choices/watch-edits.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { keptLines } from '../../support/kept-lines.ts';
import { plannedLines } from '../../support/lines.ts';
import { stateOf, type Told } from '../../support/told.ts';
import { instead } from '../../support/turns/all.ts';

const OFFICE: Person = { address: '192.168.1.50', seen: 'direct' };
const STATES = [
  'clean',
  'sinful',
  'sinful and old',
  'newest, sinful',
  'off, with people everywhere',
  'weak passwords, with phones and programs everywhere',
  'nothing forwarded, all behind one address',
] as const;

/** Other choices, made from what the dialog opens with. */
type Others<C> = Readonly<Record<string, (first: C, facts: Parts) => Partial<C>>>;

const of =
  <C extends NetworkChoice>(choices: Choices<C>) =>
  (others: Others<C>) =>
  (facts: Parts): Told => {
    const first = choices.first(facts, OFFICE);
    const plan = (choice: C) => plannedLines(choices.plan(facts, choice, OFFICE, 'New'));
    const told = Object.entries(others).map(([title, other]): [string, string[]] => [
      title,
      plan({ ...first, ...other(first, facts) }),
    ]);
    return {
      first: [
        JSON.stringify(first),
        ...choices.networks(facts).map((one) => JSON.stringify(one)),
        `ours ${choices.ours(facts, first).join(' ')}`,
        `from ${choices.from(facts, first, OFFICE)}`,
        ...plannedLines(choices.suggested(facts, OFFICE, 'New')),
      ],
      ...Object.fromEntries(told),
    };
  };

/** Of every choice about networks. */
const NETWORKS: Others<NetworkChoice> = {
  'nobody is ours': () => ({ ours: [] }),
  'others are ours': () => ({ ours: ['10.20.0.0/16', '203.0.113.0/28'], from: '' }),
  'everybody is ours': () => ({ ours: ['0.0.0.0/0'] }),
  'a word is ours': () => ({ ours: ['office'] }),
  'comes from elsewhere': () => ({ from: '8.8.8.0/24' }),
  'comes from nowhere': () => ({ from: '' }),
};

const decided = (facts: Parts, decision: 'keep' | 'cut') => {
  const first = CHOICES['restrict-internet'].first(facts, OFFICE);
  return Object.fromEntries(outsideOf(facts, first, OFFICE).map(({ place }) => [place.network, decision]));
};

const PLANS: Readonly<Record<string, (facts: Parts) => Told>> = {
  'set-fail2ban-level': of(CHOICES['set-fail2ban-level'])({
    ...NETWORKS,
    weak: () => ({ level: 'weak' }),
    normal: () => ({ level: 'normal' }),
    strong: () => ({ level: 'strong' }),
    paranoid: () => ({ level: 'paranoid' }),
    'weak, whatever is stricter': () => ({ level: 'weak', keepsStricter: false }),
    'normal, whatever is stricter': () => ({ level: 'normal', keepsStricter: false }),
    'no level': () => ({ level: null }),
    'strong, list as it is': () => ({ level: 'strong', tidies: false }),
    'no level, list as it is': () => ({ level: null, tidies: false }),
  }),
  'close-web-cti': of(CHOICES['close-web-cti'])({
    ...NETWORKS,
    'no services': () => ({ services: [] }),
    'web alone': () => ({ services: ['WEB'] }),
    'no rule stays': () => ({ keeps: [] }),
    'a rule stays that is not there': () => ({ keeps: ['99'] }),
  }),
  'enable-firewall': of(CHOICES['enable-firewall'])({
    'no rules': () => ({ rules: [] }),
    'every rule': ({ rules }) => ({ rules: rules.map((one) => ({ ...one, on: true })) }),
    'no rule is ticked': ({ rules }) => ({ rules: rules.map((one) => ({ ...one, on: false })) }),
    'the first alone': ({ rules }) => ({ rules: rules.map((one, nth) => ({ ...one, on: nth === 0 })) }),
    'every rule, for everything': ({ rules }) => ({
      rules: rules.map((one) => ({ ...one, on: true, services: ['SIP', 'IAX', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP'] })),
    }),
    'every rule, for nothing': ({ rules }) => ({ rules: rules.map((one) => ({ ...one, on: true, services: [] })) }),
    'a word': ({ rules }) => ({ rules: rules.map((one) => ({ ...one, on: true, network: 'office' })) }),
    everybody: ({ rules }) => ({ rules: rules.map((one) => ({ ...one, on: true, network: '0.0.0.0/0' })) }),
  }),
  'restrict-internet': of(CHOICES['restrict-internet'])({
    ...NETWORKS,
    'SIP stays': () => ({ sip: 'stays' }),
    'no rule stays': () => ({ keeps: [] }),
    'all are kept': (_, facts) => ({ decisions: decided(facts, 'keep') }),
    'all are cut': (_, facts) => ({ decisions: decided(facts, 'cut') }),
    'all are cut, SIP stays': (_, facts) => ({ decisions: decided(facts, 'cut'), sip: 'stays' }),
    'all are kept, the provider is known': (_, facts) => ({
      decisions: decided(facts, 'keep'),
      providers: { 'SIP-TRUNK-1': ['203.0.113.10'] },
    }),
    'all are cut, the provider is everybody': (_, facts) => ({
      decisions: decided(facts, 'cut'),
      providers: { 'SIP-TRUNK-1': ['0.0.0.0/0'] },
    }),
    'all are cut, the provider is a word': (_, facts) => ({
      decisions: decided(facts, 'cut'),
      providers: { 'SIP-TRUNK-1': ['provider'] },
    }),
  }),
  'who is outside': (facts) => ({
    all: outsideOf(facts, CHOICES['restrict-internet'].first(facts, OFFICE), OFFICE).map(
      ({ place: { network, kind, country }, loses, suggested }) =>
        JSON.stringify({ network, kind, country, loses, suggested }),
    ),
  }),
  'fix-safe': of(CHOICES['fix-safe'])({
    'without bans': () => ({ without: ['set-fail2ban-level'] }),
    'without the web': () => ({ without: ['close-web-cti'] }),
    'without all': () => ({ without: ['set-fail2ban-level', 'close-web-cti', 'enable-firewall', 'restrict-internet'] }),
  }),
  'rotate-sip-passwords': of(SECRET_CHOICES['rotate-sip-passwords'])({
    all: () => ({ which: 'all' }),
    some: () => ({ which: 'chosen', chosen: ['201', '203', '204'] }),
    none: () => ({ which: 'chosen', chosen: [] }),
    'who is not there': () => ({ which: 'chosen', chosen: ['201', '999'] }),
    'with another suffix': () => ({ suffix: 'qzkvwtx' }),
    'with a suffix that is guessed': () => ({ suffix: 'miko' }),
    'everybody is spared': () => ({ unspared: [] }),
    'all, nobody is spared': () => ({ which: 'all', unspared: ['177.40.12.9', '46.4.8.15', '203.0.113.9'] }),
  }),
  'set-auth-username': of(SECRET_CHOICES['set-auth-username'])({
    'a suffix': () => ({ suffix: 'qzkvwtx' }),
    'a suffix that is guessed': () => ({ suffix: 'test' }),
    'a suffix that no phone can type': () => ({ suffix: 'a b' }),
    'with passwords': () => ({ suffix: 'qzkvwtx', withPasswords: true }),
    'with some passwords': () => ({ suffix: 'qzkvwtx', withPasswords: true, which: 'chosen', chosen: ['201'] }),
    'with passwords, everybody is spared': () => ({ suffix: 'qzkvwtx', withPasswords: true, unspared: [] }),
  }),
  'rotate-ami-ari': of(SECRET_CHOICES['rotate-ami-ari'])({
    'one of AMI': () => ({ chosen: ['ami:crm'] }),
    'one of ARI': () => ({ chosen: ['ari:app'] }),
    'who is not there': () => ({ chosen: ['ami:nobody'] }),
    none: () => ({ chosen: [] }),
    'with local ones': () => ({ isLocalKnown: true }),
  }),
  'change-web-password': of(SECRET_CHOICES['change-web-password'])({
    'one that fits': () => ({ fits: true }),
    'one that fits, for both': () => ({ fits: true, also: true }),
    'one that fits, for this alone': () => ({ fits: true, also: false }),
  }),
  'change-ssh-password': of(SECRET_CHOICES['change-ssh-password'])({
    'one that fits': () => ({ fits: true }),
    'one that fits, for both': () => ({ fits: true, also: true }),
    'one that fits, for this alone': () => ({ fits: true, also: false }),
  }),
  'ssh-keys-only': of(SECRET_CHOICES['ssh-keys-only'])({
    'something typed': () => ({ console: 'something' }),
    'the words typed': () => ({ console: 'I have console access' }),
  }),
  'restrict-ami-ari': of(LIMIT_CHOICES['restrict-ami-ari'])({
    'all to the office': () => ({ networks: { 1: '1', 2: '1', 3: '1' }, origins: null }),
    'one to a branch': () => ({ networks: { 1: '2' }, origins: null }),
    'all to this PBX': () => ({ networks: { 1: 'pbx', 2: 'pbx', 3: 'pbx' }, origins: null }),
    'one to this PBX, one to the office': () => ({ networks: { 1: 'pbx', 2: '1' }, origins: null }),
    'to a rule that is wide': () => ({ networks: { 1: '7' }, origins: null }),
    'to a rule that is not there': () => ({ networks: { 1: '99' }, origins: null }),
    'nobody, one page': () => ({ networks: {}, origins: 'https://app.example' }),
    'nobody, two pages': () => ({
      networks: {},
      origins: 'https://app.example/, HTTP://10.0.0.1:8080\nhttps://app.example',
    }),
    'nobody, a page that is none': () => ({ networks: {}, origins: 'app.example' }),
    'nobody, no page': () => ({ networks: {}, origins: ' ' }),
    'nobody, twenty pages': () => ({
      networks: {},
      origins: Array.from({ length: 20 }, (_, nth) => `https://a${String(nth)}.example`).join(' '),
    }),
    'nobody, more pages': () => ({
      networks: {},
      origins: Array.from({ length: 21 }, (_, nth) => `https://a${String(nth)}.example`).join(' '),
    }),
    nothing: () => ({ networks: {}, origins: null }),
  }),
  'restrict-api-keys': of(LIMIT_CHOICES['restrict-api-keys'])({
    'calls alone': () => ({ rights: { 1: 'telephony', 2: 'telephony', 3: 'telephony' } }),
    'nothing any more': () => ({ rights: { 1: 'none', 2: 'none', 3: 'none' } }),
    'one of each': () => ({ rights: { 1: 'telephony', 2: 'none', 3: 'stay' } }),
    'all as it is': () => ({ rights: { 1: 'stay', 2: 'stay' } }),
    'one that is not there': () => ({ rights: { 99: 'none' } }),
  }),
  'let-in': of(letInChoices)({
    'an address': () => ({ network: '46.4.8.15', name: 'Anna' }),
    'an address, unnamed': () => ({ network: '46.4.8.15', name: ' ' }),
    'an address, to more': () => ({ network: '46.4.8.15', services: ['WEB', 'SIP', 'SSH'] }),
    'an address, to nothing': () => ({ network: '46.4.8.15', services: [] }),
    'a network': () => ({ network: '8.8.8.0/24' }),
    'a wide network': () => ({ network: '8.0.0.0/8' }),
    everybody: () => ({ network: '0.0.0.0/0' }),
    'somebody who is in': () => ({ network: '192.168.1.7' }),
    'an address of IPv6': () => ({ network: '2a00:1450::7' }),
    'a word': () => ({ network: 'office' }),
  }),
  'watch-edits': of(watchEditsChoices)({ shortly: () => ({ minutes: 5 }), long: () => ({ minutes: 30 }) }),
};

describe.each(STATES)('what is planned as a person chooses: %s', (state) => {
  it.each(Object.entries(PLANS))('%s', (id, plans) => {
    const told = Object.entries(plans(stateOf(state))).map(([title, lines]) => [title, instead([], lines)] as const);
    const now = Object.fromEntries(told);
    expect(now).toEqual(keptLines(join(import.meta.dirname, 'chosen.json'), `${state}: ${id}`, now));
  });
});
