/** Countries by their names in the language of the page, where messages hold their codes. */
import type { Message, Param } from '../../../checklist/message.ts';
import type { Speak } from '../../../checklist/speak.ts';

export function withCountryNames(speak: Speak, language: string): Speak {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  const named = (message: Message): Message => ({
    key: message.key,
    params: Object.fromEntries(
      Object.entries(message.params).map(([name, value]) => [
        name,
        message.key === 'dialling.country' && typeof value === 'string' && /^[A-Z]{2}$/.test(value)
          ? (names.of(value) ?? value)
          : inside(value),
      ]),
    ),
  });
  const inside = (value: Param): Param => {
    if (typeof value === 'string' || typeof value === 'number') return value;
    if ('key' in value) return named(value);
    return value.map((each) => (typeof each === 'string' ? each : named(each)));
  };
  return (message) => speak(named(message));
}
