/** A component that is the default of its own module, loaded when it is first shown. */
import type { ComponentType } from 'preact';
import { later } from '../later.tsx';

export const from = <P extends object>(load: () => Promise<{ readonly default: ComponentType<P> }>) =>
  later<P>(async () => (await load()).default);
