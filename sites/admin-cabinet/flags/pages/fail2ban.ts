/** Protection against guessing: its level (2026) or numbers (2024), also while they are changed, and the whitelist. */
import { fieldSpot, valueOf, type FlagPage } from '../page.ts';

export const page: FlagPage = {
  name: 'fail2ban',
  path: /^fail2-ban(?:\/index)?$/,
  checks: ['fail2ban'],
  spots(view) {
    const slider = view.root.querySelector('#SecurityPresetSlider')?.closest('.field') ?? null;
    return ({ finding }) => {
      if (finding.startsWith('whitelist:')) return fieldSpot(view, 'whitelist');
      return slider === null ? fieldSpot(view, 'maxretry') : [{ element: slider, at: 'field' }];
    };
  },
  drafts(view) {
    const numbers = ['maxretry', 'findtime', 'bantime'].map((name) => Number.parseInt(valueOf(view, name), 10));
    const [maxretry = Number.NaN, findtime = Number.NaN, bantime = Number.NaN] = numbers;
    return numbers.every(Number.isFinite) ? [{ kind: 'fail2ban', maxretry, findtime, bantime }] : [];
  },
};
