/** What the PBX says of a new password while it is typed: its dictionary is too large for a browser, and its word is what counts. */
import { useEffect, useState } from 'preact/hooks';
import type { LoginId } from '../../../../checklist/actions/login-passwords.ts';
import { judgeFeatures, type BrokenRule } from '../../../../checklist/secrets/judge.ts';
import { judgeOnPbx } from '../../../../pbx/passwords-api.ts';
import { usePage } from '../../context.ts';

/** `unknown`: it could not be asked; it judges once more before a plan begins. */
type Judged =
  | { readonly state: 'asking' | 'unknown' }
  | { readonly state: 'judged'; readonly fits: boolean; readonly broken: readonly BrokenRule[] };

/** After the last key, in ms. */
const PAUSE = 400;
const ASKING: Judged = { state: 'asking' };

/** For each of these logins. Not asked for what breaks the rule already as the page knows it (`isWorthIt`). */
export function useJudged(logins: readonly LoginId[], typed: string, isWorthIt: boolean): Judged {
  const { store } = usePage();
  const key = `${logins.join()} ${typed}`;
  const [told, setTold] = useState({ key: '', judged: ASKING });
  useEffect(() => {
    if (!isWorthIt || told.key === key) return undefined;
    const abort = new AbortController();
    const { signal } = abort;
    const timer = setTimeout(() => {
      void Promise.all(logins.map((which) => judgeOnPbx(store.calls, which, typed, { signal }))).then((answers) => {
        if (signal.aborted) return;
        const values = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
        const broken = new Set(values.flatMap(({ features }) => judgeFeatures(features).broken));
        const fits = values.every((judged) => judged.fits);
        const isAnswered = values.length === answers.length || !fits;
        setTold({ key, judged: isAnswered ? { state: 'judged', fits, broken: [...broken] } : { state: 'unknown' } });
      });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key, isWorthIt]);
  return told.key === key ? told.judged : ASKING;
}
