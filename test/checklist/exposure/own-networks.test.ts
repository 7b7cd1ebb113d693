/** Which private networks are this PBX's own, and why it asks about others. */
import { expect, it } from 'vitest';
import { attestationLookup } from '../../../sites/checklist/attestations.ts';
import { ownerOf, ownNetworksOf, whyAsked } from '../../../sites/checklist/exposure/own-networks.ts';
import { say } from '../../../sites/checklist/message.ts';
import { attest } from '../../support/judge.ts';
import { CLEAN, NOW } from '../../support/facts.ts';

const wire = (name: string, address: string, vpn = false) => ({ name, addresses: [address], internet: false, vpn });
const NETWORK = {
  ...CLEAN.network,
  interfaces: [wire('eth0', '10.1.2.3/24'), wire('eth1', '100.64.7.2/10'), wire('wg0', '100.100.0.2/16', true)],
  routes: ['0.0.0.0/0', '10.9.0.0/16'],
};
const own = ownNetworksOf(NETWORK);
const owner = (cidr: string, ...answers: string[]) =>
  ownerOf(
    cidr,
    own,
    attestationLookup(
      answers.map((answer) => attest('own-network', answer, cidr)),
      Date.parse(NOW),
    ),
  );

it('are those of its interfaces and routes, not its provider behind a carrier, nor the internet', () => {
  expect(own.map(({ cidr }) => cidr)).toEqual(['10.1.2.0/24', '100.100.0.0/16', '10.9.0.0/16']);
});

it('a network is ours where all of it is, or a person says so', () => {
  expect(['10.1.2.0/25', '10.9.4.0/24', '10.1.2.7,10.9.0.1'].map((cidr) => owner(cidr))).toEqual(['own', 'own', 'own']);
  expect(['10.1.0.0/16', '10.1.2.7,10.7.0.1', 'nonsense'].map((cidr) => owner(cidr))).toEqual([
    'asked',
    'asked',
    'asked',
  ]);
  expect(owner('10.7.0.0/16', ' Yes ')).toBe('own');
  expect(owner('10.7.0.0/16', 'no')).toBe('foreign');
  expect(owner('10.7.0.0/16', 'perhaps')).toBe('asked');
});

it('says why it asks: shared with a provider, wider than what is here, nowhere here, or unseen', () => {
  const why = (network: string) => whyAsked(network, NETWORK);
  expect(why('100.64.9.0/24')).toEqual(say('exposure.whose.shared', { network: '100.64.9.0/24', name: 'eth1' }));
  const both = '100.64.9.0/24,172.16.0.0/16';
  expect(why(both)).toEqual(say('exposure.whose', { network: both }));
  expect(why('10.0.0.0/8')).toEqual(
    say('exposure.whose.wider', { network: '10.0.0.0/8', part: '10.1.2.0/24', name: 'eth0' }),
  );
  expect(why('172.16.0.0/12')).toEqual(say('exposure.whose', { network: '172.16.0.0/12' }));
  expect(why('nonsense')).toEqual(say('exposure.whose', { network: 'nonsense' }));
  expect(whyAsked('10.0.0.0/8', null)).toEqual(say('exposure.whose.unseen', { network: '10.0.0.0/8' }));
});
