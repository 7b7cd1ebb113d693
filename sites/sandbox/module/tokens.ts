/** Page tokens: bound to person and login, good for twelve hours; nothing is kept of them. */
import { createHmac, randomBytes } from 'node:crypto';

export interface Holder {
  readonly login: string;
  readonly binding: string;
}

export interface PageTokens {
  make(holder: Holder, now: Date): string;
  fits(holder: Holder, token: string, now: Date): boolean;
}

const SECONDS = 43_200;
const SECONDS_BEFORE = 300;

export function createPageTokens(): PageTokens {
  const key = randomBytes(32);
  const hash = ({ login, binding }: Holder, time: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([login, binding, time]))
      .digest('hex')
      .slice(0, 32);
  const secondsOf = (now: Date) => Math.floor(now.getTime() / 1000);
  return {
    make(holder, now) {
      const time = String(secondsOf(now));
      return `${time}.${hash(holder, time)}`;
    },
    fits(holder, token, now) {
      const [, time = '', given = ''] = /^(\d{1,12})\.([0-9a-f]{32})$/.exec(token) ?? [];
      const age = secondsOf(now) - Number(time);
      return time !== '' && given === hash(holder, time) && age >= -SECONDS_BEFORE && age < SECONDS;
    },
  };
}
