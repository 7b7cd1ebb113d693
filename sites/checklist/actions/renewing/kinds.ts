/** Steps that make what somebody signs in with anew. */
import type { Step } from '../types.ts';

export type RenewingKind = 'account.secret' | 'ami.secret' | 'ari.secret' | 'sip.suffix';

const KINDS: ReadonlySet<Step['kind']> = new Set<RenewingKind>([
  'account.secret',
  'ami.secret',
  'ari.secret',
  'sip.suffix',
]);

export const isRenewing = ({ kind }: Pick<Step, 'kind'>): boolean => KINDS.has(kind);
