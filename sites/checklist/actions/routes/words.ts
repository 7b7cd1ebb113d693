/** What a route takes, as the cabinet has it. */
import type { OutboundRoute } from '../../facts/types.ts';
import { say, type Message } from '../../message.ts';

export const takes = ({ pattern, rest }: Pick<OutboundRoute, 'pattern' | 'rest'>): Message =>
  say('steps.routes.pattern', {
    pattern: pattern === '' ? say('actions.restrict-outbound.empty') : pattern,
    rest: rest === null || rest < 0 ? say('steps.routes.rest.any') : String(rest),
  });
