import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take minutes begin first, or the last one is waited for alone. A new clone knows no times. */
const LONG = ['/test/e2e/walk', '/test/e2e/', '/test/native/'];
const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = LONG.findIndex((part) => moduleId.includes(part));
  return place < 0 ? LONG.length : place;
};
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    sequence: { sequencer: LongFirst },
    globalSetup: ['test/support/built.ts'],
    // Most wait, for a browser or for PHP: two for each processor.
    maxWorkers: 2 * availableParallelism(),
    // For what hangs: no test fails because a machine is slow.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A page on a busy machine: as long as the browser's own waits.
    expect: { poll: { timeout: 15_000 } },
  },
});
