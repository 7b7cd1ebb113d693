import { expect, it } from 'vitest';
import { countryOf } from '../../../sites/checklist/devices/country.ts';

/** Blocks that big providers have had for years. */
it.each([
  ['82.205.64.9', 'PS'],
  ['95.31.18.119', 'RU'],
  ['178.176.73.20', 'RU'],
  ['51.250.10.5', 'RU'],
  ['91.0.12.34', 'DE'],
  ['3.5.1.1', 'US'],
  // Shared by several: nothing is said.
  ['8.8.8.8', null],
  ['41.33.12.9', 'EG'],
  ['126.1.2.3', 'JP'],
  ['203.0.113.5', null],
  ['192.168.1.5', null],
  ['100.64.3.4', null],
  ['223.255.255.255', null],
  ['255.255.255.255', null],
  ['0.0.0.0', null],
  ['2a02::1', null],
  ['home.example', null],
])('%s: %s', (address, country) => {
  expect(countryOf(address)).toBe(country);
});
