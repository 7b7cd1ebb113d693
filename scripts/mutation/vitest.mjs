/** As much of vitest as the checklist's tests use, without its processes: files are collected, then run test by test. */
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';
import * as chai from 'chai';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
const expect = (value, message) => chai.expect(value, message);
Object.assign(expect, chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);
Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: expect, configurable: true });
setState({ assertionCalls: 0, isExpectingAssertions: false, expectedAssertionsNumber: null }, expect);

let tests = [];
let suite = { before: [], parent: null };

/** Options, how long it may take among them, may stand before the function or behind it. */
const isFunction = (value) => typeof value === 'function';

function it(name, ...rest) {
  tests.push({ name, fn: rest.find(isFunction), suite });
}

function describe(name, fn) {
  const parent = suite;
  suite = { before: [], parent };
  fn();
  suite = parent;
}

const each =
  (of) =>
  (table) =>
  (name, ...rest) => {
    const fn = rest.find(isFunction);
    for (const row of table) of(name, () => (Array.isArray(row) ? fn(...row) : fn(row)));
  };
for (const of of [it, describe]) {
  of.each = each(of);
  of.skip = () => {};
  of.skipIf = (condition) => (condition ? of.skip : of);
}

export const vitest = { it, test: it, describe, expect, beforeAll: (fn) => suite.before.push(fn) };

/** @param {() => void} load of a test file @returns its tests */
export function collected(load) {
  tests = [];
  suite = { before: [], parent: null };
  load();
  return tests;
}

async function prepare(of) {
  if (of === null) return;
  await prepare(of.parent);
  for (const fn of of.before.splice(0)) await fn();
}

/** Throws what the test throws. */
export async function run({ fn, suite: of }) {
  await prepare(of);
  await fn();
}
