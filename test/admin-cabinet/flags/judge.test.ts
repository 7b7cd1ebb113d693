/** Facts become marks: the same problems as everywhere, said in the reader's language; nothing that is not one. */
import { describe, expect, it } from 'vitest';
import { judge, judgeDrafts, readAnswer } from '../../../sites/admin-cabinet/flags/judge.ts';
import type { Judged } from '../../../sites/admin-cabinet/flags/mark.ts';
import { PAGES } from '../../../sites/admin-cabinet/flags/pages/index.ts';
import { partsFor } from '../../../sites/admin-cabinet/flags/parts.ts';
import type { CheckId } from '../../../sites/admin-cabinet/flags/parts.generated.ts';
import { PARTS } from '../../../sites/admin-cabinet/flags/parts.generated.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import type { Facts, Waiver } from '../../../sites/checklist/facts/types.ts';
import type { LastJudged } from '../../../sites/checklist/report/types.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from '../../../sites/sandbox/index.ts';
import { HOSTILE } from '../../../sites/sandbox/scenarios/hostile-names.ts';
import { CLEAN, factsWith, NOW, rule } from '../../support/facts.ts';
import { answered, speak } from './places.ts';
import { weak } from './risky.ts';

const NOON = new Date('2026-11-20T12:00:00Z');
const scenario = (name: ScenarioName): Facts => factsOf(SCENARIOS[name](NOON), 'http://pbx', NOON);
const isCheck = (id: string): id is CheckId => Object.hasOwn(PARTS, id);
const ALL = CHECKS.map(({ id }) => id).filter(isCheck);
const marksOf = (facts: Facts, checks = ALL) => judge(answered(facts), checks, speak).marks;

describe('marks', () => {
  it.each(SCENARIO_NAMES)('%s: every problem of the audit, each in the words of the report', (name) => {
    const facts = scenario(name);
    const problems = audit(facts, { tool: { name: 't', version: '1' } })
      .results.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
      .flatMap(({ id, findings }) => findings.map((finding) => ({ check: id, ...finding })))
      .filter(({ id }) => !id.startsWith('see:'));
    const marks = marksOf(facts);
    expect(marks.map(({ check, finding, severity, says }) => [check, finding, severity, says])).toEqual(
      problems.slice(0, 2000).map(({ check, id, severity, says }) => [check, id, severity, speak(says)]),
    );
  });

  it('are of the checks that are asked for', () => {
    const facts = scenario('breached-2024');
    expect(new Set(marksOf(facts, ['fail2ban']).map(({ check }) => check))).toEqual(new Set(['fail2ban']));
    expect(marksOf(facts, [])).toEqual([]);
  });

  it.each(PAGES.map((page) => [page.name, page] as const))('%s asks for all that its marks are made of', (_, page) => {
    for (const name of ['breached-2024', 'hostile-names', 'factory-2026'] as const) {
      const facts = scenario(name);
      const asked = new Set<string>(partsFor(page));
      const parts = Object.fromEntries(Object.entries(facts.parts).filter(([part]) => asked.has(part)));
      const answer = readAnswer(JSON.stringify({ on: true, facts: { ...facts, parts }, lastJudged: null }));
      expect(answer === null ? null : judge(answer, page.checks, speak).marks).toEqual(
        marksOf(facts, [...page.checks]),
      );
    }
  });

  it('there are none where nothing is wrong, nor of what could not be read', () => {
    expect(marksOf(factsWith())).toEqual([]);
    const lost = { accounts: 'timeout', firewall: 'forbidden', ssh: 'failed', fail2ban: 'not-asked' } as const;
    expect(marksOf(factsWith({}, lost), ['sip-passwords', 'firewall-enabled', 'ssh-access', 'fail2ban'])).toEqual([]);
  });

  it('one cause, one mark: what another check owns is marked by that one', () => {
    const facts = scenario('breached-2024');
    const ids = audit(facts, { tool: { name: 't', version: '1' } }).results.flatMap(({ findings }) => findings);
    expect(ids.filter(({ id }) => id.startsWith('see:')).length).toBeGreaterThan(0);
    expect(marksOf(facts).filter(({ finding }) => finding.startsWith('see:'))).toEqual([]);
  });

  it('one sentence, one mark: several checks cannot judge a rule with a name in it', () => {
    const rules = [rule('1', 'office.example', { SSH: true, WEB: true })];
    const marks = marksOf(factsWith({ firewall: { ...CLEAN.firewall, rules } }), [
      'firewall-trusted-subnets',
      'web-cti-closed',
    ]);
    expect(marks.map(({ check, finding }) => [check, finding])).toEqual([
      ['firewall-trusted-subnets', 'not-judged:rule:1'],
    ]);
  });

  it('know the services and the boxes of their rule', () => {
    const [web] = marksOf(scenario('breached-2024'), ['web-cti-closed']);
    expect(web?.subject).toEqual({ kind: 'rule', id: '2' });
    expect(web?.services).toEqual(expect.arrayContaining(['WEB', 'AJAM']));
    expect(web?.boxes).toEqual(web?.services);
    expect([web?.page, web?.pageId]).toEqual(['firewall-rule', '2']);
    expect(web?.fix).toBe(true);
    expect(marksOf(scenario('breached-2024'), ['guest-calls'])[0]?.fix).toBe(false);
  });

  it('are accepted where a person did so, as long as that holds', () => {
    const [one] = marksOf(scenario('breached-2024'), ['fail2ban']);
    const waiver = (check: string, finding: string, expiresAt: string) => ({
      check,
      finding,
      reason: '',
      by: 'admin',
      at: '2026-11-01T00:00:00+00:00',
      expiresAt,
    });
    const withWaiver = (check: string, finding: string, expiresAt = '2027-01-01T00:00:00+00:00') => {
      const facts = scenario('breached-2024');
      const part = factsWith({ waivers: [waiver(check, finding, expiresAt)] }).parts.waivers;
      return marksOf({ ...facts, parts: { ...facts.parts, waivers: part } }, ['fail2ban'])[0]?.accepted;
    };
    expect(one?.accepted).toBe(false);
    expect(withWaiver('fail2ban', one?.finding ?? '')).toBe(true);
    expect(withWaiver('fail2ban', '')).toBe(true);
    expect(withWaiver('fail2ban', 'another')).toBe(false);
    expect(withWaiver('sip-passwords', '')).toBe(false);
    expect(withWaiver('fail2ban', '', '2026-11-19T00:00:00+00:00')).toBe(false);
  });

  it('are spoken in the language of the page', () => {
    const russian = speaker(LOCALES.ru);
    for (const { title, says, why } of judge(answered(scenario('breached-2024')), ALL, russian).marks) {
      for (const text of [title, says, why]) expect(text).toMatch(/[а-яё]/i);
    }
  });

  it('names of strangers stay the text that they are', () => {
    const marks = marksOf(scenario('hostile-names'));
    expect(marks.filter(({ says }) => says.includes(HOSTILE.script)).length).toBeGreaterThan(0);
    expect(marks.filter(({ says }) => says.includes(HOSTILE.image)).length).toBeGreaterThan(0);
    // A name that looks like a placeholder is not filled in.
    const [account] = CLEAN.accounts;
    const facts = factsWith({
      accounts: account === undefined ? [] : [{ ...account, name: '%reasons% $& %who%' }],
      secrets: [{ owner: 'sip:201', features: weak }],
    });
    expect(marksOf(facts, ['sip-passwords']).map(({ says }) => says.includes('%reasons% $& %who%'))).toEqual([true]);
  });

  it('are no more than a page could show', () => {
    expect(marksOf(scenario('ten-thousand')).length).toBeLessThanOrEqual(2000);
  });
});

describe('the grade', () => {
  const critical = (check: string): LastJudged['checks'][number] => ({
    check,
    verdict: 'fail',
    severity: 'critical',
    accepted: [],
    digests: {},
  });
  const last: LastJudged = {
    version: 1,
    at: NOW,
    score: { state: 'scored', points: 41, word: 'weak', judged: 18, of: 18, accepted: 0 },
    checks: [
      critical('sip-passwords'),
      critical('web-password'),
      { ...critical('fail2ban'), severity: 'high' },
      { ...critical('firewall-enabled'), verdict: 'pass' },
      { ...critical('security-patch'), verdict: 'unknown' },
    ],
  };
  const waiver = {
    check: 'web-password',
    finding: '',
    reason: '',
    by: 'admin',
    at: NOW,
    expiresAt: '2027-01-01T00:00:00+00:00',
  };
  const gradeOf = (facts: Facts | null, more = {}): Judged['grade'] =>
    judge(answered(facts, { last, ...more }), [], speak).grade;

  it('counts what fails and is critical', () => {
    expect(gradeOf(factsWith())).toEqual({ score: last.score, critical: 2, isOld: false });
    expect(gradeOf(null)?.critical).toBe(2);
  });
  it('does not count what was accepted as a whole', () => {
    expect(gradeOf(factsWith({ waivers: [waiver] }))?.critical).toBe(1);
    expect(gradeOf(factsWith({ waivers: [{ ...waiver, finding: 'rule' }] }))?.critical).toBe(2);
  });
  it('does not count what had all that is critical accepted one by one', () => {
    const checks = [{ ...critical('sip-passwords'), accepted: ['201', '202'] }, critical('web-password')];
    const singly = (finding: string, expiresAt = waiver.expiresAt) => ({
      ...waiver,
      check: 'sip-passwords',
      finding,
      expiresAt,
    });
    const left = (...waivers: Waiver[]) => gradeOf(factsWith({ waivers }), { last: { ...last, checks } })?.critical;
    expect(left(singly('201'), singly('202'))).toBe(1);
    expect(left(singly('201'))).toBe(2);
    expect(left(singly('201'), singly('202', '2026-11-01T00:00:00+00:00'))).toBe(2);
    expect(left(singly('201'), singly(''))).toBe(1);
    // Not read: as it was then.
    expect(gradeOf(null, { last: { ...last, checks } })?.critical).toBe(1);
    expect(gradeOf(factsWith({}, { waivers: 'failed' }), { last: { ...last, checks } })?.critical).toBe(1);
  });
  it('counts it again once the acceptance is over', () => {
    expect(gradeOf(factsWith({ waivers: [{ ...waiver, expiresAt: '2026-11-01T00:00:00+00:00' }] }))?.critical).toBe(2);
  });
  it('is none before the first look, and says that something changed since', () => {
    expect(gradeOf(factsWith(), { last: null })).toBeNull();
    expect(gradeOf(factsWith(), { isOld: true })?.isOld).toBe(true);
  });
});

describe('the answer', () => {
  const facts = factsWith();
  const read = (value: unknown) => readAnswer(JSON.stringify(value));

  it('is read', () => {
    expect(read({ on: true, facts, lastJudged: null })).toEqual({ on: true, facts, last: null, isOld: false });
    expect(read({ on: false, facts: null, lastJudged: null })).toEqual({
      on: false,
      facts: null,
      last: null,
      isOld: false,
    });
  });
  it('switched off: no mark and no grade, whatever else it says', () => {
    const judged: Judged = { on: false, grade: null, marks: [] };
    const off = answered(scenario('breached-2024'), { on: false });
    expect(judge(off, ALL, speak)).toEqual(judged);
    expect(judgeDrafts(off, [], ALL, speak)).toEqual(judged);
  });
  it('without facts: the grade alone', () => {
    expect(judge(answered(null), ALL, speak)).toEqual({ on: true, grade: null, marks: [] });
    expect(judgeDrafts(answered(null), [], ALL, speak).marks).toEqual([]);
  });
  it.each(['', '<html>', '[]', 'null', '"on"', '{}', '{"on":"yes"}', '{"on":1,"facts":null}', '{"on":true'])(
    '%s is none',
    (text) => {
      expect(readAnswer(text)).toBeNull();
    },
  );
  it('facts or results of another shape are left out', () => {
    expect(read({ on: true, facts: { version: 1 }, lastJudged: { score: 5 } })).toEqual(answered(null));
    expect(read({ on: true })).toEqual(answered(null));
    expect(read({ on: true, facts: { ...facts, version: 99 }, lastJudged: [] })?.facts).toBeNull();
  });
  it('only some parts of the facts: the others are unknown, and nothing is made of them', () => {
    const { waivers, system } = facts.parts;
    const some = read({ on: true, facts: { ...facts, parts: { waivers, system } }, lastJudged: null });
    expect(some?.facts?.parts.accounts.state).toBe('unknown');
    expect(some === null ? null : judge(some, ALL, speak).marks).toEqual([]);
  });
});
