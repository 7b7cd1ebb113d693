/** The facts reader's PHP on one side, the contract's TypeScript on the other, with the real PHP of both releases between. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeFacts, PART_NAMES } from '../../sites/checklist/facts/decode.ts';
import { digestOf, digestOfParts } from '../../sites/checklist/facts/digest.ts';
import type { Facts } from '../../sites/checklist/facts/types.ts';
import { LAST_JUDGED } from '../../sites/checklist/report/shapes.generated.ts';
import { withoutAuth } from '../../sites/pbx/auth.ts';
import { createModuleApi } from '../../sites/pbx/module-api.ts';
import { clientOf } from '../pbx/support.ts';
import { PHP_VERSIONS, phpCli, type PhpVersion } from '../support/php.ts';
import { expectOwnDigests } from '../support/digests.ts';

type Release = '2024' | '2026';
type Scenario = 'office' | 'broken';

async function read(version: PhpVersion, release: Release, scenario: Scenario) {
  const { exitCode, out } = await phpCli(version, ['test/php/read-facts.php', release, scenario]);
  expect(exitCode, out).toBe(0);
  const answer = JSON.parse(out) as { php: string; digest: string; json: string };
  expect(answer.php.startsWith(version)).toBe(true);
  const raw: unknown = JSON.parse(answer.json);
  const decoded = decodeFacts(raw);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.error));
  return { raw: raw as Facts, facts: decoded.facts, digest: answer.digest };
}

const unknownOf = ({ parts }: Facts) =>
  Object.fromEntries(PART_NAMES.flatMap((name) => (parts[name].state === 'known' ? [] : [[name, parts[name].reason]])));

const NEVER_HAD = { ari: 'not-supported', apiKeys: 'not-supported' };
const NOT_IN_THE_DATABASE = Object.fromEntries(
  [
    ...['updates', 'runningRules', 'network', 'webLogin', 'modules', 'devices', 'signIns', 'connections', 'vpn'],
    ...['attestations', 'waivers'],
  ].map((name) => [name, 'timeout']),
);

describe.each(PHP_VERSIONS)('facts read by PHP %s', (version) => {
  it.each([
    ['2024', 'office', NEVER_HAD],
    ['2026', 'office', {}],
    ['2024', 'broken', { ...NEVER_HAD, ...NOT_IN_THE_DATABASE }],
    ['2026', 'broken', NOT_IN_THE_DATABASE],
  ] as const)(
    'on a %s, %s: every part fits the contract, or says why it is unknown',
    async (release, scenario, lost) => {
      const { raw, facts, digest } = await read(version, release, scenario);
      expect(unknownOf(facts)).toEqual(lost);
      expect(Object.keys(raw.parts)).toEqual(PART_NAMES);
      // Decoding took nothing away: what PHP sent is what is judged.
      expect(facts).toEqual(raw);
      for (const name of PART_NAMES) {
        expect(facts.parts[name].source).toBe('module');
      }
      expectOwnDigests(facts.parts);
      expect(digest).toBe(digestOfParts(facts.parts, PART_NAMES));
    },
  );
});

describe.each(PHP_VERSIONS)('marks beside settings answered by PHP %s', (version) => {
  it('fit the contract, with facts and without, on and off', async () => {
    const { exitCode, out } = await phpCli(version, ['test/php/answer-flags.php']);
    expect(exitCode, out).toBe(0);
    const said = JSON.parse(out) as Record<'parts' | 'none' | 'switched' | 'off', string>;
    const parts = JSON.parse(said.parts) as { readonly facts: unknown; readonly lastJudged: unknown };
    const decoded = decodeFacts(parts.facts);
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.error));
    expect(PART_NAMES.filter((name) => decoded.facts.parts[name].state === 'known')).toEqual([
      'system',
      'sip',
      'waivers',
    ]);
    expect(Object.keys(parts)).toEqual(['on', 'facts', 'lastJudged']);
    expect(LAST_JUDGED.misfit(parts.lastJudged)).toBe('');
    expect(parts.lastJudged).toMatchObject({ by: 'boss', stale: {} });
    expect(JSON.parse(said.none)).toEqual({ on: true, facts: null, lastJudged: parts.lastJudged });
    expect(JSON.parse(said.off)).toEqual({ on: false, facts: null, lastJudged: null });

    const answering = (body: string) =>
      createModuleApi(
        clientOf('https://pbx.example', withoutAuth, {
          fetch: (url) => {
            const text = url.endsWith('page-token') ? '{"token":"1.a"}' : body;
            return Promise.resolve({ status: 200, headers: { get: () => null }, text: () => Promise.resolve(text) });
          },
        }),
      );
    expect(await answering(said.none).flagsOn()).toEqual({ ok: true, value: true });
    expect(await answering(said.off).flagsOn()).toEqual({ ok: true, value: false });
    expect(await answering(said.switched).switchFlags(false)).toEqual({ ok: true, value: false });
  });
});

describe('digests', () => {
  const vectors = JSON.parse(readFileSync(new URL('../vectors/digest.json', import.meta.url), 'utf8')) as {
    readonly what: string;
    readonly data: unknown;
    readonly digest: string;
  }[];

  it.each(vectors)('$what', ({ data, digest }) => {
    expect(digestOf(data)).toBe(digest);
  });
});
