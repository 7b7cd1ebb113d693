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
import { ownFilesOn } from '../../../sites/checklist/exposure/own-topics.ts';
import { parseChain } from '../../../sites/checklist/reach/running-lines.ts';
import { decide } from '../../../sites/checklist/reach/running-packet.ts';
import { waysInto } from '../../../sites/checklist/reach/ways.ts';

/** By the rules in force where they were read, else by those that Core would write. */
export function gateNow(facts: Parts): Gate {
  const all = linesOf(facts);
  const written = { v4: all.v4.filter(isTaken), v6: all.v6.filter(isTaken) };
  const running = facts.runningRules.state === 'known' ? facts.runningRules.data : { v4: null, v6: null };
  const gate = (lines: readonly string[] | null, own: readonly string[], family: 4 | 6) =>
    lines === null ? packetFilter(own, family) : printed(lines, family, facts);
  const four = gate(running.v4, written.v4, 4);
  const six = gate(running.v6, written.v6, 6);
  return (address, protocol, port) => (isIP(address) === 6 ? six : four)(address, protocol, port);
}

/** Without those that iptables refuses: their source is no address. */
const isTaken = (line: string): boolean => {
  const source = / -s (.*?) -(?:p|m|j) /s.exec(line)?.[1] ?? '127.0.0.1';
  return source.split(',').every((one) => isIP(one.split('/')[0] ?? '') !== 0);
};

/** Lines as iptables prints them, of whomever they are: what may come in counts as in. */
function printed(lines: readonly string[], family: 4 | 6, { network }: Parts): Gate {
  try {
    return packetFilter(
      lines.filter((line) => line.startsWith('-A INPUT') && !line.includes(' -j f2b-')),
      family,
    );
  } catch {
    const chain = parseChain(lines, family);
    const ways = waysInto(chain, network.state === 'known' ? network.data : null);
    return (source, protocol, port) => decide(chain, { source, protocol, port }, ways).fate !== 'denied';
  }
}

/** Read again once Core has made its rules; lines of somebody's own are there again while their file is. `was`: before. */
export function readAgain(facts: Parts, was: Parts = facts): Parts {
  const { v4, v6 } = linesOf(facts);
  const print = (lines: readonly string[]) => ['-P INPUT ACCEPT', ...lines.filter(isTaken)];
  const before = was.runningRules.state === 'known' ? (was.runningRules.data.v4 ?? []) : [];
  const isKept = facts.extraRules === was.extraRules && hasOwnLines(was);
  const core = new Set(linesOf(was).v4);
  const own = isKept
    ? before.filter((line) => line.startsWith('-A INPUT') && line.includes('ACCEPT') && !core.has(line))
    : [];
  // Fail2Ban sends connections to its bans first.
  const isOn = facts.fail2ban.state === 'known' && facts.fail2ban.data.enabled;
  const jumps = isOn ? ['-A INPUT -p tcp -j f2b-jail', '-A INPUT -p udp -j f2b-jail'] : [];
  return { ...facts, runningRules: known({ v4: print([...jumps, ...own, ...v4]), v6: print(v6) }) };
}

const hasOwnLines = ({ extraRules }: Parts): boolean =>
  extraRules.state === 'known' && ownFilesOn(extraRules.data, 'firewall').length > 0;

export interface Protected {
  readonly who: string;
  readonly address: string;
  readonly ports: readonly (readonly ['tcp' | 'udp' | 'icmp', number])[];
}

/** The person, phones of the office and elsewhere, and providers. */
export function protectedBy(facts: Parts, person: string): readonly Protected[] {
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
