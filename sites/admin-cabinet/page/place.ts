/** What is filtered and open, in the part of the address behind the #: a link shows the same. */
import { encoded } from '../../checklist/encoded.ts';
import type { Standing } from '../../checklist/report/types.ts';
import { STANDINGS } from '../../checklist/report/vocabulary.ts';

export interface Place {
  /** Empty: all. */
  readonly standings: ReadonlySet<Standing>;
  readonly search: string;
  /** Ids of checks whose rows are open, and of groups that are unfolded. */
  readonly open: ReadonlySet<string>;
  /** What the link was followed for; done once, and not part of the address from then on. */
  readonly wanted: Wanted | null;
  /** In the room of the day of a break-in, instead of the list. */
  readonly isInRoom: boolean;
}

const ROOM_NAME = 'broken-into';
export const ROOM = `#${ROOM_NAME}`;

export type Wanted =
  | { readonly kind: 'fix'; readonly check: string }
  | { readonly kind: 'accept'; readonly check: string; readonly finding: string }
  | { readonly kind: 'marks' };

export const EVERYTHING: Place = { standings: new Set(), search: '', open: new Set(), wanted: null, isInRoom: false };

const LONGEST = 200;
const MOST = 100;
const CHECK = /^[a-z][a-z0-9-]{0,63}$/;

/** Whatever a stranger's link holds: what does not fit is left out. */
export function placeOf(hash: string): Place {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const list = (name: string) => (fields.get(name) ?? '').split(',');
  const shown = new Set(list('show'));
  return {
    standings: new Set(STANDINGS.filter((standing) => shown.has(standing))),
    search: (fields.get('search') ?? '').slice(0, LONGEST),
    open: new Set(
      list('open')
        .filter((id) => CHECK.test(id))
        .slice(0, MOST),
    ),
    wanted: wantedOf(fields),
    isInRoom: fields.has(ROOM_NAME),
  };
}

function wantedOf(fields: URLSearchParams): Wanted | null {
  const [fix, finding, open] = [fields.get('fix') ?? '', fields.get('accept'), fields.get('open') ?? ''];
  if (CHECK.test(fix)) return { kind: 'fix', check: fix };
  if (finding !== null && CHECK.test(open)) return { kind: 'accept', check: open, finding };
  return fields.has('marks') ? { kind: 'marks' } : null;
}

export function hashOf({ standings, search, open, isInRoom }: Omit<Place, 'wanted'>): string {
  if (isInRoom) return ROOM;
  const fields = [
    ['show', [...standings].join(',')],
    ['search', encoded(search)],
    ['open', [...open].join(',')],
  ].filter(([, value]) => value !== '');
  return fields.length === 0 ? '' : `#${fields.map((field) => field.join('=')).join('&')}`;
}

/** The set with or without a member. */
export function toggled<T>(set: ReadonlySet<T>, member: T, present = !set.has(member)): ReadonlySet<T> {
  const next = new Set(set);
  if (present) next.add(member);
  else next.delete(member);
  return next;
}
