/**
 * A pattern as a machine that reads a number digit by digit: no backtracking, so no text makes it slow. States are made
 * when they are first needed. Besides single digits it can be fed "any one of these", which answers whether *some*
 * number would get through.
 */
import { DIALLED, DIGITS, TYPED, type Pattern } from './pattern.ts';

/** What one position may hold: one character of a number (its place in DIALLED), any digit, anything typed, 2 to 9. */
export type Slot = number;
export const ANY_DIGIT: Slot = DIALLED.length;
export const ANY_TYPED: Slot = DIALLED.length + 1;
export const TWO_TO_NINE: Slot = DIALLED.length + 2;
const MASKS: readonly number[] = [...Array.from(DIALLED, (_, at) => 1 << at), DIGITS, TYPED, DIGITS & ~0b11];
const SLOTS = MASKS.length;
/** Numbers rarely go on with 0 or 1: examples take these last. */
const IN_ORDER: readonly Slot[] = Array.from(DIALLED, (_, at) => at).sort((a, b) => Number(a < 2) - Number(b < 2));
/** Characters that a slot stands for. */
const CHOICES: readonly (readonly Slot[])[] = MASKS.map((mask) => IN_ORDER.filter((at) => (mask & (1 << at)) !== 0));

export function slotsOf(number: string): Slot[] {
  const slots: Slot[] = [];
  for (const char of number) slots.push(DIALLED.indexOf(char));
  return slots;
}
export const slotsOfAny = (slot: Slot, count: number): Slot[] => new Array<Slot>(count).fill(slot);

/** A set of lengths: bit n stands for n digits. No number is longer than 30. */
export type Sizes = number;
const MOST_DIGITS = 30;
const ANY_SIZE: Sizes = -1;

export interface State {
  /** The number read so far gets through. */
  readonly accepts: boolean;
  /** It gets through whatever follows. */
  readonly always: boolean;
  /** Nothing that follows can make it get through. */
  readonly never: boolean;
  readonly nodes: readonly number[];
  readonly next: (State | undefined)[];
}

type Node =
  | { readonly kind: 'read'; readonly mask: number; readonly to: number }
  | { readonly kind: 'fork'; readonly to: readonly number[] }
  | { readonly kind: 'begin' | 'end'; readonly to: number }
  | { readonly kind: 'match' };

const ALWAYS: State = { accepts: true, always: true, never: false, nodes: [], next: [] };
const NEVER: State = { accepts: false, always: false, never: true, nodes: [], next: [] };

export class Automaton {
  private readonly nodes: Node[] = [{ kind: 'match' }];
  private readonly states = new Map<string, State>();
  private readonly known = new Map<State, Sizes>();
  private readonly taken = new Map<State, Sizes[]>();
  private readonly entry: number;
  readonly start: State;

  constructor(pattern: Pattern) {
    this.entry = this.build(pattern, 0);
    this.start = this.stateOf([this.entry], true);
  }

  step(state: State, slot: Slot): State {
    if (state.always || state.never) return state;
    const known = state.next[slot];
    if (known !== undefined) return known;
    const mask = MASKS[slot] ?? 0;
    // The expression is searched for, so it may begin at every place; ^ holds at the first one only.
    const to = [this.entry];
    for (const id of state.nodes) {
      const node = this.nodes[id];
      if (node?.kind === 'read' && (node.mask & mask) !== 0) to.push(node.to);
    }
    const next = this.stateOf(to, false);
    state.next[slot] = next;
    return next;
  }

  /** Reads `slots`, leaving out the first `from` of them. */
  run(state: State, slots: readonly Slot[], from = 0): State {
    let now = state;
    for (let at = from; at < slots.length; at++) {
      const slot = slots[at];
      if (now.always || now.never || slot === undefined) return now;
      now = now.next[slot] ?? this.step(now, slot);
    }
    return now;
  }

  /** How many digits may follow so that the number gets through. */
  sizes(state: State): Sizes {
    if (state.always) return ANY_SIZE;
    const known = this.known.get(state);
    if (known !== undefined) return known;
    let sizes: Sizes = 0;
    let now = state;
    for (let count = 0; count <= MOST_DIGITS && !now.never; count++) {
      if (now.accepts) sizes |= 1 << count;
      now = this.step(now, ANY_DIGIT);
    }
    this.known.set(state, sizes);
    return sizes;
  }

  /** How many digits may follow, whichever they are, so that the number gets through. */
  everySizes(state: State): Sizes {
    if (state.always) return ANY_SIZE;
    let sizes: Sizes = 0;
    for (let count = 0; count <= MOST_DIGITS; count++) if (this.takesEvery(state, count)) sizes |= 1 << count;
    return sizes;
  }

  private takesEvery(state: State, count: number): boolean {
    if (state.always || state.never) return state.always;
    if (count === 0) return state.accepts;
    // [asked, taken]
    const known = this.taken.get(state) ?? [0, 0];
    this.taken.set(state, known);
    const [asked = 0, taken = 0] = known;
    const bit = 1 << count;
    if ((asked & bit) !== 0) return (taken & bit) !== 0;
    let takes = true;
    for (let digit = 0; digit < 10 && takes; digit++) takes = this.takesEvery(this.step(state, digit), count - 1);
    known[0] = (known[0] ?? 0) | bit;
    if (takes) known[1] = (known[1] ?? 0) | bit;
    return takes;
  }

  matches(number: string): boolean {
    return this.run(this.start, slotsOf(number)).accepts;
  }

  /** A number made of these slots that gets through, or null. */
  witness(slots: readonly Slot[]): string | null {
    if (!this.run(this.start, slots).accepts) return null;
    let state = this.start;
    let number = '';
    for (const [at, slot] of slots.entries()) {
      const choice = (CHOICES[slot] ?? []).find((each) => this.run(this.step(state, each), slots, at + 1).accepts);
      if (choice === undefined) return null;
      state = this.step(state, choice);
      number += DIALLED.charAt(choice);
    }
    return number;
  }

  /** Builds backwards: returns the node from which `pattern` leads to `to`. */
  private build(pattern: Pattern, to: number): number {
    switch (pattern.kind) {
      case 'one-of':
        return this.add({ kind: 'read', mask: pattern.mask, to });
      case 'begin':
      case 'end':
        return this.add({ kind: pattern.kind, to });
      case 'sequence':
        return pattern.items.reduceRight((after, item) => this.build(item, after), to);
      case 'either':
        return this.add({ kind: 'fork', to: pattern.items.map((item) => this.build(item, to)) });
      case 'repeat':
        return this.repeat(pattern.item, pattern.min, pattern.max, to);
    }
  }

  private repeat(item: Pattern, min: number, max: number | null, to: number): number {
    let entry = to;
    if (max === null) {
      const ways: number[] = [to];
      entry = this.add({ kind: 'fork', to: ways });
      ways.push(this.build(item, entry));
    } else {
      for (let i = min; i < max; i++) entry = this.add({ kind: 'fork', to: [to, this.build(item, entry)] });
    }
    for (let i = 0; i < min; i++) entry = this.build(item, entry);
    return entry;
  }

  private add(node: Node): number {
    return this.nodes.push(node) - 1;
  }

  private stateOf(seeds: readonly number[], atBegin: boolean): State {
    const here = this.reached(seeds, atBegin);
    if (here.match) return ALWAYS;
    // $ holds at the end only: what lies behind it decides whether the number may end here.
    const accepts = here.ends.length > 0 && this.reached(here.ends, atBegin, true).match;
    if (here.reads.length === 0 && !accepts) return NEVER;
    const nodes = here.reads.sort((a, b) => a - b);
    const key = `${accepts ? '$' : ''}${nodes.join()}`;
    const known = this.states.get(key);
    if (known !== undefined) return known;
    const made: State = { accepts, always: false, never: false, nodes, next: new Array<State | undefined>(SLOTS) };
    this.states.set(key, made);
    return made;
  }

  /** Every node reached without reading, by what it is. `atEnd`: $ holds too. */
  private reached(seeds: readonly number[], atBegin: boolean, atEnd = false) {
    const seen = new Set<number>();
    const reads: number[] = [];
    const ends: number[] = [];
    let match = false;
    const open = [...seeds];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const node = this.nodes[id];
      if (seen.has(id) || node === undefined) continue;
      seen.add(id);
      if (node.kind === 'match') match = true;
      else if (node.kind === 'read') reads.push(id);
      else if (node.kind === 'fork') open.push(...node.to);
      else if (node.kind === 'end' && !atEnd) ends.push(node.to);
      else if (node.kind === 'end' || atBegin) open.push(node.to);
    }
    return { match, reads, ends };
  }
}
