/**
 * New passwords of extensions, new login names, or both at once: one visit to each phone. Made on the PBX and kept nowhere but
 * where Core keeps them. Nobody's access changes; who is registered stays so until the phone registers anew.
 */
import { hiddenBehindOne, isBridged } from '../../devices/behind-one.ts';
import { scannerKind } from '../../devices/scanners.ts';
import type { Phone } from '../../devices/phones.ts';
import { holeOf } from '../../hole.ts';
import { say } from '../../message.ts';
import { addressText, networksOf, parseAddress } from '../../reach/networks.ts';
import { parseRelease } from '../../release.ts';
import { isInbound, providerOwner } from '../../secrets/owners.ts';
import { cut } from '../../steps/passwords.ts';
import { isPublic } from '../../exposure/facing.ts';
import { ownFilesOn } from '../../exposure/own-topics.ts';
import type { Parts } from '../../facts/types.ts';
import { madeFrom, MOST_STEPS, refuse, type Asker, type Known, type Planned } from '../action.ts';
import { asAffected } from '../affected.ts';
import { attestedIn } from '../attested.ts';
import { exemptNow } from '../exempting.ts';
import { changesBetween, releaseOf } from '../preview.ts';
import { play } from '../simulate.ts';
import { covers } from '../space.ts';
import { TITLES } from '../titles.ts';
import type { ActionId, Affected, Step, Warning } from '../types.ts';
import { undoOf } from '../undo.ts';
import { warn } from '../warnings.ts';
import { renewablesIn, type Renewable } from './accounts.ts';
import { barredIn, barredLine, isOpen } from './bars.ts';
import { notRenewed } from './refusals.ts';
import { sparing, type Sparing } from './sparing.ts';

/** That every renewal needs, and that its preview is better with. */
export const RENEWAL_NEEDS = ['system', 'accounts', 'devices', 'fail2ban'] as const;
export const RENEWAL_USES = [
  ...(['firewall', 'network', 'secrets', 'sip', 'patch', 'rotation', 'webLogin', 'attestations'] as const),
  ...(['providers', 'modules', 'extraRules'] as const),
] as const;
export type RenewalFacts = Known<(typeof RENEWAL_NEEDS)[number]>;

export interface Renewal {
  readonly action: ActionId;
  /** Extensions that get a new password. */
  readonly numbers: readonly string[];
  /** What their login names end in from now on; null: they stay. */
  readonly suffix: string | null;
  /** Addresses that nobody knows: whoever is there may be locked out as ever. */
  readonly unspared: readonly string[];
}

/** As long as people type into a phone without a mistake, and as nobody guesses. */
export const SECRET_LENGTH = 20;

export function renew(facts: RenewalFacts, { action, unspared, ...whose }: Renewal, asker: Asker): Planned {
  const { suffix } = whose;
  const { system, fail2ban } = facts;
  const address = parseAddress(asker.address);
  if (address === null) return refuse({ kind: 'bad-address', address: asker.address });
  const { chosen, renamed } = touchedBy(facts, whose);
  const barred = barredIn(chosen);
  const open = chosen.filter(isOpen);
  if (open.length === 0 && suffix === null) {
    return notRenewed(barred.length === 0 ? { because: 'nobody' } : { because: 'barred', barred });
  }
  const build = (accounts: readonly Renewable[]) => {
    const touched = distinct([...renamed, ...accounts]);
    const phones = touched.flatMap((one) => one.phones);
    const known = addressesOf(phones).filter((place) => !unspared.includes(place));
    const spared = sparing(facts, fail2ban.data, known);
    const steps: Step[] = [
      ...spared.steps,
      ...(suffix === null ? [] : [{ kind: 'sip.suffix' as const, says: say('actions.renew.step.suffix'), suffix }]),
      ...accounts.map(secretStep),
    ];
    return { touched, phones, spared, steps };
  };
  let taken = open.slice(0, MOST_STEPS);
  let made = build(taken);
  // Fewer where the first steps take their place.
  while (made.steps.length > MOST_STEPS) {
    taken = taken.slice(0, MOST_STEPS - made.steps.length);
    made = build(taken);
  }
  const { touched, phones, spared, steps } = made;
  const { facts: then, made: ids } = play(facts, { steps });
  return {
    accepted: true,
    plan: {
      version: 1,
      action,
      title: TITLES[action],
      release: system.data.release,
      ...madeFrom(facts, ['accounts', 'fail2ban', 'firewall', ...(suffix === null ? [] : (['sip'] as const))]),
      asker: { address: addressText(address), networks: [...asker.networks] },
      steps,
      undo: [...undoOf(steps, system.data.release)],
      // A secret before and after is nothing to show.
      changes: [...changesBetween(facts, then, ids)],
      reach: [],
      affected: phones.map(asStopping),
      stops: [],
      warnings: [
        ...visits(touched, phones),
        ...(taken.length < open.length
          ? [warn('portion', say('actions.renew.warn.portion', { count: taken.length, total: open.length }))]
          : []),
        ...barred.map((one) => warn(`barred:${one.bar}`, barredLine(one))),
        ...aboutBans(facts, spared),
        ...aboutHole(facts),
        ...aboutElsewhere(facts),
      ],
      confirm: null,
    },
  };
}

type Whose = Pick<Renewal, 'numbers' | 'suffix'>;

function touchedBy(facts: Parts, { numbers, suffix }: Whose) {
  const all = renewablesIn(facts);
  const named = new Set(numbers);
  return {
    chosen: all.filter(({ number }) => named.has(number)),
    renamed: suffix === null ? [] : all.filter(({ hasOwnName }) => !hasOwnName),
  };
}

/** Addresses on the internet that would not be locked out meanwhile: a person may not know them. */
export function placesSpared(facts: Parts, whose: Whose): readonly string[] {
  const { fail2ban, firewall } = facts;
  if (fail2ban.state === 'unknown' || !fail2ban.data.enabled) return [];
  const { chosen, renamed } = touchedBy(facts, whose);
  const already = exemptNow(firewall, fail2ban.data, releaseOf(facts));
  const phones = distinct([...renamed, ...chosen.filter(isOpen)]).flatMap((one) => one.phones);
  return addressesOf(phones).filter((place) => isPublic(place) && !covers(already, networksOf(place)));
}

const secretStep = ({ number, owner }: Renewable): Step => ({
  kind: 'account.secret',
  says: say('actions.renew.step.account', { who: owner.name }),
  number,
  secret: { $secret: { length: SECRET_LENGTH } },
});

const distinct = (accounts: readonly Renewable[]): readonly Renewable[] => [
  ...new Map(accounts.map((one) => [one.number, one])).values(),
];

const isStranger = ({ userAgent }: Phone): boolean => scannerKind(userAgent) !== null;

/** Where they are, the places with most of them first; not where somebody broke in. */
function addressesOf(phones: readonly Phone[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const phone of phones) {
    const { address } = phone;
    if (address === null || isStranger(phone) || address.startsWith('127.') || address === '::1') continue;
    counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([address]) => address);
}

/** Somebody has to type the new password there. */
function asStopping(phone: Phone): Affected {
  const { account, contact, inBrowser } = phone;
  const said = { account, address: contact };
  if (isStranger(phone)) return asAffected(phone, say('actions.renew.affected.stranger', said), []);
  return asAffected(phone, say(inBrowser ? 'actions.renew.affected.browser' : 'actions.renew.affected', said), []);
}

/** How many visits it takes. */
function visits(touched: readonly Renewable[], phones: readonly Phone[]): readonly Warning[] {
  const own = phones.filter((phone) => !isStranger(phone));
  const silent = touched.filter(({ phones: there, isDisabled }) => there.length === 0 && !isDisabled).length;
  const disabled = touched.filter(({ isDisabled }) => isDisabled).length;
  return [
    ...(own.length > 0
      ? [warn('visits', say('actions.renew.warn.visits', { count: own.length, total: touched.length }))]
      : []),
    warn('sheet', say('actions.renew.warn.sheet')),
    ...(silent > 0 ? [warn('silent', say('actions.renew.warn.silent', { count: silent }))] : []),
    ...(disabled > 0 ? [warn('disabled', say('actions.renew.warn.disabled', { count: disabled }))] : []),
    ...(own.some(({ inBrowser }) => inBrowser) ? [warn('browser', say('actions.renew.warn.browser'))] : []),
  ];
}

export function aboutBans(facts: Parts, { entries, left }: Sparing): readonly Warning[] {
  const hidden = hiddenBehindOne(facts, attestedIn(facts)).map(({ address }) => address);
  // Everybody comes by the gateway of such a container.
  const hiding = isBridged(facts.system, facts.network) ? entries : entries.filter((entry) => hidden.includes(entry));
  const places = (addresses: readonly string[]) => cut(addresses.map((value) => say('actions.value.text', { value })));
  return [
    ...(entries.length > 0 ? [warn('spared', say('actions.renew.warn.spared', { entries: places(entries) }))] : []),
    ...hiding.map((address) => warn(`hides:${address}`, say('actions.renew.warn.hides', { address }))),
    ...(left.length > 0
      ? [warn('not-spared', say('actions.renew.warn.left', { count: left.length, entries: places(left) }))]
      : []),
  ];
}

/** Whoever reads the secrets through the hole reads the new ones, too. */
export const aboutHole = ({ system, patch }: Parts): readonly Warning[] =>
  system.state === 'known' && holeOf(parseRelease(system.data.release), patch) === 'open'
    ? [warn('hole', say('actions.renew.warn.hole'))]
    : [];

const PROVISIONS = /provision/i;

/** What the PBX cannot do. */
function aboutElsewhere({ providers, modules, extraRules }: Parts): readonly Warning[] {
  const inbound = providers.state === 'known' ? providers.data.filter(isInbound) : [];
  const provisioning =
    modules.state === 'known' ? modules.data.filter(({ id, enabled }) => enabled && PROVISIONS.test(id)) : [];
  const files = extraRules.state === 'known' ? ownFilesOn(extraRules.data, 'accounts') : [];
  const providersSaid = cut(inbound.map((one) => providerOwner(one).name));
  return [
    ...(provisioning.length > 0
      ? [warn('provisioned', say('actions.renew.warn.provisioned', { modules: provisioning.map(({ name }) => name) }))]
      : []),
    ...(inbound.length > 0
      ? [warn('providers', say('actions.renew.warn.providers', { providers: providersSaid }))]
      : []),
    ...(files.length > 0 ? [warn('own-files', say('actions.renew.warn.files', { files }))] : []),
  ];
}
