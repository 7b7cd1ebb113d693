import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/built.ts'],
    // Most wait for a browser or for PHP.
    maxWorkers: '100%',
    testTimeout: 60_000,
  },
});
