/** A facts file: what `facts --save` wrote, here or elsewhere. */
import { decodeFacts } from '../../checklist/facts/decode.ts';
import { parseJson } from '../json.ts';
import type { FactsSource } from '../read.ts';

/** `text`: the content of the file. A byte order mark in front is no error. */
export function fileSource(text: string): FactsSource {
  return {
    read() {
      const json = parseJson(text.replace(/^\ufeff/, ''));
      if (!json.ok) return Promise.resolve({ ok: false, error: { kind: 'file-not-json', how: json.error } });
      const decoded = decodeFacts(json.value);
      return Promise.resolve(decoded.ok ? { ok: true, value: decoded.facts } : decoded);
    },
  };
}
