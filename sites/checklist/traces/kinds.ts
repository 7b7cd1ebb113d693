/** All kinds, in the order in which they are shown: first what opens the PBX, then what costs money, then what stays. */
import { amiUsers } from './ami-users.ts';
import { apiKeys } from './api-keys.ts';
import { applications } from './applications.ts';
import { ariUsers } from './ari-users.ts';
import { cabinetUsers } from './cabinet-users.ts';
import { coreFiles } from './core-files.ts';
import { cron } from './cron.ts';
import { customFiles } from './custom-files.ts';
import type { TraceKindId } from './found.ts';
import { forwards } from './forwards.ts';
import { incomingRoutes } from './incoming-routes.ts';
import type { TraceKind } from './kind.ts';
import { modules } from './modules.ts';
import { outboundRoutes } from './outbound-routes.ts';
import { passkeys } from './passkeys.ts';
import { processes } from './processes.ts';
import { providers } from './providers.ts';
import { sshKeys } from './ssh-keys.ts';
import { systemUsers } from './system-users.ts';

const BY_ID: Readonly<Record<TraceKindId, TraceKind>> = {
  'ssh-keys': sshKeys,
  'api-keys': apiKeys,
  passkeys,
  'ami-users': amiUsers,
  'ari-users': ariUsers,
  'cabinet-users': cabinetUsers,
  'system-users': systemUsers,
  forwards,
  providers,
  'outbound-routes': outboundRoutes,
  'incoming-routes': incomingRoutes,
  applications,
  'custom-files': customFiles,
  modules,
  cron,
  'core-files': coreFiles,
  processes,
};
export const KINDS: readonly TraceKind[] = Object.values(BY_ID);
