/** `audit --pbx` on what a real Core 2026.1.223 answered. */
import { expect, it } from 'vitest';
import { EXIT, type ExitCode } from '../../sites/cli/exit.ts';
import { run } from '../../sites/cli/run.ts';
import { describeRecorded } from '../support/recorded.ts';
import { replay } from '../support/replay.ts';

describeRecorded('audit over the recorded answers of Core 2026.1.223', () => {
  it.each(['default', 'seeded'] as const)('%s: prints what REST v3 can tell', async (set) => {
    const pbx = await replay({ set, key: 'test-key' });
    let out = '';
    let code: ExitCode | null = null;
    await run(['audit', '--pbx', pbx.url, '--lang', 'en'], {
      out: (text) => void (out += text),
      err: () => undefined,
      read: () => Promise.reject(new Error('no file')),
      env: { MIKOPBX_API_KEY: 'test-key' },
      colour: false,
      now: () => new Date('2026-11-23T12:00:00Z'),
      end: (ended) => void (code = ended),
      fail: (ended) => void (code = ended),
    });
    await pbx.close();
    expect(code).toBe(EXIT.problems);
    expect(out).toContain('release 2026.1.223');
    expect(out).toContain('[firewall-trusted-subnets]');
    expect(out).toContain('only the module on the PBX can read it');
    expect(out).not.toContain('test-key');
    expect(out.match(/\[[a-z0-9-]+\]/g)?.filter((id) => id !== '[fail2ban]').length).toBeGreaterThanOrEqual(17);
  });
});
