/**
 * The day of a break-in: everything that strangers may have read, or left to come back with, in one plan; each part can be left out. The
 * passwords of web and SSH are no part of it: a person types them, and each is confirmed on its own.
 * (guide: What to Do If a Breach Has Already Occurred)
 */
import { closedSince, incidentIn } from '../break-in/incident.ts';
import type { PartData, Parts } from '../facts/types.ts';
import { holeOf } from '../hole.ts';
import { say, type Message } from '../message.ts';
import { addressText, parseAddress } from '../reach/networks.ts';
import { FIRST_REST_V3, isAtLeast, parseRelease } from '../release.ts';
import { cut } from '../steps/passwords.ts';
import { defineAction, madeFrom, MOST_STEPS, refuse, type Asker, type Known, type Planned } from './action.ts';
import { sayWhy } from './login-plan.ts';
import { limitChanges, playLimits } from './limiting/limited.ts';
import { sayRefusal, type Refusal } from './refusals.ts';
import { renewablesIn } from './renewing/accounts.ts';
import { isOpen } from './renewing/bars.ts';
import { programsIn } from './renewing/programs.ts';
import { rotateAmiAri } from './rotate-ami-ari.ts';
import { rotateSipPasswords } from './rotate-sip-passwords.ts';
import { simulate } from './simulate.ts';
import { TITLES } from './titles.ts';
import { together } from './together.ts';
import type { Affected, Change, Plan, Step, Warning } from './types.ts';
import { undoOf } from './undo.ts';
import { warn } from './warnings.ts';

export const EVERYTHING = ['extensions', 'programs', 'api-keys', 'ssh-keys', 'passkeys', 'sessions'] as const;
export type EverythingId = (typeof EVERYTHING)[number];

export interface RotateEverythingOptions {
  /** Parts that a person leaves out. */
  readonly without: readonly EverythingId[];
  /** Fingerprints of SSH keys that a person knows: they stay. */
  readonly known: readonly string[];
  /** Ids of keys of the REST API that stay. */
  readonly kept: readonly string[];
  /** Addresses that nobody knows: they are not exempted from bans. */
  readonly unspared: readonly string[];
}

export type EverythingPart =
  /** `isIn`: nobody left it out. */
  | { readonly id: EverythingId; readonly kind: 'planned'; readonly isIn: boolean; readonly plan: Plan }
  /** All of it stays, as a person wants it. */
  | { readonly id: EverythingId; readonly kind: 'kept' }
  | { readonly id: EverythingId; readonly kind: 'refused'; readonly refusal: Refusal };

type Facts = Known<'system'>;
type SshKey = PartData['ssh']['authorizedKeys'][number];
type ApiKey = PartData['apiKeys'][number];

const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;
const ID = /^[1-9]\d{0,9}$/;
/** That one step holds. */
const MOST_KEYS = 100;

/** Those that can be removed: a request can name them. */
export const sshKeysIn = ({ ssh }: Parts): readonly SshKey[] =>
  ssh.state === 'known' ? ssh.data.authorizedKeys.filter(({ fingerprint }) => FINGERPRINT.test(fingerprint)) : [];

/** Those that may do something. */
export const apiKeysIn = ({ apiKeys }: Parts): readonly ApiKey[] =>
  apiKeys.state === 'known' ? apiKeys.data.filter(({ id, noRights }) => noRights !== true && ID.test(id)) : [];

const isNewer = ({ system: { data } }: Facts): boolean =>
  isAtLeast(parseRelease(data.release), FIRST_REST_V3) !== false;

/** What there is to change, part by part: not what was changed since it was closed. */
export function everythingParts(
  facts: Parts,
  options: RotateEverythingOptions,
  asker: Asker,
): readonly EverythingPart[] {
  if (facts.system.state === 'unknown') return [];
  const { system } = facts;
  const of = { ...facts, system };
  const rest = [...keysOfApi(of, options, asker), ...keysOfSsh(of, options, asker), ...endings(of, asker)];
  const isIn = (id: EverythingId) => !options.without.includes(id);
  const planned = (id: EverythingId, made: Planned | 'kept'): EverythingPart =>
    made === 'kept'
      ? { id, kind: 'kept' }
      : made.accepted
        ? { id, kind: 'planned', isIn: isIn(id), plan: made.plan }
        : { id, kind: 'refused', refusal: made.refusal };
  const taken = (parts: readonly EverythingPart[]) =>
    parts.reduce((sum, part) => sum + (part.kind === 'planned' && part.isIn ? part.plan.steps.length : 0), 0);
  const others = rest.map(([id, made]) => planned(id, made));
  const before = ofPrograms(of, asker).map((made) => planned('programs', made));
  const room = MOST_STEPS - taken([...others, ...before]);
  const extensions = ofExtensions(of, options, asker, room).map((made) => planned('extensions', made));
  // Both write the list of whom nobody bans: the later one knows of the earlier.
  const state = extensions.reduce<Parts>(
    (now, part) => (part.kind === 'planned' && part.isIn ? simulate(now, part.plan) : now),
    of,
  );
  const programs = ofPrograms({ ...state, system }, asker).map((made) => planned('programs', made));
  return [...extensions, ...programs, ...others];
}

/** Whose secret is as it was when strangers could read it. */
function isOld(facts: Parts): (owner: { readonly id: string }) => boolean {
  const { rotation, system } = facts;
  const since = closedSince(incidentIn({ parts: facts, readAt: system.readAt }), rotation);
  const secrets = rotation.state === 'known' ? rotation.data.secrets : [];
  const changed = new Set(
    secrets.filter(({ changedAt }) => Date.parse(changedAt ?? '') > since).map(({ owner }) => owner),
  );
  return ({ id }) => !changed.has(id);
}

function ofExtensions(
  facts: Facts,
  { unspared }: RotateEverythingOptions,
  asker: Asker,
  room: number,
): readonly Planned[] {
  const isDue = isOld(facts);
  const due = renewablesIn(facts).filter(({ owner }) => isDue(owner));
  if (due.length === 0 && facts.accounts.state === 'known') return [];
  const barred = due.filter((one) => !isOpen(one)).map(({ number }) => number);
  const open = due.filter(isOpen).map(({ number }) => number);
  const plan = (count: number) =>
    rotateSipPasswords.plan(
      facts,
      { numbers: [...open.slice(0, count), ...barred], suffix: null, unspared: [...unspared] },
      asker,
    );
  // Fewer where the first steps take their place.
  let [count, made] = [room, plan(room)];
  while (made.accepted && made.plan.steps.length > room) {
    count -= made.plan.steps.length - room;
    made = plan(count);
  }
  if (!made.accepted || open.length <= count) return [made];
  const portion = warn('portion', say('actions.renew.warn.portion', { count, total: open.length }));
  return [{ accepted: true, plan: { ...made.plan, warnings: [portion, ...made.plan.warnings] } }];
}

/** What only the PBX itself may use, nobody from outside can; whoever reads it has to be told, and only a person knows who that is. */
function ofPrograms(facts: Facts, asker: Asker): readonly Planned[] {
  const isDue = isOld(facts);
  const due = programsIn(facts).filter(({ owner, isLocal }) => !isLocal && isDue(owner));
  if (due.length === 0 && facts.ami.state === 'known') return [];
  return [rotateAmiAri.plan(facts, { owners: due.map(({ owner }) => owner.id) }, asker)];
}

function keysOfApi(facts: Facts, { kept }: RotateEverythingOptions, asker: Asker): readonly Found[] {
  const { apiKeys } = facts;
  if (!isNewer(facts)) return [];
  if (apiKeys.state === 'unknown') return [['api-keys', unread('apiKeys', apiKeys.reason)]];
  const all = apiKeysIn(facts);
  if (all.length === 0) return [];
  const gone = all.filter(({ id }) => !kept.includes(id));
  if (gone.length === 0) return [['api-keys', 'kept']];
  const steps = gone.map(({ id, name }): Step => ({
    kind: 'api-key.limit',
    says: say('actions.limit.step.key.none', { name }),
    id: Number(id),
    rights: 'none',
  }));
  const { facts: then } = playLimits(facts, { steps });
  const changes = limitChanges(facts, then);
  return [['api-keys', piece(facts, asker, { steps, parts: ['apiKeys'], changes, affected: gone.flatMap(whoUses) })]];
}

/** A program that uses it now. */
const whoUses = ({ id, name, lastUsedAt }: ApiKey): readonly Affected[] =>
  lastUsedAt === null
    ? []
    : [
        {
          kind: 'api-key',
          id,
          label: name,
          address: null,
          maker: null,
          services: [],
          says: say('actions.limit.affected.key.none', { name, at: lastUsedAt.slice(0, 10) }),
        },
      ];

function keysOfSsh(facts: Facts, { known }: RotateEverythingOptions, asker: Asker): readonly Found[] {
  const { ssh } = facts;
  if (ssh.state === 'unknown') return [['ssh-keys', unread('ssh', ssh.reason)]];
  const all = sshKeysIn(facts);
  if (all.length === 0) return [];
  const gone = all.filter(({ fingerprint }) => !known.includes(fingerprint));
  if (gone.length === 0) return [['ssh-keys', 'kept']];
  // The same key may stand there twice.
  const prints = [...new Set(gone.map(({ fingerprint }) => fingerprint))];
  const chunks = Array.from({ length: Math.ceil(prints.length / MOST_KEYS) }, (_, place) =>
    prints.slice(place * MOST_KEYS, (place + 1) * MOST_KEYS),
  );
  const steps = chunks.map((fingerprints): Step => ({
    kind: 'ssh.remove-keys',
    says: say('actions.everything.step.ssh-keys', { count: fingerprints.length }),
    fingerprints,
  }));
  const left = ssh.data.authorizedKeys.filter((key) => !gone.includes(key));
  const change: Change = {
    object: 'setting',
    id: 'SSHAuthorizedKeys',
    label: 'SSHAuthorizedKeys',
    page: { page: 'settings-ssh' },
    fields: [
      {
        field: 'keys',
        name: say('actions.field.ssh-keys'),
        before: keyList(ssh.data.authorizedKeys),
        after: keyList(left),
      },
    ],
  };
  const nobody = left.length === 0 && !ssh.data.passwordLogins;
  const warnings = nobody ? [warn('no-ssh', say('actions.everything.warn.no-ssh'))] : [];
  return [['ssh-keys', piece(facts, asker, { steps, parts: [], changes: [change], warnings })]];
}

export const keyName = ({ type, comment, fingerprint }: SshKey): Message =>
  say('actions.value.text', { value: [comment, type, fingerprint].filter((text) => text !== '').join(' ') });

const keyList = (keys: readonly SshKey[]): Message =>
  keys.length === 0
    ? say('actions.value.none')
    : say('actions.everything.keys', { count: keys.length, keys: cut(keys.map(keyName)) });

/** What ends, and cannot be given back. */
function endings(facts: Facts, asker: Asker): readonly Found[] {
  const ending = (id: 'passkeys' | 'sessions', step: Step): Found => [
    id,
    piece(facts, asker, { steps: [step], parts: [], changes: [] }),
  ];
  return [
    ...(isNewer(facts)
      ? [ending('passkeys', { kind: 'passkeys.end', says: say('actions.everything.step.passkeys') })]
      : []),
    ending('sessions', { kind: 'sessions.end', says: say('actions.step.sessions-end') }),
  ];
}

type Found = readonly [EverythingId, Planned | 'kept'];

const unread = (part: 'apiKeys' | 'ssh', reason: Extract<Refusal, { kind: 'unknown' }>['missing'][number]['reason']) =>
  refuse({ kind: 'unknown', missing: [{ part, reason }] });

interface Piece {
  readonly steps: readonly Step[];
  readonly parts: Parameters<typeof madeFrom>[1];
  readonly changes: readonly Change[];
  readonly affected?: readonly Affected[];
  readonly warnings?: readonly Warning[];
}

function piece(facts: Facts, asker: Asker, { steps, parts, changes, affected = [], warnings = [] }: Piece): Planned {
  const { release } = facts.system.data;
  const address = parseAddress(asker.address);
  if (address === null) return refuse({ kind: 'bad-address', address: asker.address });
  return {
    accepted: true,
    plan: {
      version: 1,
      action: 'rotate-everything',
      title: TITLES['rotate-everything'],
      release,
      ...madeFrom(facts, parts),
      asker: { address: addressText(address), networks: [...asker.networks] },
      steps: [...steps],
      undo: [...undoOf(steps, release)],
      changes: [...changes],
      reach: [],
      affected: [...affected],
      stops: [],
      warnings: [...warnings],
      confirm: null,
    },
  };
}

/** Whatever is new can be read like the old while anybody gets in. */
function lockOf(facts: Facts): Message | null {
  const { system, patch, attestations } = facts;
  if (holeOf(parseRelease(system.data.release), patch) === 'open') return say('room.change.locked.hole');
  const { marks } = incidentIn({ parts: { system, attestations }, readAt: system.readAt });
  return marks.has('closed') ? null : say('room.change.locked.doors');
}

export const rotateEverything = defineAction<RotateEverythingOptions, 'system'>({
  id: 'rotate-everything',
  needs: ['system'],
  uses: [...new Set([...rotateSipPasswords.parts, ...rotateAmiAri.parts, 'apiKeys' as const, 'ssh' as const])].filter(
    (part) => part !== 'system',
  ),

  plan(facts, options, asker): Planned {
    const lock = lockOf(facts);
    if (lock !== null) return refuse({ kind: 'own-words', said: sayWhy(lock) });
    const parts = everythingParts(facts, options, asker);
    const [first, ...more] = parts.flatMap((part) => (part.kind === 'planned' && part.isIn ? [part.plan] : []));
    if (first === undefined) return refuse({ kind: 'nothing-to-do' });
    const plans: readonly [Plan, ...Plan[]] = [first, ...more];
    const { changes, warnings, parts: named, ...plan } = together(facts, plans, 'rotate-everything');
    const own = plans.flatMap((one) => (one.action === 'rotate-everything' ? one.changes : []));
    return {
      accepted: true,
      plan: {
        ...plan,
        // A plan says what it rests on, also where that is nothing that changes from one minute to the next.
        ...madeFrom(facts, named.length === 0 ? ['ports'] : named),
        changes: [...changes, ...own],
        warnings: [
          warn('back', say('actions.everything.warn.back')),
          warn('logins', say('actions.everything.warn.logins')),
          ...leftOf(parts),
          ...warnings,
        ],
      },
    };
  },
});

/** Those that cannot be changed from here, or are to stay, in words. */
const leftOf = (parts: readonly EverythingPart[]): readonly Warning[] =>
  parts.flatMap((part) =>
    part.kind === 'refused'
      ? [
          warn(
            `left:${part.id}`,
            say('actions.everything.left', {
              what: say(`actions.everything.part.${part.id}`),
              why: sayRefusal(part.refusal).says,
            }),
          ),
        ]
      : [],
  );
