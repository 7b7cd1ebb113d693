/** What a file of this folder says of its kind: judgement and words, nothing else. */
import type { Parts } from '../facts/types.ts';
import type { Message } from '../message.ts';
import type { FoundItem, TraceKindId } from './found.ts';

/** What else is known of the PBX. */
export type TraceGround = Partial<Pick<Parts, 'patch' | 'system'>>;

export interface TraceKind {
  readonly id: TraceKindId;
  readonly title: Message;
  /** In one sentence. */
  readonly why: Message;
  readonly says: (item: FoundItem) => Message;
  /** Where it is changed or removed, below /admin-cabinet/; null: not in the cabinet. */
  readonly address: (item: FoundItem) => string | null;
  /** It is not as Core, its settings or the release have it, whenever it came. */
  readonly odd?: (item: FoundItem) => Message | null;
  /** It belongs here, and is not told. */
  readonly isUsual?: (item: FoundItem) => boolean;
  /** Why it is there; null: nothing explains it. */
  readonly explained?: (item: FoundItem, ground: TraceGround) => Message | null;
}

/** A text of it; '' none. */
export const of = (item: FoundItem, name: string): string => item.what[name] ?? '';
/** The first that is not empty. */
export const named = (item: FoundItem, ...names: readonly string[]): string =>
  names.map((name) => of(item, name)).find((text) => text.trim() !== '') ?? '–';
