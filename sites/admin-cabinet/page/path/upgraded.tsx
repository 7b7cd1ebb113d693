/** After an upgrade: what it closed, and what is new. Nobody has to ask for it. */
import { say, type Message } from '../../../checklist/message.ts';
import { upgradedIn, type UpgradedFrom } from '../../../checklist/path/upgraded.ts';
import type { Report, Result } from '../../../checklist/report/types.ts';
import { usePage } from '../context.ts';
import { Icon } from '../parts.tsx';

interface UpgradedProps {
  readonly before: UpgradedFrom;
  readonly report: Report;
  readonly onShow: (check: string) => void;
}

export function UpgradedBox({ before, report, onShow }: UpgradedProps) {
  const { speak } = usePage();
  const upgraded = upgradedIn(before, report);
  if (upgraded === null) return null;
  const { from, to, holes, closed, found } = upgraded;
  const line = (says: Message, of: readonly Result[]) =>
    of.length > 0 && (
      <p>
        {speak(says)}{' '}
        {of.map(({ id, title }, place) => (
          <span key={id}>
            {place > 0 && ', '}
            <a
              href={`#open=${id}`}
              onClick={(event) => {
                event.preventDefault();
                onShow(id);
              }}
            >
              {speak(title)}
            </a>
          </span>
        ))}
        .
      </p>
    );
  return (
    <section class="ui info message mscl-upgraded" aria-labelledby="mscl-upgraded">
      <h2 id="mscl-upgraded">
        <Icon name="arrow circle up" /> {speak(say('page.upgraded.title', { from, to }))}
      </h2>
      {holes.length > 0 && <p>{speak(say('page.upgraded.holes', { count: holes.length }))}</p>}
      {line(say('page.upgraded.closed'), closed)}
      {line(say('page.upgraded.found'), found)}
      {closed.length + found.length === 0 && <p>{speak(say('page.upgraded.same'))}</p>}
    </section>
  );
}
