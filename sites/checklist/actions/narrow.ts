/** Rules for few addresses, which closing leaves as they are: the item allows them, and they were made for somebody. */
import { ownPublicOf } from '../exposure/facing.ts';
import { isOffice } from '../exposure/limits.ts';
import { ownerOf } from '../exposure/own-networks.ts';
import type { FirewallRule, Parts } from '../facts/types.ts';
import { networksOf, parsePermit } from '../reach/networks.ts';
import { attestedIn } from './attested.ts';

/** A name that is looked up when the rules are made: of one host, mostly somebody's with a changing address. */
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/i;

/** Rules that may stay: narrow public networks, private ones but those that somebody called foreign, and names of hosts. */
export function narrowRules(parts: Parts): readonly FirewallRule[] {
  const { firewall } = parts;
  if (firewall.state === 'unknown') return [];
  const attested = attestedIn(parts);
  const home = ownPublicOf(parts.network);
  return firewall.data.rules.filter(({ permit }) => {
    if (parsePermit(permit).kind === 'unjudged') return HOST_NAME.test(permit.trim());
    const networks = networksOf(permit);
    return (
      networks.length > 0 &&
      networks.every(({ cidr }) => isOffice(cidr, home) && ownerOf(cidr, [], attested) !== 'foreign')
    );
  });
}
