/**
 * The way back: which rows are kept before a plan, and what putting them back does. On the PBX the player keeps the
 * real rows; here the same is done with facts, so that it can be shown and tried.
 */
import type { FirewallRule, Parts, PartData } from '../facts/types.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { withData } from './simulate.ts';
import type { Step, UndoRow } from './types.ts';

/** In the order in which it is put back: what was made goes first. */
export function undoOf(steps: readonly Step[], release: string): readonly UndoRow[] {
  const rows = steps.flatMap((step, i): UndoRow[] => {
    switch (step.kind) {
      case 'firewall.patch':
        return typeof step.id === 'number' ? [{ kind: 'rule', id: step.id }] : [];
      case 'firewall.create': {
        const made: UndoRow = { kind: 'new-rule', id: { $from: `step${i + 1}.id` } };
        return isOldRelease(release) ? [made] : [made, { kind: 'rule-order' }];
      }
      case 'firewall.switch':
        return [{ kind: 'setting', key: 'PBXFirewallEnabled' }];
      case 'fail2ban.patch':
        return [{ kind: 'fail2ban' }];
      case 'fail2ban.switch':
        return [{ kind: 'setting', key: 'PBXFail2BanEnabled' }];
      case 'fail2ban.unban':
        return [];
      case 'account.secret':
        return [{ kind: 'account', number: step.number }];
    }
  });
  const once = new Map(rows.map((row) => [JSON.stringify(row), row]));
  return [...once.values()].sort((a, b) => order(a) - order(b));
}

const order = ({ kind }: UndoRow): number => (kind === 'new-rule' ? 0 : 1);

/** The rows as they were. */
export interface Kept {
  readonly undo: readonly UndoRow[];
  readonly rules: readonly FirewallRule[];
  readonly order: ReadonlyMap<string, number | null>;
  readonly firewallEnabled: boolean | null;
  readonly fail2ban: PartData['fail2ban'] | null;
}

export function keep({ firewall, fail2ban }: Parts, undo: readonly UndoRow[]): Kept {
  const rules = firewall.state === 'known' ? firewall.data.rules : [];
  const ids = new Set(undo.flatMap((row) => (row.kind === 'rule' ? [String(row.id)] : [])));
  return {
    undo,
    rules: rules.filter(({ id }) => ids.has(id)),
    order: new Map(rules.map(({ id, priority }) => [id, priority])),
    firewallEnabled: firewall.state === 'known' ? firewall.data.enabled : null,
    fail2ban: fail2ban.state === 'known' ? fail2ban.data : null,
  };
}

/** `made`: ids that new objects got when the plan was played. Everything else on the PBX stays as it is. */
export function putBack(facts: Parts, kept: Kept, made: ReadonlyMap<string, string>): Parts {
  return kept.undo.reduce((before, row) => putBackRow(before, row, kept, made), facts);
}

function putBackRow(facts: Parts, row: UndoRow, kept: Kept, made: ReadonlyMap<string, string>): Parts {
  switch (row.kind) {
    case 'rule':
      return withRules(facts, (rules) =>
        rules.map((rule) =>
          rule.id === String(row.id) ? (kept.rules.find(({ id }) => id === rule.id) ?? rule) : rule,
        ),
      );
    case 'rule-order':
      return withRules(facts, (rules) =>
        rules.map((rule) => ({ ...rule, priority: kept.order.get(rule.id) ?? rule.priority })),
      );
    case 'new-rule':
      return withRules(facts, (rules) => rules.filter(({ id }) => id !== made.get(row.id.$from)));
    case 'fail2ban': {
      const { fail2ban } = facts;
      if (fail2ban.state === 'unknown' || kept.fail2ban === null) return facts;
      const { maxretry, findtime, bantime, whitelist } = kept.fail2ban;
      return { ...facts, fail2ban: withData(fail2ban, { ...fail2ban.data, maxretry, findtime, bantime, whitelist }) };
    }
    case 'setting':
      return row.key === 'PBXFirewallEnabled' ? firewallSwitchedBack(facts, kept) : fail2banSwitchedBack(facts, kept);
    case 'account': // features of secrets follow from a new reading
      return facts;
  }
}

function withRules(facts: Parts, change: (rules: readonly FirewallRule[]) => FirewallRule[]): Parts {
  const { firewall } = facts;
  if (firewall.state === 'unknown') return facts;
  return { ...facts, firewall: withData(firewall, { ...firewall.data, rules: change(firewall.data.rules) }) };
}

function firewallSwitchedBack(facts: Parts, { firewallEnabled: enabled }: Kept): Parts {
  const { firewall } = facts;
  if (firewall.state === 'unknown' || enabled === null) return facts;
  return { ...facts, firewall: withData(firewall, { ...firewall.data, enabled }) };
}

function fail2banSwitchedBack(facts: Parts, { fail2ban: kept }: Kept): Parts {
  const { fail2ban } = facts;
  if (fail2ban.state === 'unknown' || kept === null) return facts;
  const { enabled, banning } = kept;
  return { ...facts, fail2ban: withData(fail2ban, { ...fail2ban.data, enabled, banning }) };
}
