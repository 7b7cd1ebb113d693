/** Calls of a small office in Berlin, and those of strangers who had the password of one of its phones. */
import type { Leg } from '../module/call-sums.ts';
import { storedDaysBefore } from './scenario.ts';

const DAYS = 110;
const CUSTOMERS = ['030555', '089777', '0171333', '040222', '0176888'];
/** Asked for by the same person, week after week. */
const ABROAD = ['0043155512340', '0041445550101'];
const SOMALIA = ['00252612000111', '00252612000222', '00252615300333', '00252617000444', '00252619900555'];
const SATELLITE = ['0088160000101', '0088160000102'];

type Chance = () => number;

export function officeCalls(now: Date, provider: string, random: Chance): readonly Leg[] {
  const legs: Leg[] = [];
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  for (let ago = DAYS; ago >= 0; ago--) {
    const day = storedDaysBefore(now, ago).slice(0, 10);
    if ([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) continue;
    for (const account of ['201', '202', '203', '205']) {
      for (let i = 0; i < 5; i++) {
        const isAbroad = account === '205' && i === 0;
        const number = isAbroad
          ? pick(ABROAD)
          : `${pick(CUSTOMERS) ?? ''}${String(10_000 + Math.floor(random() * 80_000))}`;
        const minute = String(Math.floor(random() * 60)).padStart(2, '0');
        const start = `${day} ${String(9 + i * 2).padStart(2, '0')}:${minute}:00`;
        legs.push({
          account,
          provider,
          number: number ?? '',
          start,
          seconds: random() < 0.8 ? 30 + Math.floor(random() * 400) : 0,
        });
      }
    }
  }
  return legs;
}

export function strangersCalls(now: Date, provider: string): readonly Leg[] {
  const night = (ago: number, minutes: number) => {
    const day = storedDaysBefore(now, ago).slice(0, 10);
    return new Date(Date.parse(`${day}T02:10:00Z`) + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  };
  const somalia = Array.from({ length: 47 }, (_, i) => ({
    account: '202',
    provider,
    number: SOMALIA[i % SOMALIA.length] ?? '',
    start: night(3, (i * 105) / 46),
    seconds: 180 + ((i * 37) % 300),
  }));
  const satellite = Array.from({ length: 12 }, (_, i) => ({
    account: '201',
    provider,
    number: SATELLITE[i % SATELLITE.length] ?? '',
    start: night(2, 60 + i / 6),
    seconds: 1500,
  }));
  return [...somalia, ...satellite];
}
