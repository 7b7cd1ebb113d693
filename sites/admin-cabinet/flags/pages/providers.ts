/** The list of providers: those that register here with a bad password. */
import { rowsByLink, rowSpot, type FlagPage } from '../page.ts';

export const page: FlagPage = {
  name: 'providers',
  path: /^providers(?:\/index)?$/,
  checks: ['sip-passwords'],
  spots({ root }) {
    const rows = {
      'provider-sip': rowsByLink(root, '#providers-table', 'providers/modifysip'),
      'provider-iax': rowsByLink(root, '#providers-table', 'providers/modifyiax'),
    };
    return ({ page: where, pageId }) =>
      where === 'provider-sip' || where === 'provider-iax' ? rowSpot(rows[where].get(pageId)) : [];
  },
};
