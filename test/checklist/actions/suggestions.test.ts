/** What is suggested about somebody elsewhere who would lose something: never more than safe. */
import { describe, expect, it } from 'vitest';
import { suggestionsFor } from '../../../sites/checklist/actions/outsiders.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { usersOf } from '../../../sites/checklist/users/users.ts';
import { CLEAN, partsWith } from '../../support/facts.ts';

const HOME = '91.12.40.7';
const YEALINK = 'Yealink SIP-T31P 124.86.0.40';
const phone = (account: string, address: string, userAgent = YEALINK) => ({ account, address, userAgent });
const row = (port: number) => ({ address: HOME, port, count: 1 });

function suggested(devices: PartData['devices'], more: Partial<PartData> = {}) {
  const parts = partsWith({ devices, ...more });
  const suggestion = suggestionsFor(parts);
  return usersOf(parts)
    .places.filter(({ side, phones }) => side === 'outside' && phones.length > 0)
    .map((place) => suggestion(place));
}
const with201 = (more: Partial<PartData['accounts'][number]>) => ({
  accounts: CLEAN.accounts.map((account) => ({ ...account, ...more })),
});

describe('a place with phones', () => {
  it('is kept where they are known, at home and nothing else is', () => {
    expect(suggested([phone('201', HOME)])).toEqual(['keep']);
  });

  it('is cut off where programs for break-ins are all that is there', () => {
    expect(suggested([phone('201', HOME, 'friendly-scanner')])).toEqual(['cut']);
    expect(suggested([phone('201', HOME, 'friendly-scanner'), phone('201', HOME)])).toEqual(['later']);
  });

  it('is left to a person where an account is switched off or unknown, or a phone has no name', () => {
    expect(suggested([phone('201', HOME)], with201({ disabled: true }))).toEqual(['later']);
    expect(suggested([phone('999', HOME)])).toEqual(['later']);
    expect(suggested([phone('201', HOME, ' ')])).toEqual(['later']);
  });

  it('is left to a person where it is in another country, or where nobody knows in which', () => {
    expect(suggested([phone('201', '177.40.12.9')])).toEqual(['later']);
    // A private network is in none.
    expect(suggested([phone('201', '10.77.0.9')])).toEqual(['keep']);
    expect(suggested([phone('201', '2a02:908::9')])).toEqual(['later']);
  });

  it('is left to a person where all others are in another country, whatever the clock says', () => {
    const away = ['202', '203', '204'].map((number, i) => phone(number, `177.40.12.${9 + i}`));
    expect(suggested([phone('201', HOME), ...away]).at(-1)).toBe('later');
    expect(suggested([phone('201', HOME), ...away.slice(1)]).at(-1)).toBe('keep');
  });

  it('is left to a person where it uses more than phones do', () => {
    const connections = (...ports: number[]) => ({ connections: { rows: ports.map(row), complete: true } });
    expect(suggested([phone('201', HOME)], connections(5061))).toEqual(['keep']);
    expect(suggested([phone('201', HOME)], connections(5061, 22))).toEqual(['later']);
    const signIns = {
      ...CLEAN.signIns,
      web: { ...CLEAN.signIns.web, addresses: [{ address: HOME, last: CLEAN.system.now, count: 1 }] },
    };
    expect(suggested([phone('201', HOME)], { signIns })).toEqual(['later']);
  });
});
