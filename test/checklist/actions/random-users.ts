/** Random PBXs with people, phones, programs and providers around the same few places as the rules. */
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, known, NOW } from '../../support/facts.ts';
import { cases, linesOf, type Case } from './random.ts';

const near = fc
  .tuple(fc.constantFrom('10.0', '8.8', '192.168', '91.12'), fc.nat(2), fc.nat(5))
  .map((parts) => parts.join('.'));
const anywhere = fc.oneof(
  { weight: 5, arbitrary: near },
  { weight: 1, arbitrary: fc.ipV4() },
  { weight: 1, arbitrary: fc.constantFrom('2a00:1450::7', '2a00:1450::8', '127.0.0.1', 'nobody') },
);

const device = fc.record({
  account: fc.constantFrom('201', '201', '202', '201-WS'),
  address: anywhere,
  userAgent: fc.constantFrom('Yealink SIP-T31P 124.86.0.40', 'Zoiper rv2.10', 'friendly-scanner', ''),
});
const signIn = anywhere.map((address) => ({ address, last: NOW, count: 1 }));
const connection = fc.record({
  port: fc.constantFrom(443, 22, 5038, 8088, 4222, 5060, 9999),
  address: anywhere,
  count: fc.constant(1),
});
const signIns = fc.array(signIn, { maxLength: 2 });
const told = (addresses: { address: string; last: string; count: number }[]) => ({
  since: NOW,
  addresses,
  nameless: 0,
  complete: true,
});

const NAME = 'sip.provider.example';
const provider = fc.record({
  kind: fc.constantFrom('sip' as const, 'sip' as const, 'iax' as const),
  host: fc.oneof({ weight: 3, arbitrary: near }, { weight: 2, arbitrary: fc.constant(NAME) }),
  disabled: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  hosts: fc.array(fc.oneof(near, fc.constant(NAME)), { maxLength: 1 }),
});
/** Now and then a name that nobody could look up. */
const resolved = fc.oneof(
  { weight: 8, arbitrary: fc.array(near, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant<string[]>([]) },
);

/** Somebody decides: mostly; else it is left to be decided later. */
export type Decides = 'as suggested' | 'keeps all' | 'cuts all' | 'by turns' | 'nothing';

export interface Populated extends Case {
  readonly sip: 'closes' | 'stays';
  readonly decides: Decides;
  /** Which rules stay: places in the list. */
  readonly keeps: readonly string[];
}

/** Where they were those of the cabinet, they are so with other providers, too. */
function runningOf(was: Parts, is: Parts): Parts['runningRules'] {
  const print = (facts: Parts) => {
    const { v4, v6 } = linesOf(facts);
    return { v4: ['-P INPUT ACCEPT', ...v4], v6: ['-P INPUT ACCEPT', ...v6] };
  };
  const { runningRules } = was;
  const agreed = runningRules.state === 'known' && isDeepStrictEqual(runningRules.data, print(was));
  return agreed ? known(print(is)) : runningRules;
}

export const populated: fc.Arbitrary<Populated> = fc
  .record({
    one: cases,
    devices: fc.array(device, { maxLength: 4 }),
    web: signIns,
    ssh: signIns,
    rows: fc.array(connection, { maxLength: 3 }),
    providers: fc.array(provider, { maxLength: 2 }),
    addresses: resolved,
    sip: fc.constantFrom('closes' as const, 'closes' as const, 'closes' as const, 'stays' as const),
    decides: fc.constantFrom<Decides>(
      'as suggested',
      'keeps all',
      'keeps all',
      'cuts all',
      'by turns',
      'by turns',
      'nothing',
    ),
    keeps: fc.subarray(['1', '2', '3', '4', '5', '6'], { maxLength: 1 }),
  })
  .map(({ one, devices, web, ssh, rows, providers, addresses, sip, decides, keeps }): Populated => {
    const [first] = CLEAN.providers;
    if (first === undefined) throw new Error('no provider');
    const made: PartData['providers'] = providers.map((some, i) => ({
      ...first,
      ...some,
      id: `P-${i + 1}`,
      name: `Provider ${i + 1}`,
    }));
    const hosts: PartData['providerHosts'] = [
      {
        host: NAME,
        resolvedAt: NOW,
        failed: null,
        addresses: addresses.map((address) => ({ address, target: NAME, firstSeen: NOW, lastSeen: NOW })),
      },
    ];
    const facts: Parts = {
      ...one.facts,
      devices: known(devices),
      signIns: known({ web: told(web), ssh: told(ssh) }),
      connections: known({ rows, complete: true }),
      ...(one.facts.providers.state === 'known' ? { providers: known(made) } : {}),
      providerHosts: known(hosts),
    };
    const rules = facts.firewall.state === 'known' ? facts.firewall.data.rules.map(({ id }) => id) : [];
    return {
      ...one,
      facts: { ...facts, runningRules: runningOf(one.facts, facts) },
      sip,
      decides,
      // Of a rule that a plan only makes no id can be chosen before.
      keeps: keeps.filter((id) => rules.includes(id)),
    };
  });
