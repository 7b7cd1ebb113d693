/**
 * In which country this PBX stands, and which countries it may call: asked once, kept as confirmations. Until then the
 * time zone and the language suggest a country; a suggestion never makes a pass.
 */
import type { AttestationLookup } from '../attestations.ts';
import { ZONES } from '../data/zones.ts';
import type { System } from '../facts/types.ts';
import { say } from '../message.ts';
import type { Question } from '../report/types.ts';
import { countryById, type Country } from './countries.ts';

export const HOME_COUNTRY = 'home-country';
export const ALLOWED_COUNTRIES = 'allowed-countries';
/** Asked once: it changes only when the PBX moves. */
const FOR_GOOD = 3650;

export interface Home {
  readonly country: Country | null;
  /** A person said so; otherwise it is guessed, or nothing is known. */
  readonly confirmed: boolean;
  readonly allowed: ReadonlySet<string>;
  readonly questions: readonly Question[];
}

export function homeOf(attested: AttestationLookup, system: System | null): Home {
  const country = answered(attested, HOME_COUNTRY)[0] ?? null;
  const allowed = attested(ALLOWED_COUNTRIES);
  const guess = country ?? earlierAnswer(attested) ?? guessHome(system);
  return {
    country: guess,
    confirmed: country !== null,
    allowed: new Set(answered(attested, ALLOWED_COUNTRIES).map(({ id }) => id)),
    questions: [
      ...(country === null ? [askHome(guess)] : []),
      ...(allowed.state === 'valid' ? [] : [ask(ALLOWED_COUNTRIES, 'dialling.ask.allowed')]),
    ],
  };
}

/** Countries of an answer that holds, "RU,KZ"; what is no country is left out. */
function answered(attested: AttestationLookup, item: string): Country[] {
  const answer = attested(item);
  return answer.state === 'valid' ? countriesIn(answer.attestation.answer) : [];
}
function earlierAnswer(attested: AttestationLookup): Country | null {
  const answer = attested(HOME_COUNTRY);
  return answer.state === 'expired' ? (countriesIn(answer.attestation.answer)[0] ?? null) : null;
}
const countriesIn = (answer: string): Country[] =>
  answer.split(/[\s,;]+/).flatMap((id) => {
    const country = /^[A-Za-z]{2}$/.test(id) ? countryById(id) : null;
    return country === null ? [] : [country];
  });

const ask = (item: string, key: 'dialling.ask.home' | 'dialling.ask.allowed'): Question => ({
  item,
  subject: '',
  says: say(key),
  kind: 'countries',
  choices: [],
  validDays: FOR_GOOD,
});

/** The suggestion is the one choice. */
function askHome(guess: Country | null): Question {
  if (guess === null) return ask(HOME_COUNTRY, 'dialling.ask.home');
  const country = say('dialling.country', { code: guess.id });
  return {
    ...ask(HOME_COUNTRY, 'dialling.ask.home'),
    says: say('dialling.ask.home.guess', { country }),
    choices: [{ value: guess.id, says: country }],
  };
}

/** Core's factory setting, so it says little about where the PBX is. */
const FACTORY_ZONE = 'Europe/Moscow';

/** By time zone, else by language. */
export function guessHome(system: System | null): Country | null {
  if (system === null) return null;
  const byLanguage = countryById(countryOfLanguage(system.language ?? ''));
  if (system.timeZone === FACTORY_ZONE && byLanguage !== null) return byLanguage;
  return countryById(countryOfZone(system.timeZone ?? '')) ?? byLanguage;
}

function countryOfZone(zone: string): string {
  const slash = zone.indexOf('/');
  const places = slash < 0 || !Object.hasOwn(ZONES, zone.slice(0, slash)) ? '' : (ZONES[zone.slice(0, slash)] ?? '');
  const found = places.split(',').find((place) => place.startsWith(`${zone.slice(slash + 1)}:`));
  return found?.slice(-2) ?? '';
}

/** Languages of Core that are spoken mainly in one country. */
const MAIN_COUNTRY = new Map(
  'az:AZ,bg:BG,cs:CZ,da:DK,de:DE,el:GR,es:ES,fa:IR,fi:FI,fr:FR,hr:HR,hu:HU,it:IT,ja:JP,ka:GE,nl:NL,pl:PL,pt:PT,ro:RO,ru:RU,sv:SE,th:TH,tr:TR,uk:UA,vi:VN,zh:CN'
    .split(',')
    .map((pair) => [pair.slice(0, 2), pair.slice(3)]),
);

/** fr-ca → CA. Core also writes the language twice, and sv-sv is Sweden, not El Salvador. */
function countryOfLanguage(language: string): string {
  const [name = '', region = ''] = language.toLowerCase().split(/[-_]/);
  return region !== name && countryById(region) !== null ? region : (MAIN_COUNTRY.get(name) ?? '');
}
