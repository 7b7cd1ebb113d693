/**
 * REST API v3 of the 2026 line, without the module: what a key or a login may read. Part by part; what cannot be read is
 * unknown with its reason, and the rest stands.
 */
import { PART_NAMES } from '../../checklist/facts/decode.ts';
import { digestOfPart } from '../../checklist/facts/digest.ts';
import type { Part, PartData, PartName } from '../../checklist/facts/types.ts';
import { PART_SHAPES } from '../../checklist/facts/shapes.generated.ts';
import { NO_DICTIONARY, type Dictionary } from '../../checklist/secrets/dictionary.ts';
import type { Client } from '../client.ts';
import type { PbxError } from '../errors.ts';
import { readParts } from '../parts.ts';
import { isoNow, type FactsSource } from '../read.ts';
import { readAccounts } from './rest/accounts.ts';
import { openApi, orNull, Unreadable } from './rest/api.ts';
import { openPbx, type Pbx } from './rest/context.ts';
import { readDevices } from './rest/devices.ts';
import { readExtraRules } from './rest/extra-rules.ts';
import { readFail2banPart } from './rest/fail2ban.ts';
import { readFirewall } from './rest/firewall.ts';
import { readSsh, readWebLogin } from './rest/logins.ts';
import { readNetwork } from './rest/network.ts';
import { readOutboundRoutes } from './rest/outbound-routes.ts';
import { readPorts } from './rest/ports.ts';
import { providersOf } from './rest/providers.ts';
import { readSecrets } from './rest/secrets.ts';
import { readSip } from './rest/sip.ts';
import { readSystem } from './rest/system.ts';
import { readUpdates } from './rest/updates.ts';
import { readAmi, readApiKeys, readAri } from './rest/users.ts';

export interface RestOptions {
  /** For judging secrets, where they are asked for. Without one no word is found. */
  readonly dictionary?: Dictionary;
}

type Readers = { readonly [P in PartName]: (pbx: Pbx) => Promise<PartData[P]> };

const needsModule = (): Promise<never> => Promise.reject(new Unreadable('needs-module'));

const READERS: Readers = {
  system: readSystem,
  updates: readUpdates,
  patch: needsModule,
  ports: readPorts,
  firewall: readFirewall,
  runningRules: needsModule,
  extraRules: readExtraRules,
  fail2ban: readFail2banPart,
  network: readNetwork,
  providers: async (pbx) => providersOf(await pbx.providers()),
  outboundRoutes: readOutboundRoutes,
  accounts: readAccounts,
  sip: readSip,
  secrets: readSecrets,
  webLogin: readWebLogin,
  ssh: readSsh,
  ami: readAmi,
  ari: readAri,
  apiKeys: readApiKeys,
  modules: needsModule,
  devices: readDevices,
  signIns: needsModule,
  connections: needsModule,
  providerHosts: needsModule,
  vpn: needsModule,
  rotation: needsModule,
  attestations: needsModule,
  waivers: needsModule,
};

export function restSource(client: Client, { dictionary = NO_DICTIONARY }: RestOptions = {}): FactsSource {
  return {
    async read(options) {
      const { parts, secrets = false, signal, onProgress } = options;
      const api = openApi(client, secrets, signal);
      const onRecord = (done: number, total: number) =>
        onProgress?.({ kind: 'records', part: 'accounts', done, total });
      const noPbx = await api.ping();
      if (noPbx !== null) return { ok: false, error: noPbx };
      const pbx = openPbx(api, { dictionary, onRecord });
      // First what a key with few rights is likely to have: after some refusals and no answer the client asks no more.
      if (parts === undefined) {
        await orNull(pbx.firewall());
        await orNull(pbx.employees());
      }
      const errors: PbxError[] = [];
      let done = 0;
      const part = async <P extends PartName>(name: P): Promise<Part<PartData[P]>> => {
        const asked = parts?.includes(name) ?? true;
        const read = asked ? await readPart(name, pbx, isoNow(options), errors) : notAsked(isoNow(options));
        onProgress?.({ kind: 'part', part: name, done: ++done, total: PART_NAMES.length });
        return read;
      };
      const readAt = isoNow(options);
      const all = await readParts(part);
      const [first] = errors;
      // Nothing at all: then the reason is worth more than a list of unknowns.
      if (first !== undefined && Object.values(all).every(({ state }) => state === 'unknown')) {
        return { ok: false, error: first };
      }
      const name = all.system.state === 'known' ? all.system.data.name : '';
      return { ok: true, value: { version: 1, pbx: { address: client.address.base, name }, readAt, parts: all } };
    },
  };
}

const notAsked = (readAt: string) => ({ state: 'unknown', readAt, source: 'rest', reason: 'not-asked' }) as const;

async function readPart<P extends PartName>(
  name: P,
  pbx: Pbx,
  readAt: string,
  errors: PbxError[],
): Promise<Part<PartData[P]>> {
  const source = 'rest';
  try {
    const data: PartData[P] = await READERS[name](pbx);
    const shape = PART_SHAPES[name];
    if (shape.fits(data)) return { state: 'known', readAt, source, digest: digestOfPart(name, data), data };
    return { state: 'unknown', readAt, source, reason: 'mistyped', detail: shape.misfit(data) };
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    const { reason, detail, error } = thrown;
    if (error !== null) errors.push(error);
    return { state: 'unknown', readAt, source, reason, ...(detail === '' ? {} : { detail }) };
  }
}
