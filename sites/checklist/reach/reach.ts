/** Who can get to which port of this PBX, and by which rule: the firewall that Core makes, as a value. */
import { enforcementOf } from './enforcement.ts';
import { entriesOf, type Entry } from './entries.ts';
import { exposureOf, openingOf } from './exposure.ts';
import { contains, parseAddress } from './networks.ts';
import { remembered } from './remembered.ts';
import { overlap, servicesOf } from './services.ts';
import type { Answer, PortRange, Protocol, Reach, ReachInput, ServiceId } from './types.ts';

const NOBODY: Answer = { allowed: false, by: [] };

/** Works on any facts that fit the contract; whatever cannot be read opens nothing and is named in the answer. */
export function reachOf(input: ReachInput): Reach {
  const { entries, ...rest } = entriesOf(input);
  const services = servicesOf(input.ports, input.firewall.rules);
  const byService = new Map(services.map(({ id, ports }) => [id, entriesFor(entries, ports)]));
  const of = (service: ServiceId): readonly Entry[] => byService.get(service) ?? [];
  const byPort = remembered((protocol: Protocol, port: number) =>
    entriesFor(entries, [{ protocol, from: port, to: port }]),
  );
  return {
    enforcement: enforcementOf(input),
    services,
    ...rest,
    ask: (address, service) => answer(of(service), address),
    askPort: (address, protocol, port) => answer(byPort(protocol, port), address),
    grants: byPort,
    exposure: remembered((service: ServiceId) =>
      exposureOf(
        service,
        of(service)
          .filter(({ cause }) => cause.kind !== 'localhost')
          .map(openingOf),
      ),
    ),
  };
}

/** The entries that open at least one of the ports. */
function entriesFor(entries: readonly Entry[], wanted: readonly PortRange[]): readonly Entry[] {
  return entries.filter(
    ({ ports }) => wanted.length > 0 && (ports === 'all' || ports.some((open) => wanted.some((w) => overlap(open, w)))),
  );
}

function answer(entries: readonly Entry[], text: string): Answer {
  const address = parseAddress(text);
  if (address === null) return NOBODY;
  const by = entries.filter(({ network }) => contains(network, address)).map(({ cause }) => cause);
  return by.length === 0 ? NOBODY : { allowed: true, by };
}
