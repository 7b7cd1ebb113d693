/** The list of AMI users: those without a network or with a bad password. */
import { rowsByLink, rowSpot, type FlagPage } from '../page.ts';

export const page: FlagPage = {
  name: 'ami-users',
  path: /^asterisk-managers(?:\/index)?$/,
  checks: ['ami-ari-access'],
  spots({ root }) {
    const rows = rowsByLink(root, ':is(#asterisk-managers-table, #ami-users-table)', 'asterisk-managers/modify');
    return ({ page: where, pageId }) => (where === 'ami-user' ? rowSpot(rows.get(pageId)) : []);
  },
};
