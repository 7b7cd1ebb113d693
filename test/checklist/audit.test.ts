/** The engine as a whole: contracts, garbage, repeatability. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audit } from '../../sites/checklist/audit.ts';
import { CHECKS } from '../../sites/checklist/checks/index.generated.ts';
import { CONTRACT_VERSION, decodeFacts, PART_NAMES } from '../../sites/checklist/facts/decode.ts';
import { FACTS_VERSION, FactsSchema, PART_SCHEMAS, UNKNOWN_REASONS } from '../../sites/checklist/facts/schema.ts';
import type { Facts } from '../../sites/checklist/facts/types.ts';
import type { Message } from '../../sites/checklist/message.ts';
import { ReportSchema } from '../../sites/checklist/report/schema.ts';
import { speaker } from '../../sites/checklist/speak.ts';
import { LOCALES } from '../../sites/locales/index.ts';
import { CLEAN, factsWith, NOW } from '../support/facts.ts';
import { runs } from '../support/runs.ts';

const TOOL = { name: 'test', version: '0' };
const ajv = new Ajv({ strict: false });
const fitsReport = ajv.compile(ReportSchema);
const fitsFacts = ajv.compile(FactsSchema);
const judged = (facts: Facts) => audit(facts, { tool: TOOL });

describe('the registry', () => {
  it('counts the checks of each section from the first on, but for what has to be seen before all others', () => {
    for (const section of new Set(CHECKS.map((one) => one.section))) {
      const orders = CHECKS.filter((one) => one.section === section).map(({ order }) => order);
      const first = section === 'other-ways-in' ? 0 : 1;
      expect(
        orders.sort((a, b) => a - b),
        section,
      ).toEqual(orders.map((_, at) => first + at));
    }
  });

  it('holds a check for each file of the room, by the id of its file, in the order of the guide', () => {
    const files = readdirSync(join(import.meta.dirname, '../../sites/checklist/checks'))
      .filter((name) => !name.includes('.generated'))
      .map((name) => name.replace(/\.ts$/, ''));
    expect(CHECKS.map(({ id }) => id).sort()).toEqual(files.sort());
    expect(
      judged(factsWith())
        .results.map(({ id }) => id)
        .slice(0, 4),
    ).toEqual(['pbx-version', 'security-patch', 'firewall-enabled', 'firewall-trusted-subnets']);
  });
});

describe('contracts', () => {
  it('are one: the decoder knows the version and the parts of the schema', () => {
    expect(CONTRACT_VERSION).toBe(FACTS_VERSION);
    expect(PART_NAMES).toEqual(Object.keys(PART_SCHEMAS));
  });

  it('hold for hand-made facts and for the report on them', () => {
    expect(fitsFacts(factsWith()), JSON.stringify(fitsFacts.errors)).toBe(true);
    const report = judged(factsWith());
    expect(fitsReport(JSON.parse(JSON.stringify(report))), JSON.stringify(fitsReport.errors)).toBe(true);
  });

  it('refuse a newer version by name, and what is no facts', () => {
    expect(decodeFacts({ ...factsWith(), version: 2 })).toEqual({
      ok: false,
      error: { kind: 'newer-contract', version: 2, supported: 1 },
    });
    expect(decodeFacts([])).toMatchObject({ ok: false, error: { kind: 'not-facts' } });
  });

  it('lose only the part that does not fit, and say where', () => {
    const facts = JSON.parse(JSON.stringify(factsWith())) as { parts: Record<string, { data: { enabled?: unknown } }> };
    const firewall = facts.parts['firewall'];
    if (firewall !== undefined) firewall.data.enabled = 'yes';
    delete facts.parts['ami'];
    const decoded = decodeFacts(facts);
    if (!decoded.ok) throw new Error('refused');
    expect(decoded.facts.parts.firewall).toMatchObject({
      state: 'unknown',
      reason: 'mistyped',
      detail: '/enabled must be boolean',
    });
    expect(decoded.facts.parts.ami).toMatchObject({ state: 'unknown', reason: 'missing' });
    expect(decoded.facts.parts.fail2ban.state).toBe('known');
  });
});

describe('a clean PBX', () => {
  it('has no failure, and the same facts give the same report', () => {
    const report = judged(factsWith());
    expect(report.results.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toEqual([]);
    expect(judged(factsWith())).toEqual(report);
  });

  it('changes its digest with any part', () => {
    const other = factsWith({ ports: { ...CLEAN.ports, ssh: 2222 } });
    const { ports } = other.parts;
    if (ports.state === 'unknown') throw new Error('ports');
    const parts = { ...other.parts, ports: { ...ports, digest: '1'.repeat(64) } };
    expect(judged({ ...other, parts }).factsDigest).not.toBe(judged(factsWith()).factsDigest);
  });
});

describe('the clock', () => {
  it('ten years off: said, confirmations do not count, the rest is judged', () => {
    const report = judged(factsWith({ system: { ...CLEAN.system, now: '2016-11-23T12:00:00+00:00' } }));
    expect(report.notes.map(({ key }) => key)).toContain('report.note.clock');
    expect(report.results.find(({ id }) => id === 'firewall-enabled')?.verdict).toBe('pass');
  });

  it('names a release it was not tried on', () => {
    const report = judged(factsWith({ system: { ...CLEAN.system, release: '2031.1.1' } }));
    expect(report.notes.map(({ key }) => key)).toEqual(['report.note.not-known']);
  });
});

describe('accepted risks', () => {
  const waiver = {
    check: 'fail2ban',
    finding: 'off',
    reason: 'lab',
    by: 'admin',
    at: '2026-11-01T00:00:00+00:00',
    expiresAt: '2030-01-01T00:00:00+00:00',
  };
  const off = { ...CLEAN.fail2ban, enabled: false };
  const accepted = (waivers: Parameters<typeof factsWith>[0]) =>
    judged(factsWith({ fail2ban: off, ...waivers })).results.find(({ id }) => id === 'fail2ban')?.accepted;

  it('stay visible and count until they end', () => {
    expect(accepted({ waivers: [waiver] })).toEqual(['off']);
    expect(accepted({ waivers: [{ ...waiver, expiresAt: '2026-11-20T00:00:00+00:00' }] })).toEqual([]);
    expect(accepted({ waivers: [{ ...waiver, finding: 'level' }] })).toEqual([]);
    // Given after the clock of the PBX was read: what a person just said holds at once.
    expect(accepted({ waivers: [{ ...waiver, at: '2026-11-23T12:03:00+00:00' }] })).toEqual(['off']);
    expect(accepted({ waivers: [{ ...waiver, at: '2026-11-25T12:03:00+00:00' }] })).toEqual([]);
  });

  it('end after a year at most where the problem is critical', () => {
    const firewall = { ...CLEAN.firewall, enabled: false };
    const old = { ...waiver, check: 'firewall-enabled', at: '2025-01-01T00:00:00+00:00' };
    const report = judged(factsWith({ firewall, waivers: [old] }));
    expect(report.results.find(({ id }) => id === 'firewall-enabled')?.accepted).toEqual([]);
  });
});

describe('garbage', () => {
  const raw = JSON.parse(JSON.stringify(factsWith())) as { parts: Record<string, unknown> };
  const anyPart = fc.oneof(
    fc.jsonValue(),
    fc.record({
      state: fc.constant('known'),
      readAt: fc.constant(NOW),
      source: fc.constant('file'),
      digest: fc.constant('0'.repeat(64)),
      data: fc.jsonValue(),
    }),
  );

  it('never throws, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const decoded = decodeFacts(value);
        if (decoded.ok) judged(decoded.facts);
      }),
    );
  });

  it('in one part: never throws, and no check that reads the part as its need passes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PART_NAMES), anyPart, (name, part) => {
        const decoded = decodeFacts({ ...raw, parts: { ...raw.parts, [name]: part } });
        if (!decoded.ok) throw new Error(decoded.error.kind);
        const report = judged(decoded.facts);
        expect(report.results).toHaveLength(CHECKS.length);
      }),
      { numRuns: runs(500) },
    );
  });

  it('nothing known: nothing passes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...UNKNOWN_REASONS), (reason) => {
        const lost = Object.fromEntries(PART_NAMES.map((name) => [name, reason]));
        const report = judged(factsWith({}, lost));
        expect(report.results.filter(({ verdict }) => verdict === 'pass')).toEqual([]);
        expect(report.score.state).toBe('not-scored');
      }),
    );
  });

  it.each(PART_NAMES)('without %s no check passes that needs it', (name) => {
    const with_ = judged(factsWith());
    const without = judged(factsWith({}, { [name]: 'failed' }));
    const passes = (report: typeof with_) =>
      report.results.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id);
    expect(passes(with_)).toEqual(expect.arrayContaining(passes(without)));
  });
});

describe('no accounts, routes or providers', () => {
  it('is not applicable where there is nothing to judge', () => {
    const report = judged(factsWith({ accounts: [], secrets: [], outboundRoutes: [], providers: [], apiKeys: [] }));
    const verdicts = Object.fromEntries(report.results.map(({ id, verdict }) => [id, verdict]));
    expect(verdicts).toMatchObject({
      'sip-passwords': 'not-applicable',
      'international-blocked': 'not-applicable',
      'provider-spending-limit': 'not-applicable',
      'api-keys': 'not-applicable',
    });
  });
});

describe('words', () => {
  const messagesIn = (value: unknown): Message[] => {
    if (typeof value !== 'object' || value === null) return [];
    if ('key' in value && 'params' in value) return [value as Message];
    return Object.values(value).flatMap(messagesIn);
  };
  it.each(Object.entries(LOCALES))('%s: every sentence of every report finds its values', (_language, words) => {
    const speak = speaker(words);
    const worst = factsWith({
      firewall: { ...CLEAN.firewall, enabled: false },
      fail2ban: { ...CLEAN.fail2ban, maxretry: 20, findtime: 600 },
      secrets: [],
      system: { ...CLEAN.system, release: '2024.1.114' },
    });
    for (const report of [judged(factsWith()), judged(worst)]) {
      for (const message of messagesIn(report)) {
        expect(speak(message)).not.toMatch(/%[a-zA-Z]\w*%|undefined/);
      }
    }
  });
});
