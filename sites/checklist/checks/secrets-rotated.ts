/**
 * Was every secret changed after the hole of 2024.1.114 was closed? A stolen strong password is still stolen. (guide:
 * steps 3 and 4, "regardless of your version")
 *
 * Known from keyed hashes taken at each reading; what happened before the first one, only a person knows.
 */
import { cannotTell, defineCheck, type Context } from '../check.ts';
import type { Parts } from '../facts/types.ts';
import { hasPatch, holeOf, type Hole } from '../hole.ts';
import { say, type Message } from '../message.ts';
import type { Finding, Question } from '../report/types.ts';
import { agesIn, EVER_EXPOSED, isOverdue, type Age } from '../secrets/age.ts';
import type { Owner } from '../secrets/owners.ts';
import { ownersOf, type Holders } from '../secrets/stolen.ts';
import { passwordSteps } from '../steps/passwords.ts';
import { SPARE_USES, type SpareFacts } from '../steps/spare.ts';
import { patchSteps } from '../steps/ssh.ts';
import { look, type Step } from '../steps/step.ts';
import { newestKnown, updateSteps } from '../steps/update.ts';

const ONCE = 3650;
const QUESTION: Question = {
  item: EVER_EXPOSED,
  subject: '',
  says: say('checks.secrets-rotated.ask'),
  kind: 'choice',
  choices: [
    { value: 'no', says: say('checks.secrets-rotated.ask.no') },
    { value: 'rotated', says: say('checks.secrets-rotated.ask.rotated') },
    { value: 'yes', says: say('checks.secrets-rotated.ask.yes') },
  ],
  validDays: ONCE,
};

const SAYS = {
  'too-early': (who: Message) => say('checks.secrets-rotated.too-early', { who }),
  'not-changed': (who: Message) => say('checks.secrets-rotated.not-changed', { who }),
  'since-2024': (who: Message) => say('checks.secrets-rotated.since-2024', { who }),
} as const;

const HOLE_OPEN: Omit<Finding, 'severity'> = {
  id: 'hole-open',
  says: say('checks.secrets-rotated.hole-open'),
  subject: { kind: 'setting', id: 'PBXVersion', label: '' },
  page: { page: 'update' },
};

type StepFacts = SpareFacts & Holders & Pick<Parts, 'updates' | 'patch'>;

/** First the hole, by the patch where there is one; then these, or it was in vain. */
function stepsFor(owners: readonly Owner[], hole: Hole, facts: StepFacts, context: Context): readonly Step[] {
  const { release } = context;
  const { system, updates } = facts;
  const container = system.state === 'known' ? system.data.container : { kind: 'none' as const };
  const closing = hasPatch(release)
    ? patchSteps(facts, release)
    : updateSteps({ container }, release, newestKnown(updates));
  return [
    ...(hole === 'open' ? closing : []),
    ...passwordSteps(owners, facts, context),
    look(say('checks.secrets-rotated.step.providers')),
    look(say('checks.secrets-rotated.step.backup')),
  ];
}

/** Whose new secret no phone has to be told: the logins of the PBX itself, and programs. */
const isOfPrograms = (finding: string): boolean => /^(?:web|ssh|ami:|ari:)/.test(finding);

export const check = defineCheck({
  id: 'secrets-rotated',
  section: 'passwords',
  order: 3,
  severity: 'critical',
  needs: ['system', 'rotation'],
  uses: ['patch', 'updates', 'accounts', 'ami', 'ari', 'webLogin', 'ssh', ...SPARE_USES, 'attestations'],
  title: say('checks.secrets-rotated.title'),
  todo: say('checks.secrets-rotated.todo'),
  why: say('checks.secrets-rotated.why'),
  guide: 'securing-mikopbx',
  manual: { en: 'other/patches/2024.1.114', ru: 'other/patchi-oshibok/2024.1.114' },
  page: { page: 'extensions' },
  action: 'rotate-sip-passwords',
  aid: 'passwords',
  effort: { minutes: 10, each: 2, phonesStop: true, phones: (finding) => !isOfPrograms(finding) },

  evaluate(facts, context) {
    const { release, attested } = context;
    const attestation = attested(EVER_EXPOSED);
    const answer = attestation.state === 'valid' ? attestation.attestation.answer : null;
    const hole = holeOf(release, facts.patch);
    if (attestation.state === 'valid' && answer === 'no') {
      const { by, at } = attestation.attestation;
      const says = say('checks.secrets-rotated.never', { by, at: at.slice(0, 10) });
      if (hole !== 'open') return { verdict: 'pass', says };
      const findings = [{ ...HOLE_OPEN, severity: 'low' }] as const;
      return {
        verdict: 'warn',
        severity: 'low',
        says: say('checks.secrets-rotated.never.open'),
        findings,
        notes: [says],
        action: null,
      };
    }
    if (hole === 'open') {
      const findings = [{ ...HOLE_OPEN, severity: 'critical' }] as const;
      return {
        verdict: 'fail',
        says: HOLE_OPEN.says,
        todo: say('checks.secrets-rotated.todo.open'),
        findings,
        steps: stepsFor(ownersOf(facts).owners, hole, facts, context),
        questions: answer === null ? [QUESTION] : [],
      };
    }
    const { holeClosedAt } = facts.rotation.data;
    if (hole === 'unknown' && holeClosedAt === null) {
      const reason = facts.patch.state === 'unknown' ? facts.patch.reason : 'missing';
      return cannotTell([{ part: 'patch', reason }]);
    }

    const { owners, missing } = ownersOf(facts);
    const ageOf = agesIn(facts, release, answer);
    const ages = owners.map((owner) => ({ owner, age: ageOf(owner) }));
    const count = (wanted: Age) => ages.filter(({ age }) => age === wanted).length;
    const toDo = (isDue: (age: Age) => boolean) =>
      stepsFor(
        ages.flatMap(({ owner, age }) => (isDue(age) ? [owner] : [])),
        hole,
        facts,
        context,
      );
    const questions = count('asked') > 0 ? [QUESTION] : [];
    const notes = [
      ...(count('unread') > 0 ? [say('checks.secrets-rotated.unread', { count: count('unread') })] : []),
      ...(missing.length > 0 ? [cannotTell(missing).says] : []),
    ];

    const findings = ages.flatMap(({ owner: { id, name, subject, page }, age }): Finding[] =>
      isOverdue(age) ? [{ id, severity: 'critical', says: SAYS[age](name), subject, page }] : [],
    );
    const [first, ...more] = findings;
    if (first !== undefined) {
      const offenders = { count: findings.length, of: owners.length };
      const says = say('checks.secrets-rotated.fail', { count: findings.length, total: owners.length });
      return { verdict: 'fail', says, findings: [first, ...more], offenders, questions, notes, steps: toDo(isOverdue) };
    }
    if (count('asked') > 0) {
      if (facts.attestations.state === 'unknown') {
        return cannotTell([{ part: 'attestations', reason: facts.attestations.reason }, ...missing]);
      }
      return {
        verdict: 'manual',
        says: say('checks.secrets-rotated.manual'),
        questions: [QUESTION],
        notes,
        steps: toDo((age) => age === 'asked'),
      };
    }
    if (missing.length > 0) return { ...cannotTell(missing), notes };
    if (count('unread') > 0) {
      return {
        verdict: 'unknown',
        reason: 'missing',
        says: say('checks.secrets-rotated.unread', { count: count('unread') }),
      };
    }
    if (owners.length === 0) return { verdict: 'not-applicable', says: say('checks.secrets-rotated.none') };
    return {
      verdict: 'pass',
      says:
        holeClosedAt === null
          ? say('checks.secrets-rotated.pass')
          : say('checks.secrets-rotated.pass.since', { at: holeClosedAt.slice(0, 10) }),
    };
  },
});
