/**
 * Steps to do by hand, as values: what a person is told, and what it does. So they can be played, one after the other,
 * before anybody follows them (play.ts, docs/steps.md).
 */
import type { Step as PlanStep } from '../actions/types.ts';
import type { Message } from '../message.ts';

type WithoutWords<S> = S extends unknown ? Omit<S, 'says'> : never;
/** What a plan can do too, without its words. */
type Planned = WithoutWords<Extract<PlanStep, { kind: 'firewall.create' | 'fail2ban.patch' }>>;

/** Where it is done, when not on this PBX. */
export type Elsewhere = 'router' | 'host' | 'provider' | 'phones' | 'program' | 'console' | 'files';

export type Effect =
  | Planned
  /** A rule for the network that the person comes from, where no other network of the steps holds it. */
  | { readonly kind: 'firewall.person'; readonly currentRules: Readonly<Record<string, boolean>> }
  /** Boxes of a rule set anew; the others stay. `neverBlock` null: as it is. */
  | {
      readonly kind: 'firewall.boxes';
      readonly id: string;
      readonly set: ReadonlyMap<string, boolean>;
      readonly neverBlock: boolean | null;
    }
  /** Core's own switch: firewall and intrusion protection together. */
  | { readonly kind: 'firewall.toggle'; readonly enabled: boolean }
  /** Core writes its rules anew. */
  | { readonly kind: 'firewall.reload' }
  /** Additional addresses of a provider, all of them: Core lets these in by itself. */
  | { readonly kind: 'provider.hosts'; readonly id: string; readonly hosts: readonly string[] }
  /** The list of trusted addresses, all of it. */
  | { readonly kind: 'fail2ban.whitelist'; readonly entries: readonly string[] }
  | { readonly kind: 'fail2ban.restart' }
  | { readonly kind: 'ssh.key' }
  | { readonly kind: 'ssh.passwords'; readonly enabled: boolean }
  /** A new strong one; `owner` as in the facts: `sip:201`, `ami:crm`, `provider:SIP-1`, `web`, `ssh`. */
  | { readonly kind: 'secret'; readonly owner: string }
  | { readonly kind: 'sip.suffix' }
  /** Its own login name taken away: the setting decides. */
  | { readonly kind: 'sip.username'; readonly number: string }
  /** `rule`: id of a firewall rule. */
  | { readonly kind: 'ami.filter'; readonly id: string; readonly rule: string }
  | { readonly kind: 'ari.origins' }
  | { readonly kind: 'api-key'; readonly id: string; readonly does: 'limit' | 'delete' }
  | { readonly kind: 'patch' }
  | { readonly kind: 'update' }
  /** Nobody can play it from here. */
  | { readonly kind: 'elsewhere'; readonly where: Elsewhere };

export interface Step {
  readonly says: Message;
  /** In order. Empty: nothing changes (to look, to try, to keep at hand). */
  readonly effects: readonly Effect[];
}

export const step = (says: Message, ...effects: readonly Effect[]): Step => ({ says, effects });

/** Changes nothing. */
export const look = (says: Message): Step => step(says);

/** Changes something that this PBX does not hold. */
export const notHere = (where: Elsewhere, says: Message): Step => step(says, { kind: 'elsewhere', where });
