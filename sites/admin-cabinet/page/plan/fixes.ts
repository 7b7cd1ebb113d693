/** The dialog of every action, and the one that undoes them; each loaded when it is opened. */
import type { ComponentType } from 'preact';
import type { ActionId } from '../../../checklist/actions/types.ts';
import type { IsolateProps } from '../break-in/isolate.tsx';
import { later } from '../later.tsx';
import type { FixProps } from './forms/fix.tsx';
import type { WhilesProps } from './forms/whiles.tsx';
import { from } from './from.ts';
import type { PatchProps } from './patch/dialog.tsx';
import type { RotationProps } from './rotation/panel.tsx';
import type { UndoProps } from './undo.tsx';

const secret = (name: keyof typeof import('./forms/secrets.ts')) =>
  later<FixProps>(async () => (await import('./forms/secrets.ts'))[name]);

const limit = (name: keyof typeof import('./forms/limits.ts')) =>
  later<FixProps>(async () => (await import('./forms/limits.ts'))[name]);
const login = (name: keyof typeof import('./forms/logins.ts')) =>
  later<FixProps>(async () => (await import('./forms/logins.ts'))[name]);

export const FIXES: Readonly<Record<ActionId, ComponentType<FixProps>>> = {
  'set-fail2ban-level': from(() => import('./forms/set-fail2ban-level.tsx')),
  'enable-firewall': from(() => import('./forms/enable-firewall.tsx')),
  'close-web-cti': from(() => import('./forms/close-web-cti.tsx')),
  'restrict-internet': from(() => import('./forms/restrict-internet.tsx')),
  'fix-safe': from(() => import('./forms/fix-safe.tsx')),
  'change-web-password': login('ChangeWebPassword'),
  'change-ssh-password': login('ChangeSshPassword'),
  'ssh-keys-only': login('SshKeysOnly'),
  'let-in': from(() => import('./forms/let-in.tsx')),
  'watch-edits': from(() => import('./forms/watch-edits.tsx')),
  'isolate-pbx': from(() => import('./forms/isolate-pbx.tsx')),
  'rotate-everything': from(() => import('./forms/rotate-everything.tsx')),
  'brake-spending': from(() => import('./forms/brake-spending.tsx')),
  'rotate-sip-passwords': secret('RotateSipPasswords'),
  'set-auth-username': secret('SetAuthUsername'),
  'rotate-ami-ari': secret('RotateAmiAri'),
  'restrict-ami-ari': limit('RestrictAmiAri'),
  'restrict-api-keys': limit('RestrictApiKeys'),
  'restrict-outbound': from(() => import('./forms/routes.tsx')),
};

export const Whiles = from<WhilesProps>(() => import('./forms/whiles.tsx'));
export const Isolated = from<IsolateProps>(() => import('../break-in/isolate.tsx'));
export const Patch = from<PatchProps>(() => import('./patch/dialog.tsx'));
export const Rotation = from<RotationProps>(() => import('./rotation/panel.tsx'));
export const UndoDialog = from<UndoProps>(() => import('./undo.tsx'));
