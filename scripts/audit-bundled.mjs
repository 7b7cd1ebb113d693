/**
 * Known holes in what is shipped: asks the registry's audit, and fails where one of the packages in the zip is named. Packages
 * for development alone are printed only.
 */
import { spawnSync } from 'node:child_process';
import { bundledPackages } from './bundled.mjs';

const shipped = new Set((await bundledPackages()).map(({ name }) => name));
const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
const { vulnerabilities, message } = JSON.parse(stdout);
if (vulnerabilities === undefined) {
  console.error(`npm audit gave no answer: ${message ?? 'unknown'}`);
  process.exit(1);
}
const found = Object.values(vulnerabilities);
for (const { name, severity, range } of found) {
  console.log(`${shipped.has(name) ? 'SHIPPED' : 'development'}: ${name} ${range}, ${severity}`);
}
console.log(
  `${shipped.size} packages are shipped, ${found.filter(({ name }) => shipped.has(name)).length} with known holes`,
);
process.exit(found.some(({ name }) => shipped.has(name)) ? 1 : 0);
