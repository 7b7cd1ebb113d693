/** How things stand with an owner, and with the sheet, as sentences. */
import { say, type Message } from '../../../../checklist/message.ts';
import type { OpenRotation, ReturnState } from '../../../../pbx/rotation-api.ts';

export const stateWord = (state: ReturnState): Message => say(`page.rotation.state.${state}`);

export const STATE_ICONS: Readonly<Record<ReturnState, string>> = {
  back: 'check circle',
  waiting: 'hourglass half',
  'old-tried': 'exclamation triangle',
  'given-back': 'undo',
  changed: 'pencil alternate',
  unknown: 'question circle',
};

/** Why it is not shown. */
export function sheetLine({ sheet, person }: OpenRotation): Message {
  switch (sheet) {
    case 'closed':
      return say('page.rotation.sheet.closed');
    case 'other-person':
      return say('page.rotation.sheet.other-person', { person });
    case 'plain-http':
      return say('page.rotation.sheet.plain-http');
    case 'open':
    case 'consent':
      return say('page.rotation.sheet');
  }
}
