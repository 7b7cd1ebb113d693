/** The dialog of every action, each loaded when it is opened. */
import type { ComponentType } from 'preact';
import type { ActionId } from '../../../checklist/actions/types.ts';
import { later } from '../later.tsx';
import type { FixProps } from './forms/fix.tsx';

const fixFrom = (load: () => Promise<{ readonly default: ComponentType<FixProps> }>) =>
  later<FixProps>(async () => (await load()).default);

export const FIXES: Readonly<Record<ActionId, ComponentType<FixProps>>> = {
  'set-fail2ban-level': fixFrom(() => import('./forms/set-fail2ban-level.tsx')),
  'enable-firewall': fixFrom(() => import('./forms/enable-firewall.tsx')),
  'close-web-cti': fixFrom(() => import('./forms/close-web-cti.tsx')),
};
