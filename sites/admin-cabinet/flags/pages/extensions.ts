/** The list of extensions: each row whose password or login name is bad, and how many weak passwords have no row here. */
import { say } from '../../../checklist/message.ts';
import { rowSpot, textSpot, type FlagPage, type View } from '../page.ts';

/** Core draws the rows of one page of the list, and of a search only what it found. */
const rowsIn = ({ root }: View) =>
  new Map(
    [...root.querySelectorAll('#extensions-table tr.extension-row[data-value]')].map((row) => [
      row.getAttribute('data-value'),
      row,
    ]),
  );

export const page: FlagPage = {
  name: 'extensions',
  path: /^extensions(?:\/index)?$/,
  checks: ['sip-passwords', 'auth-username'],
  spots(view) {
    const rows = rowsIn(view);
    const head = view.root.querySelector('#extensions-table thead th:nth-child(2)');
    return ({ page: where, subject, finding }) => {
      // Passwords that are strong enough: to be read on the checklist, no risk.
      if (finding === 'generated') return [];
      if (where === 'extension') return rowSpot(rows.get(subject.id));
      return where === 'extensions' ? textSpot(head) : [];
    };
  },
  line(view, marks) {
    const above = view.root.querySelector('#extensions-table_wrapper');
    const rows = rowsIn(view);
    // Before Core has drawn them all would be missing.
    if (above === null || rows.size === 0) return null;
    const weak = marks.filter(
      ({ check, page: where, accepted }) => check === 'sip-passwords' && where === 'extension' && !accepted,
    );
    const missing = new Set(weak.map(({ subject }) => subject.id).filter((id) => !rows.has(id)));
    return missing.size === 0
      ? null
      : { above, says: say('flags.elsewhere', { count: missing.size }), check: 'sip-passwords' };
  },
};
