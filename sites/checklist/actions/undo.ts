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
  const isOld = isOldRelease(release);
  const rows = steps.flatMap((step, i): UndoRow[] => {
    switch (step.kind) {
      case 'firewall.patch':
        return typeof step.id === 'number' ? [{ kind: 'rule', id: step.id }] : [];
      case 'firewall.create': {
        const made: UndoRow = { kind: 'new-rule', id: { $from: `step${i + 1}.id` } };
        return isOld ? [made] : [made, { kind: 'rule-order' }];
      }
      case 'firewall.switch':
        return [{ kind: 'setting', key: 'PBXFirewallEnabled' }];
      case 'fail2ban.patch':
        return [{ kind: 'fail2ban' }];
      case 'fail2ban.switch':
        return [{ kind: 'setting', key: 'PBXFail2BanEnabled' }];
      case 'fail2ban.mode':
        return [{ kind: 'setting', key: 'PBXSecurityMode' }];
      case 'fail2ban.unban':
        return [];
      case 'login.password':
        return [{ kind: 'login', which: step.which }];
      case 'ssh.keys-only':
        return [{ kind: 'setting', key: 'SSHDisablePasswordLogins' }];
      case 'account.secret':
        return [{ kind: 'account', number: step.number }];
      case 'ami.secret':
        return [{ kind: 'ami-user', id: step.id }];
      case 'ari.secret':
        return [{ kind: 'ari-user', id: step.id }];
      case 'edits.watch':
        return [{ kind: 'edits' }];
      case 'isolation.on':
        return [{ kind: 'setting', key: 'SecurityChecklistIsolation' }];
      case 'calls.stop':
        return [{ kind: 'setting', key: 'SecurityChecklistCallsStop' }];
      case 'calls.brake':
        return [{ kind: 'setting', key: 'SecurityChecklistCallsBrake' }];
      case 'calls.end':
      case 'sessions.end':
      case 'passkeys.end':
        return [];
      case 'ssh.remove-keys':
        return [{ kind: 'setting', key: 'SSHAuthorizedKeys' }];
      case 'sip.suffix':
        return [{ kind: 'setting', key: 'SIPAuthPrefix' }];
      case 'ami.network':
        return [{ kind: 'ami-network', id: step.id }];
      case 'ari.origins':
        return [{ kind: 'setting', key: 'ARIAllowedOrigins' }];
      case 'api-key.limit':
        return [{ kind: 'api-key', id: step.id }];
      case 'route.narrow':
      case 'route.add':
        return [{ kind: 'route', id: step.id }];
    }
  });
  const once = new Map(rows.map((row) => [JSON.stringify(row), row]));
  const all = [...once.values()];
  return [...all.filter(isNew), ...all.filter((row) => !isNew(row))];
}

const isNew = ({ kind }: UndoRow): boolean => kind === 'new-rule';

/** The rows as they were. */
export interface Kept {
  readonly undo: readonly UndoRow[];
  readonly rules: readonly FirewallRule[];
  readonly order: ReadonlyMap<string, number | null>;
  readonly firewallEnabled: boolean | null;
  readonly fail2ban: PartData['fail2ban'] | null;
  /** Whether passwords open SSH. */
  readonly passwordLogins: boolean | null;
  /** What Core appends to numbers for the login. */
  readonly authSuffix: string | null;
}

export function keep({ firewall, fail2ban, sip, ssh }: Parts, undo: readonly UndoRow[]): Kept {
  const rules = firewall.state === 'known' ? firewall.data.rules : [];
  const ids = new Set(undo.flatMap((row) => (row.kind === 'rule' ? [String(row.id)] : [])));
  return {
    undo,
    rules: rules.filter(({ id }) => ids.has(id)),
    order: new Map(rules.filter(({ id }) => id !== '').map(({ id, priority }) => [id, priority])),
    firewallEnabled: firewall.state === 'known' ? firewall.data.enabled : null,
    fail2ban: fail2ban.state === 'known' ? fail2ban.data : null,
    passwordLogins: ssh.state === 'known' ? ssh.data.passwordLogins : null,
    authSuffix: sip.state === 'known' ? sip.data.authSuffix : null,
  };
}

/**
 * `made`: ids that new objects got when the plan was played. Everything else on the PBX stays as it is. Secrets are in no
 * facts, so that nothing of them is put back here.
 */
export function putBack(facts: Parts, kept: Kept, made: ReadonlyMap<string, string>): Parts {
  const { firewall, fail2ban, sip, ssh } = facts;
  const rules = firewall.state === 'known' ? putBackFirewall(firewall.data, kept, made) : null;
  const bans = fail2ban.state === 'known' ? putBackFail2ban(fail2ban.data, kept) : null;
  const isAppended = kept.undo.some((row) => row.kind === 'setting' && row.key === 'SIPAuthPrefix');
  const logins = sip.state === 'known' && isAppended ? { ...sip.data, authSuffix: kept.authSuffix } : null;
  const isOpened = kept.undo.some((row) => row.kind === 'setting' && row.key === 'SSHDisablePasswordLogins');
  const opens =
    ssh.state === 'known' && isOpened && kept.passwordLogins !== null
      ? { ...ssh.data, passwordLogins: kept.passwordLogins }
      : null;
  return {
    ...facts,
    ssh: withData('ssh', ssh, opens),
    firewall: withData('firewall', firewall, rules),
    fail2ban: withData('fail2ban', fail2ban, bans),
    sip: withData('sip', sip, logins),
  };
}

function putBackFirewall(
  is: PartData['firewall'],
  kept: Kept,
  made: ReadonlyMap<string, string>,
): PartData['firewall'] {
  const has = (kind: UndoRow['kind']) => kept.undo.some((row) => row.kind === kind);
  const news = new Set(kept.undo.flatMap((row) => (row.kind === 'new-rule' ? [made.get(row.id.$from)] : [])));
  const was = new Map(kept.rules.map((rule) => [rule.id, rule]));
  const isSwitched = kept.undo.some((row) => row.kind === 'setting' && row.key === 'PBXFirewallEnabled');
  return {
    ...is,
    enabled: isSwitched ? (kept.firewallEnabled ?? is.enabled) : is.enabled,
    rules: is.rules
      .filter(({ id }) => !news.has(id))
      .map((rule) => was.get(rule.id) ?? rule)
      .map((rule) => (has('rule-order') ? { ...rule, priority: kept.order.get(rule.id) ?? rule.priority } : rule)),
  };
}

function putBackFail2ban(is: PartData['fail2ban'], { undo, fail2ban: was }: Kept): PartData['fail2ban'] {
  const touched = undo.some(({ kind }) => kind === 'fail2ban');
  const isSet = (key: string) => undo.some((row) => row.kind === 'setting' && row.key === key);
  const isSwitched = isSet('PBXFail2BanEnabled');
  const hasMode = isSet('PBXSecurityMode');
  if (was === null || (!touched && !isSwitched && !hasMode)) return is;
  const { enabled, banning } = isSwitched ? was : is;
  const { securityMode } = hasMode ? was : is;
  const mode = securityMode === undefined ? {} : { securityMode };
  return { ...(touched ? was : is), enabled, banning, ...mode };
}
