/** By which tests a room of the checklist is judged, and what it has reached. */
import { readdirSync } from 'node:fs';

const CASES = /^test\/cases\//;
const CHECKS = /^test\/checklist\/checks\//;

/** Tests of other rooms that rest on this one: they judge it too. */
const ALSO = {
  actions: [/^test\/checklist\/steps\//, CASES],
  checks: [/^test\/checklist\/audit\./, CASES],
  devices: [/^test\/checklist\/checks\/registered-devices\./],
  dialling: [/^test\/checklist\/checks\/(?:international-blocked|money|told|turned)\./, CASES],
  exposure: [CHECKS, CASES],
  fail2ban: [/^test\/checklist\/checks\/fail2ban\./, /^test\/cases\/(?:03|12|14)/],
  reach: [/^test\/checklist\/exposure\//, CHECKS, CASES],
  secrets: [
    /^test\/checklist\/checks\/(?:sip-passwords|auth-username|web-password|secrets-rotated|told|turned)\./,
    /^test\/cases\/(?:37|38|40|7)/,
  ],
  steps: [/^test\/checklist\/(?:actions\/|checks\/(?:told|turned)\.)/, /^test\/cases\/(?:01|08|1|44|46|56)/],
};

/** Many seconds for each change that it does not notice. */
const SLOW = [
  'test/checklist/secrets/false-alarms.test.ts',
  'test/checklist/steps/firewall.properties.test.ts',
  'test/checklist/steps/literal.test.ts',
];

/** Percent killed that a room has reached for sure and must keep, until it is 90; rooms that were never measured have none. */
export const REACHED = {
  actions: 87,
  checks: 89,
  devices: 83,
  dialling: 80,
  exposure: 83,
  fail2ban: 90,
  reach: 76,
  score: 90,
  secrets: 81,
};

/** @returns {{ path: string, isOwn: boolean }[]} */
export function testsOf(room, ownOnly) {
  const own = `test/checklist/${room}/`;
  const also = ownOnly ? [] : (ALSO[room] ?? []);
  return readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name}`)
    .filter((path) => path.endsWith('.test.ts') && !SLOW.includes(path))
    .map((path) => ({ path, isOwn: path.startsWith(own) }))
    .filter(({ path, isOwn }) => isOwn || also.some((pattern) => pattern.test(path)))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
