/** Who is still connected over what a plan closed: Lib/Plan/Closed, over the description. */
import { holds } from '../../../checklist/actions/space.ts';
import { networksOf, parseAddress } from '../../../checklist/reach/networks.ts';
import { categoriesOf } from '../../categories.ts';
import { is2024, type Pbx, type Peer } from '../../pbx.ts';
import { isOn } from '../../settings.ts';
import type { Kept } from './memory.ts';

export type Connected =
  | {
      readonly state: 'known';
      readonly peers: readonly (Peer & { readonly service: string; readonly protocol: 'tcp' })[];
      readonly more: number;
    }
  | { readonly state: 'unknown' };

const MOST = 100;

/** null: nothing is closed. */
export function connectedTo(pbx: Pbx, kept: Kept): Connected | null {
  const before = { ...pbx, ...kept };
  const boxes = categoriesOf(pbx).map(({ key }) => key);
  const isOpenStill = boxes.every((box) => {
    const now = permitsOf(pbx, box);
    return permitsOf(before, box).every((permit) => now.includes(permit));
  });
  const isSwitchedOn = !isOn(before, 'PBXFirewallEnabled') && isOn(pbx, 'PBXFirewallEnabled');
  if (isOpenStill && !isSwitchedOn) return null;
  if (pbx.peers === null) return { state: 'unknown' };
  const cut = pbx.peers.flatMap((peer) => {
    const service = serviceOf(pbx, peer.port);
    const isCut = service !== null && letsIn(before, peer, service) && !letsIn(pbx, peer, service);
    return isCut ? [{ service, address: peer.address, port: peer.port, protocol: 'tcp' as const }] : [];
  });
  return { state: 'known', peers: cut.slice(0, MOST), more: Math.max(0, cut.length - MOST) };
}

const permitsOf = ({ filters }: Pbx, box: string): readonly string[] =>
  filters.filter(({ allow }) => allow[box] === true).map(({ permit }) => permit);

const serviceOf = (pbx: Pbx, port: number): string | null =>
  categoriesOf(pbx).find(({ ports }) =>
    ports.some(({ protocol, from, to }) => protocol === 'tcp' && from <= port && port <= to),
  )?.key ?? null;

function letsIn(pbx: Pbx, { address: text }: Peer, box: string): boolean {
  const address = parseAddress(text);
  if (address === null) return false;
  if (!isOn(pbx, 'PBXFirewallEnabled')) return true;
  if (is2024(pbx) ? address.family === 6 : pbx.filters.length === 0) return true;
  return pbx.filters.some(({ permit, allow }) => allow[box] === true && holds(networksOf(permit), address));
}
