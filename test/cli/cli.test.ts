/** The command as its users call it: against the embedded PBX and facts files, with its exit codes. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../../sites/checklist/checks/index.generated.ts';
import { EXIT, type ExitCode } from '../../sites/cli/exit.ts';
import type { Io } from '../../sites/cli/io.ts';
import { readText } from '../../sites/cli/private-file.ts';
import { run } from '../../sites/cli/run.ts';
import { factsOf, SCENARIOS, startSandbox, type Sandbox, type ScenarioName } from '../../sites/sandbox/index.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'checklist-'));
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ scenario: 'factory-2026', now: () => NOW, rateLimit: false });
  writeFileSync(join(folder, 'key'), `${sandbox.apiKey}\n`);
  writeFileSync(join(folder, 'wrong-key'), 'nobody');
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

async function call(args: readonly string[], more: Partial<Io> = {}) {
  const said = { out: '', err: '', code: null as ExitCode | null };
  const io: Io = {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    read: readText,
    env: {},
    colour: false,
    now: () => NOW,
    end: (code) => void (said.code = code),
    fail: (code, message) => {
      said.err += message;
      said.code = code;
    },
    ...more,
  };
  await run([...args, ...(args[0] === undefined || args[0].startsWith('-') ? [] : ['--lang', 'en'])], io);
  return said;
}
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const scenario = (name: ScenarioName) =>
  file(`${name}.json`, JSON.stringify(factsOf(SCENARIOS[name](NOW), 'http://pbx.example', NOW)));
const key = () => join(folder, 'key');

describe('audit over REST', () => {
  it('prints what REST v3 can tell, and what it cannot', async () => {
    const { out, code } = await call(['audit', '--pbx', sandbox.url, '--api-key-file', key()]);
    expect(code).toBe(EXIT.problems);
    expect(out).toContain('[firewall-trusted-subnets]');
    expect(out).toContain('only the module on the PBX can read it');
  });

  it('takes the key from the environment too, and asks for one', async () => {
    const ok = await call(['audit', '--pbx', sandbox.url], { env: { MIKOPBX_API_KEY: sandbox.apiKey } });
    expect(ok.code).toBe(EXIT.problems);
    expect(await call(['audit', '--pbx', sandbox.url])).toMatchObject({ code: EXIT.usage, out: '' });
  });

  it('says that a wrong key is refused, without repeating it', async () => {
    const { err, out, code } = await call(['audit', '--pbx', sandbox.url, '--api-key-file', join(folder, 'wrong-key')]);
    expect(code === EXIT.unreadable || code === EXIT.unjudged || code === EXIT.problems).toBe(true);
    expect(err + out).not.toContain('nobody');
    expect(err + out).toMatch(/refused|no right/);
  });

  it('2024.1.114 has no REST API v3: says so, and what can be done instead', async () => {
    const old = await startSandbox({ scenario: 'breached-2024', now: () => NOW, rateLimit: false });
    const { err, code } = await call(['audit', '--pbx', old.url], { env: { MIKOPBX_API_KEY: 'any' } });
    await old.close();
    expect(code).toBe(EXIT.unreadable);
    expect(err).toContain('2024.1.114');
    expect(err).toContain('audit --facts FILE');
  });

  it('a fingerprint over http pins nothing, and is refused', async () => {
    const pin = ['--fingerprint', 'ab'.repeat(32)];
    const { err, code } = await call(['audit', '--pbx', sandbox.url, '--api-key-file', key(), ...pin]);
    expect(code).toBe(EXIT.usage);
    expect(err).toContain('over http there is none');
  });

  it('says that nothing answers', async () => {
    const { err, out, code } = await call(['audit', '--pbx', 'http://127.0.0.1:9', '--api-key-file', key()]);
    expect(code).not.toBe(EXIT.clean);
    expect(err + out).toMatch(/refuses the connection|could not be reached/);
  });
});

describe('audit of a facts file', () => {
  it.each([
    'factory-2026',
    'hardened-2026',
    'breached-2024',
    'docker-bridge',
    'ten-thousand',
    'hostile-names',
  ] as const)(
    '%s: text fits 80 columns and holds no control characters',
    async (name) => {
      const { out } = await call(['audit', '--facts', scenario(name)]);
      const lines = out.split('\n').filter((line) => !line.includes('https://'));
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
      expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    },
    60_000,
  );

  it('text fits 80 columns, whatever emoji names are made of', async () => {
    const { parts, ...facts } = factsOf(SCENARIOS['factory-2026'](NOW), 'http://pbx.example', NOW);
    const { firewall } = parts;
    if (firewall.state !== 'known') throw new Error('no firewall');
    const emoji = ['1️⃣', '❤️', '👨‍👩‍👧', '🇩🇪', '👍🏽'].map((one) => one.repeat(60));
    const rules = emoji.flatMap((name, at) => firewall.data.rules.map((rule) => ({ ...rule, id: String(at), name })));
    const all = { ...facts, parts: { ...parts, firewall: { ...firewall, data: { ...firewall.data, rules } } } };
    const text = JSON.stringify(all);
    const { out } = await call(['audit', '--all', '--facts', file('emoji.json', text)]);
    expect(out).toContain('1️⃣');
    const lines = out.split('\n').filter((line) => !line.includes('https://'));
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
  });

  it('a report is for its owner alone, also where the file was there before', async () => {
    const report = join(folder, 'report.txt');
    writeFileSync(report, 'x'.repeat(100_000), { mode: 0o644 });
    await call(['audit', '--facts', scenario('breached-2024'), '--output', report]);
    expect(statSync(report).mode & 0o777).toBe(0o600);
    expect(readFileSync(report, 'utf8')).not.toContain('xxx');
    expect(readFileSync(report, 'utf8')).toContain('[firewall-enabled]');
  });

  it('takes facts from the standard input', async () => {
    const text = readFileSync(scenario('breached-2024'), 'utf8');
    const read = (name: string) => (name === '-' ? Promise.resolve(text) : Promise.reject(new Error(name)));
    const { out, code } = await call(['audit', '--facts', '-'], { read });
    expect(code).toBe(EXIT.problems);
    expect(out).toContain('[firewall-enabled]');
  });

  it('a hardened PBX: exit code 0, and none of its open questions count as passed', async () => {
    const { code } = await call(['audit', '--facts', scenario('hardened-2026')]);
    expect(code).toBe(EXIT.clean);
  });

  it('colours only where it is wanted', async () => {
    const facts = scenario('breached-2024');
    expect((await call(['audit', '--facts', facts], { colour: true })).out).toContain('\u001b[31m');
    expect((await call(['audit', '--facts', facts])).out).not.toContain('\u001b');
  });

  it('ends with 1 only from the wanted severity on', async () => {
    const facts = scenario('breached-2024');
    expect((await call(['audit', '--facts', facts, '--fail-on', 'critical'])).code).toBe(EXIT.problems);
    expect((await call(['audit', '--facts', facts, '--fail-on', 'none'])).code).not.toBe(EXIT.problems);
  });

  it('JSON: the same facts give the same bytes, resting on named tables', async () => {
    const facts = scenario('breached-2024');
    const first = await call(['audit', '--facts', facts, '--format', 'json']);
    expect((await call(['audit', '--facts', facts, '--format', 'json'])).out).toBe(first.out);
    expect(JSON.parse(first.out)).toMatchObject({
      version: 1,
      pbx: { release: '2024.1.114' },
      tables: { advisories: {} },
    });
  });

  it('SARIF: one rule per check, problems with fingerprints', async () => {
    const { out } = await call(['audit', '--facts', scenario('breached-2024'), '--format', 'sarif']);
    const log = JSON.parse(out) as {
      version: string;
      runs: { tool: { driver: { rules: unknown[] } }; results: { ruleId: string; partialFingerprints?: object }[] }[];
    };
    expect(log.version).toBe('2.1.0');
    expect(log.runs[0]?.tool.driver.rules).toHaveLength(CHECKS.length);
    expect(
      log.runs[0]?.results.some(
        ({ ruleId, partialFingerprints }) => ruleId === 'security-patch' && partialFingerprints !== undefined,
      ),
    ).toBe(true);
  });

  it('SARIF: a name is no link', async () => {
    const facts = factsOf(SCENARIOS['factory-2026'](NOW), 'http://pbx.example', NOW);
    const { firewall } = facts.parts;
    if (firewall.state !== 'known') throw new Error('no firewall');
    const rules = firewall.data.rules.map((rule) => ({ ...rule, name: '[Update now](https://evil.example)' }));
    const hostile = {
      ...facts,
      parts: { ...facts.parts, firewall: { ...firewall, data: { ...firewall.data, rules } } },
    };
    const { out } = await call(['audit', '--format', 'sarif', '--facts', file('link.json', JSON.stringify(hostile))]);
    expect(out).toContain('evil.example');
    const log = JSON.parse(out) as { runs: { results: { message: { text: string } }[] }[] };
    for (const { message } of log.runs[0]?.results ?? []) expect(message.text).not.toMatch(/(?<!\\)\](?=\()/);
  });

  it('HTML: hostile text stays text', async () => {
    const { out } = await call(['audit', '--facts', scenario('hostile-names'), '--format', 'html']);
    expect(out).not.toMatch(/<(script|img|svg|iframe)[\s>]/i);
    expect(out).toContain('Content-Security-Policy');
  });

  it.each([
    ['{"version":1,"parts"', 'cut off'],
    ['hello', 'not JSON'],
    ['{"a":1}', 'not facts'],
    ['{"version":9,"pbx":{"address":"","name":""},"readAt":"","parts":{}}', 'newer version'],
  ])('%s: %s', async (text, said) => {
    const { err, code } = await call(['audit', '--facts', file('bad.json', text)]);
    expect(code).toBe(EXIT.unreadable);
    expect(err).toContain(said);
  });

  it('an empty envelope is judged nowhere, and does not end with 0', async () => {
    const { code, out } = await call([
      'audit',
      '--facts',
      file('empty.json', '{"version":1,"pbx":{"address":"","name":""},"readAt":"","parts":{}}'),
    ]);
    expect(code).toBe(EXIT.unjudged);
    expect(out).toContain('No score yet');
  });
});

describe('facts', () => {
  it('saves what audit can read again, for its owner only', async () => {
    const target = join(folder, 'saved.json');
    expect((await call(['facts', '--pbx', sandbox.url, '--api-key-file', key(), '--save', target])).code).toBe(null);
    expect(statSync(target).mode & 0o077).toBe(0);
    expect(readFileSync(target, 'utf8')).not.toContain(sandbox.apiKey);
    expect((await call(['audit', '--facts', target])).out).toContain('[fail2ban]');
  });
});

describe('reach', () => {
  it('tells which rule lets an address in', async () => {
    const { out } = await call(['reach', '--facts', scenario('factory-2026'), '--from', '8.8.8.8,2a01::1', '--json']);
    const { answers } = JSON.parse(out) as {
      answers: { address: string; service: string; allowed: boolean; by: { kind: string }[] }[];
    };
    expect(answers.find(({ address, service }) => address === '8.8.8.8' && service === 'SSH')).toMatchObject({
      allowed: true,
      by: [{ kind: 'rule' }],
    });
    expect(answers.find(({ address, service }) => address === '2a01::1' && service === 'SSH')).toMatchObject({
      allowed: false,
      by: [],
    });
  });

  it('refuses what is not an address', async () => {
    expect(await call(['reach', '--facts', scenario('factory-2026'), '--from', 'example.org'])).toMatchObject({
      code: EXIT.usage,
    });
  });
});

describe('explain and wrong calls', () => {
  it('lists and explains the checks', async () => {
    expect((await call(['explain'])).out.trim().split('\n')).toHaveLength(CHECKS.length);
    expect((await call(['explain', 'fail2ban'])).out).toContain('Reads:');
    expect(await call(['explain', 'nothing'])).toMatchObject({ code: EXIT.usage });
  });

  it.each([[['audit']], [['nonsense']], [['audit', '--format', 'pdf']], [['audit', '--pbx', 'ftp://x']]])(
    '%j ends with 2',
    async (args) => {
      expect((await call(args)).code).toBe(EXIT.usage);
    },
  );

  it('never takes a key as an argument', async () => {
    expect((await call(['audit', '--api-key', 'secret', '--pbx', sandbox.url])).code).toBe(EXIT.usage);
  });
});
