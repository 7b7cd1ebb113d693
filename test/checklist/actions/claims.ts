/** Is a refusal true? Each claim is looked up in the facts again, by other means than those that made it. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Refusal } from '../../../sites/checklist/actions/refusals.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { compareWithRunning } from '../../../sites/checklist/reach/running.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { addressesOf, gateOf, inside } from './outside.ts';
import { inputOf, type Case } from './random.ts';

const isLocal = (address: string) => address.startsWith('127.') || address === '::1';

/** First and last address of each network of a permit; what is none as it is. */
export const endsOf = (permit: string): string[] => permit.split(',').flatMap((part) => endsOfOne(part.trim()));

function endsOfOne(text: string): string[] {
  const [address = '', length] = text.split('/');
  const kind = isIP(address) === 6 ? ipaddr.IPv6 : ipaddr.IPv4;
  const whole = isIP(address) === 6 ? 128 : 32;
  // A mask in the place of a length.
  const bits = isIP(length ?? '') === 4 ? ipaddr.IPv4.parse(length ?? '').prefixLengthFromSubnetMask() : length;
  const network = `${address}/${bits ?? whole}`;
  if (!kind.isValidCIDR(network)) return [text];
  return [kind.networkAddressFromCIDR(network).toString(), kind.broadcastAddressFromCIDR(network).toString()];
}

type Rule = PartData['firewall']['rules'][number];

export function claimHolds(refusal: Refusal, one: Case, services: readonly string[] = []): boolean {
  const { facts, asker, ours } = one;
  const { system, ports, firewall } = inputOf(facts);
  const { container } = system;
  const old = system.release.startsWith('2024');
  const named = [...asker.networks, ...ours].map((text) => text.trim());
  const ruleNamed = (name: string): Rule[] =>
    firewall.rules.filter((rule) => rule.name === name || rule.permit === name);
  const plain = asker.address.replace(/^::ffff:/, '');
  switch (refusal.kind) {
    case 'unknown':
      return refusal.missing.length > 0 && refusal.missing.every(({ part }) => facts[part].state === 'unknown');
    case 'container':
      return container.kind === refusal.container && !(container.kind === 'lxc' && container.managesFirewall === true);
    case 'firewall-off':
      return !firewall.enabled;
    case 'no-rules':
      return firewall.enabled && firewall.rules.length === 0 && refusal.closed === old;
    case 'whom':
      return services.length === 0 || ours.every((network) => network.trim() === '');
    case 'bad-address':
      return isIP(asker.address) === 0;
    case 'not-a-person':
      return (
        !['direct', 'gateway'].includes(asker.seen) ||
        isLocal(asker.address) ||
        (container.kind === 'docker' && container.network !== 'host')
      );
    case 'name-network':
      return asker.seen === 'gateway' && !inside(named)(plain);
    case 'asker-ipv6':
      return old && isIP(plain) === 6;
    case 'not-a-network': {
      const [address = '', bits = '0'] = refusal.network.split('/');
      const family = isIP(address);
      const isMapped = /^::ffff:/i.test(address) || Number(bits) < 96;
      if (family === 6 && isMapped) return named.includes(refusal.network);
      return named.includes(refusal.network) && (family === 0 || !(Number(bits) <= (family === 4 ? 32 : 128)));
    }
    case 'no-ipv6':
      return old && isIP(refusal.network.split('/')[0] ?? '') === 6;
    case 'too-wide': {
      const sizes = refusal.networks.map((network) => {
        const [address = '', bits = ''] = network.split('/');
        return isIP(address) === 4 ? 2 ** (32 - Number(bits)) / 256 : 2 ** (56 - Number(bits));
      });
      const isWide = sizes.some((size) => size > 1) || sizes.reduce((sum, size) => sum + size, 0) > 4;
      return isWide || refusal.networks.some((network) => refusal.networks.some((other) => isBeside(network, other)));
    }
    case 'not-closable':
      return !services.includes(refusal.service);
    case 'shared-port': {
      const phones = [ports.sip, ports.sipTls];
      const rows = firewall.rules.flatMap((rule) => rule.services.filter(({ category }) => category === refusal.with));
      return (
        phones.includes(refusal.port) ||
        rows.some(({ ports: list }) => list.some(({ from, to }) => from <= refusal.port && refusal.port <= to))
      );
    }
    case 'no-row':
      return ruleNamed(refusal.rule).some(({ id }) => !/^[1-9]\d*$/.test(id));
    case 'mixed-box':
      return ruleNamed(refusal.rule).some(
        (rule) =>
          new Set(rule.services.filter(({ category }) => category === refusal.box).map(({ allow }) => allow)).size > 1,
      );
    case 'odd-box':
      return !/^[A-Z0-9_]{1,64}$/.test(refusal.box);
    case 'stale-ports': {
      const settings = new Set<number | null>(Object.values(ports));
      return ruleNamed(refusal.rule).some((rule) =>
        rule.services.some(
          ({ category, ports: list }) =>
            category === refusal.box && list.some(({ from, to }) => !settings.has(from) || !settings.has(to)),
        ),
      );
    }
    case 'nothing-to-do':
      return nobodyGetsIn(one, services);
    case 'between':
      return system.release.startsWith('2025.');
    case 'untested': {
      const running = facts.runningRules.state === 'known' ? facts.runningRules.data : { v4: null, v6: null };
      const comparison = compareWithRunning(reachOf(inputOf(facts)), running);
      const isTested = ['2024.1.114', '2026.1.223'].includes(system.release);
      return !isTested && !('agrees' in comparison && comparison.agrees);
    }
    case 'locked-out': {
      // They had the port by a rule that is not ours, and the box WEB that ours could get does not open it. Of several rules of
      // one network any may be the one that gets it.
      const isOurs = inside([...named, refusal.address]); // a person without a network is one
      const own = firewall.rules.filter(
        ({ permit }) => endsOf(permit).every(isOurs) && inside([permit])(refusal.address),
      );
      const opens = own.every((rule) =>
        rule.services.some(
          ({ category, ports: list }) => category === 'WEB' && list.some(({ from }) => from === refusal.port),
        ),
      );
      return gateOf(facts)(refusal.address, 'tcp', refusal.port) && own.length > 0 && !opens;
    }
    case 'would-close': {
      // A network of ours had the port by a rule that is not ours, and the rows of one of their own do not open it.
      const isOurs = inside([...named, refusal.address]);
      const own = firewall.rules.filter(
        ({ permit }) => endsOf(permit).every(isOurs) && inside([permit])(refusal.address),
      );
      const opens = own.every((rule) =>
        rule.services.some(({ ports: list }) =>
          list.some(
            ({ protocol, from, to }) => protocol === refusal.protocol && from <= refusal.port && refusal.port <= to,
          ),
        ),
      );
      return gateOf(facts)(refusal.address, refusal.protocol, refusal.port) && own.length > 0 && !opens;
    }
    case 'not-renewed':
    case 'own-words':
    case 'not-limited':
    case 'asked':
      return false; // said of secrets, logins and programs alone (renewing, logins and limiting.properties.test.ts)
    case 'would-open':
      return false; // no firewall of Core's own making leads here
    case 'undecided':
      return refusal.networks.length > 0 && refusal.networks.every((network) => isSeenAt(network, facts));
    case 'line-refused': {
      const reversed = refusal.protocol === 'udp' && ports.rtpFrom > ports.rtpTo;
      return refusal.because === 'reversed' ? reversed : refusal.slots > 15;
    }
    case 'ask-provider': {
      const providers = facts.providers.state === 'known' ? facts.providers.data : [];
      const isAsked = ({ name, disabled, demo, host, hosts }: (typeof providers)[number]) =>
        name === refusal.provider &&
        !disabled &&
        !demo &&
        (host === refusal.host || (Array.isArray(hosts) && hosts.includes(refusal.host)));
      return isIP(refusal.host) === 0 && providers.some(isAsked);
    }
    case 'too-many':
      return refusal.count > refusal.most;
    case 'cannot-exempt':
      switch (refusal.because) {
        case 'container':
          return container.kind !== 'none';
        case 'first-rule':
          return firewall.rules.length === 0;
        case 'everybody':
          return !['direct', 'gateway'].includes(asker.seen) || isLocal(asker.address) || container.kind === 'docker';
        case 'list-full':
          return false;
      }
  }
}

/** A phone, a sign-in or a connection from there. */
function isSeenAt(network: string, { devices, signIns, connections }: Parts): boolean {
  const told = signIns.state === 'known' ? [signIns.data.web, signIns.data.ssh] : [];
  const all = [
    ...(devices.state === 'known' ? devices.data : []),
    ...told.flatMap((one) => ('addresses' in one ? one.addresses : [])),
    ...(connections.state === 'known' ? connections.data.rows : []),
  ];
  const holds = inside([network]);
  return all.some(({ address }) => isIP(address) !== 0 && holds(address));
}

/** By the generated lines: whoever is not ours gets in nowhere already. */
/** Does the other one begin where this one ends? */
function isBeside(network: string, other: string): boolean {
  const [parsed, next] = [network, other].map((text) => ipaddr.parseCIDR(text));
  if (parsed === undefined || next === undefined) return false;
  const number = (address: ipaddr.IPv4 | ipaddr.IPv6) =>
    address.toByteArray().reduce((value, byte) => value * 256n + BigInt(byte), 0n);
  const size = 1n << BigInt((parsed[0].kind() === 'ipv4' ? 32 : 128) - parsed[1]);
  return parsed[0].kind() === next[0].kind() && number(parsed[0]) + size === number(next[0]);
}

function nobodyGetsIn({ facts, asker, ours }: Case, services: readonly string[]): boolean {
  const { ports, system, providers, firewall } = inputOf(facts);
  const tcp = {
    WEB: [ports.web, ports.webTls],
    SSH: [ports.ssh],
    AMI: [ports.ami],
    AJAM: [ports.ajam, ports.ajamTls],
    MODULECTICLIENT: [4222],
  };
  const wanted = Object.entries(tcp).flatMap(([service, list]) => (services.includes(service) ? list : []));
  const hosts =
    providers.state === 'known' ? providers.data.flatMap((one) => (Array.isArray(one.hosts) ? one.hosts : [])) : [];
  const single = asker.address.replace(/^::ffff:/, '');
  const isOurs = inside([single, ...asker.networks, ...ours, ...hosts]);
  const gate = gateOf(facts);
  const old = system.release.startsWith('2024');
  const names = firewall.rules.filter(({ permit }) => /^[a-z]/.test(permit));
  const isNameOpen = names.some(({ services: list }) =>
    list.some(({ category, allow }) => allow && services.includes(category)),
  );
  return (
    !isNameOpen &&
    addressesOf(facts, [])
      .filter((address) => !isOurs(address) && !(old && isIP(address) === 6))
      .every((address) => wanted.every((port) => !gate(address, 'tcp', port)))
  );
}
