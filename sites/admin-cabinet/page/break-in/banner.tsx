/** In front of everything while a break-in is being dealt with. */
import { incidentIn } from '../../../checklist/break-in/incident.ts';
import type { Facts } from '../../../checklist/facts/types.ts';
import { say } from '../../../checklist/message.ts';
import { usePage } from '../context.ts';
import { Icon } from '../parts.tsx';
import { ROOM } from '../place.ts';

/** Somebody has begun, and it is not over. */
export function RoomBanner({ facts }: { readonly facts: Facts }) {
  const { speak } = usePage();
  if (incidentIn(facts).state !== 'open') return null;
  return (
    <div class="ui negative message mscl-once mscl-screen">
      <span>{speak(say('page.room.banner'))}</span>
      <a class="ui red button" href={ROOM}>
        <Icon name="arrow right" /> {speak(say('page.room.go-on'))}
      </a>
    </div>
  );
}
