/** Extensions as whoever renews their passwords has to know them: what is wrong, what is registered, what stands against it. */
import type { Phone } from '../../devices/phones.ts';
import { breaksIn } from '../../devices/scanners.ts';
import type { Account, Parts } from '../../facts/types.ts';
import { isRead } from '../../facts/value.ts';
import { changedLately, overdueIn } from '../../secrets/age.ts';
import { isWeak, judgeFeatures, type BrokenRule } from '../../secrets/judge.ts';
import { accountOwner, type Owner } from '../../secrets/owners.ts';
import { phonesIn } from '../affected.ts';
import { attestedIn } from '../attested.ts';
import { releaseOf } from '../preview.ts';
import type { Bar } from './bars.ts';

export interface Renewable {
  readonly number: string;
  readonly owner: Owner;
  /** What is wrong with its password; empty: nothing, or not judged. */
  readonly broken: readonly BrokenRule[];
  /** Not changed since the hole of older releases was closed: strangers may know it. */
  readonly isOverdue: boolean;
  /** A program for break-ins is registered with it, and it was not changed while such a registration lasts. */
  readonly isTaken: boolean;
  readonly isDisabled: boolean;
  /** It logs in with a name of its own, whatever the setting says. */
  readonly hasOwnName: boolean;
  readonly phones: readonly Phone[];
  /** null: it can be renewed. */
  readonly bar: Bar | null;
}

/** As requests name an extension. */
const NUMBER = /^[0-9]{2,16}$/;

function barOf({ number, secretHashed, secretOverridden }: Account, rows: number): Bar | null {
  if (!NUMBER.test(number)) return 'odd';
  if (rows > 1) return 'twice';
  if (secretHashed === true) return 'hashed';
  if (!isRead(secretOverridden)) return 'unread';
  return secretOverridden ? 'overridden' : null;
}

/** By number, each once. */
export function renewablesIn(parts: Parts): readonly Renewable[] {
  const known = made.get(parts) ?? found(parts);
  made.set(parts, known);
  return known;
}

/** Asked for again and again while somebody chooses among thousands. */
const made = new WeakMap<Parts, readonly Renewable[]>();

function found(parts: Parts): readonly Renewable[] {
  const { accounts, secrets } = parts;
  if (accounts.state === 'unknown') return [];
  const rows = new Map<string, number>();
  const following = new Set<string>();
  for (const { number, authUsername } of accounts.data) {
    rows.set(number, (rows.get(number) ?? 0) + 1);
    if (!isRead(authUsername) || authUsername === null) following.add(number);
  }
  const features = new Map(
    secrets.state === 'known' ? secrets.data.map((secret) => [secret.owner, secret.features]) : [],
  );
  const phones = new Map<string, Phone[]>();
  for (const phone of phonesIn(parts)) phones.set(phone.account, [...(phones.get(phone.account) ?? []), phone]);
  const isOverdue = overdueIn(parts, releaseOf(parts), attestedIn(parts));
  const isLate = changedLately(parts);
  const once = new Map(accounts.data.map((account) => [account.number, account]));
  return [...once.values()]
    .map((account): Renewable => {
      const { number, disabled } = account;
      const owner = accountOwner(account);
      const own = features.get(owner.id);
      const judged = own === undefined || account.secretHashed === true ? null : judgeFeatures(own);
      return {
        number,
        owner,
        broken: judged !== null && isWeak(judged) ? judged.broken : [],
        isOverdue: isOverdue(owner),
        isTaken: (phones.get(number) ?? []).some(breaksIn) && !isLate(owner),
        isDisabled: disabled,
        hasOwnName: !following.has(number),
        phones: phones.get(number) ?? [],
        bar: barOf(account, rows.get(number) ?? 0),
      };
    })
    .sort((a, b) => a.number.length - b.number.length || (a.number < b.number ? -1 : 1));
}

/** The checklist complains of it, or cannot tell. */
export const isDue = ({
  broken,
  isOverdue,
  isTaken = false,
  bar,
}: Pick<Renewable, 'broken' | 'isOverdue' | 'bar'> & { readonly isTaken?: boolean }): boolean =>
  broken.length > 0 || isOverdue || isTaken || bar === 'hashed';
