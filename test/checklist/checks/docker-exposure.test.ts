import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/docker-exposure.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';

type Container = PartData['system']['container'];
const judge = (container: Container, answers: PartData['attestations'] = [], release = '2026.9.5') =>
  judgeWith(check, { system: { ...CLEAN.system, release, container }, attestations: answers });
const bridge = { kind: 'docker', network: 'bridge', bouncer: null } as const;
const host = { kind: 'docker', network: 'host', bouncer: null } as const;

describe('docker-exposure', () => {
  it('does not apply outside Docker', () => {
    expect(judge({ kind: 'none' })).toMatchObject({ verdict: 'not-applicable' });
    expect(judge({ kind: 'lxc', managesFirewall: true })).toMatchObject({ verdict: 'not-applicable' });
  });

  it.each([bridge, host, { kind: 'docker', network: 'unknown', bouncer: null } as const])(
    'fails unguarded: %j',
    (container) => {
      expect(judge(container)).toMatchObject({ verdict: 'fail', findings: [{ id: `docker-${container.network}` }] });
    },
  );

  it('passes in bridge mode with a confirmed bouncer, not in host mode, where it does nothing', () => {
    expect(judge(bridge, [attest('docker-bouncer', 'yes')])).toMatchObject({ verdict: 'pass' });
    expect(judge(host, [attest('docker-bouncer', 'yes')])).toMatchObject({ verdict: 'fail' });
  });

  it('tells releases without a bouncer to upgrade first, by feature where it is known', () => {
    const old = judge(bridge, [attest('docker-bouncer', 'yes')], '2026.1.223');
    expect(old).toMatchObject({ verdict: 'fail', steps: [{ key: 'checks.docker-exposure.step.upgrade' }, {}, {}] });
    const detected = judge({ ...bridge, bouncer: false }, [attest('docker-bouncer', 'yes')]);
    expect(detected).toMatchObject({ verdict: 'fail' });
  });

  it('warns with the text of a firewall outside that closes the web interface', () => {
    expect(judge(host, [attest('outside-firewall', 'WEB')])).toMatchObject({
      verdict: 'warn',
      says: { key: 'exposure.outside' },
    });
    expect(judge(host, [attest('outside-firewall', 'SIP')])).toMatchObject({ verdict: 'fail' });
  });
});
