/** Does the PBX stand behind a router, or is it closed where it does not? (guide: Do Not Expose the PBX on a Public IP) */
import { defineCheck } from '../check.ts';
import { isPublic, publicAddressesOf } from '../exposure/facing.ts';
import { menuOf } from '../exposure/menus.ts';
import { viewIfKnown, VIEW_NEEDS, VIEW_USES, type View } from '../exposure/view.ts';
import { protectionOf } from '../fail2ban/judge.ts';
import { say } from '../message.ts';
import { parseAddress } from '../reach/networks.ts';
import type { Finding, Question } from '../report/types.ts';

const QUESTION: Question = {
  item: 'forwarded-ports',
  subject: '',
  says: say('checks.nat-vpn.ask'),
  kind: 'services',
  choices: [{ value: 'none', says: say('checks.nat-vpn.ask.none') }],
  validDays: 180,
};

/** Rules that let strangers in; ping alone opens nothing to log in to. */
const isClosed = (view: View | null) =>
  view !== null && view.doubt === null && view.measures.every(({ service, atLarge }) => service === 'ICMP' || !atLarge);

const interfaceFinding = (id: string, name: string, says: Finding['says'], severity: Finding['severity']): Finding => ({
  id,
  severity,
  says,
  subject: { kind: 'interface', id: name, label: name },
  page: { page: 'network' },
});

export const check = defineCheck({
  id: 'nat-vpn',
  section: 'public-address',
  order: 1,
  severity: 'medium',
  needs: ['network'],
  uses: [...VIEW_NEEDS, ...VIEW_USES, 'fail2ban', 'attestations'],
  title: say('checks.nat-vpn.title'),
  why: say('checks.nat-vpn.why'),
  guide: 'do-not-expose-the-pbx-on-a-public-ip-address',
  manual: { en: 'manual/connectivity/network', ru: 'manual/connectivity/network' },
  page: { page: 'network' },
  action: 'restrict-internet',
  effort: { minutes: 30, phonesStop: false },

  evaluate(facts, { attested, release }) {
    const { network, fail2ban } = facts;
    const { externalAddress, topology, interfaces } = network.data;
    const view = viewIfKnown(facts);
    const steps = [
      say('checks.nat-vpn.step.router'),
      say('checks.nat-vpn.step.vpn'),
      say('checks.nat-vpn.step.topology', { menu: menuOf('network', release) }),
    ];
    const outside = hostOf(externalAddress);
    const misconfigured = topology === 'private' && outside !== '' && isAddress(outside) && !isPublic(outside);
    const wrong = misconfigured
      ? [interfaceFinding('external-address', outside, say('checks.nat-vpn.external', { address: outside }), 'medium')]
      : [];
    const exposed = publicAddressesOf(network.data).map(({ interface: name, address }) =>
      interfaceFinding(`public:${name}:${address}`, name, say('checks.nat-vpn.public', { name, address }), 'medium'),
    );
    const notes = topology === 'public' && exposed.length === 0 ? [say('checks.nat-vpn.topology')] : [];

    const [first, ...more] = [...exposed, ...wrong];
    if (exposed.length > 0 && first !== undefined) {
      if (!isClosed(view)) {
        const severity = view === null ? 'medium' : 'high';
        const findings = [{ ...first, severity }, ...more] as const;
        return { verdict: 'fail', severity, says: say('checks.nat-vpn.open'), findings, notes, steps };
      }
      const protection = fail2ban.state === 'known' ? protectionOf(fail2ban.data, 'normal') : 'cannot-tell';
      if (protection === 'good' && wrong.length === 0)
        return { verdict: 'pass', says: say('checks.nat-vpn.pass.closed'), notes };
      const says =
        protection === 'cannot-tell' ? say('checks.nat-vpn.closed.unseen') : say('checks.nat-vpn.closed.lax');
      return { verdict: 'warn', severity: 'medium', says, findings: [first, ...more], notes, steps };
    }
    if (first !== undefined)
      return {
        verdict: 'warn',
        severity: 'medium',
        says: first.says,
        findings: [first, ...more],
        action: null,
        notes,
        steps,
      };
    if (interfaces.length === 0)
      return { verdict: 'unknown', reason: 'missing', says: say('checks.nat-vpn.no-interface') };
    if (isClosed(view)) return { verdict: 'pass', says: say('checks.nat-vpn.pass.rules'), notes };
    const answer = attested('forwarded-ports');
    if (answer.state === 'valid') {
      const said = answer.attestation.answer.trim();
      if (said.toLowerCase() === 'none')
        return { verdict: 'pass', says: say('checks.nat-vpn.pass.none', { by: answer.attestation.by }), notes };
      return {
        verdict: 'warn',
        severity: 'medium',
        says: say('checks.nat-vpn.forwarded', { ports: said }),
        findings: [interfaceFinding('forwarded', said, say('checks.nat-vpn.forwarded', { ports: said }), 'medium')],
        notes,
        steps,
        questions: [QUESTION],
      };
    }
    return { verdict: 'manual', says: say('checks.nat-vpn.manual'), questions: [QUESTION], notes, steps };
  },
});

/** Host of `host`, `host:port` or `[v6]:port`. */
const hostOf = (text: string) => /^\[([^\]]+)\]/.exec(text.trim())?.[1] ?? text.trim().replace(/^([^:]+):\d+$/, '$1');
const isAddress = (host: string) => parseAddress(host) !== null;
