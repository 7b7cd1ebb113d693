import { describe, expect, it } from 'vitest';
import { hostOf } from '../../../sites/checklist/devices/host.ts';

describe('the host in what a device tells', () => {
  it.each([
    [' 192.0.2.7 ', '192.0.2.7'],
    ['192.0.2.7:5060', '192.0.2.7'],
    ['[2001:db8::7]:5060', '2001:db8::7'],
    ['2001:db8::7', '2001:db8::7'],
    ['2001:db8::5060', '2001:db8::5060'],
    ['a[b]', 'a[b]'],
    ['name:5060x', 'name:5060x'],
    ['name:', 'name:'],
  ])('%s', (written, host) => {
    expect(hostOf(written)).toBe(host);
  });
});
