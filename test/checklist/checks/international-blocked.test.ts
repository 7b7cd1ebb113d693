import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/international-blocked.ts';
import { adviseRoutes, emergencyPattern } from '../../../sites/checklist/dialling/advice.ts';
import { countryById } from '../../../sites/checklist/dialling/countries.ts';
import type { OutboundRoute, PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';

const route = (more: Partial<OutboundRoute>): OutboundRoute => ({
  id: '1',
  name: 'Route',
  priority: 1,
  pattern: '',
  rest: -1,
  trim: 0,
  prepend: '',
  providerId: 'SIP-TRUNK-1',
  providerDisabled: false,
  ...more,
});
const at = (home: string, allowed = home) => [attest('home-country', home), attest('allowed-countries', allowed)];
const judge = (routes: readonly Partial<OutboundRoute>[], attestations: PartData['attestations'] = at('DE')) =>
  judgeWith(check, {
    outboundRoutes: routes.map((one, index) => route({ id: String(index + 1), ...one })),
    attestations,
  });
const ids = (outcome: ReturnType<typeof judge>) => ('findings' in outcome ? outcome.findings.map(({ id }) => id) : []);

describe('international-blocked', () => {
  it('a no is no confirmation', () => {
    const abroad = [{ pattern: '00', rest: -1 }];
    expect(judge(abroad, [...at('DE'), attest('abroad-needed', 'no')])).toMatchObject({ verdict: 'fail' });
    expect(judge(abroad, [...at('DE'), attest('blocked-at-provider', 'no')])).toMatchObject({ verdict: 'fail' });
  });

  it('says which country it guessed, if it did', () => {
    const notes = (attestations: PartData['attestations'], more: Partial<PartData> = {}) =>
      judgeWith(check, { outboundRoutes: [route({ pattern: '00' })], attestations, ...more }).notes?.filter(
        ({ key }) => key === 'checks.international-blocked.guess',
      );
    expect(notes([])).toMatchObject([{ params: { country: { params: { code: 'DE' } } } }]);
    expect(notes(at('DE'))).toEqual([]);
    expect(notes([], { system: { ...CLEAN.system, timeZone: '', language: 'xx' } })).toEqual([]);
  });

  it('asks for the home country in its steps only while nobody confirmed it', () => {
    const keys = (attestations: PartData['attestations']) =>
      judge([{ pattern: '00' }], attestations).steps?.map(({ says }) => says.key) ?? [];
    expect(keys([])).toContain('steps.answer.home.is');
    expect(keys(at('DE'))).not.toContain('steps.answer.home.is');
  });

  it('says that an answer about one of several providers ran out', () => {
    const old = {
      ...attest('abroad-blocked-at-provider', 'yes', 'SIP-TRUNK-1'),
      expiresAt: '2026-11-22T00:00:00+00:00',
    };
    const outcome = judge([{ providerId: 'SIP-TRUNK-1' }, { providerId: 'SIP-TRUNK-2' }], [...at('DE'), old]);
    expect(outcome.notes?.map(({ key }) => key)).toContain('checks.international-blocked.expired');
  });

  it('passes where only home numbers get out', () => {
    expect(judge([{ pattern: '030', rest: 8 }])).toMatchObject({ verdict: 'pass' });
  });

  it.each([
    ['everything', { pattern: '', rest: -1 }],
    ['any length, empty', { pattern: '', rest: null }],
    ['the exit code', { pattern: '00', rest: -1 }],
    ['a plus put in front', { pattern: '4', rest: 11, prepend: '+' }],
    ['an outside line that is trimmed', { pattern: '9', rest: -1, trim: 1 }],
  ])('fails for %s: names route and number', (_what, one) => {
    const outcome = judge([one]);
    expect(outcome).toMatchObject({ verdict: 'fail' });
    expect(ids(outcome)).toContain('abroad:1');
    expect(JSON.stringify(outcome)).toMatch(/"number":"[+\d]+"/);
  });

  it('knows the exit code of the home country: 810 from Russia', () => {
    expect(ids(judge([{ pattern: '810', rest: -1 }], at('RU')))).toContain('abroad:1');
  });

  it('tells Kazakhstan from Russia although both are 7', () => {
    expect(ids(judge([{ pattern: '87', rest: 9 }], at('RU')))).toContain('abroad:1');
    expect(ids(judge([{ pattern: '87', rest: 9 }], at('RU', 'RU,KZ')))).not.toContain('abroad:1');
  });

  it('tells premium from abroad', () => {
    expect(ids(judge([{ pattern: '0900', rest: -1 }]))).toEqual(['premium:1']);
  });

  it('tries backup routes too, and leaves out those without a working provider', () => {
    expect(
      ids(
        judge([
          { pattern: '030', rest: 8 },
          { pattern: '00', rest: -1 },
        ]),
      ),
    ).toContain('abroad:2');
    expect(judge([{ pattern: '00', rest: -1, providerDisabled: true }])).toMatchObject({ verdict: 'not-applicable' });
  });

  it('passes as attested: needed, or blocked at the provider', () => {
    const abroad = [{ pattern: '00', rest: -1 }];
    expect(judge(abroad, [...at('DE'), attest('abroad-needed', 'yes')])).toMatchObject({
      verdict: 'pass',
      says: { key: 'checks.international-blocked.pass.needed' },
    });
    const closed = judge([{ pattern: '030', rest: 8 }], [...at('DE'), attest('abroad-needed', 'yes')]);
    expect(closed).toMatchObject({ verdict: 'pass', says: { key: 'checks.international-blocked.pass' } });
    expect(judge([{}], [...at('DE'), attest('abroad-blocked-at-provider', 'yes')])).toMatchObject({
      verdict: 'pass',
      says: { key: 'checks.international-blocked.pass.blocked' },
    });
    expect(judge([{}], [...at('DE'), attest('abroad-needed', 'no')])).toMatchObject({ verdict: 'fail' });
  });

  it('premium numbers at home are not needed because calls abroad are', () => {
    expect(ids(judge([{}], [...at('DE'), attest('abroad-needed', 'yes')]))).toEqual(['premium:1']);
  });

  it('what one provider blocks, another lets through', () => {
    const routes = [{ providerId: 'SIP-TRUNK-1' }, { providerId: 'SIP-TRUNK-2' }];
    const first = [...at('DE'), attest('abroad-blocked-at-provider', 'yes', 'SIP-TRUNK-1')];
    const outcome = judge(routes, first);
    expect(outcome).toMatchObject({ verdict: 'fail', offenders: { count: 1, of: 2 } });
    expect(ids(outcome)).toEqual(['abroad:2', 'premium:2']);
    expect(outcome.questions).toMatchObject([
      { item: 'abroad-needed', subject: '' },
      { item: 'abroad-blocked-at-provider', subject: 'SIP-TRUNK-2' },
    ]);
    const both = [...first, attest('abroad-blocked-at-provider', 'yes', 'SIP-TRUNK-2')];
    expect(judge(routes, both)).toMatchObject({ verdict: 'pass' });
    // Also for a pattern that nobody can read: whatever it lets out, the provider does not.
    expect(judge([{ pattern: '[', providerId: 'SIP-TRUNK-1' }], first)).toMatchObject({ verdict: 'pass' });
  });

  it('an answer that has expired does not count, and that is said', () => {
    const old = { ...attest('abroad-needed', 'yes'), expiresAt: '2026-11-22T00:00:00+00:00' };
    expect(judge([{}], [...at('DE'), old])).toMatchObject({
      verdict: 'fail',
      notes: [{ key: 'checks.international-blocked.expired' }],
    });
  });

  it("Core's demo provider is no problem but rubbish: delete the demo", () => {
    const [clean] = CLEAN.providers;
    if (clean === undefined) throw new Error('the clean PBX has a provider');
    const providers = [{ ...clean, demo: true }];
    const outboundRoutes = [route({ name: 'Demo route' })];
    const outcome = judgeWith(check, { providers, outboundRoutes, attestations: at('RU') });
    expect(outcome).toMatchObject({
      verdict: 'not-applicable',
      notes: [{ key: 'checks.international-blocked.demo', params: { routes: ['Demo route'] } }],
    });
  });

  it('says what goes out where it is not what was dialled', () => {
    expect(judge([{ pattern: '9', rest: -1, trim: 1 }])).toMatchObject({
      findings: [
        {
          says: {
            key: 'checks.international-blocked.abroad.sent',
            params: { number: '900447234567890', sent: '00447234567890' },
          },
        },
        { says: { key: 'checks.international-blocked.premium.sent' } },
      ],
    });
    expect(judge([{ pattern: '44', rest: -1 }])).toMatchObject({
      findings: [{ says: { key: 'checks.international-blocked.abroad', params: { number: '+447234567890' } } }],
    });
  });

  it("names this release's own menu, and what to type in this country", () => {
    const steps = (release: string, home: string) =>
      judgeWith(check, {
        system: { ...CLEAN.system, release },
        outboundRoutes: [route({})],
        attestations: at(home),
      }).steps?.map(({ says }) => says);
    expect(steps('2024.1.114', 'DE')?.[0]?.params['menu']).toMatchObject({ key: 'menu.routes.2024' });
    expect(steps('2026.1.223', 'DE')?.[0]?.params['menu']).toMatchObject({ key: 'menu.routes.2026' });
    const keys = (home: string) => steps('2026.1.223', home)?.map(({ key }) => key);
    // What people call, and emergency numbers, before the wide route becomes narrow.
    expect(keys('RU')?.slice(1, 3)).toEqual(['steps.routes.add', 'steps.routes.set']);
    // In North America first digits cannot tell home from abroad.
    expect(keys('US')).toContain('steps.routes.areas');
    const russia = countryById('RU');
    expect(russia).not.toBeNull();
    if (russia === null) return;
    const asAdvised = [...adviseRoutes(russia, []), { pattern: emergencyPattern(russia), rest: 0 }];
    expect(judge(asAdvised, at('RU'))).toMatchObject({ verdict: 'pass' });
    expect(
      judge(
        [
          { pattern: '1212', rest: 7 },
          { pattern: '1(800|888)', rest: 7 },
        ],
        at('US'),
      ),
    ).toMatchObject({
      verdict: 'pass',
    });
  });

  it('asks while nobody said where the PBX is; fails all the same for a route to the whole world', () => {
    expect(judge([{ pattern: '030', rest: 8 }], [])).toMatchObject({
      verdict: 'manual',
      questions: [{ item: 'home-country' }, { item: 'allowed-countries' }],
    });
    expect(judge([{}], [])).toMatchObject({ verdict: 'fail' });
  });

  it.each(['('.repeat(500), '[', 'x'.repeat(5000)])('never passes for an unreadable pattern: %.20s', (pattern) => {
    expect(judge([{ pattern }])).toMatchObject({ verdict: 'warn', findings: [{ id: 'unreadable:1' }] });
  });

  it.each(['(((a+)+)+)+$', '^(0+)+$', '(0|0)*'.repeat(20)])(
    'answers at once for a pattern made to hang: %.20s',
    (pattern) => {
      expect(['pass', 'warn', 'fail']).toContain(judge([{ pattern }]).verdict);
    },
  );

  it('leaves names of strangers as values', () => {
    const name = '<img src=x onerror=alert(1)>';
    expect(judge([{ name }])).toMatchObject({
      findings: [{ subject: { label: name }, says: { params: { route: name } } }, {}],
    });
  });
});
