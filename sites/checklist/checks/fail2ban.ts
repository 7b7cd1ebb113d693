/** Does the PBX lock out those who guess, strictly enough for what is open? (guide: Enable Brute-Force Protection) */
import { defineCheck, type Outcome } from '../check.ts';
import { menuOf } from '../exposure/menus.ts';
import { viewIfKnown, VIEW_NEEDS, VIEW_USES } from '../exposure/view.ts';
import { protectionOf } from '../fail2ban/judge.ts';
import { guessesPerDay, isExactly, levelName, levelOf, reaches } from '../fail2ban/levels.ts';
import { say, type Message } from '../message.ts';
import { networksOf, parseAddress } from '../reach/networks.ts';
import type { Finding, Severity } from '../report/types.ts';

const finding = (id: string, says: Message, severity: Severity): Finding => ({
  id,
  severity,
  says,
  subject: { kind: 'setting', id: 'fail2ban', label: '' },
  page: { page: 'fail2ban' },
});

/** The release drops networks when it writes the list, and text that is no address never matched anything. */
function droppedEntry(entry: string): Finding[] {
  if (parseAddress(entry) !== null) return [];
  const says =
    networksOf(entry).length > 0
      ? say('checks.fail2ban.cidr', { network: entry })
      : say('checks.fail2ban.no-address', { entry });
  return [finding(`whitelist:${entry}`, says, 'low')];
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
    // What could not be read counts as open: then the stricter level is asked for.
    const isOpen = view === null || view.measures.some(({ service, atLarge }) => service !== 'ICMP' && atLarge);
    const beyondPrivate =
      view === null || view.measures.some(({ publicV4, publicV6Prefix }) => publicV4 > 0 || publicV6Prefix !== null);
    const wanted = isOpen ? 'strong' : 'normal';
    const level = levelOf(numbers);
    const guesses = guessesPerDay(numbers);
    const name =
      level === null
        ? say('fail2ban.level.none')
        : isExactly(numbers, level)
          ? levelName(level, release)
          : say('fail2ban.level.own', { like: levelName(level, release) });
    const steps = [
      say('checks.fail2ban.step.whitelist'),
      say('checks.fail2ban.step.level', { menu: menuOf('fail2ban', release), level: levelName(wanted, release) }),
    ];
    const dropped = numbers.whitelist.flatMap(droppedEntry);
    const docker = facts.system.state === 'known' && facts.system.data.container.kind === 'docker';
    const notes = [say('checks.fail2ban.not-passwords'), ...(docker ? [say('checks.fail2ban.docker')] : [])];
    const fail = (id: string, says: Message): Outcome => ({
      verdict: 'fail',
      says,
      findings: [finding(id, says, 'high'), ...dropped],
      offenders: { count: 1, of: 1 },
      notes,
      steps,
    });

    if (guesses === null)
      return fail(
        'numbers',
        say('checks.fail2ban.senseless', { maxretry: numbers.maxretry, findtime: numbers.findtime }),
      );
    switch (protectionOf(numbers, wanted)) {
      case 'off':
        return fail('off', say('checks.fail2ban.off'));
      case 'not-banning':
        return fail('not-banning', say('checks.fail2ban.not-banning'));
      case 'too-lax': {
        const said = { level: name, guesses: Math.round(guesses), wanted: levelName(wanted, release) };
        if (beyondPrivate || !reaches(level, 'weak'))
          return fail('level', isOpen ? say('checks.fail2ban.lax.open', said) : say('checks.fail2ban.lax', said));
        // The guide allows Weak for trusted networks.
        const says = say('checks.fail2ban.weak-inside', said);
        return {
          verdict: 'warn',
          severity: 'low',
          says,
          findings: [finding('level', says, 'low'), ...dropped],
          notes,
          steps,
        };
      }
      case 'cannot-tell':
        return {
          verdict: 'unknown',
          reason: 'needs-module',
          says: say('checks.fail2ban.unseen', { level: name }),
          notes,
        };
      case 'good': {
        const [first, ...more] = dropped;
        if (first === undefined)
          return {
            verdict: 'pass',
            says: say('checks.fail2ban.pass', { level: name, guesses: Math.round(guesses) }),
            notes,
          };
        return {
          verdict: 'warn',
          severity: 'low',
          says: say('checks.fail2ban.cidr.all'),
          findings: [first, ...more],
          action: null,
          notes,
          steps: [say('checks.fail2ban.step.never-block')],
        };
      }
    }
  },
});
