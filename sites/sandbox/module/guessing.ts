/** Guesses against the hash of a login: a thousand of them, a hundred a second. */
import type { Login } from '../pbx.ts';

const TOTAL = 1003;
const PER_SECOND = 100;

/** What the facts say about the guesses at this time. */
export function guessAt({ guess, guessingSince, password, features }: Login, now: Date): Login['guess'] {
  if (guessingSince === undefined) return guess;
  if (password === 'admin') return { state: 'match', which: 'default' };
  const tried = Math.floor(((now.getTime() - guessingSince) / 1000) * PER_SECOND);
  if (tried < TOTAL) return { state: 'running', tried: Math.max(0, tried), total: TOTAL };
  const isCommon = password !== null && features?.dictionary === true;
  return isCommon ? { state: 'match', which: 'common' } : { state: 'no-match', tried: TOTAL };
}

const isRunning = (login: Login, now: Date) => guessAt(login, now).state === 'running';

/** Plain passwords are judged as they are: nothing to guess. A run that goes on is left alone. */
export const startGuessing = (login: Login, now: Date): Login =>
  login.storage === 'plain' || isRunning(login, now) ? login : { ...login, guessingSince: now.getTime() };

export function cancelGuessing(login: Login, now: Date): Login {
  if (!isRunning(login, now)) return login;
  const { guessingSince: _, ...rest } = login;
  return { ...rest, guess: { state: 'not-run' } };
}
