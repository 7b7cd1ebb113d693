/** How far the passwords are, by who changes them: each group has an action of its own. */
import { attestedIn } from '../actions/attested.ts';
import type { ActionId } from '../actions/types.ts';
import type { Parts } from '../facts/types.ts';
import type { Hole } from '../hole.ts';
import { say, type Message } from '../message.ts';
import type { Release } from '../release.ts';
import type { Subject } from '../report/types.ts';
import { agesIn, EVER_EXPOSED, isOverdue } from '../secrets/age.ts';
import type { Owner } from '../secrets/owners.ts';
import { ownersOf } from '../secrets/stolen.ts';

export type GroupId = 'extensions' | 'lines' | 'programs' | 'web' | 'ssh';

export interface Group {
  readonly id: GroupId;
  readonly of: number;
  /** Changed after the hole was closed. */
  readonly changed: number;
  /** Changed before that, in vain. */
  readonly early: number;
  /** Nobody can tell when. */
  readonly unknown: number;
  /** null: done in the cabinet. */
  readonly action: ActionId | null;
}

const GROUP_OF: Partial<Record<Subject['kind'], GroupId>> = {
  account: 'extensions',
  provider: 'lines',
  'ami-user': 'programs',
  'ari-user': 'programs',
};
export const ACTION_OF: Readonly<Record<GroupId, ActionId | null>> = {
  extensions: 'rotate-sip-passwords',
  lines: null,
  programs: 'rotate-ami-ari',
  web: 'change-web-password',
  ssh: 'change-ssh-password',
};

export const groupOf = ({ id, subject }: Owner): GroupId => GROUP_OF[subject.kind] ?? (id === 'ssh' ? 'ssh' : 'web');

type PasswordFacts = Parameters<typeof ownersOf>[0] & Pick<Parts, 'rotation' | 'attestations' | 'system'>;

/** What is left comes first. */
export function groupsOf(facts: PasswordFacts, release: Release, hole: Hole): readonly Group[] {
  const attested = attestedIn(facts)(EVER_EXPOSED);
  const ageOf = agesIn(facts, release, attested.state === 'valid' ? attested.attestation.answer : null);
  const changedAt = new Map(
    facts.rotation.state === 'known' ? facts.rotation.data.secrets.map(({ owner, changedAt: at }) => [owner, at]) : [],
  );
  const groups = new Map<GroupId, Group>();
  for (const each of ownersOf(facts).owners) {
    const { id: owner } = each;
    const id = groupOf(each);
    const { of, changed, early, unknown } = groups.get(id) ?? NOBODY;
    const age = ageOf({ id: owner });
    const isEarly = hole === 'open' ? (changedAt.get(owner) ?? null) !== null : age === 'too-early';
    const isChanged = hole !== 'open' && age === 'changed';
    groups.set(id, {
      id,
      of: of + 1,
      changed: changed + Number(isChanged),
      early: early + Number(isEarly),
      unknown: unknown + Number(hole !== 'open' && !isChanged && !isOverdue(age)),
      action: ACTION_OF[id],
    });
  }
  return [...groups.values()];
}

const NOBODY = { of: 0, changed: 0, early: 0, unknown: 0 } as const;

export const isDone = ({ of, changed }: Group): boolean => changed === of;

/** How far it is, in a sentence. While the hole is open only what was changed in vain is worth one. */
export function groupLine({ id, of, changed, early, unknown }: Group, hole: Hole): Message {
  const who = say(`path.group.${id}`);
  const counts = say('path.group.changed', { changed, of });
  const inVain =
    hole === 'open' ? say('path.group.in-vain', { count: early }) : say('path.group.early', { count: early });
  return say('path.group.line', {
    who,
    is: [
      ...(hole === 'open' ? [] : [counts]),
      ...(early > 0 ? [inVain] : []),
      ...(unknown > 0 ? [say('path.group.unknown', { count: unknown })] : []),
    ],
  });
}
