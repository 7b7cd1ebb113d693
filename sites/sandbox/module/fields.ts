/** Fields of one JSON object, taken with their type and bounds as Lib/Api/Fields.php takes them. */
import { isData, type Data } from '../rest/values.ts';
import { invalid, malformed, unknownField } from './refused.ts';

const ID = /^[a-z0-9-]{1,64}$/;
const VISIBLE = /[^\p{Z}\p{Cc}\p{Cf}]/u;
const TIME = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

export interface Fields {
  id(name: string): string;
  oneOf<T extends string>(name: string, choices: readonly T[]): T;
  /** One line; may be empty. */
  line(name: string, most: number, least?: number): string;
  lines(name: string, most: number): string;
  /** The text, which has something to see in it. */
  visible(name: string, text: string): string;
  truth(name: string): boolean;
  number(name: string, least: number, most: number): number;
  time(name: string): Date;
  value(name: string): unknown;
}

/** Exactly the named fields, all of them. */
export function fieldsOf(body: string, names: readonly string[]): Fields {
  const values = objectOf(body);
  for (const name of names) if (!Object.hasOwn(values, name)) throw invalid(name);
  if (Object.keys(values).length !== names.length) throw unknownField();

  const matching = (name: string, pattern: RegExp): string => {
    const value = values[name];
    if (typeof value !== 'string' || !pattern.test(value)) throw invalid(name);
    return value;
  };
  return {
    id: (name) => matching(name, ID),
    oneOf(name, choices) {
      const found = choices.find((choice) => choice === values[name]);
      if (found === undefined) throw invalid(name);
      return found;
    },
    line: (name, most, least = 0) => matching(name, new RegExp(`^\\P{Cc}{${least},${most}}$`, 'u')),
    lines: (name, most) => matching(name, new RegExp(`^[\\P{Cc}\\n]{0,${most}}$`, 'u')),
    visible(name, text) {
      if (!VISIBLE.test(text)) throw invalid(name);
      return text;
    },
    truth(name) {
      const value = values[name];
      if (typeof value !== 'boolean') throw invalid(name);
      return value;
    },
    number(name, least, most) {
      const value = values[name];
      if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) throw invalid(name);
      return value;
    },
    time(name) {
      const time = new Date(matching(name, TIME));
      if (Number.isNaN(time.getTime())) throw invalid(name);
      return time;
    },
    value: (name) => values[name],
  };
}

function objectOf(body: string): Data {
  try {
    const value: unknown = JSON.parse(body);
    if (isData(value)) return value;
  } catch {
    throw malformed();
  }
  throw malformed();
}
