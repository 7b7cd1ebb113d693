/** What `iptables -S INPUT` and `ip6tables -S INPUT` would print (recorded/reach-oracle.md), without scanner and rate drops. */
import { isIP } from 'node:net';
import { categoriesOf, type PortRow } from '../categories.ts';
import type { PartData } from '../../checklist/facts/types.ts';
import { is2024, type NetworkFilter, type Pbx } from '../pbx.ts';
import { isOn } from '../settings.ts';
import { banLines } from './jails.ts';

const POLICY = '-P INPUT ACCEPT';
const CATCH_ALL = new Set(['0.0.0.0/0', '::/0']);
const familyOf = (address: string) => isIP(address.split('/')[0] ?? '');

const inOrder = (pbx: Pbx) =>
  [...pbx.filters].sort((a, b) => (is2024(pbx) ? 0 : a.priority - b.priority) || a.id - b.id);

/** One line per protocol, in the order in which the rows name them. */
function linesFor(source: string, rows: readonly PortRow[]): readonly string[] {
  const from = CATCH_ALL.has(source) ? '' : `-s ${source} `;
  return [...new Set(rows.map(({ protocol }) => protocol))].map((protocol) => {
    if (protocol === 'icmp') return `-A INPUT ${from}-p icmp -m icmp --icmp-type 8 -j ACCEPT`;
    const ports = rows
      .filter((row) => row.protocol === protocol)
      .map((row) => (row.from === row.to ? `${row.from}` : `${row.from}:${row.to}`));
    return `-A INPUT ${from}-p ${protocol} -m multiport --dports ${ports.join(',')} -j ACCEPT`;
  });
}

const filterLines = (pbx: Pbx, filters: readonly NetworkFilter[]) =>
  filters.flatMap(({ permit, allow }) =>
    linesFor(
      permit,
      categoriesOf(pbx)
        .filter(({ key }) => allow[key] ?? false)
        .flatMap(({ ports }) => ports)
        // ip6tables refuses Core's ICMP line.
        .filter(({ protocol }) => protocol !== 'icmp' || familyOf(permit) === 4),
    ),
  );

/** Core opens the rows of m_SipHosts by itself; a name that does not resolve here leaves no line. */
function providerLines(pbx: Pbx, family: number): readonly string[] {
  const sip = categoriesOf(pbx).find(({ key }) => key === 'SIP')?.ports ?? [];
  const mask = family === 4 ? 32 : 128;
  return pbx.providers
    .filter(({ type, disabled }) => type === 'SIP' && !disabled)
    .flatMap(({ additionalHosts }) => additionalHosts)
    .filter(({ address }) => isIP(address) === family)
    .flatMap(({ address }) => linesFor(`${address}/${mask}`, sip));
}

function chain(pbx: Pbx, family: 4 | 6): string[] {
  const filters = inOrder(pbx).filter(({ permit }) => familyOf(permit) === family);
  const regular = filterLines(
    pbx,
    filters.filter(({ permit }) => !CATCH_ALL.has(permit)),
  );
  const everybody = filterLines(
    pbx,
    filters.filter(({ permit }) => CATCH_ALL.has(permit)),
  );
  const localhost = family === 4 ? '-A INPUT -s 127.0.0.1/32 -j ACCEPT' : '-A INPUT -s ::1/128 -j ACCEPT';
  const providers = providerLines(pbx, family);
  return [
    POLICY,
    ...(family === 4 ? banLines(pbx) : []),
    ...(family === 4 ? ['-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'] : []),
    ...(is2024(pbx)
      ? [...regular, ...everybody, ...providers, localhost]
      : [...regular, ...providers, localhost, ...everybody]),
    ...(is2024(pbx) || pbx.filters.length > 0 ? ['-A INPUT -j DROP'] : []),
  ];
}

export function runningRulesOf(pbx: Pbx): PartData['runningRules'] {
  // Core manages no iptables in there, and the tool has no rights.
  if (pbx.container.kind !== 'none') return { v4: null, v6: null };
  if (!isOn(pbx, 'PBXFirewallEnabled')) return { v4: [POLICY], v6: [POLICY] };
  return { v4: chain(pbx, 4), v6: is2024(pbx) ? [POLICY] : chain(pbx, 6) };
}
