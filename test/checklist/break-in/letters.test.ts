/** Letters of the day of a break-in: what is filled in, what stays a blank, and that nobody is accused. */
import { describe, expect, it } from 'vitest';
import { incidentIn } from '../../../sites/checklist/break-in/incident.ts';
import { breakInLetters, type LettersScene } from '../../../sites/checklist/break-in/letters.ts';
import { judgeCalls } from '../../../sites/checklist/calls/judge.ts';
import { BEFORE_DAYS, callsGround, NIGHT } from '../../../sites/checklist/calls/scene.ts';
import { authorityOf } from '../../../sites/checklist/data/authorities.ts';
import { countryById } from '../../../sites/checklist/dialling/countries.ts';
import type { Attestation } from '../../../sites/checklist/facts/types.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { sumCalls } from '../../../sites/sandbox/module/call-sums.ts';
import { factsOf, SCENARIOS, type Pbx } from '../../../sites/sandbox/index.ts';

const NOON = new Date('2026-11-20T12:00:00Z');
const SHA = 'ab'.repeat(32);
const saved = (at: string): Attestation => ({
  item: 'evidence-saved',
  subject: '',
  answer: 'saved',
  note: `SHA-256 ${SHA}`,
  by: 'anna',
  at,
  expiresAt: '2036-11-01T00:00:00+00:00',
});

function sceneOf(pbx: Pbx, isLooked = true): LettersScene {
  const facts = factsOf(pbx, 'http://pbx', NOON);
  const ground = callsGround(facts.parts);
  const asked = { from: '2026-11-07 00:00:00', to: '2026-11-21 00:00:00', before: BEFORE_DAYS, ...NIGHT, each: false };
  const calls = isLooked ? judgeCalls(sumCalls(pbx.calls, { ...asked, plain: [...ground.plain] }), ground) : null;
  return { ...facts, incident: incidentIn(facts), calls, home: ground.home?.id ?? null };
}
const textsIn = (scene: LettersScene, language: 'en' | 'ru' = 'en') =>
  breakInLetters(scene).map(({ id, paragraphs }) => `${id}\n${paragraphs.map(speaker(LOCALES[language])).join('\n')}`);

describe('letters of the day', () => {
  const broken = SCENARIOS['breached-2024'](NOON);

  it('the provider is told what was called over it, and since when; the authorities everything', () => {
    const [provider, authority, ...more] = textsIn(
      sceneOf({ ...broken, attestations: [saved('2026-11-20T10:00:00+00:00')] }),
    );
    expect(more).toEqual([]);
    expect(provider).toMatch(/^provider-SIP-PROVIDER-0FF1CE00\nTo City line/);
    for (const text of [provider, authority]) {
      expect(text).toMatch(/It may have gone on from 2026-11-07 00:00 to 2026-11-20/);
      expect(text).toContain('extension 202');
      expect(text).toContain('59 calls');
      expect(text).toContain(SHA);
    }
    expect(authority).toContain('MikoPBX 2024.1.114');
    expect(authority).toContain('sip.cityline.example');
    expect(authority).toContain('Zentrale Ansprechstelle Cybercrime');
  });

  it('says the same in Russian', () => {
    const texts = textsIn(sceneOf(broken), 'ru');
    expect(texts.join('\n')).toMatch(/внутренний номер 202/);
    for (const text of texts) expect(text.replace(/To City line|[\w.:/-]+/g, '')).toMatch(/[а-яё]{4}/);
  });

  it('what nobody looked at, or could not be read, stays a blank; evidence of before is none', () => {
    const [provider] = textsIn(sceneOf({ ...broken, attestations: [saved('2026-11-01T10:00:00+00:00')] }, false));
    expect(provider).toContain('Calls that we did not make (numbers, times, duration): ____________');
    expect(provider).not.toContain(SHA);
    const scene = sceneOf(broken, false);
    const { providers, system } = scene.parts;
    const unread = { state: 'unknown', reason: 'failed', readAt: providers.readAt, source: providers.source } as const;
    const nobody = textsIn({
      ...scene,
      home: null,
      parts: { ...scene.parts, providers: unread, system: { ...unread, readAt: system.readAt } },
    });
    expect(nobody).toHaveLength(2);
    for (const text of nobody) expect(text).toContain('To ____________');
  });

  it('a clean PBX accuses nobody of any call', () => {
    const clean = SCENARIOS['hardened-2026'](NOON);
    for (const text of textsIn(sceneOf(clean))) expect(text).toContain('show no calls so far');
  });
});

describe('who takes reports', () => {
  it.each(['AU', 'DE', 'GB', 'RU', 'US'])('%s: a country, with its source', (id) => {
    const authority = authorityOf(id);
    expect(countryById(id)).not.toBeNull();
    expect(authority?.source).toMatch(/^https:\/\/[a-z0-9.-]+\//);
    if (authority?.url !== null) expect(authority?.url).toMatch(/^https:\/\/[a-z0-9.-]+\//);
  });
  it('elsewhere nobody is made up', () => {
    expect(authorityOf('FR')).toBeNull();
    expect(authorityOf(null)).toBeNull();
  });
});
