/** The shapes say what Ajv says about the same schemas: about facts of every scenario, and about broken ones. */
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PART_NAMES } from '../../../sites/checklist/facts/decode.ts';
import { PART_SCHEMAS } from '../../../sites/checklist/facts/schema.ts';
import { shape } from '../../../sites/checklist/facts/shape.ts';
import { PART_SHAPES } from '../../../sites/checklist/facts/shapes.generated.ts';
import { LastJudgedSchema } from '../../../sites/checklist/report/schema.ts';
import { LAST_JUDGED } from '../../../sites/checklist/report/shapes.generated.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS } from '../../../sites/sandbox/index.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const ajv = new Ajv({ strict: false, strictNumbers: true });
const validators = new Map<string, ValidateFunction>([
  ...PART_NAMES.map((name) => [name, ajv.compile(PART_SCHEMAS[name])] as const),
  ['last-judged', ajv.compile(LastJudgedSchema)] as const,
]);
const LAST_JUDGED_EXAMPLE = {
  version: 1,
  at: '2026-11-20T10:00:00+00:00',
  score: { state: 'scored', points: 40, word: 'weak', judged: 15, of: 17, accepted: 1 },
  checks: [{ check: 'fail2ban', verdict: 'warn', severity: 'high', accepted: [], digests: { fail2ban: 'a/b~c' } }],
};

/** Both judge `value`; where it does not fit, both name the same place and reason. */
function agree(name: string, value: unknown): boolean {
  const validate = validators.get(name);
  if (validate === undefined) throw new Error(name);
  const own = name === 'last-judged' ? LAST_JUDGED : PART_SHAPES[PART_NAMES.find((part) => part === name) ?? 'system'];
  const fits = validate(value);
  const error = validate.errors?.[0];
  expect(own.misfit(value)).toBe(error === undefined ? '' : `${error.instancePath || '/'} ${error.message ?? ''}`);
  expect(own.fits(value)).toBe(fits);
  return fits;
}

const partsOf = (name: (typeof SCENARIO_NAMES)[number]) =>
  Object.entries(factsOf(SCENARIOS[name](NOW), 'http://pbx', NOW).parts).flatMap(([part, read]) =>
    read.state === 'known' ? [[part, read.data] as const] : [],
  );
const SMALL = SCENARIO_NAMES.filter((name) => name !== 'ten-thousand');
const EXAMPLES: readonly (readonly [string, unknown])[] = [
  ...SMALL.flatMap(partsOf),
  ['last-judged', LAST_JUDGED_EXAMPLE],
];

/** Every place in a JSON value, as the keys that lead to it. */
function placesIn(value: unknown): readonly (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [[], ...inner.flatMap(([key, of]) => placesIn(of).map((rest) => [key, ...rest]))];
}

/** A copy with something else at the place; undefined: nothing. */
function changed(value: unknown, place: readonly string[], put: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined || typeof value !== 'object' || value === null) return put;
  const entries = Object.entries(value).flatMap(([name, of]) => {
    const now: unknown = name === key ? changed(of, rest, put) : of;
    return now === undefined ? [] : [[name, now] as const];
  });
  return Array.isArray(value) ? entries.map(([, of]) => of) : Object.fromEntries(entries);
}

const WRONG = [
  undefined,
  null,
  '',
  'x',
  -1,
  0,
  1.5,
  1e10,
  Infinity,
  NaN,
  true,
  [],
  {},
  [null],
  ['x'],
  { state: 'known' },
  { unknown: 'failed' },
];

describe('shapes', () => {
  it.each(SCENARIO_NAMES)('let the facts of %s through', (name) => {
    const parts = partsOf(name);
    expect(parts.length).toBeGreaterThan(10);
    for (const [part, data] of parts) expect(agree(part, data)).toBe(true);
  });

  it('say what Ajv says about the same value at every place', () => {
    let refused = 0;
    for (const [name, value] of [
      ...partsOf('hardened-2026'),
      ...partsOf('breached-2024'),
      ['last-judged', LAST_JUDGED_EXAMPLE] as const,
    ]) {
      for (const place of placesIn(value)) {
        for (const put of WRONG) if (!agree(name, changed(value, place, put))) refused++;
      }
    }
    expect(refused).toBeGreaterThan(10_000);
  });

  it('say what Ajv says about chance values and changes', () => {
    const example = fc.constantFrom(...EXAMPLES);
    const change = fc.record({ at: fc.nat(), put: fc.oneof(fc.constantFrom(...WRONG), fc.jsonValue()) });
    fc.assert(
      fc.property(example, fc.array(change, { minLength: 1, maxLength: 3 }), ([name, value], changes) => {
        let now = value;
        for (const { at, put } of changes) {
          const places = placesIn(now);
          now = changed(now, places[at % places.length] ?? [], put);
        }
        agree(name, now);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('one shape', () => {
  const at = (schema: Parameters<typeof shape>[0], value: unknown) => shape(schema).misfit(value);

  it('says where, with the signs of a pointer', () => {
    const list = { type: 'object', patternProperties: { '^(.*)$': { type: 'string' } } } as const;
    expect(at(list, { 'a/b~c': 1 })).toBe('/a~1b~0c must be string');
    expect(at(list, { a: '1' })).toBe('');
  });

  it('takes no inherited fields for given ones', () => {
    expect(at({ type: 'object', required: ['data'] }, JSON.parse('{"__proto__":{"data":1}}'))).toBe(
      "/ must have required property 'data'",
    );
  });
});
