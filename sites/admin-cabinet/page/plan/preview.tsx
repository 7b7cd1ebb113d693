/** The planned changes before they are applied: each object, who can connect, who is affected, what stops, the way back. */
import { Fragment } from 'preact';
import type { Affected, Change, Plan, ReachLine } from '../../../checklist/actions/types.ts';
import type { Parts } from '../../../checklist/facts/types.ts';
import { say, type Message } from '../../../checklist/message.ts';
import { useCabinetLink, usePage } from '../context.ts';
import { Icon, Lines } from '../parts.tsx';
import { short } from '../short.ts';
import { Fold, SOME } from './fold.tsx';
import { objectName } from './objects.ts';
import { powerCut } from './power-cut.ts';
import { Commands, ShutOut } from './shut-out.tsx';
import { roughly } from './time.ts';

export function Preview({ plan }: { readonly plan: Plan }) {
  const { speak, store } = usePage();
  return (
    <div class="mscl-preview">
      <Block title={say('page.plan.steps')}>
        <Steps says={plan.steps.map(({ says }) => speak(says))} />
      </Block>
      <Warnings plan={plan} />
      {plan.action !== 'watch-edits' && (
        <>
          {plan.action !== 'isolate-pbx' && <Who lines={plan.reach} />}
          <People affected={plan.affected} />
        </>
      )}
      <Stops plan={plan} />
      {plan.changes.length > 0 && (
        <Block title={say('page.plan.changes')}>
          <Objects changes={plan.changes.slice(0, SOME)} />
          {plan.changes.length > SOME && (
            <Fold says={say('page.plan.more', { count: plan.changes.length - SOME })}>
              {() => <Objects changes={plan.changes.slice(SOME)} />}
            </Fold>
          )}
        </Block>
      )}
      <Block title={say('page.plan.way-back')}>
        <Lines messages={wayBack(plan, store.current().reading.facts?.parts)} />
        <ShutOut />
      </Block>
    </div>
  );
}

function Steps({ says }: { readonly says: readonly string[] }) {
  const lines = (from: number, to?: number) => (
    <ol class="mscl-lines" start={from + 1}>
      {says.slice(from, to).map((line, place) => (
        <li key={from + place}>{line}</li>
      ))}
    </ol>
  );
  return (
    <>
      {lines(0, SOME)}
      {says.length > SOME && (
        <Fold says={say('page.plan.more', { count: says.length - SOME })}>{() => lines(SOME)}</Fold>
      )}
    </>
  );
}

function Block({ title, children }: { readonly title: Message; readonly children: preact.ComponentChildren }) {
  const { speak } = usePage();
  return (
    <section>
      <h3>{speak(title)}</h3>
      {children}
    </section>
  );
}

/** What helps when something goes wrong. */
function wayBack({ confirm, action, undo }: Plan, parts: Parts | undefined): readonly Message[] {
  return [
    ...(confirm === null ? [] : [say('page.plan.way-back.waits', { time: roughly(confirm.seconds) }), powerCut(parts)]),
    ...(undo.some(({ kind }) => kind === 'login')
      ? [
          say('page.plan.way-back.password'),
          say(
            action === 'change-ssh-password' ? 'checks.ssh-access.step.way-back' : 'checks.web-password.step.way-back',
          ),
        ]
      : [say('page.plan.way-back.history')]),
    ...(action !== 'isolate-pbx' && (action === 'close-web-cti' || (confirm !== null && confirm.because !== 'login'))
      ? [say('page.plan.way-back.console')]
      : []),
  ];
}

const Objects = ({ changes }: { readonly changes: readonly Change[] }) => (
  <>
    {changes.map((change) => (
      <Object key={`${change.object} ${change.id}`} change={change} />
    ))}
  </>
);

function Object({ change }: { readonly change: Change }) {
  const { speak, store } = usePage();
  const link = useCabinetLink();
  const name = nameOf(change, speak, store.current().reading.facts?.parts);
  return (
    <table class="ui very compact unstackable table mscl-change">
      <caption>{change.page === null ? name : <a href={link(change.page)}>{name}</a>}</caption>
      <thead>
        <tr>
          <th scope="col">{speak(say('page.plan.field'))}</th>
          <th scope="col">{speak(say('page.plan.before'))}</th>
          <th scope="col">{speak(say('page.plan.after'))}</th>
        </tr>
      </thead>
      <tbody>
        {change.fields.map((field) => (
          <tr key={field.field}>
            <th scope="row">{speak(field.name)}</th>
            <td>{field.before === null ? '–' : speak(field.before)}</td>
            <td>
              <b>{speak(field.after)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function nameOf(
  { object, id, label }: Change,
  speak: (message: Message) => string,
  parts: Parameters<typeof objectName>[1],
): string {
  switch (object) {
    case 'rule':
      return speak(say('page.plan.object.rule', { rule: label }));
    case 'new-rule':
      return speak(say('page.plan.object.new-rule.named', { rule: label }));
    case 'fail2ban':
      return speak(objectName('fail2ban', parts));
    case 'setting':
      return speak(objectName(`setting:${id}`, parts));
    case 'login':
      return speak(objectName(`secret:${id}`, parts));
    case 'route':
      return speak(say('page.plan.object.route', { route: label }));
    case 'ami-network':
    case 'api-key':
      return speak(objectName(`${object}:${id}`, parts));
  }
}

/** Who can connect to what, before and after; what stays is one line. */
export function Who({ lines }: { readonly lines: readonly ReachLine[] }) {
  const { speak } = usePage();
  const changed = lines.filter(({ changes }) => changes);
  const same = lines.filter(({ changes }) => !changes).map(({ name }) => name);
  return (
    <Block title={say('page.plan.who')}>
      {changed.length === 0 ? (
        <p>{speak(say('page.plan.who.same'))}</p>
      ) : (
        <>
          <table class="ui very compact unstackable table mscl-change">
            <caption class="mscl-heard">{speak(say('page.plan.who'))}</caption>
            <thead>
              <tr>
                <th scope="col">{speak(say('page.plan.service'))}</th>
                <th scope="col">{speak(say('page.plan.before'))}</th>
                <th scope="col">{speak(say('page.plan.after'))}</th>
              </tr>
            </thead>
            <tbody>
              {changed.map(({ service, name, before, after }) => (
                <tr key={service}>
                  <th scope="row">{speak(name)}</th>
                  <td>
                    <Networks who={before} />
                  </td>
                  <td>
                    <Networks who={after} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {same.length > 0 && <p class="mscl-soft">{speak(say('page.plan.who.others', { services: same }))}</p>}
        </>
      )}
    </Block>
  );
}

const EVERYBODY: Readonly<Record<string, Message>> = {
  '0.0.0.0/0': say('page.plan.everybody'),
  '::/0': say('page.plan.everybody.v6'),
};

function Networks({ who }: { readonly who: ReachLine['before'] }) {
  const { speak } = usePage();
  if (who.length === 0) return <b>{speak(say('page.plan.nobody'))}</b>;
  const texts = who.map(({ network, by }) => {
    const everybody = EVERYBODY[network];
    return { name: everybody === undefined ? short(network) : speak(everybody), by: speak(by) };
  });
  return (
    <Some items={texts}>
      {({ name, by }, place) => (
        <li key={place}>
          {name} <small>{by}</small>
        </li>
      )}
    </Some>
  );
}

interface SomeProps<T> {
  readonly items: readonly T[];
  readonly children: (item: T, place: number) => preact.ComponentChildren;
}

/** A list of which the rest is folded where it is long. */
function Some<T>({ items, children }: SomeProps<T>) {
  return (
    <>
      <ul class="mscl-plain">{items.slice(0, SOME).map(children)}</ul>
      {items.length > SOME && (
        <Fold says={say('page.plan.more', { count: items.length - SOME })}>
          {() => <ul class="mscl-plain">{items.slice(SOME).map((item, place) => children(item, place + SOME))}</ul>}
        </Fold>
      )}
    </>
  );
}

const KINDS: readonly { readonly kinds: readonly Affected['kind'][]; readonly title: Message }[] = [
  { kinds: ['asker'], title: say('page.plan.affected.asker') },
  { kinds: ['device'], title: say('page.plan.affected.devices') },
  { kinds: ['place'], title: say('page.plan.affected.places') },
  { kinds: ['provider'], title: say('page.plan.affected.providers') },
  { kinds: ['module', 'ami-user', 'ari-user', 'api-key'], title: say('page.plan.affected.programs') },
];

function People({ affected }: { readonly affected: readonly Affected[] }) {
  const { speak } = usePage();
  return (
    <Block title={say('page.plan.affected')}>
      {affected.length === 0 && <p>{speak(say('page.plan.affected.nobody'))}</p>}
      {KINDS.map(({ kinds, title }) => {
        const these = affected.filter(({ kind }) => kinds.includes(kind));
        if (these.length === 0) return null;
        return (
          <Fragment key={title.key}>
            <h4>{speak(title)}</h4>
            <Some items={these}>
              {({ kind, id, address, says, maker, label }) => (
                <li key={`${kind} ${id} ${address ?? ''}`}>
                  {speak(says)}{' '}
                  {kind === 'device' && (
                    <small>{maker === null ? short(label) : speak(say('page.plan.maker', { maker }))}</small>
                  )}
                </li>
              )}
            </Some>
          </Fragment>
        );
      })}
    </Block>
  );
}

function Stops({ plan: { stops } }: { readonly plan: Plan }) {
  const { speak } = usePage();
  if (stops.length === 0) return null;
  const seen = stops.filter((stop) => stop.seen);
  const unseen = stops.filter((stop) => !stop.seen);
  return (
    <Block title={say('page.plan.stops')}>
      {seen.length > 0 && (
        <ul class="mscl-plain">
          {seen.map(({ id, says }) => (
            <li key={id}>
              <Icon name="exclamation triangle" /> <b>{speak(says)}</b>{' '}
              <small>{speak(say('page.plan.stops.seen'))}</small>
            </li>
          ))}
        </ul>
      )}
      {unseen.length > 0 && (
        <>
          <p class="mscl-soft">{speak(say('page.plan.stops.unseen'))}</p>
          <Lines messages={unseen.map(({ says }) => says)} name="mscl-plain" />
        </>
      )}
    </Block>
  );
}

function Warnings({ plan: { warnings } }: { readonly plan: Plan }) {
  const { speak } = usePage();
  if (warnings.length === 0) return null;
  return (
    <Block title={say('page.plan.warnings')}>
      <ul class="mscl-warnings">
        {warnings.map(({ id, says, commands }) => (
          <li key={id}>
            {speak(says)}
            <Commands commands={commands} />
          </li>
        ))}
      </ul>
    </Block>
  );
}
