/** 2024.1.114 has neither REST nor half of the tables: whatever an action plans there is what Core's models can be given there. */
import { describe, expect, it } from 'vitest';
import { CHOICES } from '../../../sites/checklist/actions/choices/index.ts';
import { brakeSpendingChoices } from '../../../sites/checklist/actions/choices/brake-spending.ts';
import { isolatePbxChoices } from '../../../sites/checklist/actions/choices/isolate-pbx.ts';
import { LIMIT_CHOICES } from '../../../sites/checklist/actions/choices/limits.ts';
import { ROUTE_CHOICES } from '../../../sites/checklist/actions/offered/routes.ts';
import { rotateEverythingChoices } from '../../../sites/checklist/actions/choices/rotate-everything.ts';
import { SECRET_CHOICES } from '../../../sites/checklist/actions/choices/secrets.ts';
import { ACTIONS } from '../../../sites/checklist/actions/index.ts';
import { atHome } from '../../../sites/checklist/actions/offered/offering.ts';
import { sayRefusal, type Refusal } from '../../../sites/checklist/actions/refusals.ts';
import { TITLES } from '../../../sites/checklist/actions/titles.ts';
import type { ActionId, Step } from '../../../sites/checklist/actions/types.ts';
import { factsOf, SCENARIOS } from '../../../sites/sandbox/index.ts';
import { patchMarkers } from '../../../sites/sandbox/scenarios/base.ts';

const NOON = new Date('2026-11-20T12:00:00Z');
const { parts } = factsOf(SCENARIOS['breached-2024'](NOON), 'http://pbx', NOON);
const person = atHome(parts);
const asker = { ...person, networks: [] };
const patched = factsOf(
  { ...SCENARIOS['breached-2024'](NOON), authorizedKeys: SCENARIOS['hardened-2026'](NOON).authorizedKeys },
  'http://pbx',
  NOON,
).parts;

/** The hole is closed, and somebody said that nobody else gets in. */
const closed = factsOf(
  {
    ...SCENARIOS['breached-2024'](NOON),
    authorizedKeys: SCENARIOS['hardened-2026'](NOON).authorizedKeys,
    patchMarkers: patchMarkers('fixed'),
    attestations: ['begun', 'closed'].map((subject, hour) => ({
      item: 'break-in',
      subject,
      answer: 'yes',
      note: '',
      by: 'anna',
      at: `2026-11-20T0${8 + hour}:00:00+00:00`,
      expiresAt: '2036-11-01T00:00:00+00:00',
    })),
  },
  'http://pbx',
  NOON,
).parts;

/** docs/actions.md: what the executor of 2024 does by models, or by nothing. */
const DONE_THERE: ReadonlySet<Step['kind']> = new Set<Step['kind']>([
  ...(['firewall.create', 'firewall.patch', 'firewall.switch'] as const),
  ...(['fail2ban.patch', 'fail2ban.switch', 'fail2ban.unban'] as const),
  ...(['route.narrow', 'route.add'] as const),
  ...(['isolation.on', 'calls.stop', 'calls.brake', 'calls.end', 'sessions.end', 'ssh.remove-keys'] as const),
  ...(['account.secret', 'ami.secret', 'login.password', 'ami.network', 'ssh.keys-only', 'edits.watch'] as const),
]);

const CHOSEN = [
  ...Object.values(CHOICES),
  ...Object.values(SECRET_CHOICES),
  ...Object.values(LIMIT_CHOICES),
  ...Object.values(ROUTE_CHOICES),
];
const PLANNED = new Map<string, ReturnType<(typeof CHOSEN)[number]['possible']>>([
  ...CHOSEN.map((one) => [one.id, one.possible(one.id === 'ssh-keys-only' ? patched : parts, person)] as const),
  [brakeSpendingChoices.id, brakeSpendingChoices.possible(parts, person)],
  [isolatePbxChoices.id, isolatePbxChoices.possible(parts, person)],
  [rotateEverythingChoices.id, rotateEverythingChoices.possible(closed, person)],
  ['let-in', ACTIONS['let-in'].plan(parts, { network: '203.0.113.7', services: ['WEB'], ruleName: 'Help' }, asker)],
]);
/** What that release does not have; each says so. */
const NOT_THERE: Partial<Record<ActionId, Refusal['kind'][]>> = {
  'set-auth-username': ['own-words', 'not-renewed', 'unknown'],
  'restrict-api-keys': ['unknown', 'not-limited'],
};
/** By hand: the PBX only watches. */
const WATCHED = 'watch-edits';

describe('every action on 2024.1.114', () => {
  it('is tried here', () => {
    const tried = [...PLANNED.keys(), WATCHED];
    expect(tried.sort()).toEqual(Object.keys(TITLES).sort());
  });

  it.each([...PLANNED])('%s: only steps that its executor has, or a true refusal', (id, planned) => {
    if (!planned.accepted) {
      const { kind } = planned.refusal;
      const expected = Object.entries(NOT_THERE).find(([action]) => action === id)?.[1] ?? [
        'asked',
        'nothing-to-do',
        'undecided',
      ];
      expect(expected, sayRefusal(planned.refusal).says.key).toContain(kind);
      return;
    }
    expect(Object.keys(NOT_THERE)).not.toContain(id);
    expect(planned.plan.steps.filter(({ kind }) => !DONE_THERE.has(kind))).toEqual([]);
  });
});
