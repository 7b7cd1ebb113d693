/** A phone in a country where none of the others is. */
import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/registered-devices.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';
import { findingsOf } from '../../support/outcome.ts';

const RU = ['95.31.18.119', '178.176.73.20', '95.31.18.7'];
const PS = '82.205.64.9';
const firewall = { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', EVERYTHING)] };
const at = (...addresses: string[]) =>
  addresses.map((address, i) => ({ account: String(201 + i), address, userAgent: 'Zoiper' }));
const judge = (devices: PartData['devices'], more: Partial<PartData> = {}) =>
  judgeWith(check, { devices, firewall, ...more });
const idsOf = (...args: Parameters<typeof judge>) => findingsOf(judge(...args)).map(({ id }) => id);

describe('a phone from another country than all others', () => {
  it('is asked about', () => {
    expect(judge(at(...RU, PS))).toMatchObject({
      verdict: 'warn',
      severity: 'medium',
      findings: [{ id: 'far:204:PS' }],
      questions: [{ item: 'far-phone', subject: '204:PS' }],
    });
  });

  it('is known once somebody said so, from that country and with that extension', () => {
    expect(judge(at(...RU, PS), { attestations: [attest('far-phone', 'yes', '204:PS')] }).verdict).toBe('pass');
    for (const other of ['204:EG', '203:PS'])
      expect(idsOf(at(...RU, PS), { attestations: [attest('far-phone', 'yes', other)] })).toEqual(['far:204:PS']);
  });

  it('is told by the phones of the own network, too, where the PBX tells its public address', () => {
    const inside = ['192.168.1.7', '192.168.1.8', '192.168.1.9'];
    expect(idsOf(at(...inside, PS))).toEqual([]);
    const network = { ...CLEAN.network, externalAddress: '95.31.18.1:5060' };
    expect(idsOf(at(...inside, PS), { network })).toEqual(['far:204:PS']);
  });

  it('is told by the home country and those that are called, where a person said them', () => {
    const attestations = [attest('home-country', 'RU'), attest('allowed-countries', 'RU,EG')];
    expect(idsOf(at(PS), { attestations })).toEqual(['far:201:PS']);
    expect(idsOf(at('41.33.12.9', '95.31.18.119'), { attestations })).toEqual([]);
  });

  it('is nothing where no country has many, where two have, or where two accounts are there', () => {
    expect(idsOf(at(RU[0] ?? '', RU[1] ?? '', PS))).toEqual([]);
    expect(idsOf(at(...RU, '41.33.12.9', '41.33.12.10', PS))).toEqual([]);
    expect(idsOf(at(...RU, PS, PS))).toEqual([]);
    // Nobody knows where these are.
    expect(idsOf(at(...RU, '2a02::1', '8.8.8.8', '10.9.9.9', 'home.example'))).not.toContainEqual(
      expect.stringMatching(/^far/),
    );
  });

  it('is told once: a scanner or a stranger is worse', () => {
    const scanner = [...at(...RU), { account: '204', address: PS, userAgent: 'friendly-scanner' }];
    expect(idsOf(scanner)).toEqual([`scanner:204:${PS}`]);
  });
});
