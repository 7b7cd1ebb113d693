/** Rows of firewall rules: copies of the ports of the settings, of the moment they were written. */
import type { FirewallRule, Ports } from '../facts/types.ts';
import type { PortRange, Protocol } from './types.ts';

/** Rows of Core's own template, in its order. 2024 has no IAX. */
export function coreRows(ports: Ports): ReadonlyMap<string, readonly PortRange[]> {
  const one = (protocol: Protocol, port: number): PortRange => ({ protocol, from: port, to: port });
  const rtp: PortRange = { protocol: 'udp', from: ports.rtpFrom, to: ports.rtpTo };
  const all: [string, readonly PortRange[]][] = [
    ['SIP', [one('udp', ports.sip), one('tcp', ports.sip), one('tcp', ports.sipTls), rtp]],
    ['IAX', ports.iax === null ? [] : [one('udp', ports.iax)]],
    ['WEB', [one('tcp', ports.web), one('tcp', ports.webTls)]],
    ['SSH', [one('tcp', ports.ssh)]],
    ['AMI', [one('tcp', ports.ami)]],
    ['AJAM', [one('tcp', ports.ajam), one('tcp', ports.ajamTls)]],
    ['ICMP', [one('icmp', 0)]],
  ];
  return new Map(all.filter(([, rows]) => rows.length > 0));
}

/**
 * Boxes whose rows hold other ports than the settings. Core renews them whenever it makes its rules anew, so that they
 * then open something else. A box that only lacks a row is left as it is.
 */
export function staleBoxes(rules: readonly FirewallRule[], ports: Ports): { rule: FirewallRule; category: string }[] {
  const core = coreRows(ports);
  return rules.flatMap((rule) =>
    rule.services
      .filter(({ category, allow, ports: rows }) => {
        const template = core.get(category);
        if (!allow || template === undefined) return false;
        return rows.some((row) => !template.some((one) => isSame(one, row)));
      })
      .map(({ category }) => ({ rule, category })),
  );
}

export const isSame = (a: PortRange, b: PortRange): boolean =>
  a.protocol === b.protocol && (a.protocol === 'icmp' || (a.from === b.from && a.to === b.to));

/** Ping has no ports, whatever its row says. */
export const holdsPorts = (outer: PortRange, inner: PortRange): boolean =>
  outer.protocol === inner.protocol &&
  (inner.protocol === 'icmp' || (outer.from <= inner.from && inner.to <= outer.to));

/** The rules as Core renews them: stale boxes get the ports of the settings. */
export function renewed(rules: readonly FirewallRule[], ports: Ports): FirewallRule[] {
  const core = coreRows(ports);
  const stale = staleBoxes(rules, ports);
  return rules.map((rule) => ({
    ...rule,
    services: rule.services.map((service) => {
      const isStale = stale.some((one) => one.rule === rule && one.category === service.category);
      return isStale ? { ...service, ports: [...(core.get(service.category) ?? service.ports)] } : service;
    }),
  }));
}
