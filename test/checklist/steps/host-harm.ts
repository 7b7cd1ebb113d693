/** Runs the printed lines for a host, as somebody does who reads the steps: whom they shut out, and whom they do not. */
import { isIP } from 'node:net';
import { ownInterfaces } from '../../../sites/checklist/exposure/docker.ts';
import { phonesOf } from '../../../sites/checklist/devices/phones.ts';
import { scannerKind } from '../../../sites/checklist/devices/scanners.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { overlap, providerPorts, servicesOf } from '../../../sites/checklist/reach/services.ts';
import type { PortRange, Protocol } from '../../../sites/checklist/reach/types.ts';
import type { Step } from '../../../sites/checklist/steps/step.ts';
import { protectedBy } from './harm.ts';
import { Host } from './host.ts';

/** `iptables …`, as they are printed. */
export const commandsOf = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap(({ says }) => {
    const command = says.key === 'steps.command' ? says.params['command'] : null;
    return typeof command === 'string' ? [command] : [];
  });

const STRANGERS = ['198.51.100.77', '10.99.1.2', '2a00:1450:4001::77'];
/** Where nobody could read it. */
const GIVEN = { 4: '192.168.77.2', 6: 'fd00:77::2' };
const ELSEWHERE = { 4: '192.0.2.99', 6: '2001:db8:99::1' };

/** What a person types for the placeholders, and the line that the steps tell them to add. */
function typedBy(person: string, commands: readonly string[]): readonly string[] {
  const family = isIP(person) === 6 ? 6 : 4;
  const tool = family === 6 ? 'ip6tables' : 'iptables';
  const filled = commands.map((command) =>
    command
      .replaceAll('YOUR.NETWORK', family === 4 ? person : '192.0.2.1')
      .replaceAll('YOUR.IPV6.NETWORK', family === 6 ? person : '::1')
      .replaceAll('PBX.ADDRESS', GIVEN[4]),
  );
  const isOneEach = filled.some((command) => command.includes('&&'));
  return filled.flatMap((command) =>
    !isOneEach && command === `${tool} -A PBX-CLOSED -j DROP`
      ? [`${tool} -A PBX-CLOSED -s ${person} -j RETURN`, command]
      : [command],
  );
}

/** Empty: after no line anybody is out who should not be, and after the last of them strangers are. */
export function hostHarmOf(facts: Parts, steps: readonly Step[], person: string): readonly string[] {
  const services = steps.flatMap(({ effects }) =>
    effects.flatMap((effect) =>
      effect.kind === 'answer' && effect.item === 'outside-firewall' ? effect.answer.split(',') : [],
    ),
  );
  return harmOfCommands(facts, commandsOf(steps), services, person);
}

/** `services`: what is said to be closed by them. */
export function harmOfCommands(
  facts: Parts,
  commands: readonly string[],
  services: readonly string[],
  person: string,
): readonly string[] {
  const { system, ports, firewall } = facts;
  if (commands.length === 0 || system.state === 'unknown' || ports.state === 'unknown') return [];
  const { container } = system.data;
  if (ownInterfaces(container, facts.network).length > 0) return ['lines for a host that never sees the traffic'];
  const isHidden = container.kind === 'docker' && container.network !== 'host';
  const rules = firewall.state === 'known' ? firewall.data.rules : [];
  const all = servicesOf(ports.data, rules);
  const calls = [...providerPorts(ports.data), ...all.filter(({ id }) => id === 'IAX').flatMap((one) => one.ports)];
  const closed = all
    .filter(({ id }) => services.includes(id) && !['SIP', 'IAX', 'ICMP'].includes(id))
    .flatMap((one) => one.ports)
    .filter((port) => !calls.some((call) => overlap(call, port)));
  const ask = (host: Host, source: string, protocol: Protocol, port: number) => {
    const called = addressesOf(facts, isIP(source) === 6 ? 6 : 4);
    return called.map((to) => host.lets({ source, protocol, port, to }));
  };
  const isForwarded = container.kind === 'lxc' || isHidden;
  const inside = [...insiders(facts, person, isHidden), ...(isForwarded ? [] : itself(closed))];

  const host = new Host();
  const found: string[] = [];
  const lines = typedBy(person, commands);
  // Run twice, they are as good as once.
  for (const line of [...lines, ...lines]) {
    host.run(line);
    for (const { who, address, ports: used } of inside) {
      for (const [protocol, port] of used) {
        if (ask(host, address, protocol, port).includes(false)) found.push(`${line}: ${who} ${address} loses ${port}`);
      }
    }
    for (const { protocol, from } of closed) {
      // What the container asks of others.
      const [source = ''] = addressesOf(facts, 4);
      const question = { source, protocol, port: from, to: ELSEWHERE[4] };
      if (isForwarded && !host.lets(question)) found.push(`${line}: the PBX cannot call ${from} elsewhere`);
    }
  }
  const left = STRANGERS.flatMap((stranger) =>
    closed
      .flatMap(({ protocol, from, to }) => [from, to].map((port) => [protocol, port] as const))
      .filter(([protocol, port]) => ask(host, stranger, protocol, port).includes(true))
      .map(([protocol, port]) => `${stranger} still gets to ${protocol} ${port}`),
  );
  return [...new Set([...found, ...left])];
}

/** Addresses by which the PBX is called; in the host's own network it is the host. */
function addressesOf({ network, system }: Parts, family: 4 | 6): readonly string[] {
  const container = system.state === 'known' ? system.data.container : { kind: 'none' };
  if (container.kind === 'docker' && 'network' in container && container.network === 'host') return [GIVEN[family]];
  const all = network.state === 'known' ? network.data.interfaces.flatMap(({ addresses }) => addresses) : [];
  const own = all
    .map((cidr) => cidr.split('/', 1)[0] ?? '')
    .filter((address) => isIP(address) === family && !/^(?:127\.|169\.254\.|fe80:|::1$)/.test(address));
  return own.length > 0 || family === 6 ? own : [GIVEN[4]];
}

type Insider = ReturnType<typeof protectedBy>[number];

function insiders(facts: Parts, person: string, isHidden: boolean): readonly Insider[] {
  const { devices, ports } = facts;
  const all = protectedBy(facts, person);
  if (isHidden) return all.filter(({ who }) => who === 'person');
  const ajam = ports.state === 'known' ? [['tcp', ports.data.ajam] as const, ['tcp', ports.data.ajamTls] as const] : [];
  const browsers = devices.state === 'known' ? phonesOf(devices.data).filter((phone) => phone.inBrowser) : [];
  return [
    ...all,
    ...browsers.flatMap(({ address, userAgent }) =>
      address === null || scannerKind(userAgent) !== null ? [] : [{ who: 'browser', address, ports: ajam }],
    ),
  ];
}

/** The PBX speaks to itself over the same ports. */
const itself = (closed: readonly PortRange[]): readonly Insider[] =>
  ['127.0.0.1', '::1'].map((address) => ({
    who: 'itself',
    address,
    ports: closed.map(({ protocol, from }) => [protocol, from] as const),
  }));
