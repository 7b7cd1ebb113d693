/** The PBX collects the evidence; once the file has arrived, the step is done with one press. */
import { useState } from 'preact/hooks';
import type { Facts } from '../../../checklist/facts/types.ts';
import { say } from '../../../checklist/message.ts';
import type { Question } from '../../../checklist/report/types.ts';
import type { PbxError } from '../../../pbx/errors.ts';
import type { EvidencePeriod } from '../../../pbx/evidence-api.ts';
import Evidence from '../break-in/evidence.tsx';
import { usePage } from '../context.ts';
import { refocus } from '../focus.ts';
import { Button, TroubleBox } from '../parts.tsx';

export interface CollectProps {
  readonly facts: Facts;
  /** That having it answers. */
  readonly question: Question;
  /** Somebody has said already where it lies. */
  readonly isDone: boolean;
  /** Since when, in the local time of the PBX; the last fortnight where nobody says. */
  readonly since?: string;
  /** Where the focus goes when the question is gone. */
  readonly next?: string;
}

const NEXT = '.mscl-way-now summary, #mscl-score';

export default function Collect({ facts, question, isDone, since, next = NEXT }: CollectProps) {
  const { store } = usePage();
  const [period] = useState(() => periodOf(facts, since));
  /** Hash of what was given away here. */
  const [given, setGiven] = useState<string | null>(null);
  return (
    <Evidence
      calls={store.calls}
      period={period}
      onGiven={setGiven}
      arrived={given !== null && !isDone && <Arrived sha256={given} question={question} next={next} />}
    />
  );
}

interface ArrivedProps {
  readonly sha256: string;
  readonly question: Question;
  readonly next: string;
}

/** A page is not told whether a download came to its end. */
function Arrived({ sha256, question, next }: ArrivedProps) {
  const { store, speak, announce } = usePage();
  const [trouble, setTrouble] = useState<PbxError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    setTrouble(null);
    const { item, subject, validDays } = question;
    const note = `SHA-256 ${sha256}`;
    const written = await store.write(
      (api) => api.attest({ item, subject, answer: 'saved', note, validDays }),
      ['attestations'],
    );
    setBusy(false);
    if (!written.ok) {
      setTrouble(written.error);
      return;
    }
    announce(say('page.answer.saved'));
    refocus(next);
  };
  return (
    <>
      {trouble !== null && <TroubleBox error={trouble} title={say('page.not-saved')} />}
      <p class="mscl-actions">
        <Button
          kind="primary"
          icon="check"
          says={say('page.path.arrived')}
          disabled={isBusy}
          onClick={() => void confirm()}
        />
      </p>
      <p class="mscl-hint">{speak(say('page.path.arrived.hint'))}</p>
    </>
  );
}

const DAY = 86_400_000;

/** In the time of the PBX. */
function periodOf({ parts: { system }, readAt }: Facts, since: string | undefined): EvidencePeriod {
  const now = system.state === 'known' ? system.data.now : readAt;
  const first = new Date(Date.parse(`${now.slice(0, 10)}T00:00Z`) - 13 * DAY);
  return { from: since ?? first.toISOString().slice(0, 16), to: now.slice(0, 16) };
}
