/** By which families do strangers get to a service: more public addresses than an office has, and nothing outside closes it. */
import type { AttestationLookup } from '../attestations.ts';
import type { Family, ServiceId } from '../reach/types.ts';
import { isAtLarge, isPublicOpening, narrownessOf } from './limits.ts';
import { outsideFirewall } from './outside-firewall.ts';
import type { Measure, View } from './view.ts';

export function strangersAt(service: ServiceId, view: View, attested: AttestationLookup): readonly Family[] {
  if (outsideFirewall(attested).covers(service)) return [];
  const measure = view.measures.find((one) => one.service === service);
  const wholeV6 = view.unmanagedV6 && view.faces[6] === 'public';
  return ([4, 6] as const).filter(
    (family) => (wholeV6 && family === 6) || (measure !== undefined && isStrange(measure, family, view.home)),
  );
}

/** Providers do not guess passwords, unless everybody is taken for one. */
function isStrange(measure: Measure, family: Family, home: View['home']): boolean {
  const openings = measure.openings.filter(
    (opening) => opening.family === family && (opening.cause?.kind !== 'provider' || isAtLarge(opening)),
  );
  const narrow = narrownessOf(measure.openings, home);
  return openings.some(
    (opening) => isPublicOpening(opening) && (measure.atLarge || !narrow.of(opening) || !narrow.ofAll),
  );
}
