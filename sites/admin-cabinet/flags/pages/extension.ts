/** An extension: its SIP password, also while it is typed, and its own login name. */
import { fieldSpot, idOn, secretIn, valueOf, type FlagPage } from '../page.ts';

export const page: FlagPage = {
  name: 'extension',
  path: /^extensions\/modify(?:\/([^/]+))?$/,
  checks: ['sip-passwords', 'auth-username'],
  spots:
    (view) =>
    ({ check, page: where, pageId }) =>
      where === 'extension' && pageId === idOn(view)
        ? fieldSpot(view, check === 'sip-passwords' ? 'sip_secret' : 'sip_manualattributes')
        : [],
  drafts(view) {
    const secret = secretIn(view, 'sip_secret');
    if (secret === null) return [];
    const number = valueOf(view, 'number');
    const about = {
      number,
      name: valueOf(view, 'user_username'),
      mobile: valueOf(view, 'mobile_number'),
      email: valueOf(view, 'user_email'),
    };
    return [{ kind: 'secret', owner: `sip:${number}`, pageId: idOn(view), secret, about }];
  },
};
