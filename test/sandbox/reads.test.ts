/** The embedded PBX, started in the recorded state, reads like the real one, as far as it holds what was read. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sites/sandbox/server.ts';
import { describeRecorded, recorded } from '../support/recorded.ts';
import { at, isObject, text } from './support/json.ts';
import { recordedFlows, recordedStart } from './support/recorded-start.ts';

const READS = [
  'asterisk-managers',
  'asterisk-rest-users',
  'custom-files',
  'employees',
  'extensions',
  'fail2ban',
  'firewall',
  'firewall-getBannedIps',
  'firewall-getDefault',
  'firewall-record',
  'modules',
  'modules-getAvailableModules',
  'modules-getDefault',
  'network-filters',
  'outbound-routes',
  'providers',
  'sip',
  'sip-getAuthFailureStats',
  'sip-getPeersStatuses',
  'sip-getRegistry',
  'sip-getStatuses',
  'sip-providers',
  'system-checkAuth',
  'system-ping',
  'users',
];

describeRecorded('recorded reads of Core 2026.1.223', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    const start = recordedStart(recordedFlows(), new Date());
    sandbox = await startSandbox({ scenario: () => start });
  });
  afterAll(() => sandbox.close());

  it.each(READS)('%s', async (name) => {
    const recording = recorded(`rest-read/${name}.json`);
    const [method = '', path = ''] = text(at(recording, 'request')).split(' ');
    const response = await fetch(sandbox.url + path, {
      method,
      headers: { Authorization: `Bearer ${sandbox.apiKey}` },
    });
    const body: unknown = await response.json();
    expect(response.status).toBe(at(recording, 'status'));
    expect(relevant(body)).toEqual(relevant(at(recording, 'body')));
  });
});

function relevant(body: unknown): unknown {
  if (!isObject(body)) return body;
  const { pid: _pid, meta: _meta, messages, ...rest } = body;
  // The reason a name server gives for the vendor's server is not ours to repeat.
  return {
    ...rest,
    messages: Array.isArray(messages) ? messages.map((one) => String(one).split(' (see')[0]) : messages,
  };
}
