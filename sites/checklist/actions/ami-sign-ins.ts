/** From where programs sign in to AMI, by user, as far back as Asterisk's security log reaches; and who is connected without a word of it there. */
import { say, type Message } from '../message.ts';
import type { PartData, Parts } from '../facts/types.ts';
import { addressText, parseAddress } from '../reach/networks.ts';
import { agoAt } from '../users/words.ts';
import { connectionsOfPrograms } from './connected-programs.ts';

type Programs = NonNullable<PartData['signIns']['programs']>;
type ProgramUser = Programs['users'][number];

export interface AmiSignIns {
  /** From the PBX itself; null: never. */
  readonly pbx: ProgramUser['pbx'];
  /** From elsewhere, the most frequent first. */
  readonly addresses: ProgramUser['addresses'];
  /** false: there were more. */
  readonly complete: boolean;
  /** When the log begins, and how many days ago that is. */
  readonly since: string;
  readonly days: number;
  /** The clock of the PBX. */
  readonly now: string;
}

const DAY = 86_400_000;
/** Whoever was not seen for so long is said to sign in no more. */
export const LONG_ENOUGH = 7;
/** In a sentence. */
const SHOWN = 5;

const programsOf = ({ signIns }: Pick<Parts, 'signIns'>): Programs | null =>
  signIns.state === 'known' ? (signIns.data.programs ?? null) : null;

/** null: nobody can tell. Asterisk takes a name in any case, and writes some characters in its own way. */
export function amiSignIns(parts: Pick<Parts, 'signIns' | 'system'>, username: string): AmiSignIns | null {
  const programs = programsOf(parts);
  const since = programs?.since ?? null;
  if (programs === null || since === null || parts.system.state === 'unknown') return null;
  const { now } = parts.system.data;
  const days = Math.floor((Date.parse(now) - Date.parse(since)) / DAY);
  if (Number.isNaN(days)) return null;
  const name = username.toLowerCase();
  const seen = programs.users.find(({ user }) => user.toLowerCase() === name);
  if (seen === undefined) {
    const isTold = programs.complete && days >= 1 && !/["\\]/.test(name);
    return isTold ? { pbx: null, addresses: [], complete: true, since, days, now } : null;
  }
  const addresses = seen.addresses.flatMap((row) => {
    const address = textOf(row.address);
    return address === null ? [] : [{ ...row, address }];
  });
  return {
    pbx: seen.pbx,
    addresses: addresses.sort((one, other) => other.count - one.count),
    complete: seen.complete && addresses.length === seen.addresses.length,
    since,
    days,
    now,
  };
}

function textOf(address: string): string | null {
  const parsed = parseAddress(address);
  return parsed === null ? null : addressText(parsed);
}

/** What follows the name of the user. */
export function signsIn(seen: AmiSignIns): Message {
  const { pbx, addresses, days, now } = seen;
  if (addresses.length > 0) return signsInFrom(seen, SHOWN);
  return pbx === null
    ? say('actions.signs-in.never', { days })
    : say('actions.signs-in.only-pbx', { count: pbx.count, when: agoAt(pbx.last, now) });
}

/** So many addresses are named. */
export function signsInFrom({ pbx, addresses, now }: AmiSignIns, most: number): Message {
  return say('actions.signs-in', {
    from: [
      ...addresses
        .slice(0, most)
        .map(({ address, count, last }) => say('actions.signs-in.address', { address, count, when: agoAt(last, now) })),
      ...(addresses.length > most ? [say('devices.more', { count: addresses.length - most })] : []),
      ...(pbx === null ? [] : [say('actions.signs-in.pbx', { count: pbx.count, when: agoAt(pbx.last, now) })]),
    ],
  });
}

/**
 * Who is connected now from elsewhere, as somebody of whom the log does not tell: who signed in before it begins, or, where there
 * are more connections than users from there, maybe did.
 */
export function untold(parts: Pick<Parts, 'connections' | 'ports' | 'signIns'>): readonly string[] {
  const users = programsOf(parts)?.users ?? [];
  const told = new Map<string, number>();
  for (const address of users.flatMap((user) => [...new Set(user.addresses.map((row) => textOf(row.address)))]))
    if (address !== null) told.set(address, (told.get(address) ?? 0) + 1);
  return connectionsOfPrograms(parts)
    .filter(({ address, count }) => count > (told.get(address) ?? 0))
    .map(({ address }) => address);
}
