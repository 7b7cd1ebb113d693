/** The legacy route that every module has. */
import { moduleEnvelope, type Answer } from './http/answer.ts';
import type { Pbx } from './pbx.ts';

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
