/** Taking the result along: paper, files, and words for support. */
import { useRef, useState } from 'preact/hooks';
import { say, type Message } from '../../checklist/message.ts';
import { toCsv } from '../../checklist/report/csv.ts';
import { forSupport } from '../../checklist/report/support.ts';
import { withoutTargets } from '../../checklist/report/targets.ts';
import type { Report } from '../../checklist/report/types.ts';
import { basisLines } from '../../report/format.ts';
import { standalone } from '../../report/standalone.tsx';
import { copied } from './copy.ts';
import { usePage } from './context.ts';
import { download, fileName } from './files.ts';
import { Button, Dialog, DialogFoot } from './parts.tsx';

interface OutProps {
  readonly report: Report;
  readonly onClose: () => void;
}

export function OutDialog({ report, onClose }: OutProps) {
  const { store, speak, wholly, language, announce } = usePage();
  const [hasTargets, setTargets] = useState(false);
  const [said, setSaid] = useState<Message | null>(null);
  const support = useRef<HTMLTextAreaElement>(null);
  const { facts } = store.current().reading;
  const tell = (message: Message) => {
    setSaid(message);
    announce(message);
  };
  const save = (extension: string, type: string, text: string) => {
    download(fileName('security-checklist', report.pbx.name, report.readAt, extension), type, text);
    tell(say('page.out.saved'));
  };
  /** With what is offered for each item; that is code of its own. */
  const saveReport = async (extension: string, type: string, textOf: (told: Report) => string) => {
    try {
      const { withOffers } = await import('../../checklist/actions/offered.ts');
      const offered = facts === null ? report : withOffers(report, facts);
      save(extension, type, textOf(hasTargets ? offered : withoutTargets(offered)));
    } catch {
      tell(say('page.load.part-failed'));
    }
  };
  const copy = async () => {
    const area = support.current;
    if (area === null) return;
    tell(say((await copied(area)) ? 'page.out.copied' : 'page.out.not-copied'));
  };
  return (
    <Dialog title={say('page.out.title')} onClose={onClose}>
      <div class="mscl-out">
        <p class="mscl-actions">
          <Button
            icon="print"
            says={say('page.out.print')}
            onClick={() => {
              onClose();
              // The dialog is gone before the paper is made.
              setTimeout(() => window.print());
            }}
          />
          <Button
            icon="file alternate outline"
            says={say('page.out.html')}
            onClick={() =>
              void saveReport('html', 'text/html', (told) =>
                standalone({ report: told, speak: wholly, language, cabinet: null }),
              )
            }
          />
          <Button
            icon="table"
            says={say('page.out.csv')}
            onClick={() => {
              const separator = language === 'en' ? ',' : ';';
              void saveReport('csv', 'text/csv', (told) =>
                toCsv(told, { speak: wholly, basis: basisLines(report), separator }),
              );
            }}
          />
          <Button
            icon="code"
            says={say('page.out.json')}
            onClick={() => void saveReport('json', 'application/json', (told) => `${JSON.stringify(told, null, 2)}\n`)}
          />
          {facts !== null && (
            <Button
              icon="database"
              says={say('page.out.facts')}
              onClick={() => save('facts.json', 'application/json', `${JSON.stringify(facts, null, 2)}\n`)}
            />
          )}
        </p>
        {facts !== null && <p class="mscl-hint">{speak(say('page.out.facts.hint'))}</p>}
        <label class="mscl-check">
          <input type="checkbox" checked={hasTargets} onChange={(event) => setTargets(event.currentTarget.checked)} />{' '}
          {speak(say('page.out.targets'))}
        </label>
        <label class="field mscl-support">
          <span>{speak(say('page.out.support'))}</span>
          <textarea ref={support} readOnly rows={7} value={forSupport(report, wholly)} />
        </label>
        <p class="mscl-actions">
          <Button kind="primary" icon="copy" says={say('page.out.copy')} onClick={() => void copy()} />
          {said !== null && <span class="mscl-said">{speak(said)}</span>}
        </p>
        <DialogFoot />
      </div>
    </Dialog>
  );
}
