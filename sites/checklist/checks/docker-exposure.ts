/** In Docker: does something outside guard the web interface? (guide: Protect the web interface in Docker) */
import { defineCheck } from '../check.ts';
import { askOutsideFirewall, outsideFirewall } from '../exposure/outside-firewall.ts';
import { say } from '../message.ts';
import { isAtLeast } from '../release.ts';
import type { Finding, Question } from '../report/types.ts';

/** First release with the Firewall Bouncer. */
const FIRST_BOUNCER = '2026.2.118';
const BOUNCER: Question = {
  item: 'docker-bouncer',
  subject: '',
  says: say('checks.docker-exposure.ask'),
  kind: 'confirm',
  choices: [],
  validDays: 180,
};

export const check = defineCheck({
  id: 'docker-exposure',
  section: 'docker',
  order: 1,
  severity: 'high',
  needs: ['system'],
  uses: ['attestations'],
  title: say('checks.docker-exposure.title'),
  why: say('checks.docker-exposure.why'),
  guide: 'protect-the-web-interface-in-docker',
  manual: { en: 'setup/docker/external-firewall-enforcement', ru: 'setup/docker/external-firewall-enforcement' },
  page: null,
  action: null,
  effort: { minutes: 30, phonesStop: true },

  evaluate({ system }, { attested, release }) {
    const { container } = system.data;
    if (container.kind !== 'docker') return { verdict: 'not-applicable', says: say('checks.docker-exposure.none') };
    const outside = outsideFirewall(attested);
    const bouncer = attested(BOUNCER.item);
    const hasBouncer = container.bouncer ?? isAtLeast(release, FIRST_BOUNCER) === true;
    if (
      container.network !== 'host' &&
      hasBouncer &&
      bouncer.state === 'valid' &&
      bouncer.attestation.answer === 'yes'
    ) {
      return { verdict: 'pass', says: say('checks.docker-exposure.pass', { by: bouncer.attestation.by }) };
    }
    const says = say(`checks.docker-exposure.${container.network}`);
    const finding: Finding = {
      id: `docker-${container.network}`,
      severity: 'high',
      says,
      subject: { kind: 'setting', id: 'network_mode', label: container.network },
      page: null,
    };
    const compose = [say('checks.docker-exposure.step.host'), say('checks.docker-exposure.step.host-firewall')];
    const steps = hasBouncer
      ? [say('checks.docker-exposure.step.bouncer'), ...compose]
      : [say('checks.docker-exposure.step.upgrade'), ...compose];
    const questions = [...(hasBouncer && container.network !== 'host' ? [BOUNCER] : []), askOutsideFirewall()];
    if (outside.covers('WEB') && outside.text !== null) {
      return {
        verdict: 'warn',
        severity: 'low',
        says: outside.text,
        findings: [{ ...finding, severity: 'low' }],
        steps,
      };
    }
    return { verdict: 'fail', says, findings: [finding], notes: outside.notes, steps, questions };
  },
});
