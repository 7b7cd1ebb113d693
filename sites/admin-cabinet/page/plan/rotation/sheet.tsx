/** The sheet: asked for when it is opened, kept nowhere, gone when it is closed. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { phoneFileOf } from '../../../../checklist/devices/phone-files.ts';
import { say } from '../../../../checklist/message.ts';
import type { PbxError } from '../../../../pbx/errors.ts';
import { SHEET_CONSENT, type OpenRotation, type RotationApi, type Sheet } from '../../../../pbx/rotation-api.ts';
import { usePage } from '../../context.ts';
import { download, fileName } from '../../files.ts';
import { Button, Dialog, DialogFoot, Icon, TroubleBox } from '../../parts.tsx';
import { printSheet } from './print.ts';
import { sheetCsv, sheetLines, type SheetLine } from './sheet-rows.ts';

interface SheetProps {
  readonly api: RotationApi;
  readonly rotation: OpenRotation;
  readonly onClose: () => void;
}

export function SheetDialog({ api, rotation, onClose }: SheetProps) {
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [error, setError] = useState<PbxError | null>(null);
  const [consent, setConsent] = useState('');
  const [isBusy, setBusy] = useState(false);
  const isAsked = rotation.sheet === 'consent';
  const read = async () => {
    setBusy(true);
    setError(null);
    const answer = await api.sheet(rotation.plan, consent.trim());
    setBusy(false);
    if (answer.ok) setSheet(answer.value);
    else setError(answer.error);
  };
  useEffect(() => {
    if (!isAsked) void read();
  }, []);
  const title = say('page.sheet.title');
  if (sheet !== null) return <Shown api={api} rotation={rotation} sheet={sheet} onClose={onClose} />;
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void read();
        }}
      >
        {isAsked ? <Consent value={consent} onType={setConsent} /> : error === null && <Reading />}
        {error !== null && (
          <TroubleBox error={error} title={say('page.sheet.not')} {...(isAsked ? {} : { again: () => void read() })} />
        )}
        {isAsked ? (
          <DialogFoot>
            <Button
              kind="primary"
              icon="eye"
              says={say('page.rotation.sheet')}
              disabled={isBusy || consent.trim() !== SHEET_CONSENT}
            />
          </DialogFoot>
        ) : (
          <DialogFoot />
        )}
      </form>
    </Dialog>
  );
}

function Reading() {
  const { speak } = usePage();
  return (
    <p class="mscl-later" role="status">
      <Icon name="hourglass half" /> {speak(say('page.load.part'))}
    </p>
  );
}

interface ConsentProps {
  readonly value: string;
  readonly onType: (text: string) => void;
}

/** Whoever is on the way could read along. */
function Consent({ value, onType }: ConsentProps) {
  const { speak } = usePage();
  return (
    <>
      <p class="mscl-wrong">
        <Icon name="exclamation triangle" /> {speak(say('page.sheet.consent.why'))}
      </p>
      <label class="field mscl-consent">
        <span>{speak(say('page.sheet.consent.type', { words: SHEET_CONSENT }))}</span>
        <input
          type="text"
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          value={value}
          onInput={(event) => onType(event.currentTarget.value)}
        />
      </label>
    </>
  );
}

interface ShownProps extends SheetProps {
  readonly sheet: Sheet;
}

function Shown({ api, rotation, sheet, onClose }: ShownProps) {
  const { speak, wholly, language, store } = usePage();
  const [error, setError] = useState<PbxError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const lines = sheetLines(sheet);
  const table = useRef<HTMLTableElement>(null);
  const pbx = store.current().report?.pbx.name ?? '';
  const have = async () => {
    setBusy(true);
    const answer = await api.closeSheet(rotation.plan);
    setBusy(false);
    if (answer.ok) onClose();
    else setError(answer.error);
  };
  const save = () => {
    const at = new Date(rotation.now * 1000).toISOString();
    const text = sheetCsv(lines, wholly, language === 'en' ? ',' : ';');
    download(fileName('new-passwords', pbx, at, 'csv'), 'text/csv', text);
  };
  return (
    <Dialog title={say('page.sheet.title')} onClose={onClose}>
      <div class="mscl-sheet">
        <p>{speak(say('page.sheet.what'))}</p>
        <p class="mscl-actions">
          <Button icon="print" says={say('page.out.print')} onClick={() => printSheet(table.current)} />
          <Button icon="table" says={say('page.out.csv')} onClick={save} />
        </p>
        <SheetTable lines={lines} table={table} />
        {lines.some(({ maker, row }) => phoneFileOf(maker, row) !== null) && (
          <p>{speak(say('page.sheet.file.what'))}</p>
        )}
        {lines.length === 0 && <p>{speak(say('page.sheet.empty'))}</p>}
        {error !== null && <TroubleBox error={error} title={say('page.sheet.not-closed')} />}
        <DialogFoot before={<p class="mscl-hint">{speak(say('page.sheet.have.what'))}</p>}>
          <Button
            kind="primary"
            icon="check"
            says={say('page.sheet.have')}
            disabled={isBusy}
            onClick={() => void have()}
          />
        </DialogFoot>
      </div>
    </Dialog>
  );
}

interface SheetTableProps {
  readonly lines: readonly SheetLine[];
  readonly table: RefObject<HTMLTableElement>;
}

function SheetTable({ lines, table }: SheetTableProps) {
  const { speak } = usePage();
  return (
    <table ref={table} class="ui very compact unstackable table mscl-sheet-table">
      <caption>{speak(say('page.sheet.title'))}</caption>
      <thead>
        <tr>
          <th scope="col">{speak(say('page.rotation.column.who'))}</th>
          <th scope="col">{speak(say('page.sheet.column.phone'))}</th>
          <th scope="col">{speak(say('page.sheet.column.login'))}</th>
          <th scope="col">{speak(say('page.sheet.column.password'))}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <SheetLineRow key={`${line.row.owner} ${line.maker ?? ''}`} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function SheetLineRow({ line: { row, maker, fields, addresses } }: { readonly line: SheetLine }) {
  const { speak } = usePage();
  return (
    <tr>
      <th scope="row">
        {row.number} {row.name !== '' && <small>{row.name}</small>}
      </th>
      <td>
        {maker ?? speak(say('page.sheet.maker.unknown'))} <small>{addresses.join(', ')}</small>
        {fields !== null && (
          <small class="mscl-sheet-where">{speak(say('page.sheet.where', { where: fields.where }))}</small>
        )}
        <PhoneFileButton maker={maker} row={row} />
      </td>
      <td>
        <small lang={fields === null ? undefined : 'en'}>{fields?.login ?? speak(say('page.sheet.field.login'))}</small>{' '}
        <code>{row.login}</code>
      </td>
      <td>
        <small lang={fields === null ? undefined : 'en'}>
          {fields?.password ?? speak(say('page.sheet.field.password'))}
        </small>{' '}
        {row.secret === '' ? speak(say('page.sheet.same')) : <code>{row.secret}</code>}
      </td>
    </tr>
  );
}

/** Where the phone reads one: nothing has to be typed there. */
function PhoneFileButton({ maker, row }: Pick<SheetLine, 'maker' | 'row'>) {
  const { speak } = usePage();
  const file = phoneFileOf(maker, row);
  if (file === null) return null;
  const name = `${row.number.replace(/[^\w-]/g, '-')}.${file.extension}`;
  return (
    <Button
      small
      icon="download"
      says={say('page.sheet.file')}
      label={speak(say('page.sheet.file.for', { number: row.number }))}
      onClick={() => download(name, file.type, file.text)}
    />
  );
}
