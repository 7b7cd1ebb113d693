/** API keys (2026): those with every right from everywhere, and those that nobody uses. */
import { rowsByLink, rowSpot, type FlagPage } from '../page.ts';

export const page: FlagPage = {
  name: 'api-keys',
  path: /^api-keys(?:\/index)?$/,
  checks: ['api-keys'],
  spots({ root }) {
    const rows = rowsByLink(root, '#api-keys-table', 'api-keys/modify');
    return ({ page: where, pageId }) => (where === 'api-key' ? rowSpot(rows.get(pageId)) : []);
  },
};
