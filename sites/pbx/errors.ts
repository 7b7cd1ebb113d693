/**
 * Everything that can go wrong between the project and a PBX, as values. Never a secret, token or header in here: `at` is
 * method and path, `said` what the PBX answered for people, cut and cleaned.
 */
import type { UnknownReason } from '../checklist/facts/types.ts';
import type { Failure } from './port.ts';

export type PbxError = { readonly at: string } & (
  | Failure
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'redirected'; readonly to: string } // origin it points to, or ''
  | { readonly kind: 'not-a-pbx'; readonly status: number } // a proxy's or another server's page
  | { readonly kind: 'broken-json'; readonly how: 'truncated' | 'invalid' | 'envelope' }
  | { readonly kind: 'unauthorized'; readonly mode: AuthMode; readonly said: string }
  | { readonly kind: 'forbidden'; readonly said: string }
  | { readonly kind: 'filtered' } // Core's web filter took it for an attack
  | { readonly kind: 'banned' } // the address is banned
  | { readonly kind: 'rate-limited'; readonly seconds: number | null; readonly said: string }
  | { readonly kind: 'rejected'; readonly status: number; readonly said: string }
  | Refusal
  | { readonly kind: 'not-found'; readonly said: string }
  | { readonly kind: 'server-error'; readonly status: number; readonly said: string }
);
/**
 * The module's own API says no (docs/module-api.md). `said` is in the language of the cabinet; `seconds`: how long to wait,
 * where it says so.
 */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  readonly status: number;
  readonly said: string;
  readonly seconds: number | null;
}
export const REFUSAL_CODES = [
  'module-disabled',
  'unknown-action',
  'wrong-method',
  'not-signed-in',
  'not-an-admin',
  'no-person',
  'not-json',
  'too-large',
  'wrong-origin',
  'no-page-token',
  'invalid',
  'too-many',
  'nothing-to-compare',
  'too-many-tries',
  'stale-plan',
  'checks-only',
  'other-asker',
  'undo-differs',
  'parts-missing',
  'boxes-missing',
  'no-such-rule',
  'no-such-setting',
  'no-such-owner',
  'secret-overridden',
  'no-password',
  'weak-password',
  'wrong-password',
  'no-key',
  'locked-out',
  'confirm-missing',
  'no-proof',
  'behind-proxy',
  'container',
  'bad-nonce',
  'plan-running',
  'no-such-plan',
  'not-waiting',
  'other-person',
  'other-address',
  'too-late',
  'same-connection',
  'old-sign-in',
  'not-yet',
  'conflict',
  'plain-http',
  'consent-missing',
  'sheet-closed',
  'another-later',
  'other-clock',
  'no-patch',
  'patch-running',
  'other-script',
  'evidence-there',
  'no-evidence',
  'other-persons-evidence',
  'disk',
  'busy',
  'broken',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export type PbxErrorKind = PbxError['kind'];
export type AuthMode = 'none' | 'key' | 'login' | 'page';

export type Answer<T, E = PbxError> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** What an error means for a part that could not be read because of it. */
const REASONS: Readonly<Record<PbxErrorKind, UnknownReason>> = {
  unreachable: 'unreachable',
  timeout: 'timeout',
  insecure: 'unreachable',
  tls: 'unreachable',
  cancelled: 'not-asked',
  redirected: 'unreachable',
  'not-a-pbx': 'failed',
  'broken-json': 'mistyped',
  unauthorized: 'forbidden',
  forbidden: 'forbidden',
  filtered: 'failed',
  banned: 'forbidden',
  'rate-limited': 'failed',
  rejected: 'failed',
  refused: 'failed',
  'not-found': 'not-supported',
  'server-error': 'failed',
};
export const reasonOf = (error: PbxError): UnknownReason =>
  error.kind === 'refused' && error.status === 403 ? 'forbidden' : REASONS[error.kind];

/** For the `detail` of an unknown: the same in every language, so without sentences of ours. */
export function detailOf(error: PbxError): string {
  const status = 'status' in error ? ` ${error.status}` : '';
  const said = 'said' in error && error.said !== '' ? `: ${error.said}` : '';
  return `${error.at} ${error.kind}${status}${said}`.trimStart();
}
