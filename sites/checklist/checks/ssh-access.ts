/**
 * SSH is root on this PBX: passwords are off, or the password is not a common one and only own networks reach the port.
 * The keys that open it are listed with every verdict.
 */
import { cannotTell, defineCheck, type Context, type MissingPart } from '../check.ts';
import { ownPublicOf } from '../exposure/facing.ts';
import { openFinding, seeFinding } from '../exposure/findings.ts';
import { isPublicOpening, narrownessOf } from '../exposure/limits.ts';
import { passUnless, settle, type Offence } from '../exposure/offences.ts';
import { ownLinesSteps } from '../exposure/own-lines.ts';
import { askOutsideFirewall } from '../exposure/outside-firewall.ts';
import { askOwnNetwork, ownerOf, ownNetworksOf, whyAsked } from '../exposure/own-networks.ts';
import { sceneOf, type Scene } from '../exposure/scene.ts';
import { strangersAt } from '../exposure/strangers.ts';
import { VIEW_NEEDS, VIEW_USES, type ViewFacts } from '../exposure/view.ts';
import type { Login, PartData, Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import type { Finding, Question } from '../report/types.ts';
import { judgeFeatures } from '../secrets/judge.ts';
import { sshOwner } from '../secrets/owners.ts';
import { rulesInWords } from '../secrets/rules.ts';
import { sshSteps } from '../steps/ssh.ts';

const SSH = 'SSH';

const MATCH = {
  default: say('checks.ssh-access.is.default'),
  login: say('checks.ssh-access.is.login'),
  'instance-id': say('checks.ssh-access.is.instance-id'),
  common: say('checks.ssh-access.is.common'),
} as const;

type Verdict =
  | { readonly state: 'bad'; readonly offence: Offence }
  | { readonly state: 'fine' }
  | { readonly state: 'unproven'; readonly says: Message };

const finding = (login: string, id: string, severity: Finding['severity'], says: Message): Finding => {
  const { subject, page } = sshOwner(login);
  return { id, severity, says, subject, page };
};

/**
 * What is asked of it: not the default, not a common one. The rest of the rule is advice. One that scanners try is critical
 * where `strangers` get to the port: that is root on this PBX for anybody.
 */
function judgePassword(password: Login | null, strangers: boolean): Verdict {
  if (password === null) return { state: 'unproven', says: say('checks.ssh-access.password.unread') };
  const { login, guess, features, proven } = password;
  if (guess.state === 'match') {
    return {
      state: 'bad',
      offence: {
        finding: finding(login, 'password', strangers ? 'critical' : 'high', MATCH[guess.which]),
        softened: null,
      },
    };
  }
  const known = features ?? (proven?.current === true ? proven.features : null);
  if (known !== null) {
    const judged = judgeFeatures(known);
    const says = say('checks.ssh-access.password.weak', { reasons: rulesInWords(judged.broken) });
    switch (judged.class) {
      case 'guessable':
        return {
          state: 'bad',
          offence: { finding: finding(login, 'password', strangers ? 'critical' : 'high', says), softened: null },
        };
      case 'breaks-rule':
        return {
          state: 'bad',
          offence: {
            finding: finding(login, 'password', 'medium', says),
            softened: say('checks.ssh-access.password.rule'),
          },
        };
      case 'generated-ok':
      case 'meets-rule':
        return { state: 'fine' };
    }
  }
  if (guess.state === 'no-match') return { state: 'fine' };
  return { state: 'unproven', says: say('checks.ssh-access.password.untried') };
}

interface Reachable {
  readonly offences: readonly Offence[];
  readonly questions: readonly Question[];
}

/** Who beyond our networks gets to the port. What is open to everybody is shown by the check of the firewall. */
function judgeReach(scene: Scene, context: Context): Reachable {
  const measure = scene.view.measures.find(({ service }) => service === SSH);
  if (measure === undefined) return { offences: [], questions: [] };
  const softened = scene.covered([SSH]);
  const owned = (check: 'firewall-enabled' | 'firewall-trusted-subnets', title: Message): Reachable => ({
    offences: [{ finding: seeFinding(check, 'high', say('checks.ssh-access.open', { check: title })), softened }],
    questions: [askOutsideFirewall()],
  });
  if (measure.openings.some(({ cause }) => cause?.kind === 'open')) {
    return owned('firewall-enabled', say('checks.firewall-enabled.title'));
  }
  if (measure.atLarge) return owned('firewall-trusted-subnets', say('checks.firewall-trusted-subnets.title'));

  const { network } = scene.facts;
  const own = network.state === 'known' ? ownNetworksOf(network.data) : [];
  const narrow = narrownessOf(measure.openings, ownPublicOf(network));
  const asked: string[] = [];
  const offences = measure.openings.flatMap((opening): Offence[] => {
    const found = openFinding(scene, [SSH], opening);
    if (isPublicOpening(opening)) return narrow.ofAll ? [] : [{ finding: found, softened }];
    const owner = ownerOf(opening.network, own, context.attested);
    if (owner === 'own') return [];
    if (owner === 'foreign') return [{ finding: found, softened }];
    asked.push(opening.network);
    const whose = whyAsked(opening.network, network.state === 'known' ? network.data : null);
    return [{ finding: { ...found, severity: 'low' }, softened: whose }];
  });
  const outside = offences.length > asked.length ? [askOutsideFirewall()] : [];
  return { offences, questions: [...[...new Set(asked)].map(askOwnNetwork), ...outside] };
}

function keyNotes({ authorizedKeys, passwordLogins }: PartData['ssh']): Message[] {
  const keys = authorizedKeys.map(({ type, comment, fingerprint }) =>
    say('checks.ssh-access.key', { type, comment, fingerprint }),
  );
  if (keys.length > 0) return [say('checks.ssh-access.keys', { keys })];
  return passwordLogins ? [] : [say('checks.ssh-access.no-keys')];
}

/** The facts of the view, or what of them is missing. */
function viewFacts(
  parts: Pick<Parts, (typeof VIEW_NEEDS)[number] | (typeof VIEW_USES)[number]>,
): ViewFacts | readonly MissingPart[] {
  const { system, ports, firewall } = parts;
  if (system.state === 'known' && ports.state === 'known' && firewall.state === 'known')
    return { ...parts, system, ports, firewall };
  return VIEW_NEEDS.flatMap((name) => {
    const part = parts[name];
    return part.state === 'unknown' ? [{ part: name, reason: part.reason }] : [];
  });
}
const isMissing = (found: ViewFacts | readonly MissingPart[]): found is readonly MissingPart[] => Array.isArray(found);

export const check = defineCheck({
  id: 'ssh-access',
  section: 'other-ways-in',
  order: 1,
  severity: 'high',
  needs: ['ssh'],
  uses: [...VIEW_NEEDS, ...VIEW_USES, 'devices', 'attestations'],
  ownFiles: 'ssh',
  title: say('checks.ssh-access.title'),
  todo: say('checks.ssh-access.todo'),
  why: say('checks.ssh-access.why'),
  guide: 'what-to-do-if-a-breach-has-already-occurred',
  manual: { en: 'manual/system/general-settings', ru: 'manual/system/general-settings' },
  page: { page: 'settings-ssh' },
  action: 'ssh-keys-only',
  effort: { minutes: 5, phonesStop: false },

  evaluate(facts, context) {
    const ssh = facts.ssh.data;
    const keys = keyNotes(ssh);
    if (!ssh.passwordLogins) return { verdict: 'pass', says: say('checks.ssh-access.keys-only'), notes: keys };

    const found = viewFacts(facts);
    const scene = isMissing(found) ? null : sceneOf(found, context);
    const strangers = scene !== null && strangersAt(SSH, scene.view, context.attested).length > 0;
    const password = judgePassword(ssh.password, strangers);
    const reach = scene === null ? { offences: [], questions: [] } : judgeReach(scene, context);
    const notes = [
      ...(password.state === 'unproven' ? [password.says] : []),
      ...(isMissing(found) ? [cannotTell(found).says] : []),
      ...keys,
      ...(scene?.outside.notes ?? []),
      ...(scene?.view.notes ?? []),
    ];
    const ofSsh = scene?.view.measures.filter(({ service }) => service === SSH) ?? [];
    const lines = scene === null ? { steps: [] } : ownLinesSteps(scene, ofSsh);
    const firewall =
      scene === null || isMissing(found) ? null : { facts: { ...found, devices: facts.devices }, view: scene.view };
    const steps = sshSteps(ssh, reach.offences.length > 0 ? firewall : null, context, lines.steps);

    const [first, ...more] = [...(password.state === 'bad' ? [password.offence] : []), ...reach.offences];
    if (first !== undefined) {
      const closing = reach.offences.length > 0 ? {} : { todo: say('checks.ssh-access.todo.password') };
      const said = { notes, steps, questions: reach.questions, ...closing };
      return settle([first, ...more], say('checks.ssh-access.fail'), said);
    }
    if (isMissing(found)) return { ...cannotTell(found), notes: keys };
    if (password.state === 'unproven')
      return { verdict: 'unknown', reason: 'missing', says: password.says, notes: keys };
    return passUnless(scene?.view.doubtOn([SSH]) ?? null, say('checks.ssh-access.pass'), notes);
  },
});
