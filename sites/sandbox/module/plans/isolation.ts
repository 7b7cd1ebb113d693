/** Whether the PBX is isolated and outgoing calls are stopped, as two of its settings say: Lib/Isolation. */
import { isoOf } from '../../facts/parts.ts';
import type { Pbx } from '../../pbx.ts';
import type { PlanRecord } from './memory.ts';

interface Isolated {
  readonly networks: readonly string[];
  readonly phones: readonly string[];
}

const read = (pbx: Pick<Pbx, 'settings'>, key: string): unknown => {
  const text = pbx.settings[key] ?? '';
  return text === '' ? null : JSON.parse(text);
};
const textsIn = (value: unknown, name: string): readonly string[] => {
  const list: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : null;
  return Array.isArray(list) ? list.map(String) : [];
};

export function isolationOf(pbx: Pick<Pbx, 'settings'>): Isolated | null {
  const value = read(pbx, 'SecurityChecklistIsolation');
  return value === null ? null : { networks: textsIn(value, 'networks'), phones: textsIn(value, 'phones') };
}

export function stoppedOf(pbx: Pick<Pbx, 'settings'>): { readonly numbers: readonly string[] } | null {
  const value = read(pbx, 'SecurityChecklistCallsStop');
  return value === null ? null : { numbers: textsIn(value, 'numbers') };
}

/** What a person decided, without the tables that follow from it. */
function brakeOf(pbx: Pick<Pbx, 'settings'>): object | null {
  const value = read(pbx, 'SecurityChecklistCallsBrake');
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(['limits', 'hours', 'anytime', 'places'].map((name) => [name, Reflect.get(value, name)]));
}

/** What `isolation` of the API says. */
export function isolationNow(pbx: Pbx): object {
  const isolated = isolationOf(pbx);
  const stopped = stoppedOf(pbx);
  const brake = brakeOf(pbx);
  return {
    isolated:
      isolated === null
        ? null
        : { ...isolated, v4: 'mangle', v6: 'mangle', dropped: 0, by: byOf(pbx, 'setting:SecurityChecklistIsolation') },
    calls: stopped === null ? null : { ...stopped, inForce: true, by: byOf(pbx, 'setting:SecurityChecklistCallsStop') },
    brake: brake === null ? null : { ...brake, inForce: true, by: byOf(pbx, 'setting:SecurityChecklistCallsBrake') },
  };
}

/** The plan that did it: the one that is under way, else the last one. */
function byOf({ module: { plans } }: Pbx, key: string): object | null {
  const all: readonly PlanRecord[] = [...(plans.current === null ? [] : [plans.current]), ...plans.played];
  const record = all.find(({ undoes, objects }) => undoes === null && objects.includes(key));
  return record === undefined
    ? null
    : { plan: record.id, person: record.person, at: isoOf(new Date(record.acceptedAt)) };
}
