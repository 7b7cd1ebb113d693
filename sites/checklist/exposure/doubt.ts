/** Why a pass must not rest on the rules of the cabinet: something was not read, or something else decides, too. */
import type { FirewallRule, Parts, UnknownReason } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { say, type Message } from '../message.ts';
import type { Comparison } from '../reach/running.ts';
import type { Reach } from '../reach/types.ts';
import type { Finding } from '../report/types.ts';
import { extraRuleFindings } from './extra-rules.ts';

export type Doubt =
  | { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly says: Message }
  | { readonly kind: 'not-judged'; readonly findings: readonly [Finding, ...Finding[]] };

interface Basis extends Pick<Parts, 'providers' | 'extraRules'> {
  readonly rules: readonly FirewallRule[];
  readonly reach: Reach;
  readonly comparison: Comparison;
}

/** Asked only where the rules in force did not settle it. What was not read weighs more than what is there. */
export function doubtOf({ providers, extraRules, rules, reach, comparison }: Basis): Doubt | null {
  const unread = notKnown('providers', providers) ?? notKnown('extraRules', extraRules) ?? unknownModules(extraRules);
  if (unread !== null) return unread;
  const otherLines = 'unknown' in comparison && comparison.unknown === 'cannot-tell' ? [OTHER_LINES] : [];
  const [first, ...others] = [...extraRuleFindings(extraRules), ...namedRules(rules, reach), ...otherLines];
  return first === undefined ? null : { kind: 'not-judged', findings: [first, ...others] };
}

/** Whether a module adds rules of its own may be unknown although the rest of the part is known. */
function unknownModules(extraRules: Basis['extraRules']): Doubt | null {
  if (extraRules.state === 'unknown' || isRead(extraRules.data.modules)) return null;
  return notKnown('extraRules', { ...extraRules, state: 'unknown', reason: extraRules.data.modules.unknown });
}

/** The doubt that an unknown part leaves; null where it is known. */
export function notKnown(name: keyof Parts, part: Parts[keyof Parts]): Doubt | null {
  if (part.state === 'known') return null;
  const says = say('verdict.unknown.part', { part: say(`part.${name}`), reason: say(`reason.${part.reason}`) });
  return { kind: 'unknown', reason: part.reason, says: say('verdict.unknown.parts', { parts: [says] }) };
}

/** A name where a network belongs: iptables looks it up, so what the rule opens cannot be known from here. */
function namedRules(rules: readonly FirewallRule[], reach: Reach): Finding[] {
  return reach.unresolved.flatMap((unresolved) => {
    if (unresolved.kind !== 'rule') return [];
    const { ruleId: id, host } = unresolved;
    const label = rules.find((rule) => rule.id === id)?.name ?? id;
    return [
      {
        id: `not-judged:rule:${id}`,
        severity: 'low',
        says: say('exposure.unresolved', { rule: label, host }),
        subject: { kind: 'rule', id, label },
        page: { page: 'firewall-rule', id },
      },
    ];
  });
}

/** The rules in force ask other chains or address sets, for instance those of a GeoIP module. */
const OTHER_LINES: Finding = {
  id: 'not-judged:lines',
  severity: 'low',
  says: say('exposure.other-lines'),
  subject: { kind: 'setting', id: 'iptables', label: '' },
  page: { page: 'firewall' },
};
