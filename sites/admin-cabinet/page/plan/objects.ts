/** Objects of a plan by their keys ("rule:3", "setting:PBXFirewallEnabled", "secret:sip:204"), as persons know them. */
import type { Parts } from '../../../checklist/facts/types.ts';
import { say, type Message } from '../../../checklist/message.ts';

export function objectName(key: string, parts: Parts | undefined): Message {
  if (key === 'fail2ban') return say('page.plan.object.fail2ban');
  if (key === 'rule-order') return say('page.plan.object.rule-order');
  if (key === 'setting:PBXFirewallEnabled') return say('page.plan.object.firewall-switch');
  if (key === 'setting:PBXFail2BanEnabled') return say('page.plan.object.fail2ban-switch');
  if (key === 'setting:PBXSecurityMode') return say('page.plan.object.mode');
  if (key === 'setting:SSHDisablePasswordLogins') return say('page.plan.object.keys-only');
  if (key === 'setting:SSHAuthorizedKeys') return say('page.plan.object.ssh-keys');
  if (key === 'setting:SecurityChecklistIsolation') return say('page.plan.object.isolation');
  if (key === 'setting:SecurityChecklistCallsStop') return say('page.plan.object.calls-stop');
  if (key === 'setting:SecurityChecklistCallsBrake') return say('page.plan.object.calls-brake');
  if (key === 'secret:web') return say('page.plan.object.login.web');
  if (key === 'secret:ssh') return say('page.plan.object.login.ssh');
  if (key === 'secret:suffix') return say('page.plan.object.suffix');
  const [, kind = '', owner] = /^secret:(\w+):(.+)$/.exec(key) ?? [];
  if (owner !== undefined)
    return kind === 'sip'
      ? say('page.plan.object.account', { number: owner })
      : say('page.plan.object.program', { kind: kind.toUpperCase(), id: owner });
  if (key === 'setting:ARIAllowedOrigins') return say('page.plan.object.origins');
  const [, of = '', row] = /^(ami-network|api-key):(\d+)$/.exec(key) ?? [];
  if (row !== undefined) return limited(of === 'api-key', row, parts);
  const [, route] = /^route:(\d+)$/.exec(key) ?? [];
  if (route !== undefined) {
    const routes = parts?.outboundRoutes.state === 'known' ? parts.outboundRoutes.data : [];
    return say('page.plan.object.route', { route: routes.find((one) => one.id === route)?.name ?? route });
  }
  const [, id] = /^rule:(.+)$/.exec(key) ?? [];
  if (id === undefined) return say('page.plan.object.other', { key });
  if (id.startsWith('step')) return say('page.plan.object.new-rule');
  const rules = parts?.firewall.state === 'known' ? parts.firewall.data.rules : [];
  const rule = rules.find((one) => one.id === id);
  return say('page.plan.object.rule', { rule: rule === undefined ? id : rule.name === '' ? rule.permit : rule.name });
}

function limited(isKey: boolean, id: string, parts: Parts | undefined): Message {
  const keys = parts?.apiKeys.state === 'known' ? parts.apiKeys.data : [];
  const users = parts?.ami.state === 'known' ? parts.ami.data.users : [];
  const name = isKey ? keys.find((one) => one.id === id)?.name : users.find((one) => one.id === id)?.username;
  const object = isKey ? 'api-key' : 'ami-network';
  return name === undefined
    ? say(`page.plan.object.${object}`, { id })
    : say(`page.plan.object.${object}.named`, { name });
}
