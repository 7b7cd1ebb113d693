/** To everybody with a phone: a new password, the phone's own web page, VPN (guide: Use Strong Passwords; What to do if a breach has already occurred). */
import { makerOf } from '../devices/makers.ts';
import { phonesOf } from '../devices/phones.ts';
import type { Parts } from '../facts/types.ts';
import { say } from '../message.ts';
import type { Letter } from './letter.ts';

export function phoneLetters({ devices }: Parts): readonly Letter[] {
  const seen = devices.state === 'known' ? phonesOf(devices.data) : [];
  const makers = [...new Set(seen.flatMap(({ userAgent }) => makerOf(userAgent) ?? []))].sort();
  return [
    {
      to: '',
      subject: say('letters.phones.subject'),
      paragraphs: [
        say('letters.phones.greeting'),
        say('letters.phones.about'),
        say('letters.phones.password'),
        makers.length === 0 ? say('letters.phones.admin.unknown') : say('letters.phones.admin', { makers }),
        say('letters.phones.away'),
        say('letters.phones.odd'),
        say('letters.end'),
      ],
    },
  ];
}
