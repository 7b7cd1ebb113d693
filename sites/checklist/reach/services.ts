/** Which ports speak which service. */
import type { FirewallRule, Ports } from '../facts/types.ts';
import type { PortRange, Protocol, Service } from './types.ts';

/** Core's own services listen where the settings say; the firewall rows may still hold older ports. */
function coreServices(ports: Ports): Service[] {
  const services: Service[] = [
    { id: 'SIP', ports: [one('udp', ports.sip), one('tcp', ports.sip), one('tcp', ports.sipTls)] },
    { id: 'WEB', ports: [one('tcp', ports.web), one('tcp', ports.webTls)] },
    { id: 'SSH', ports: [one('tcp', ports.ssh)] },
    { id: 'AMI', ports: [one('tcp', ports.ami)] },
    { id: 'AJAM', ports: [one('tcp', ports.ajam), one('tcp', ports.ajamTls)] },
    { id: 'ICMP', ports: [one('icmp', 0)] },
  ];
  if (ports.iax !== null) services.splice(1, 0, { id: 'IAX', ports: [one('udp', ports.iax)] });
  return services;
}

/** Core's services, then categories of modules by the ports of their rows (allowed or not). */
export function servicesOf(ports: Ports, rules: readonly FirewallRule[]): readonly Service[] {
  const core = coreServices(ports);
  const known = new Set(core.map(({ id }) => id));
  const modules = new Map<string, PortRange[]>();
  for (const { services } of rules) {
    for (const { category, ports: rows } of services) {
      if (known.has(category)) continue;
      const seen = modules.get(category) ?? [];
      modules.set(category, seen);
      for (const row of rows) if (!seen.some((range) => isSame(range, row))) seen.push(row);
    }
  }
  return [...core, ...[...modules].map(([id, ranges]) => ({ id, ports: ranges }))];
}

/** What Core opens for every host of an enabled SIP provider; by the settings, not by firewall rows. */
export function providerPorts(ports: Ports): readonly PortRange[] {
  return [
    one('tcp', ports.sip),
    one('tcp', ports.sipTls),
    one('udp', ports.sip),
    { protocol: 'udp', from: ports.rtpFrom, to: ports.rtpTo },
  ];
}

/** ICMP has no ports: its rule lets echo requests in, whatever numbers the row holds. */
export function overlap(a: PortRange, b: PortRange): boolean {
  return a.protocol === b.protocol && (a.protocol === 'icmp' || (a.from <= b.to && b.from <= a.to));
}

function one(protocol: Protocol, port: number): PortRange {
  return { protocol, from: port, to: port };
}

function isSame(a: PortRange, b: PortRange): boolean {
  return a.protocol === b.protocol && a.from === b.from && a.to === b.to;
}
