/** Who comes from where addresses change is asked for the network; of the whole kind. */
import { closeWebCtiChoices } from '../../sites/checklist/actions/choices/close-web-cti.ts';
import { expect, it } from 'vitest';
import { cameFrom } from '../../sites/checklist/actions/came-from.ts';
import { describeCase } from '../support/cases.ts';
import { direct, firstPlan } from '../support/planned.ts';

describeCase('16-vpn-client-address', (open) => {
  it('the network around the address keeps access, with the question whether it is their VPN', () => {
    const plan = firstPlan(closeWebCtiChoices, open().facts, direct('10.8.0.6'));
    expect(plan.steps[0]).toMatchObject({ kind: 'firewall.create', network: '10.8.0.0', subnet: 24 });
    expect(plan.warnings.map(({ says }) => says.key)).toContain('actions.warn.unseen.yours');
  });

  it('to keep one address of it is possible, with a warning', () => {
    const plan = firstPlan(closeWebCtiChoices, open().facts, direct('10.8.0.6'), { from: '' });
    expect(plan.steps[0]).toMatchObject({ network: '10.8.0.6', subnet: 32 });
    expect(plan.warnings.map(({ says }) => says.key)).toContain('actions.warn.single-address.vpn');
  });

  it.each([
    ['172.20.5.9', 'direct', { network: '172.20.5.0/24', because: 'vpn' }],
    ['fd12:3456:789a:1::77', 'direct', { network: 'fd12:3456:789a:1::/64', because: 'vpn' }],
    ['2a00:1450:4001:80e:3d1f:9a02:77c4:11ab', 'direct', { network: '2a00:1450:4001:80e::/64', because: 'v6' }],
    ['192.168.1.1', 'gateway', { network: '192.168.1.0/24', because: 'router' }],
    ['10.8.0.1', 'gateway', { network: '10.8.0.0/24', because: 'router' }],
    // One address that says it all.
    ['192.168.1.44', 'direct', null],
    ['95.31.18.119', 'direct', null],
    ['203.0.113.7', 'direct', null],
    ['100.92.1.5', 'direct', null],
    ['169.254.3.3', 'direct', null],
    ['2a00:1450:4001:80e::7', 'direct', null],
    ['95.31.18.1', 'gateway', null],
    ['127.0.0.1', 'direct', null],
    ['10.8.0.6', 'proxy', null],
    ['nobody', 'direct', null],
  ] as const)('%s, seen as %s', (address, seen, expected) => {
    expect(cameFrom(open().facts.parts, { address, seen })).toEqual(expected);
  });
});
