/** Rules behind the rules of the cabinet: own lines, modules such as GeoIP. Named, never judged. */
import type { Part, PartData } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { say, type Message } from '../message.ts';
import type { Finding } from '../report/types.ts';
import { ownFilesOn } from './own-topics.ts';

type ExtraRules = Part<PartData['extraRules']>;

interface Extra {
  readonly kind: 'file' | 'module';
  readonly id: string;
}

function extrasIn(part: ExtraRules): readonly Extra[] {
  if (part.state === 'unknown') return [];
  const { modules } = part.data;
  return [
    ...ownFilesOn(part.data, 'firewall').map((id) => ({ kind: 'file', id }) as const),
    ...(isRead(modules) ? modules.map((id) => ({ kind: 'module', id }) as const) : []),
  ];
}

/** Said with every verdict about the firewall, whatever it is. */
export function extraRulesNote(part: ExtraRules): readonly Message[] {
  const what = extrasIn(part).map(({ id }) => id);
  return what.length === 0 ? [] : [say('exposure.extra', { what })];
}

/** Where a pass would rest on rules that these can change. */
export function extraRuleFindings(part: ExtraRules): readonly Finding[] {
  return extrasIn(part).map(({ kind, id }) => ({
    id: `not-judged:${kind}:${id}`,
    severity: 'low',
    says: say(`exposure.extra.${kind}`, { name: id }),
    subject: { kind, id, label: id },
    page: { page: kind === 'file' ? 'custom-files' : 'modules' },
  }));
}
