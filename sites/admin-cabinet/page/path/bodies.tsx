/** What is done in each step: its buttons, what it is judged by, and how it is done by hand. */
import { useState } from 'preact/hooks';
import type { Facts } from '../../../checklist/facts/types.ts';
import { say, type Message } from '../../../checklist/message.ts';
import { evidenceCommands, evidenceQuestion, evidenceSteps } from '../../../checklist/path/evidence.ts';
import { groupLine, groupsOf, isDone } from '../../../checklist/path/passwords.ts';
import type { Path, PathStep } from '../../../checklist/path/path.ts';
import { backupCommands, holesHere, upgradeSteps } from '../../../checklist/path/upgrade.ts';
import type { Question, Report, Result } from '../../../checklist/report/types.ts';
import { useCabinetLink, usePage, useTime } from '../context.ts';
import { AnswerDialog } from '../dialogs-later.ts';
import { later } from '../later.tsx';
import { refocus } from '../focus.ts';
import { Button, Icon, Lines } from '../parts.tsx';
import type { CollectProps } from './collect.tsx';
import { Commands } from './commands.tsx';
import { ToRow } from './to-row.tsx';

/** Loaded when somebody wants it. */
const Collect = later<CollectProps>(async () => (await import('./collect.tsx')).default);

interface BodyProps {
  readonly step: PathStep;
  readonly path: Path;
  readonly facts: Facts;
  readonly report: Report;
  readonly onShow: (check: string) => void;
}

export function StepBody(props: BodyProps) {
  return (
    <div class="mscl-way-body">
      <Body {...props} />
      <Questions questions={props.step.questions} />
    </div>
  );
}

function Body(props: BodyProps) {
  switch (props.step.id) {
    case 'close':
      return <Close {...props} />;
    case 'evidence':
      return <Evidence {...props} />;
    case 'patch':
      return <Judged {...props} />;
    case 'passwords':
      return <Passwords {...props} />;
    case 'upgrade':
      return <Upgrade {...props} />;
  }
}

interface JudgedProps extends Pick<BodyProps, 'step' | 'onShow'> {
  /** Other buttons fix it. */
  readonly isPlain?: boolean;
}

/** The items that it is judged by and are not in order, each with its fix. */
function Judged({ step: { open, says }, onShow, isPlain = false }: JudgedProps) {
  const { speak, plans } = usePage();
  if (open.length === 0) return null;
  return (
    <ul class="mscl-way-items">
      {open.map((result) => (
        <li key={result.id}>
          <ToRow result={result} onShow={onShow} />
          {result.says !== says && <span>{speak(result.says)}</span>}
          {plans !== null && !isPlain && <plans.Fix result={result} />}
        </li>
      ))}
    </ul>
  );
}

function Close(props: BodyProps) {
  const { plans } = usePage();
  return (
    <>
      <Judged {...props} />
      {plans !== null && props.step.open.length > 0 && (
        <p class="mscl-actions">
          <plans.Safe />
        </p>
      )}
    </>
  );
}

function Evidence({ path: { release }, facts, step: { state } }: BodyProps) {
  const { host } = usePage();
  const [isWanted, setWanted] = useState(false);
  return (
    <>
      {isWanted ? (
        <Collect facts={facts} question={evidenceQuestion} isDone={state === 'done'} />
      ) : (
        <p class="mscl-actions">
          <Button kind="primary" icon="archive" says={say('page.path.collect')} onClick={() => setWanted(true)} />
        </p>
      )}
      <ByHand steps={evidenceSteps(release)} says={say('page.path.by-yourself')} />
      <Commands commands={evidenceCommands(facts.parts, host)} />
    </>
  );
}

function Passwords(props: BodyProps) {
  const { speak, plans } = usePage();
  const { path, facts, report } = props;
  const never = report.results.find(({ id }) => id === 'secrets-rotated');
  const groups = never?.verdict === 'pass' ? [] : groupsOf(facts.parts, path.release, path.hole);
  const isOpen = path.hole === 'open';
  const shown = isOpen ? groups.filter(({ early }) => early > 0) : groups;
  return (
    <>
      {shown.length > 0 && (
        <ul class="mscl-way-items">
          {shown.map((group) => (
            <li key={group.id}>
              <span>
                <Icon name={isDone(group) ? 'check circle' : 'circle outline'} /> {speak(groupLine(group, path.hole))}
              </span>
              {!isOpen && !isDone(group) && plans !== null && group.action !== null && (
                <plans.Act action={group.action} />
              )}
              {!isOpen && !isDone(group) && group.action === null && <small>{speak(say('page.path.by-hand'))}</small>}
            </li>
          ))}
        </ul>
      )}
      {!isOpen && <Judged {...props} isPlain={shown.some((group) => !isDone(group))} />}
    </>
  );
}

function Upgrade({ path: { release, hole }, facts: { parts }, step: { open }, onShow }: BodyProps) {
  const { speak, host } = usePage();
  const link = useCabinetLink();
  const [result] = open;
  if (result === undefined) return null;
  return (
    <>
      <Holes of={holesHere(release, hole)} />
      <Before result={result} />
      <ByHand steps={upgradeSteps(parts, release)} />
      <Commands commands={backupCommands(parts, host)} />
      <p class="mscl-actions">
        <a class="ui primary tiny button" href={link({ page: 'update' })}>
          <Icon name="external alternate" /> {speak(say('page.path.update'))}
        </a>
        <ToRow result={result} onShow={onShow} />
      </p>
    </>
  );
}

function Before({ result: { before = [] } }: { readonly result: Result }) {
  const { speak } = usePage();
  if (before.length === 0) return null;
  return (
    <>
      <p class="mscl-way-sub">{speak(say('report.before-upgrade'))}</p>
      <Lines messages={before} name="mscl-way-lines" />
    </>
  );
}

function Holes({ of }: { readonly of: ReturnType<typeof holesHere> }) {
  const { speak } = usePage();
  const time = useTime();
  if (of.length === 0) return null;
  return (
    <details class="mscl-way-more">
      <summary>{speak(say('page.path.holes', { count: of.length }))}</summary>
      <table class="ui very compact unstackable table mscl-way-holes">
        <thead>
          <tr>
            <th scope="col">{speak(say('page.path.column.release'))}</th>
            <th scope="col">{speak(say('page.path.column.date'))}</th>
            <th scope="col">{speak(say('page.path.column.what'))}</th>
          </tr>
        </thead>
        <tbody>
          {of.map(({ id, fixedIn, date, severity, source }) => (
            <tr key={id}>
              <th scope="row">{fixedIn}</th>
              <td>{date === null ? speak(say('page.path.no-date')) : time(date, 'date')}</td>
              <td>
                {speak(say(`advisory.${id}`))} <small>({speak(say(`severity.${severity}`))})</small>{' '}
                <a
                  href={source}
                  target="_blank"
                  rel="noreferrer"
                  aria-label={`${speak(say('page.path.source'))}: ${id}`}
                >
                  {speak(say('page.path.source'))}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

interface ByHandProps {
  readonly steps: readonly Message[];
  readonly says?: Message;
}

function ByHand({ steps, says = say('page.path.how') }: ByHandProps) {
  const { speak } = usePage();
  return (
    <>
      <p class="mscl-way-sub">{speak(says)}</p>
      <ol class="mscl-way-hand">
        {steps.map((one, index) => (
          <li key={index}>{speak(one)}</li>
        ))}
      </ol>
    </>
  );
}

function Questions({ questions }: { readonly questions: readonly Question[] }) {
  const { speak } = usePage();
  const [asked, setAsked] = useState<Question | null>(null);
  return (
    <>
      {questions.map((question) => {
        const says = speak(question.says);
        return (
          <p class="mscl-way-question" key={`${question.item} ${question.subject}`}>
            <span>{says}</span>{' '}
            <Button
              small
              kind="primary"
              icon="edit"
              says={say('page.path.answer')}
              label={`${speak(say('page.path.answer'))}: ${says}`}
              onClick={() => setAsked(question)}
            />
          </p>
        );
      })}
      {asked !== null && (
        <AnswerDialog
          question={asked}
          onClose={() => {
            setAsked(null);
            refocus('.mscl-way-now summary, #mscl-score');
          }}
        />
      )}
    </>
  );
}
