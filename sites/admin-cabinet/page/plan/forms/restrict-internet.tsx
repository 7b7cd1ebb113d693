/** Whether SIP closes, who outside is kept, from where providers send, which rules stay, and whose networks are ours. */
import { useState } from 'preact/hooks';
import {
  outsideOf,
  restrictInternetChoices,
  type RestrictChoice,
} from '../../../../checklist/actions/choices/restrict-internet.ts';
import type { Decided } from '../../../../checklist/actions/decided.ts';
import { DECISIONS } from '../../../../checklist/actions/outsiders.ts';
import { serviceName } from '../../../../checklist/exposure/services.ts';
import { say } from '../../../../checklist/message.ts';
import { parseRelease } from '../../../../checklist/release.ts';
import { hostsIn } from '../../../../checklist/users/provider-hosts.ts';
import { usePage } from '../../context.ts';
import { short } from '../../short.ts';
import { Fold, SOME } from '../fold.tsx';
import { fixOf, type FieldsProps } from './fix.tsx';
import { Kept } from './kept.tsx';
import { Ours } from './ours.tsx';

type Props = FieldsProps<RestrictChoice>;

export default fixOf(restrictInternetChoices, function Fields(props) {
  return (
    <>
      <Sip {...props} />
      <Unseen {...props} />
      <Ours choices={restrictInternetChoices} legend={say('page.plan.ours')} {...props} />
      <Outside {...props} />
      <Providers {...props} />
      <Kept {...props} />
    </>
  );
});

function Sip({ choice, onChoice }: Props) {
  const { speak } = usePage();
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.sip'))}</legend>
      {(['closes', 'stays'] as const).map((sip) => (
        <label key={sip}>
          <input
            type="radio"
            name="mscl-sip"
            checked={choice.sip === sip}
            onChange={() => onChoice({ ...choice, sip })}
          />{' '}
          {speak(say(`page.plan.sip.${sip}`))}
        </label>
      ))}
    </fieldset>
  );
}

/** Where nobody knows who telephones from elsewhere, a person says that they may be cut off. */
function Unseen({ parts, choice, onChoice }: Props) {
  const { speak } = usePage();
  if (parts.devices.state === 'known' || choice.sip === 'stays') return null;
  return (
    <label class="mscl-check">
      <input
        type="checkbox"
        checked={choice.unseen === 'cut'}
        onChange={({ currentTarget: { checked } }) => onChoice({ ...choice, unseen: checked ? 'cut' : 'asked' })}
      />{' '}
      {speak(say('page.plan.unseen'))}
    </label>
  );
}

/** Those first about whom nothing is decided yet. */
const SUGGESTED = ['later', 'keep', 'cut'] as const;

/** Everybody who would lose what they use; those first about whom nothing is decided yet. */
function Outside({ parts, choice, onChoice, person }: Props) {
  const { speak } = usePage();
  const release = parseRelease(parts.system.state === 'known' ? parts.system.data.release : '');
  const all = outsideOf(parts, choice, person);
  if (all.length === 0) return null;
  const row = ({ place, loses, decision }: Decided) => (
    <label key={place.network} class="mscl-decide">
      <span>
        {place.network.replace(/\/(?:32|128)$/, '')}{' '}
        <small>
          {speak(
            say('page.plan.outside.what', {
              services: loses.map((service) => serviceName(service, parts.modules, release)),
              seen: place.says,
            }),
          )}
        </small>
      </span>
      <select
        value={decision}
        onChange={({ currentTarget: { value } }) => {
          const chosen = DECISIONS.find((one) => one === value);
          if (chosen === undefined) return;
          onChoice({ ...choice, decisions: { ...choice.decisions, [place.network]: chosen } });
        }}
      >
        {DECISIONS.map((one) => (
          <option key={one} value={one}>
            {speak(say(`page.plan.decide.${one}`))}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.outside'))}</legend>
      {SUGGESTED.map((suggested) => {
        const here = all.filter((one) => one.suggested === suggested);
        const open = here.filter(({ decision }) => decision === 'later').length;
        return here.length > SOME ? (
          <Fold key={suggested} says={say(`page.plan.outside.${suggested}`, { count: here.length, open })}>
            {() => here.map(row)}
          </Fold>
        ) : (
          here.map(row)
        );
      })}
    </fieldset>
  );
}

/** Where no name tells from where a provider sends, only a person knows. */
function Providers({ parts, choice, onChoice }: Props) {
  const { speak } = usePage();
  const { unresolved, wide } = hostsIn(parts);
  const unknown = new Map(
    [...unresolved, ...wide.map(({ id, name, network }) => ({ id, name, host: network }))].map((one) => [one.id, one]),
  );
  if (unknown.size === 0) return null;
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.senders'))}</legend>
      {[...unknown.values()].map(({ id, name, host }) => (
        <Senders
          key={id}
          says={speak(say('page.plan.senders.of', { provider: short(name), host: short(host) }))}
          networks={choice.providers[id] ?? []}
          onChange={(networks) => onChoice({ ...choice, providers: { ...choice.providers, [id]: networks } })}
        />
      ))}
    </fieldset>
  );
}

interface SendersProps {
  readonly says: string;
  readonly networks: readonly string[];
  readonly onChange: (networks: readonly string[]) => void;
}

/** Several networks; what stands between them is kept while it is typed. */
function Senders({ says, networks, onChange }: SendersProps) {
  const [typed, setTyped] = useState(() => networks.join(' '));
  return (
    <label class="field">
      <span>{says}</span>
      <input
        type="text"
        autocomplete="off"
        spellcheck={false}
        placeholder="203.0.113.7 198.51.100.0/28"
        value={typed}
        onInput={({ currentTarget: { value } }) => {
          setTyped(value);
          onChange(value.split(/[\s,;]+/).filter((word) => word !== ''));
        }}
      />
    </label>
  );
}
