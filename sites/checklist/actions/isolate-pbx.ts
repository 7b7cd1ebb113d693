/**
 * The day of a break-in: only the person who asks keeps access, everybody else is cut off at once, and no call goes out but to
 * emergency numbers. Stronger than the rules of the firewall, which stay as they are, and taken back as one.
 * (guide: What to Do If a Breach Has Already Occurred)
 */
import { homeOf } from '../dialling/home.ts';
import { phonesOf } from '../devices/phones.ts';
import { ownPublicOf } from '../exposure/facing.ts';
import { ownNetworksOf } from '../exposure/own-networks.ts';
import type { PartData, Parts } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { say, type Message } from '../message.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { addressText, networksOf, type Network } from '../reach/networks.ts';
import { hostsIn } from '../users/provider-hosts.ts';
import { confirmWithin, defineAction, madeFrom, refuse, type Asker, type Known, type Planned } from './action.ts';
import { attestedIn } from './attested.ts';
import { hostCommands, routerCommandsV6 } from './host-commands.ts';
import { oursOf, whoAsks } from './ours.ts';
import type { Refusal } from './refusals.ts';
import { covers, overlap } from './space.ts';
import { TITLES } from './titles.ts';
import type { Affected, Step, Warning } from './types.ts';
import { undoOf } from './undo.ts';
import { warn } from './warnings.ts';

/** `emergency`: phones in networks of the PBX go on, and reach emergency numbers. */
export type Keeps = 'nothing' | 'emergency';

export interface IsolateOptions {
  readonly keeps: Keeps;
  readonly confirmSeconds?: number;
}

type Facts = Known<'system' | 'ports'>;

/** Where nobody knows in which country the PBX stands: a mobile network knows these everywhere. */
const ANYWHERE = ['112', '911'] as const;
/** That a plan holds (schema). */
const MOST = { phones: 64, providers: 256, numbers: 40 } as const;
/** Nobody calls from there but the PBX itself. */
const OWN = ['127.0.0.0/8', '::1', '169.254.0.0/16', 'fe80::/10'].flatMap(networksOf);

export const isolatePbx = defineAction<IsolateOptions, 'system' | 'ports'>({
  id: 'isolate-pbx',
  needs: ['system', 'ports'],
  uses: ['network', 'providers', 'providerHosts', 'devices', 'vpn', 'attestations', 'firewall', 'modules'],

  plan(facts, { keeps, confirmSeconds }, asker): Planned {
    const { container, release } = facts.system.data;
    const who = keptIn(facts, asker);
    if (container.kind === 'docker' || (container.kind === 'lxc' && container.managesFirewall === false)) {
      return refuse({ kind: 'container', container: container.kind, commands: commandsOf(facts, who) });
    }
    if ('kind' in who) return refuse(who);
    const phones = keeps === 'emergency' ? phonesHere(facts) : [];
    const { providers, unresolved } = keeps === 'emergency' ? providersOf(facts) : { providers: [], unresolved: [] };
    const numbers = emergencyNumbers(facts);
    const { networks, address } = who;
    const texts = networks.map(({ cidr }) => written(cidr));
    const steps: Step[] = [
      {
        kind: 'isolation.on',
        says: say('actions.step.isolate', { networks: texts }),
        networks: texts,
        phones: [...phones],
        providers: [...providers],
        services: servicesOf(facts),
        signalling: keeps === 'emergency' ? signallingOf(facts) : [],
        media: [facts.ports.data.rtpFrom, facts.ports.data.rtpTo],
      },
      { kind: 'calls.stop', says: say('actions.step.calls-stop', { numbers }), numbers: [...numbers] },
      { kind: 'calls.end', says: say('actions.step.calls-end') },
      { kind: 'sessions.end', says: say('actions.step.sessions-end') },
    ];
    return {
      accepted: true,
      plan: {
        version: 1,
        action: 'isolate-pbx',
        title: TITLES['isolate-pbx'],
        release,
        ...madeFrom(facts, ['ports']),
        asker: { address, networks: [...asker.networks] },
        steps,
        undo: [...undoOf(steps, release)],
        changes: [],
        reach: [],
        affected: [...cutOff(facts, [...networks, ...phones.flatMap(networksOf)])],
        stops: [],
        warnings: [...warningsOf(facts, { texts, keeps, unresolved })],
        confirm: confirmWithin(confirmSeconds, 'reach'),
      },
    };
  },
});

interface KeptIn {
  readonly networks: readonly Network[];
  readonly address: string;
}

/** The person's own address alone, unless a network was named; over IPv6 on every release, as this is no rule of Core's. */
function keptIn(facts: Facts & Pick<Parts, 'network'>, asker: Asker): KeptIn | Refusal {
  const address = whoAsks(asker, facts.system.data);
  if ('kind' in address) return address;
  const text = addressText(address);
  if (address.family === 6 && isOldRelease(facts.system.data.release)) {
    return { networks: networksOf(text), address: text };
  }
  const ours = oursOf(asker, [], facts.system.data, ownPublicOf(facts.network));
  return 'kind' in ours ? ours : { networks: ours.networks, address: ours.asker };
}

/** Of a single address, as Core writes it. */
const written = (cidr: string): string => cidr.replace(/\/(?:32|128)$/, '');

const distinct = <T>(all: readonly T[]): T[] => [...new Set(all)];

/** Ports of the PBX itself; what else listens is closed with everything. */
function servicesOf({ ports: { data } }: Facts): number[] {
  const { web, webTls, ssh, sip, sipTls, iax, ami, ajam, ajamTls } = data;
  return distinct([web, webTls, ssh, sip, sipTls, ...(iax === null ? [] : [iax]), ami, ajam, ajamTls].filter(isPort));
}
function signallingOf({ ports: { data } }: Facts): number[] {
  const { sip, sipTls, iax } = data;
  return distinct([sip, sipTls, ...(iax === null ? [] : [iax])].filter(isPort));
}
const isPort = (port: number): boolean => port >= 1 && port <= 65_535;

/** Networks that the PBX is in. */
function phonesHere({ network }: Pick<Parts, 'network'>): readonly string[] {
  if (network.state === 'unknown') return [];
  const own = ownNetworksOf(network.data).filter((one) => !overlap(OWN, [one]));
  return distinct(own.map(({ cidr }) => cidr)).slice(0, MOST.phones);
}

/** Where calls to an emergency number go to. */
function providersOf(facts: Pick<Parts, 'providers' | 'providerHosts'>) {
  const { known, unresolved } = hostsIn(facts);
  const listed =
    facts.providers.state === 'known'
      ? facts.providers.data.flatMap(({ hosts, disabled }) => (!disabled && isRead(hosts) ? hosts : []))
      : [];
  const all = [...known.map(({ network }) => network), ...listed.flatMap(networksOf).map(({ cidr }) => cidr)];
  return { providers: distinct(all.map(written)).slice(0, MOST.providers), unresolved };
}

/** Of the country in which the PBX stands, as somebody said, or as its time zone suggests. */
export function emergencyNumbers({ attestations, system }: Pick<Parts, 'attestations' | 'system'>): readonly string[] {
  const known = system.state === 'known' ? system.data : null;
  const { country } = homeOf(attestedIn({ attestations, system }), known);
  const own = (country?.emergency ?? []).filter((number) => /^[0-9]{2,6}$/.test(number));
  return distinct([...own, ...ANYWHERE]).slice(0, MOST.numbers);
}

/** Phones that are registered from elsewhere. */
function cutOff({ devices }: Pick<Parts, 'devices'>, kept: readonly Network[]): readonly Affected[] {
  if (devices.state === 'unknown') return [];
  return phonesOf(devices.data)
    .filter(({ address }) => address === null || !covers(kept, networksOf(address)))
    .map(({ account, address, userAgent }) => ({
      kind: 'device' as const,
      id: account,
      label: userAgent,
      address,
      maker: null,
      services: ['SIP'],
      says: say('actions.isolate.phone', { account, address: address ?? '?' }),
    }));
}

/** What has to be closed elsewhere, or stays open whatever is done here. */
function warningsOf(
  facts: Facts & Pick<Parts, 'network' | 'devices' | 'vpn' | 'system'>,
  {
    texts,
    keeps,
    unresolved,
  }: {
    readonly texts: readonly string[];
    readonly keeps: Keeps;
    readonly unresolved: readonly { readonly name: string; readonly host: string }[];
  },
): readonly Warning[] {
  const { vpn, network, system } = facts;
  const tunnels = vpn.state === 'known' ? vpn.data.map(({ name }) => name) : [];
  const six = routerCommandsV6(network, portsOf(facts));
  return [
    warn('who', say('actions.isolate.warn.who', { networks: texts })),
    warn('stays', say(keeps === 'emergency' ? 'actions.isolate.warn.phones' : 'actions.isolate.warn.no-phones')),
    ...unresolved.map(({ name, host }) =>
      warn(`provider:${name}:${host}`, say('actions.isolate.warn.provider', { provider: name, host })),
    ),
    warn('began', say('actions.isolate.warn.began')),
    ...(tunnels.length > 0 ? [warn('tunnels', say('actions.isolate.warn.tunnels', { tunnels }))] : []),
    ...(six.length > 0 ? [warn('ipv6', say('actions.isolate.warn.ipv6'), six)] : []),
    ...(system.data.container.kind === 'lxc' ? [warn('lxc', say('actions.isolate.warn.lxc'))] : []),
    warn('calls', say('actions.isolate.warn.calls')),
    ...(facts.devices.state === 'unknown' ? [warn('devices', say('actions.warn.devices'))] : []),
  ];
}

function portsOf({ ports: { data } }: Facts) {
  const tcp = distinct([data.web, data.webTls, data.ssh, data.ami, data.ajam, data.ajamTls, data.sip, data.sipTls]);
  const udp = distinct([data.sip, ...(data.iax === null ? [] : [data.iax])]);
  return [
    ...tcp.map((port) => ({ protocol: 'tcp' as const, from: port, to: port })),
    ...udp.map((port) => ({ protocol: 'udp' as const, from: port, to: port })),
  ];
}

/** What the host of a container can close. */
function commandsOf(facts: Facts & Pick<Parts, 'network'>, who: KeptIn | Refusal): readonly string[] {
  const ours = 'kind' in who ? [] : who.networks;
  const { container }: PartData['system'] = facts.system.data;
  return hostCommands({ container, network: facts.network, ports: portsOf(facts), ours, guests: [] });
}

export const KEEPS: readonly { readonly keeps: Keeps; readonly says: Message }[] = [
  { keeps: 'emergency', says: say('actions.isolate.keeps.emergency') },
  { keeps: 'nothing', says: say('actions.isolate.keeps.nothing') },
];
