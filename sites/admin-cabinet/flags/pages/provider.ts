/** A provider: where it registers here, its password is ours, and judged also while it is typed. */
import { fieldSpot, idOn, secretIn, valueOf, type FlagPage } from '../page.ts';

export const page: FlagPage = {
  name: 'provider',
  path: /^providers\/modify(?:sip|iax)(?:\/([^/]+))?$/,
  checks: ['sip-passwords'],
  spots:
    (view) =>
    ({ page: where, pageId }) =>
      (where === 'provider-sip' || where === 'provider-iax') && pageId === idOn(view) ? fieldSpot(view, 'secret') : [],
  drafts(view) {
    const secret = secretIn(view, 'secret');
    if (secret === null || valueOf(view, 'registration_type') !== 'inbound') return [];
    const about = { name: valueOf(view, 'description'), login: valueOf(view, 'username') };
    return [{ kind: 'secret', owner: `provider:${idOn(view)}`, pageId: idOn(view), secret, about }];
  },
};
