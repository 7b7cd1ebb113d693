/** Which file an upgrade takes: installations from before 2026.1.1 have other partitions (release notes). */
import { say, type Message } from '../message.ts';
import { isAtLeast, type Release } from '../release.ts';

const FIRST_NEW_IMAGE = '2026.1.1';

/** A release from before is an installation from before; of a newer one nobody can tell when it was installed. */
export const imageFor = (release: Release): Message =>
  isAtLeast(release, FIRST_NEW_IMAGE) === false
    ? say('checks.pbx-version.step.legacy')
    : say('checks.pbx-version.step.image');
