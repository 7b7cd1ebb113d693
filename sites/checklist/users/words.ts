/** The evidence of a place in one sentence. */
import { serviceName } from '../exposure/services.ts';
import type { UsersParts } from './types.ts';
import { say, type Message } from '../message.ts';
import { parseRelease } from '../release.ts';
import type { Place } from './types.ts';

type Seen = Omit<Place, 'says'>;

export type Evidence = (place: Seen) => Message;

/** `now`: the clock of the PBX at the reading. */
export function evidenceIn({ system, modules }: UsersParts, now: string): Evidence {
  const release = parseRelease(system.state === 'known' ? system.data.release : '');
  return (place) => {
    const uses = [
      ...phones(place),
      ...signIns(place),
      ...connections(place, (service) => serviceName(service, modules, release)),
      ...[...new Set(place.providers.map(({ name }) => name))].map((name) => say('users.provider', { name })),
      ...(place.scanner === 'attack' ? [say('users.scanner')] : []),
      ...(place.kind === 'router' ? [say('users.hidden')] : []),
    ];
    if (uses.length === 0) return say('users.nobody');
    return place.lastSeen === null
      ? say('users.uses', { uses })
      : say('users.and', { uses, when: agoAt(place.lastSeen, now) });
  };
}

function phones({ phones: all }: Seen): Message[] {
  return all.length === 0 ? [] : [say('users.phones', { count: all.length })];
}

function signIns({ signIns: all }: Seen): Message[] {
  const count = (service: 'WEB' | 'SSH') =>
    all.reduce((sum, signIn) => sum + (signIn.service === service ? signIn.count : 0), 0);
  const web = count('WEB');
  const ssh = count('SSH');
  const hasSession = web === 0 && all.some(({ service }) => service === 'WEB');
  return [
    ...(web > 0 ? [say('users.sign-ins.web', { count: web })] : []),
    ...(hasSession ? [say('users.session')] : []),
    ...(ssh > 0 ? [say('users.sign-ins.ssh', { count: ssh })] : []),
  ];
}

/** Together by what they are to. */
function connections({ connections: all }: Seen, nameOf: (service: string) => Message): Message[] {
  const counts = new Map<string, { readonly first: (typeof all)[number]; count: number }>();
  for (const one of all) {
    const key = one.services.length === 0 ? String(one.port) : one.services.join();
    const group = counts.get(key) ?? { first: one, count: 0 };
    group.count += one.count;
    counts.set(key, group);
  }
  return [...counts.values()].map(({ first, count }) =>
    first.services.length === 0
      ? say('users.connections.port', { count, port: first.port })
      : say('users.connections', { count, services: first.services.map(nameOf) }),
  );
}

const DAY = 86_400_000;

/** By the calendar of the PBX: its times have the same offset. A time ahead is a clock gone wrong, and as new as can be. */
export function agoAt(time: string, now: string): Message {
  const days = Math.round((dayOf(now) - dayOf(time)) / DAY);
  if (!(days >= 1)) return say('users.seen.today');
  return days === 1 ? say('users.seen.yesterday') : say('users.seen.days', { count: days });
}

const dayOf = (time: string): number => Date.parse(time.slice(0, '2026-12-31'.length));
