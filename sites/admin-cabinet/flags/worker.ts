/**
 * Judges beside the page, in a thread of its own: however large the PBX, Core's page does not wait. Reads no page and asks
 * nobody; what it is sent stays in the browser. The words of its language come with its address.
 */
import { speaker, type Words } from '../../checklist/speak.ts';
import { judge, judgeDrafts, readAnswer, type Answered } from './judge.ts';
import type { Reply, Request } from './mark.ts';

const words: Promise<{ readonly default: Words }> = bring(new URLSearchParams(location.search).get('words') ?? '');
/** What was judged last, for drafts. */
let answered: Answered | null = null;

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  reply(data).then(
    (answer) => postMessage(answer),
    () => postMessage({ kind: 'failed' } satisfies Reply),
  );
});

async function reply(request: Request): Promise<Reply> {
  const speak = speaker((await words).default);
  if (request.kind === 'judge') answered = readAnswer(request.answer);
  if (answered === null) return { kind: 'failed' };
  const judged =
    request.kind === 'judge'
      ? judge(answered, request.checks, speak)
      : judgeDrafts(answered, request.drafts, request.checks, speak);
  return { kind: 'judged', judged };
}

/** A file beside this one, by its name alone. */
async function bring(file: string): Promise<{ readonly default: Words }> {
  if (!/^[\w.-]+$/.test(file)) throw new Error('no file of words');
  const brought: unknown = await import(new URL(file, location.href).href);
  if (!hasWords(brought)) throw new Error('no words');
  return brought;
}

const hasWords = (value: unknown): value is { readonly default: Words } =>
  typeof value === 'object' && value !== null && 'default' in value && typeof value.default === 'object';
