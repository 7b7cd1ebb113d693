/** What a plan may say: the last value of each kind that is played, and the first that is not. */
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { restrictInternet } from '../../../sites/checklist/actions/restrict-internet.ts';
import { PlanSchema } from '../../../sites/checklist/actions/schema.ts';
import { say } from '../../../sites/checklist/message.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';

const fits = new Ajv({ strict: false }).compile(PlanSchema);
const planned = restrictInternet.plan(
  partsWith({
    system: { ...CLEAN.system, release: '2026.1.223' },
    providers: [],
    firewall: { ...CLEAN.firewall, rules: [rule('7', '0.0.0.0/0', EVERYTHING)] },
  }),
  { ours: [], sip: 'closes', keeps: [], decisions: {}, providers: {}, unseen: 'asked' },
  { address: '192.168.1.50', seen: 'direct', networks: ['192.168.1.0/24'] },
);
if (!planned.accepted) throw new Error(planned.refusal.kind);
const { plan } = planned;

const says = say('actions.step.firewall.on');
const step = (one: object) => fits({ ...plan, steps: [{ says, ...one }] });
const undo = (one: object) => fits({ ...plan, undo: [one] });
const boxes = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`BOX_${i}`, true]));
const PATCH = { kind: 'firewall.patch', id: 7, newer_block_ip: false, currentRules: boxes(6) };
const CREATE = {
  kind: 'firewall.create',
  description: 'Office',
  network: '10.0.0.0',
  subnet: 8,
  newer_block_ip: false,
  local_network: false,
  currentRules: boxes(6),
};
const BANS = { kind: 'fail2ban.patch', maxretry: 5, findtime: 600, bantime: 600, whitelist: null };
const SECRET = { kind: 'account.secret', number: '201', secret: { $secret: { length: 20 } } };

it('a plan as it is made fits', () => {
  expect(fits(plan)).toBe(true);
});

describe('a step', () => {
  it.each([
    ['a rule by its row', { ...PATCH, id: 1 }, { ...PATCH, id: 0 }],
    ['the last row of a database', { ...PATCH, id: 2_147_483_647 }, { ...PATCH, id: 2_147_483_648 }],
    ['a rule that a step makes', { ...PATCH, id: { $from: 'step9999.id' } }, { ...PATCH, id: { $from: 'step0.id' } }],
    ['as many boxes as the oldest release has', PATCH, { ...PATCH, currentRules: boxes(5) }],
    ['as many boxes as there may be', { ...PATCH, currentRules: boxes(100) }, { ...PATCH, currentRules: boxes(101) }],
    ['nothing that nobody knows', PATCH, { ...PATCH, more: 1 }],
    ['half of the internet', { ...CREATE, subnet: 1 }, { ...CREATE, subnet: 0 }],
    ['one address of IPv6', { ...CREATE, subnet: 128 }, { ...CREATE, subnet: 129 }],
    ['one failure', { ...BANS, maxretry: 1 }, { ...BANS, maxretry: 0 }],
    ['a hundred failures', { ...BANS, maxretry: 100 }, { ...BANS, maxretry: 101 }],
    ['failures of a minute', { ...BANS, findtime: 60 }, { ...BANS, findtime: 59 }],
    ['failures of a year', { ...BANS, findtime: 31_536_000 }, { ...BANS, findtime: 31_536_001 }],
    ['a ban of a minute', { ...BANS, bantime: 60 }, { ...BANS, bantime: 59 }],
    ['a ban of a year', { ...BANS, bantime: 31_536_000 }, { ...BANS, bantime: 31_536_001 }],
    [
      'a hundred trusted networks',
      { ...BANS, whitelist: Array(100).fill('10.0.0.0/8') },
      { ...BANS, whitelist: Array(101).fill('10.0.0.0/8') },
    ],
    [
      'the end of one ban',
      { kind: 'fail2ban.unban', networks: ['10.0.0.1'] },
      { kind: 'fail2ban.unban', networks: [] },
    ],
    [
      'the end of a hundred bans',
      { kind: 'fail2ban.unban', networks: Array(100).fill('::1') },
      { kind: 'fail2ban.unban', networks: Array(101).fill('::1') },
    ],
    [
      'a secret of 16 characters',
      { ...SECRET, secret: { $secret: { length: 16 } } },
      { ...SECRET, secret: { $secret: { length: 15 } } },
    ],
    [
      'a secret of 64 characters',
      { ...SECRET, secret: { $secret: { length: 64 } } },
      { ...SECRET, secret: { $secret: { length: 65 } } },
    ],
    ['a secret made on the PBX, not one that is sent', SECRET, { ...SECRET, secret: 'secret' }],
    [
      'a password that was typed elsewhere',
      { kind: 'login.password', which: 'web', password: { $typed: true } },
      { kind: 'login.password', which: 'web', password: { $typed: false } },
    ],
    [
      'a user of AMI',
      { kind: 'ami.secret', id: 1, secret: SECRET.secret },
      { kind: 'ami.secret', id: '1', secret: SECRET.secret },
    ],
    ['letters behind a number', { kind: 'sip.suffix', suffix: 'quokka' }, { kind: 'sip.suffix', suffix: 'quokka7' }],
  ])('may say %s', (_, last, first) => {
    expect([step(last), step(first)]).toEqual([true, false]);
  });
});

it('of what is put back names the row', () => {
  expect(undo({ kind: 'rule', id: 1 })).toBe(true);
  expect(undo({ kind: 'rule', id: 0 })).toBe(false);
  expect(undo({ kind: 'new-rule', id: { $from: 'step1.id' } })).toBe(true);
  expect(undo({ kind: 'new-rule', id: 1 })).toBe(false);
  expect(undo({ kind: 'rule-order', id: 1 })).toBe(false);
  expect(undo({ kind: 'login', which: 'root' })).toBe(false);
});

it('a plan has steps and parts, an hour to be confirmed at most, and version 1', () => {
  const [first] = plan.steps;
  expect(fits({ ...plan, steps: [] })).toBe(false);
  expect(fits({ ...plan, steps: Array(2000).fill(first) })).toBe(true);
  expect(fits({ ...plan, steps: Array(2001).fill(first) })).toBe(false);
  expect(fits({ ...plan, parts: [] })).toBe(false);
  expect(fits({ ...plan, version: 2 })).toBe(false);
  const confirm = (seconds: number) => fits({ ...plan, confirm: { seconds, because: 'reach' } });
  expect([59, 60, 3600, 3601].map(confirm)).toEqual([false, true, true, false]);
  expect(
    fits({
      ...plan,
      reach: plan.reach.map((one) => ({ ...one, before: [{ network: '', by: says, publicAddresses: -1 }] })),
    }),
  ).toBe(false);
  expect(
    fits({
      ...plan,
      reach: plan.reach.map((one) => ({ ...one, before: [{ network: '', by: says, publicAddresses: 0 }] })),
    }),
  ).toBe(true);
});
