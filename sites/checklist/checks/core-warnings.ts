/**
 * What the PBX itself noticed of an attack: Core's own advice (the bell) about a security log that grows fast, a root
 * password that was changed past the cabinet, and files of the system that are damaged.
 * (guide: What to do if a breach has already occurred)
 */
import { defineCheck } from '../check.ts';
import { menuOf } from '../exposure/menus.ts';
import type { PartData } from '../facts/types.ts';
import { say } from '../message.ts';
import type { Release } from '../release.ts';
import type { Finding } from '../report/types.ts';
import { look, notHere, step, type Step } from '../steps/step.ts';
import { worst } from '../exposure/offences.ts';

type Warnings = NonNullable<PartData['updates']['warnings']>;

function findingsIn({ securityLog, sshPassword, files }: Warnings): Finding[] {
  const found: Finding[] = [];
  if (sshPassword === true) {
    found.push({
      id: 'ssh-password',
      severity: 'critical',
      says: say('checks.core-warnings.ssh'),
      subject: { kind: 'login', id: 'ssh', label: 'root' },
      page: { page: 'settings-ssh' },
    });
  }
  if (files === true) {
    found.push({
      id: 'files',
      severity: 'critical',
      says: say('checks.core-warnings.files'),
      subject: { kind: 'setting', id: 'files', label: '' },
      page: { page: 'update' },
    });
  }
  if (securityLog === 'growing' || securityLog === 'flood') {
    found.push({
      id: 'security-log',
      severity: securityLog === 'flood' ? 'high' : 'medium',
      says: say(securityLog === 'flood' ? 'checks.core-warnings.log.flood' : 'checks.core-warnings.log'),
      subject: { kind: 'file', id: 'security_log', label: 'security_log' },
      page: { page: 'fail2ban' },
    });
  }
  return found;
}

function stepsFor(problem: string, release: Release): readonly Step[] {
  switch (problem) {
    case 'ssh-password':
      return [
        step(say('checks.core-warnings.step.ssh', { menu: menuOf('ssh', release) }), {
          kind: 'secrets',
          owners: ['ssh'],
        }),
        look(say('checks.core-warnings.step.keys')),
      ];
    case 'files':
      return [
        look(say('checks.pbx-version.step.backup')),
        step(say('checks.core-warnings.step.files', { menu: menuOf('update', release) }), { kind: 'reinstall' }),
      ];
    default:
      return [
        look(say('checks.core-warnings.step.log', { check: say('checks.firewall-trusted-subnets.title') })),
        look(say('checks.core-warnings.step.in', { check: say('checks.registered-devices.title') })),
        notHere('person', say('checks.core-warnings.step.wait'), ['security-log']),
      ];
  }
}

export const check = defineCheck({
  id: 'core-warnings',
  section: 'other-ways-in',
  order: 4,
  severity: 'critical',
  needs: ['updates'],
  uses: [],
  title: say('checks.core-warnings.title'),
  todo: say('checks.core-warnings.todo'),
  why: say('checks.core-warnings.why'),
  guide: 'what-to-do-if-a-breach-has-already-occurred',
  manual: { en: 'readme/security', ru: 'readme/security' },
  page: null,
  action: null,
  effort: { minutes: 30, phonesStop: false },

  evaluate({ updates }, { release }) {
    const { warnings } = updates.data;
    if (warnings === undefined) {
      return { verdict: 'unknown', reason: 'needs-module', says: say('checks.core-warnings.untold') };
    }
    const [first, ...more] = findingsIn(warnings);
    if (first !== undefined) {
      const findings = [first, ...more] as const;
      return {
        verdict: 'fail',
        severity: worst(findings.map(({ severity }) => severity)),
        says: say('checks.core-warnings.fail'),
        findings,
        steps: findings.flatMap(({ id }) => stepsFor(id, release)),
      };
    }
    return Object.values(warnings).includes(null)
      ? { verdict: 'unknown', reason: 'missing', says: say('checks.core-warnings.unseen') }
      : { verdict: 'pass', says: say('checks.core-warnings.pass') };
  },
});
