/** Does the PBX lock out those who guess, strictly enough for what is open? (guide: Enable Brute-Force Protection) */
import { cannotTell, defineCheck, type Outcome } from '../check.ts';
import { seeFinding } from '../exposure/findings.ts';
import { isPublicOpening } from '../exposure/limits.ts';
import { menuOf } from '../exposure/menus.ts';
import { passUnless } from '../exposure/offences.ts';
import { isOpenAtLarge, missingForView, viewIfKnown, VIEW_NEEDS, VIEW_USES, type View } from '../exposure/view.ts';
import { isExemptAtLarge, judgeWhitelist, wideExemptions, type WhitelistEntry } from '../fail2ban/exempt.ts';
import { protectionOf } from '../fail2ban/judge.ts';
import {
  guessesPerDay,
  isExactly,
  LEVEL_NUMBERS,
  levelName,
  levelOf,
  reaches,
  type BanNumbers,
  type Level,
} from '../fail2ban/levels.ts';
import { say, type Message } from '../message.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';
import type { Finding, Severity } from '../report/types.ts';
import { look, type Step } from '../steps/step.ts';

const finding = (id: string, says: Message, severity: Severity): Finding => ({
  id,
  severity,
  says,
  subject: { kind: 'setting', id: 'fail2ban', label: '' },
  page: { page: 'fail2ban' },
});

/** What the whitelist does not do, or does too well. */
function whitelistFindings(entry: string, judged: WhitelistEntry): Finding[] {
  switch (judged) {
    case 'works':
    case 'unsure':
      return [];
    case 'too-wide':
      return [finding(`whitelist:${entry}`, say('checks.fail2ban.whitelist.wide', { network: entry }), 'high')];
    case 'dropped':
      return [finding(`whitelist:${entry}`, say('checks.fail2ban.cidr', { network: entry }), 'low')];
    case 'joined':
      return [finding(`whitelist:${entry}`, say('checks.fail2ban.whitelist.joined', { entry }), 'low')];
    case 'no-address':
      return [finding(`whitelist:${entry}`, say('checks.fail2ban.no-address', { entry }), 'low')];
  }
}

/** How far the PBX is open. Its providers do not guess passwords; ping has none. */
function opennessOf(view: View | null): 'internet' | 'some-public' | 'private' | 'unknown' {
  if (view === null) return 'unknown';
  if (isOpenAtLarge(view)) return 'internet';
  const isStranger = view.measures
    .filter(({ service }) => service !== 'ICMP')
    .some(({ openings }) => openings.some((open) => open.cause?.kind !== 'provider' && isPublicOpening(open)));
  return isStranger ? 'some-public' : 'private';
}

function nameOf(numbers: BanNumbers, level: Level | null, release: Release): Message {
  if (level === null) return say('fail2ban.level.none');
  const name = levelName(level, release);
  return isExactly(numbers, level) ? name : say('fail2ban.level.own', { like: name });
}

/** 2024 has three numbers, no levels. */
function levelStep(wanted: Level, release: Release): Step {
  const said = { menu: menuOf('fail2ban', release), level: levelName(wanted, release) };
  if (isAtLeast(release, FIRST_REST_V3) !== false) return look(say('checks.fail2ban.step.level', said));
  return look(say('checks.fail2ban.step.level.2024', { ...said, ...LEVEL_NUMBERS[wanted] }));
}

export const check = defineCheck({
  id: 'fail2ban',
  section: 'brute-force',
  order: 1,
  severity: 'high',
  needs: ['fail2ban'],
  uses: [...VIEW_NEEDS, ...VIEW_USES],
  title: say('checks.fail2ban.title'),
  why: say('checks.fail2ban.why'),
  guide: 'enable-brute-force-protection-fail2ban',
  manual: { en: 'manual/connectivity/fail2-ban', ru: 'manual/connectivity/fail2-ban' },
  page: { page: 'fail2ban' },
  action: 'set-fail2ban-level',
  effort: { minutes: 2, phonesStop: false },

  evaluate(facts, { release }): Outcome {
    const numbers = facts.fail2ban.data;
    const view = viewIfKnown(facts);
    const openness = opennessOf(view);
    const wanted = openness === 'internet' || openness === 'unknown' ? 'strong' : 'normal';
    const level = levelOf(numbers);
    const guesses = guessesPerDay(numbers);
    const name = nameOf(numbers, level, release);
    const steps = [look(say('checks.fail2ban.step.whitelist')), levelStep(wanted, release)];
    const whitelist = judgeWhitelist(numbers, release).flatMap(({ entry, judged }) => whitelistFindings(entry, judged));
    const rules = facts.firewall.state === 'known' ? facts.firewall.data.rules : [];
    const exempt = {
      rules: wideExemptions(rules).map((rule) => `${rule.name} (${rule.permit})`),
      check: say('checks.firewall-trusted-subnets.title'),
    };
    const container = facts.system.state === 'known' ? facts.system.data.container : null;
    const isShort = level !== null && numbers.bantime >= 0 && numbers.bantime < LEVEL_NUMBERS[level].bantime;
    const notes = [
      say('checks.fail2ban.not-passwords'),
      ...(exempt.rules.length > 0 ? [say('checks.fail2ban.never-block.note', exempt)] : []),
      ...(isShort ? [say('checks.fail2ban.short-ban', { bantime: numbers.bantime })] : []),
      ...(container?.kind === 'docker' && container.network !== 'host' ? [say('checks.fail2ban.docker')] : []),
    ];
    const fail = (problem: Finding): Outcome => ({
      verdict: 'fail',
      says: problem.says,
      findings: [problem, ...whitelist.filter(({ id }) => id !== problem.id)],
      offenders: { count: 1, of: 1 },
      notes,
      steps,
    });
    const { maxretry, findtime, bantime } = numbers;

    const protection = protectionOf(numbers, wanted);
    if (protection === 'off') return fail(finding('off', say('checks.fail2ban.off'), 'high'));
    if (protection === 'not-banning') return fail(finding('not-banning', say('checks.fail2ban.not-banning'), 'high'));
    if (protection === 'no-ban') return fail(finding('numbers', say('checks.fail2ban.no-ban', { bantime }), 'high'));
    if (guesses === null) {
      return fail(finding('numbers', say('checks.fail2ban.senseless', { maxretry, findtime }), 'high'));
    }
    if (isExemptAtLarge(rules)) {
      return fail(seeFinding('firewall-trusted-subnets', 'high', say('checks.fail2ban.never-block', exempt)));
    }
    const said = { level: name, guesses: Math.round(guesses), wanted: levelName(wanted, release) };
    if (protection === 'too-lax') {
      if (!reaches(level, 'weak') || openness === 'some-public') {
        return fail(finding('level', say('checks.fail2ban.lax', said), 'high'));
      }
      if (openness === 'internet') return fail(finding('level', say('checks.fail2ban.lax.open', said), 'high'));
      if (openness === 'unknown') {
        return { ...cannotTell(missingForView(facts)), notes: [say('checks.fail2ban.lax.unseen', said), ...notes] };
      }
      // The guide allows Weak for trusted networks.
      const says = say('checks.fail2ban.weak-inside', said);
      const findings = [finding('level', says, 'low'), ...whitelist] as const;
      return { verdict: 'warn', severity: 'low', says, findings, notes, steps };
    }
    const [first, ...more] = whitelist;
    const tooWide = whitelist.find(({ severity }) => severity === 'high');
    if (tooWide !== undefined) return fail(tooWide);
    if (protection === 'cannot-tell') {
      return {
        verdict: 'unknown',
        reason: 'needs-module',
        says: say('checks.fail2ban.unseen', { level: name }),
        notes,
      };
    }
    if (first !== undefined) {
      const neverBlock = [look(say('checks.fail2ban.step.never-block'))];
      const findings = [first, ...more] as const;
      const says = say('checks.fail2ban.cidr.all');
      return { verdict: 'warn', severity: 'low', says, findings, action: null, notes, steps: neverBlock };
    }
    // Strong is enough whatever is open; less only where that is certain.
    const doubt = reaches(level, 'strong') ? null : (view?.doubt ?? null);
    return passUnless(doubt, say('checks.fail2ban.pass', { level: name, guesses: Math.round(guesses) }), notes);
  },
});
