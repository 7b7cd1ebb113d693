/**
 * Follows steps literally and says whom any of them shuts out: by the lines that the real Core would write, apart from the
 * reach model.
 */
import { isIP } from 'node:net';
import { parsePermit, networksOf, type Network } from '../../../sites/checklist/reach/networks.ts';
import { ownNetworksOf } from '../../../sites/checklist/exposure/own-networks.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { phonesOf } from '../../../sites/checklist/devices/phones.ts';
import { follow } from '../../../sites/checklist/steps/play.ts';
import type { Step } from '../../../sites/checklist/steps/step.ts';
import { known } from '../../support/facts.ts';
import { edgesOf, type Gate } from '../actions/outside.ts';
import { inputOf, linesOf } from '../actions/random.ts';
import { packetFilter } from '../reach/packet-filter.ts';

/** By the rules in force where they were read, else by those that Core would write. */
export function gateNow(facts: Parts): Gate {
  const written = linesOf(facts);
  const running = facts.runningRules.state === 'known' ? facts.runningRules.data : { v4: null, v6: null };
  const rulesOf = (lines: readonly string[] | null) => lines?.filter((line) => line.startsWith('-A INPUT'));
  const four = packetFilter(rulesOf(running.v4) ?? written.v4, 4);
  const six = packetFilter(rulesOf(running.v6) ?? written.v6, 6);
  return (address, protocol, port) => (isIP(address) === 6 ? six : four)(address, protocol, port);
}

/** Read again once Core has made its rules. */
export function readAgain(facts: Parts): Parts {
  const { v4, v6 } = linesOf(facts);
  const print = (lines: readonly string[]) => ['-P INPUT ACCEPT', ...lines];
  return { ...facts, runningRules: known({ v4: print(v4), v6: print(v6) }) };
}

interface Protected {
  readonly who: string;
  readonly address: string;
  readonly ports: readonly (readonly ['tcp' | 'udp' | 'icmp', number])[];
}

/** The person, phones of the office and elsewhere, and providers. */
function protectedBy(facts: Parts, person: string): readonly Protected[] {
  const { ports } = inputOf(facts);
  const web = [
    ['tcp', ports.web],
    ['tcp', ports.webTls],
  ] as const;
  const phone = [
    ['udp', ports.sip],
    ['tcp', ports.sip],
    ['tcp', ports.sipTls],
    ['udp', ports.rtpFrom],
  ] as const;
  const ours = facts.network.state === 'known' ? ownNetworksOf(facts.network.data).filter(isMet) : [];
  const devices = facts.devices.state === 'known' ? phonesOf(facts.devices.data) : [];
  const providers = facts.providers.state === 'known' ? facts.providers.data : [];
  return [
    { who: 'person', address: person, ports: web },
    ...edgesOf(ours.map(({ cidr }) => cidr))
      .filter((address) => networksOf(address).some((one) => ours.some((own) => within(one, own))))
      .map((address) => ({
        who: 'office',
        address, // Core's rule for ping over IPv6 is refused: nobody can be let in.
        ports: isIP(address) === 6 ? [...web, ...phone] : [...web, ...phone, ['icmp', 0] as const],
      })),
    ...devices.flatMap(({ address, userAgent, inBrowser }) =>
      address === null || inBrowser || userAgent.includes('scanner') ? [] : [{ who: 'phone', address, ports: phone }],
    ),
    ...providers.flatMap(({ host, disabled, demo, kind }) =>
      disabled || demo || kind !== 'sip' || isIP(host) === 0
        ? []
        : [{ who: 'provider', address: host, ports: phone.slice(0, 1) }],
    ),
  ];
}

const isMet = ({ cidr, family, prefix }: Network): boolean =>
  !cidr.startsWith('127.') && !cidr.startsWith('fe80:') && prefix < (family === 4 ? 32 : 128);
const within = (inner: Network, outer: Network): boolean =>
  inner.family === outer.family && outer.from <= inner.from && inner.to <= outer.to;

/** Whom the first so many steps shut out; empty: nobody, whatever the number. */
export function harmOf(facts: Parts, steps: readonly Step[], person: string): readonly string[] {
  const was = gateNow(facts);
  const release = inputOf(facts).system.release;
  const [own = null] = networksOf(person);
  const all = protectedBy(facts, person).filter(({ address }) => address !== '127.0.0.1');
  // 2024 does not filter IPv6, whatever the steps say.
  const met = all.filter(({ address }) => !(release.startsWith('2024') && isIP(address) === 6));
  return steps.flatMap((_, count) => {
    const then = follow(facts, steps.slice(0, count + 1), { network: own });
    const is = gateNow(then);
    return met.flatMap(({ who, address, ports }) =>
      ports
        .filter(([protocol, port]) => was(address, protocol, port) && !is(address, protocol, port))
        .map(([protocol, port]) => `step ${count + 1}: ${who} ${address} loses ${protocol} ${port}`),
    );
  });
}

/** Is the permit one that Core writes? */
export const isWritten = (permit: string): boolean => parsePermit(permit).kind === 'networks';
