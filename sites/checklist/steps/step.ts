/**
 * Steps to do by hand, as values: what a person is told, and what it does. So they can be played, one after the other,
 * before anybody follows them (play.ts, docs/steps.md).
 */
import type { Step as PlanStep } from '../actions/types.ts';
import type { PartData } from '../facts/types.ts';
import type { Message } from '../message.ts';

type WithoutWords<S> = S extends unknown ? Omit<S, 'says'> : never;
/** What a plan can do too, without its words. */
type Planned = WithoutWords<Extract<PlanStep, { kind: 'firewall.create' | 'fail2ban.patch' | 'fail2ban.mode' }>>;

/** Where it is done, when not on this PBX. */
export type Elsewhere = 'router' | 'host' | 'provider' | 'phones' | 'program' | 'files' | 'person';

type Route = PartData['outboundRoutes'][number];

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
  /** The box "never block" of the rule of exactly this network. */
  | { readonly kind: 'firewall.never-block'; readonly network: string; readonly on: boolean }
  /** Core's own switch: firewall and intrusion protection together. */
  | { readonly kind: 'firewall.toggle'; readonly enabled: boolean }
  /** Core writes its rules anew. */
  | { readonly kind: 'firewall.reload' }
  /** Lines that a person wrote into these files are taken out of them. */
  | { readonly kind: 'own-lines'; readonly files: readonly string[] }
  /** Additional addresses of a provider, all of them: Core lets these in by itself. */
  | { readonly kind: 'provider.hosts'; readonly id: string; readonly hosts: readonly string[] }
  /** The list of trusted addresses, all of it. */
  | { readonly kind: 'fail2ban.whitelist'; readonly entries: readonly string[] }
  /** Packets that an address may send in a second. */
  | { readonly kind: 'fail2ban.limit'; readonly perSecond: number }
  | { readonly kind: 'fail2ban.restart' }
  | { readonly kind: 'ssh.key' }
  | { readonly kind: 'ssh.passwords'; readonly enabled: boolean }
  /** New strong ones; owners as in the facts: `sip:201`, `ami:crm`, `provider:SIP-1`, `web`, `ssh`. */
  | { readonly kind: 'secrets'; readonly owners: readonly string[] }
  /** Nobody calls in without a password. */
  | { readonly kind: 'sip.guests' }
  | { readonly kind: 'sip.suffix' }
  /** Login names of these extensions. `own`: one that nobody guesses; otherwise none, so that the setting decides. */
  | { readonly kind: 'sip.usernames'; readonly numbers: readonly string[]; readonly own: boolean }
  /** Extensions (numbers) and providers (ids) are bound to the rule of this network; `network` null: to none. */
  | {
      readonly kind: 'account.filter';
      readonly numbers: readonly string[];
      readonly providers: readonly string[];
      readonly network: string | null;
    }
  /** These users (ids) are bound to the rule of this network; null: of the network that the person comes from. */
  | { readonly kind: 'ami.filter'; readonly ids: readonly string[]; readonly network: string | null }
  | { readonly kind: 'ari.origins' }
  | { readonly kind: 'api-key'; readonly id: string; readonly does: 'limit' | 'delete' }
  | { readonly kind: 'module.off'; readonly id: string }
  /** A new route behind all others. */
  | { readonly kind: 'route.add'; readonly route: Omit<Route, 'id' | 'priority'> }
  /** `pattern` null: the area codes that this person calls. */
  | { readonly kind: 'route.set'; readonly id: string; readonly pattern: string | null; readonly rest: number }
  | { readonly kind: 'route.delete'; readonly id: string }
  /** A question of this checklist is answered. */
  | { readonly kind: 'answer'; readonly item: string; readonly subject: string; readonly answer: string }
  | { readonly kind: 'patch' }
  | { readonly kind: 'update'; readonly release: string }
  /** The same release anew, over itself. */
  | { readonly kind: 'reinstall' }
  /** Nobody can play it from here. `leaves`: problems (their ids, or how these begin) that stay until it is done. */
  | { readonly kind: 'elsewhere'; readonly where: Elsewhere; readonly leaves: readonly string[] };

export interface Step {
  readonly says: Message;
  /** In order. Empty: nothing changes (to look, to try, to keep at hand). */
  readonly effects: readonly Effect[];
}

export const step = (says: Message, ...effects: readonly Effect[]): Step => ({ says, effects });

/** Changes nothing. */
export const look = (says: Message): Step => step(says);

/** Changes something that this PBX does not hold. */
export const notHere = (where: Elsewhere, says: Message, leaves: readonly string[] = []): Step =>
  step(says, { kind: 'elsewhere', where, leaves });
