/** A web server of a test: answers as told, remembers what it was asked. */
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';

export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
/** `hang`: never answers. `cut`: hangs up, in the middle of the body where there is one. */
export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Instead of a body that is text. */
  readonly bytes?: Uint8Array;
  readonly end?: 'hang' | 'cut';
}
export type Handler = (asked: Asked) => Said | Promise<Said>;

export interface Served {
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

export async function serve(handler: Handler, tls?: { readonly key: string; readonly cert: string }): Promise<Served> {
  const asked: Asked[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    void (async () => {
      let body = '';
      request.setEncoding('utf8');
      for await (const chunk of request) body += String(chunk);
      const { method = '', url = '', headers } = request;
      const one = { method, path: url, headers, body };
      asked.push(one);
      tell(response, await handler(one));
    })();
  };
  const server = tls === undefined ? createHttp(listener) : createHttps(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function tell(response: ServerResponse, { status = 200, headers = {}, body = '', bytes, end }: Said): void {
  if (end === 'hang') return;
  if (end === 'cut') {
    response.writeHead(status, {
      'Content-Type': 'application/json',
      'Content-Length': String(body.length + 100),
      ...headers,
    });
    response.write(body, () => response.destroy());
    return;
  }
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(bytes ?? body);
}

export const json = (value: unknown, status = 200): Said => ({ status, body: JSON.stringify(value) });
