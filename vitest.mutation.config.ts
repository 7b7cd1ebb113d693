import { defineConfig } from 'vitest/config';
import type { Reporter, Vitest } from 'vitest/node';

const room = process.env['ROOM'] ?? '*';

/** Checks of which a room outside `checks` is the thinking; their tests judge that room too. */
const CHECKS: Readonly<Record<string, string>> = {
  devices: 'registered-devices',
  dialling: 'international-blocked',
  exposure: '{ssh-access,ami-ari-access,docker-exposure,web-cti-closed,extension-networks,nat-vpn,core-warnings}',
  fail2ban: 'fail2ban',
  reach: '{ssh-access,ami-ari-access,docker-exposure,firewall-*}',
  secrets: '{sip-passwords,auth-username,web-password}',
};

/** Seconds for each mutant that it does not notice. */
const SLOW = ['test/checklist/secrets/false-alarms.test.ts', 'test/checklist/steps/firewall.properties.test.ts'];

/**
 * A file that does not even load has no tests, and Stryker takes no tests for none that failed. So say that the run broke:
 * such a mutant then counts neither as killed nor as survived.
 */
class Broken implements Reporter {
  #vitest: Vitest | undefined;
  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }
  onTestModuleEnd(module: Parameters<NonNullable<Reporter['onTestModuleEnd']>>[0]): void {
    for (const error of module.errors()) this.#vitest?.state.catchError(error, 'Import');
  }
}

/** Verdicts and plans that were wrong in real states. */
const CASES: Readonly<Record<string, string>> = {
  actions: 'test/cases/{01,08,1,44,46,56}*.test.ts',
  checks: 'test/cases/*.test.ts',
};

/** The tests that a mutation of one room of the checklist is judged by. No page and no PHP: those would take hours. */
export default defineConfig({
  test: {
    include: [
      `test/checklist/${room}/**/*.test.ts`,
      `test/checklist/checks/${CHECKS[room] ?? '_'}.test.ts`,
      CASES[room] ?? '_',
    ],
    env: { RUNS: '100' },
    exclude: SLOW,
    setupFiles: ['test/support/same-runs.ts'],
    reporters: [new Broken()],
    testTimeout: 60_000,
  },
});
