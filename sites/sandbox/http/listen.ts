/** What the sandbox listens with: HTTP/1.1, or TLS with HTTP/2 beside it. Connections are counted as nginx counts them. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

/** PEM. */
export interface Tls {
  readonly key: string;
  readonly cert: string;
}
export type Asking = IncomingMessage | Http2ServerRequest;
export type Answering = ServerResponse | Http2ServerResponse;

/** Who stands in front of the sandbox counts connections itself (nginx, `$connection`). */
const CONNECTION_HEADER = 'x-sandbox-connection';

export interface Listener {
  readonly server: Server | Http2SecureServer;
  /** Number of the connection that a request came over. */
  connectionOf(request: Asking): number;
  /** Number of the newest connection. */
  newest(): number;
  close(): Promise<void>;
}

export interface ListenerOptions {
  /** null: HTTP/1.1 without TLS. */
  readonly tls: Tls | null;
  /** Somebody in front counts, and tells each number. */
  readonly isCounted: boolean;
  answer(request: Asking, response: Answering): void;
  /** Somebody wants to open a WebSocket; may they? */
  opens(request: IncomingMessage): boolean;
}

export function createListener({ tls, isCounted, answer, opens }: ListenerOptions): Listener {
  const server = tls === null ? createServer(answer) : createSecureServer({ ...tls, allowHTTP1: true }, answer);
  const numbers = new WeakMap<object, number>();
  const open = new Set<Duplex>();
  let newest = 0;
  const count = (connection: object) => {
    if (!isCounted) numbers.set(connection, ++newest);
  };
  server.on('connection', (socket: Duplex) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    if (tls === null) count(socket);
  });
  // Over TLS, HTTP/1.1 knows the secured socket and HTTP/2 its session.
  server.on('secureConnection', count);
  server.on('session', count);

  const connectionOf = (request: Asking): number => {
    if (isCounted) {
      const told = Number(request.headers[CONNECTION_HEADER] ?? 0);
      newest = Math.max(newest, told);
      return told;
    }
    const over = 'stream' in request ? request.stream.session : request.socket;
    return over === undefined ? 0 : (numbers.get(over) ?? 0);
  };

  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!opens(request)) socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    else sockets.handleUpgrade(request, socket, head, (opened) => setTimeout(() => opened.close(), 5000).unref());
  });

  return {
    server,
    connectionOf,
    newest: () => newest,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
