/** The list of firewall rules: the very box that opens a service, and the switch. */
import { cellSpots, rowsByLink, textSpot, type FlagPage } from '../page.ts';

export const page: FlagPage = {
  name: 'firewall',
  path: /^firewall(?:\/index)?$/,
  checks: ['firewall-enabled', 'firewall-trusted-subnets', 'web-cti-closed', 'ssh-access'],
  spots({ root }) {
    const rows = rowsByLink(root, '#firewall-table', 'firewall/modify');
    const columns = [...root.querySelectorAll('#firewall-table thead th.firewall-category')].map(categoryOf);
    const toggle = root.querySelector('#status-toggle')?.closest('.segment') ?? null;
    return ({ subject, boxes }) => {
      // A bad password for SSH is no matter of the firewall.
      if (subject.kind === 'setting' || subject.kind === 'service') return textSpot(toggle);
      if (subject.kind !== 'rule') return [];
      const row = rows.get(subject.id);
      if (row === undefined) return [];
      const cells = row.querySelectorAll(':scope > td.marks');
      const opening = cellSpots(boxes.map((box) => cells.item(columns.indexOf(box))));
      return opening.length > 0 ? opening : textSpot(row.querySelector(':scope > td:not(.marks, .collapsing)'));
    };
  },
};

/** Columns have no names but their words, which begin with the category: "SIP & RTP", "AJAM,WebRTC,ARI". */
const categoryOf = (column: Element): string => /^[A-Z0-9_]+/.exec(column.textContent.trim().toUpperCase())?.[0] ?? '';
