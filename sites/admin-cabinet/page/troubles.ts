/** Errors as persons need them: what happened, and the way on. */
import { duration } from '../../checklist/duration.ts';
import { say, type Message } from '../../checklist/message.ts';
import type { RefusalCode } from '../../pbx/errors.ts';
import type { ReadError } from '../../pbx/read.ts';

/** `seconds`: how long to wait before trying again makes sense. */
export interface Trouble {
  readonly says: Message;
  readonly way: 'sign-in' | 'modules' | 'reload' | 'again';
  readonly seconds: number;
}

/** Core's nginx blocks an address for five minutes when it does not say for how long. */
const BLOCKED = 300;

const trouble = (says: Message, way: Trouble['way'] = 'again', seconds = 0): Trouble => ({ says, way, seconds });
const wait = (seconds: number | null): Trouble => {
  const left = seconds ?? BLOCKED;
  return trouble(say('page.trouble.wait', { time: duration(left) }), 'again', left);
};

export function troubleOf(error: ReadError): Trouble {
  switch (error.kind) {
    case 'refused':
      return error.code === 'too-many-tries' || error.code === 'busy'
        ? wait(error.seconds ?? 1)
        : (REFUSALS[error.code] ?? trouble(say('page.trouble.refused', { said: error.said })));
    case 'unauthorized':
      return SIGNED_OUT;
    case 'forbidden':
      return NO_RIGHT;
    case 'filtered':
      return trouble(say('page.trouble.filtered'));
    case 'banned':
      return trouble(say('page.trouble.banned'));
    case 'no-module':
    case 'not-found':
      return MODULE_OFF;
    case 'rate-limited':
      return wait(error.seconds);
    case 'timeout':
      return trouble(say('page.trouble.slow'));
    case 'cancelled':
      return trouble(say('page.trouble.cancelled'));
    case 'unreachable':
    case 'redirected':
    case 'not-a-pbx':
    case 'insecure':
    case 'tls':
      return trouble(say('page.trouble.unreachable'));
    case 'broken-json':
      return trouble(say('page.trouble.cut'));
    case 'server-error':
      return trouble(say(error.status === 503 ? 'page.trouble.busy' : 'page.trouble.broken'));
    case 'newer-contract':
      return trouble(say('page.trouble.reload'), 'reload');
    case 'rejected':
    case 'file-not-json':
    case 'not-facts':
      return trouble(say('page.trouble.broken'));
  }
}

const SIGNED_OUT = trouble(say('page.trouble.signed-out'), 'sign-in');
const NO_RIGHT = trouble(say('page.trouble.no-right'));
const MODULE_OFF = trouble(say('page.trouble.module-off'), 'modules');
const RELOAD = trouble(say('page.trouble.reload'), 'reload');
const UNFIT = trouble(say('page.trouble.plan.unfit'), 'reload');

/** What the module says in its own words is shown as it is: the others. */
const REFUSALS: Partial<Readonly<Record<RefusalCode, Trouble>>> = {
  'module-disabled': MODULE_OFF,
  'not-signed-in': SIGNED_OUT,
  'not-an-admin': NO_RIGHT,
  'no-person': NO_RIGHT,
  'unknown-action': RELOAD,
  'wrong-method': RELOAD,
  'wrong-origin': RELOAD,
  'no-page-token': RELOAD,
  broken: trouble(say('page.trouble.broken')),
  'stale-plan': trouble(say('page.trouble.plan.stale')),
  'other-asker': trouble(say('page.trouble.plan.other-asker')),
  'locked-out': trouble(say('page.trouble.plan.locked-out')),
  'no-proof': trouble(say('page.trouble.plan.no-proof')),
  'behind-proxy': trouble(say('page.trouble.plan.behind-proxy')),
  container: trouble(say('page.trouble.plan.container')),
  'bad-nonce': trouble(say('page.trouble.plan.bad-nonce')),
  'plan-running': trouble(say('page.trouble.plan.running')),
  'no-such-plan': trouble(say('page.trouble.plan.no-such-plan')),
  'not-waiting': trouble(say('page.trouble.plan.not-waiting')),
  'other-person': trouble(say('page.trouble.plan.other-person')),
  'other-address': trouble(say('page.trouble.plan.other-address')),
  'too-late': trouble(say('page.trouble.plan.too-late')),
  'old-sign-in': trouble(say('page.trouble.plan.old-sign-in')),
  'undo-differs': UNFIT,
  'parts-missing': UNFIT,
  'boxes-missing': UNFIT,
  'no-such-rule': trouble(say('page.trouble.plan.stale')),
  'no-such-setting': trouble(say('page.trouble.plan.no-such-setting')),
  'no-such-owner': trouble(say('page.trouble.plan.stale')),
  'secret-overridden': trouble(say('page.trouble.plan.secret-overridden')),
  'confirm-missing': UNFIT,
  'no-password': trouble(say('page.trouble.plan.no-password')),
  'weak-password': trouble(say('page.trouble.plan.weak-password')),
  'no-key': trouble(say('page.trouble.plan.no-key')),
  'wrong-password': trouble(say('page.trouble.plan.wrong-password')),
};
