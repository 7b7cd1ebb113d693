/** Reading facts, wherever they come from. */
import type { FactsError } from '../checklist/facts/decode.ts';
import type { Facts, PartName } from '../checklist/facts/types.ts';
import type { Answer, PbxError } from './errors.ts';
import type { BrokenJson } from './json.ts';

/** `part`: one more part is done. `records`: single records inside a part, which can take an hour on a large PBX. */
export type Progress =
  | { readonly kind: 'part'; readonly part: PartName; readonly done: number; readonly total: number }
  | { readonly kind: 'records'; readonly part: PartName; readonly done: number; readonly total: number };

export interface ReadOptions {
  /** These parts only; the others are unknown, `not-asked`. Default: all. */
  readonly parts?: readonly PartName[];
  /** Ask for answers that hold passwords, judge those in memory and forget them. Only where a person agreed. */
  readonly secrets?: boolean;
  /** Ends the reading: what is known by then stands, the rest is unknown, `not-asked`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Clock of the reader, in ms. */
  readonly now?: () => number;
}

/** Why there are no facts at all. A single part that cannot be read is no error: it is unknown, with its reason. */
export type ReadError =
  | PbxError
  | FactsError
  | { readonly kind: 'file-not-json'; readonly how: BrokenJson }
  | { readonly kind: 'no-module'; readonly at: string };

export interface FactsSource {
  read(options: ReadOptions): Promise<Answer<Facts, ReadError>>;
}

/** Never throws. */
export async function readFacts(source: FactsSource, options: ReadOptions = {}): Promise<Answer<Facts, ReadError>> {
  return source.read(options);
}

export const isoNow = ({ now = Date.now }: ReadOptions): string => new Date(now()).toISOString();
