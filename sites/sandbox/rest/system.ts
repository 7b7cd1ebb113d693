/** `system`, `sysinfo`, `time-settings`: clock, release news, what the PBX runs on. */
import type { Pbx } from '../pbx.ts';
import { setting } from '../settings.ts';
import { action, done, refused, type Handler, type Resource } from './resource.ts';

const nothing: Handler = () => done([]);
const clock: Handler = (_, { now }) => done({ timestamp: Math.floor(now.getTime() / 1000) });
const local = (now: Date) => now.toISOString().slice(0, 19).replace('T', ' ');

const offline = refused(['Network error while checking for updates'], 500);

/** What the vendor's server offers; null where this is the newest. */
const newer = ({ release, updates: { latest } }: Pbx) => (latest === release ? null : latest);

/** Needs the vendor's server: without internet it is a 500. */
const newRelease: Handler = (pbx, { now }) =>
  pbx.updates.online
    ? done(
        {
          currentVersion: pbx.release,
          newVersionAvailable: newer(pbx) !== null,
          latestVersion: newer(pbx),
          lastCheck: local(now),
        },
        { httpCode: 200 },
      )
    : offline;

const updates: Handler = (pbx, { now }) =>
  pbx.updates.online
    ? done(
        {
          currentVersion: pbx.release,
          hasUpdates: newer(pbx) !== null,
          firmware: newer(pbx) === null ? [] : [{ version: newer(pbx) }],
          lastCheck: local(now),
        },
        { httpCode: 200 },
      )
    : offline;

export const system: Resource = {
  name: 'system',
  ids: null,
  custom: {
    ping: { GET: action('ping', 'SystemManagementProcessor::handlePing', nothing) },
    checkAuth: { GET: action('checkAuth', 'SystemManagementProcessor::handleCheckAuth', nothing) },
    datetime: { GET: action('datetime', 'System\\DateTimeAction::main', clock) },
    checkForUpdates: { GET: action('checkForUpdates', 'System\\CheckForUpdatesAction::main', updates) },
    checkIfNewReleaseAvailable: {
      GET: action('checkIfNewReleaseAvailable', 'System\\CheckIfNewReleaseAvailableAction::main', newRelease),
    },
  },
  open: ['ping'],
};

const hypervisor: Handler = ({ container }) =>
  done({
    Hypervisor: container.kind === 'none' ? 'KVM' : '',
    environment_type: container.kind === 'none' ? 'vm' : container.kind,
    cpu_architecture: 'x86_64',
  });

const external: Handler = ({ nat, updates: { online } }) =>
  online && nat.address !== '' ? done({ ip: nat.address }) : { result: false, messages: ['Error format data '] };

export const sysinfo: Resource = {
  name: 'sysinfo',
  ids: null,
  custom: {
    getHypervisorInfo: { GET: action('getHypervisorInfo', 'Sysinfo\\GetHypervisorInfoAction::main', hypervisor) },
    getExternalIpInfo: { GET: action('getExternalIpInfo', 'Sysinfo\\GetExternalIpInfoAction::main', external) },
  },
};

const time: Handler = (pbx, { now }) =>
  done({
    NTPServer: setting(pbx, 'NTPServer'),
    PBXManualTimeSettings: false,
    PBXTimezone: setting(pbx, 'PBXTimezone'),
    PBXTimezone_represent: setting(pbx, 'PBXTimezone'),
    ManualDateTime: '',
    CurrentDateTime: local(now),
  });
export const timeSettings: Resource = {
  name: 'time-settings',
  ids: null,
  collection: { GET: action('getList', '', time) },
};
