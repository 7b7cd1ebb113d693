/** What login names end in: proposed by chance, or refused where anybody would guess it. */
import type { Parts } from '../../facts/types.ts';
import { suffixFlaw } from '../../secrets/suffix.ts';
import { refuse, type Planned } from '../action.ts';
import { notRenewed } from './refusals.ts';

/** As Core's own page takes it. */
const LETTERS = /^[A-Za-z]{1,32}$/;

/** null: it can be set. */
export function refusedSuffix({ sip, system }: Parts, suffix: string): Planned | null {
  if (sip.state === 'unknown') return refuse({ kind: 'unknown', missing: [{ part: 'sip', reason: sip.reason }] });
  const { release, name } = system.state === 'known' ? system.data : { release: '', name: '' };
  if (sip.data.authSuffix === null) return notRenewed({ because: 'no-setting', release });
  if (suffix === '') return notRenewed({ because: 'no-suffix' });
  if (!LETTERS.test(suffix)) return notRenewed({ because: 'letters', suffix });
  const flaw = suffixFlaw(suffix, name);
  if (flaw !== null) return notRenewed({ because: 'guessable', flaw });
  return sip.data.authSuffix === suffix ? refuse({ kind: 'nothing-to-do' }) : null;
}

/** Small letters that nobody mistakes for others when they are read out or typed on the keys of a phone. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz';
const LENGTH = 7;

/** `random`: whole numbers below the one that is given. Never one that is guessable. */
export function proposedSuffix({ system }: Pick<Parts, 'system'>, random: (below: number) => number): string {
  const company = system.state === 'known' ? system.data.name : '';
  for (;;) {
    const suffix = Array.from({ length: LENGTH }, () => ALPHABET.charAt(random(ALPHABET.length))).join('');
    if (suffixFlaw(suffix, company) === null) return suffix;
  }
}
