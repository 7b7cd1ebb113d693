/**
 * A port that the web interface or a panel shares with phones: no plan closes it, because calls would end. The printed
 * steps are followed instead: they let in the phones of elsewhere by a rule of their own, then close.
 */
import { describe, expect, it } from 'vitest';
import { closeWebCti } from '../../../sites/checklist/actions/close-web-cti.ts';
import { check as trustedSubnets } from '../../../sites/checklist/checks/firewall-trusted-subnets.ts';
import { check as webClosed } from '../../../sites/checklist/checks/web-cti-closed.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { follow } from '../../../sites/checklist/steps/play.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';
import { readAgain } from './harm.ts';
import { followed, judge } from './promises.ts';

const PERSON = '192.168.1.44';
const tcp = (port: number) => ({ protocol: 'tcp' as const, from: port, to: port });
const udp = (port: number) => ({ protocol: 'udp' as const, from: port, to: port });
const LAN = rule('1', '192.168.1.0/24', EVERYTHING);
const OFFICE = [
  { account: '201', address: '192.168.1.50', userAgent: 'Yealink T46' },
  { account: '202', address: '45.83.12.9', userAgent: 'Yealink T46' },
];

/** By the rule "Internet", which phones elsewhere use, too. */
function state(more: Partial<PartData>, services = rule('2', '0.0.0.0/0', { WEB: true, SIP: true }).services): Parts {
  const internet = { ...rule('2', '0.0.0.0/0', {}, { name: 'Internet' }), services };
  return readAgain(
    partsWith({
      firewall: { ...CLEAN.firewall, rules: [LAN, internet] },
      devices: OFFICE,
      ...more,
    }),
  );
}
const panel = (port: PartData['firewall']['rules'][number]['services'][number]['ports'][number]) => [
  ...rule('2', '0.0.0.0/0', { SIP: true }).services,
  { category: 'MODULECTICLIENT', allow: true, ports: [port] },
];

describe.each(['2024.1.114', '2026.1.223', '2026.9.5'])('%s', (release) => {
  const system = { ...CLEAN.system, release };
  it.each([
    ['the web interface over TLS', { ports: { ...CLEAN.ports, webTls: 5061 } }, undefined],
    ['the web interface and SIP over TCP', { ports: { ...CLEAN.ports, webTls: 5060 } }, undefined],
    ['a panel and SIP', {}, panel(tcp(5060))],
    ['a panel amid audio', {}, panel(udp(10_050))],
  ] as const)('%s', (_, more, services) => {
    const facts = state({ system, ...more }, services);
    const asker = { address: PERSON, seen: 'direct', networks: ['192.168.1.0/24'] } as const;
    const planned = closeWebCti.plan(facts, { ours: [] }, asker);
    if (planned.accepted) throw new Error('no phone would call any more');
    expect(planned.refusal).toMatchObject({ kind: 'shared-port', with: 'SIP' });
    for (const check of [webClosed, trustedSubnets]) {
      const before = judge(check, facts);
      const steps = before.steps ?? [];
      expect(before).toMatchObject({ verdict: 'fail' });
      const after = judge(check, readAgain(follow(facts, steps, { network: null }), facts));
      expect(after).toMatchObject({ verdict: 'pass' });
      for (const person of [PERSON, '203.0.113.77']) {
        expect(followed(check, facts, steps, person)).toMatchObject({ left: [], harm: [] });
      }
      expect(steps.map(({ says }) => says.key)).toContain('steps.rule.phones');
    }
  });
});
