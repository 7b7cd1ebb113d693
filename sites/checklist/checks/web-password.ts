/**
 * Is the password of the web interface proven to meet the guide's rule? Only its hash is stored, so that guesses can
 * break it, and only the password itself can prove it. (guide: Use Strong Passwords)
 */
import { defineCheck } from '../check.ts';
import { menuOf } from '../exposure/menus.ts';
import type { Login, SecretFeatures } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import type { Finding, Question, Severity } from '../report/types.ts';
import { judgeFeatures } from '../secrets/judge.ts';
import { rulesInWords } from '../secrets/rules.ts';
import { look, step } from '../steps/step.ts';

const MATCH = {
  default: say('checks.web-password.is.default'),
  login: say('checks.web-password.is.login'),
  'instance-id': say('checks.web-password.is.instance-id'),
  common: say('checks.web-password.is.common'),
} as const;

const finding = (login: string, id: string, says: Message, severity: Severity): Finding => ({
  id,
  severity,
  says,
  subject: { kind: 'login', id: 'web', label: login },
  page: { page: 'settings-passwords' },
});

/** Typed once, compared with the hash on the PBX, not kept. */
const QUESTION: Question = {
  item: 'web-password',
  subject: '',
  says: say('checks.web-password.ask'),
  kind: 'password',
  choices: [],
  validDays: 365,
};

/** What is known of the password itself, and how. A proof is void once the hash has changed. */
function evidenceOf(login: Login): { readonly features: SecretFeatures; readonly how: Message } | null {
  const { features, proven } = login;
  if (features !== null) return { features, how: say('checks.web-password.how.plain') };
  if (proven?.current !== true) return null;
  const at = proven.at.slice(0, 10);
  const how =
    proven.by === 'action'
      ? say('checks.web-password.how.action', { at })
      : say('checks.web-password.how.person', { at });
  return { features: proven.features, how };
}

function stillOpen({ guess, proven }: Login): Message {
  if (proven !== null) return say('checks.web-password.changed', { at: proven.at.slice(0, 10) });
  if (guess.state === 'running') return say('checks.web-password.running', { tried: guess.tried, total: guess.total });
  if (guess.state === 'no-match') return say('checks.web-password.no-match', { tried: guess.tried });
  return say('checks.web-password.not-run');
}

export const check = defineCheck({
  id: 'web-password',
  section: 'passwords',
  order: 2,
  severity: 'critical',
  needs: ['webLogin'],
  uses: [],
  title: say('checks.web-password.title'),
  todo: say('checks.web-password.todo'),
  why: say('checks.web-password.why'),
  guide: 'use-strong-passwords',
  manual: { en: 'manual/system/general-settings', ru: 'manual/system/general-settings' },
  page: { page: 'settings-passwords' },
  action: 'change-web-password',
  aid: 'passwords',
  effort: { minutes: 3, phonesStop: false },

  evaluate({ webLogin: { data: web } }, { release }) {
    const { login, guess, storage } = web;
    const notes = storage === 'plain' ? [say('checks.web-password.plain')] : [];
    const steps = [
      step(say('steps.password.web', { menu: menuOf('web-password', release) }), { kind: 'secrets', owners: ['web'] }),
      look(say('checks.web-password.step.way-back')),
    ];
    if (guess.state === 'match') {
      const says = MATCH[guess.which];
      return { verdict: 'fail', says, findings: [finding(login, guess.which, says, 'critical')], notes, steps };
    }
    const evidence = evidenceOf(web);
    if (evidence === null) return { verdict: 'manual', says: stillOpen(web), questions: [QUESTION], notes, steps };

    const judged = judgeFeatures(evidence.features);
    const reasons = rulesInWords(judged.broken);
    switch (judged.class) {
      case 'guessable':
      case 'breaks-rule': {
        const says = say('checks.web-password.weak', { reasons });
        return {
          verdict: 'fail',
          says,
          findings: [finding(login, 'rule', says, 'critical')],
          notes: [evidence.how, ...notes],
          steps,
        };
      }
      case 'generated-ok': {
        const says = say('checks.web-password.strong-enough', { reasons });
        const findings = [finding(login, 'rule', says, 'low')] as const;
        return { verdict: 'warn', severity: 'low', says, findings, notes: [evidence.how, ...notes], steps };
      }
      case 'meets-rule':
        return { verdict: 'pass', says: say('checks.web-password.pass', { how: evidence.how }), notes };
    }
  },
});
