/** Made calls: an ordinary office, and what intruders do. Times are those of the PBX; the same seed gives the same calls. */
import type { Leg } from '../../sites/sandbox/module/call-sums.ts';

export const TRUNK = 'SIP-TRUNK-1';
const DAY = 86_400_000;
const MINUTE = 60_000;

export type Chance = () => number;
export function chance(seed: number): Chance {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const text = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
export const at = (day: number, clock: string, from = '2026-01-01'): string =>
  text(Date.parse(`${from}T${clock}Z`) + day * DAY);
const whole = (random: Chance, from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
const digits = (random: Chance, count: number): string =>
  Array.from({ length: count }, () => whole(random, 0, 9)).join('');

/**
 * A year of an office in Moscow: eight people who call customers, two weeks of holidays, one of them on a night shift, one
 * who looks after a customer in Germany (and once a month one in Kazakhstan), directory enquiries, an alarm.
 */
export function office(seed: number, days = 365): readonly Leg[] {
  const random = chance(seed);
  const legs: Leg[] = [];
  const germans = Array.from({ length: 6 }, () => `81049${whole(random, 30, 89)}${digits(random, 8)}`);
  const customers = Array.from(
    { length: 400 },
    () => `8${whole(random, 0, 1) === 0 ? '495' : '916'}${digits(random, 7)}`,
  );
  const call = (account: string, number: string, start: string, seconds: number) =>
    legs.push({ account, provider: TRUNK, number, start, seconds });
  for (let day = 0; day < days; day++) {
    const weekday = new Date(Date.parse('2026-01-01T00:00:00Z') + day * DAY).getUTCDay();
    const isFree = weekday === 0 || weekday === 6 || day < 10 || (day > 118 && day < 131);
    for (let person = 0; person < 8; person++) {
      const account = String(201 + person);
      const isNightShift = person === 7;
      if (isFree && !isNightShift) continue;
      const count = whole(random, 2, isNightShift ? 8 : 20);
      for (let i = 0; i < count; i++) {
        const hour = isNightShift ? (22 + whole(random, 0, 7)) % 24 : whole(random, 9, 18);
        const clock = `${String(hour).padStart(2, '0')}:${String(whole(random, 0, 59)).padStart(2, '0')}:${String(whole(random, 0, 59)).padStart(2, '0')}`;
        // New customers come every day.
        const isNew = random() < 0.2;
        const home = isNew
          ? `8${whole(random, 0, 1) === 0 ? '499' : '903'}${digits(random, 7)}`
          : customers[whole(random, 0, 399)];
        const isGerman = person === 2 && random() < 0.15;
        const number = isGerman ? germans[whole(random, 0, 5)] : home;
        call(account, number ?? '112', at(day, clock), random() < 0.7 ? whole(random, 10, 900) : 0);
      }
    }
    // The German customer gets a new number now and then.
    if (day % 40 === 0) germans[whole(random, 0, 5)] = `81049${whole(random, 30, 89)}${digits(random, 8)}`;
    if (!isFree && day % 30 === 12) call('203', `8107727${digits(random, 7)}`, at(day, '11:15:00'), 240);
    if (day % 90 === 45) call('201', '112', at(day, '15:00:00'), 30);
  }
  return legs;
}

export type Fraud = 'night' | 'premium' | 'burst' | 'known-country' | 'through';
/** Beginnings of numbers that money is made with. */
const FAR = ['252', '53', '371', '960', '881', '224', '675'];

/** What intruders do, from this day on. All of it is to be found. */
export function fraud(kind: Fraud, seed: number, day: number): readonly Leg[] {
  const random = chance(seed);
  const legs: Leg[] = [];
  const far = FAR[whole(random, 0, FAR.length - 1)] ?? '252';
  const numbers = Array.from(
    { length: 12 },
    () => `810${far}${far === '881' ? '6' : '6'}${digits(random, far.length === 2 ? 7 : 8)}`,
  );
  const call = (account: string, number: string, start: string, seconds: number) =>
    legs.push({ account, provider: TRUNK, number, start, seconds });
  const start = Date.parse(`${at(day, '00:00:00').replace(' ', 'T')}Z`);
  switch (kind) {
    case 'night':
      for (let i = 0; i < whole(random, 20, 80); i++) {
        call('204', numbers[i % 12] ?? '', text(start + 130 * MINUTE + i * 83_000), whole(random, 20, 400));
      }
      break;
    case 'premium':
      for (let i = 0; i < whole(random, 10, 30); i++) {
        call('205', `8803${digits(random, 7)}`, text(start + 600 * MINUTE + i * 3 * MINUTE), whole(random, 60, 900));
      }
      break;
    case 'burst':
      for (let i = 0; i < 60; i++) {
        call('201', numbers[i % 12] ?? '', text(start + 780 * MINUTE + i * 10_000), whole(random, 600, 1200));
      }
      break;
    case 'known-country':
      for (let i = 0; i < 40; i++) {
        call('206', `8104918${digits(random, 8)}`, text(start + 180 * MINUTE + i * 60_000), whole(random, 60, 600));
      }
      break;
    case 'through':
      for (let i = 0; i < 8; i++) {
        call(TRUNK, numbers[i % 12] ?? '', text(start + 700 * MINUTE + i * 20 * MINUTE), 600);
      }
      break;
  }
  return legs;
}
