/** Protection against guessing: its level (2026) or numbers (2024), also while they are changed, and the whitelist. */
import { fieldSpot, rowSpot, valueOf, type FlagPage, type Spot, type View } from '../page.ts';

export const page: FlagPage = {
  name: 'fail2ban',
  path: /^fail2-ban(?:\/index)?$/,
  checks: ['fail2ban'],
  spots(view) {
    const slider = view.root.querySelector('#SecurityPresetSlider')?.closest('.field') ?? null;
    return ({ finding }) => {
      if (finding.startsWith(ENTRY)) return entrySpot(view, finding.slice(ENTRY.length));
      return slider === null ? fieldSpot(view, 'maxretry') : [{ element: slider, at: 'field' }];
    };
  },
  drafts(view) {
    const numbers = (['maxretry', 'findtime', 'bantime'] as const).map((name) =>
      Number.parseInt(valueOf(view, name), 10),
    );
    const [maxretry = Number.NaN, findtime = Number.NaN, bantime = Number.NaN] = numbers;
    return numbers.every(Number.isFinite)
      ? [{ kind: 'fail2ban', maxretry, findtime, bantime, mode: valueOf(view, 'PBXSecurityMode') }]
      : [];
  },
};

const ENTRY = 'whitelist:';

/** A trusted address: newer releases keep them in a table with a field to add one, older ones in a text. */
function entrySpot(view: View, entry: string): readonly Spot[] {
  const rows = [...view.root.querySelectorAll('#whitelist-table tbody tr')];
  const row = rows.find((one) => one.querySelector(':scope > td')?.textContent.trim() === entry);
  if (row !== undefined) return rowSpot(row);
  const adding = view.root.querySelector('#whitelist-input')?.closest('.field') ?? null;
  return adding === null ? fieldSpot(view, 'whitelist') : [{ element: adding, at: 'field' }];
}
