import { describe, expect, it } from 'vitest';
import { unlisted } from '../../../sites/checklist/actions/unlisted.ts';
import { usersOf } from '../../../sites/checklist/users/users.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { partsWith } from '../../support/facts.ts';

const NOBODY = { since: null, addresses: [], nameless: 0, complete: true };
const of = (web: PartData['signIns']['web'], lost: Parameters<typeof partsWith>[1] = {}) =>
  unlisted(usersOf(partsWith({ signIns: { web, ssh: NOBODY } }, lost)).unread, 'actions.warn.unread').map(
    ({ id, says }) => [id, says.key],
  );

describe('who could not be listed', () => {
  it('is not said where everything was read', () => {
    expect(of(NOBODY)).toEqual([]);
  });

  it('on 2024: sign-ins to the cabinet are kept nowhere, which is another thing than not read', () => {
    expect(of({ unknown: 'not-supported' })).toEqual([['no-sign-ins', 'actions.warn.no-sign-ins']]);
    expect(of({ unknown: 'failed' })).toEqual([['unread', 'actions.warn.unread']]);
    expect(of({ unknown: 'not-supported' }, { connections: 'failed' })).toEqual([
      ['unread', 'actions.warn.unread'],
      ['no-sign-ins', 'actions.warn.no-sign-ins'],
    ]);
  });
});
