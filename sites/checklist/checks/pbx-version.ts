/** Is the release free of known holes, and the newest? (guide: upgrade to 2026.1.223 or newer; newer releases closed more) */
import { defineCheck } from '../check.ts';
import { ADVISORIES, holesOf, type Advisory } from '../data/advisories.ts';
import type { Part, PartData } from '../facts/types.ts';
import { BUILT_IN, hasPatch } from '../hole.ts';
import { say, type Message } from '../message.ts';
import { compareReleases, parseRelease, type Release } from '../release.ts';
import { compareSeverity } from '../severity.ts';
import type { Finding, Severity } from '../report/types.ts';
import { newestKnown, updateSteps } from '../steps/update.ts';
import { beforeUpgrade } from '../upgrade/before-upgrade.ts';
import { UPGRADE_PARTS } from '../upgrade/ground.ts';

const worst = (holes: readonly Advisory[]): Severity =>
  holes.reduce<Severity>((found, { severity }) => (compareSeverity(severity, found) > 0 ? severity : found), 'low');

const finding = ({ id, fixedIn, severity }: Advisory): Finding => ({
  id,
  severity,
  says: say('checks.pbx-version.hole', { fixedIn, what: say(`advisory.${id}`) }),
  subject: { kind: 'advisory', id, label: fixedIn },
  page: { page: 'update' },
});

/** The hole that the vendor's patch closes on 2024.1.114. */
const PATCHED_HOLE = 'vendor-2024.1.114';
const DECISIVE = ['A', 'B'] as const;

/** Are both decisive markers of the patch in the files that run? Not known is no. */
function isPatched(release: Release, patch: Part<PartData['patch']>): boolean {
  if (!hasPatch(release) || patch.state === 'unknown') return false;
  return DECISIVE.every((id) => patch.data.markers.some((marker) => marker.id === id && marker.state === 'fixed'));
}

/** Without Core's own update check the table decides, and its age is said. */
function offline(now: number | null): Message {
  const { date } = ADVISORIES;
  const days = now === null ? 0 : Math.floor((now - Date.parse(date)) / DAY);
  return days > 0 ? say('checks.pbx-version.offline.age', { date, days }) : say('checks.pbx-version.offline', { date });
}
const DAY = 86_400_000;

/** What the guide asks for (the first release with the fix) is news only to older releases, and to those that are just that. */
function saysOf(patched: boolean, release: Release): 'patched' | 'holes' | 'holes.newer' {
  if (patched) return 'patched';
  return (compareReleases(release, parseRelease(BUILT_IN)) ?? 1) > 0 ? 'holes.newer' : 'holes';
}

export const check = defineCheck({
  id: 'pbx-version',
  section: 'update',
  order: 1,
  severity: 'critical',
  needs: ['system'],
  uses: ['updates', 'patch', ...UPGRADE_PARTS],
  title: say('checks.pbx-version.title'),
  todo: say('checks.pbx-version.todo'),
  why: say('checks.pbx-version.why'),
  guide: 'security-patch-for-version-2024.1.114',
  manual: { en: 'manual/maintenance/update', ru: 'manual/maintenance/update' },
  page: { page: 'update' },
  action: null,
  aid: 'update',
  effort: { minutes: 30, phonesStop: true },

  evaluate({ system, updates, patch, ...ground }, { release, now }) {
    const patched = isPatched(release, patch);
    const holes = holesOf(release)?.filter(({ id }) => !patched || id !== PATCHED_HOLE);
    if (holes === undefined) {
      const says = say('checks.pbx-version.unreadable', { release: release.text });
      return { verdict: 'unknown', reason: 'mistyped', says };
    }
    const told = updates.state === 'known' && updates.data.latest !== null ? parseRelease(updates.data.latest) : null;
    const latest = (told?.numbers ?? null) === null ? null : told;
    const newer = latest !== null && (compareReleases(release, latest) ?? 0) < 0 ? latest : null;
    const notes = latest === null ? [offline(now)] : [];
    const steps = updateSteps(system.data, release, newestKnown(updates));
    const before = beforeUpgrade(ground, release);
    const [first, ...more] = holes.map(finding);
    if (first !== undefined) {
      return {
        verdict: 'fail',
        severity: worst(holes),
        says: say(`checks.pbx-version.${saysOf(patched, release)}`, { release: release.text, holes: holes.length }),
        findings: [first, ...more],
        offenders: { count: 1, of: 1 },
        notes,
        before,
        steps,
      };
    }
    if (newer !== null) {
      const versions = { release: release.text, latest: newer.text };
      return {
        verdict: 'warn',
        severity: 'low',
        says: say('checks.pbx-version.newer', versions),
        findings: [
          {
            id: 'newer-release',
            severity: 'low',
            says: say('checks.pbx-version.newer', versions),
            subject: { kind: 'advisory', id: newer.text, label: newer.text },
            page: { page: 'update' },
          },
        ],
        before,
        steps,
      };
    }
    return {
      verdict: 'pass',
      says: say('checks.pbx-version.pass', { release: release.text, date: ADVISORIES.date }),
      notes,
    };
  },
});
