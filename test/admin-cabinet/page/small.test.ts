/** Dates, short names, troubles, the order of problems. */
import { describe, expect, it } from 'vitest';
import { dayAhead, daysUntil, endOf } from '../../../sites/admin-cabinet/page/dates.ts';
import { short, shortly } from '../../../sites/admin-cabinet/page/short.ts';
import { found, ordersOf, type Spoken } from '../../../sites/admin-cabinet/page/spoken.ts';
import { troubleOf } from '../../../sites/admin-cabinet/page/troubles.ts';
import { say } from '../../../sites/checklist/message.ts';
import type { Severity } from '../../../sites/checklist/report/types.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { REFUSAL_CODES } from '../../../sites/pbx/errors.ts';

const speak = speaker(LOCALES.en);
const NOON = new Date(2026, 10, 23, 12).getTime();

describe('dates', () => {
  it('go ahead by days of the calendar', () => {
    expect(dayAhead(0, NOON)).toBe('2026-11-23');
    expect(dayAhead(8, NOON)).toBe('2026-12-01');
    expect(dayAhead(365, NOON)).toBe('2027-11-23');
  });
  it('last until the end of the day, and no longer than allowed', () => {
    expect(endOf('2026-11-24')?.getTime()).toBe(new Date(2026, 10, 24, 23, 59, 59).getTime());
    expect(endOf('tomorrow')).toBeNull();
    expect(daysUntil(dayAhead(180, NOON), 180, NOON)).toBe(180);
    expect(daysUntil(dayAhead(7, NOON), 180, NOON)).toBe(7);
    expect(daysUntil(dayAhead(0, NOON), 180, NOON)).toBe(1);
    expect(daysUntil('2099-01-01', 180, NOON)).toBe(180);
  });
});

describe('names of strangers', () => {
  it('stay on one line, turn nothing and are cut', () => {
    expect(short('a\u202Eb\nc\u0000d')).toBe('a b c d');
    expect([...short('👩'.repeat(500))].length).toBe(121);
    expect(short('x'.repeat(120))).toBe('x'.repeat(120));
  });
  it('are cut inside of a sentence, the sentence is not', () => {
    const said = shortly(speak)(say('checks.provider-spending-limit.ask', { name: 'y'.repeat(999) }));
    expect(said.length).toBeLessThan(300);
    expect(said).toContain('…');
    expect(said).toMatch(/spending alerts\?$/);
  });
});

describe('troubles', () => {
  const at = 'GET /x';
  it.each([
    [{ at, kind: 'unauthorized', mode: 'page', said: '' }, 'sign-in', 0],
    [{ at, kind: 'forbidden', said: '' }, 'again', 0],
    [{ at, kind: 'rate-limited', seconds: 7, said: '' }, 'again', 7],
    [{ at, kind: 'rate-limited', seconds: null, said: '' }, 'again', 300],
    [{ at, kind: 'no-module' }, 'modules', 0],
    [{ at, kind: 'timeout' }, 'again', 0],
    [{ at, kind: 'unreachable', why: 'cut' }, 'again', 0],
    [{ at, kind: 'server-error', status: 500, said: '' }, 'again', 0],
    [{ kind: 'newer-contract', version: 2, supported: 1 }, 'reload', 0],
  ] as const)('%j has a way on', (error, way, seconds) => {
    const trouble = troubleOf(error);
    expect(trouble).toMatchObject({ way, seconds });
    expect(speak(trouble.says)).not.toMatch(/%|HTTP|undefined/);
  });
  it('tells every refusal of the module', () => {
    for (const code of REFUSAL_CODES) {
      const trouble = troubleOf({ at, kind: 'refused', code, status: 400, said: 'The module says so.', seconds: 3 });
      expect(speak(trouble.says), code).not.toBe('');
    }
    const tries = troubleOf({ at, kind: 'refused', code: 'too-many-tries', status: 429, said: '', seconds: 42 });
    expect(tries.seconds).toBe(42);
    const invalid = troubleOf({
      at,
      kind: 'refused',
      code: 'invalid',
      status: 422,
      said: 'Field "note" is wrong.',
      seconds: null,
    });
    expect(speak(invalid.says)).toBe('Field "note" is wrong.');
  });
});

describe('problems', () => {
  const spoken = (text: string, severity: Severity): Spoken => ({
    text,
    sought: text.toLowerCase(),
    finding: {
      id: text,
      severity,
      says: say('verdict.accepted'),
      subject: { kind: 'account', id: text, label: text },
      page: null,
    },
  });
  const rows = [spoken('Extension 1000', 'low'), spoken('Extension 99', 'critical'), spoken('Extension 100', 'low')];

  it('sort by number inside of text, and the gravest first', () => {
    const orders = ordersOf(rows, 'en');
    expect(orders.text.map(({ text }) => text)).toEqual(['Extension 99', 'Extension 100', 'Extension 1000']);
    expect(orders.severity.map(({ finding }) => finding.severity)).toEqual(['critical', 'low', 'low']);
    expect(orders.severity.map(({ text }) => text)).toEqual(['Extension 99', 'Extension 100', 'Extension 1000']);
  });
  it('are found by all words, in any case', () => {
    expect(found(rows, 'EXT 100').map(({ text }) => text)).toEqual(['Extension 1000', 'Extension 100']);
    expect(found(rows, '  ')).toBe(rows);
    expect(found(rows, 'nobody')).toEqual([]);
  });
});
