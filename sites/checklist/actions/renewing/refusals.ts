/** Why secrets are not renewed. With their words, so that these come with the actions that say them. */
import { newMenuOf } from '../../exposure/menus.ts';
import { say, type Message } from '../../message.ts';
import type { SuffixFlaw } from '../../secrets/suffix.ts';
import { refuse, type Planned } from '../action.ts';
import type { Said } from '../refusals.ts';
import { barredLine, type Barred } from './bars.ts';

export type NotRenewed =
  /** Nobody was chosen, or no letters were typed. */
  | { readonly because: 'nobody' | 'no-suffix' }
  /** Everybody who was chosen is barred. */
  | { readonly because: 'barred'; readonly barred: readonly Barred[] }
  /** Core's page takes letters alone. */
  | { readonly because: 'letters'; readonly suffix: string }
  | { readonly because: 'guessable'; readonly flaw: SuffixFlaw }
  /** This release has no such setting. */
  | { readonly because: 'no-setting'; readonly release: string }
  /** Every extension has a name of its own. */
  | { readonly because: 'own-names' };

const told = (says: Message, ...steps: readonly Message[]): Said => ({ says, steps, commands: [], first: null });

export const notRenewed = (reason: NotRenewed): Planned =>
  refuse(
    reason.because === 'nobody' || reason.because === 'no-suffix'
      ? { kind: 'asked', said: wordsOf(reason) }
      : { kind: 'not-renewed', reason, said: wordsOf(reason) },
  );

function wordsOf(reason: NotRenewed): Said {
  switch (reason.because) {
    case 'nobody':
    case 'no-suffix':
    case 'own-names':
      return told(say(`actions.renew.refused.${reason.because}`));
    case 'barred':
      return told(say('actions.renew.refused.barred'), ...reason.barred.map(barredLine));
    case 'letters':
      return told(say('actions.renew.refused.letters', { suffix: reason.suffix }));
    case 'guessable':
      return told(say('actions.renew.refused.guessable', { flaw: say(`checks.auth-username.flaw.${reason.flaw}`) }));
    case 'no-setting':
      return told(
        say('actions.renew.refused.no-setting', { release: reason.release }),
        say('actions.renew.refused.no-setting.own'),
        say('actions.renew.refused.no-setting.update', { menu: newMenuOf('sip') }),
      );
  }
}
