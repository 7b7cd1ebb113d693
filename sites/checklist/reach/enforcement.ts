/** Does anything hold these rules, and what follows where there is none. */
import type { PartData } from '../facts/types.ts';
import { FIRST_REST_V3, isAtLeast, parseRelease } from '../release.ts';
import type { Enforcement, ReachInput } from './types.ts';

/** Releases before the 2026 line. One that cannot be read, and any newer one, is taken to behave like 2026. */
export function isOldRelease(release: string): boolean {
  return isAtLeast(parseRelease(release), FIRST_REST_V3) === false;
}

export function enforcementOf({ system, firewall }: Pick<ReachInput, 'system' | 'firewall'>): Enforcement {
  if (!coreManagesFirewall(system.container)) return 'container';
  if (!firewall.enabled) return 'off';
  if (firewall.rules.length > 0) return 'rules';
  return isOldRelease(system.release) ? 'no-rules-closed' : 'no-rules-open';
}

/** In Docker, whatever its network, and in LXC without the right (or where that is not known), Core holds nothing. */
export function coreManagesFirewall(container: PartData['system']['container']): boolean {
  return container.kind === 'none' || (container.kind === 'lxc' && container.managesFirewall === true);
}
