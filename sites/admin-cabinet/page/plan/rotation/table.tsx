/** Everybody whose password is a new one, fifty at a time: a thousand rows that change every two seconds would be slow. */
import { useMemo, useState } from 'preact/hooks';
import { say } from '../../../../checklist/message.ts';
import type { OpenRotation, RotatedOwner } from '../../../../pbx/rotation-api.ts';
import { usePage } from '../../context.ts';
import { Button, Icon } from '../../parts.tsx';
import { countsOf, makersOf, shownOf, type Filter } from './rows.ts';
import { STATE_ICONS, stateWord } from './words.ts';

const PAGE = 50;
const FEW = 8;
const FILTERS: readonly Filter[] = ['all', 'open', 'back'];

interface TableProps {
  readonly rotation: OpenRotation;
  /** A plan is being played: nothing can be given back just now. */
  readonly isLocked: boolean;
  readonly onGiveBack: (owner: RotatedOwner) => void;
}

export function ReturnTable({ rotation, isLocked, onGiveBack }: TableProps) {
  const { speak } = usePage();
  const { owners } = rotation;
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [page, setPage] = useState(0);
  const rows = useMemo(() => shownOf(owners, filter, search), [owners, filter, search]);
  const counts = countsOf(owners);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const shown = Math.min(page, pages - 1);
  return (
    <>
      {owners.length > FEW && (
        <div class="mscl-many-tools mscl-screen">
          <label class="ui small icon input">
            <input
              type="search"
              placeholder={speak(say('page.rotation.search'))}
              aria-label={speak(say('page.rotation.search'))}
              value={search}
              onInput={(event) => {
                setSearch(event.currentTarget.value);
                setPage(0);
              }}
            />
            <Icon name="search" />
          </label>
          <select
            aria-label={speak(say('page.rotation.filter'))}
            value={filter}
            onChange={(event) => {
              setFilter(FILTERS.find((one) => one === event.currentTarget.value) ?? 'all');
              setPage(0);
            }}
          >
            {FILTERS.map((one) => (
              <option key={one} value={one}>
                {speak(say(`page.rotation.filter.${one}`, { count: counts[one] }))}
              </option>
            ))}
          </select>
        </div>
      )}
      <table class="ui very compact unstackable table mscl-returns">
        <caption class="mscl-heard">{speak(say('page.rotation.table'))}</caption>
        <thead>
          <tr>
            <th scope="col">{speak(say('page.rotation.column.who'))}</th>
            <th scope="col">{speak(say('page.rotation.column.phone'))}</th>
            <th scope="col">{speak(say('page.rotation.column.state'))}</th>
            <th scope="col" class="mscl-screen">
              {speak(say('page.problems.do'))}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(shown * PAGE, (shown + 1) * PAGE).map((owner) => (
            <Row key={owner.owner} owner={owner} rotation={rotation} isLocked={isLocked} onGiveBack={onGiveBack} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="mscl-hint">{speak(say('page.rotation.nobody'))}</p>}
      {pages > 1 && (
        <nav class="mscl-pages mscl-screen" aria-label={speak(say('page.rotation.pages'))}>
          <Button small says={say('page.problems.back')} disabled={shown === 0} onClick={() => setPage(shown - 1)} />
          <span role="status">{speak(say('page.problems.page', { page: shown + 1, pages }))}</span>
          <Button
            small
            says={say('page.problems.next')}
            disabled={shown >= pages - 1}
            onClick={() => setPage(shown + 1)}
          />
        </nav>
      )}
    </>
  );
}

interface RowProps extends TableProps {
  readonly owner: RotatedOwner;
}

/** After so many seconds without another try nobody is told of those before. */
const RECENT = 900;

function Row({ owner, rotation: { now, singly }, isLocked, onGiveBack }: RowProps) {
  const { speak } = usePage();
  const { number, name, state, back, refused } = owner;
  const who = name === '' ? number : `${number} ${name}`;
  const canGiveBack = singly && state !== 'given-back' && state !== 'changed';
  const isTried = refused !== null && (state === 'old-tried' || now - refused.last < RECENT);
  return (
    <tr class={`mscl-return-${state}`}>
      <th scope="row">
        {number} {name !== '' && <small>{name}</small>}
      </th>
      <td>
        <Phones owner={owner} />
      </td>
      <td>
        <span class="mscl-return-state">
          <Icon name={STATE_ICONS[state]} /> {speak(stateWord(state))}
        </span>
        {state === 'back' && back !== null && (
          <small> {speak(say('page.rotation.back.from', { address: back.address, ago: ago(now - back.last) }))}</small>
        )}
        {isTried && (
          <small class="mscl-return-tried">
            {' '}
            {speak(
              say(state === 'back' ? 'page.rotation.tried.also' : 'page.rotation.tried', {
                count: refused.count,
                address: refused.address,
                ago: ago(now - refused.last),
              }),
            )}
          </small>
        )}
      </td>
      <td class="mscl-doing mscl-screen">
        {canGiveBack && (
          <button
            type="button"
            class="mscl-link"
            aria-label={`${speak(say('page.rotation.give-back'))}: ${who}`}
            disabled={isLocked}
            onClick={() => onGiveBack(owner)}
          >
            {speak(say('page.rotation.give-back'))}
          </button>
        )}
      </td>
    </tr>
  );
}

/** Makers where they are known, else what the phone says of itself: text of strangers. */
function Phones({ owner: { devices } }: Pick<RowProps, 'owner'>) {
  const { speak } = usePage();
  if (devices.length === 0) return <small>{speak(say('page.rotation.phone.none'))}</small>;
  const makers = makersOf(devices);
  const names = makers.length > 0 ? makers : devices.map(({ userAgent }) => userAgent).filter(Boolean);
  const addresses = [...new Set(devices.map(({ address }) => address))];
  return (
    <>
      {names.join(', ')} <small>{addresses.join(', ')}</small>
    </>
  );
}

const MINUTE = 60;
const HOUR = 3600;
function ago(seconds: number) {
  if (seconds < MINUTE) return say('page.rotation.ago.now');
  if (seconds < HOUR) return say('page.rotation.ago.minutes', { count: Math.floor(seconds / MINUTE) });
  return say('page.rotation.ago.hours', { count: Math.floor(seconds / HOUR) });
}
