/** Why an action is not offered. Each claims something about the facts; the tests hold the claim against the model. */
import type { PartName, UnknownReason } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import type { Protocol, ServiceId } from '../reach/types.ts';
import type { Asker } from './action.ts';
import type { NotRenewed } from './renewing/refusals.ts';
import type { ActionId } from './types.ts';

export type Refusal =
  /** Parts that could not be read. */
  | {
      readonly kind: 'unknown';
      readonly missing: readonly { readonly part: PartName; readonly reason: UnknownReason }[];
    }
  /** Core enforces nothing in this container; `commands` do on the host. */
  | { readonly kind: 'container'; readonly container: 'docker' | 'lxc'; readonly commands: readonly string[] }
  | { readonly kind: 'firewall-off' }
  /** Switched on without a rule: `closed` for everybody (2024), or open (2026). */
  | { readonly kind: 'no-rules'; readonly closed: boolean }
  /** The address of the person is none. */
  | { readonly kind: 'bad-address'; readonly address: string }
  /** The address stands for others too, so a new connection of this person cannot be told from theirs. */
  | { readonly kind: 'not-a-person'; readonly seen: Asker['seen']; readonly address: string }
  /** Behind a gateway, and no network that the person named holds its address. */
  | { readonly kind: 'name-network'; readonly address: string }
  /** Connected over IPv6, which this release does not filter: no rule could hold the address. */
  | { readonly kind: 'asker-ipv6'; readonly address: string }
  | { readonly kind: 'not-a-network'; readonly network: string }
  /** IPv6 on a release whose rules are IPv4 only. */
  | { readonly kind: 'no-ipv6'; readonly network: string }
  /** More strangers than an office has addresses, in one network or in all together. */
  | { readonly kind: 'too-wide'; readonly networks: readonly string[] }
  | { readonly kind: 'not-closable'; readonly service: ServiceId }
  /** A port of the service is also one of phones: closing it would cut them off. */
  | { readonly kind: 'shared-port'; readonly service: ServiceId; readonly with: string; readonly port: number }
  /** The rule has no row in the database, so there is nothing to change. */
  | { readonly kind: 'no-row'; readonly rule: string }
  /** Rows of one box differ, so no answer about the box would be true. */
  | { readonly kind: 'mixed-box'; readonly rule: string; readonly box: string }
  /** A box with a key that no request can name. */
  | { readonly kind: 'odd-box'; readonly rule: string; readonly box: string }
  /** A box that is or gets allowed holds ports that the settings no longer have: Core renews them with the next change. */
  | { readonly kind: 'stale-ports'; readonly rule: string; readonly box: string }
  | { readonly kind: 'nothing-to-do' }
  /** Nobody has said yet whom to let in, or to what. */
  | { readonly kind: 'whom' }
  /** A test build between the two lines: it is checked, and nothing is changed. */
  | { readonly kind: 'between'; readonly release: string }
  /** A release that was not tried, and the rules in force were not read or differ from the cabinet. */
  | { readonly kind: 'untested'; readonly release: string; readonly rules: 'differ' | 'not-known' }
  /** The person would lose the web interface. */
  | { readonly kind: 'locked-out'; readonly address: string; readonly port: number }
  | { readonly kind: 'would-open'; readonly protocol: Protocol; readonly port: number; readonly address: string }
  | { readonly kind: 'would-close'; readonly protocol: Protocol; readonly port: number; readonly address: string }
  /** People, phones or programs would lose what they use, and nobody has decided whether they are to keep it. */
  | { readonly kind: 'undecided'; readonly networks: readonly string[] }
  /** iptables refuses the line that the PBX would write for this network, with all that it holds. */
  | {
      readonly kind: 'line-refused';
      readonly network: string;
      readonly protocol: 'tcp' | 'udp';
      readonly because: 'too-many' | 'reversed';
      readonly slots: number;
    }
  /** Nobody knows from which addresses this provider sends, and its calls would stop. */
  | { readonly kind: 'ask-provider'; readonly provider: string; readonly host: string }
  /** Secrets stay as they are; the words come with the action. */
  | { readonly kind: 'not-renewed'; readonly reason: NotRenewed; readonly said: Said }
  /** Programs stay as they are; the words come with the action. */
  | { readonly kind: 'not-limited'; readonly said: Said }
  /** It waits for something that a person has to say first. */
  | { readonly kind: 'asked'; readonly said: Said }
  /** For a reason of the action's own. */
  | { readonly kind: 'own-words'; readonly said: Said }
  /** More changes than one plan holds. */
  | { readonly kind: 'too-many'; readonly count: number; readonly most: number }
  /** This network cannot be exempted from bans in a way that holds. */
  | {
      readonly kind: 'cannot-exempt';
      readonly network: string;
      readonly because: 'first-rule' | 'container' | 'everybody' | 'list-full';
    };

export interface Said {
  readonly says: Message;
  /** What to do instead, step by step. */
  readonly steps: readonly Message[];
  /** To be run by hand, elsewhere. */
  readonly commands: readonly string[];
  /** An action that takes away the reason; it is offered here, too. */
  readonly first: ActionId | null;
}

export const only = (says: Message, ...steps: readonly Message[]): Said => ({ says, steps, commands: [], first: null });

/** In an order that shuts nobody out; nothing is told here that those do not hold. */
const BY_HAND = say('actions.refused.step.hand');

/** The firewall comes first, with rules for everybody who needs one. */
const afterFirewall = (says: Message): Said => ({
  ...only(says, say('actions.refused.step.firewall'), BY_HAND),
  first: 'enable-firewall',
});

/** In words. */
export function sayRefusal(refusal: Refusal): Said {
  switch (refusal.kind) {
    case 'unknown': {
      const parts = refusal.missing.map(({ part, reason }) =>
        say('verdict.unknown.part', { part: say(`part.${part}`), reason: say(`reason.${reason}`) }),
      );
      return only(say('actions.refused.unknown', { parts }));
    }
    case 'container': {
      const { commands } = refusal;
      return { says: say(`actions.refused.container.${refusal.container}`), steps: [], commands, first: null };
    }
    case 'firewall-off':
      return afterFirewall(say('actions.refused.firewall-off'));
    case 'no-rules':
      return afterFirewall(say(refusal.closed ? 'actions.refused.no-rules.closed' : 'actions.refused.no-rules.open'));
    case 'bad-address':
      return only(say('actions.refused.bad-address', { address: refusal.address }));
    case 'not-a-person': {
      const { address, seen } = refusal;
      return only(
        say(`actions.refused.not-a-person.${seen}`, { address }),
        say('actions.refused.not-a-person.step.direct'),
        BY_HAND,
      );
    }
    case 'name-network':
      return only(say('actions.refused.name-network', { address: refusal.address }));
    case 'asker-ipv6':
      return only(say('actions.refused.asker-ipv6', { address: refusal.address }));
    case 'not-a-network':
      return only(say('actions.refused.not-a-network', { network: refusal.network }));
    case 'no-ipv6':
      return only(say('actions.refused.no-ipv6', { network: refusal.network }));
    case 'too-wide':
      return only(say('actions.refused.too-wide', { networks: refusal.networks }));
    case 'not-closable':
      return only(say('actions.refused.not-closable', { service: refusal.service }));
    case 'shared-port': {
      const { service, port } = refusal;
      return only(say('actions.refused.shared-port', { service, with: refusal.with, port }));
    }
    case 'no-row':
      return only(say('actions.refused.no-row', { rule: refusal.rule }), BY_HAND);
    case 'mixed-box':
      return only(say('actions.refused.mixed-box', { rule: refusal.rule, box: refusal.box }), BY_HAND);
    case 'odd-box':
      return only(say('actions.refused.odd-box', { rule: refusal.rule, box: refusal.box }));
    case 'stale-ports':
      return only(say('actions.refused.stale-ports', { rule: refusal.rule, box: refusal.box }), BY_HAND);
    case 'whom':
      return only(say('actions.refused.whom'));
    case 'nothing-to-do':
      return only(say('actions.refused.nothing-to-do'));
    case 'between':
      return only(say('path.between', { release: refusal.release }));
    case 'untested': {
      const rules = say(`actions.refused.untested.${refusal.rules}`);
      return only(say('actions.refused.untested', { release: refusal.release, rules }));
    }
    case 'locked-out':
      return only(say('actions.refused.locked-out', { address: refusal.address, port: refusal.port }));
    case 'would-open':
    case 'would-close': {
      const { protocol, port, address } = refusal;
      return only(say(`actions.refused.${refusal.kind}`, { protocol, port, address }));
    }
    case 'undecided': {
      const { networks } = refusal;
      return only(say('actions.refused.undecided', { count: networks.length, networks }));
    }
    case 'line-refused': {
      const { network, protocol, because, slots } = refusal;
      return because === 'too-many'
        ? only(say('actions.refused.line.too-many', { network, protocol, count: slots }))
        : only(say('actions.refused.line.reversed', { network, protocol }));
    }
    case 'ask-provider':
      return only(say('actions.refused.ask-provider', { provider: refusal.provider, host: refusal.host }));
    case 'not-renewed':
    case 'not-limited':
    case 'own-words':
    case 'asked':
      return refusal.said;
    case 'too-many':
      return only(say('actions.refused.too-many', { count: refusal.count, most: refusal.most }));
    case 'cannot-exempt':
      return only(say(`actions.refused.cannot-exempt.${refusal.because}`, { network: refusal.network }));
  }
}
