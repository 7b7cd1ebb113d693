/** Who is already in: is a stranger registered with one of the extensions? (guide: What to do if a breach has already occurred) */
import { isIn, sendersIn } from '../actions/space.ts';
import { cannotTell, defineCheck, type Context } from '../check.ts';
import { askSharedAddress, hiddenBehindOne, type BehindOne } from '../devices/behind-one.ts';
import { askFarPhone, farPhones, type FarPhone } from '../devices/far.ts';
import { phonesOf, type Phone } from '../devices/phones.ts';
import { scannerKind, type ScannerKind } from '../devices/scanners.ts';
import { isPublic } from '../exposure/facing.ts';
import { settle, type Offence } from '../exposure/offences.ts';
import { doubtLines } from '../exposure/doubt.ts';
import { missingForView, viewIfKnown, VIEW_NEEDS, VIEW_USES, type View } from '../exposure/view.ts';
import type { Part, PartData, Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { contains, networksOf, parseAddress, type Network } from '../reach/networks.ts';
import type { Finding, Page, Severity, Subject } from '../report/types.ts';
import { changedLately } from '../secrets/age.ts';
import { accountOwner, providerOwner } from '../secrets/owners.ts';
import { passwordSteps } from '../steps/passwords.ts';
import type { SpareFacts } from '../steps/spare.ts';
import { look, notHere, type Step } from '../steps/step.ts';

/** Whose registration it is, and where it is edited. */
interface Owner {
  readonly subject: Subject;
  readonly page: Page;
  readonly name: string;
}
type Owners = (account: string) => Owner;

/** Providers that register with the PBX are in the same list as extensions. */
function ownersOf(accounts: Part<PartData['accounts']>, providers: Part<PartData['providers']>): Owners {
  const pages = new Map((accounts.state === 'known' ? accounts.data : []).map(({ number, page }) => [number, page]));
  const names = new Map((providers.state === 'known' ? providers.data : []).map(({ id, name }) => [id, name]));
  return (account) => {
    const provider = names.get(account);
    if (provider !== undefined) {
      const subject = { kind: 'provider', id: account, label: provider } as const;
      return { subject, page: { page: 'provider-sip', id: account }, name: provider };
    }
    const id = pages.get(account);
    return {
      subject: { kind: 'account', id: account, label: account },
      page: id === undefined ? { page: 'extensions' } : { page: 'extension', id },
      name: account,
    };
  };
}

const SCANNER = {
  attack: 'checks.registered-devices.scanner',
  tool: 'checks.registered-devices.tool',
  copy: 'checks.registered-devices.copy',
} as const satisfies Record<ScannerKind, string>;

/** `told`: ids of strangers; a copied name says nothing more of them. */
function scanners(phones: readonly Phone[], owners: Owners, told: ReadonlySet<string>): Offence[] {
  return phones.flatMap((phone): Offence[] => {
    const kind = scannerKind(phone.userAgent);
    // Somebody at home may still use the softphone whose name is copied.
    const isTold = !isPublic(phone.address ?? '') || told.has(`stranger:${phone.account}:${phone.contact}`);
    if (kind === null || (kind === 'copy' && isTold)) return [];
    return [{ finding: findingOf('scanner', phone, 'critical', SCANNER[kind], owners), softened: null }];
  });
}

/** May a phone at this address connect to where it registered? In a browser through AJAM or a proxy of the web server. */
function letIn(view: View, { address: text, inBrowser }: Phone): boolean {
  const address = parseAddress(text ?? '');
  if (address === null || (address.family === 6 && view.unmanagedV6)) return true;
  const doors = inBrowser ? ['AJAM', 'WEB'] : ['SIP'];
  return view.measures.some((measure) => doors.includes(measure.service) && isIn(sendersIn(measure), address));
}

/** Networks that an account is limited to; null: none, or that cannot be told. */
type Limits = (account: string) => readonly Network[] | null;

function limitsOf({ accounts, providers, firewall }: Pick<Parts, 'accounts' | 'providers' | 'firewall'>): Limits {
  const rules = new Map((firewall.state === 'known' ? firewall.data.rules : []).map(({ id, permit }) => [id, permit]));
  const owners = [
    ...(accounts.state === 'known' ? accounts.data.map(({ number, filterId }) => [number, filterId] as const) : []),
    ...(providers.state === 'known' ? providers.data.map(({ id, filterId }) => [id, filterId] as const) : []),
  ];
  const filters = new Map(owners);
  return (account) => {
    const filter = filters.get(account);
    const permit = typeof filter === 'string' ? rules.get(filter) : undefined;
    const networks = permit === undefined ? [] : networksOf(permit);
    return networks.length === 0 ? null : networks;
  };
}

/** Registered from outside the networks that it is limited to: the limit is not in force. */
function unlimited(phones: readonly Phone[], limits: Limits, owners: Owners): Offence[] {
  return phones.flatMap((phone): Offence[] => {
    const address = parseAddress(phone.address ?? '');
    const networks = limits(phone.account);
    if (address === null || networks === null || !isPublic(phone.address ?? '')) return [];
    if (networks.some((network) => contains(network, address))) return [];
    return [{ finding: findingOf('stranger', phone, 'critical', LIMITED, owners), softened: null }];
  });
}

/** Only public addresses: a private one may be what a phone claims of itself. */
function strangers(view: View, phones: readonly Phone[], owners: Owners): Offence[] {
  const softened =
    view.doubt === null ? null : say('checks.registered-devices.doubt', { what: doubtLines(view.doubt) });
  return phones
    .filter((phone) => isPublic(phone.address ?? '') && !letIn(view, phone))
    .map((phone) => ({
      finding: findingOf(
        'stranger',
        phone,
        softened === null ? 'critical' : 'medium',
        'checks.registered-devices.stranger',
        owners,
      ),
      softened,
    }));
}

const LIMITED = 'checks.registered-devices.limited';

type Says =
  | typeof LIMITED
  | (typeof SCANNER)[keyof typeof SCANNER]
  | 'checks.registered-devices.stranger'
  | 'checks.registered-devices.unplaced';

function findingOf(kind: string, phone: Phone, severity: Severity, key: Says, owners: Owners): Finding {
  const { account, contact, userAgent } = phone;
  const { subject, page, name } = owners(account);
  const says = say(key, { account: name, address: contact, program: programOf(userAgent) });
  return { id: `${kind}:${account}:${contact}`, severity, says, subject, page };
}

/** Some phones say nothing. */
const programOf = (userAgent: string): Message =>
  userAgent.trim() === '' ? say('devices.program.none') : say('devices.program', { name: userAgent });

function hidden({ address, phones, isRouter }: BehindOne): Offence {
  const accounts = [...new Set(phones.map(({ account }) => account))];
  const says = isRouter
    ? say('checks.registered-devices.router', { count: phones.length, address, accounts })
    : say('checks.registered-devices.shared', { count: phones.length, address, accounts });
  return {
    finding: {
      id: `behind:${address}`,
      severity: 'high',
      says,
      subject: { kind: 'interface', id: address, label: address },
      page: { page: 'network' },
    },
    softened: null,
  };
}

/** Staff on a journey, or a stranger: only a person knows. */
function farAway({ phone, country }: FarPhone, owners: Owners): Offence {
  const { account, contact, userAgent } = phone;
  const { subject, page, name } = owners(account);
  const says = say('checks.registered-devices.far', {
    account: name,
    address: contact,
    program: programOf(userAgent),
    country: say('dialling.country', { code: country }),
  });
  return {
    finding: { id: `far:${account}:${country}`, severity: 'medium', says, subject, page },
    softened: say('checks.registered-devices.far.says'),
  };
}

/** Phones that told a name, and are seen at no address either: a second contact of one phone is in the list, too. */
function unplaced(phones: readonly Phone[], owners: Owners): Offence[] {
  const seen = new Set(phones.filter(({ address }) => address !== null).map(({ account }) => account));
  return phones
    .filter(({ account, address }) => address === null && !seen.has(account))
    .map((phone) => ({
      finding: findingOf('unplaced', phone, 'low', 'checks.registered-devices.unplaced', owners),
      softened: say('checks.registered-devices.unplaced.says'),
    }));
}

/** A list for a person: its beginning is enough. */
const SHOWN = 20;
function listed(phones: readonly Phone[], owners: Owners): Message[] {
  const shown = phones.slice(0, SHOWN).map(({ account, contact, userAgent }) =>
    say('checks.registered-devices.one', {
      account: owners(account).name,
      address: contact,
      program: programOf(userAgent),
    }),
  );
  const left = phones.length - shown.length;
  return left > 0 ? [...shown, say('devices.more', { count: left })] : shown;
}

/** Where staff works is known to people only: they see at a glance who does not belong. */
function whereFrom(view: View | null, phones: readonly Phone[], owners: Owners): Message[] {
  const outside = phones.filter(({ address }) => address !== null && isPublic(address));
  const claimed = phones.filter((phone) => !isPublic(phone.address ?? '') && view !== null && !letIn(view, phone));
  return [
    ...(outside.length === 0 ? [] : [say('checks.registered-devices.outside', { phones: listed(outside, owners) })]),
    ...(claimed.length === 0 ? [] : [say('checks.registered-devices.private', { phones: listed(claimed, owners) })]),
  ];
}

export const check = defineCheck({
  id: 'registered-devices',
  section: 'other-ways-in',
  order: 0,
  severity: 'critical',
  needs: ['devices'],
  uses: [...VIEW_NEEDS, ...VIEW_USES, 'accounts', 'fail2ban', 'rotation', 'system', 'attestations'],
  title: say('checks.registered-devices.title'),
  todo: say('checks.registered-devices.todo'),
  why: say('checks.registered-devices.why'),
  guide: 'what-to-do-if-a-breach-has-already-occurred',
  manual: { en: 'manual/telephony/extensions', ru: 'manual/telephony/extensions' },
  page: { page: 'extensions' },
  action: null,
  aid: 'close',
  effort: { minutes: 10, each: 5, phonesStop: true },

  evaluate(facts, context) {
    const phones = phonesOf(facts.devices.data);
    if (phones.length === 0) return { verdict: 'not-applicable', says: say('checks.registered-devices.none') };

    const owners = ownersOf(facts.accounts, facts.providers);
    const view = viewIfKnown(facts);
    const behind = hiddenBehindOne(facts, context.attested);
    const limited = unlimited(phones, limitsOf(facts), owners);
    const told = new Set(limited.map(({ finding: { id } }) => id));
    const past = (view === null ? [] : strangers(view, phones, owners)).filter(({ finding: { id } }) => !told.has(id));
    const uninvited = [...limited, ...past];
    const placed = new Set(uninvited.map(({ finding: { id } }) => id));
    const inside = [...scanners(phones, owners, placed), ...uninvited];
    const isLapsing = lapsing(facts);
    const staying = inside.filter((one) => !isLapsing(one));
    const going = inside.filter(isLapsing);
    const away = farPhones(phones, facts, context.attested).filter(
      ({ phone }) => !inside.some(({ finding: { id } }) => id.endsWith(`:${phone.account}:${phone.contact}`)),
    );
    const offences = [
      ...staying,
      ...going.map(({ finding }) => ({ finding: { ...finding, severity: 'high' as const }, softened: LAPSES })),
      ...behind.map(hidden),
      ...away.map((one) => farAway(one, owners)),
      ...unplaced(phones, owners),
    ];
    const places = whereFrom(view, phones, owners);
    const unread = view === null ? [cannotTell(missingForView(facts)).says] : [];
    const notes = [...unread, ...places];

    const [first, ...more] = offences;
    if (first === undefined) {
      if (view === null) return { ...cannotTell(missingForView(facts)), notes: places };
      return { verdict: 'pass', says: say('checks.registered-devices.pass', { count: phones.length }), notes };
    }
    const accounts = new Set(phones.map(({ account }) => account));
    const bad = new Map(inside.map(({ finding: { subject } }) => [subject.id, subject]));
    return settle(
      [first, ...more],
      inside.length > 0
        ? say('checks.registered-devices.fail', { count: bad.size, total: accounts.size })
        : say('checks.registered-devices.hidden'),
      {
        notes: inside.length > 0 ? [say('checks.registered-devices.tracked'), ...notes] : notes,
        steps: [
          ...(staying.length > 0 ? afterBreach(staying, facts, phones, context) : []),
          ...(going.length > 0 ? [look(say('checks.registered-devices.step.lapses'))] : []),
          ...(going.length > 0 && staying.length === 0 ? [CLOSE] : []),
          ...(away.length > 0 ? [look(say('checks.registered-devices.step.far'))] : []),
          ...(behind.length > 0
            ? [notHere('router', say('checks.registered-devices.step.masquerade'), ['behind:'])]
            : []),
        ],
        questions: [...behind.map(({ address }) => askSharedAddress(address)), ...away.map(askFarPhone)],
      },
    );
  },
});

const LAPSES = say('checks.registered-devices.lapses');
const CLOSE = look(
  say('checks.registered-devices.step.close', { check: say('checks.firewall-trusted-subnets.title') }),
);

/** The password is a new one already: what is listed is of the old one, as far as anybody can tell yet. */
function lapsing(facts: Pick<Parts, 'rotation' | 'system'>): (one: Offence) => boolean {
  const isLate = changedLately(facts);
  return ({ finding: { subject } }) =>
    isLate({ id: `${subject.kind === 'provider' ? 'provider' : 'sip'}:${subject.id}` });
}

/** Somebody has passwords of these accounts: no grace for the addresses that they come from. */
function afterBreach(
  inside: readonly Offence[],
  facts: SpareFacts & Pick<Parts, 'accounts'>,
  phones: readonly Phone[],
  context: Context,
): readonly Step[] {
  const ids = new Set(inside.map(({ finding }) => finding.subject.id));
  const bad = new Set(inside.map(({ finding }) => finding.id));
  const strangers = phones.filter(({ account, contact }) =>
    ['scanner', 'stranger'].some((kind) => bad.has(`${kind}:${account}:${contact}`)),
  );
  const known = [
    ...(facts.accounts.state === 'known' ? facts.accounts.data.map(accountOwner) : []),
    ...(facts.providers.state === 'known' ? facts.providers.data.map(providerOwner) : []),
  ].filter(({ subject }) => ids.has(subject.id));
  const unlisted = [...ids].filter((id) => !known.some(({ subject }) => subject.id === id));
  const owners = [...known, ...unlisted.map((number) => accountOwner({ ...NO_ACCOUNT, number }))];
  return [
    ...passwordSteps(owners, facts, context, {
      strangers: new Set(strangers.flatMap(({ address }) => (address === null ? [] : [address]))),
    }),
    look(say('checks.registered-devices.step.calls')),
    CLOSE,
    look(say('checks.registered-devices.step.others')),
  ];
}

/** An extension of which only its number is known. */
const NO_ACCOUNT = {
  name: '',
  page: '',
  disabled: false,
  filterId: null,
  authUsername: null,
  secretOverridden: false,
  demo: false,
};
