/** A request as a server hears it, without a server. */
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

export interface AskedFor {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

export function asked({ method, url, body }: AskedFor): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.method = method;
  request.url = url;
  request.headers = { 'content-type': 'application/json' };
  request.push(body);
  request.push(null);
  return request;
}
