/** Does the PBX take calls from whoever finds it, without a password? (Core: PBXAllowGuestCalls, off as delivered) */
import { cannotTell, defineCheck } from '../check.ts';
import { menuOf } from '../exposure/menus.ts';
import { offence, settle } from '../exposure/offences.ts';
import { viewIfKnown, VIEW_NEEDS, VIEW_USES } from '../exposure/view.ts';
import { say } from '../message.ts';
import { step } from '../steps/step.ts';

export const check = defineCheck({
  id: 'guest-calls',
  section: 'other-ways-in',
  order: 5,
  severity: 'medium',
  needs: ['sip'],
  uses: [...VIEW_NEEDS, ...VIEW_USES],
  ownFiles: 'accounts',
  title: say('checks.guest-calls.title'),
  todo: say('checks.guest-calls.todo'),
  why: say('checks.guest-calls.why'),
  guide: 'enable-the-firewall',
  manual: { en: 'manual/system/general-settings', ru: 'manual/system/general-settings' },
  page: { page: 'settings-main' },
  action: null,
  effort: { minutes: 2, phonesStop: false },

  evaluate(facts, { release }) {
    const { guestCalls } = facts.sip.data;
    if (guestCalls === null) return cannotTell([{ part: 'sip', reason: 'missing' }]);
    if (!guestCalls) return { verdict: 'pass', says: say('checks.guest-calls.pass') };

    // Whoever reaches SIP may call; without the rules the worse is taken.
    const view = viewIfKnown(facts);
    const isAtLarge = view === null || view.measures.some(({ service, atLarge }) => service === 'SIP' && atLarge);
    const finding = {
      id: 'guests',
      severity: 'medium',
      says: say('checks.guest-calls.on'),
      subject: { kind: 'setting', id: 'PBXAllowGuestCalls', label: '' },
      page: { page: 'settings-main' },
    } as const;
    return settle(
      [offence(finding, isAtLarge ? null : say('checks.guest-calls.inside'))],
      say('checks.guest-calls.everybody'),
      { steps: [step(say('steps.guests.off', { menu: menuOf('main', release) }), { kind: 'sip.guests' })] },
    );
  },
});
