/** "Accept the risk": why, and until when. A critical one for a year at most. */
import { useState } from 'preact/hooks';
import { say } from '../../checklist/message.ts';
import { openFindings } from '../../checklist/report/order.ts';
import type { Finding, Result } from '../../checklist/report/types.ts';
import type { PbxError } from '../../pbx/errors.ts';
import { usePage } from './context.ts';
import { dayAhead, endOf } from './dates.ts';
import { Button, Dialog, DialogFoot, Lines, TroubleBox, useDraft } from './parts.tsx';

const YEAR = 365;
/** The bound of the module's API is ten years and some days. */
const LONGEST = 3650;
const USUAL = 180;

interface RiskDialogProps {
  readonly result: Result;
  /** null: which one is asked for. */
  readonly finding: Finding | null;
  readonly onClose: () => void;
}

export function RiskDialog({ result, finding: given, onClose }: RiskDialogProps) {
  const { store, speak, announce } = usePage();
  const open = openFindings(result);
  /** null: all problems of the check. */
  const [finding, setFinding] = useState<Finding | null>(given ?? (open.length === 1 ? (open[0] ?? null) : null));
  const isCritical = (finding === null ? open : [finding]).some(({ severity }) => severity === 'critical');
  const most = isCritical ? YEAR : LONGEST;
  const [reason, setReason, forget] = useDraft<string>(`risk ${result.id} ${finding?.id ?? ''}`, '');
  const [until, setUntil] = useState(() => dayAhead(USUAL));
  const [trouble, setTrouble] = useState<PbxError | null>(null);
  const [busy, setBusy] = useState(false);

  const save = async () => {
    const end = endOf(until);
    if (end === null) return;
    setBusy(true);
    setTrouble(null);
    const risk = { check: result.id, finding: finding?.id ?? '', reason: reason.trim(), expiresAt: end.toISOString() };
    const written = await store.write((api) => api.waive(risk), ['waivers']);
    setBusy(false);
    if (!written.ok) {
      setTrouble(written.error);
      return;
    }
    forget();
    announce(say('page.risk.saved'));
    onClose();
  };

  return (
    <Dialog title={say('page.risk.title')} onClose={onClose}>
      <form
        class="ui form mscl-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {given === null && open.length > 1 ? (
          <label class="field">
            <span>{speak(say('page.risk.which'))}</span>
            <select
              value={finding?.id ?? ''}
              onChange={({ currentTarget: { value } }) => setFinding(open.find(({ id }) => id === value) ?? null)}
            >
              <option value="">{speak(say('page.risk.all'))}</option>
              {open.map(({ id, says }) => (
                <option key={id} value={id}>
                  {speak(says)}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <Lines messages={[finding?.says ?? result.title]} />
        )}
        <p>{speak(say('page.risk.what'))}</p>
        <label class="field">
          <span>{speak(say('page.risk.reason'))}</span>
          <textarea
            rows={3}
            required
            maxLength={2000}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <label class="field mscl-short">
          <span>{speak(say('page.until'))}</span>
          <input
            type="date"
            required
            min={dayAhead(1)}
            max={dayAhead(most)}
            value={until}
            onInput={(event) => setUntil(event.currentTarget.value)}
          />
          {isCritical && <small>{speak(say('page.risk.year'))}</small>}
        </label>
        {trouble !== null && <TroubleBox error={trouble} title={say('page.not-saved')} />}
        <DialogFoot>
          <Button
            kind="primary"
            icon="check"
            says={say(busy ? 'page.saving' : 'page.risk.accept')}
            disabled={busy || reason.trim() === ''}
          />
        </DialogFoot>
      </form>
    </Dialog>
  );
}
