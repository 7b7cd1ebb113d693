import { describe, expect, it } from 'vitest';
import { scannerKind } from '../../../sites/checklist/devices/scanners.ts';

describe('a program by its User-Agent', () => {
  it.each([
    ['friendly-scanner', 'attack'],
    ['SIPVicious', 'attack'],
    ['sipp v3.6', 'tool'],
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
