/** The way out of the hole, loaded where there is one. */
import { later } from '../later.tsx';

const wayOut = () => import('./way-out.tsx');

export const UpgradedBox = later(async () => (await wayOut()).UpgradedBox);
export const WayOut = later(async () => (await wayOut()).WayOut);
export const NextOnPath = later(async () => (await wayOut()).NextOnPath);
