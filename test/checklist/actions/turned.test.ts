/** What is planned otherwise where one thing of an open and weak PBX is otherwise: each line that is gone, and each that came. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../sites/checklist/actions/action.ts';
import { CHOICES } from '../../../sites/checklist/actions/choices/index.ts';
import { LIMIT_CHOICES } from '../../../sites/checklist/actions/choices/limits.ts';
import { ROUTE_CHOICES } from '../../../sites/checklist/actions/offered/routes.ts';
import { SECRET_CHOICES } from '../../../sites/checklist/actions/choices/secrets.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { keptLines } from '../../support/kept-lines.ts';
import { plannedLines } from '../../support/lines.ts';
import { stateOf, type Told } from '../../support/told.ts';
import { instead, turned, TURNS } from '../../support/turns/all.ts';

const OFFICE: Person = { address: '192.168.1.50', seen: 'direct' };
const BASE = 'sinful';

/** Who can connect and who is banned; what all that is safe together does is told of whole PBXs (told.test.ts). */
const closed = (facts: Parts): Told =>
  Object.fromEntries(
    (['set-fail2ban-level', 'close-web-cti', 'enable-firewall', 'restrict-internet'] as const)
      .map((id) => CHOICES[id])
      .map((choices) => [choices.id, plannedLines(choices.possible(facts, OFFICE))]),
  );
const renewed = (facts: Parts): Told =>
  Object.fromEntries(
    [...Object.values(SECRET_CHOICES), ...Object.values(LIMIT_CHOICES), ...Object.values(ROUTE_CHOICES)].map(
      ({ id, possible }) => [id, plannedLines(possible(facts, OFFICE))],
    ),
  );

const WHAT = { doors: closed, ground: closed, people: closed, secrets: renewed } as const;
const before: Told = { ...closed(stateOf(BASE)), ...renewed(stateOf(BASE)) };

describe.each(Object.entries(WHAT))('what is planned where one thing is otherwise: %s', (group, plans) => {
  it.each(Object.entries(TURNS[group] ?? {}))('%s', (title, turn) => {
    const after = Object.entries(plans(turned(BASE, turn).parts));
    const now = Object.fromEntries(
      after
        .map(([id, lines]) => [id, instead(before[id] ?? [], lines)] as const)
        .filter(([, { length }]) => length > 0),
    );
    expect(now).toEqual(keptLines(join(import.meta.dirname, 'turned.json'), `${group}: ${title}`, now));
  });
});
