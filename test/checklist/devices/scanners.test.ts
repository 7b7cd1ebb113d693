import { describe, expect, it } from 'vitest';
import { scannerKind } from '../../../sites/checklist/devices/scanners.ts';

describe('a program by its User-Agent', () => {
  it.each([
    ['friendly-scanner', 'attack'],
    ['SIPVicious', 'attack'],
    ['sipp v3.6', 'tool'],
    ['VaxSIPUserAgent/3.1', 'tool'],
    ['VaxIPUserAgent/3.0', 'tool'],
    ['smap', 'attack'],
    ['eyeBeam release 3006o stamp 17551', 'copy'],
    ['eyeBeam release 1102u stamp 50922', null],
    ['Smapee Phone', null],
    ['Yealink SIP-T46U', null],
    ['', null],
  ])('%s', (userAgent, kind) => {
    expect(scannerKind(userAgent)).toBe(kind);
  });

  it('is read at its beginning only', () => {
    expect(scannerKind(`${'x'.repeat(180)} sipvicious`)).toBe('attack');
    expect(scannerKind(`${'x'.repeat(200)} sipvicious`)).toBeNull();
  });
});
