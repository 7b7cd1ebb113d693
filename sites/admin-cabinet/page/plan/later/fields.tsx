/** When a plan begins, and until when it has to be confirmed: by the clock of the PBX, whatever that of the person says. */
import { useEffect, useState } from 'preact/hooks';
import { say } from '../../../../checklist/message.ts';
import type { LaterTimes } from '../../../../pbx/plans-api.ts';
import { usePage } from '../../context.ts';

export interface LaterFieldsProps {
  /** Of the PBX. */
  readonly zone: string;
  readonly address: string;
  /** It has to be confirmed. */
  readonly isConfirmed: boolean;
  /** null: no times that the PBX would take. */
  readonly onChange: (later: LaterTimes | null) => void;
}

const MINUTE = 60_000;
/** To confirm, in ms. */
const TO_CONFIRM = { shortest: 3 * MINUTE, usual: 15 * MINUTE, longest: 60 * MINUTE } as const;
/** In ms. */
const LATEST = 30 * 24 * 60 * MINUTE;
const SUGGESTED = 60 * MINUTE;

export default function LaterFields(props: LaterFieldsProps) {
  const { speak } = usePage();
  return isZone(props.zone) ? <Times {...props} /> : <p class="mscl-hint">{speak(say('page.plan.later.no-zone'))}</p>;
}

function Times({ zone, address, isConfirmed, onChange }: LaterFieldsProps) {
  const { speak } = usePage();
  const now = () => wallIn(zone, Date.now());
  const [at, setAt] = useState(() => moved(now(), SUGGESTED));
  const [until, setUntil] = useState(() => moved(at, TO_CONFIRM.usual));
  const [ahead, toConfirm] = [between(now(), at), between(at, until)];
  const isPossible =
    ahead >= MINUTE && ahead <= LATEST && toConfirm >= TO_CONFIRM.shortest && toConfirm <= TO_CONFIRM.longest;
  useEffect(() => onChange(isPossible ? { at, until, zone } : null), [at, until, isPossible]);
  return (
    <div class="field">
      <label class="field">
        <span>{speak(say('page.plan.later.at'))}</span>
        <input
          type="datetime-local"
          required
          value={at}
          onInput={({ currentTarget: { value } }) => {
            setAt(value);
            // As long to confirm as before.
            setUntil(moved(value, Number.isFinite(toConfirm) ? toConfirm : TO_CONFIRM.usual));
          }}
        />
      </label>
      {isConfirmed && (
        <label class="field">
          <span>{speak(say('page.plan.later.until'))}</span>
          <input
            type="datetime-local"
            required
            value={until}
            onInput={(event) => setUntil(event.currentTarget.value)}
          />
        </label>
      )}
      <p class="mscl-soft">{speak(say('page.plan.later.zone', { zone, now: now().replace('T', ' ') }))}</p>
      {!isPossible && (
        <p class="mscl-hint" role="status">
          {speak(say('page.plan.later.when'))}
        </p>
      )}
      <p>{speak(say('page.plan.later.what'))}</p>
      {isConfirmed && <p>{speak(say('page.plan.later.confirm', { address }))}</p>}
    </div>
  );
}

/** What the PBX has stored may be none that this browser knows. */
function isZone(zone: string): boolean {
  try {
    return wallIn(zone, 0) !== '';
  } catch {
    return false;
  }
}

/** `2026-11-30T22:00`, as fields for time take it. */
const wallIn = (zone: string, ms: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    .format(ms)
    .replace(' ', 'T');

/** By the calendar alone: whether the clocks go on or back in between, the PBX knows. */
const between = (from: string, to: string): number => Date.parse(`${to}Z`) - Date.parse(`${from}Z`);

function moved(wall: string, ms: number): string {
  const time = Date.parse(`${wall}Z`) + ms;
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, 16) : '';
}
