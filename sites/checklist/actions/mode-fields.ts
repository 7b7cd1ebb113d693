/** The security mode where somebody compares it: field by field, and as a journal says it. */
import { duration } from '../duration.ts';
import { SECURITY_MODES } from '../facts/security-modes.ts';
import { LIMITS, MODE_NAMES, modeLine, type SecurityMode } from '../fail2ban/modes.ts';
import { say, type Message } from '../message.ts';

interface ModeField {
  readonly field: string;
  readonly name: Message;
  readonly value: Message;
}

/** The same field by field, for before and after. */
export function modeFields(mode: SecurityMode): readonly ModeField[] {
  const { pages, requests, block } = LIMITS[mode];
  const number = (value: number) => say('actions.value.text', { value });
  return [
    { field: 'mode', name: say('actions.field.mode'), value: MODE_NAMES[mode] },
    { field: 'pages', name: say('actions.field.mode.pages'), value: number(pages) },
    { field: 'requests', name: say('actions.field.mode.requests'), value: number(requests) },
    { field: 'block', name: say('actions.field.mode.block'), value: duration(block) },
    {
      field: 'filter',
      name: say('actions.field.mode.filter'),
      value: say(mode === 'relaxed' ? 'actions.value.no' : 'actions.value.yes'),
    },
  ];
}

/** What a journal or a form says; null: none that there is. */
export const modeNamed = (said: unknown): SecurityMode | null => SECURITY_MODES.find((mode) => mode === said) ?? null;

/** The same in a line; what is no mode, as it is said. */
export function modeWord(said: unknown): Message {
  const mode = modeNamed(said);
  return mode === null ? say('actions.value.text', { value: String(said) }) : modeLine(mode);
}
