/**
 * Who may steer the PBX from outside: every user of AMI and ARI needs a strong password and a network, and ARI must not
 * answer to every page of the web. Users that came with the PBX count like all others.
 */
import { cannotTell, defineCheck, type MissingPart } from '../check.ts';
import { isPublicOpening, sizeOf, isNarrow } from '../exposure/limits.ts';
import type { FirewallRule, Part, PartData, SecretFeatures } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';
import type { Finding } from '../report/types.ts';
import { judgeFeatures } from '../secrets/judge.ts';
import { amiOwner, ariOwner, type Owner } from '../secrets/owners.ts';
import { rulesInWords } from '../secrets/rules.ts';
import { look, type Step } from '../steps/step.ts';

type AmiUser = PartData['ami']['users'][number];

/** Core keeps this word instead of a rule's id; the user then connects from the PBX itself only. */
const LOCALHOST = 'localhost';

/** What lets an AMI user in from everywhere; null: a network limits it. `rules` null: could not be read. */
function networkFlaw({ filterId }: AmiUser, rules: readonly FirewallRule[] | null): Message | null {
  if (filterId === LOCALHOST) return null;
  if (filterId === null) return say('checks.ami-ari-access.network.none');
  if (rules === null) return null;
  const rule = rules.find(({ id }) => id === filterId);
  // Core then writes no limit at all.
  if (rule === undefined) return say('checks.ami-ari-access.network.gone');
  const size = sizeOf(rule.permit);
  return isPublicOpening(size) && !isNarrow(size)
    ? say('checks.ami-ari-access.network.wide', { rule: rule.name, network: rule.permit })
    : null;
}

const problem = ({ id, subject, page }: Owner, kind: 'network' | 'password', says: Message): Finding => ({
  id: `${kind}:${id}`,
  severity: 'high',
  says,
  subject,
  page,
});

/** As Core reads the setting: empty is everybody, too. */
function answersEverybody(origins: string): boolean {
  return origins.split(',').some((origin) => origin.trim() === '*') || origins.trim() === '';
}

const ORIGINS: Finding = {
  id: 'origins',
  severity: 'high',
  says: say('checks.ami-ari-access.origins'),
  subject: { kind: 'setting', id: 'ARIAllowedOrigins', label: '' },
  page: { page: 'settings-api' },
};

function steps(release: Release, ariOn: boolean): Step[] {
  const is2024 = isAtLeast(release, FIRST_REST_V3) === false;
  return [
    is2024
      ? look(say('checks.ami-ari-access.step.network.2024'))
      : look(say('checks.ami-ari-access.step.network.2026')),
    look(say('checks.ami-ari-access.step.password')),
    ...(ariOn ? [look(say('checks.ami-ari-access.step.origins'))] : []),
    look(say('checks.ami-ari-access.step.off')),
  ];
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
  uses: ['ari', 'secrets', 'firewall'],
  ownFiles: 'programs',
  title: say('checks.ami-ari-access.title'),
  why: say('checks.ami-ari-access.why'),
  guide: 'use-strong-passwords',
  manual: { en: 'manual/system/asterisk-managers', ru: 'manual/system/asterisk-managers' },
  page: { page: 'ami-users' },
  action: null,
  effort: { minutes: 10, phonesStop: false },

  evaluate({ ami, ari, secrets, firewall }, { release }) {
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
      const own = features.get(owner.id);
      const judged = own === undefined ? null : judgeFeatures(own);
      if (judged === null || judged.class === 'generated-ok' || judged.class === 'meets-rule') return [];
      const says = say('checks.ami-ari-access.weak', { who: owner.name, reasons: rulesInWords(judged.broken) });
      return [problem(owner, 'password', says)];
    });
    const everywhere = users.flatMap((user) => {
      const flaw = networkFlaw(user, rules);
      if (flaw === null) return [];
      const owner = amiOwner(user);
      return [problem(owner, 'network', say('checks.ami-ari-access.everywhere', { who: owner.name, flaw }))];
    });
    const origins = restApi.on && answersEverybody(restApi.origins) ? [ORIGINS] : [];
    const unjudged = secrets.state === 'known' ? owners.filter(({ id }) => !features.has(id)).length : 0;
    const notes = [
      ...(ami.data.enabled ? [] : [say('checks.ami-ari-access.ami-off')]),
      ...(restApi.users.length > 0 ? [say('checks.ami-ari-access.ari-network')] : []),
      ...(unjudged > 0 ? [say('checks.ami-ari-access.unjudged', { count: unjudged })] : []),
    ];

    const [first, ...more] = [...everywhere, ...weak, ...origins];
    if (first !== undefined) {
      const offenders = new Set([...everywhere, ...weak].map(({ subject }) => `${subject.kind} ${subject.id}`)).size;
      return {
        verdict: 'fail',
        says: say('checks.ami-ari-access.fail', { count: 1 + more.length }),
        findings: [first, ...more],
        offenders: { count: offenders + origins.length, of: owners.length + (restApi.on ? 1 : 0) },
        notes: missing.length > 0 ? [cannotTell(missing).says, ...notes] : notes,
        steps: steps(release, restApi.on),
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
