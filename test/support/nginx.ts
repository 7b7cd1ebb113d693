/** Debian's nginx before the embedded PBX, with the locations that the module itself makes, and TLS with or without HTTP/2. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../..');
const MODULES = '/usr/lib/nginx/modules';

export interface NginxOptions {
  /** Address of the embedded PBX, made with `counted: 'in-front'`. */
  readonly before: string;
  readonly http2: boolean;
  /** Without: nobody can knock, as where a proxy lets no WebSocket through. */
  readonly door?: boolean;
}

export interface Nginx {
  readonly url: string;
  close(): Promise<void>;
}

export async function startNginx({ before, http2, door = true }: NginxOptions): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const port = await freePort();
  const php = join(folder, 'php.sock');
  const tls = join(ROOT, 'test/support/tls');
  writeFileSync(join(folder, 'locations.conf'), locations(php, before, door));
  writeFileSync(
    join(folder, 'nginx.conf'),
    `load_module ${MODULES}/ndk_http_module.so;
load_module ${MODULES}/ngx_http_lua_module.so;
load_module ${MODULES}/ngx_nchan_module.so;
daemon off;
user ${userInfo().username};
pid ${folder}/pid;
error_log ${folder}/error.log;
events {}
http {
  access_log ${folder}/access.log;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  keepalive_timeout 65;
  server {
    listen 127.0.0.1:${port} ssl${http2 ? ' http2' : ''};
    ssl_certificate ${tls}/self-signed.pem;
    ssl_certificate_key ${tls}/self-signed.key;
    include ${folder}/locations.conf;
    location / {
      proxy_pass ${before};
      proxy_set_header Host $http_host;
      proxy_set_header X-Sandbox-Connection $connection;
    }
  }
}
`,
  );
  const children = [
    spawn('php-cgi', ['-b', php], { stdio: 'ignore', env: { ...process.env, PHP_FCGI_CHILDREN: '2' } }),
    spawn('/usr/sbin/nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' }),
  ];
  await until(() => existsSync(php) && existsSync(join(folder, 'pid')));
  return {
    url: `https://127.0.0.1:${port}`,
    close: async () => {
      await Promise.all(children.map(ended));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As the module hands them to Core, with the paths of this machine. */
function locations(php: string, before: string, door: boolean): string {
  const code = `require 'vendor/autoload.php'; echo Modules\\ModuleSecurityChecklist\\Lib\\Core\\Plans\\Locations::all();`;
  const made = execFileSync('php', ['-r', code], { cwd: ROOT, encoding: 'utf8' });
  const here = made
    .replaceAll('/usr/www/sites/pbxcore/index.php', join(ROOT, 'test/support/relay.php'))
    .replaceAll('unix:/var/run/php-fpm.sock', `unix:${php}`)
    .replaceAll(
      'include fastcgi_params;',
      `include /etc/nginx/fastcgi_params; fastcgi_param HTTP_HOST $http_host; fastcgi_param RELAY_TO ${before};`,
    );
  return door ? here : here.replaceAll('/plans/door', '/plans/no-door');
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (isTrue()) return;
    await sleep(50);
  }
  throw new Error('nginx did not start');
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) resolve();
    child.once('exit', () => resolve());
    child.kill();
  });

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address();
      server.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : 0));
    });
  });
