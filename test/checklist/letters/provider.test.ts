/** Letters to providers: who gets one, and what is filled in. */
import { expect, it } from 'vitest';
import { lettersFor } from '../../../sites/checklist/letters/letter.ts';
import { addresseeOf, LETTER_CHECKS } from '../../../sites/checklist/letters/checks.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { CLEAN, partsWith, unknown } from '../../support/facts.ts';

const [provider] = CLEAN.providers;
if (provider === undefined) throw new Error('no provider');
const answer = (item: string, subject: string, said: string) => ({
  item,
  subject,
  answer: said,
  by: 'anna',
  at: CLEAN.system.now,
  expiresAt: '2031-01-01T00:00:00+00:00',
  note: '',
});
const texts = (letters: ReturnType<typeof lettersFor>, language: 'en' | 'ru' = 'en') =>
  letters.map(({ to, paragraphs }) => `${to}: ${paragraphs.map(speaker(LOCALES[language])).join(' ')}`);

it('each provider who sends a bill gets one, with its name and host', () => {
  const providers = [
    { ...provider, id: 'A', name: 'Vox', host: 'sip.vox.example' },
    { ...provider, id: 'B', name: '', host: 'trunk.example' },
    { ...provider, id: 'C', name: 'Off', disabled: true },
    { ...provider, id: 'D', name: 'Branch' },
    { ...provider, id: 'E', name: 'Demo', demo: true },
  ];
  const parts = partsWith({ providers, attestations: [answer('spending-limit', 'D', 'own')] });
  const [vox, trunk, ...more] = texts(lettersFor('provider-spending-limit', parts));
  expect(more).toEqual([]);
  expect(vox).toContain('Vox');
  expect(vox).toContain('sip.vox.example');
  expect(trunk).toMatch(/^trunk\.example: /);
});

it('names the countries that somebody allowed, and leaves a blank where nobody has', () => {
  const said = [answer('home-country', '', 'DE'), answer('allowed-countries', '', 'CH, AT')];
  expect(texts(lettersFor('no-excess-balance', partsWith({ attestations: said })))[0]).toContain('DE, CH, AT');
  for (const language of ['en', 'ru'] as const) {
    const [blank] = texts(lettersFor('no-excess-balance', partsWith({ attestations: [] })), language);
    expect(blank).toContain('____');
  }
});

it('without known providers there is none; other checks have none', () => {
  const parts = { ...partsWith({}), providers: unknown('timeout') };
  expect(lettersFor('provider-spending-limit', parts)).toEqual([]);
  expect(lettersFor('fail2ban', partsWith({}))).toEqual([]);
  expect(
    CHECKS.filter(({ id }) => addresseeOf(id) !== null)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([...LETTER_CHECKS].sort());
});
