/** Time and patience: waits that end when nobody wants the answer any more. */

/** Waits for its turn, then runs; a cancelled wait runs at once, for `run` to notice. */
export type Paced = <T>(signal: AbortSignal | undefined, run: () => Promise<T>) => Promise<T>;

/** For those who ask a few times only: no waiting (`pacer.ts` is for the others). */
export const unpaced: Paced = (_, run) => run();

/** Resolves after `ms`, or at once when the signal is aborted. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const elapsed = () =>
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
  await within(null, signal, elapsed);
  clearTimeout(timer);
}

export type Ended = 'timeout' | 'cancelled';

/**
 * Runs with a signal of its own. Ends when time is up (`ms`; null: no limit) or the outer signal says so, even if `run`
 * does not listen.
 */
export async function within<T>(
  ms: number | null,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T | Ended> {
  if (outer?.aborted === true) return 'cancelled';
  const inner = new AbortController();
  return new Promise<T | Ended>((resolve, reject) => {
    const end = (how: Ended) => {
      resolve(how);
      inner.abort();
    };
    const cancel = () => end('cancelled');
    const timer = ms === null ? undefined : setTimeout(() => end('timeout'), ms);
    const tidy = () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', cancel);
    };
    outer?.addEventListener('abort', cancel);
    run(inner.signal).then(resolve, reject).finally(tidy);
  });
}
