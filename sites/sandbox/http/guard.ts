/** What nginx does before PHP sees a request: refuses what looks like an attack or is banned, limits the rate. Loopback is exempt. */
import type { SecurityMode } from '../../checklist/facts/security-modes.ts';
import { isNewest, securityModeOf, type Pbx } from '../pbx.ts';
import { isOn } from '../settings.ts';
import type { Incoming } from './incoming.ts';
import { isFiltered } from './web-filter.ts';

const isLoopback = (client: string) => client.startsWith('127.') || client === '::1';

export type Guarded = { readonly status: 403 | 429; readonly text: string } | null;

export interface Guard {
  /** `limited`: null leaves it to the PBX. */
  check(request: Incoming, pbx: Pbx, limited: boolean | null): Guarded;
}

/** Requests a minute, how many more are let through, and how long the first block is, in ms. */
interface Limit {
  readonly pages: number;
  readonly calls: number;
  readonly burst: number;
  readonly block: number;
}
const OLD: Limit = { pages: 180, calls: 180, burst: 20, block: 300_000 };
const MODES: Readonly<Record<SecurityMode, Limit>> = {
  relaxed: { pages: 360, calls: 800, burst: 60, block: 60_000 },
  balanced: { pages: 240, calls: 500, burst: 40, block: 120_000 },
  strict: { pages: 180, calls: 300, burst: 25, block: 300_000 },
  paranoid: { pages: 90, calls: 180, burst: 15, block: 600_000 },
};
const MINUTE = 60_000;

const isStatic = (path: string) => /\.(css|js|png|svg|jpe?g|gif|ico|woff2?|map)$/.test(path);
const isTrick = ({ path, target }: Incoming) => `${path}\n${unescaped(target)}`.includes('..');

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const ATTACK = { status: 403, text: 'Security violation detected\n' } as const;
const BANNED = { status: 403, text: 'Access denied\n' } as const;
const TOO_MANY = { status: 429, text: 'Too many requests\n' } as const;

export function createGuard(now: () => number): Guard {
  const clients = new Map<string, { since: number; count: number; blockedUntil: number }>();

  /** True: over the limit, now or since less than its block. */
  const counted = ({ client, path }: Incoming, { pages, calls, burst, block }: Limit): boolean => {
    const known = clients.get(client);
    const fresh = known === undefined || now() - known.since >= MINUTE;
    const seen = fresh ? { since: now(), count: 0, blockedUntil: known?.blockedUntil ?? 0 } : known;
    seen.count++;
    const most = path.startsWith('/pbxcore/api/') ? calls : pages;
    if (seen.count > most + burst) seen.blockedUntil = now() + block;
    clients.set(client, seen);
    return seen.blockedUntil > now();
  };

  return {
    check(request, pbx, limited) {
      if (isLoopback(request.client)) return null;
      const isNew = isNewest(pbx);
      const mode = securityModeOf(pbx);
      const limit = mode === null ? OLD : MODES[mode];
      const isLimited = (limited ?? isOn(pbx, 'PBXRateLimitEnabled')) && !isStatic(request.path);
      if (isNew && mode !== 'relaxed' && isFiltered(request)) return ATTACK;
      if (isNew && isOn(pbx, 'PBXFirewallEnabled') && pbx.bans.some(({ ip }) => ip === request.client)) return BANNED;
      if (isLimited && counted(request, limit)) return TOO_MANY;
      return !isNew && isTrick(request) ? ATTACK : null;
    },
  };
}
