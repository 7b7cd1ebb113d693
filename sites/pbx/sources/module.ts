/**
 * The module's own API on the PBX: everything, in one request, already without secrets. What was read before is asked for
 * by its ETag, so that what has not changed is not sent again.
 */
import { decodeFacts, PART_NAMES } from '../../checklist/facts/decode.ts';
import type { Facts, Part, PartData, PartName, Parts } from '../../checklist/facts/types.ts';
import type { Client } from '../client.ts';
import { cleaned, envelopeOf } from '../envelope.ts';
import type { Answer } from '../errors.ts';
import { readParts } from '../parts.ts';
import { isoNow, type FactsSource, type ReadError, type ReadOptions } from '../read.ts';

/** Below the address of the PBX. `?parts=` takes names separated by commas. */
export const FACTS_PATH = '/pbxcore/api/module-security-checklist/facts';

export function moduleSource(client: Client): FactsSource {
  /** The last answer to each list of parts. */
  const held = new Map<string, { readonly etag: string; readonly facts: Facts }>();
  return {
    async read(options) {
      const asked = PART_NAMES.filter((name) => options.parts?.includes(name) ?? true);
      const list = asked.join(',');
      const before = held.get(list);
      const answer = await client.json(`${FACTS_PATH}?parts=${list}`, {
        signal: options.signal,
        ifNoneMatch: before?.etag,
      });
      if (!answer.ok) {
        const { at, kind } = answer.error;
        return { ok: false, error: kind === 'not-found' ? { kind: 'no-module', at } : answer.error };
      }
      const { status, json, etag } = answer.value;
      if (status === 304 && before !== undefined) return { ok: true, value: before.facts };
      const came = unwrapped(json, `GET ${FACTS_PATH}`);
      if (!came.ok) return came;
      const facts = await only(asked, came.value, options);
      if (etag === null) held.delete(list);
      else held.set(list, { etag, facts });
      return { ok: true, value: facts };
    },
  };
}

/** Facts as they are, or inside Core's envelope. Core answers 200 and `result: false` where the module is not there. */
function unwrapped(json: unknown, at: string): Answer<Facts, ReadError> {
  const envelope = envelopeOf(json);
  if (envelope?.result === false) {
    const said = cleaned(envelope.messages, []);
    return {
      ok: false,
      error: /^(?:Unknown|API) action\b/.test(said)
        ? { kind: 'no-module', at }
        : { at, kind: 'rejected', status: 200, said },
    };
  }
  const decoded = decodeFacts(envelope === null ? json : envelope.data);
  return decoded.ok ? { ok: true, value: decoded.facts } : decoded;
}

/** The asked parts; whatever else came along is left out. A part that did not come is missing in the module's answer. */
async function only(asked: readonly PartName[], facts: Facts, options: ReadOptions): Promise<Facts> {
  const readAt = isoNow(options);
  const parts: Parts = facts.parts;
  const part = <P extends PartName>(name: P): Promise<Part<PartData[P]>> => {
    const came = parts[name];
    if (!asked.includes(name))
      return Promise.resolve({ state: 'unknown', readAt, source: 'module', reason: 'not-asked' });
    return Promise.resolve(came.state === 'unknown' && came.source === 'file' ? { ...came, source: 'module' } : came);
  };
  return { ...facts, parts: await readParts(part) };
}
