/** The facts as they would be if a form were saved. Pure; one file for each kind of draft. */
import type { Facts } from '../../../checklist/facts/types.ts';
import type { Draft } from '../mark.ts';
import { amiUser } from './ami-user.ts';
import { fail2ban } from './fail2ban.ts';
import { firewallRule } from './firewall-rule.ts';
import { outboundRoute } from './outbound-route.ts';
import { secret } from './secret.ts';
import { settings } from './settings.ts';

type Parts = Facts['parts'];

export function withDrafts(facts: Facts, drafts: readonly Draft[]): Facts {
  return { ...facts, parts: drafts.reduce(withDraft, facts.parts) };
}

function withDraft(parts: Parts, draft: Draft): Parts {
  switch (draft.kind) {
    case 'secret':
      return secret(parts, draft);
    case 'firewall-rule':
      return firewallRule(parts, draft);
    case 'fail2ban':
      return fail2ban(parts, draft);
    case 'outbound-route':
      return outboundRoute(parts, draft);
    case 'settings':
      return settings(parts, draft);
    case 'ami-user':
      return amiUser(parts, draft);
  }
}
