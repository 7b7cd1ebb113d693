/**
 * From any JSON value to facts. A part that does not fit the contract becomes `unknown` with the place that is wrong;
 * the rest stands. Only what is not facts at all, or of a newer contract, is refused as a whole.
 */
import { eachPart } from './parts.ts';
import { ENVELOPE, KNOWN_PART, PART_SHAPES, UNKNOWN_PART } from './shapes.generated.ts';
import type { Facts, Part, PartData, PartName } from './types.ts';

/** Mirrors FACTS_VERSION of the schema, which is needed at build time only; a test holds them together. */
export const CONTRACT_VERSION = 1;

export type FactsError =
  | { readonly kind: 'not-facts'; readonly at: string }
  | { readonly kind: 'newer-contract'; readonly version: number; readonly supported: number };

export type Decoded = { readonly ok: true; readonly facts: Facts } | { readonly ok: false; readonly error: FactsError };

export const PART_NAMES = Object.keys(PART_SHAPES) as readonly PartName[];

/** Reads one part as it came over the wire. `readAt` is used where the part does not say it itself. */
export function decodePart<P extends PartName>(name: P, raw: unknown, readAt: string): Part<PartData[P]> {
  const lost = { state: 'unknown', readAt, source: 'file' } as const;
  if (raw === undefined) return { ...lost, reason: 'missing' };
  if (UNKNOWN_PART.fits(raw)) return raw;
  if (!KNOWN_PART.fits(raw)) return { ...lost, reason: 'mistyped', detail: KNOWN_PART.misfit(raw) };
  const shape = PART_SHAPES[name];
  const { data, ...header } = raw;
  if (shape.fits(data)) return { ...header, data };
  return { state: 'unknown', readAt: raw.readAt, source: raw.source, reason: 'mistyped', detail: shape.misfit(data) };
}

/** Never throws. */
export function decodeFacts(value: unknown): Decoded {
  if (!ENVELOPE.fits(value)) return { ok: false, error: { kind: 'not-facts', at: ENVELOPE.misfit(value) } };
  if (value.version > CONTRACT_VERSION) {
    return { ok: false, error: { kind: 'newer-contract', version: value.version, supported: CONTRACT_VERSION } };
  }
  const { pbx, readAt } = value;
  const part = <P extends PartName>(name: P) => decodePart(name, value.parts[name], readAt);
  return {
    ok: true,
    facts: {
      version: CONTRACT_VERSION,
      pbx,
      readAt,
      parts: eachPart(part),
    },
  };
}
