/** The letter to everybody with a phone. */
import { expect, it } from 'vitest';
import { lettersFor } from '../../../sites/checklist/letters/letter.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { partsWith, unknown } from '../../support/facts.ts';

const textOf = (parts: Parameters<typeof lettersFor>[1]) =>
  lettersFor('sip-passwords', parts)
    .flatMap(({ paragraphs }) => paragraphs.map(speaker(LOCALES.en)))
    .join('\n');
const phone = (account: string, userAgent: string) => ({
  account,
  address: '192.168.1.30',
  userAgent,
  transport: 'udp' as const,
});

it('names makers that are seen, each once, and nobody and no address', () => {
  const devices = [
    phone('201', 'Yealink SIP-T46S 66.85.0.5'),
    phone('202', 'Yealink SIP-T27G 69.85.0.5'),
    phone('203', '<img src=x onerror=alert(1)>'),
  ];
  const text = textOf(partsWith({ devices }));
  expect(text).toContain('We have: Yealink.');
  expect(text).not.toMatch(/201|192\.168|<img/);
});

it('says the same without them where no phone could be seen', () => {
  expect(textOf({ ...partsWith({}), devices: unknown('timeout') })).not.toContain('We have');
});
