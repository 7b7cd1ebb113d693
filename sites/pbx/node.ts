/**
 * The port to the network on Node. Certificates are verified; a self-signed one is refused with its fingerprint, or
 * accepted by that fingerprint and no other. All of it is decided before the first byte of a request leaves.
 */
import { BlockList, isIPv6, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Agent, buildConnector, fetch } from 'undici';
import { TransportError, type Failure, type FetchPort, type TlsProblem, type Unreachable } from './port.ts';

export interface NodeOptions {
  /** SHA-256 fingerprint of the PBX's certificate, as `parseFingerprint` gives it. It alone decides then. */
  readonly fingerprint?: string | undefined;
  /** Certificates (PEM) to trust instead of the system's. */
  readonly ca?: string | undefined;
  /** Plain http beyond the local network too. */
  readonly plainHttp?: boolean;
  /** In ms. */
  readonly connectTimeout?: number;
}

export interface NodePort {
  readonly fetch: FetchPort;
  close(): Promise<void>;
}

/** `AB:CD:…` in capitals from 64 hex digits, with or without colons, in any case; null: it is no fingerprint. */
export function parseFingerprint(text: string): string | null {
  const digits = text.trim().replaceAll(':', '').toUpperCase();
  return /^[\dA-F]{64}$/.test(digits) ? (digits.match(/../g) ?? []).join(':') : null;
}

export function nodePort(options: NodeOptions = {}): NodePort {
  const { fingerprint, ca, plainHttp = false, connectTimeout = 10_000 } = options;
  const open = buildConnector({
    timeout: connectTimeout,
    maxCachedSessions: 0, // a resumed session shows no certificate
    rejectUnauthorized: false, // judged below, where the fingerprint is at hand
    ...(ca === undefined ? {} : { ca }),
  });
  const connect: buildConnector.connector = (target, callback) => {
    open(target, (error, socket) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      const failure = socket instanceof TLSSocket ? judgeTls(socket, fingerprint) : judgePlain(socket, plainHttp);
      if (failure === null) {
        callback(null, socket);
        return;
      }
      socket.destroy();
      callback(new TransportError(failure), null);
    });
  };
  const agent = new Agent({ connect });
  return {
    fetch: async (url, init) => {
      try {
        const answer = await fetch(url, { ...init, dispatcher: agent });
        return { status: answer.status, headers: answer.headers, text: () => answer.text().catch(hungUp) };
      } catch (error) {
        throw new TransportError(failureOf(error));
      }
    },
    close: () => agent.close(),
  };
}

const hungUp = (): never => {
  throw new TransportError({ kind: 'unreachable', why: 'cut' });
};

function judgeTls(socket: TLSSocket, pinned: string | undefined): Failure | null {
  const shown: unknown = socket.getPeerCertificate().fingerprint256;
  const fingerprint = typeof shown === 'string' ? shown : null;
  if (pinned !== undefined) {
    return fingerprint === pinned ? null : { kind: 'tls', why: 'pin-mismatch', fingerprint };
  }
  if (socket.authorized) return null;
  // Node puts the code there, although its types say Error.
  const code: unknown = socket.authorizationError;
  return { kind: 'tls', why: TLS_PROBLEMS.get(String(code)) ?? 'other', fingerprint };
}

/** Node's and OpenSSL's codes. */
const TLS_PROBLEMS: ReadonlyMap<string, TlsProblem> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'untrusted'],
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrong-name'],
]);

/** Judged by the address that was really connected to, whatever its name said. */
function judgePlain(socket: Socket, allowed: boolean): Failure | null {
  const address = socket.remoteAddress;
  if (allowed || (address !== undefined && isLocalAddress(address))) return null;
  return { kind: 'insecure' };
}

/** Loopback, private, link-local and unique local addresses. */
const LOCAL = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  LOCAL.addSubnet(network, prefix, 'ipv4');
}
LOCAL.addAddress('::1', 'ipv6');
LOCAL.addSubnet('fc00::', 7, 'ipv6');
LOCAL.addSubnet('fe80::', 10, 'ipv6');

export const isLocalAddress = (address: string): boolean => LOCAL.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

const UNREACHABLE: ReadonlyMap<string, Unreachable> = new Map([
  ['ENOTFOUND', 'name'],
  ['EAI_AGAIN', 'name'],
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'route'],
  ['ENETUNREACH', 'route'],
  ['ECONNRESET', 'cut'],
  ['EPIPE', 'cut'],
  ['UND_ERR_SOCKET', 'cut'],
]);
const TIMEOUTS: ReadonlySet<string> = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT']);

/** The reason is somewhere in the chain of causes; several addresses fail with a list of reasons. */
function failureOf(error: unknown, depth = 0): Failure {
  if (error instanceof TransportError) return error.failure;
  if (!(error instanceof Error) || depth > 5) return { kind: 'unreachable', why: 'other' };
  const code = 'code' in error ? String(error.code) : '';
  const why = UNREACHABLE.get(code);
  if (why !== undefined) return { kind: 'unreachable', why };
  if (TIMEOUTS.has(code)) return { kind: 'timeout' };
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) return { kind: 'tls', why: 'no-tls', fingerprint: null };
  if (error instanceof AggregateError) return failureOf(error.errors[0], depth + 1);
  return failureOf(error.cause, depth + 1);
}
