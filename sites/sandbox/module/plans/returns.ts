/** Who is back with a new secret, and the sheet: what Lib/Rotation and Lib/Api/SheetDoor do, over the description. */
import ipaddr from 'ipaddr.js';
import { is2024, type Pbx } from '../../pbx.ts';
import { Refused } from '../refused.ts';
import type { Write, Writing } from '../writes.ts';
import { endingOf } from './player.ts';
import { isOver, withPlans, type Comeback } from './memory.ts';
import { openRotations, withSheetClosed, type HasNow, type Rotation } from './rotations.ts';
import { SUFFIX } from './secrets.ts';

export interface Looking {
  readonly pbx: Pbx;
  /** null: no person. */
  readonly by: string | null;
  readonly client: string;
  readonly isEncrypted: boolean;
  readonly now: Date;
}

const CONSENT = 'PLAIN HTTP';
const LONGEST_CONSENT = 40;

export function showRotations(looking: Looking): object {
  const { pbx, now } = looking;
  const { logFails } = pbx.module.plans.knobs;
  return {
    rotations: openRotations(pbx).map((rotation) => {
      const { plan, action, person, playedAt, until, owners } = rotation;
      return {
        plan,
        action,
        person,
        playedAt,
        now: Math.floor(now.getTime() / 1000),
        until,
        sheet: stateOfSheet(rotation, looking),
        singly: owners[SUFFIX] === undefined,
        readTo: null,
        isBehind: false,
        trouble: logFails ? 'missing security_log' : null,
        owners: Object.entries(statesOf(pbx, owners)).map(([owner, has]) => rowOf(pbx, owner, has, playedAt)),
      };
    }),
  };
}

function rowOf(pbx: Pbx, owner: string, has: HasNow, playedAt: number): object {
  const { number, name } = namesOf(pbx, owner);
  const { comebacks, knobs } = pbx.module.plans;
  const seen = comebacks[owner] ?? NOTHING;
  const back = (seen.back?.last ?? 0) < playedAt ? null : seen.back;
  const refused = (seen.refused?.last ?? 0) < playedAt ? null : seen.refused;
  const isKnown = !knobs.logFails && !owner.startsWith('ari:');
  return {
    owner,
    number,
    name,
    state: stateOf(has, isKnown, { back, refused }),
    back: isKnown ? back : null,
    refused: isKnown ? refused : null,
    devices: devicesOf(pbx, number, owner),
  };
}

const NOTHING: Comeback = { back: null, refused: null };

function stateOf(has: HasNow, isKnown: boolean, { back, refused }: Comeback): string {
  if (has !== 'new') return has === 'old' ? 'given-back' : 'changed';
  if (!isKnown) return 'unknown';
  if (back !== null) return 'back';
  return refused === null ? 'waiting' : 'old-tried';
}

/** Of everybody whose login has changed: with the letters behind it those of all who log in by number. */
function statesOf(pbx: Pbx, owners: Rotation['owners']): Readonly<Record<string, HasNow>> {
  const { [SUFFIX]: suffix, ...states } = owners;
  if (suffix === undefined) return states;
  const suffixed = pbx.employees
    .filter(({ authUsername }) => authUsername === null)
    .map(({ number }): readonly [string, HasNow] => {
      const owner = `sip:${number}`;
      const both = [states[owner] ?? suffix, suffix];
      return [owner, both.includes('other') ? 'other' : both.includes('new') ? 'new' : 'old'];
    });
  return { ...states, ...Object.fromEntries(suffixed) };
}

interface Login {
  readonly number: string;
  readonly name: string;
  readonly login: string;
  readonly secret: string;
}

function loginOf(pbx: Pbx, owner: string): Login | null {
  const [kind, name] = owner.split(':', 2);
  if (kind === 'sip') {
    const employee = pbx.employees.find(({ number }) => number === name);
    if (employee === undefined) return null;
    const suffix = is2024(pbx) ? '' : (pbx.settings['SIPAuthPrefix'] ?? '');
    const login = employee.authUsername ?? employee.number + suffix;
    return { number: employee.number, name: employee.name, login, secret: employee.secret.value };
  }
  if (kind === 'ami') {
    const user = pbx.amiUsers.find(({ id }) => String(id) === name);
    return user === undefined ? null : programOf(user.username, user.secret.value);
  }
  const user = pbx.ariUsers.find(({ id }) => String(id) === name);
  return user === undefined ? null : programOf(user.username, user.password.value);
}

const programOf = (username: string, secret: string): Login => ({
  number: username,
  name: '',
  login: username,
  secret,
});

function namesOf(pbx: Pbx, owner: string): Pick<Login, 'number' | 'name'> {
  const login = loginOf(pbx, owner);
  return login ?? { number: owner.slice(owner.indexOf(':') + 1), name: '' };
}

const devicesOf = ({ devices }: Pbx, number: string, owner: string): readonly object[] =>
  owner.startsWith('sip:')
    ? devices
        .filter(({ account }) => account === number)
        .slice(0, 5)
        .map(({ address, userAgent }) => ({ address, userAgent }))
    : [];

type SheetState = 'open' | 'consent' | 'plain-http' | 'other-person' | 'closed';

function stateOfSheet({ sheetClosed, person }: Rotation, { pbx, by, client, isEncrypted }: Looking): SheetState {
  if (sheetClosed) return 'closed';
  if (by !== person) return 'other-person';
  if (isEncrypted) return 'open';
  return isNear(client) && pbx.module.plans.knobs.seen === 'direct' ? 'consent' : 'plain-http';
}

const NEAR: ReadonlySet<string> = new Set(['private', 'uniqueLocal']);
const isNear = (client: string): boolean => ipaddr.isValid(client) && NEAR.has(ipaddr.parse(client).range());

function mustBeOpen(pbx: Pbx, id: string): Rotation {
  const rotation = openRotations(pbx).find(({ plan }) => plan === id);
  if (rotation === undefined) throw new Refused(404, 'no-such-plan');
  return rotation;
}

function mustLetIn(rotation: Rotation, writing: Writing, consent: string): void {
  switch (stateOfSheet(rotation, writing)) {
    case 'open':
      return;
    case 'consent':
      if (consent !== CONSENT) throw new Refused(403, 'consent-missing');
      return;
    case 'plain-http':
      throw new Refused(403, 'plain-http');
    case 'other-person':
      throw new Refused(403, 'other-person');
    case 'closed':
      throw new Refused(409, 'sheet-closed');
  }
}

const showSheet: Write = {
  fields: ['id', 'consent'],
  run(writing) {
    const { pbx, fields, isEncrypted } = writing;
    const id = fields.line('id', 16, 16);
    const consent = fields.line('consent', LONGEST_CONSENT);
    const rotation = mustBeOpen(pbx, id);
    mustLetIn(rotation, writing, consent);
    const rows = Object.entries(statesOf(pbx, rotation.owners)).flatMap(([owner, has]) => {
      const login = has === 'new' ? loginOf(pbx, owner) : null;
      if (login === null) return [];
      const secret = rotation.owners[owner] === 'new' ? login.secret : '';
      return [{ owner, ...login, secret, devices: devicesOf(pbx, login.number, owner) }];
    });
    return { status: 200, json: { rows }, pbx, details: { plan: id, count: rows.length, encrypted: isEncrypted } };
  },
};

function mustBeFree({ module: { plans } }: Pbx): void {
  if (plans.current !== null && !isOver(plans.current)) throw new Refused(409, 'plan-running');
}

const closeSheet: Write = {
  fields: ['id'],
  run({ pbx, fields, by }) {
    const id = fields.line('id', 16, 16);
    if (mustBeOpen(pbx, id).person !== by) throw new Refused(403, 'other-person');
    mustBeFree(pbx);
    return { status: 202, json: { id }, pbx: withSheetClosed(pbx, id), details: { plan: id } };
  },
};

const finish: Write = {
  fields: ['id'],
  run({ pbx, fields, by, now }) {
    const id = fields.line('id', 16, 16);
    mustBeOpen(pbx, id);
    mustBeFree(pbx);
    const next = withPlans(pbx, { current: endingOf(pbx, id, now.getTime(), by) });
    return { status: 202, json: { id }, pbx: next, details: { plan: id } };
  },
};

export const RETURN_WRITES: ReadonlyMap<string, Write> = new Map([
  ['plans/sheet', showSheet],
  ['plans/sheet-closed', closeSheet],
  ['plans/rotated', finish],
]);
