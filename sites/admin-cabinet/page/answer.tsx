/** Answering a question of the checklist: fields by the kind of question, a note, and until when it holds. */
import { useState } from 'preact/hooks';
import { COUNTRIES } from '../../checklist/dialling/countries.ts';
import { HOME_COUNTRY } from '../../checklist/dialling/home.ts';
import { OUTSIDE_FIREWALL } from '../../checklist/exposure/outside-firewall.ts';
import { FORWARDED_PORTS } from '../../checklist/exposure/forwarded.ts';
import { say } from '../../checklist/message.ts';
import type { Question } from '../../checklist/report/types.ts';
import type { PbxError } from '../../pbx/errors.ts';
import { usePage } from './context.ts';
import { dayAhead, daysUntil } from './dates.ts';
import { Button, Dialog, DialogFoot, TroubleBox, useDraft } from './parts.tsx';

/** Of these, the answer holds until something changes: nobody is asked for a date. */
const FOR_GOOD = 3650;

export function AnswerDialog({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const isCheck = question.kind === 'confirm' && question.choices.length === 0;
  return (
    <Dialog title={say(isCheck ? 'page.answer.checked' : 'page.answer.title')} onClose={onClose}>
      <AnswerForm question={question} onDone={onClose} isAlone />
    </Dialog>
  );
}

interface AnswerFormProps {
  readonly question: Question;
  readonly onDone: () => void;
  /** All of its dialog; else one of several. */
  readonly isAlone?: boolean;
}

export function AnswerForm({ question, onDone, isAlone = false }: AnswerFormProps) {
  const { store, speak, announce } = usePage();
  const { item, subject, validDays } = question;
  const key = `answer ${item} ${subject}`;
  const [answer, setAnswer, forgetAnswer] = useDraft<string>(key, firstAnswer(question));
  const [note, setNote, forgetNote] = useDraft<string>(`${key} note`, '');
  const [until, setUntil] = useState(() => dayAhead(validDays));
  const [trouble, setTrouble] = useState<PbxError | null>(null);
  const [busy, setBusy] = useState(false);

  const send = async () => {
    setBusy(true);
    setTrouble(null);
    const days = validDays >= FOR_GOOD ? validDays : daysUntil(until, validDays);
    const written = await store.write(
      (api) => api.attest({ item, subject, answer: answer.trim(), note: note.trim(), validDays: days }),
      ['attestations'],
    );
    setBusy(false);
    if (!written.ok) {
      setTrouble(written.error);
      return;
    }
    forgetAnswer();
    forgetNote();
    announce(say('page.answer.saved'));
    onDone();
  };
  const save = (
    <Button
      kind="primary"
      icon="check"
      says={say(busy ? 'page.saving' : 'page.save')}
      disabled={busy || answer.trim() === ''}
    />
  );

  return (
    <form
      class="ui form mscl-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <AnswerFields question={question} answer={answer} onAnswer={setAnswer} />
      <label class="field">
        <span>{speak(say(item === OUTSIDE_FIREWALL ? 'page.answer.note.outside' : 'page.answer.note'))}</span>
        <textarea rows={2} maxLength={2000} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      </label>
      {validDays < FOR_GOOD && (
        <label class="field mscl-short">
          <span>{speak(say('page.until'))}</span>
          <input
            type="date"
            required
            min={dayAhead(1)}
            max={dayAhead(validDays)}
            value={until}
            onInput={(event) => setUntil(event.currentTarget.value)}
          />
        </label>
      )}
      {trouble !== null && <TroubleBox error={trouble} title={say('page.not-saved')} />}
      {isAlone ? <DialogFoot>{save}</DialogFoot> : <p class="mscl-actions">{save}</p>}
    </form>
  );
}

/** What needs no thinking is filled in; a suggestion is one. */
function firstAnswer({ kind, choices }: Question): string {
  if (kind === 'confirm' && choices.length === 0) return 'yes';
  return kind === 'countries' ? (choices[0]?.value ?? '') : '';
}

interface FieldsProps {
  readonly question: Question;
  readonly answer: string;
  readonly onAnswer: (answer: string) => void;
}

function AnswerFields(props: FieldsProps) {
  const { question } = props;
  switch (question.kind) {
    case 'confirm':
    case 'choice':
      return <Choices {...props} />;
    case 'countries':
      return question.item === HOME_COUNTRY ? <OneCountry {...props} /> : <SomeCountries {...props} />;
    case 'services':
      return <Services {...props} />;
    case 'networks':
    case 'password':
      return <FreeText {...props} />;
  }
}

function Choices({ question, answer, onAnswer }: FieldsProps) {
  const { speak } = usePage();
  if (question.choices.length === 0) return <p class="mscl-question">{speak(question.says)}</p>;
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(question.says)}</legend>
      {question.choices.map(({ value, says }) => (
        <label key={value}>
          <input
            type="radio"
            name={`${question.item} ${question.subject}`}
            checked={answer === value}
            onChange={() => onAnswer(value)}
          />{' '}
          {speak(says)}
        </label>
      ))}
    </fieldset>
  );
}

interface NamedCountry {
  readonly code: string;
  readonly name: string;
}

/** Countries by their names in the reader's language. */
function useCountries(): readonly NamedCountry[] {
  const { language } = usePage();
  const [countries] = useState(() => {
    const names = new Intl.DisplayNames([language], { type: 'region' });
    return COUNTRIES.filter(({ id }) => /^[A-Z]{2}$/.test(id))
      .map(({ id }) => ({ code: id, name: names.of(id) ?? id }))
      .sort((a, b) => a.name.localeCompare(b.name, language));
  });
  return countries;
}

interface SelectProps {
  readonly value: string;
  readonly empty: string;
  readonly onPick: (code: string) => void;
  readonly without?: readonly string[];
}

/** One of them, by their names. */
export function CountrySelect({ value, empty, onPick, without = [] }: SelectProps) {
  const countries = useCountries();
  return (
    <select value={value} onChange={(event) => onPick(event.currentTarget.value)}>
      <option value="">{empty}</option>
      {countries
        .filter(({ code }) => !without.includes(code))
        .map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
    </select>
  );
}

function OneCountry({ question, answer, onAnswer }: FieldsProps) {
  const { speak } = usePage();
  return (
    <label class="field">
      <span>{speak(say('dialling.ask.home'))}</span>
      <CountrySelect value={answer} empty={speak(say('page.answer.choose'))} onPick={onAnswer} />
      {question.choices.length > 0 && <small>{speak(say('page.answer.suggested'))}</small>}
    </label>
  );
}

const NO_OTHER = 'none';

function SomeCountries({ question, answer, onAnswer }: FieldsProps) {
  const { speak } = usePage();
  const countries = useCountries();
  const codes = answer === NO_OTHER ? [] : answer.split(',').filter((code) => code !== '');
  const name = (code: string) => countries.find((country) => country.code === code)?.name ?? code;
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(question.says)}</legend>
      <label>
        <input
          type="checkbox"
          checked={answer === NO_OTHER}
          onChange={(event) => onAnswer(event.currentTarget.checked ? NO_OTHER : '')}
        />{' '}
        {speak(say('page.answer.no-other'))}
      </label>
      {codes.length > 0 && (
        <ul class="mscl-chosen">
          {codes.map((code) => (
            <li key={code}>
              {name(code)}{' '}
              <Button
                small
                icon="close"
                says={say('page.answer.remove')}
                label={speak(say('page.answer.remove.of', { name: name(code) }))}
                onClick={() => onAnswer(codes.filter((other) => other !== code).join(','))}
              />
            </li>
          ))}
        </ul>
      )}
      <label class="field">
        <span>{speak(say('page.answer.add'))}</span>
        <CountrySelect
          value=""
          empty={speak(say('page.answer.choose'))}
          without={codes}
          onPick={(code) => {
            if (code !== '') onAnswer([...codes, code].join(','));
          }}
        />
      </label>
    </fieldset>
  );
}

/** These answers stand alone. */
const ALONE: ReadonlySet<string> = new Set(['none', 'NONE', 'ALL']);

function Services({ question, answer, onAnswer }: FieldsProps) {
  const { speak } = usePage();
  const values = new Set(question.choices.map(({ value }) => value));
  const words = answer.split(',').filter((word) => word !== '');
  const ports = words.filter((word) => !values.has(word)).join(',');
  const chosen = words.filter((word) => values.has(word));
  const set = (next: readonly string[], more: string) => onAnswer([...next, ...(more === '' ? [] : [more])].join(','));
  const pick = (value: string, on: boolean) => {
    if (ALONE.has(value)) set(on ? [value] : [], '');
    else
      set(on ? [...chosen.filter((word) => !ALONE.has(word)), value] : chosen.filter((word) => word !== value), ports);
  };
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(question.says)}</legend>
      <div class="mscl-columns">
        {question.choices.map(({ value, says }) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) => pick(value, event.currentTarget.checked)}
            />{' '}
            {speak(says)}
          </label>
        ))}
      </div>
      {question.item === FORWARDED_PORTS && (
        <label class="field">
          <span>{speak(say('page.answer.ports'))}</span>
          <input
            type="text"
            placeholder="5060/udp,10000-10200"
            pattern="\s*\d{1,5}(-\d{1,5})?(/(udp|tcp))?(\s*,\s*\d{1,5}(-\d{1,5})?(/(udp|tcp))?)*\s*"
            value={ports}
            onInput={(event) =>
              set(
                chosen.filter((word) => !ALONE.has(word)),
                event.currentTarget.value,
              )
            }
          />
        </label>
      )}
    </fieldset>
  );
}

function FreeText({ question, answer, onAnswer }: FieldsProps) {
  const { speak } = usePage();
  return (
    <label class="field">
      <span>{speak(question.says)}</span>
      <input type="text" maxLength={1000} value={answer} onInput={(event) => onAnswer(event.currentTarget.value)} />
    </label>
  );
}
