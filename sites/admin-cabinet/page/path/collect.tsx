/** The PBX collects the evidence; once the file has arrived, the step is done with one press. */
import { useState } from 'preact/hooks';
import { lastDays } from '../../../checklist/calls/scene.ts';
import type { Facts } from '../../../checklist/facts/types.ts';
import { say } from '../../../checklist/message.ts';
import { evidenceQuestion } from '../../../checklist/path/evidence.ts';
import type { PbxError } from '../../../pbx/errors.ts';
import type { EvidencePeriod } from '../../../pbx/evidence-api.ts';
import Evidence from '../break-in/evidence.tsx';
import { usePage } from '../context.ts';
import { refocus } from '../focus.ts';
import { Button, TroubleBox } from '../parts.tsx';

export interface CollectProps {
  readonly facts: Facts;
  /** Somebody has said already where it lies. */
  readonly isDone: boolean;
}

export default function Collect({ facts, isDone }: CollectProps) {
  const { store } = usePage();
  const [period] = useState(() => fortnight(facts));
  /** Hash of what was given away here. */
  const [given, setGiven] = useState<string | null>(null);
  return (
    <Evidence
      calls={store.calls}
      period={period}
      onGiven={setGiven}
      arrived={given !== null && !isDone && <Arrived sha256={given} />}
    />
  );
}

/** A page is not told whether a download came to its end. */
function Arrived({ sha256 }: { readonly sha256: string }) {
  const { store, speak, announce } = usePage();
  const [trouble, setTrouble] = useState<PbxError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    setTrouble(null);
    const { item, subject, validDays } = evidenceQuestion;
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
    refocus('.mscl-way-now summary, #mscl-score');
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

/** In the time of the PBX. */
function fortnight({ parts: { system }, readAt }: Facts): EvidencePeriod {
  const now = system.state === 'known' ? system.data.now : readAt;
  return { from: `${lastDays(now).from}T00:00`, to: now.slice(0, 16) };
}
