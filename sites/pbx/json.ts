/** JSON from strangers: parsed, or said to be cut off or wrong. Never throws. */
import type { Answer } from './errors.ts';

export type BrokenJson = 'truncated' | 'invalid';

export function parseJson(text: string): Answer<unknown, BrokenJson> {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch {
    return { ok: false, error: endsTooEarly(text) ? 'truncated' : 'invalid' };
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Begins like an object or a list and ends inside a string or before the last bracket is closed. */
function endsTooEarly(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (inString) {
      if (letter === '\\') i++;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === '{' || letter === '[') depth++;
    else if (letter === '}' || letter === ']') depth--;
  }
  return inString || depth > 0;
}
