import { defineConfig } from 'vitest/config';
import { BaseSequencer, type Reporter, type TestSpecification, type Vitest } from 'vitest/node';

const room = process.env['ROOM'] ?? '*';
/** Only the room's own tests: a quarter of the work, and what they kill is killed. */
const ownOnly = process.env['OWN'] === '1';

const CASES = 'test/cases/*.test.ts';
const CHECKS = 'test/checklist/checks/*.test.ts';

/** Tests of other rooms that rest on this one: they judge it too. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  actions: ['test/checklist/steps/*.test.ts', CASES],
  checks: ['test/checklist/audit.test.ts', CASES],
  devices: ['test/checklist/checks/registered-devices.test.ts'],
  dialling: ['test/checklist/checks/{international-blocked,money}.test.ts', CASES],
  exposure: [CHECKS, CASES],
  fail2ban: ['test/checklist/checks/fail2ban.test.ts', 'test/cases/{03,12,14}*.test.ts'],
  reach: ['test/checklist/exposure/*.test.ts', CHECKS, CASES],
  secrets: [
    'test/checklist/checks/{sip-passwords,auth-username,web-password}.test.ts',
    'test/cases/{37,38,40,7}*.test.ts',
  ],
  steps: ['test/checklist/actions/*.test.ts', 'test/cases/{01,08,1,44,46,56}*.test.ts'],
};

/** Many seconds for each mutant that it does not notice. */
const SLOW = [
  'test/checklist/secrets/false-alarms.test.ts',
  'test/checklist/steps/firewall.properties.test.ts',
  'test/checklist/steps/literal.test.ts',
];

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

/** The first test that fails ends the run: the room's own tests know it best and are the quickest, cases are the slowest. */
class QuickestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const turn = ({ moduleId }: TestSpecification): number =>
      (moduleId.includes(`/test/checklist/${room}/`) ? 0 : 1) +
      (moduleId.includes('/test/cases/') ? 2 : 0) +
      (moduleId.includes('.properties.') ? 4 : 0);
    return Promise.resolve(files.toSorted((a, b) => turn(a) - turn(b)));
  }
}

/** The tests that a mutation of one room of the checklist is judged by. No page and no PHP: those would take hours. */
export default defineConfig({
  test: {
    include: [`test/checklist/${room}/**/*.test.ts`, ...(ownOnly ? [] : (ALSO[room] ?? []))],
    env: { RUNS: '100' },
    exclude: SLOW,
    // Each file need not load the room anew: half the time. Each change has a thread of its own all the same.
    isolate: false,
    sequence: { sequencer: QuickestFirst },
    setupFiles: ['test/support/same-runs.ts'],
    reporters: [new Broken()],
    // Endless loops are Stryker's to stop; a busy computer is no reason to fail.
    testTimeout: 600_000,
  },
});
