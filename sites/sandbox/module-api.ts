/** What modules answer: the checklist's own API, and the legacy route that every module has. */
import { forbidden, moduleEnvelope, plainJson, type Answer } from './http/answer.ts';
import type { Incoming } from './http/incoming.ts';
import { askedParts, etagOf, factsOf, messageOf } from './facts/envelope.ts';
import type { Pbx } from './pbx.ts';
import type { Caller } from './access.ts';

export const FACTS_PATH = '/pbxcore/api/module-security-checklist/facts';

/** Facts are for administrators: secret features are a list of targets. nginx makes ETags weak when it packs. */
export function facts(pbx: Pbx, caller: Caller, request: Incoming, address: string, now: Date): Answer {
  if (caller.kind === 'person' && caller.role !== 'admins') return forbidden(now);
  const asked = request.query['parts'];
  const names = askedParts(typeof asked === 'string' ? asked : undefined);
  if (names === null) return plainJson(422, { error: 'unknown-part' });
  const read = factsOf(pbx, address, now, names);
  const etag = etagOf(read, names);
  const held = (request.header('if-none-match') ?? '').replaceAll('W/', '').split(/,\s*/);
  return held.includes(etag)
    ? { status: 304, headers: { ETag: etag, 'Cache-Control': 'no-store' }, body: '' }
    : plainJson(200, messageOf(read, names), { ETag: etag });
}

/** `/pbxcore/api/modules/<ID>/<action>`: any signed-in person may call it, whatever the role. */
export function legacyModule(pbx: Pbx, id: string, name: string, now: Date): Answer {
  const module = pbx.modules.find((known) => known.id === id && known.enabled);
  if (module === undefined) {
    const processor = 'MikoPBX\\PBXCoreREST\\Lib\\PbxExtensionsProcessor';
    const messages = { error: [`Unknown action - ${name} in ${processor}`] };
    return moduleEnvelope({ result: false, messages }, `${processor}::callBack`, name, now);
  }
  const space = `Modules\\${id}\\Lib\\${id.replace(/^Module/, '')}`;
  return name === 'check'
    ? moduleEnvelope({ result: true }, `${space}Main::checkModuleWorkProperly`, '', now)
    : moduleEnvelope(
        { result: false, messages: [`API action not found in moduleRestAPICallback ${id}`] },
        `${space}Conf::moduleRestAPICallback`,
        '',
        now,
      );
}
