/**
 * The lines that Core hands to iptables and ip6tables, written from the recordings' description and apart from the
 * model. Without the drops of scanners and floods, which are not reach.
 */
import { isIP } from 'node:net';
import type { FirewallRule } from '../../../sites/checklist/facts/types.ts';
import type { PortRange, ReachInput } from '../../../sites/checklist/reach/types.ts';

export interface CoreLines {
  readonly v4: readonly string[];
  readonly v6: readonly string[];
}

const CONNTRACK = '-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT';
const DROP = '-A INPUT -j DROP';
const EVERYBODY = ['0.0.0.0/0', '::/0'];

export function coreLines(input: ReachInput, line: '2024' | '2026'): CoreLines {
  if (!input.firewall.enabled) return { v4: [], v6: [] };
  return line === '2024' ? { v4: chain2024(input), v6: [] } : { v4: chain2026(input, 4), v6: chain2026(input, 6) };
}

const familyOf = (permit: string): 4 | 6 => (isIP(permit.split('/')[0] ?? '') === 6 ? 6 : 4);

function chain2026(input: ReachInput, family: 4 | 6): string[] {
  const rules = [...input.firewall.rules]
    .filter(({ permit }) => familyOf(permit) === family)
    .sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0) || Number(a.id) - Number(b.id));
  const merged = mergedByPermit(rules);
  return [
    ...(family === 4 ? [CONNTRACK] : []),
    ...merged.filter(({ permit }) => !EVERYBODY.includes(permit)).flatMap(linesOf),
    ...providerLines(input, family),
    `-A INPUT -s ${family === 4 ? '127.0.0.1' : '::1'} -j ACCEPT`,
    ...merged.filter(({ permit }) => EVERYBODY.includes(permit)).flatMap(linesOf),
    ...(input.firewall.rules.length > 0 ? [DROP] : []),
  ];
}

function chain2024(input: ReachInput): string[] {
  return [
    CONNTRACK,
    ...mergedByPermit(input.firewall.rules).flatMap(linesOf),
    ...providerLines(input, 4),
    '-A INPUT -s 127.0.0.1 -j ACCEPT',
    DROP,
  ];
}

interface Merged {
  readonly permit: string;
  readonly rows: readonly PortRange[];
}

/** Only allowed boxes; rules of one network at the place of the first. */
function mergedByPermit(rules: readonly FirewallRule[]): Merged[] {
  const merged = new Map<string, PortRange[]>();
  for (const { permit, services } of rules) {
    const rows = services.filter(({ allow }) => allow).flatMap(({ ports }) => ports);
    merged.set(permit, [...(merged.get(permit) ?? []), ...rows]);
  }
  return [...merged].map(([permit, rows]) => ({ permit, rows }));
}

function linesOf({ permit, rows }: Merged): string[] {
  return [...new Set(rows.map(({ protocol }) => protocol))].map((protocol) => {
    if (protocol === 'icmp') return `-A INPUT -s ${permit} -p icmp --icmp-type echo-reques -j ACCEPT`;
    const ports = rows
      .filter((row) => row.protocol === protocol)
      .map(({ from, to }) => (from === to ? from : `${from}:${to}`));
    return `-A INPUT -s ${permit} -p ${protocol} -m multiport --dport ${[...new Set(ports)].join()} -j ACCEPT`;
  });
}

function providerLines({ providers, ports }: ReachInput, family: 4 | 6): string[] {
  const hosts =
    providers.state === 'known' ? providers.data.filter(({ kind, disabled }) => kind === 'sip' && !disabled) : [];
  const addresses = hosts.flatMap(({ hosts: rows }) => (Array.isArray(rows) ? rows : []));
  return [...new Set(addresses)]
    .filter((host) => host !== '127.0.0.1' && host !== '::1' && familyOf(host) === family)
    .flatMap((host) => [
      `-A INPUT -s ${host} -p tcp -m multiport --dport ${ports.sip},${ports.sipTls} -j ACCEPT`,
      `-A INPUT -s ${host} -p udp -m multiport --dport ${ports.sip},${ports.rtpFrom}:${ports.rtpTo} -j ACCEPT`,
    ]);
}
