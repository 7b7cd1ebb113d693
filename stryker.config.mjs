import { resolve } from 'node:path';
import { prepareMutators } from './scripts/mutants.mjs';

/**
 * Mutation of the thinking, one room a run: `ROOM=fail2ban npm run test:mutation`. SHARE and SEED: docs/mutation.md.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
const room = process.env.ROOM ?? '*';
const share = Number(process.env.SHARE ?? 1);
const seed = process.env.SEED ?? '1';
prepareMutators({ share, seed });
// Stryker copies the project to another folder.
process.env.CASES ??= resolve(import.meta.dirname, '../shared/cases');

/** Percent killed that a room has reached for sure and must keep, until it is 90; rooms that were never measured have none. */
const REACHED = { actions: 73, checks: 67, devices: 83, fail2ban: 90, reach: 69, score: 90 };

export default {
  mutate: [`sites/checklist/${room}/**/*.ts`, '!**/*.generated.ts'],
  mutator: {
    // What these change the compiler refuses (keys of words, names of kinds, missing fields) or is a word for people.
    excludedMutations: ['StringLiteral', 'ObjectLiteral', 'ArrowFunction', 'OptionalChaining'],
  },
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts' },
  coverageAnalysis: 'perTest',
  // A change that takes too long counts as killed. Endless loops are told by how often they pass; time says how busy the computer is.
  timeoutMS: 900_000,
  dryRunTimeoutMinutes: 60,
  // A sample says nothing for sure.
  thresholds: { high: 95, low: 90, break: share === 1 ? (REACHED[room] ?? null) : null },
  incremental: share === 1,
  incrementalFile: `.stryker/${room}.json`,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false },
  jsonReporter: { fileName: `.stryker/${room}.report.json` },
  tempDirName: '.stryker/tmp',
  ignorePatterns: ['.stryker', 'dist', 'vendor', 'public', 'bench'],
};
