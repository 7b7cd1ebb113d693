/** Typed passwords: compared with those of the two logins, and judged before one of them gets a new one. */
import dictionaryTable from '../../checklist/data/dictionary.generated.json' with { type: 'json' };
import { openDictionary, type Dictionary } from '../../checklist/secrets/dictionary.ts';
import { featuresOf } from '../../checklist/secrets/features.ts';
import { judgePassword } from '../../checklist/secrets/policy.ts';
import { isoOf } from '../facts/parts.ts';
import type { Login, Pbx } from '../pbx.ts';
import { setting } from '../settings.ts';
import { Refused } from './refused.ts';

export const LOGINS = ['web', 'ssh'] as const;
export type LoginId = (typeof LOGINS)[number];

export const FIELD = { web: 'webLogin', ssh: 'sshLogin' } as const;
const NAME = { web: 'WebAdminLogin', ssh: 'SSHLogin' } as const;
const TRIES = 5;
const TRIES_WINDOW = 900_000;

const aboutOf = (pbx: Pbx, which: LoginId) => ({ login: setting(pbx, NAME[which]), company: setting(pbx, 'Name') });
let opened: Dictionary | null = null;
/** Once: it takes its time. */
const dictionary = (): Dictionary => (opened ??= openDictionary(dictionaryTable));

/** The same while it is typed and when the plan comes that sets it. */
export const judgeNew = (pbx: Pbx, which: LoginId, typed: string) => ({
  fits: judgePassword(typed, aboutOf(pbx, which), dictionary()).fits,
  features: featuresOf(typed, aboutOf(pbx, which), dictionary(), 0),
});

/** A password of which only the hash is known is never matched. */
export function prove(
  pbx: Pbx,
  which: LoginId,
  typed: string,
  now: Date,
  by: 'person' | 'action',
): { readonly pbx: Pbx; readonly matched: boolean } {
  const login = pbx[FIELD[which]];
  if (login.storage === 'unknown') throw new Refused(409, 'nothing-to-compare');
  const tries = pbx.module.tries.filter((time) => now.getTime() - time < TRIES_WINDOW);
  const [first] = tries;
  if (tries.length >= TRIES && first !== undefined) {
    const seconds = String(Math.max(1, Math.ceil((first + TRIES_WINDOW - now.getTime()) / 1000)));
    throw new Refused(429, 'too-many-tries', { seconds }, { 'Retry-After': seconds });
  }
  const matched = login.password === typed;
  const features = featuresOf(typed, aboutOf(pbx, which), dictionary(), 0);
  const proven: Login = { ...login, proven: { at: isoOf(now), by, features, current: true } };
  return {
    pbx: {
      ...pbx,
      [FIELD[which]]: matched ? proven : login,
      module: { ...pbx.module, tries: [...tries, now.getTime()] },
    },
    matched,
  };
}
