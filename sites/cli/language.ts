/** `--lang`: words of the output. */
import { Option } from 'commander';
import { speaker, type Speak } from '../checklist/speak.ts';
import { isLanguage, LOCALES, languageOf, type Language } from '../locales/index.ts';

export const languageOption = () =>
  new Option('--lang <code>', 'language of the output').choices(Object.keys(LOCALES)).default(systemLanguage());

export function speakIn(code: string): { readonly speak: Speak; readonly language: Language } {
  const language = isLanguage(code) ? code : 'en';
  return { language, speak: speaker(LOCALES[language]) };
}

const systemLanguage = () => languageOf(process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG']);
