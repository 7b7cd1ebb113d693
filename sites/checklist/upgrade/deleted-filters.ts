/** 2026.7.1 cuts whoever is bound to a deleted network filter to the PBX itself (release notes); before, nothing limits them. */
import { isGoneFilter } from '../exposure/gone-filter.ts';
import type { Part, PartName, UnknownValue } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { say, type Message } from '../message.ts';
import { inWords, named, type Change, type Ground, type Lack } from './ground.ts';

/** Whoever may be bound to a filter: extensions, providers, users of AMI, API keys. */
interface Bound {
  readonly name: string;
  readonly filterId: string | null | UnknownValue;
}

interface Kind {
  readonly part: PartName;
  readonly bound: Part<readonly Bound[]>;
  readonly says: (of: { readonly count: number; readonly names: readonly string[] }) => Message;
}

/** The same part with other data. */
const mapped = <D>(part: Part<D>, bound: (data: D) => readonly Bound[]): Part<readonly Bound[]> =>
  part.state === 'unknown' ? part : { ...part, data: bound(part.data) };

const kindsOf = ({ accounts, providers, ami, apiKeys }: Ground): readonly Kind[] => [
  {
    part: 'accounts',
    bound: mapped(accounts, (all) =>
      all.filter(({ demo }) => !demo).map(({ number, filterId }) => ({ name: number, filterId })),
    ),
    says: (of) => say('upgrade.cut.accounts', of),
  },
  {
    part: 'providers',
    bound: mapped(providers, (all) => all.filter(({ demo }) => !demo)),
    says: (of) => say('upgrade.cut.providers', of),
  },
  {
    part: 'ami',
    bound: mapped(ami, ({ users }) => users.map(({ username, filterId }) => ({ name: username, filterId }))),
    says: (of) => say('upgrade.cut.ami', of),
  },
  {
    part: 'apiKeys',
    // Some sources tell only that a key has a filter.
    bound: mapped(apiKeys, (keys) =>
      keys.map(({ name, networkFilter, filterId }) => ({
        name,
        filterId: filterId ?? (networkFilter && filterId === undefined ? { unknown: 'missing' } : null),
      })),
    ),
    says: (of) => say('upgrade.cut.keys', of),
  },
];

function lackOf({ part, bound }: Kind): readonly Lack[] {
  // A release without such a thing has none to cut.
  if (bound.state === 'unknown') return bound.reason === 'not-supported' ? [] : [{ part, reason: bound.reason }];
  const unread = bound.data.map(({ filterId }) => filterId).find((id) => !isRead(id));
  return unread === undefined || isRead(unread) ? [] : [{ part, reason: unread.unknown }];
}

export const deletedFilters: Change = (ground) => {
  const { firewall } = ground;
  const kinds = kindsOf(ground);
  if (firewall.state === 'unknown') {
    return [say('upgrade.cut.unknown', { parts: inWords([{ part: 'firewall', reason: firewall.reason }]) })];
  }
  const who = kinds.flatMap(({ bound, says }) => {
    const gone =
      bound.state === 'unknown'
        ? []
        : bound.data.filter(({ filterId }) => isRead(filterId) && isGoneFilter(filterId, firewall.data.rules));
    return gone.length === 0 ? [] : [says({ count: gone.length, names: named(gone.map(({ name }) => name)) })];
  });
  const lacks = kinds.flatMap(lackOf);
  return [
    ...(who.length === 0 ? [] : [say('upgrade.cut', { who })]),
    ...(lacks.length === 0 ? [] : [say('upgrade.cut.unknown', { parts: inWords(lacks) })]),
  ];
};
