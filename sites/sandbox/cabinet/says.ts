/** What the module says when it refuses, from its locales. */
import { filler } from '../../checklist/speak.ts';
import type { Says } from '../module/refused.ts';
import type { CabinetFiles } from './files.ts';

export async function saysIn(files: CabinetFiles): Promise<Says> {
  const [en, ru] = [await files.words('en'), await files.words('ru')];
  return (code, values, language) => {
    const key = code === 'invalid' && values['field'] === undefined ? 'invalid_extra' : code.replaceAll('-', '_');
    const isRussian = language === 'ru';
    const text = (isRussian ? ru : en)[`native.module_seccheck_api_${key}`] ?? code;
    return filler(isRussian ? 'ru' : 'en')(text, (name) => values[name] ?? '');
  };
}
