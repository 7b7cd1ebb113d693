/** Answers that persons gave: which item of the checklist they belong to, and how they are told. */
import type { Attestation, Parts } from '../../checklist/facts/types.ts';
import { say, type Message } from '../../checklist/message.ts';
import type { Question, Report } from '../../checklist/report/types.ts';

/** docs/attestations.md: which checks ask what. */
const ASKED_BY: Readonly<Record<string, readonly string[]>> = {
  'outside-firewall': [
    'firewall-enabled',
    'firewall-trusted-subnets',
    'web-cti-closed',
    'ssh-access',
    'nat-vpn',
    'docker-exposure',
  ],
  'own-network': ['web-cti-closed', 'ssh-access'],
  'forwarded-ports': ['nat-vpn'],
  'docker-bouncer': ['docker-exposure'],
  'shared-address': ['registered-devices', 'firewall-trusted-subnets', 'web-cti-closed', 'nat-vpn', 'fail2ban'],
  'far-phone': ['registered-devices'],
  'ever-exposed': ['secrets-rotated'],
  'evidence-saved': ['security-patch'],
  'spending-limit': ['provider-spending-limit'],
  balance: ['no-excess-balance'],
  'home-country': ['international-blocked'],
  'allowed-countries': ['international-blocked'],
  'abroad-needed': ['international-blocked'],
  'abroad-by-groups': ['international-blocked'],
  'abroad-blocked-at-provider': ['international-blocked'],
};

/** Asked once, in one dialog; the others belong to their rows. */
const ONCE = ['home-country', 'allowed-countries', 'forwarded-ports', 'outside-firewall', 'own-network'];

export function answersFor(check: string, parts: Parts | undefined): readonly Attestation[] {
  if (parts?.attestations.state !== 'known') return [];
  return parts.attestations.data.filter(({ item }) => ASKED_BY[item]?.includes(check) === true);
}

/** The questions that are open, each once, in the order of the dialog. */
export function questionsOnce({ results }: Report): readonly Question[] {
  const questions = results.flatMap((result) => result.questions);
  const each = new Map(questions.map((question) => [`${question.item} ${question.subject}`, question]));
  return ONCE.flatMap((item) => [...each.values()].filter((question) => question.item === item));
}

/** What was asked, and the answer, in words where there are any. */
export function describeAnswer(
  { item, subject, answer }: Attestation,
  parts: Parts,
  language: string,
): { readonly about: Message; readonly said: readonly (string | Message)[] } {
  const isCountries = item === 'home-country' || item === 'allowed-countries';
  const names = isCountries ? new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }) : null;
  const said = answer
    .split(',')
    .map((word) => WORDS.get(word) ?? (names !== null && /^[A-Z]{2}$/.test(word) ? (names.of(word) ?? word) : word));
  return { about: aboutOf(item, { subject: nameOf(subject, parts) }), said };
}

/** Answers that are words of ours. */
const WORDS: ReadonlyMap<string, Message> = new Map([
  ['yes', say('page.word.yes')],
  ['no', say('page.word.no')],
  ['none', say('page.word.none')],
  ['NONE', say('page.word.none')],
  ['ALL', say('page.word.all')],
  ['small', say('checks.no-excess-balance.small')],
  ['postpaid', say('checks.no-excess-balance.postpaid')],
  ['rotated', say('page.word.rotated')],
  ['saved', say('page.word.saved')],
  ['without', say('page.word.without')],
]);

function aboutOf(item: string, of: { readonly subject: string }): Message {
  switch (item) {
    case 'outside-firewall':
    case 'forwarded-ports':
    case 'docker-bouncer':
    case 'ever-exposed':
    case 'evidence-saved':
    case 'balance':
    case 'home-country':
    case 'allowed-countries':
    case 'abroad-needed':
      return say(`page.given.${item}`);
    case 'own-network':
    case 'spending-limit':
    case 'abroad-blocked-at-provider':
      return say(`page.given.${item}`, of);
    default:
      return say('page.given.other', { item });
  }
}

/** A provider by its name; a network is its own. */
const nameOf = (subject: string, { providers }: Parts): string =>
  (providers.state === 'known' ? providers.data.find(({ id }) => id === subject)?.name : undefined) ?? subject;
