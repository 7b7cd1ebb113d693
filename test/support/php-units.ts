/** The framework-free PHP tests, under the real PHP of a release. `npm test` also runs them on the machine's own. */
import { expect, it } from 'vitest';
import { phpCli, type PhpVersion } from './php.ts';

/** Nothing can be started in here; PHPUnit would ask a shell how wide the terminal is. */
const NO_SHELL = ['-d', 'disable_functions=exec,shell_exec,popen,proc_open'];
/** Of all tests together, with the tables of words. */
const MEMORY = ['-d', 'memory_limit=768M'];
/** Other processes and users are the machine's own PHP's; so is every moment of a plan: which PHP it is makes no difference to them. */
const LEFT_OUT = ['--exclude-group', 'system,slow'];
/** This PHPUnit is older than PHP 8.4 and is told off by it; our own code is compiled with all warnings elsewhere. */
const NO_DEPRECATIONS = ['-d', 'error_reporting=24575'];
/** Of those that are planted to be looked for; `npm test` plants all of them on the machine's own PHP. */
const FEW_SECRETS = ['-d', 'checklist.secrets=60'];

/** One test: all of PHPUnit. A file for each release, so that both run side by side. */
export function itPassesUnder(version: PhpVersion): void {
  it(`PHP ${version} passes the framework-free tests`, async () => {
    const { exitCode, out } = await phpCli(version, [
      ...NO_SHELL,
      ...MEMORY,
      ...NO_DEPRECATIONS,
      ...FEW_SECRETS,
      'vendor/bin/phpunit',
      '--colors=never',
      ...LEFT_OUT,
    ]);
    expect(out).toMatch(/OK \(\d+ tests/);
    expect(exitCode).toBe(0);
  }, 900_000);
}
