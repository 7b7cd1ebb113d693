/**
 * The facts as a page holds them: read in slices, the cheap ones first, so that it fills as it goes. A slice that fails
 * leaves the others and whatever was read earlier as they are.
 */
import type { Facts, PartName } from '../checklist/facts/types.ts';
import type { ReadError } from './read.ts';

export type SliceName = 'settings' | 'system' | 'calls' | 'accounts' | 'secrets';

/** `readAt`: when the parts that are shown were read; null: never yet. ISO 8601. */
export type Slice = {
  readonly name: SliceName;
  readonly parts: readonly PartName[];
  readonly readAt: string | null;
} & ({ readonly state: 'waiting' | 'reading' | 'read' } | { readonly state: 'failed'; readonly error: ReadError });

export interface Reading {
  /** null: no slice has come yet. Parts of slices that have not come are unknown, `not-asked`; of failed ones, the reason. */
  readonly facts: Facts | null;
  readonly slices: readonly Slice[];
  /** Slices are being read. */
  readonly busy: boolean;
}

export interface FactsStore {
  current(): Reading;
  /**
   * Reads again what holds these parts (default: everything); what has not changed is not sent again. A reading that still
   * runs is ended first. Resolves with the outcome; never rejects.
   */
  read(options?: { readonly parts?: readonly PartName[]; readonly signal?: AbortSignal }): Promise<Reading>;
  /** Hears of every change; returns what ends it. */
  subscribe(listener: (reading: Reading) => void): () => void;
}
