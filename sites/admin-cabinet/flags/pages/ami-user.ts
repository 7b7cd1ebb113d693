/** An AMI user: password and network, also while they are changed. */
import { fieldSpot, idOn, inputNamed, secretIn, valueOf, type FlagPage } from '../page.ts';

export const page: FlagPage = {
  name: 'ami-user',
  path: /^asterisk-managers\/modify(?:\/([^/]+))?$/,
  checks: ['ami-ari-access'],
  spots(view) {
    const id = idOn(view);
    return ({ page: where, pageId, finding }) =>
      where === 'ami-user' && pageId === id
        ? fieldSpot(view, finding.startsWith('password:') ? 'secret' : 'networkfilterid')
        : [];
  },
  drafts(view) {
    if (inputNamed(view.root, 'networkfilterid') === null) return [];
    const username = valueOf(view, 'username');
    const filter = valueOf(view, 'networkfilterid');
    const secret = secretIn(view, 'secret');
    const about = { login: username };
    return [
      { kind: 'ami-user', id: view.id, username, filterId: filter === '' || filter === 'none' ? null : filter },
      ...(secret === null
        ? []
        : [{ kind: 'secret', owner: `ami:${username}`, pageId: view.id, secret, about } as const]),
    ];
  },
};
