/** `sip`: registered phones, and secrets in clear. */
import type { Employee, Pbx } from '../pbx.ts';
import { action, done, missing, type Handler, type Resource } from './resource.ts';

const statusOf = (pbx: Pbx, { number, name }: Employee) => {
  const devices = pbx.devices.filter(({ account }) => account === number);
  return {
    extension: number,
    callerid: name,
    status: devices.length > 0 ? 'Available' : 'Unavailable',
    devices: devices.map(({ address, userAgent }) => ({
      uri: `sip:${number}@${address}:5060`,
      ip: address,
      port: '5060',
      user_agent: userAgent,
      rtt: 20,
      status: 'Available',
    })),
    rtt: devices.length > 0 ? 20 : null,
  };
};

const statuses: Handler = (pbx) =>
  done(
    pbx.employees.length === 0
      ? []
      : Object.fromEntries(pbx.employees.map((employee) => [employee.number, statusOf(pbx, employee)])),
  );

const peers: Handler = (pbx) =>
  done(
    pbx.employees
      .filter(({ number }) => pbx.devices.some(({ account }) => account === number))
      .map(({ number }) => ({ id: number, state: 'OK' })),
  );

const registry: Handler = (pbx) =>
  done(
    pbx.providers
      .filter(({ registration, disabled }) => registration !== 'outbound' && !disabled)
      .map(({ id, username, host }) => ({ state: 'UNKNOWN', id, username, host })),
  );

/** Only employees have one; a number that does not exist is answered with an empty secret. */
const secret: Handler = (pbx, { id }) =>
  done({ number: id, secret: pbx.employees.find(({ number }) => number === id)?.secret.value ?? '' });

const failures: Handler = (_, { id }) =>
  done([], { messages: { info: [`No auth failure data found for extension ${id}`] } });

export const sip: Resource = {
  name: 'sip',
  ids: /^[0-9A-Za-z_-]+$/,
  collection: { GET: missing('getList', 'SIPStackProcessor') },
  custom: {
    getStatuses: { GET: action('getStatuses', 'Extensions\\GetAllStatusesAction::main', statuses) },
    getPeersStatuses: { GET: action('getPeersStatuses', 'Sip\\GetPeersStatusesAction::main', peers) },
    getRegistry: { GET: action('getRegistry', 'Sip\\GetRegistryAction::main', registry) },
  },
  recordCustom: {
    getSecret: { GET: action('getSecret', 'Sip\\GetSipSecretAction::main', secret) },
    getAuthFailureStats: {
      GET: action('getAuthFailureStats', 'Sip\\GetAuthFailureStatsAction::main', failures),
    },
  },
};
