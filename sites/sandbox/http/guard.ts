/** What nginx does before PHP sees a request: refuses path tricks, limits the rate. Loopback is exempt from both. */
import type { Incoming } from './incoming.ts';

const isLoopback = (client: string) => client.startsWith('127.') || client === '::1';

export type Guarded = { readonly status: 403 | 429; readonly text: string } | null;

export interface Guard {
  check(request: Incoming, limited: boolean): Guarded;
}

const PER_MINUTE = 180;
const BURST = 20;
const MINUTE = 60_000;
const BLOCK = 300_000;

const isStatic = (path: string) => /\.(css|js|png|svg|jpe?g|gif|ico|woff2?|map)$/.test(path);
const isTrick = ({ path, target }: Incoming) => `${path}\n${unescaped(target)}`.includes('..');

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function createGuard(now: () => number): Guard {
  const clients = new Map<string, { since: number; count: number; blockedUntil: number }>();

  /** True: over the limit, now or since less than five minutes. */
  const counted = (client: string): boolean => {
    const known = clients.get(client);
    const fresh = known === undefined || now() - known.since >= MINUTE;
    const seen = fresh ? { since: now(), count: 0, blockedUntil: known?.blockedUntil ?? 0 } : known;
    seen.count++;
    if (seen.count > PER_MINUTE + BURST) seen.blockedUntil = now() + BLOCK;
    clients.set(client, seen);
    return seen.blockedUntil > now();
  };

  return {
    check(request, limited) {
      if (isLoopback(request.client)) return null;
      if (limited && !isStatic(request.path) && counted(request.client)) {
        return { status: 429, text: 'Too many requests\n' };
      }
      return isTrick(request) ? { status: 403, text: 'Security violation detected\n' } : null;
    },
  };
}
