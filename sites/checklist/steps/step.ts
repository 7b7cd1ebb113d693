/**
 * Steps to do by hand, as values: what a person is told, and what it does. So they are played, one after the other,
 * before anybody follows them (docs/steps.md).
 */
import type { Step as PlanStep } from '../actions/types.ts';
import type { Message } from '../message.ts';

type WithoutWords<S> = S extends unknown ? Omit<S, 'says'> : never;
/** What a plan can do too, without its words. */
type Planned = WithoutWords<Extract<PlanStep, { kind: 'firewall.create' | 'firewall.patch' | 'fail2ban.patch' }>>;

/** Where it is done, when not on this PBX. */
export type Elsewhere = 'router' | 'host' | 'provider' | 'phones' | 'program' | 'person';

export type Effect =
  | Planned
  /** A rule for the network that the person comes from, where no other rule of the steps holds it. */
  | { readonly kind: 'firewall.own'; readonly boxes: Readonly<Record<string, boolean>> }
  /** Core's own switch: firewall and intrusion protection together. */
  | { readonly kind: 'firewall.toggle'; readonly enabled: boolean }
  /** Additional addresses of a provider: Core lets them in by itself. */
  | { readonly kind: 'provider.hosts'; readonly id: string; readonly hosts: readonly string[] }
  | { readonly kind: 'fail2ban.whitelist'; readonly entries: readonly string[] }
  | { readonly kind: 'fail2ban.restart' }
  | { readonly kind: 'ssh.key' }
  | { readonly kind: 'ssh.passwords'; readonly enabled: boolean }
  /** A new strong one; `owner` as in the facts: `sip:201`, `ami:crm`, `provider:SIP-1`, `web`, `ssh`. */
  | { readonly kind: 'secret'; readonly owner: string }
  | { readonly kind: 'sip.suffix' }
  | { readonly kind: 'sip.username'; readonly number: string }
  /** `rule`: the id of a firewall rule. */
  | { readonly kind: 'ami.filter'; readonly id: string; readonly rule: string }
  | { readonly kind: 'ari.origins' }
  | { readonly kind: 'api-key'; readonly id: string; readonly does: 'limit' | 'delete' }
  | { readonly kind: 'patch' }
  | { readonly kind: 'update' }
  /** Nobody can play it from here. */
  | { readonly kind: 'elsewhere'; readonly where: Elsewhere };

export interface Step {
  readonly says: Message;
  /** Empty: nothing changes (to look, to try, to keep at hand). */
  readonly effects: readonly Effect[];
}

/** Changes nothing. */
export const look = (says: Message): Step => ({ says, effects: [] });

/** Changes something that this PBX does not hold. */
export const notHere = (where: Elsewhere, says: Message): Step => ({ says, effects: [{ kind: 'elsewhere', where }] });

export const step = (says: Message, ...effects: readonly Effect[]): Step => ({ says, effects });
