/** Trouble on purpose, per path: what a network, a proxy or a busy PBX does. Nothing of this is in the PBX itself. */

export type Trouble =
  | { readonly kind: 'delay'; readonly ms: number }
  /** Core's own answer for 401, 403, 429, 500 and 503; other codes come without a body. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** The connection ends: before any answer, or after so many bytes of it. */
  | { readonly kind: 'cut'; readonly afterBytes?: number }
  /** A proxy's page instead of the answer. */
  | { readonly kind: 'html'; readonly status?: number }
  /** Another answer in its place. */
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown }
  /** Half of the JSON, complete as far as HTTP goes. */
  | { readonly kind: 'truncate' };

export interface Knob {
  /** Paths it is for, as the client wrote them, query included. */
  readonly path: RegExp | string;
  readonly trouble: Trouble;
  /** How often; default: until it is taken away. */
  readonly times?: number;
}

export interface Knobs {
  /** Returns what takes it away again. */
  set(knob: Knob): () => void;
  /** The trouble for this request, which counts as used. The one set last wins. */
  take(target: string): Trouble | null;
}

export function createKnobs(): Knobs {
  const set = new Map<Knob, number>();
  const fits = ({ path }: Knob, target: string) =>
    typeof path === 'string' ? target.startsWith(path) : path.test(target);
  return {
    set(knob) {
      set.set(knob, knob.times ?? Number.POSITIVE_INFINITY);
      return () => void set.delete(knob);
    },
    take(target) {
      const found = [...set].reverse().find(([knob, left]) => left > 0 && fits(knob, target));
      if (found === undefined) return null;
      const [knob, left] = found;
      if (left === 1) set.delete(knob);
      else set.set(knob, left - 1);
      return knob.trouble;
    },
  };
}
