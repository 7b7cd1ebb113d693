/**
 * Does a value fit a JSON Schema? For the keywords that the contracts use, as closures: no `eval`, small enough for the
 * page, quick enough for 10,000 accounts. A test holds it to Ajv's answers.
 */

/** The published schema without what is for people. A generated schema with another keyword does not compile. */
export interface Schema {
  readonly type?: TypeName | readonly TypeName[];
  readonly enum?: readonly Scalar[];
  readonly const?: Scalar;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
}
type TypeName = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';
type Scalar = string | number | boolean | null;

export interface Shape<T> {
  fits(value: unknown): value is T;
  /** Where and how it does not fit, for instance `/rules/3/permit must be string`; '' where it does. */
  misfit(value: unknown): string;
}

/** null: fits. `path` from the value that was looked at. */
type Check = (value: unknown) => { readonly path: string; readonly says: string } | null;

/** That the schema describes T is for the caller to know: the generated ones come from the same source as their types. */
export function shape<T>(schema: Schema): Shape<T> {
  const check = compiled(schema);
  return {
    fits: (value): value is T => check(value) === null,
    misfit(value) {
      const found = check(value);
      return found === null ? '' : `${found.path === '' ? '/' : found.path} ${found.says}`;
    },
  };
}

function compiled(schema: Schema): Check {
  const { type, minimum, maximum, pattern, items, required = [], properties = {}, patternProperties = {} } = schema;
  const checks: Check[] = [];
  if (type !== undefined) checks.push(typed(typeof type === 'string' ? [type] : type));
  if (minimum !== undefined) checks.push(numbers((value) => value >= minimum, `must be >= ${minimum}`));
  if (maximum !== undefined) checks.push(numbers((value) => value <= maximum, `must be <= ${maximum}`));
  if (pattern !== undefined) checks.push(matching(pattern));
  if (items !== undefined) checks.push(each(compiled(items)));
  if (required.length > 0) checks.push(complete(required));
  for (const [name, inner] of Object.entries(properties)) checks.push(property(name, compiled(inner)));
  for (const [names, inner] of Object.entries(patternProperties)) checks.push(named(names, compiled(inner)));
  if (schema.enum !== undefined) checks.push(oneOf(schema.enum, 'must be equal to one of the allowed values'));
  if (schema.const !== undefined) checks.push(oneOf([schema.const], 'must be equal to constant'));
  if (schema.anyOf !== undefined) checks.push(any(schema.anyOf.map(compiled)));
  const [only] = checks;
  return checks.length === 1 && only !== undefined ? only : all(checks);
}

const wrong = (says: string) => ({ path: '', says });
const below = (name: string | number, { path, says }: NonNullable<ReturnType<Check>>) => ({
  path: `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}${path}`,
  says,
});

type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: Readonly<Record<TypeName, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  number: Number.isFinite,
  string: (value) => typeof value === 'string',
  array: Array.isArray,
  object: isObject,
};

function typed(names: readonly TypeName[]): Check {
  const tests = names.map((name) => TYPES[name]);
  const failure = wrong(`must be ${names.join(',')}`);
  return (value) => (tests.some((test) => test(value)) ? null : failure);
}

function numbers(test: (value: number) => boolean, says: string): Check {
  const failure = wrong(says);
  return (value) => (typeof value !== 'number' || test(value) ? null : failure);
}

function matching(pattern: string): Check {
  const expression = new RegExp(pattern, 'u');
  const failure = wrong(`must match pattern "${pattern}"`);
  return (value) => (typeof value !== 'string' || expression.test(value) ? null : failure);
}

function oneOf(choices: readonly unknown[], says: string): Check {
  const failure = wrong(says);
  return (value) => (choices.includes(value) ? null : failure);
}

const each =
  (check: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return null;
    const list: readonly unknown[] = value;
    for (const [place, item] of list.entries()) {
      const found = check(item);
      if (found !== null) return below(place, found);
    }
    return null;
  };

const complete =
  (names: readonly string[]): Check =>
  (value) => {
    const missing = isObject(value) ? names.find((name) => value[name] === undefined) : undefined;
    return missing === undefined ? null : wrong(`must have required property '${missing}'`);
  };

const property =
  (name: string, check: Check): Check =>
  (value) => {
    const inner = isObject(value) ? value[name] : undefined;
    const found = inner === undefined ? null : check(inner);
    return found === null ? null : below(name, found);
  };

function named(names: string, check: Check): Check {
  const expression = new RegExp(names, 'u');
  return (value) => {
    for (const name of isObject(value) ? Object.keys(value) : []) {
      const found = expression.test(name) ? property(name, check)(value) : null;
      if (found !== null) return found;
    }
    return null;
  };
}

/** Tells what is wrong with the first. */
const any =
  (checks: readonly Check[]): Check =>
  (value) => {
    let first: ReturnType<Check> = null;
    for (const check of checks) {
      const found = check(value);
      if (found === null) return null;
      first ??= found;
    }
    return first;
  };

const all =
  (checks: readonly Check[]): Check =>
  (value) => {
    for (const check of checks) {
      const found = check(value);
      if (found !== null) return found;
    }
    return null;
  };
