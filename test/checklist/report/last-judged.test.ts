import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { audit } from '../../../sites/checklist/audit.ts';
import { lastJudgedOf } from '../../../sites/checklist/report/last-judged.ts';
import { factsWith, NOW } from '../../support/facts.ts';

const TOOL = { name: 'test', version: '0' };
const schema: unknown = JSON.parse(
  readFileSync(new URL('../../../docs/schemas/last-judged.schema.json', import.meta.url), 'utf8'),
);

it('holds every verdict with the digests of the parts that its check used', () => {
  const facts = factsWith({
    fail2ban: { enabled: false, banning: false, maxretry: 5, findtime: 1, bantime: 1, whitelist: [] },
  });
  const report = audit(facts, { tool: TOOL });
  const judged = lastJudgedOf(report, facts.parts);
  expect(judged.at).toBe(NOW);
  expect(judged.score).toEqual(report.score);
  expect(judged.checks.map(({ check }) => check)).toEqual(report.results.map(({ id }) => id));
  const fail2ban = judged.checks.find(({ check }) => check === 'fail2ban');
  expect(fail2ban?.verdict).toBe('fail');
  expect(fail2ban?.digests['fail2ban']).toMatch(/^[0-9a-f]{64}$/);
  expect(Object.keys(fail2ban?.digests ?? {})).not.toContain('patch');
});

it('says of a part that was not read why', () => {
  const facts = factsWith({}, { fail2ban: 'timeout' });
  const judged = lastJudgedOf(audit(facts, { tool: TOOL }), facts.parts);
  expect(judged.checks.find(({ check }) => check === 'fail2ban')).toMatchObject({
    verdict: 'unknown',
    digests: { fail2ban: 'timeout' },
  });
});

it('fits its published schema', () => {
  const fits = new Ajv2020().compile(Object(schema));
  for (const lost of [{}, { system: 'failed', firewall: 'missing' } as const]) {
    const facts = factsWith({}, lost);
    expect(fits(lastJudgedOf(audit(facts, { tool: TOOL }), facts.parts)), JSON.stringify(fits.errors)).toBe(true);
  }
});
