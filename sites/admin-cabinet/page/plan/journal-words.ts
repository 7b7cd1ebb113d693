/** Rows of the journal in words. Their details are JSON of the PBX: what is not understood is left out. */
import { TITLES } from '../../../checklist/actions/titles.ts';
import { modeWord } from '../../../checklist/actions/mode-fields.ts';
import type { Parts } from '../../../checklist/facts/types.ts';
import { say, type Message } from '../../../checklist/message.ts';
import { printable } from '../../../checklist/printable.ts';
import type { JournalEntry } from '../../../pbx/module-api.ts';
import { clockTime } from './clock-time.ts';
import { objectName } from './objects.ts';
import { reasonLine } from './words.ts';

const UNDO = say('page.plan.undo.title');

export type Details = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Details =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const textIn = (details: Details | null, name: string): string => {
  const value = details?.[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
};

export interface Told {
  readonly says: Message;
  /** Under it, in small. */
  readonly more: readonly Message[];
}

/** What happened, and how it came out. */
export function tell({ action, details }: JournalEntry, parts: Parts | undefined): Told {
  const text = (name: string) => textIn(details, name);
  const only = (says: Message, ...more: readonly Message[]): Told => ({ says, more });
  const reason = text('reason') === '' ? [] : [reasonLine(text('reason'))];
  switch (action) {
    case 'attestations':
    case 'attestations/withdraw':
    case 'guesses/start':
    case 'guesses/cancel':
    case 'calls/start':
    case 'calls/cancel':
    case 'plans/confirm':
    case 'plans/extend':
    case 'plans/revert':
    case 'plans/dismiss':
    case 'plans/undo':
    case 'plans/end':
    case 'plans/cancel':
    case 'plan/stuck':
    case 'patch/fetch':
    case 'patch/restore':
    case 'evidence/start':
    case 'evidence/resume':
    case 'evidence/remove':
    case 'evidence/removed':
    case 'evidence/ticket':
      return only(say(`page.history.what.${action}`), ...reason);
    case 'patch/fetched':
    case 'patch/run':
    case 'evidence/collected':
    case 'evidence/hashed':
      return only(say(`page.history.what.${action}`, { sha256: text('sha256').slice(0, 8) }));
    case 'patch/done': {
      const open = details?.['open'];
      const count = Array.isArray(open) ? open.length : 0;
      return only(
        count === 0 ? say('page.history.what.patch/done') : say('page.history.what.patch/done.open', { count }),
      );
    }
    case 'plans':
      return only(say('page.history.what.plans', { action: actionName(text('action')) }));
    case 'waivers':
    case 'waivers/withdraw': {
      const risk = text('reason');
      return only(
        say(`page.history.what.${action}`, { check: text('check') }),
        ...(risk === '' ? [] : [say('page.history.text', { text: risk })]),
      );
    }
    case 'passwords/prove':
      return only(
        say('page.history.what.passwords/prove'),
        say(text('outcome') === 'matched' ? 'page.history.proof.matched' : 'page.history.proof.not'),
      );
    case 'plan/begins':
      return only(
        text('cause') === 'end'
          ? say('page.history.what.plan/begins.end')
          : text('undoes') === ''
            ? say('page.history.what.plan/begins', { action: actionName(text('action')) })
            : say('page.history.what.plan/begins.undo'),
      );
    case 'plan/dismissed':
      return only(
        say(text('at') === '' ? 'page.history.what.plan/dismissed' : 'page.history.what.plan/dismissed.later'),
        ...reason,
      );
    case 'plan/later':
      return only(say('page.history.what.plan/later', { at: clockTime(text('at')) }));
    case 'plan/step':
      return only(
        text('to') === ''
          ? say('page.history.what.plan/step', { step: text('step'), what: stepLine(details, parts) })
          : say('page.history.what.plan/step.some', {
              step: text('step'),
              to: text('to'),
              what: stepLine(details, parts),
            }),
      );
    case 'plan/waits':
      return only(say('page.history.what.plan/waits'));
    case 'plan/missed':
      return only(say('page.history.what.plan/missed', { step: text('step'), detail: text('detail') }));
    case 'plan/goes-back':
    case 'plan/refused':
      return only(say(`page.history.what.${action}`), ...reason);
    case 'plan/undone':
      return only(
        say(isNamed(details) ? 'page.history.what.plan/undone.differs' : 'page.history.what.plan/undone'),
        ...reason,
        ...objectsIn(details, parts),
      );
    case 'plan/done':
      return only(
        say(doneLine(text('reason'), text('undoes'))),
        ...reason,
        ...objectsIn(details, parts),
        ...connectedIn(details),
      );
    default:
      return only(say('page.history.what.other', { action }));
  }
}

const BEGINNINGS: ReadonlySet<string> = new Set(['plans', 'plans/undo', 'plan/later', 'plan/begins']);

/** Which plan it is; null: no plan, or its beginning is not read yet. */
export function titleOf(rows: readonly JournalEntry[]): Message | null {
  const begun = rows.find(({ action }) => BEGINNINGS.has(action));
  if (begun === undefined) return null;
  if (textIn(begun.details, 'cause') === 'end') return say('page.plan.end.title');
  return textIn(begun.details, 'undoes') === '' ? actionName(textIn(begun.details, 'action')) : UNDO;
}

/** What whoever began it wrote; null: nothing, or its beginning is not read yet. */
export function commentOf(rows: readonly JournalEntry[]): Message | null {
  const texts = rows.map(({ details }) => textIn(details, 'comment'));
  const comment = texts.find((text) => text !== '');
  return comment === undefined ? null : commentLine(comment);
}

export const commentLine = (comment: string): Message => say('page.plan.comment.is', { comment: printable(comment) });

const doneLine = (reason: string, undoes: string) =>
  reason !== ''
    ? 'page.history.what.plan/done.differs'
    : undoes === ''
      ? 'page.history.what.plan/done'
      : 'page.history.what.plan/done.undo';

/** Of an undone plan: somebody else changed something meanwhile. */
function isNamed(details: Details | null): boolean {
  const objects = details?.['objects'];
  return isRecord(objects) && Object.values(objects).some((is) => is === 'put-back' || is === 'left');
}

/** What a plan touched. */
function objectsIn(details: Details | null, parts: Parts | undefined): readonly Message[] {
  const after = details?.['after'];
  const keys = isRecord(after) ? Object.keys(after).filter((key) => key !== 'rule-order') : [];
  if (keys.length === 0) return [];
  return [say('page.history.objects', { objects: keys.map((key) => objectName(key, parts)) })];
}

/** How many were still connected over what it closed. */
function connectedIn(details: Details | null): readonly Message[] {
  const count = details?.['connected'];
  if (count === 'unknown') return [say('page.history.connected.unknown')];
  if (typeof count !== 'number') return [];
  return [count === 0 ? say('page.history.connected.none') : say('page.history.connected.some', { count })];
}

export function actionName(id: string): Message {
  const title = Object.entries(TITLES).find(([action]) => action === id)?.[1];
  if (title !== undefined) return title;
  return id === 'undo' ? UNDO : say('page.history.text', { text: id });
}

/** One step, as the journal keeps it: without names of rules, which may have others by now. */
export function stepLine(details: Details | null, parts: Parts | undefined): Message {
  const kind = textIn(details, 'kind');
  const [id, network] = [textIn(details, 'id'), textIn(details, 'network')];
  const isOn = details?.['enabled'] === true;
  // Those that renew secrets are told many at once.
  const all = details?.['all'];
  const count = Array.isArray(all) ? all.length : 0;
  if (count > 0)
    return say(kind === 'undo' ? 'page.history.step.undo.some' : 'page.history.step.renewed.some', { count });
  switch (kind) {
    case 'firewall.patch':
      return id === '' ? say('page.history.step.rule.made') : say('page.history.step.rule', { id });
    case 'firewall.create':
      return say('page.history.step.rule.new', { network: `${network}/${textIn(details, 'subnet')}` });
    case 'firewall.switch':
      return say(isOn ? 'page.history.step.firewall.on' : 'page.history.step.firewall.off');
    case 'fail2ban.patch':
      return say('page.history.step.fail2ban', { attempts: Number(textIn(details, 'maxretry')) });
    case 'fail2ban.switch':
      return say(isOn ? 'page.history.step.fail2ban.on' : 'page.history.step.fail2ban.off');
    case 'fail2ban.mode':
      return say('page.history.step.mode', { mode: modeWord(details?.['mode']) });
    case 'fail2ban.unban':
      return say('page.history.step.unban');
    case 'edits.watch':
      return say('page.history.step.edits');
    case 'login.password':
      return say(
        textIn(details, 'which') === 'ssh' ? 'page.history.step.password.ssh' : 'page.history.step.password.web',
      );
    case 'isolation.on':
      return say('page.history.step.isolation');
    case 'calls.stop':
      return say('page.history.step.calls-stop');
    case 'calls.brake':
      return say('page.history.step.calls-brake');
    case 'calls.end':
      return say('page.history.step.calls-end');
    case 'sessions.end':
      return say('page.history.step.sessions-end');
    case 'ssh.remove-keys':
      return say('page.history.step.ssh-keys');
    case 'passkeys.end':
      return say('page.history.step.passkeys-end');
    case 'ssh.keys-only':
      return say('page.history.step.keys-only');
    case 'account.secret':
    case 'ami.secret':
    case 'ari.secret':
    case 'sip.suffix':
      return say('page.history.step.renewed', { object: objectName(renewedKey(kind, details), parts) });
    case 'ami.network':
    case 'ari.origins':
    case 'api-key.limit':
      return say('page.history.step.limited', { object: objectName(limitedKey(kind, id), parts) });
    case 'route.narrow':
      return say('page.history.step.narrowed', { object: objectName(`route:${id}`, parts) });
    case 'route.add':
      return say('page.history.step.route', { route: textIn(details, 'name') });
    case 'undo':
      return say('page.history.step.undo', { object: objectName(textIn(details, 'object'), parts) });
    default:
      return say('page.history.text', { text: kind });
  }
}

/** Of the object that such a step renews. */
function renewedKey(kind: string, details: Details | null): string {
  const [of = '', what] = kind.split('.');
  if (what === 'suffix') return 'secret:suffix';
  return of === 'account' ? `secret:sip:${textIn(details, 'number')}` : `secret:${of}:${textIn(details, 'id')}`;
}

/** Of the object that such a step limits. */
const limitedKey = (kind: 'ami.network' | 'ari.origins' | 'api-key.limit', id: string): string =>
  kind === 'ari.origins' ? 'setting:ARIAllowedOrigins' : `${kind === 'ami.network' ? 'ami-network' : 'api-key'}:${id}`;
