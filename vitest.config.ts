import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
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
