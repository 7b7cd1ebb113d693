/** The way into the room of the day of a break-in: always there, also while nothing can be read. */
import { say } from '../../../checklist/message.ts';
import { usePage } from '../context.ts';
import { Icon } from '../parts.tsx';
import { ROOM } from '../place.ts';

/** `loud`: in a warning. */
export function RoomDoor({ loud = false }: { readonly loud?: boolean }) {
  const { speak } = usePage();
  return (
    <a class={`ui ${loud ? 'red' : 'basic'} button`} href={ROOM}>
      <Icon name="bullhorn" /> {speak(say('page.room.door'))}
    </a>
  );
}
