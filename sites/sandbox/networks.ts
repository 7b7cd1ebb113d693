/** IPv4 and IPv6 networks, as far as Core's answers need them. */
import ipaddr from 'ipaddr.js';

/** The network without host bits, as CIDR; null where the text is no network. */
export function normalisedNetwork(cidr: string): string | null {
  if (ipaddr.IPv4.isValidCIDR(cidr))
    return `${ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()}/${cidr.split('/')[1]}`;
  return ipaddr.IPv6.isValidCIDR(cidr) ? cidr : null;
}
