/** One item of the checklist: what was found, why it matters, what to do, and what persons said about it. */
import { useEffect, useState } from 'preact/hooks';
import type { Attestation, Parts, Waiver } from '../../checklist/facts/types.ts';
import { guideUrl, manualUrl } from '../../checklist/links.ts';
import { addresseeOf } from '../../checklist/letters/checks.ts';
import { say } from '../../checklist/message.ts';
import { isWrong, openFindings, standingOf } from '../../checklist/report/order.ts';
import type { Finding, Question, Result } from '../../checklist/report/types.ts';
import type { Answer, PbxError } from '../../pbx/errors.ts';
import type { LoginName, ModuleApi } from '../../pbx/module-api.ts';
import type { PartName } from '../../checklist/facts/types.ts';
import { sourceLines } from '../../report/format.ts';
import { answersFor, describeAnswer } from './answers.ts';
import { useCabinetLink, usePage, useTime } from './context.ts';
import { AnswerDialog, LetterDialog, ProveDialog, RiskDialog } from './dialogs-later.ts';
import { refocus } from './focus.ts';
import { Guessing } from './guessing.tsx';
import { Button, Icon, Lines, OutLink, SeverityTag, TroubleBox, StandingTag } from './parts.tsx';
import type { Wanted } from './place.ts';
import { Problems } from './problems.tsx';
import { short } from './short.ts';

export interface RowProps {
  readonly result: Result;
  readonly isOpen: boolean;
  readonly isPending: boolean;
  readonly isPrinting: boolean;
  readonly onToggle: (open: boolean) => void;
  /** Where the picture of who can connect tells more. */
  readonly onWho: (() => void) | null;
  /** What a link to this row asks for. */
  readonly wanted: Wanted | null;
}

export const rowId = (check: string): string => `mscl-${check}`;

export function Row({ result, isOpen, isPending, isPrinting, onToggle, onWho, wanted }: RowProps) {
  const { speak, plans } = usePage();
  const standing = standingOf(result);
  const accepted = result.accepted.length;
  if (isPending) {
    return (
      <div class="mscl-row mscl-pending" id={rowId(result.id)}>
        <h3>{speak(result.title)}</h3>
        <span class="mscl-tag">
          <Icon name="hourglass half" /> {speak(say('page.reading'))}
        </span>
      </div>
    );
  }
  return (
    <details
      class={`mscl-row mscl-${standing}`}
      id={rowId(result.id)}
      open={isOpen || isPrinting}
      onToggle={(event) => {
        if (!isPrinting && event.currentTarget.open !== isOpen) onToggle(event.currentTarget.open);
      }}
    >
      <summary>
        <StandingTag standing={standing} />
        <span class="mscl-row-head">
          <h3>{speak(result.title)}</h3>
          <span class="mscl-says">{speak(result.says)}</span>
        </span>
        <span class="mscl-row-fix mscl-screen">
          {/* Open, it stands among what else can be done. */}
          {plans !== null && !isOpen && !isPrinting && <plans.Fix result={result} isPlain isShortcut />}
        </span>
        <span class="mscl-row-side">
          {isWrong(result) && <SeverityTag severity={result.severity} />}
          {accepted > 0 && <span class="mscl-side-note">{speak(say('page.accepted', { count: accepted }))}</span>}
        </span>
      </summary>
      {(isOpen || isPrinting) && <RowBody result={result} isPrinting={isPrinting} onWho={onWho} wanted={wanted} />}
    </details>
  );
}

/** What a person is doing in this row. */
type Doing =
  | { readonly kind: 'answer' | 'prove'; readonly question: Question }
  | { readonly kind: 'accept'; readonly finding: Finding | null };

/** Several at once; a critical one is no choice among what to do about it, so it is accepted down here. */
function hasMoreToAccept(result: Result): boolean {
  const open = openFindings(result);
  return open.length > 1 || open.some(({ severity }) => severity === 'critical');
}

/** A link asks for one problem to be accepted, which may be gone or accepted by now. */
function acceptanceOf(result: Result, wanted: Wanted | null): Doing | null {
  if (wanted?.kind !== 'accept') return null;
  const finding = openFindings(result).find(({ id }) => id === wanted.finding);
  return finding === undefined ? null : { kind: 'accept', finding };
}

function RowBody({ result, isPrinting, onWho, wanted }: Pick<RowProps, 'result' | 'isPrinting' | 'onWho' | 'wanted'>) {
  const { store, speak, announce } = usePage();
  const [doing, setDoing] = useState<Doing | null>(() => acceptanceOf(result, wanted));
  const [trouble, setTrouble] = useState<PbxError | null>(null);
  // The address may change while the row is open.
  useEffect(() => setDoing((now) => acceptanceOf(result, wanted) ?? now), [wanted]);
  const { facts } = store.current().reading;
  const waivers = waiversOf(facts?.parts, result.id);
  const singly = new Set(waivers.map(({ finding }) => finding));

  const withdraw = async (what: (api: ModuleApi) => Promise<Answer<boolean>>, part: PartName) => {
    setTrouble(null);
    const answer = await store.write(what, [part]);
    if (answer.ok) announce(say('page.withdrawn'));
    else setTrouble(answer.error);
    keepFocus();
  };
  const withdrawRisk = (finding: string) =>
    void withdraw((api) => api.withdrawWaiver({ check: result.id, finding }), 'waivers');
  const keepFocus = () => refocus(`#${rowId(result.id)} > summary`);
  const close = () => {
    setDoing(null);
    keepFocus();
  };

  return (
    <div class="mscl-body">
      <p class="mscl-why">{speak(result.why)}</p>
      <Problems
        result={result}
        whole={isPrinting}
        singly={singly}
        onAccept={(finding) => setDoing({ kind: 'accept', finding })}
        onWithdraw={withdrawRisk}
      />
      <Lines messages={result.notes} name="mscl-notes" />
      <Before result={result} />
      <Steps result={result} />
      <Questions result={result} onAsk={setDoing} />
      <Logins result={result} parts={facts?.parts} />
      <Given
        result={result}
        parts={facts?.parts}
        onWithdraw={({ item, subject }) =>
          void withdraw((api) => api.withdrawAttestation({ item, subject }), 'attestations')
        }
      />
      <Accepted waivers={waivers} result={result} onWithdraw={withdrawRisk} />
      {trouble !== null && <TroubleBox error={trouble} title={say('page.not-saved')} />}
      <Footer
        result={result}
        onWho={onWho}
        wanted={wanted}
        onAccept={hasMoreToAccept(result) ? () => setDoing({ kind: 'accept', finding: null }) : null}
      />
      {doing?.kind === 'answer' && <AnswerDialog question={doing.question} onClose={close} />}
      {doing?.kind === 'prove' && <ProveDialog {...loginOf(result, facts?.parts)} onClose={close} />}
      {doing?.kind === 'accept' && <RiskDialog result={result} finding={doing.finding} onClose={close} />}
    </div>
  );
}

/** What an upgrade changes for this PBX. */
function Before({ result: { before = [] } }: { readonly result: Result }) {
  const { speak } = usePage();
  if (before.length === 0) return null;
  return (
    <div class="mscl-steps">
      <h4>{speak(say('report.before-upgrade'))}</h4>
      <ul>
        {before.map((change, index) => (
          <li key={index}>{speak(change)}</li>
        ))}
      </ul>
    </div>
  );
}

function Steps({ result }: { readonly result: Result }) {
  const { speak } = usePage();
  if (result.steps.length === 0) return null;
  return (
    <div class="mscl-steps">
      <h4>{speak(say('report.steps'))}</h4>
      <ol>
        {result.steps.map((step, index) => (
          <li key={index}>{speak(step)}</li>
        ))}
      </ol>
    </div>
  );
}

/** Questions that only a person can answer. */
function Questions({ result, onAsk }: { readonly result: Result; readonly onAsk: (doing: Doing) => void }) {
  const { speak } = usePage();
  if (result.questions.length === 0) return null;
  return (
    <ul class="mscl-questions">
      {result.questions.map((question) => {
        const says = speak(question.says);
        const isProof = question.kind === 'password';
        const isCheck = question.kind === 'confirm' && question.choices.length === 0;
        const ask = say(isProof ? 'page.prove.open' : isCheck ? 'page.answer.checked' : 'page.answer.open');
        return (
          <li key={`${question.item} ${question.subject}`}>
            <span>{says}</span>{' '}
            <Button
              small
              icon={isCheck ? 'check' : 'edit'}
              says={ask}
              label={`${speak(ask)}: ${says}`}
              onClick={() => onAsk({ kind: isProof ? 'prove' : 'answer', question })}
            />
          </li>
        );
      })}
    </ul>
  );
}

function loginOf({ id }: Result, parts: Parts | undefined): { readonly which: LoginName; readonly login: string } {
  if (id !== 'web-password') return { which: 'ssh', login: 'root' };
  return { which: 'web', login: parts?.webLogin.state === 'known' ? parts.webLogin.data.login : '' };
}

/** Which likely passwords were tried, where only a hash is stored. */
function Logins({ result, parts }: { readonly result: Result; readonly parts: Parts | undefined }) {
  if (parts === undefined) return null;
  if (result.id === 'web-password' && parts.webLogin.state === 'known') {
    return <Guessing which="web" login={parts.webLogin.data} />;
  }
  if (result.id === 'ssh-access' && parts.ssh.state === 'known' && parts.ssh.data.password !== null) {
    return <Guessing which="ssh" login={parts.ssh.data.password} />;
  }
  return null;
}

interface GivenProps {
  readonly result: Result;
  readonly parts: Parts | undefined;
  readonly onWithdraw: (answer: Attestation) => void;
}

/** What persons confirmed about this item. */
function Given({ result, parts, onWithdraw }: GivenProps) {
  const { speak, language } = usePage();
  const time = useTime();
  const answers = answersFor(result.id, parts);
  if (parts === undefined || answers.length === 0) return null;
  return (
    <div class="mscl-given">
      <h4>{speak(say('page.given'))}</h4>
      <ul>
        {answers.map((answer) => {
          const { about, said } = describeAnswer(answer, parts, language);
          const { by, at, expiresAt, note } = answer;
          const text = speak(
            say('page.given.line', { about, said, by, at: time(at, 'date'), until: time(expiresAt, 'date') }),
          );
          return (
            <li key={`${answer.item} ${answer.subject}`}>
              {text} {note !== '' && <q>{short(note)}</q>}{' '}
              <WithdrawButton of={text} onClick={() => onWithdraw(answer)} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface AcceptedProps {
  readonly waivers: readonly Waiver[];
  readonly result: Result;
  readonly onWithdraw: (finding: string) => void;
}

/** Risks that were accepted here. Those of problems that are gone stay visible until they are withdrawn. */
function Accepted({ waivers, result, onWithdraw }: AcceptedProps) {
  const { speak } = usePage();
  const time = useTime();
  if (waivers.length === 0) return null;
  return (
    <div class="mscl-given">
      <h4>{speak(say('page.risk.accepted'))}</h4>
      <ul>
        {waivers.map(({ finding, reason, by, at, expiresAt }) => {
          const about = result.findings.find(({ id }) => id === finding)?.says;
          const what = finding === '' ? say('page.risk.all') : (about ?? say('page.risk.gone'));
          const text = speak(say('page.risk.line', { what, by, at: time(at, 'date'), until: time(expiresAt, 'date') }));
          return (
            <li key={finding}>
              {text} <q>{short(reason)}</q> <WithdrawButton of={text} onClick={() => onWithdraw(finding)} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function WithdrawButton({ of, onClick }: { readonly of: string; readonly onClick: () => void }) {
  const { speak } = usePage();
  const says = speak(say('page.withdraw'));
  return (
    <button type="button" class="mscl-link mscl-screen" aria-label={`${says}: ${of}`} onClick={onClick}>
      {says}
    </button>
  );
}

/** Pages of Core on which whatever is changed by hand can be watched. */
const WATCHED = /^f(?:irewall|ail2ban)/;

interface FooterProps extends Pick<RowProps, 'result' | 'onWho' | 'wanted'> {
  /** Accepts one of the problems, or all. */
  readonly onAccept: (() => void) | null;
}

/** Where it is edited and explained, and what the verdict rests on. */
function Footer({ result, onWho, onAccept, wanted }: FooterProps) {
  const { store, speak, language, plans } = usePage();
  const link = useCabinetLink();
  const { report } = store.current();
  const [isWriting, setWriting] = useState(false);
  const addressee = addresseeOf(result.id);
  const used = report?.parts.filter(({ name }) => result.parts.includes(name)) ?? [];
  return (
    <>
      {isWriting && <LetterDialog check={result.id} onClose={() => setWriting(false)} />}
      <p class="mscl-links mscl-screen">
        {plans !== null && <plans.Fix result={result} isWanted={wanted?.kind === 'fix'} />}
        {result.page !== null && (
          <a class="ui basic tiny button" href={link(result.page)}>
            <Icon name="wrench" /> {speak(say('report.link.page'))}
          </a>
        )}
        {plans !== null && result.steps.length > 0 && WATCHED.test(result.page?.page ?? '') && <plans.Watch />}
        {addressee !== null && result.verdict !== 'pass' && result.verdict !== 'not-applicable' && (
          <Button
            small
            icon="envelope outline"
            says={say(`page.letter.to.${addressee}`)}
            onClick={() => setWriting(true)}
          />
        )}
        {onWho !== null && <Button small icon="sitemap" says={say('page.who.show')} onClick={onWho} />}
        <OutLink href={guideUrl(result.guide, language)} icon="book" says={say('report.link.guide')} />
        <OutLink
          href={manualUrl(result.manual, language)}
          icon="question circle outline"
          says={say('report.link.manual')}
        />
      </p>
      {onAccept !== null && (
        <p class="mscl-quietly mscl-screen">
          <button type="button" class="mscl-link" onClick={onAccept}>
            {speak(say('page.risk.accept.more'))}
          </button>
        </p>
      )}
      {report !== null && (
        <details class="mscl-explain">
          <summary>{speak(say('page.explain'))}</summary>
          <p>{speak(say('page.explain.severity', { severity: say(`severity.${result.severity}`) }))}</p>
          <p>{speak(say('page.explain.rests'))}</p>
          <Lines messages={sourceLines({ ...report, parts: used })} />
          <p>{speak(say('page.explain.id', { id: result.id }))}</p>
        </details>
      )}
    </>
  );
}

const waiversOf = (parts: Parts | undefined, check: string): readonly Waiver[] =>
  parts?.waivers.state === 'known' ? parts.waivers.data.filter((waiver) => waiver.check === check) : [];
