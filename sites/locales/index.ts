/** The languages that ship. Another of Core's languages is one more JSON file and one more line here. */
import type { Words } from '../checklist/speak.ts';
import en from './en.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };

export const LOCALES = { en, ru } as const satisfies Readonly<Record<string, Words>>;
export type Language = keyof typeof LOCALES;

export const isLanguage = (code: string): code is Language => Object.hasOwn(LOCALES, code);

/** Core writes `ru`, `en-en`, `pt_BR`, …: the language part decides; English where there is no translation. */
export function languageOf(code: string | null | undefined): Language {
  const short = (code ?? '').slice(0, 2).toLowerCase();
  return isLanguage(short) ? short : 'en';
}
