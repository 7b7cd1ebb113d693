/** Answers as Lib/Api gives them. */
import { plainJson, type Answer } from '../http/answer.ts';
import type { Incoming } from '../http/incoming.ts';

export const answer = (status: number, json: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  plainJson(status, json, { 'X-Content-Type-Options': 'nosniff', ...headers });

/** Without its body where the asker holds it already. */
export function tagged(request: Incoming, etag: string, json: object): Answer {
  // nginx makes ETags weak when it packs.
  const held = (request.header('if-none-match') ?? '').replaceAll('W/', '').split(/,\s*/);
  return held.includes(etag) || held.includes('*')
    ? { status: 304, headers: { ETag: etag, 'Cache-Control': 'no-store' }, body: '' }
    : answer(200, json, { ETag: etag });
}
