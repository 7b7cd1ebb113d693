/** Phones that all come from one private address. */
import { describe, expect, it } from 'vitest';
import { attestationLookup } from '../../../sites/checklist/attestations.ts';
import { askSharedAddress, hiddenBehindOne, holdsHidden } from '../../../sites/checklist/devices/behind-one.ts';
import type { Attestation, PartData, PartName, UnknownReason } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, NOW, partsWith } from '../../support/facts.ts';
import { attest } from '../../support/judge.ts';

type Device = PartData['devices'][number];
const from = (address: string, ...programs: string[]): Device[] =>
  programs.map((userAgent, i) => ({ account: String(201 + i), address, userAgent }));
const TWO = ['Yealink SIP-T46U 108.86.0.45', 'MicroSIP/3.21.3'];
const ROUTER = { ...CLEAN.network, gateways: ['192.168.1.1', 'nobody'] };

const hidden = (
  devices: Device[],
  more: Partial<PartData> = {},
  lost: Partial<Record<PartName, UnknownReason>> = {},
  answers: readonly Attestation[] = [],
) =>
  hiddenBehindOne(partsWith({ devices, ...more }, lost), attestationLookup(answers, Date.parse(NOW))).map(
    ({ address, phones, isRouter }) => [address, phones.length, isRouter],
  );

describe('an address that hides others', () => {
  it('is a private one with several accounts of several programs', () => {
    expect(hidden(from('192.168.1.9', ...TWO))).toEqual([['192.168.1.9', 2, false]]);
    expect(hidden(from('192.168.1.9', 'MicroSIP/3.21.3'))).toEqual([]);
    expect(hidden(from('192.168.1.9', 'MicroSIP/3.21.3', 'microsip/3.20.7'))).toEqual([]);
    expect(hidden(from('192.168.1.9', 'Yealink SIP-T31P 124.86.0.40', 'Yealink SIP-T31P 124.86.0.75'))).toEqual([]);
  });

  it('is that of the router with any programs', () => {
    const same = from('192.168.1.1', 'MicroSIP/3.21.3', 'MicroSIP/3.21.3');
    expect(hidden(same, { network: ROUTER })).toEqual([['192.168.1.1', 2, true]]);
    expect(hidden(same)).toEqual([]);
    expect(hidden(same, {}, { network: 'forbidden' })).toEqual([]);
  });

  it.each([
    ['public', '8.8.8.8'],
    ['of the PBX itself', '192.168.1.2'],
    ['of programs on it', '127.0.0.1'],
    ['of programs on it', '127.9.9.9'],
    ['of programs on it', '::1'],
    ['a name', 'phone.example'],
  ])('is none that is %s: %s', (_, address) => {
    expect(hidden(from(address, ...TWO), { network: ROUTER })).toEqual([]);
  });

  it('needs to be read, and where the interfaces were not, its own may be one', () => {
    expect(hidden([], {}, { devices: 'forbidden' })).toEqual([]);
    expect(hidden(from('192.168.1.2', ...TWO), {}, { network: 'forbidden' })).toEqual([['192.168.1.2', 2, false]]);
  });

  it('is for the check of Docker where a bridge stands for everybody', () => {
    const inDocker = (network: 'bridge' | 'host') => ({
      system: { ...CLEAN.system, container: { kind: 'docker' as const, network, bouncer: null } },
      network: { ...CLEAN.network, interfaces: [] },
    });
    expect(hidden(from('172.17.0.1', ...TWO), inDocker('bridge'))).toEqual([]);
    expect(hidden(from('172.17.0.1', ...TWO), inDocker('host'))).toEqual([['172.17.0.1', 2, false]]);
  });

  it('is none any more once a person knows it as one device of ours', () => {
    const { choices, item, subject } = askSharedAddress('192.168.1.9');
    expect(choices.map(({ value }) => value)).toEqual(['ours', 'internet']);
    const phones = from('192.168.1.9', ...TWO);
    expect(hidden(phones, {}, {}, [attest(item, 'ours', subject)])).toEqual([]);
    expect(hidden(phones, {}, {}, [attest(item, 'internet', subject)])).toHaveLength(1);
    expect(hidden(phones, {}, {}, [attest(item, 'ours', '192.168.1.8')])).toHaveLength(1);
  });

  it('lies in a network, or does not', () => {
    const found = hiddenBehindOne(
      partsWith({ devices: from('192.168.1.9', ...TWO) }),
      attestationLookup([], Date.parse(NOW)),
    );
    expect(holdsHidden(found, '192.168.1.0/24')).toBe(true);
    expect(holdsHidden(found, '192.168.2.0/24')).toBe(false);
    expect(holdsHidden(found, 'office.example')).toBe(false);
    expect(holdsHidden([], '192.168.1.0/24')).toBe(false);
  });
});
