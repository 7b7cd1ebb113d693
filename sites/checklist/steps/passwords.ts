/** The steps to change passwords: whoever goes on with an old one is spared bans, then what is changed is entered again. */
import type { Context } from '../check.ts';
import { menuOf, newMenuOf } from '../exposure/menus.ts';
import { say, type Message } from '../message.ts';
import type { Release } from '../release.ts';
import type { Owner } from '../secrets/owners.ts';
import { is2024 } from './names.ts';
import { spare, type SpareFacts } from './spare.ts';
import { notHere, step, type Step } from './step.ts';

/** Accounts whose stored password is not the one in force. */
export interface Attributes {
  /** A hash is in force. */
  readonly hashed: readonly Message[];
  /** Their attributes set one, or nobody could read them. */
  readonly overridden: readonly Message[];
}
const NONE: Attributes = { hashed: [], overridden: [] };

export function passwordSteps(
  owners: readonly Owner[],
  facts: SpareFacts,
  context: Context,
  { attributes = NONE, strangers = new Set() }: { attributes?: Attributes; strangers?: ReadonlySet<string> } = {},
): readonly Step[] {
  const { release } = context;
  const of = (kind: Owner['subject']['kind']) => owners.filter(({ subject }) => subject.kind === kind);
  const [accounts, providers, ami, ari] = [of('account'), of('provider'), of('ami-user'), of('ari-user')];
  const logins = owners.filter(({ subject }) => subject.kind === 'login');
  const named = new Set([...accounts, ...providers].map(({ subject }) => subject.id));
  const { first, last } = named.size === 0 ? { first: [], last: [] } : spare(facts, named, context, strangers);
  return [
    ...first,
    ...attributeSteps(attributes, release),
    ...sipSteps(accounts, release),
    ...changing(providers, [
      say('steps.password.provider', { menu: menuOf('providers', release), providers: listed(providers) }),
      notHere('provider', say('steps.password.provider.tell')),
    ]),
    ...last,
    ...changing(ami, [say('steps.password.ami', { menu: menuOf('ami', release), users: listed(ami) }), TOLD]),
    ...changing(ari, [say('steps.password.ami', { menu: newMenuOf('ari'), users: listed(ari) }), TOLD]),
    ...logins.map((login) =>
      step(
        login.id === 'web'
          ? say('steps.password.web', { menu: menuOf('web-password', release) })
          : say('steps.password.ssh', { menu: menuOf('ssh', release) }),
        { kind: 'secrets', owners: [login.id] },
      ),
    ),
  ];
}

const TOLD = notHere('program', say('steps.password.program'));

function sipSteps(accounts: readonly Owner[], release: Release): Step[] {
  const said = { menu: menuOf('extensions', release), accounts: listed(accounts) };
  const says = is2024(release) ? say('steps.password.sip.2024', said) : say('steps.password.sip.2026', said);
  return changing(accounts, [says, notHere('phones', say('steps.password.phones'))]);
}

function attributeSteps({ hashed, overridden }: Attributes, release: Release): Step[] {
  const field = say(is2024(release) ? 'steps.field.attributes.2024' : 'steps.field.attributes.2026');
  return [
    ...(hashed.length > 0 ? [step(say('steps.password.hashed', { field, accounts: cut(hashed) }))] : []),
    ...(overridden.length > 0 ? [step(say('steps.password.overridden', { field, accounts: cut(overridden) }))] : []),
  ];
}

const changing = (owners: readonly Owner[], [says, told]: readonly [Message, Step]): Step[] =>
  owners.length === 0 ? [] : [step(says, { kind: 'secrets', owners: owners.map(({ id }) => id) }), told];

/** A list for a person: its beginning is enough, the page lists all of them. */
const SHOWN = 20;
export const cut = (names: readonly Message[]): readonly Message[] =>
  names.length <= SHOWN ? names : [...names.slice(0, SHOWN), say('devices.more', { count: names.length - SHOWN })];
const listed = (owners: readonly Owner[]): readonly Message[] => cut(owners.map(({ name }) => name));
