/** Has a container an address of its own beside its host? Then what guards the host never sees it. */
import { describe, expect, it } from 'vitest';
import { ownInterfaces } from '../../../sites/checklist/exposure/docker.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, known, unknown } from '../../support/facts.ts';

const docker = (network: 'bridge' | 'host' | 'unknown') => ({ kind: 'docker', network, bouncer: null }) as const;
const interfacesOf = (...all: readonly (readonly string[])[]): PartData['network']['interfaces'] =>
  all.map((addresses, i) => ({ name: `eth${i}`, addresses: [...addresses], internet: i === 0, vpn: false }));
const at = (...all: readonly (readonly string[])[]) => known({ ...CLEAN.network, interfaces: interfacesOf(...all) });

describe('an interface of its own', () => {
  it.each([
    ['172.16.0.5/16', []],
    ['172.31.0.5/16', []],
    ['192.168.16.5/20', []],
    ['172.17.0.5/20', ['eth0']],
    ['192.168.1.5/16', ['eth0']],
    ['192.168.1.5/24', ['eth0']],
    ['172.32.0.5/16', ['eth0']],
    ['10.0.0.5/16', ['eth0']],
  ])('%s, where the kind is not known: %j', (address, expected) => {
    expect(ownInterfaces(docker('unknown'), at([address]))).toEqual(expected);
  });

  it('in a bridge is another one besides that of the bridge', () => {
    expect(ownInterfaces(docker('bridge'), at(['10.5.0.2/24']))).toEqual([]);
    expect(ownInterfaces(docker('bridge'), at(['172.17.0.2/16'], ['10.5.0.2/24']))).toEqual(['eth1']);
    expect(ownInterfaces(docker('bridge'), at(['172.17.0.2/16'], ['172.18.0.2/16']))).toEqual([]);
    // Of IPv6 alone it is none of the network of the host.
    expect(ownInterfaces(docker('bridge'), at(['10.5.0.2/24'], ['fd00::5/64']))).toEqual([]);
    expect(ownInterfaces(docker('bridge'), at(['172.17.0.2/16'], ['fd00::5/64', '10.5.0.2/24']))).toEqual(['eth1']);
    expect(ownInterfaces(docker('bridge'), at(['172.17.0.2/16'], ['172.18.0.2/16', '10.5.0.2/24']))).toEqual(['eth1']);
  });

  it('is no tunnel', () => {
    const [eth, tunnel] = interfacesOf(['172.17.0.2/16'], ['10.8.0.1/24']);
    if (eth === undefined || tunnel === undefined) throw new Error('two interfaces');
    const network = known({ ...CLEAN.network, interfaces: [eth, { ...tunnel, vpn: true }] });
    expect(ownInterfaces(docker('unknown'), network)).toEqual([]);
  });

  it('is none as the host, outside Docker, or where nobody read them', () => {
    expect(ownInterfaces(docker('host'), at(['10.5.0.2/24']))).toEqual([]);
    expect(ownInterfaces({ kind: 'lxc', managesFirewall: null }, at(['10.5.0.2/24']))).toEqual([]);
    expect(ownInterfaces({ kind: 'none' }, at(['10.5.0.2/24']))).toEqual([]);
    expect(ownInterfaces(docker('unknown'), unknown())).toEqual([]);
  });

  it('is the one that the reader told, whatever its address', () => {
    expect(ownInterfaces({ ...docker('bridge'), ownInterfaces: ['eth7'] }, at(['172.17.0.2/16']))).toEqual(['eth7']);
    expect(ownInterfaces({ ...docker('unknown'), ownInterfaces: [] }, at(['10.5.0.2/24']))).toEqual([]);
    expect(ownInterfaces({ ...docker('host'), ownInterfaces: ['eth7'] }, at(['10.5.0.2/24']))).toEqual([]);
  });
});
