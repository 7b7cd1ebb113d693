/** Part `fail2ban`. Whether it really bans cannot be seen from here. */
import { SECURITY_MODES } from '../../../checklist/facts/security-modes.ts';
import type { PartData } from '../../../checklist/facts/types.ts';
import type { Api } from './api.ts';
import type { Pbx } from './context.ts';
import { ENDPOINTS } from './endpoints.ts';
import { number, object, optional, text } from './shape.ts';

export interface Fail2ban {
  readonly maxretry: number;
  readonly findtime: number;
  readonly bantime: number;
  readonly whitelist: string;
  readonly maxRequestsPerSecond: number | null;
  /** null: a release without it. */
  readonly securityMode: string | null;
}

const answer = object((field): Fail2ban => ({
  maxretry: field('maxretry', number),
  findtime: field('findtime', number),
  bantime: field('bantime', number),
  whitelist: field('whitelist', optional(text)) ?? '',
  maxRequestsPerSecond: field('PBXFirewallMaxReqSec', optional(number)),
  securityMode: field('PBXSecurityMode', optional(text)),
}));

export function readFail2ban(api: Api): Promise<Fail2ban> {
  return api.read(ENDPOINTS.fail2ban, answer);
}

export async function readFail2banPart(pbx: Pbx): Promise<PartData['fail2ban']> {
  const { maxretry, findtime, bantime, whitelist, securityMode } = await pbx.fail2ban();
  const { fail2banEnabled } = await pbx.firewall();
  const entries = whitelist.split(' ').filter((entry) => entry !== '');
  return {
    enabled: fail2banEnabled,
    banning: null,
    maxretry,
    findtime,
    bantime,
    whitelist: entries,
    whitelistText: whitelist,
    securityMode: modeFrom(securityMode),
  };
}

/** As Core's web server takes it: what it does not know is balanced. */
function modeFrom(stored: string | null): NonNullable<PartData['fail2ban']['securityMode']> {
  if (stored === null) return { unknown: 'not-supported' };
  return SECURITY_MODES.find((mode) => mode === stored) ?? 'balanced';
}
