/** A test build between the patched release and the first with the fix: it is checked, and every action says why it changes nothing. */
import { describe, expect, it } from 'vitest';
import { CHOICES } from '../../../sites/checklist/actions/choices/index.ts';
import { LIMIT_CHOICES } from '../../../sites/checklist/actions/choices/limits.ts';
import { ROUTE_CHOICES } from '../../../sites/checklist/actions/offered/routes.ts';
import { SECRET_CHOICES } from '../../../sites/checklist/actions/choices/secrets.ts';
import { atHome } from '../../../sites/checklist/actions/offered/offering.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { factsOf, SCENARIOS } from '../../../sites/sandbox/index.ts';

const NOON = new Date('2026-11-20T12:00:00Z');
const on = (release: string): Parts =>
  factsOf({ ...SCENARIOS['breached-2024'](NOON), release }, 'http://pbx', NOON).parts;
const ALL = [
  ...Object.values(CHOICES),
  ...Object.values(SECRET_CHOICES),
  ...Object.values(LIMIT_CHOICES),
  ...Object.values(ROUTE_CHOICES),
];
const possible = (parts: Parts) => new Map(ALL.map((one) => [one.id, one.possible(parts, atHome(parts))]));

describe('releases between 2024.1.114 and 2026.1.223', () => {
  it.each(['2024.2.30', '2025.1.1-arm-test', '2025.1.158-dev', '2026.1.222'])('%s: checks only', (release) => {
    const { 'fix-safe': together, ...singly } = Object.fromEntries(possible(on(release)));
    expect(together?.accepted).toBe(false);
    for (const [id, planned] of Object.entries(singly)) {
      expect(planned, id).toEqual({ accepted: false, refusal: { kind: 'between', release } });
    }
  });

  it.each(['2024.1.114', '2026.1.223', '2026.9.5'])('%s: not for that reason', (release) => {
    for (const planned of possible(on(release)).values()) {
      expect(planned).not.toMatchObject({ refusal: { kind: 'between' } });
    }
  });
});
