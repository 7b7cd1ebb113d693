import { expect, it } from 'vitest';
import { attestationLookup } from '../../sites/checklist/attestations.ts';
import { check } from '../../sites/checklist/checks/international-blocked.ts';
import { parseRelease } from '../../sites/checklist/release.ts';
import { describeCase } from '../support/cases.ts';
import { attest } from '../support/judge.ts';
import { NOW } from '../support/facts.ts';

describeCase('36-groups-module-limits-routes', (open) => {
  it('says that the module limits who may use a route, asks, and offers it', () => {
    const { result, text } = open();
    expect(text('international-blocked')).toMatch(/module "Dial groups" says who may use which route.*was not judged/);
    expect(text('international-blocked')).toMatch(/In the module "Dial groups" take the routes abroad away/);
    expect(result('international-blocked').questions).toContainEqual(
      expect.objectContaining({ item: 'abroad-by-groups' }),
    );
  });

  it('believes who confirms that the groups are right', () => {
    const now = Date.parse(NOW);
    const { parts } = open().facts;
    const given = parts.attestations.state === 'known' ? parts.attestations.data : [];
    const attested = attestationLookup([...given, attest('abroad-by-groups', 'yes')], now);
    expect(check.judge(parts, { now, release: parseRelease('2026.9.5'), attested })).toMatchObject({
      verdict: 'pass',
      says: { key: 'checks.international-blocked.pass.groups' },
    });
  });
});
