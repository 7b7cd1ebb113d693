/** What the page and its judge say to each other. Plain values: they cross from one thread to another. */
import type { Score, Severity, Subject } from '../../checklist/report/types.ts';
import type { CheckId } from './parts.generated.ts';

/** One problem as a page shows it, in the reader's language. All texts may hold text of strangers. */
export interface Mark {
  readonly check: CheckId;
  /** Id of the finding: waivers refer to it. */
  readonly finding: string;
  readonly severity: Severity;
  /** Title of the check. */
  readonly title: string;
  readonly says: string;
  readonly why: string;
  readonly subject: Pick<Subject, 'kind' | 'id'>;
  /** Where it is edited: page and id in the vocabulary of the report. */
  readonly page: string;
  readonly pageId: string;
  /** Services that are open by it; boxes of a firewall rule that open them. */
  readonly services: readonly string[];
  readonly boxes: readonly string[];
  /** A person accepted it. */
  readonly accepted: boolean;
  /** There is an action about it; whether it helps here is tried in the checklist, where it opens. */
  readonly fix: boolean;
}

/** The result of the last look at the checklist; null: there was none. */
export interface Grade {
  readonly score: Score;
  /** Checks that fail and are critical, without those that were accepted. */
  readonly critical: number;
  /** The PBX was changed since. */
  readonly isOld: boolean;
}

export interface Judged {
  /** false: this person has switched the marks off. */
  readonly on: boolean;
  readonly grade: Grade | null;
  readonly marks: readonly Mark[];
}

/** What stands in a form and is not saved. It never leaves the browser. */
export type Draft =
  | {
      readonly kind: 'secret';
      /** As in the facts: `sip:201`, `ami:crm`, `provider:SIP-1`, `web`, `ssh`. */
      readonly owner: string;
      /** Id in the address of the page; '': of something new. */
      readonly pageId: string;
      readonly secret: string;
      readonly about: Readonly<Partial<Record<'name' | 'number' | 'mobile' | 'login' | 'email', string>>>;
    }
  | {
      readonly kind: 'firewall-rule';
      /** '': a new one. */
      readonly id: string;
      readonly name: string;
      /** CIDR, as it would be stored. */
      readonly permit: string;
      readonly boxes: Readonly<Record<string, boolean>>;
      readonly neverBlock: boolean;
    }
  | {
      readonly kind: 'fail2ban';
      readonly maxretry: number;
      readonly findtime: number;
      readonly bantime: number;
      /** '': the form has none. */
      readonly mode: string;
    }
  | {
      readonly kind: 'outbound-route';
      readonly id: string;
      readonly name: string;
      readonly pattern: string;
      /** null: any length. */
      readonly rest: number | null;
      readonly trim: number;
      readonly prepend: string;
      readonly providerId: string;
    }
  | {
      readonly kind: 'settings';
      readonly authSuffix: string | null;
      readonly ariOrigins: string | null;
      readonly guestCalls: boolean | null;
      readonly sshPasswords: boolean | null;
    }
  | { readonly kind: 'ami-user'; readonly id: string; readonly username: string; readonly filterId: string | null };

/** Where the judge's files are, and what it is asked. */
export type Request =
  | { readonly kind: 'judge'; readonly answer: string; readonly checks: readonly CheckId[] }
  | { readonly kind: 'draft'; readonly drafts: readonly Draft[]; readonly checks: readonly CheckId[] };

export type Reply = { readonly kind: 'judged'; readonly judged: Judged } | { readonly kind: 'failed' };
