/**
 * What the tests need from the system: PHP with SQLite and XML, Composer, Chromium. Installed where that can be done
 * (Debian, root); elsewhere the exact command is named. Starting and building need Node alone.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const phpHas = (extensions) =>
  succeeds('php', [
    '-r',
    `exit(array_diff([${extensions.map((e) => `'${e}'`)}], array_map('strtolower', get_loaded_extensions())) ? 1 : 0);`,
  ]);

/** Each need with the Debian packages that fill it. */
const NEEDS = [
  { what: 'PHP on the command line', packages: ['php-cli'], met: () => succeeds('php', ['-v']) },
  { what: 'PHP with SQLite', packages: ['php-sqlite3'], met: () => phpHas(['sqlite3', 'pdo_sqlite']) },
  {
    what: 'PHP with XML and mbstring',
    packages: ['php-xml', 'php-mbstring'],
    met: () => phpHas(['dom', 'xmlwriter', 'mbstring']),
  },
  {
    what: 'Composer',
    packages: ['composer', 'unzip'],
    met: () => succeeds('composer', ['--no-interaction', '--version']),
  },
  {
    what: 'nginx as Core has it, and PHP behind it',
    packages: ['nginx-light', 'libnginx-mod-nchan', 'libnginx-mod-http-lua', 'php-cgi'],
    met: () =>
      succeeds('php-cgi', ['-v']) &&
      ['ngx_nchan_module', 'ngx_http_lua_module'].every((one) => existsSync(`/usr/lib/nginx/modules/${one}.so`)),
  },
  { what: 'Chromium', packages: ['chromium', 'fonts-dejavu-core'], met: () => existsSync('/usr/bin/chromium') },
];

const missing = () => NEEDS.filter(({ met }) => !met());

const wanted = missing();
if (wanted.length > 0) {
  const packages = wanted.flatMap((need) => need.packages);
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const names = wanted.map(({ what }) => what).join(', ');
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    console.error(`The tests need ${names}. On Debian, as root:\n\n  ${command}\n`);
    process.exit(1);
  }
  console.log(`Installing for the tests: ${names}`);
  execFileSync('sh', ['-c', command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  const still = missing();
  if (still.length > 0) {
    console.error(`Still missing after the installation: ${still.map(({ what }) => what).join(', ')}`);
    process.exit(1);
  }
}
if (!existsSync('vendor/autoload.php')) {
  execFileSync('composer', ['install', '--no-interaction', '--no-progress', '--quiet'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, COMPOSER_ALLOW_SUPERUSER: '1' },
  });
}
