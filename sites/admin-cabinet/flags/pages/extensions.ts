/** The list of extensions: each row whose password or login name is bad. */
import { rowSpot, textSpot, type FlagPage } from '../page.ts';

export const page: FlagPage = {
  name: 'extensions',
  path: /^extensions(?:\/index)?$/,
  checks: ['sip-passwords', 'auth-username'],
  spots({ root }) {
    const rows = new Map(
      [...root.querySelectorAll('#extensions-table tr.extension-row[data-value]')].map((row) => [
        row.getAttribute('data-value'),
        row,
      ]),
    );
    const head = root.querySelector('#extensions-table thead th:nth-child(2)');
    return ({ page: where, subject, finding }) => {
      // Passwords that are strong enough: to be read on the checklist, no risk.
      if (finding === 'generated') return [];
      if (where === 'extension') return rowSpot(rows.get(subject.id));
      return where === 'extensions' ? textSpot(head) : [];
    };
  },
};
