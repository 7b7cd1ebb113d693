/**
 * Does the vendor's patch for 2024.1.114 sit in the files that run? (guide: Security Patch for Version 2024.1.114)
 *
 * Decisive are markers A (recordings through nginx) and B (their session test); C to G confirm. The script can take
 * itself back and /etc may be rebuilt at boot, so the verdict says when it was read.
 */
import { defineCheck } from '../check.ts';
import type { PartData } from '../facts/types.ts';
import { VIEW_USES } from '../exposure/view.ts';
import { say } from '../message.ts';
import { BUILT_IN, hasPatch } from '../hole.ts';
import { isAtLeast } from '../release.ts';
import type { Finding } from '../report/types.ts';
import { patchSteps } from '../steps/ssh.ts';
import { look } from '../steps/step.ts';
import { newestKnown, updateSteps } from '../steps/update.ts';

type Marker = PartData['patch']['markers'][number];

const DECISIVE: readonly Marker['id'][] = ['A', 'B'];
/** The hole itself. */
const HOLE: Marker['id'] = 'A';

const finding = ({ id, file }: Marker): Finding => ({
  id,
  severity: DECISIVE.includes(id) ? 'critical' : 'high',
  says: say('checks.security-patch.open', { what: say(`checks.security-patch.marker.${id}`), file }),
  subject: { kind: 'file', id: file, label: file },
  page: null,
});

export const check = defineCheck({
  id: 'security-patch',
  section: 'update',
  order: 2,
  severity: 'critical',
  needs: ['system', 'patch'],
  uses: ['updates', 'ssh', 'ports', 'firewall', ...VIEW_USES, 'devices'],
  title: say('checks.security-patch.title'),
  todo: say('checks.security-patch.todo'),
  why: say('checks.security-patch.why'),
  guide: 'security-patch-for-version-2024.1.114',
  manual: { en: 'other/patches/2024.1.114', ru: 'other/patchi-oshibok/2024.1.114' },
  page: { page: 'update' },
  action: 'install-patch',
  aid: 'patch',
  effort: { minutes: 5, phonesStop: false },

  evaluate(facts, { release }) {
    const { system, patch } = facts;
    const { markers, readAt } = patch.data;
    const isPatchable = hasPatch(release);
    const open = markers.filter(({ state }) => state === 'unpatched');
    const decisive = DECISIVE.map((id) => markers.find((marker) => marker.id === id));
    const notRead = decisive.filter(
      (marker) => marker === undefined || marker.state === 'missing' || marker.state === 'unreadable',
    );
    const reread = say('checks.security-patch.read', { at: readAt.slice(0, 10) });
    const booted = system.data.bootedAt;
    const notes =
      booted !== null && Date.parse(booted) > Date.parse(readAt)
        ? [reread, say('checks.security-patch.boot')]
        : [reread];

    const [first, ...more] = open.map(finding);
    if (!isPatchable) {
      if (first !== undefined && decisive.some((marker) => marker?.state === 'unpatched')) {
        return {
          verdict: 'fail',
          says: say('checks.security-patch.no-patch', { release: release.text }),
          todo: say('checks.security-patch.todo.update'),
          findings: [first, ...more],
          offenders: { count: open.length, of: markers.length },
          action: null,
          notes,
          steps: updateSteps(system.data, release, newestKnown(facts.updates)),
        };
      }
      if (isAtLeast(release, BUILT_IN) === true && notRead.length < DECISIVE.length) {
        return { verdict: 'not-applicable', says: say('checks.security-patch.built-in', { release: release.text }) };
      }
      if (notRead.length > 0)
        return { verdict: 'unknown', reason: 'missing', says: say('checks.security-patch.unread'), notes };
      return { verdict: 'not-applicable', says: say('checks.security-patch.other', { release: release.text }) };
    }
    // In a Docker container it would be gone with the container: the module runs it nowhere but where it stays.
    const action = system.data.container.kind === 'docker' ? { action: null } : {};
    if (first !== undefined) {
      const lost = patch.data.run;
      const isGone =
        lost?.act === 'run' && lost.fixed.includes(HOLE) && open.some(({ id }) => id === HOLE) ? lost.at : null;
      const whole = decisive.every((marker) => marker?.state === 'unpatched');
      return {
        verdict: 'fail',
        ...action,
        says:
          isGone !== null
            ? say('checks.security-patch.gone', { at: isGone.slice(0, 10) })
            : say(whole ? 'checks.security-patch.unpatched' : 'checks.security-patch.partly'),
        findings: [first, ...more],
        offenders: { count: open.length, of: markers.length },
        notes,
        steps: [
          ...patchSteps(facts, release),
          look(say('checks.security-patch.step.again')),
          look(say('checks.security-patch.step.passwords')),
        ],
      };
    }
    if (notRead.length > 0)
      return { verdict: 'unknown', reason: 'missing', says: say('checks.security-patch.unread'), notes };
    return { verdict: 'pass', says: say('checks.security-patch.pass'), ...action, notes };
  },
});
