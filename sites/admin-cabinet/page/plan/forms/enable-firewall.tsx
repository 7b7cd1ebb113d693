/** For whom rules are made, each with what was seen there; and what stays open for everybody. */
import { useState } from 'preact/hooks';
import { enableFirewallChoices, type EnableChoice } from '../../../../checklist/actions/choices/enable-firewall.ts';
import type { PlaceKind, Proposal } from '../../../../checklist/actions/proposals.ts';
import { wideRules } from '../../../../checklist/actions/wide-rules.ts';
import { serviceName } from '../../../../checklist/exposure/services.ts';
import { say, type Message } from '../../../../checklist/message.ts';
import type { ServiceId } from '../../../../checklist/reach/types.ts';
import { parseRelease } from '../../../../checklist/release.ts';
import { usePage } from '../../context.ts';
import { Button } from '../../parts.tsx';
import { toggled } from '../../place.ts';
import { short, shortly } from '../../short.ts';
import { Fold, SOME } from '../fold.tsx';
import { boxesIn } from './boxes.ts';
import { fixOf, type FieldsProps } from './fix.tsx';

export default fixOf(enableFirewallChoices, function Fields(props) {
  return (
    <>
      <Rules {...props} />
      <Wide {...props} />
    </>
  );
});

interface Group {
  /** null: what a person is asked about, or has added. */
  readonly kinds: readonly PlaceKind[] | null;
  /** Where they are many; null: never folded. */
  readonly title:
    'page.plan.rules.own' | 'page.plan.rules.providers' | 'page.plan.rules.phones' | 'page.plan.rules.users' | null;
}

const GROUPS: readonly Group[] = [
  { kinds: ['person', 'own', 'vpn'], title: 'page.plan.rules.own' },
  { kinds: ['provider'], title: 'page.plan.rules.providers' },
  { kinds: ['phone'], title: 'page.plan.rules.phones' },
  { kinds: ['user'], title: 'page.plan.rules.users' },
  { kinds: null, title: null },
];

const isAmong = ({ id, kind }: Proposal, kinds: Group['kinds']): boolean =>
  /^(?:provider|added):/.test(id) ? kinds === null : kinds?.includes(kind) === true;

function Rules({ parts, choice, onChoice }: FieldsProps<EnableChoice>) {
  const { speak } = usePage();
  const { rules } = choice;
  const change = (place: number, rule: Proposal) =>
    onChoice({ ...choice, rules: rules.map((other, i) => (i === place ? rule : other)) });
  const boxes = boxesIn(parts);
  const added: Proposal = {
    id: `added:${rules.length}`,
    kind: 'user',
    network: '',
    services: ['SIP', 'WEB'],
    on: true,
    evidence: [],
  };
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.rules'))}</legend>
      {GROUPS.map(({ kinds, title }) => {
        const here = rules.flatMap((rule, place) => (isAmong(rule, kinds) ? [{ rule, place }] : []));
        if (here.length === 0) return null;
        const list = () =>
          here.map(({ rule, place }) => (
            <Rule key={rule.id} rule={rule} boxes={boxes} onChange={(changed) => change(place, changed)} />
          ));
        const on = here.filter(({ rule }) => rule.on).length;
        return here.length > SOME && title !== null ? (
          <Fold key={title} says={say(title, { count: here.length, on })}>
            {list}
          </Fold>
        ) : (
          list()
        );
      })}
      <Button
        icon="plus"
        says={say('page.plan.ours.other')}
        onClick={() => onChoice({ ...choice, rules: [...rules, added] })}
      />
    </fieldset>
  );
}

interface RuleProps {
  readonly rule: Proposal;
  readonly boxes: readonly (readonly [ServiceId, Message])[];
  readonly onChange: (rule: Proposal) => void;
}

function Rule({ rule, boxes, onChange }: RuleProps) {
  const { speak } = usePage();
  /** Stays open while the address is typed. */
  const [isAsked] = useState(rule.network === '');
  const set = new Set(rule.services);
  const names = boxes.flatMap(([box, name]) => (set.has(box) ? [speak(name)] : []));
  return (
    <div>
      <label>
        <input type="checkbox" checked={rule.on} onChange={() => onChange({ ...rule, on: !rule.on })} />{' '}
        {rule.network === '' ? speak(say('page.plan.rules.unknown')) : rule.network}{' '}
        <small>{rule.evidence.map(shortly(speak)).join(' · ')}</small>
      </label>
      <details open={rule.on && isAsked}>
        <summary>{names.join(', ')}</summary>
        <label class="field">
          <span>{speak(say('page.plan.rules.network'))}</span>
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            placeholder="203.0.113.7"
            value={rule.network}
            onInput={(event) => onChange({ ...rule, network: event.currentTarget.value.trim() })}
          />
        </label>
        {boxes.map(([box, name]) => (
          <label key={box}>
            <input
              type="checkbox"
              checked={set.has(box)}
              onChange={() => onChange({ ...rule, services: [...toggled(set, box)] })}
            />{' '}
            {speak(name)}
          </label>
        ))}
      </details>
    </div>
  );
}

/** Rules that let strangers in: what of them stays. */
function Wide({ parts, choice, onChoice }: FieldsProps<EnableChoice>) {
  const { speak } = usePage();
  const wide = wideRules(parts);
  if (wide.length === 0) return null;
  const release = parseRelease(parts.system.state === 'known' ? parts.system.data.release : '');
  const closes = (id: string) => new Set(choice.wide.find(({ rule }) => rule === id)?.closes);
  const toggle = (id: string, box: ServiceId) =>
    onChoice({
      ...choice,
      wide: choice.wide.map((one) => (one.rule === id ? { ...one, closes: [...toggled(closes(id), box)] } : one)),
    });
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.wide'))}</legend>
      {wide.map(({ rule, boxes }) => (
        <div key={rule.id}>
          {rule.name === '' ? rule.permit : short(rule.name)} <small>{rule.permit}</small>
          {boxes.map((box) => (
            <label key={box}>
              <input type="checkbox" checked={!closes(rule.id).has(box)} onChange={() => toggle(rule.id, box)} />{' '}
              {speak(serviceName(box, parts.modules, release))}
            </label>
          ))}
        </div>
      ))}
    </fieldset>
  );
}
