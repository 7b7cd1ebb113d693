/** Facts of a PBX that is full of planted secrets go through every writer: no part of a secret comes out. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../sites/checklist/audit.ts';
import { decodeFacts } from '../../sites/checklist/facts/decode.ts';
import type { Facts } from '../../sites/checklist/facts/types.ts';
import { toCsv } from '../../sites/checklist/report/csv.ts';
import { lastJudgedOf } from '../../sites/checklist/report/last-judged.ts';
import { forSupport } from '../../sites/checklist/report/support.ts';
import { speaker } from '../../sites/checklist/speak.ts';
import { readText } from '../../sites/cli/private-file.ts';
import { run } from '../../sites/cli/run.ts';
import { TOOL } from '../../sites/cli/tool.ts';
import { LOCALES, type Language } from '../../sites/locales/index.ts';
import { basisLines } from '../../sites/report/format.ts';
import { leakSearcher, type PlantedSecret } from '../support/leaks.ts';

const SECRETS = 1000;
/** More are typed and changed in the PHP test than here. */
const PLANTED_FOR = 1600;
const SEED = 'planted';
const SCRIPT = new URL('../php/planted-facts.php', import.meta.url).pathname;
const LANGUAGES = ['en', 'ru'] as const satisfies readonly Language[];
const RELEASES = ['2024', '2026'] as const;
const folder = mkdtempSync(join(tmpdir(), 'exports-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Planted {
  readonly secrets: readonly PlantedSecret[];
  readonly facts: string;
}

function plant(release: string, seed: string): Planted {
  const out = execFileSync('php', [SCRIPT, release, String(PLANTED_FOR), seed], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(out) as Planted;
}

async function call(args: readonly string[]): Promise<string> {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const ends = { end: () => undefined, fail: (_: unknown, message: string) => void said.push(message) };
  await run(args, {
    out: say,
    err: say,
    read: readText,
    env: {},
    colour: true,
    now: () => new Date('2026-11-23T09:00:00Z'),
    ...ends,
  });
  return said.join('');
}

/** What the command and the page make of facts, by name. */
async function exportsOf(facts: string, language: Language): Promise<Record<string, string>> {
  const file = join(folder, 'facts.json');
  writeFileSync(file, facts);
  const asked = [...['--facts', file], ...['--lang', language]];
  const decoded = decodeFacts(JSON.parse(facts));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.error));
  const report = audit(decoded.facts, { tool: TOOL });
  const speak = speaker(LOCALES[language]);
  const saved = join(folder, 'saved.json');
  const said = await call(['facts', ...asked, '--save', saved]);
  // A digest of facts looks like part of a secret of hex digits now and then.
  const parts = Object.values(decoded.facts.parts);
  const digests = [report.factsDigest, ...parts.flatMap((part) => (part.state === 'known' ? [part.digest] : []))];
  const made = {
    text: await call(['audit', ...asked, '--all']),
    'short text': await call(['audit', ...asked]),
    json: await call(['audit', ...asked, '--format', 'json']),
    sarif: await call(['audit', ...asked, '--format', 'sarif']),
    html: await call(['audit', ...asked, '--format', 'html', '--all']),
    csv: toCsv(report, { speak, basis: basisLines(report), separator: ';' }),
    support: forSupport(report, speak),
    'last judged': JSON.stringify(lastJudgedOf(report, decoded.facts.parts)),
    reach: await call(['reach', ...asked, '--from', '203.0.113.9,192.168.7.9', '--json']),
    facts: said + readFileSync(saved, 'utf8'),
  };
  const without = (text: string) => digests.reduce((left, digest) => left.replaceAll(digest, ''), text);
  return Object.fromEntries(Object.entries(made).map(([name, text]) => [name, without(text)]));
}

describe.each(RELEASES)('exports of a %s full of secrets', (release) => {
  let planted: Planted;
  let others: Planted;
  beforeAll(() => {
    planted = plant(release, SEED);
    others = plant(release, 'others');
  }, 120_000);

  it('plants what it says', () => {
    expect(planted.secrets.length).toBeGreaterThan(SECRETS);
    expect(new Set(planted.secrets.map(({ text }) => Buffer.from(text, 'base64').length)).size).toBeGreaterThan(40);
  });

  it.each(LANGUAGES)(
    'hold no part of a secret (%s)',
    async (language) => {
      const search = leakSearcher(planted.secrets);
      const made = await exportsOf(planted.facts, language);
      // Some secrets look like anything: what comes out with other secrets, too, is none.
      const byChance = search(Object.values(await exportsOf(others.facts, language)).join('\n'));
      for (const [name, text] of Object.entries(made)) {
        expect(text.length, name).toBeGreaterThan(100);
        const leaks = [...search(text)].filter(([part, { isSure }]) => isSure || !byChance.has(part));
        expect(
          leaks.map(([part, { kind }]) => `${kind}: ${part}`),
          `${name}, seed ${SEED}`,
        ).toEqual([]);
      }
    },
    120_000,
  );

  it('would be found out', async () => {
    const secret = planted.secrets.find(({ text, isSure }) => isSure && Buffer.from(text, 'base64').length > 20);
    if (secret === undefined) throw new Error('no secret');
    const facts = JSON.parse(planted.facts) as Facts;
    const leaky = leak(facts, Buffer.from(secret.text, 'base64').toString('utf8'));
    const found = Object.entries(await exportsOf(JSON.stringify(leaky), 'en')).filter(
      ([, text]) => leakSearcher([secret])(text).size > 0,
    );
    // Words for support hold no text of the PBX, what is kept and who can connect no names.
    const names = ['text', 'short text', 'json', 'sarif', 'html', 'csv', 'facts'];
    expect(found.map(([name]) => name)).toEqual(names);
  }, 120_000);
});

/** As if a part of the module had taken a secret for a name. */
function leak(facts: Facts, secret: string): Facts {
  const { accounts, providers } = facts.parts;
  if (accounts.state === 'unknown' || providers.state === 'unknown') throw new Error('not read');
  const named = <T extends { readonly name: string }>(owner: T): T => ({ ...owner, name: `x${secret}x` });
  return {
    ...facts,
    pbx: named(facts.pbx),
    parts: {
      ...facts.parts,
      accounts: { ...accounts, data: accounts.data.map(named) },
      providers: { ...providers, data: providers.data.map(named) },
    },
  };
}
