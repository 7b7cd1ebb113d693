import type { Parts } from '../../../checklist/facts/types.ts';
import type { Draft } from '../mark.ts';
import { withData } from './part.ts';

/** The id of a user that is not there yet. */
const NEW = 'new';

/** A user of AMI as the form has it. */
export function amiUser(parts: Parts, draft: Extract<Draft, { kind: 'ami-user' }>): Parts {
  const part = parts.ami;
  if (part.state === 'unknown') return parts;
  const { users } = part.data;
  const { id, username, filterId } = draft;
  const before = users.find((user) => user.id === id);
  const user = { id: before?.id ?? NEW, username, name: before?.name ?? '', filterId, system: before?.system ?? false };
  const all = before === undefined ? [...users, user] : users.map((one) => (one === before ? user : one));
  const named = { ...parts, ami: withData(part, { ...part.data, users: all }) };
  return before === undefined || before.username === username ? named : withName(named, before.username, username);
}

/** The password stays with whoever gets another name. */
function withName(parts: Parts, before: string, now: string): Parts {
  const { secrets } = parts;
  if (secrets.state === 'unknown') return parts;
  const renamed = secrets.data
    .filter(({ owner }) => owner !== `ami:${now}`)
    .map((one) => (one.owner === `ami:${before}` ? { ...one, owner: `ami:${now}` } : one));
  return { ...parts, secrets: withData(secrets, renamed) };
}
