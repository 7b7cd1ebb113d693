import { describe, expect, it } from 'vitest';
import { isExemptAtLarge, judgeEntry, wideExemptions } from '../../../sites/checklist/fail2ban/exempt.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { rule } from '../../support/facts.ts';

const never = (id: string, permit: string) => rule(id, permit, {}, { neverBlock: true });

describe('rules that never block', () => {
  it('are wide from 257 public addresses on', () => {
    const rules = [never('1', '45.83.12.0/24'), never('2', '45.84.0.0/23'), never('3', '10.0.0.0/8')];
    expect(wideExemptions([...rules, rule('4', '0.0.0.0/0', {})]).map(({ id }) => id)).toEqual(['2']);
  });

  it('exempt the internet at large by union, above 65,536 addresses', () => {
    expect(isExemptAtLarge([never('1', '45.83.0.0/16')])).toBe(false);
    expect(isExemptAtLarge([never('1', '45.83.0.0/16'), never('2', '45.84.0.1')])).toBe(true);
    expect(isExemptAtLarge([never('1', '45.83.0.0/16'), rule('2', '0.0.0.0/0', {})])).toBe(false);
    expect(isExemptAtLarge([never('1', '2a01::/47')])).toBe(true);
  });
});

describe('an entry of the whitelist', () => {
  it.each([
    ['192.168.1.5', '2024.1.114', 'works'],
    ['2001:db8::5', '2024.1.114', 'dropped'],
    ['10.8.0.0/24', '2024.1.114', 'dropped'],
    ['2001:db8::5', '2026.1.223', 'works'],
    ['10.8.0.0/24', '2026.1.223', 'dropped'],
    ['0.0.0.0/0', '2026.1.223', 'dropped'],
    ['10.8.0.0/24', '2026.2.118', 'works'],
    ['0.0.0.0/0', '2026.2.118', 'too-wide'],
    ['office.example.com', '2026.2.118', 'no-address'],
    ['office', 'who knows', 'no-address'],
  ] as const)('%s on %s: %s', (entry, release, says) => {
    expect(judgeEntry(entry, parseRelease(release))).toBe(says);
  });
});
