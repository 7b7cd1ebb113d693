/** Who called where: those that something is said about first, then the costliest. Each opens. */
import { useMemo, useState } from 'preact/hooks';
import { placeWord, type JudgedAccount, type JudgedCalls, type JudgedNumber } from '../../../checklist/calls/judge.ts';
import type { CallsGround } from '../../../checklist/calls/scene.ts';
import { say } from '../../../checklist/message.ts';
import { printable } from '../../../checklist/printable.ts';
import { usePage } from '../context.ts';
import { Button, Icon } from '../parts.tsx';
import { withCountryNames } from './country-words.ts';

const ACCOUNTS = 10;
const NUMBERS = 50;

export function AccountsOfCalls({ judged, ground }: { readonly judged: JudgedCalls; readonly ground: CallsGround }) {
  const { speak } = usePage();
  const [count, setCount] = useState(ACCOUNTS);
  const { accounts } = judged;
  return (
    <section aria-labelledby="mscl-calls-accounts">
      <h3 id="mscl-calls-accounts">{speak(say('page.calls.accounts'))}</h3>
      <p class="mscl-soft">{speak(say('page.calls.cost'))}</p>
      <ul class="mscl-calls-list">
        {accounts.slice(0, count).map((account) => (
          <li key={account.calls.account}>
            <Account account={account} name={ground.names.get(account.calls.account) ?? ''} />
          </li>
        ))}
      </ul>
      {accounts.length > count && (
        <Button
          says={say('page.calls.more', { count: accounts.length - count })}
          onClick={() => setCount(accounts.length)}
        />
      )}
    </section>
  );
}

function Account({ account, name }: { readonly account: JudgedAccount; readonly name: string }) {
  const { speak, language } = usePage();
  const named = useMemo(() => withCountryNames(speak, language), [speak, language]);
  const { calls, isProvider, says, numbers } = account;
  const [isOpen, setOpen] = useState(says.length > 0);
  const minutes = Math.ceil(calls.seconds / 60);
  return (
    <details
      class={says.length > 0 ? 'mscl-calls-odd' : undefined}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        {says.length > 0 && <Icon name="exclamation triangle" />} <strong>{printable(calls.account)}</strong>{' '}
        {name !== '' && <span>{printable(name)}</span>}{' '}
        <span class="mscl-soft">
          {speak(say('page.calls.amount', { calls: calls.calls, minutes: String(minutes) }))}
        </span>
      </summary>
      {isProvider && <p class="mscl-soft">{speak(say('page.calls.through'))}</p>}
      {says.length > 0 && (
        <ul class="mscl-lines">
          {says.map((said, at) => (
            <li key={at}>{named(said)}</li>
          ))}
        </ul>
      )}
      {isOpen && (numbers.length > 0 ? <Numbers numbers={numbers} of={calls.account} /> : <Plain />)}
    </details>
  );
}

function Plain() {
  const { speak } = usePage();
  return <p class="mscl-soft">{speak(say('page.calls.only-home'))}</p>;
}

function Numbers({ numbers, of }: { readonly numbers: readonly JudgedNumber[]; readonly of: string }) {
  const { speak, language } = usePage();
  const named = useMemo(() => withCountryNames(speak, language), [speak, language]);
  const [count, setCount] = useState(NUMBERS);
  const title = speak(say('page.calls.numbers', { account: printable(of) }));
  return (
    <>
      <div class="mscl-calls-scroll" role="region" aria-label={title} tabIndex={0}>
        <table class="ui very basic compact table">
          <thead>
            <tr>
              {(['number', 'where', 'calls', 'minutes', 'first', 'last', 'night', 'before'] as const).map((head) => (
                <th key={head} scope="col">
                  {speak(say(`calls.table.${head}`))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {numbers.slice(0, count).map((number) => (
              <tr key={`${number.provider} ${number.number}`} class={number.isMarked ? 'mscl-calls-marked' : undefined}>
                <th scope="row">
                  {number.isMarked && <Icon name="exclamation triangle" />}
                  {printable(number.number)}
                  {number.isMarked && <span class="mscl-heard"> {speak(say('calls.table.marked'))}</span>}
                </th>
                <td>{named(placeWord(number.called))}</td>
                <td>{number.calls}</td>
                <td>{Math.ceil(number.seconds / 60)}</td>
                <td>{number.first.slice(0, 16)}</td>
                <td>{number.last.slice(0, 16)}</td>
                <td>{number.atNight}</td>
                <td>{number.before}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {numbers.length > count && (
        <Button
          small
          says={say('page.calls.more-numbers', { count: numbers.length - count })}
          onClick={() => setCount(count + 10 * NUMBERS)}
        />
      )}
    </>
  );
}
