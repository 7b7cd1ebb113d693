/** The letter to whoever looks after the router. */
import { expect, it } from 'vitest';
import { lettersFor } from '../../../sites/checklist/letters/letter.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { CLEAN, partsWith, unknown } from '../../support/facts.ts';

const textOf = (parts: Parameters<typeof lettersFor>[1], language: 'en' | 'ru' = 'en') =>
  lettersFor('nat-vpn', parts)
    .flatMap(({ paragraphs }) => paragraphs.map(speaker(LOCALES[language])))
    .join('\n');
const onAddresses = (...addresses: string[]) => ({
  ...CLEAN.network,
  interfaces: CLEAN.network.interfaces.map((one) => ({ ...one, addresses })),
});
const [provider] = CLEAN.providers;
if (provider === undefined) throw new Error('no provider');

it('names the address, every port that must stay closed, and from whom calls may come', () => {
  const text = textOf(
    partsWith({
      network: onAddresses('192.168.7.9/24'),
      ports: { ...CLEAN.ports, web: 8081, ssh: 2222, ami: 5039 },
      providers: [
        { ...provider, host: 'sip.vox.example', hosts: ['198.51.100.7'] },
        { ...provider, id: 'off', host: 'old.example', hosts: [], disabled: true },
      ],
    }),
  );
  expect(text).toContain('192.168.7.9 in our network');
  for (const port of ['8081', '2222', '5039']) expect(text).toMatch(new RegExp(`control ports: .*\\b${port}\\b`));
  expect(text).toContain('sip.vox.example');
  expect(text).toContain('198.51.100.7');
  expect(text).not.toContain('old.example');
  expect(text).not.toContain('IPv6');
});

it('speaks of IPv6 where the PBX has a public address of it', () => {
  expect(textOf(partsWith({ network: onAddresses('192.168.7.9/24', '2a02:6b8::5/64') }))).toContain(
    'connections from outside to 2a02:6b8::5 are dropped',
  );
});

it('leaves blanks where nothing is known, and is not written without ports', () => {
  for (const language of ['en', 'ru'] as const) {
    const parts = { ...partsWith({}), network: unknown('timeout'), providers: unknown('timeout') };
    expect(textOf(parts, language).match(/____________/g)?.length).toBeGreaterThanOrEqual(4);
  }
  expect(lettersFor('nat-vpn', { ...partsWith({}), ports: unknown('timeout') })).toEqual([]);
});
