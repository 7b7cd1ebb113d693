/** The upgrade: what newer releases closed, and how it is done in Core's own page, in its own words. */
import { holesOf, type Advisory } from '../data/advisories.ts';
import { menuOf } from '../exposure/menus.ts';
import type { Parts } from '../facts/types.ts';
import { hasPatch, type Hole } from '../hole.ts';
import { say, type Message } from '../message.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';
import { newestKnown } from '../steps/update.ts';
import { imageFor } from '../upgrade/image.ts';

/** The hole that the patch closes. */
const PATCHED = 'vendor-2024.1.114';

/** What is still open in this release, newest first. */
export function holesHere(release: Release, hole: Hole): readonly Advisory[] {
  const isPatched = hasPatch(release) && hole === 'closed';
  return [...(holesOf(release) ?? [])].reverse().filter(({ id }) => !isPatched || id !== PATCHED);
}

type UpgradeFacts = Pick<Parts, 'system' | 'updates' | 'modules'>;

const BACKUP_MODULE = 'ModuleBackup';
const MODULE = 'ModuleSecurityChecklist';

export function upgradeSteps({ system, updates, modules }: UpgradeFacts, release: Release): readonly Message[] {
  const newest = newestKnown(updates);
  if (system.state === 'known' && system.data.container.kind === 'docker') {
    return [say('path.upgrade.backup.docker'), say('steps.update.docker', { release: newest }), AGAIN];
  }
  const is2024 = isAtLeast(release, FIRST_REST_V3) === false;
  const others = modules.state === 'known' ? modules.data.filter(({ id, enabled }) => enabled && id !== MODULE) : [];
  const hasBackup = others.some(({ id }) => id === BACKUP_MODULE);
  const menu = menuOf('update', release);
  const modulesMenu = menuOf('modules', release);
  return [
    ...(hasBackup
      ? [say('path.upgrade.backup.module', { menu: modulesMenu })]
      : [say('path.upgrade.backup.install', { menu: modulesMenu }), say('path.upgrade.backup.copy')]),
    ...(is2024 && others.length > 0 ? [say('path.upgrade.modules.off', { menu: modulesMenu })] : []),
    say('path.upgrade.file', { release: newest }),
    imageFor(release),
    is2024 ? say('path.upgrade.press.2024', { menu }) : say('path.upgrade.press.2026', { menu }),
    ...(is2024 && others.length > 0 ? [say('path.upgrade.modules.on', { menu: modulesMenu })] : []),
    AGAIN,
  ];
}

const AGAIN = say('path.upgrade.again');

const SETTINGS = '/cf/conf/mikopbx.db';
const COPY = '/storage/usbdisk1/before-upgrade.db';

/** A backup without the module, for who has SSH. */
export function backupCommands({ system, ports }: Pick<Parts, 'system' | 'ports'>, host: string): readonly string[] {
  if (system.state === 'known' && system.data.container.kind === 'docker') return [];
  const port = ports.state === 'known' ? ports.data.ssh : 22;
  return [
    `ssh -p ${port} root@${host} "sqlite3 ${SETTINGS} '.backup ${COPY}'"`,
    `scp -P ${port} root@${host}:${COPY} .`,
  ];
}
