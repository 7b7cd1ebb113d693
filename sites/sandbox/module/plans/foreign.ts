/** What somebody else changed while a plan was waiting: Lib/Plan/Foreign, and what Lib/Plan/WayBack leaves of it. */
import { modeNamed } from '../../../checklist/actions/mode-fields.ts';
import { isStricterMode } from '../../../checklist/fail2ban/modes.ts';
import type { Pbx } from '../../pbx.ts';
import type { Kept, PlanRecord } from './memory.ts';
import { stateOf } from './objects.ts';

const textOf = (pbx: Kept, key: string, made: PlanRecord['made']): string => JSON.stringify(stateOf(pbx, key, made));

const SETTINGS = ['PBXFirewallEnabled', 'PBXFail2BanEnabled', 'PBXSecurityMode', 'SSHDisablePasswordLogins'].map(
  (name) => `setting:${name}`,
);
const keysOf = ({ filters }: Kept): readonly string[] => filters.map(({ id }) => `rule:${id}`);

/** What is not as the plan left it, by key: as before the plan, or neither. */
export function foreignIn(pbx: Pbx, record: PlanRecord): Readonly<Record<string, string>> {
  const { objects, made, before, after, stood } = record;
  if (stood === null) return {};
  const own = objects
    .filter((key) => textOf(pbx, key, made) !== JSON.stringify(after[key]))
    .map((key): readonly [string, string] => [
      key,
      textOf(pbx, key, made) === JSON.stringify(before[key]) ? 'old' : 'other',
    ]);
  const settled = new Set(objects.map((key) => key.replace(/step\d+$/, (name) => String(made[name] ?? name))));
  const others = [...new Set(['fail2ban', ...SETTINGS, ...keysOf(stood), ...keysOf(pbx)])]
    .filter((key) => !settled.has(key) && textOf(pbx, key, {}) !== textOf(stood, key, {}))
    .map((key): readonly [string, string] => [key, 'other']);
  return Object.fromEntries([...own, ...others]);
}

/** What is to be put back, but for what somebody else made stricter. */
export function mergedWith(kept: Kept, stood: Kept | null, pbx: Pbx): Kept {
  if (stood === null) return kept;
  const closed = (id: number, box: string): boolean =>
    allows(stood, id, box) === true && allows(pbx, id, box) === false;
  const filters = kept.filters.map((filter) => ({
    ...filter,
    allow: Object.fromEntries(
      Object.entries(filter.allow).map(([box, allow]) => [box, allow && !closed(filter.id, box)]),
    ),
  }));
  const [was, is] = [stood.fail2ban, pbx.fail2ban];
  const isLonger = (name: 'findtime' | 'bantime') => was[name] >= 0 && (is[name] < 0 || is[name] > was[name]);
  const [mode, now] = [stood, pbx].map(({ settings }) => modeNamed(settings['PBXSecurityMode']) ?? 'balanced');
  const isLimited = mode !== undefined && now !== undefined && isStricterMode(now, mode);
  return {
    ...kept,
    ...(isLimited ? { settings: { ...kept.settings, PBXSecurityMode: now } } : {}),
    filters,
    fail2ban: {
      ...kept.fail2ban,
      ...(is.maxretry < was.maxretry ? { maxretry: is.maxretry } : {}),
      ...(isLonger('findtime') ? { findtime: is.findtime } : {}),
      ...(isLonger('bantime') ? { bantime: is.bantime } : {}),
    },
  };
}

const allows = ({ filters }: Kept, id: number, box: string): boolean | undefined =>
  filters.find((filter) => filter.id === id)?.allow[box];
