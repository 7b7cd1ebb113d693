/** The list of outbound routes: those that let calls abroad through. */
import { rowsByLink, rowSpot, type FlagPage } from '../page.ts';

export const page: FlagPage = {
  name: 'outbound-routes',
  path: /^outbound-routes(?:\/index)?$/,
  checks: ['international-blocked'],
  spots({ root }) {
    const rows = rowsByLink(root, ':is(#outbound-routes-table, #routingTable)', 'outbound-routes/modify');
    return ({ page: where, pageId }) => (where === 'outbound-route' ? rowSpot(rows.get(pageId)) : []);
  },
};
