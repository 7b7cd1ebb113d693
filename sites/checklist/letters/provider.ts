/**
 * To the provider: the limits that only they can set (guide: Set a Spending Limit with Your Provider; Avoid Keeping a Large
 * Balance). A limit of the PBX ends where somebody got into the PBX.
 */
import { attestedIn } from '../actions/attested.ts';
import { inUse, isOwn } from '../billed.ts';
import { ALLOWED_COUNTRIES, HOME_COUNTRY } from '../dialling/home.ts';
import type { Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import type { Letter } from './letter.ts';

/** One letter for each provider who sends a bill. */
export function providerLetters(parts: Parts): readonly Letter[] {
  const { providers } = parts;
  if (providers.state === 'unknown') return [];
  const attested = attestedIn(parts);
  return inUse(providers.data)
    .filter((provider) => !isOwn(provider, attested))
    .map(({ name, host }) => ({
      to: name === '' ? host : name,
      subject: say('letters.provider.subject'),
      paragraphs: [
        say('letters.provider.greeting', { name: name === '' ? host : name }),
        say('letters.provider.about', { host }),
        say('letters.provider.ask'),
        say('letters.provider.limit'),
        say('letters.provider.balance'),
        say('letters.provider.alert'),
        countriesIn(parts),
        say('letters.provider.premium'),
        say('letters.provider.answer'),
        say('letters.end'),
      ],
    }));
}

/** Where calls may go: what somebody answered, or a blank to be filled in. */
function countriesIn(parts: Parts): Message {
  const attested = attestedIn(parts);
  const countries = [HOME_COUNTRY, ALLOWED_COUNTRIES].flatMap((item) => {
    const answer = attested(item);
    return answer.state === 'valid' ? answer.attestation.answer.split(/[ ,]+/).filter((code) => code !== '') : [];
  });
  return countries.length === 0
    ? say('letters.provider.abroad.blank')
    : say('letters.provider.abroad', { countries: [...new Set(countries)] });
}
