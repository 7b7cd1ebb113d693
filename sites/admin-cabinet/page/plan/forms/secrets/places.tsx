/** Where phones are, on the internet, that would not be locked out meanwhile: whoever does not know a place leaves it out. */
import { useMemo } from 'preact/hooks';
import { placesSpared } from '../../../../../checklist/actions/renewing/renewal.ts';
import type { Parts } from '../../../../../checklist/facts/types.ts';
import { say } from '../../../../../checklist/message.ts';
import { usePage } from '../../../context.ts';
import { toggled } from '../../../place.ts';
import { Fold, SOME } from '../../fold.tsx';

interface PlacesProps {
  readonly parts: Parts;
  readonly numbers: readonly string[];
  readonly suffix: string | null;
  readonly unspared: readonly string[];
  readonly onUnspared: (unspared: readonly string[]) => void;
}

export function Places({ parts, numbers, suffix, unspared, onUnspared }: PlacesProps) {
  const { speak } = usePage();
  const isNamed = suffix !== null;
  const all = useMemo(
    () => placesSpared(parts, { numbers, suffix: isNamed ? '' : null }),
    [parts, numbers.join(' '), isNamed],
  );
  if (all.length === 0) return null;
  const left = new Set(unspared);
  const row = (place: string) => (
    <label key={place}>
      <input type="checkbox" checked={!left.has(place)} onChange={() => onUnspared([...toggled(left, place)])} />{' '}
      {place}
    </label>
  );
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.renew.places'))}</legend>
      {all.slice(0, SOME).map(row)}
      {all.length > SOME && (
        <Fold says={say('page.plan.more', { count: all.length - SOME })}>{() => all.slice(SOME).map(row)}</Fold>
      )}
    </fieldset>
  );
}
