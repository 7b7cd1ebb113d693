/** What a person says in the room is kept by the module, with who said it and when; so nobody has to remember it. */
import { useState } from 'preact/hooks';
import { localNow, MARK_DAYS, type Incident, type Subject } from '../../../checklist/break-in/incident.ts';
import { BREAK_IN } from '../../../checklist/break-in/said.ts';
import type { Facts } from '../../../checklist/facts/types.ts';
import { say, type Message } from '../../../checklist/message.ts';
import type { Answer, PbxError } from '../../../pbx/errors.ts';
import type { ModuleApi } from '../../../pbx/module-api.ts';
import { usePage } from '../context.ts';
import { refocus } from '../focus.ts';
import { Button, TroubleBox } from '../parts.tsx';

/** Where the focus goes when what had it is gone. */
export const NEXT = '.mscl-room .mscl-way-now summary, #mscl-room';

export interface Marking {
  readonly isBusy: boolean;
  readonly trouble: PbxError | null;
  /** Did the PBX keep it? */
  put(subject: Subject | `note-${string}`, answer: string, note?: string): Promise<boolean>;
  withdraw(subject: string): Promise<boolean>;
}

export function useMarking(facts: Facts, { state }: Incident): Marking {
  const { store, announce } = usePage();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<PbxError | null>(null);
  const done = <T,>(written: Answer<T>): boolean => {
    setBusy(false);
    setTrouble(written.ok ? null : written.error);
    if (!written.ok) return false;
    announce(say('page.answer.saved'));
    refocus(NEXT);
    return true;
  };
  const attest = (subject: string, answer: string, note: string) => (api: ModuleApi) =>
    api.attest({ item: BREAK_IN, subject, answer, note, validDays: MARK_DAYS });
  return {
    isBusy,
    trouble,
    async put(subject, answer, note = '') {
      setBusy(true);
      if (state === 'none') {
        // The first thing that is said is that there was a break-in.
        const begun = await store.ask(attest('begun', localNow(facts), ''));
        if (!begun.ok) return done(begun);
      }
      return done(await store.write(attest(subject, answer, note), ['attestations']));
    },
    async withdraw(subject) {
      setBusy(true);
      return done(await store.write((api) => api.withdrawAttestation({ item: BREAK_IN, subject }), ['attestations']));
    },
  };
}

interface MarkButtonProps {
  readonly marking: Marking;
  readonly subject: Subject;
  readonly says: Message;
  readonly answer?: string;
  readonly label?: string;
  readonly small?: boolean;
  readonly plain?: boolean;
}

export function MarkButton({
  marking,
  subject,
  says,
  answer = 'yes',
  label,
  small = false,
  plain = false,
}: MarkButtonProps) {
  return (
    <Button
      kind={plain ? 'basic' : 'primary'}
      icon="check"
      small={small}
      says={says}
      label={label}
      disabled={marking.isBusy}
      onClick={() => void marking.put(subject, answer)}
    />
  );
}

export function MarkTrouble({ marking: { trouble } }: { readonly marking: Marking }) {
  return trouble === null ? null : <TroubleBox error={trouble} title={say('page.not-saved')} />;
}
