/** Where phones are that probably nobody knows: strangers as the checklist finds them, and the only ones in their country. */
import { check } from '../../checks/registered-devices.ts';
import { farPhones } from '../../devices/far.ts';
import type { Parts } from '../../facts/types.ts';
import { phonesIn } from '../affected.ts';
import { attestedIn } from '../attested.ts';
import { releaseOf } from '../preview.ts';

/** Of a phone that the rules do not let in; the rest is what it told as its place. */
const STRANGER = /^(?:stranger|scanner):[^:]*:(.+)$/;

/** Addresses that get no grace unless a person says so. */
export function unknownPlaces(parts: Parts): readonly string[] {
  const phones = phonesIn(parts);
  if (phones.length === 0) return [];
  const attested = attestedIn(parts);
  const outcome = check.judge(parts, { now: null, release: releaseOf(parts), attested });
  const findings = 'findings' in outcome ? outcome.findings : [];
  const strange = new Set(findings.flatMap(({ id }) => STRANGER.exec(id)?.[1] ?? []));
  const far = new Set(farPhones(phones, parts, attested).map(({ phone }) => phone));
  const places = phones.flatMap((phone) =>
    phone.address !== null && (strange.has(phone.contact) || far.has(phone)) ? [phone.address] : [],
  );
  return [...new Set(places)];
}
