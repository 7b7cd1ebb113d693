/** Rules for few addresses, which closing leaves as they are: the item allows them, and they were made for somebody. */
import { attestationLookup } from '../attestations.ts';
import { isNarrow, sizeOf } from '../exposure/limits.ts';
import { ownerOf } from '../exposure/own-networks.ts';
import type { FirewallRule, Parts } from '../facts/types.ts';
import { networksOf, parsePermit } from '../reach/networks.ts';

/** A name that is looked up when the rules are made: of one host, mostly somebody's with a changing address. */
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/i;

/** Rules that may stay: narrow public networks, private ones but those that somebody called foreign, and names of hosts. */
export function narrowRules({ firewall, attestations, system }: Parts): readonly FirewallRule[] {
  if (firewall.state === 'unknown') return [];
  const now = system.state === 'known' ? Date.parse(system.data.now) : Number.NaN;
  const attested = attestationLookup(
    attestations.state === 'known' ? attestations.data : null,
    Number.isFinite(now) ? now : null,
  );
  return firewall.data.rules.filter(({ permit }) => {
    if (parsePermit(permit).kind === 'unjudged') return HOST_NAME.test(permit.trim());
    const networks = networksOf(permit);
    return (
      networks.length > 0 &&
      networks.every(({ cidr }) => isNarrow(sizeOf(cidr)) && ownerOf(cidr, [], attested) !== 'foreign')
    );
  });
}
