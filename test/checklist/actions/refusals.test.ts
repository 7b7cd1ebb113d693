/** Why an action is not offered, in words: each kind with what it is about, and with the way by hand only where there is one. */
import { describe, expect, it } from 'vitest';
import { sayRefusal, type Refusal } from '../../../sites/checklist/actions/refusals.ts';
import { say, type Message } from '../../../sites/checklist/message.ts';

const HAND = say('actions.refused.step.hand');
const ADDRESS = '203.0.113.9';
const NET = '10.8.0.0/24';

const BARE: readonly (readonly [Refusal, Message])[] = [
  [{ kind: 'bad-address', address: 'x' }, say('actions.refused.bad-address', { address: 'x' })],
  [{ kind: 'name-network', address: ADDRESS }, say('actions.refused.name-network', { address: ADDRESS })],
  [{ kind: 'asker-ipv6', address: '::7' }, say('actions.refused.asker-ipv6', { address: '::7' })],
  [{ kind: 'not-a-network', network: 'x' }, say('actions.refused.not-a-network', { network: 'x' })],
  [{ kind: 'no-ipv6', network: 'fd00::/8' }, say('actions.refused.no-ipv6', { network: 'fd00::/8' })],
  [{ kind: 'too-wide', networks: [NET] }, say('actions.refused.too-wide', { networks: [NET] })],
  [{ kind: 'not-closable', service: 'SIP' }, say('actions.refused.not-closable', { service: 'SIP' })],
  [
    { kind: 'shared-port', service: 'WEB', with: 'SIP', port: 5061 },
    say('actions.refused.shared-port', { service: 'WEB', with: 'SIP', port: 5061 }),
  ],
  [{ kind: 'odd-box', rule: 'Office', box: 'a b' }, say('actions.refused.odd-box', { rule: 'Office', box: 'a b' })],
  [{ kind: 'nothing-to-do' }, say('actions.refused.nothing-to-do')],
  [{ kind: 'whom' }, say('actions.refused.whom')],
  [{ kind: 'between', release: '2025.1.1' }, say('path.between', { release: '2025.1.1' })],
  [
    { kind: 'untested', release: '2031.1.1', rules: 'differ' },
    say('actions.refused.untested', { release: '2031.1.1', rules: say('actions.refused.untested.differ') }),
  ],
  [
    { kind: 'untested', release: '2031.1.1', rules: 'not-known' },
    say('actions.refused.untested', { release: '2031.1.1', rules: say('actions.refused.untested.not-known') }),
  ],
  [
    { kind: 'locked-out', address: ADDRESS, port: 443 },
    say('actions.refused.locked-out', { address: ADDRESS, port: 443 }),
  ],
  ...(['would-open', 'would-close'] as const).map(
    (kind) =>
      [
        { kind, protocol: 'tcp', port: 22, address: ADDRESS },
        say(`actions.refused.${kind}`, { protocol: 'tcp', port: 22, address: ADDRESS }),
      ] as const,
  ),
  [
    { kind: 'line-refused', network: NET, protocol: 'tcp', because: 'too-many', slots: 17 },
    say('actions.refused.line.too-many', { network: NET, protocol: 'tcp', count: 17 }),
  ],
  [
    { kind: 'line-refused', network: NET, protocol: 'udp', because: 'reversed', slots: 3 },
    say('actions.refused.line.reversed', { network: NET, protocol: 'udp' }),
  ],
  [
    { kind: 'ask-provider', provider: 'Acme', host: 'sip.example' },
    say('actions.refused.ask-provider', { provider: 'Acme', host: 'sip.example' }),
  ],
  [{ kind: 'too-many', count: 1200, most: 999 }, say('actions.refused.too-many', { count: 1200, most: 999 })],
  ...(['first-rule', 'container', 'everybody', 'list-full'] as const).map(
    (because) =>
      [
        { kind: 'cannot-exempt', network: NET, because },
        say(`actions.refused.cannot-exempt.${because}`, { network: NET }),
      ] as const,
  ),
  [
    {
      kind: 'unknown',
      missing: [
        { part: 'firewall', reason: 'timeout' },
        { part: 'ports', reason: 'forbidden' },
      ],
    },
    say('actions.refused.unknown', {
      parts: [
        say('verdict.unknown.part', { part: say('part.firewall'), reason: say('reason.timeout') }),
        say('verdict.unknown.part', { part: say('part.ports'), reason: say('reason.forbidden') }),
      ],
    }),
  ],
];

const BY_HAND: readonly (readonly [Refusal, Message])[] = [
  [{ kind: 'no-row', rule: 'Office' }, say('actions.refused.no-row', { rule: 'Office' })],
  [{ kind: 'mixed-box', rule: 'Office', box: 'SIP' }, say('actions.refused.mixed-box', { rule: 'Office', box: 'SIP' })],
  [
    { kind: 'stale-ports', rule: 'Office', box: 'SSH' },
    say('actions.refused.stale-ports', { rule: 'Office', box: 'SSH' }),
  ],
];

const AFTER_FIREWALL: readonly (readonly [Refusal, Message])[] = [
  [{ kind: 'firewall-off' }, say('actions.refused.firewall-off')],
  [{ kind: 'no-rules', closed: true }, say('actions.refused.no-rules.closed')],
  [{ kind: 'no-rules', closed: false }, say('actions.refused.no-rules.open')],
];

describe('a refusal in words', () => {
  it.each(AFTER_FIREWALL)('%j: the firewall comes first, which is an action of its own', (refusal, says) => {
    const steps = [say('actions.refused.step.firewall'), HAND];
    expect(sayRefusal(refusal)).toEqual({ says, steps, commands: [], first: 'enable-firewall' });
  });

  it.each(BARE)('%j says so, and sends nobody elsewhere', (refusal, says) => {
    expect(sayRefusal(refusal)).toEqual({ says, steps: [], commands: [], first: null });
  });

  it.each(BY_HAND)('%j can be done by hand', (refusal, says) => {
    expect(sayRefusal(refusal)).toEqual({ says, steps: [HAND], commands: [], first: null });
  });

  it.each(['direct', 'gateway', 'proxy', 'bridge', 'unknown'] as const)(
    'who is seen as %s may come directly, or do it by hand',
    (seen) => {
      expect(sayRefusal({ kind: 'not-a-person', seen, address: ADDRESS })).toEqual({
        says: say(`actions.refused.not-a-person.${seen}`, { address: ADDRESS }),
        steps: [say('actions.refused.not-a-person.step.direct'), HAND],
        commands: [],
        first: null,
      });
    },
  );

  it.each(['docker', 'lxc'] as const)('%s is closed by commands of its host', (container) => {
    expect(sayRefusal({ kind: 'container', container, commands: ['iptables -L'] })).toEqual({
      says: say(`actions.refused.container.${container}`),
      steps: [],
      commands: ['iptables -L'],
      first: null,
    });
  });
});
