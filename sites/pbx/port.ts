/**
 * The port to the network: what the client needs of `fetch`. The browser's own fits, `node.ts` makes one for Node, tests
 * write theirs.
 */

export interface FetchInit {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Never followed: a key must not travel to where a stranger points. */
  readonly redirect: 'manual';
}

export interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

export type FetchPort = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/** Why nothing was heard. `fingerprint`: SHA-256 of the certificate that was shown, as `AB:CD:…`. */
export type Failure =
  | { readonly kind: 'unreachable'; readonly why: Unreachable }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'insecure' } // plain http beyond the local network
  | { readonly kind: 'tls'; readonly why: TlsProblem; readonly fingerprint: string | null };
export type Unreachable = 'name' | 'refused' | 'route' | 'cut' | 'other';
export type TlsProblem = 'self-signed' | 'untrusted' | 'expired' | 'wrong-name' | 'pin-mismatch' | 'no-tls' | 'other';

/** What a port throws when it knows why. Anything else that it throws is `unreachable`. */
export class TransportError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}
