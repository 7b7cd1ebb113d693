/**
 * API keys that open everything from anywhere, or that nobody uses. A key with full rights runs commands as root
 * (REST v3, `system:executeBashCommand`).
 */
import { cannotTell, defineCheck } from '../check.ts';
import type { PartData } from '../facts/types.ts';
import { cutToLocal } from '../exposure/gone-filter.ts';
import { idleDays, unlimited, UNUSED_DAYS } from '../exposure/key-use.ts';
import { say, type Message } from '../message.ts';
import type { Finding, Severity } from '../report/types.ts';
import { keySteps } from '../steps/programs.ts';

type ApiKey = PartData['apiKeys'][number];

const finding = ({ id, name }: ApiKey, kind: 'open' | 'unused', severity: Severity, says: Message): Finding => ({
  id: `${kind}:${id}`,
  severity,
  says,
  subject: { kind: 'api-key', id, label: name },
  page: { page: 'api-key', id },
});

export const check = defineCheck({
  id: 'api-keys',
  section: 'other-ways-in',
  order: 3,
  severity: 'high',
  needs: [],
  uses: ['apiKeys', 'firewall'],
  title: say('checks.api-keys.title'),
  todo: say('checks.api-keys.todo'),
  why: say('checks.api-keys.why'),
  guide: 'mandatory-security-measures',
  manual: { en: 'manual/system/api-keys', ru: 'manual/system/api-keys' },
  page: { page: 'api-keys' },
  action: 'restrict-api-keys',
  effort: { minutes: 2, each: 3, phonesStop: false },

  evaluate({ apiKeys, firewall }, { now, release }) {
    if (apiKeys.state === 'unknown') {
      if (apiKeys.reason === 'not-supported')
        return { verdict: 'not-applicable', says: say('checks.api-keys.no-such') };
      return cannotTell([{ part: 'apiKeys', reason: apiKeys.reason }]);
    }
    const keys = apiKeys.data;
    if (keys.length === 0) return { verdict: 'not-applicable', says: say('checks.api-keys.none') };

    const open = keys.flatMap((key) => {
      const why = key.fullPermissions ? unlimited(key, firewall, release) : null;
      return why === null ? [] : [finding(key, 'open', 'high', say(`checks.api-keys.${why}`, { name: key.name }))];
    });
    const locked = keys.filter(({ noRights }) => noRights === true);
    const idle = keys.flatMap((key) => {
      // Whoever has it can do nothing with it.
      if (key.noRights === true) return [];
      const days = idleDays(key, now);
      if (days === null || days < UNUSED_DAYS) return [];
      const says =
        key.lastUsedAt === null
          ? say('checks.api-keys.never', { name: key.name, days })
          : say('checks.api-keys.unused', { name: key.name, days });
      return [finding(key, 'unused', 'low', says)];
    });
    const undated = keys.filter((key) => key.noRights !== true && idleDays(key, now) === null).length;
    const said = {
      notes: [
        ...(locked.length > 0 ? [say('checks.api-keys.locked', { names: locked.map(({ name }) => name) })] : []),
        ...(undated > 0 ? [say('checks.api-keys.undated', { count: undated })] : []),
        ...cutToLocal(keys, firewall, release),
      ],
      steps: keySteps(
        keys.filter((key) => open.some(({ id }) => id === `open:${key.id}`)),
        keys.filter((key) => idle.some(({ id }) => id === `unused:${key.id}`)),
      ),
    };
    const [first, ...more] = [...open, ...idle];
    if (first === undefined)
      return { verdict: 'pass', says: say('checks.api-keys.pass', { total: keys.length }), notes: said.notes };
    const findings = [first, ...more] as const;
    if (open.length > 0) {
      return {
        ...said,
        verdict: 'fail',
        says: say('checks.api-keys.fail', { count: open.length, total: keys.length }),
        findings,
        offenders: { count: open.length, of: keys.length },
      };
    }
    return {
      ...said,
      verdict: 'warn',
      severity: 'low',
      says: say('checks.api-keys.idle', { count: idle.length, total: keys.length }),
      findings,
      offenders: { count: idle.length, of: keys.length },
    };
  },
});
