/** A picture of who can connect: networks against services, as text and colour. */
import { useMemo, useState } from 'preact/hooks';
import { connectionsOf, type Cell, type Row as WhoRow, type Way } from '../../checklist/exposure/connections.ts';
import type { Facts } from '../../checklist/facts/types.ts';
import { say, type Message } from '../../checklist/message.ts';
import { useCabinetLink, usePage, WHO_ID } from './context.ts';
import { short } from './short.ts';
import { Button, Icon, Lines } from './parts.tsx';

/** Networks shown at first. */
const SOME = 20;

interface WhoProps {
  readonly facts: Facts;
  readonly isPending: boolean;
  readonly isPrinting: boolean;
}

export function Who({ facts, isPending, isPrinting }: WhoProps) {
  const { speak } = usePage();
  const [isWhole, setWhole] = useState(false);
  const picture = useMemo(() => (isPending ? null : connectionsOf(facts.parts)), [facts, isPending]);
  const rows = isWhole || isPrinting ? picture?.rows : picture?.rows.slice(0, SOME);
  return (
    <section class="mscl-section" id={WHO_ID} tabIndex={-1} aria-labelledby={`${WHO_ID}-title`}>
      <h2 id={`${WHO_ID}-title`}>{speak(say('page.who.title'))}</h2>
      <p class="mscl-why">{speak(say('page.who.why'))}</p>
      {picture === null || rows === undefined ? (
        <p class="mscl-tag">{speak(say(isPending ? 'page.reading' : 'page.who.unknown'))}</p>
      ) : (
        <>
          {picture.behindRouter && <p class="mscl-hint">{speak(say('page.who.router'))}</p>}
          {picture.gaps.length > 0 && (
            <div class="mscl-hint">
              {speak(say('page.who.incomplete'))}
              <Lines messages={picture.gaps} />
            </div>
          )}
          <table class="ui celled compact unstackable table mscl-who" role="table">
            <caption class="mscl-heard">{speak(say('page.who.title'))}</caption>
            <thead role="rowgroup">
              <tr role="row">
                <th role="columnheader" scope="col">
                  {speak(say('page.who.network'))}
                </th>
                {picture.services.map(({ id, name }) => (
                  <th role="columnheader" scope="col" key={id}>
                    {speak(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {rows.map((row) => (
                <WhoLine key={`${row.kind} ${row.id}`} row={row} services={picture.services.map(({ name }) => name)} />
              ))}
            </tbody>
          </table>
          {rows.length < picture.rows.length && (
            <p class="mscl-screen">
              <Button
                small
                icon="angle down"
                says={say('page.who.more', { count: picture.rows.length - rows.length })}
                onClick={() => setWhole(true)}
              />
            </p>
          )}
          <Lines messages={picture.notes} name="mscl-notes" />
        </>
      )}
    </section>
  );
}

function WhoLine({ row, services }: { readonly row: WhoRow; readonly services: readonly Message[] }) {
  const { speak } = usePage();
  const link = useCabinetLink();
  const name =
    row.kind === 'everybody' ? speak(say('page.who.everybody')) : short(row.name === '' ? networksOf(row) : row.name);
  const networks = row.kind === 'force' || row.name === '' ? '' : short(networksOf(row));
  return (
    <tr role="row" class={row.kind === 'everybody' ? 'mscl-everybody' : undefined}>
      <th role="rowheader" scope="row">
        {row.kind === 'everybody' && <Icon name="globe" />}
        {row.page === null ? name : <a href={link(row.page)}>{name}</a>}
        {networks !== '' && <small>{networks}</small>}
        {row.kind === 'provider' && <small>{speak(say('page.who.provider'))}</small>}
        {row.kind === 'force' && <small>{speak(say('page.who.way.force'))}</small>}
      </th>
      {row.cells.map((cell, index) => (
        <td role="cell" key={cell.service} class={`mscl-cell mscl-cell-${toneOf(row, cell)}`}>
          <span class="mscl-cell-service" aria-hidden="true">
            {speak(services[index] ?? say('exposure.service.plain', { service: cell.service }))}
          </span>
          <span>
            <Icon name={cell.state === 'closed' ? 'lock' : 'lock open'} />{' '}
            {speak(say(cell.state === 'closed' ? 'page.who.closed' : 'page.who.allowed'))}
          </span>
          <Ways row={row} cell={cell} />
        </td>
      ))}
    </tr>
  );
}

const networksOf = ({ networks }: WhoRow) => networks.join(', ');

/** Open to strangers is a danger; ping is not, and neither is one's own network. */
function toneOf({ isAtLarge }: WhoRow, { state, service }: Cell): 'closed' | 'danger' | 'allowed' {
  if (state === 'closed') return 'closed';
  return isAtLarge && service !== 'ICMP' ? 'danger' : 'allowed';
}

/** By which rule, unless it is that of the row itself. */
function Ways({ row, cell }: { readonly row: WhoRow; readonly cell: Cell }) {
  const { speak } = usePage();
  const others = cell.by.filter((way) => !('id' in way && way.kind === row.kind && way.id === row.id));
  const [first, ...more] = others;
  if (first === undefined) return null;
  const by = speak(wayMessage(first));
  return (
    <small>
      {cell.state === 'together' && speak(say('page.who.together'))}{' '}
      {more.length === 0 ? by : speak(say('page.who.more-ways', { by, count: more.length }))}
    </small>
  );
}

const wayMessage = (way: Way): Message =>
  'id' in way ? say(`page.who.way.${way.kind}`, { name: way.name }) : say(`page.who.way.${way.kind}`);
