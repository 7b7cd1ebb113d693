import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/built.ts'],
    // Most wait for a browser or for PHP.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A page on a busy machine: as long as the browser's own waits.
    expect: { poll: { timeout: 15_000 } },
  },
});
