/**
 * Everything that strangers may have read or left to come back with, and whether it is another one since nobody but the person gets in.
 * What was changed before that may have been read once more.
 */
import type { ActionId } from '../actions/types.ts';
import { inUse } from '../billed.ts';
import { menuOf, newMenuOf } from '../exposure/menus.ts';
import type { PartData, Parts } from '../facts/types.ts';
import type { Hole } from '../hole.ts';
import { say, type Message } from '../message.ts';
import { ACTION_OF, groupOf, type GroupId } from '../path/passwords.ts';
import { upgradeSteps } from '../path/upgrade.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';
import type { Page } from '../report/types.ts';
import { ownersOf } from '../secrets/stolen.ts';
import { closedSince, isClosed, type Doors, type Incident, type Mark } from './incident.ts';

export type ChangeId =
  GroupId | 'ssh-keys' | 'api-keys' | 'passkeys' | 'sessions' | 'modules' | 'mail' | 'providers' | 'backup';

export interface ChangeRow {
  readonly id: ChangeId;
  /** By what the PBX tells. `asked`: only a person knows. */
  readonly state: 'done' | 'todo' | 'asked';
  readonly says: Message;
  /** Whose: names of strangers among them. */
  readonly names: readonly string[];
  /** How it is done where no button does it. */
  readonly how: readonly Message[];
  readonly page: Page | null;
  readonly action: ActionId | null;
  /** A person said that it is done. */
  readonly mark: Mark | null;
}

export interface Changes {
  /** Why nothing is to be changed yet. */
  readonly locked: Message | null;
  readonly rows: readonly ChangeRow[];
  /** Changed in vain so far, by group: read while it was open. */
  readonly early: readonly Message[];
}

/** What a plan has ended, by the journal: nothing else on the PBX tells of it. Keys of SSH that are left, somebody knew. */
export interface Ended {
  readonly id: 'passkeys' | 'sessions' | 'ssh-keys';
  readonly at: string;
}

export interface Scene {
  readonly incident: Incident;
  readonly release: Release;
  readonly hole: Hole;
  readonly doors: Doors;
  readonly ended: readonly Ended[];
}

type ChangeFacts = Parameters<typeof ownersOf>[0] &
  Pick<Parts, 'rotation' | 'apiKeys' | 'modules' | 'system' | 'updates'>;
type Judged = Omit<ChangeRow, 'mark'>;

export const isRowDone = ({ state, mark }: ChangeRow): boolean =>
  state === 'done' || (state === 'asked' && mark !== null);

export const markOf = (id: ChangeId): `changed-${ChangeId}` => `changed-${id}`;

export function changesIn(facts: ChangeFacts, { incident, release, hole, doors, ended }: Scene): Changes {
  const since = closedSince(incident, facts.rotation);
  const groups = groupsOf(facts, since);
  const over = (row: Judged): Judged =>
    ended.some(({ id, at }) => id === row.id && Date.parse(at) > since) ? { ...row, state: 'done', how: [] } : row;
  const marked = (row: Judged): ChangeRow => {
    const mark = incident.marks.get(markOf(row.id));
    return { ...row, mark: mark !== undefined && Date.parse(mark.at) >= since ? mark : null };
  };
  const rows = [
    ...groups.map(groupRow),
    ...keysOfSsh(facts, release),
    ...keysOfApi(facts, release, since),
    ...(isAtLeast(release, FIRST_REST_V3) === false ? [] : [PASSKEYS]),
    SESSIONS,
    ...secretsOfModules(facts, release),
    MAIL,
    ...ofProviders(facts, release),
    backup(facts, release),
  ];
  return {
    locked: lockOf(incident, hole, doors),
    rows: rows.map(over).map(marked),
    early: groups.flatMap(({ id, early }) =>
      early === 0 ? [] : [say('room.change.early', { who: say(`path.group.${id}`), count: early })],
    ),
  };
}

/** As the way out has it: what is new can be read like the old while anybody gets in. */
function lockOf(incident: Incident, hole: Hole, doors: Doors): Message | null {
  if (hole === 'open') return say('room.change.locked.hole');
  return isClosed(incident, doors) ? null : say('room.change.locked.doors');
}

interface Group {
  readonly id: GroupId;
  readonly of: number;
  readonly changed: number;
  readonly early: number;
  /** No reading holds when. */
  readonly unknown: number;
}

function groupsOf(facts: ChangeFacts, since: number): readonly Group[] {
  const secrets = facts.rotation.state === 'known' ? facts.rotation.data.secrets : [];
  const changedAt = new Map(secrets.map(({ owner, changedAt: at }) => [owner, at]));
  const groups = new Map<GroupId, Group>();
  for (const owner of ownersOf(facts).owners) {
    const id = groupOf(owner);
    const { of, changed, early, unknown } = groups.get(id) ?? { of: 0, changed: 0, early: 0, unknown: 0 };
    const at = changedAt.get(owner.id);
    const isChanged = typeof at === 'string' && Date.parse(at) > since;
    groups.set(id, {
      id,
      of: of + 1,
      changed: changed + Number(isChanged),
      early: early + Number(typeof at === 'string' && !isChanged),
      unknown: unknown + Number(at === undefined),
    });
  }
  return [...groups.values()];
}

function groupRow({ id, of, changed, early, unknown }: Group): Judged {
  const isDone = changed === of;
  return {
    id,
    // Whom no reading holds, a person has to answer for.
    state: isDone ? 'done' : changed + unknown === of ? 'asked' : 'todo',
    says: say('room.change.group', {
      who: say(`path.group.${id}`),
      is: [
        say('room.change.counts', { changed, of }),
        ...(early > 0 ? [say('room.change.again', { count: early })] : []),
        ...(unknown > 0 ? [say('path.group.unknown', { count: unknown })] : []),
      ],
    }),
    names: [],
    how: id === 'lines' && !isDone ? [say('room.change.lines.how')] : [],
    page: id === 'lines' ? { page: 'providers' } : null,
    action: isDone ? null : ACTION_OF[id],
  };
}

const BY_HAND = { state: 'asked', names: [], page: null, action: null } as const;

/** Keys that are there. A key that strangers added opens SSH whatever the password is. */
function keysOfSsh({ ssh }: ChangeFacts, release: Release): readonly Judged[] {
  if (ssh.state === 'known' && ssh.data.authorizedKeys.length === 0) return [];
  const keys = ssh.state === 'known' ? ssh.data.authorizedKeys : [];
  return [
    {
      ...BY_HAND,
      id: 'ssh-keys',
      says:
        ssh.state === 'known'
          ? say('room.change.ssh-keys', { count: keys.length })
          : say('room.change.ssh-keys.unread'),
      names: keys.map(({ type, comment, fingerprint }) =>
        [comment, type, fingerprint].filter((text) => text !== '').join(' '),
      ),
      how: [say('room.change.ssh-keys.how', { menu: menuOf('ssh', release) })],
      page: { page: 'settings-ssh' },
    },
  ];
}

/** A key that is younger is another one; one without rights opens nothing. */
function keysOfApi({ apiKeys }: ChangeFacts, release: Release, since: number): readonly Judged[] {
  if (isAtLeast(release, FIRST_REST_V3) === false) return [];
  const page = { page: 'api-keys' } as const;
  const how = [say('room.change.api-keys.how', { menu: newMenuOf('api-keys') })];
  if (apiKeys.state === 'unknown')
    return [{ ...BY_HAND, id: 'api-keys', says: say('room.change.api-keys.unread'), how, page }];
  if (apiKeys.data.length === 0) return [];
  const old = apiKeys.data.filter((key) => !isHarmless(key, since));
  return [
    {
      id: 'api-keys',
      state: old.length === 0 ? 'done' : 'asked',
      says: old.length === 0 ? say('room.change.api-keys.done') : say('room.change.api-keys', { count: old.length }),
      names: old.map(({ name }) => name),
      how: old.length === 0 ? [] : how,
      page,
      action: old.length === 0 ? null : 'restrict-api-keys',
    },
  ];
}

const isHarmless = ({ noRights, createdAt }: PartData['apiKeys'][number], since: number): boolean =>
  noRights === true || (createdAt !== null && Date.parse(createdAt) > since);

const PASSKEYS: Judged = {
  ...BY_HAND,
  id: 'passkeys',
  says: say('room.change.passkeys'),
  how: [say('room.change.passkeys.how')],
  page: { page: 'settings-passwords' },
};
const SESSIONS: Judged = {
  ...BY_HAND,
  id: 'sessions',
  says: say('room.change.sessions'),
  how: [say('room.change.sessions.how')],
};
const MAIL: Judged = { ...BY_HAND, id: 'mail', says: say('room.change.mail'), how: [say('room.change.mail.how')] };

const MODULE = 'ModuleSecurityChecklist';

/** Each keeps its secrets in a way of its own, and none tells of them. */
function secretsOfModules({ modules }: ChangeFacts, release: Release): readonly Judged[] {
  const others = modules.state === 'known' ? modules.data.filter(({ id, enabled }) => enabled && id !== MODULE) : [];
  if (modules.state === 'known' && others.length === 0) return [];
  return [
    {
      ...BY_HAND,
      id: 'modules',
      says:
        modules.state === 'known'
          ? say('room.change.modules', { count: others.length })
          : say('room.change.modules.unread'),
      names: others.map(({ name }) => name),
      how: [say('room.change.modules.how', { menu: menuOf('modules', release) })],
      page: { page: 'modules' },
    },
  ];
}

/** Their passwords are theirs: a new one comes from them. */
function ofProviders({ providers }: ChangeFacts, release: Release): readonly Judged[] {
  const known = providers.state === 'known' ? inUse(providers.data) : [];
  if (providers.state === 'known' && known.length === 0) return [];
  return [
    {
      ...BY_HAND,
      id: 'providers',
      says:
        providers.state === 'known'
          ? say('room.change.providers', { count: known.length })
          : say('room.change.providers.unread'),
      names: known.map(({ name, host }) => (name === '' || name === host ? host : `${name} (${host})`)),
      how: [say('room.change.providers.how', { menu: menuOf('providers', release) })],
      page: { page: 'providers' },
    },
  ];
}

/** Older ones hold the old secrets, and whatever strangers left. */
function backup(facts: ChangeFacts, release: Release): Judged {
  const [first, second] = upgradeSteps(facts, release);
  const isCopied = second?.key === 'path.upgrade.backup.copy';
  return {
    ...BY_HAND,
    id: 'backup',
    says: say('room.change.backup'),
    how: [...(first === undefined ? [] : [first]), ...(isCopied ? [second] : []), say('room.change.backup.old')],
  };
}
