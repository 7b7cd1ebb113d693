import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/docker-exposure.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import type { Step } from '../../../sites/checklist/steps/step.ts';
import { CLEAN } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';

type Container = PartData['system']['container'];
const judge = (container: Container, answers: PartData['attestations'] = [], release = '2026.9.5') =>
  judgeWith(check, {
    system: { ...CLEAN.system, release, container },
    network: at('172.17.0.2/16'),
    attestations: answers,
  });
/** Interfaces eth0, eth1 … with these addresses. */
const at = (...addresses: string[]): PartData['network'] => ({
  ...CLEAN.network,
  interfaces: addresses.map((address, i) => ({ name: `eth${i}`, addresses: [address], internet: i === 0, vpn: false })),
});
const bridge = { kind: 'docker', network: 'bridge', bouncer: null } as const;
const host = { kind: 'docker', network: 'host', bouncer: null } as const;

const keysOf = (steps: readonly Step[] | undefined) =>
  (steps ?? []).map(({ says }) => says.key.replace('checks.docker-exposure.step.', ''));

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

  it('does not pass with a bouncer where the network mode could not be seen', () => {
    const outcome = judge({ ...bridge, network: 'unknown' }, [attest('docker-bouncer', 'yes')]);
    expect(outcome).toMatchObject({ verdict: 'fail', notes: [{ key: 'checks.docker-exposure.bouncer.unknown' }] });
  });

  it('tells releases without a bouncer to upgrade first, and does not believe that there is one', () => {
    const old = judge(bridge, [attest('docker-bouncer', 'yes')], '2026.1.223');
    expect(old).toMatchObject({
      verdict: 'fail',
      notes: [{ key: 'checks.docker-exposure.bouncer.missing' }],
      questions: [{ item: 'outside-firewall' }],
    });
    expect(keysOf(old.steps)[0]).toBe('upgrade');
  });

  it('goes by what was detected, not by the number of the release', () => {
    const answers = [attest('docker-bouncer', 'yes')];
    expect(judge({ ...bridge, bouncer: false }, answers)).toMatchObject({ verdict: 'fail' });
    expect(judge({ ...bridge, bouncer: true }, answers, '2026.1.223')).toMatchObject({ verdict: 'pass' });
  });

  it('asks again when the confirmation of the bouncer ran out', () => {
    const expired = { ...attest('docker-bouncer', 'yes'), expiresAt: '2026-11-02T00:00:00+00:00' };
    expect(judge(bridge, [expired])).toMatchObject({
      verdict: 'fail',
      questions: [
        { item: 'docker-bouncer', validDays: 180 },
        { item: 'outside-firewall', validDays: 180 },
      ],
    });
  });

  describe('seen by its last poll', () => {
    const confirmed = [attest('docker-bouncer', 'yes')];
    const asked = (bouncerAsked: 'now' | 'hour' | 'not') => ({ ...bridge, bouncer: true, bouncerAsked }) as const;

    it('passes where it was confirmed and asks', () => {
      expect(judge(asked('now'), confirmed)).toMatchObject({
        verdict: 'pass',
        says: { key: 'checks.docker-exposure.asked' },
      });
    });

    it.each([
      ['hour', 'stopped'],
      ['not', 'silent'],
    ] as const)('a confirmed one that does not ask (%s) keeps nobody out', (last, note) => {
      expect(judge(asked(last), confirmed)).toMatchObject({
        verdict: 'fail',
        notes: [{ key: `checks.docker-exposure.bouncer.${note}` }],
      });
      expect(keysOf(judge(asked(last), confirmed).steps)).toContain('bouncer');
    });

    it('that it asks does not say that it keeps anybody out: a person is asked, and not told to install one', () => {
      const outcome = judge(asked('now'));
      expect(outcome).toMatchObject({
        verdict: 'fail',
        notes: [{ key: 'checks.docker-exposure.bouncer.asks' }],
        questions: [{ item: 'docker-bouncer' }, { item: 'outside-firewall' }],
      });
      expect(keysOf(outcome.steps)).toEqual(['chains', 'steps.answer.yes', 'host', 'host-firewall']);
    });

    it('says nothing of it where it would close nothing', () => {
      expect(judge({ ...asked('now'), network: 'host' }).notes).toEqual([]);
    });
  });

  it('does not say that everybody looks like the gateway where somebody from outside was seen', () => {
    expect(judge({ ...bridge, seesClients: true })).toMatchObject({
      verdict: 'fail',
      says: { key: 'checks.docker-exposure.seen' },
    });
  });

  it('gives the lines for compose and the ports of this PBX', () => {
    expect(keysOf(judge(bridge).steps)).toEqual(['bouncer', 'chains', 'steps.answer.yes', 'host', 'host-firewall']);
    expect(keysOf(judge(host).steps)).toContain('steps.command');
    const outcome = judgeWith(check, {
      system: { ...CLEAN.system, container: host },
      ports: { ...CLEAN.ports, web: 8080, webTls: 8443 },
    });
    expect(JSON.stringify(outcome.steps)).toContain('--dports 8080,8443 ');
  });

  it('cannot tell without the system', () => {
    expect(judgeWith(check, {}, { system: 'timeout' })).toMatchObject({ verdict: 'unknown', reason: 'timeout' });
  });

  it('warns with the text of a firewall outside that closes the web interface', () => {
    expect(judge(host, [attest('outside-firewall', 'WEB')])).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      says: { key: 'exposure.outside' },
    });
    expect(judge(host, [attest('outside-firewall', 'SIP')])).toMatchObject({ verdict: 'fail' });
  });

  describe('with an address of its own beside the host', () => {
    const confirmed = [attest('docker-bouncer', 'yes')];
    const of = (container: Container, network: PartData['network'], answers: PartData['attestations'] = confirmed) =>
      judgeWith(check, { system: { ...CLEAN.system, container }, network, attestations: answers });
    const unseen = { kind: 'docker', network: 'unknown', bouncer: null } as const;

    it('a bouncer guards nothing, whatever was confirmed', () => {
      const outcome = of(unseen, at('192.168.222.10/24'));
      expect(outcome).toMatchObject({
        verdict: 'fail',
        severity: 'high',
        findings: [{ id: 'docker-own:eth0' }],
        notes: [{ key: 'checks.docker-exposure.bouncer.own' }],
      });
      expect(keysOf(outcome.steps)).toEqual(['router', 'network', 'steps.host.answer']);
    });

    it('beside a bridge neither', () => {
      expect(of(bridge, at('172.17.0.2/16', '192.168.222.10/24'))).toMatchObject({
        findings: [{ id: 'docker-own:eth1' }],
      });
      expect(of({ ...bridge, ownInterfaces: ['eth1'] }, at('172.17.0.2/16'))).toMatchObject({ verdict: 'fail' });
    });

    it('is not seen in networks that Docker gives, in a bridge of a chosen range, or where the reader says no', () => {
      expect(of(bridge, at('172.17.0.2/16', '192.168.16.3/20'))).toMatchObject({ verdict: 'pass' });
      expect(of(bridge, at('10.5.0.2/24'))).toMatchObject({ verdict: 'pass' });
      expect(of({ ...bridge, ownInterfaces: [] }, at('172.17.0.2/16', '10.5.0.2/24'))).toMatchObject({
        verdict: 'pass',
      });
    });

    it('is a warning behind a router that somebody vouches for', () => {
      const outside = [attest('outside-firewall', 'ALL')];
      expect(of(unseen, at('192.168.222.10/24'), outside)).toMatchObject({ verdict: 'warn', severity: 'low' });
    });
  });
});
