/**
 * The facts as a page holds them: read in slices, the cheap ones first, so that it fills as it goes. A slice that fails
 * leaves the others and whatever was read earlier as they are.
 */
import { PART_NAMES } from '../checklist/facts/decode.ts';
import { eachPart } from '../checklist/facts/parts.ts';
import type { Facts, PartName, Parts, UnknownPart, UnknownReason } from '../checklist/facts/types.ts';
import { detailOf, reasonOf } from './errors.ts';
import { isoNow, type FactsSource, type ReadError } from './read.ts';

export type SliceName = 'settings' | 'system' | 'calls' | 'accounts' | 'secrets';

/** `readAt`: when the whole slice was last read; null: never yet. ISO 8601. */
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
   * Reads these parts again (default: everything), and the whole of a slice that was never read or failed. What has not
   * changed is not sent again. A reading that still runs is ended; what it left is read by this one. Resolves with the
   * outcome, early when the signal says so; never rejects.
   */
  read(options?: { readonly parts?: readonly PartName[]; readonly signal?: AbortSignal }): Promise<Reading>;
  /** Hears of every change; returns what ends it. */
  subscribe(listener: (reading: Reading) => void): () => void;
}

/** What comes from root and the system is slower than the database; secrets and accounts grow with the PBX. */
export const SLICES: Readonly<Record<SliceName, readonly PartName[]>> = {
  settings: [
    ...(['ports', 'firewall', 'fail2ban', 'network', 'sip', 'webLogin', 'ssh', 'ami', 'ari', 'apiKeys'] as const),
    ...(['attestations', 'waivers'] as const),
  ],
  system: [
    ...(['system', 'updates', 'patch', 'runningRules', 'extraRules', 'modules'] as const),
    ...(['devices', 'signIns', 'connections', 'vpn'] as const),
  ],
  calls: ['providers', 'providerHosts', 'outboundRoutes'],
  accounts: ['accounts'],
  secrets: ['secrets', 'rotation'],
};
const NAMES = ['settings', 'system', 'calls', 'accounts', 'secrets'] as const;

export interface FactsStoreOptions {
  /** Clock of the reader, in ms. */
  readonly now?: () => number;
}

export function createFactsStore(source: FactsSource, options: FactsStoreOptions = {}): FactsStore {
  const listeners = new Set<(reading: Reading) => void>();
  let parts = eachPart(() => unknownFor('not-asked', isoNow(options)));
  let reading: Reading = {
    facts: null,
    slices: NAMES.map((name) => ({ name, parts: SLICES[name], readAt: null, state: 'waiting' })),
    busy: false,
  };
  /** The reading that runs, and the slice that it is at, as it was before. */
  let running: { readonly abort: AbortController; readonly at: Slice | null } | null = null;
  /** What is still to be read. */
  let left: ReadonlySet<PartName> = new Set();

  function show(change: Partial<Reading>): Reading {
    reading = { ...reading, ...change };
    for (const listener of [...listeners]) listener(reading);
    return reading;
  }
  const slicesWith = (slice: Slice) => reading.slices.map((other) => (other.name === slice.name ? slice : other));

  /** What of a slice is to be asked for. */
  const askedOf = ({ state, parts: all }: Slice): readonly PartName[] =>
    all.some((part) => left.has(part)) ? all.filter((part) => state !== 'read' || left.has(part)) : [];

  async function read(abort: AbortController): Promise<Reading> {
    const isEnded = () => running?.abort !== abort;
    let forAll: ReadError | null = null;
    for (const name of NAMES) {
      if (isEnded()) break;
      const slice = reading.slices.find((known) => known.name === name);
      const asked = slice === undefined ? [] : askedOf(slice);
      if (slice === undefined || asked.length === 0) continue;
      running = { abort, at: slice };
      show({ slices: slicesWith(inState(slice, 'reading')), busy: true });
      const answer: Awaited<ReturnType<FactsSource['read']>> =
        forAll === null
          ? await source.read({ ...options, parts: asked, signal: abort.signal })
          : { ok: false, error: forAll };
      if (isEnded()) break;
      left = new Set([...left].filter((part) => !asked.includes(part)));
      if (answer.ok) took(slice, asked, answer.value);
      else lost(slice, asked, answer.error);
      if (!answer.ok && holdsForAll(answer.error)) forAll = answer.error;
    }
    if (isEnded()) return reading;
    running = null;
    return show({ busy: false });
  }

  function took(slice: Slice, asked: readonly PartName[], facts: Facts): void {
    const before = parts;
    const fresh: Parts = facts.parts;
    parts = eachPart((name) => (asked.includes(name) ? fresh[name] : before[name]));
    const isWhole = asked.length === slice.parts.length;
    const read = { ...inState(slice, 'read'), readAt: isWhole ? isoNow(options) : slice.readAt };
    show({ facts: { ...facts, parts }, slices: slicesWith(read) });
  }

  /** What was known stays. */
  function lost(slice: Slice, asked: readonly PartName[], error: ReadError): void {
    const before = parts;
    const because = unknownFor(reasonFor(error), isoNow(options), detailFor(error));
    parts = eachPart((name) => (asked.includes(name) && before[name].state === 'unknown' ? because : before[name]));
    const { facts } = reading;
    const failed: Slice = { name: slice.name, parts: slice.parts, readAt: slice.readAt, state: 'failed', error };
    show({ facts: facts === null ? null : { ...facts, parts }, slices: slicesWith(failed) });
  }

  /** As if the slice that was being read had not been touched. */
  function stop(): void {
    const stopped = running;
    if (stopped === null) return;
    running = null;
    stopped.abort.abort();
    show({ slices: stopped.at === null ? reading.slices : slicesWith(stopped.at), busy: false });
  }

  return {
    current: () => reading,
    async read({ parts: asked = PART_NAMES, signal } = {}) {
      stop();
      left = new Set([...left, ...asked]);
      if (signal?.aborted === true) {
        left = new Set();
        return reading;
      }
      const abort = new AbortController();
      const end = () => {
        left = new Set();
        stop();
      };
      signal?.addEventListener('abort', end);
      running = { abort, at: null };
      const outcome = await read(abort);
      signal?.removeEventListener('abort', end);
      return outcome;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const inState = ({ name, parts, readAt }: Slice, state: 'reading' | 'read') => ({ name, parts, readAt, state });

const unknownFor = (reason: UnknownReason, readAt: string, detail = ''): UnknownPart => ({
  state: 'unknown',
  readAt,
  source: 'module',
  reason,
  ...(detail === '' ? {} : { detail }),
});

/** Asking on would only bring the same answer. */
function holdsForAll(error: ReadError): boolean {
  const { kind } = error;
  if (kind === 'refused') return error.status === 401 || error.status === 403;
  return (
    kind === 'unauthorized' ||
    kind === 'forbidden' ||
    kind === 'banned' ||
    kind === 'rate-limited' ||
    kind === 'no-module'
  );
}

function reasonFor(error: ReadError): UnknownReason {
  switch (error.kind) {
    case 'no-module':
      return 'not-supported';
    case 'not-facts':
    case 'newer-contract':
    case 'file-not-json':
      return 'mistyped';
    default:
      return reasonOf(error);
  }
}

function detailFor(error: ReadError): string {
  switch (error.kind) {
    case 'no-module':
    case 'not-facts':
      return error.at;
    case 'newer-contract':
    case 'file-not-json':
      return error.kind;
    default:
      return detailOf(error);
  }
}
