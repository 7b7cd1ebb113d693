/** To whoever looks after the router: what may not be forwarded, and the list of what is (guide: Do Not Expose the PBX on a Public IP). */
import { inUse } from '../billed.ts';
import { ownAddressesOf, publicAddressesOf } from '../exposure/facing.ts';
import type { PartData, Parts } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { say, type Message } from '../message.ts';
import type { Letter } from './letter.ts';

/** One letter, where the ports are known. */
export function routerLetters({ ports, network, providers }: Parts): readonly Letter[] {
  if (ports.state === 'unknown') return [];
  const addresses = network.state === 'known' ? ownAddressesOf(network.data) : [];
  const outside = network.state === 'known' ? publicAddressesOf(network.data) : [];
  const v6 = outside.flatMap(({ family, address }) => (family === 6 ? [address] : []));
  return [
    {
      to: '',
      subject: say('letters.router.subject'),
      paragraphs: [
        say('letters.router.greeting'),
        addresses.length === 0 ? say('letters.router.about.unknown') : say('letters.router.about', { addresses }),
        say('letters.router.ask'),
        say('letters.router.closed', { ports: controls(ports.data) }),
        say('letters.router.upnp'),
        onlyFrom(providers, calls(ports.data)),
        ...(v6.length === 0 ? [] : [say('letters.router.ipv6', { addresses: v6 })]),
        say('letters.router.vpn'),
        say('letters.router.answer'),
        say('letters.end'),
      ],
    },
  ];
}

type Ports = PartData['ports'];

const controls = ({ web, webTls, ssh, ami, ajam, ajamTls }: Ports): readonly string[] =>
  [...new Set([web, webTls, ssh, ami, ajam, ajamTls])].map(String);

const calls = ({ sip, sipTls, rtpFrom, rtpTo }: Ports): readonly string[] => [
  ...[...new Set([sip, sipTls])].map(String),
  `${rtpFrom}-${rtpTo} UDP`,
];

/** From the providers that are in use, or a blank to be filled in. */
function onlyFrom(providers: Parts['providers'], ports: readonly string[]): Message {
  const known = providers.state === 'known' ? inUse(providers.data) : [];
  const named = known.flatMap(({ host, hosts: more }) => [host, ...(isRead(more) ? more : [])]);
  const hosts = [...new Set(named)].filter((host) => host !== '');
  return hosts.length === 0
    ? say('letters.router.providers.none', { ports })
    : say('letters.router.providers', { ports, hosts });
}
