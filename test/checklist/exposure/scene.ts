/** The scene of a PBX, for what is said of what is open. Belongs to this folder. */
import { attestationLookup } from '../../../sites/checklist/attestations.ts';
import { sceneOf, type Scene } from '../../../sites/checklist/exposure/scene.ts';
import type { PartData, PartName, Parts, UnknownReason } from '../../../sites/checklist/facts/types.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { CLEAN, NOW, partsWith } from '../../support/facts.ts';

export const SYSTEM = { ...CLEAN.system, release: '2026.1.223' };
export const PUBLIC: PartData['network'] = {
  ...CLEAN.network,
  interfaces: [{ name: 'eth0', addresses: ['8.8.8.8/24', '2a00:1450::7/64'], internet: true, vpn: false }],
};

export const partsOf = (changes: Partial<PartData> = {}, lost: Partial<Record<PartName, UnknownReason>> = {}): Parts =>
  partsWith({ system: SYSTEM, ...changes }, lost);

export function scene(changes: Partial<PartData> = {}, lost: Partial<Record<PartName, UnknownReason>> = {}): Scene {
  const parts = partsOf(changes, lost);
  const { system, ports, firewall } = parts;
  if (system.state === 'unknown' || ports.state === 'unknown' || firewall.state === 'unknown')
    throw new Error('no scene without these');
  const now = Date.parse(NOW);
  return sceneOf(
    { ...parts, system, ports, firewall },
    { now, release: parseRelease(system.data.release), attested: attestationLookup(changes.attestations ?? [], now) },
  );
}
