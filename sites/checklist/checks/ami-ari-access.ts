/**
 * Who may steer the PBX from outside: every user of AMI and ARI needs a strong password and a network, and ARI must not
 * answer to every page of the web. Users that came with the PBX count like all others.
 */
import { cannotTell, defineCheck, type MissingPart } from '../check.ts';
import type { AttestationLookup } from '../attestations.ts';
import { cutToLocal, LOCALHOST } from '../exposure/gone-filter.ts';
import { ownPublicOf } from '../exposure/facing.ts';
import { worst } from '../exposure/offences.ts';
import { answersEverybody, networkFlaw } from '../exposure/program-doors.ts';
import { strangersAt } from '../exposure/strangers.ts';
import { viewIfKnown, VIEW_NEEDS, VIEW_USES, type View } from '../exposure/view.ts';
import type { Part, PartData, SecretFeatures } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import type { Finding } from '../report/types.ts';
import { isWeak, judgeFeatures, type JudgedSecret } from '../secrets/judge.ts';
import { amiOwner, ariOwner, type Owner } from '../secrets/owners.ts';
import { rulesInWords } from '../secrets/rules.ts';
import { passwordSteps } from '../steps/passwords.ts';
import { amiDeleteStep, amiFilterSteps, ariOriginsStep } from '../steps/programs.ts';

type AmiUser = PartData['ami']['users'][number];

/** AMI itself, and AMI over HTTP. */
const DOORS = ['AMI', 'AJAM'] as const;

/** Who keeps strangers away from a user without a network of its own. */
type Kept = 'by-firewall' | 'by-nobody' | 'unseen';

function keptFrom(view: View | null, attested: AttestationLookup): Kept {
  if (view === null) return 'unseen';
  if (DOORS.some((door) => strangersAt(door, view, attested).length > 0)) return 'by-nobody';
  // Where something else may decide, nobody can say that the firewall does.
  return view.doubt === null ? 'by-firewall' : 'unseen';
}

const NETWORK = {
  'by-firewall': { severity: 'low', key: 'checks.ami-ari-access.by-firewall' },
  'by-nobody': { severity: 'high', key: 'checks.ami-ari-access.everywhere' },
  unseen: { severity: 'medium', key: 'checks.ami-ari-access.unseen' },
} as const;

function networkFinding(user: AmiUser, flaw: Message, kept: Kept): Finding {
  const owner = amiOwner(user);
  const { severity, key } = NETWORK[kept];
  return { ...problem(owner, 'network', say(key, { who: owner.name, flaw })), severity };
}

const problem = ({ id, subject, page }: Owner, kind: 'network' | 'password', says: Message): Finding => ({
  id: `${kind}:${id}`,
  severity: 'high',
  says,
  subject,
  page,
});

const ORIGINS: Finding = {
  id: 'origins',
  severity: 'high',
  says: say('checks.ami-ari-access.origins'),
  subject: { kind: 'setting', id: 'ARIAllowedOrigins', label: '' },
  page: { page: 'settings-api' },
};

/** null: strong enough, or not judged. */
function weakness(features: SecretFeatures | undefined): JudgedSecret | null {
  const judged = features === undefined ? null : judgeFeatures(features);
  return judged !== null && isWeak(judged) ? judged : null;
}

/** ARI as far as it is there: 2024 has none. */
function ariOf(part: Part<PartData['ari']>): {
  readonly on: boolean;
  readonly users: PartData['ari']['users'];
  readonly origins: string;
} {
  return part.state === 'known' && part.data.enabled
    ? { on: true, users: part.data.users, origins: part.data.origins }
    : { on: false, users: [], origins: '' };
}

export const check = defineCheck({
  id: 'ami-ari-access',
  section: 'other-ways-in',
  order: 2,
  severity: 'high',
  needs: ['ami'],
  uses: ['ari', 'secrets', ...VIEW_NEEDS, ...VIEW_USES, 'devices', 'fail2ban', 'attestations'],
  ownFiles: 'programs',
  title: say('checks.ami-ari-access.title'),
  todo: say('checks.ami-ari-access.todo'),
  why: say('checks.ami-ari-access.why'),
  guide: 'use-strong-passwords',
  manual: { en: 'manual/system/asterisk-managers', ru: 'manual/system/asterisk-managers' },
  page: { page: 'ami-users' },
  action: 'rotate-ami-ari',
  effort: { minutes: 5, each: 5, phonesStop: false },

  evaluate(facts, context) {
    const { release, attested } = context;
    const { ami, ari, secrets, firewall } = facts;
    const users = ami.data.enabled ? ami.data.users : [];
    const restApi = ariOf(ari);
    const rules = firewall.state === 'known' ? firewall.data.rules : null;
    const missing: MissingPart[] = [];
    if (ari.state === 'unknown' && ari.reason !== 'not-supported') missing.push({ part: 'ari', reason: ari.reason });
    const owners = [...users.map(amiOwner), ...restApi.users.map(ariOwner)];
    if (owners.length > 0 && secrets.state === 'unknown') missing.push({ part: 'secrets', reason: secrets.reason });
    const hasFilters = users.some(({ filterId }) => filterId !== null && filterId !== LOCALHOST);
    if (hasFilters && firewall.state === 'unknown') missing.push({ part: 'firewall', reason: firewall.reason });

    const features = new Map<string, SecretFeatures>(
      secrets.state === 'known' ? secrets.data.map((secret) => [secret.owner, secret.features]) : [],
    );
    const weak = owners.flatMap((owner) => {
      const judged = weakness(features.get(owner.id));
      if (judged === null) return [];
      const says = say('checks.ami-ari-access.weak', { who: owner.name, reasons: rulesInWords(judged.broken) });
      return [problem(owner, 'password', says)];
    });
    const view = viewIfKnown(facts);
    const kept = keptFrom(view, attested);
    const at = { release, home: ownPublicOf(facts.network) };
    const everywhere = users.flatMap((user) => {
      const flaw = networkFlaw(user, rules, at);
      return flaw === null ? [] : [networkFinding(user, flaw, kept)];
    });
    const origins = restApi.on && answersEverybody(restApi.origins) ? [ORIGINS] : [];
    const unjudged = secrets.state === 'known' ? owners.filter(({ id }) => !features.has(id)).length : 0;
    const notes = [
      ...(ami.data.enabled ? [] : [say('checks.ami-ari-access.ami-off')]),
      ...(restApi.users.length > 0 ? [say('checks.ami-ari-access.ari-network')] : []),
      ...(unjudged > 0 ? [say('checks.ami-ari-access.unjudged', { count: unjudged })] : []),
      ...cutToLocal(
        users.map(({ username, filterId }) => ({ name: username, filterId })),
        firewall,
        release,
      ),
    ];

    const all = [...everywhere, ...weak, ...origins];
    const [first, ...more] = [...all].sort((a, b) => Number(a.severity === 'low') - Number(b.severity === 'low'));
    if (first !== undefined) {
      const offenders = new Set([...everywhere, ...weak].map(({ subject }) => `${subject.kind} ${subject.id}`)).size;
      const severity = worst(all.map((finding) => finding.severity));
      return {
        verdict: severity === 'low' ? 'warn' : 'fail',
        severity,
        says:
          severity === 'low'
            ? say('checks.ami-ari-access.closed', { count: all.length })
            : say('checks.ami-ari-access.fail', { count: all.length }),
        findings: [first, ...more],
        offenders: { count: offenders + origins.length, of: owners.length + (restApi.on ? 1 : 0) },
        notes: missing.length > 0 ? [cannotTell(missing).says, ...notes] : notes,
        steps: [
          ...amiFilterSteps(
            users.filter((user) => networkFlaw(user, rules, at) !== null),
            facts,
            context,
          ),
          ...passwordSteps(
            owners.filter(({ id }) => weakness(features.get(id)) !== null),
            facts,
            context,
          ),
          ...(origins.length > 0 ? [ariOriginsStep()] : []),
          ...(users.length > 0 ? [amiDeleteStep(context)] : []),
        ],
      };
    }
    if (missing.length > 0) return { ...cannotTell(missing), notes };
    if (unjudged > 0) {
      return {
        verdict: 'unknown',
        reason: 'missing',
        says: say('checks.ami-ari-access.unjudged', { count: unjudged }),
        notes,
      };
    }
    if (owners.length === 0 && !restApi.on) {
      return { verdict: 'not-applicable', says: say('checks.ami-ari-access.none'), notes };
    }
    return { verdict: 'pass', says: say('checks.ami-ari-access.pass', { total: owners.length }), notes };
  },
});
