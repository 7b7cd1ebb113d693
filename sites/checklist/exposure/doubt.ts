/** Why a pass must not rest on the rules of the cabinet: something was not read, or something else decides, too. */
import type { FirewallRule, Parts, UnknownReason } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { say, type Message } from '../message.ts';
import type { Reach } from '../reach/types.ts';
import type { Finding } from '../report/types.ts';
import { extraRuleFindings } from './extra-rules.ts';

type Unread = { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly says: Message };
export type Doubt = Unread | { readonly kind: 'not-judged'; readonly findings: readonly [Finding, ...Finding[]] };

/** What leaves the doubt, by its names. */
export const doubtLines = (doubt: Doubt): readonly Message[] =>
  doubt.kind === 'unknown' ? [doubt.says] : doubt.findings.map(({ says }) => says);

interface Basis extends Pick<Parts, 'providers' | 'extraRules' | 'runningRules'> {
  readonly rules: readonly FirewallRule[];
  readonly reach: Reach;
  /** Lines in force of which nobody can say whom they let in. */
  readonly lines: readonly string[];
}

/** The rules in force cannot be had from there. Any other reason says that they can, and did not come, or not twice alike. */
const NOT_TO_BE_HAD: readonly UnknownReason[] = ['needs-module', 'not-asked', 'not-supported', 'forbidden', 'missing'];

/** Asked only where the rules in force did not settle it. What was not read weighs more than what is there. */
export function doubtOf({ providers, extraRules, runningRules, rules, reach, lines }: Basis): Doubt | null {
  const unread =
    notKnown('providers', providers) ??
    notKnown('extraRules', extraRules) ??
    unknownModules(extraRules) ??
    unsettled(runningRules);
  if (unread !== null) return unread;
  const [first, ...others] = [...extraRuleFindings(extraRules), ...namedRules(rules, reach), ...lineFindings(lines)];
  return first === undefined ? null : { kind: 'not-judged', findings: [first, ...others] };
}

/** While Core rewrites its rules, neither "in force" nor "not in force" is true of them. */
function unsettled(runningRules: Basis['runningRules']): Doubt | null {
  const unread = notKnown('runningRules', runningRules);
  return unread === null || NOT_TO_BE_HAD.includes(unread.reason) ? null : unread;
}

/** Whether a module adds rules of its own may be unknown although the rest of the part is known. */
function unknownModules(extraRules: Basis['extraRules']): Doubt | null {
  if (extraRules.state === 'unknown' || isRead(extraRules.data.modules)) return null;
  return notKnown('extraRules', { ...extraRules, state: 'unknown', reason: extraRules.data.modules.unknown });
}

/** The doubt that an unknown part leaves; null where it is known. */
export function notKnown(name: keyof Parts, part: Parts[keyof Parts]): Unread | null {
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

/** The rules in force ask other chains or lists of addresses, for instance those of a GeoIP module: named by their lines. */
function lineFindings(lines: readonly string[]): Finding[] {
  if (lines.length === 0) return [];
  return [
    {
      id: 'not-judged:lines',
      severity: 'low',
      says: say('exposure.other-lines', { lines: lines.slice(0, EXAMPLES) }),
      subject: { kind: 'setting', id: 'iptables', label: '' },
      page: { page: 'firewall' },
    },
  ];
}
const EXAMPLES = 3;
