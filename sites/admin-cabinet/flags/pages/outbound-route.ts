/** An outbound route: what its pattern lets through, also while it is changed. */
import { fieldSpot, idOn, inputNamed, valueOf, type FlagPage } from '../page.ts';

export const page: FlagPage = {
  name: 'outbound-route',
  path: /^outbound-routes\/modify(?:\/([^/]+))?$/,
  checks: ['international-blocked'],
  spots(view) {
    const id = idOn(view);
    return ({ page: where, pageId }) =>
      where === 'outbound-route' && pageId === id ? fieldSpot(view, 'numberbeginswith') : [];
  },
  drafts(view) {
    if (inputNamed(view.root, 'numberbeginswith') === null) return [];
    const rest = valueOf(view, 'restnumbers');
    return [
      {
        kind: 'outbound-route',
        id: view.id,
        name: valueOf(view, 'rulename'),
        pattern: valueOf(view, 'numberbeginswith'),
        rest: rest === '' || rest === '-1' ? null : Number.parseInt(rest, 10),
        trim: Number.parseInt(valueOf(view, 'trimfrombegin'), 10) || 0,
        prepend: valueOf(view, 'prepend'),
        providerId: valueOf(view, 'providerid'),
      },
    ];
  },
};
