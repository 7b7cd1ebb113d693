import { test } from 'vitest';
import { testRoutes } from '../../../sites/checklist/dialling/tester.ts';
import { countryById } from '../../../sites/checklist/dialling/countries.ts';
const r = (pattern: string, rest: number | null, trim = 0, prepend = '') => ({ id: '1', name: 'r', priority: 0, pattern, rest, trim, prepend, providerId: 'P', providerDisabled: false });
test('x', () => {
  const show = (home: string, allowed: string[], ...a: Parameters<typeof r>) => {
    const t0 = performance.now();
    const [x] = testRoutes([r(...a)], countryById(home), new Set(allowed));
    console.log(home, JSON.stringify(a), x?.unreadable, JSON.stringify(x?.abroad?.example), x?.abroad?.countries.length, x?.abroad && x.abroad.countries.length < 12 ? x.abroad.countries.join() : '', JSON.stringify(x?.premium), (performance.now() - t0).toFixed(1));
  };
  show('RU', [], '(7|8)', 10);
  show('RU', ['KZ'], '(7|8)', 10);
  show('RU', [], '(7|8)[349]', 9);
  show('RU', [], '(7|8)8[1-7]', 8);
  show('RU', [], '7|8', 10);
  show('RU', [], '', null);
  show('RU', [], '', 10);
  show('RU', [], '8', -1, 1, '7');
  show('RU', [], '9', -1, 1, '');
  show('RU', [], '', 10, 0, '8');
  show('DE', [], '0', -1);
  show('DE', [], '0[1-9]', -1);
  show('DE', [], '49', 10);
  show('DE', [], '9', -1, 1, '');
  show('DE', [], '[1-9]', -1);
  show('DE', [], '0', -1, 1, '+49');
  show('FR', [], '0', 9);
  show('FR', [], '0[1-7]', 8);
  show('GB', [], '0', 10);
  show('GB', [], '0[1-37]', 9);
  show('US', [], '1', 10);
  show('US', [], '', 10);
  show('US', ['CA'], '1(876|416)', 7);
  show('US', ['CA'], '1416', 7);
  show('CA', [], '1212', 7);
  show('RU', [], '(00|810)', -1);
  show('RU', [], '(8{1,9}){1,9}', -1);
  show('RU', [], '((8{1,99}){1,99}){99}', -1);
  show('RU', [], '${X}', -1);
  show('RU', [], '(8', -1);
  show('RU', [], '990', 20, 3, '81044');
  show('RU', [], '5', 11, 1, '9');
  show('XX', [], '8', -1);
  show('XX', [], '(00|5)', -1);
});
test('perf', () => {
  const home = countryById('RU');
  for (let k = 0; k < 4; k++) {
    const routes = Array.from({ length: 50 }, (_, i) => r(['', '(7|8)', '[0-9]', '810', '(00|810|7)'][i % 5] + (i % 10 ? '' : String(i)), [-1, 10, 11, 12, 13, 14][i % 6]!, i % 3, i % 4 ? '' : '8'));
    const t0 = performance.now();
    testRoutes(routes, home, new Set());
    console.log('50 routes', (performance.now() - t0).toFixed(1));
  }
});
