/** What every plan that a dialog opens with says and does on made-up PBXs, to the last warning; or why there is none. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../sites/checklist/actions/action.ts';
import { CHOICES } from '../../../sites/checklist/actions/choices/index.ts';
import { LIMIT_CHOICES } from '../../../sites/checklist/actions/choices/limits.ts';
import { ROUTE_CHOICES } from '../../../sites/checklist/actions/offered/routes.ts';
import { SECRET_CHOICES } from '../../../sites/checklist/actions/choices/secrets.ts';
import { firstFirewall } from '../../../sites/checklist/actions/enable-firewall.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { plannedLines } from '../../support/lines.ts';
import { kept, line, STATES, stateOf, type Told } from '../../support/told.ts';

const OFFICE: Person = { address: '192.168.1.50', seen: 'direct' };
/** Two more, where it matters who asks. */
const OTHERS: Readonly<Record<string, Person>> = {
  'from outside': { address: '46.4.8.15', seen: 'direct' },
  'through a router': { address: '192.168.1.1', seen: 'gateway', signsIn: true },
};

/** Those that change who can connect and who is banned. */
const FIRST = ['set-fail2ban-level', 'close-web-cti', 'enable-firewall', 'restrict-internet', 'fix-safe'] as const;

/** For whom rules are proposed, and what was seen of them. */
const proposed = (facts: Parts, person: Person): string[] =>
  firstFirewall(facts, person).rules.map(
    ({ id, kind, network, services, on, evidence }) =>
      `${on ? '+' : '-'} ${kind} ${network} (${id}) ${services.join()}: ${evidence.map(line).join('; ')}`,
  );

const possible = (facts: Parts, person: Person): Told => ({
  ...Object.fromEntries(
    FIRST.map((id) => CHOICES[id]).map((choices) => [choices.id, plannedLines(choices.possible(facts, person))]),
  ),
  proposed: proposed(facts, person),
});

const renewed = (facts: Parts): Told =>
  Object.fromEntries(
    [...Object.values(SECRET_CHOICES), ...Object.values(LIMIT_CHOICES), ...Object.values(ROUTE_CHOICES)].map(
      ({ id, possible: plan }) => [id, plannedLines(plan(facts, OFFICE))],
    ),
  );

const all = [
  ...Object.keys(STATES).map((name) => [name, name, OFFICE] as const),
  ...['sinful', 'sinful and old', 'off'].flatMap((name) =>
    Object.entries(OTHERS).map(([who, person]) => [`${name}, asked ${who}`, name, person] as const),
  ),
];

describe('what is planned on a PBX', () => {
  it.each(all)('%s', (title, name, person) => {
    const told = possible(stateOf(name), person);
    expect(told).toEqual(kept(join(import.meta.dirname, 'told.json'), title, told));
  });

  it.each(Object.keys(STATES).map((name) => [`${name}, secrets`, name] as const))('%s', (title, name) => {
    const told = renewed(stateOf(name));
    expect(told).toEqual(kept(join(import.meta.dirname, 'told.json'), title, told));
  });
});
