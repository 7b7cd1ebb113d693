/** The judge's thread, as the page sees it. */
import type { Judged, Reply, Request } from './mark.ts';

export interface Thread {
  /** null: it could not be judged. Answers come in the order of the questions. */
  ask(request: Request): Promise<Judged | null>;
}

/** Started with the first question; `code` and `words` are addresses of files. */
export function createThread(code: string, words: string): Thread {
  let worker: Worker | null = null;
  let isBroken = false;
  const waiting: ((judged: Judged | null) => void)[] = [];
  const settle = (judged: Judged | null) => waiting.shift()?.(judged);
  function start(): Worker {
    const started = new Worker(`${code}?words=${encodeURIComponent(words)}`, { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<Reply>) =>
      settle(data.kind === 'judged' ? data.judged : null),
    );
    started.addEventListener('error', () => {
      isBroken = true;
      started.terminate();
      while (waiting.length > 0) settle(null);
    });
    return started;
  }
  return {
    ask: (request) =>
      new Promise((resolve) => {
        if (isBroken) {
          resolve(null);
          return;
        }
        waiting.push(resolve);
        try {
          worker ??= start();
          worker.postMessage(request);
        } catch {
          waiting.pop();
          resolve(null);
        }
      }),
  };
}
