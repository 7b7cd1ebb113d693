/**
 * Part `secrets`: with consent only. Whole or not at all: a part that lacks some accounts would look like one without
 * weak passwords among them.
 */
import type { PartData } from '../../../checklist/facts/types.ts';
import { Unreadable } from './api.ts';
import type { Pbx } from './context.ts';
import { ENDPOINTS } from './endpoints.ts';
import { shareOut, type JudgedSecret } from './secret-judge.ts';
import { object, optional, text } from './shape.ts';
import { readAmiUsers, readAriUsers } from './users.ts';

export async function readSecrets(pbx: Pbx): Promise<PartData['secrets']> {
  if (!pbx.api.secrets) throw new Unreadable('not-asked');
  const sip = (await pbx.employeeRecords()).map(({ record }) => orThrow(record).judged);
  const inbound = (await pbx.providers()).filter(({ listed }) => listed.registration === 'inbound');
  const providers = inbound.flatMap(({ record }) => orThrow(record).judged ?? []);
  return shareOut([...sip, ...(await amiSecrets(pbx)), ...(await ariSecrets(pbx)), ...providers]);
}

function orThrow<T>(record: T | Unreadable): T {
  if (record instanceof Unreadable) throw record;
  return record;
}

async function amiSecrets(pbx: Pbx): Promise<JudgedSecret[]> {
  const { api, judge } = pbx;
  const judged: JudgedSecret[] = [];
  for (const { id, username, name, system } of await readAmiUsers(api)) {
    if (system) continue;
    const about = { name, login: username, company: await pbx.name() };
    judged.push(
      await api.read(
        ENDPOINTS.amiUser(id),
        object((field) => judge(`ami:${username}`, field('secret', optional(text)) ?? '', about)),
      ),
    );
  }
  return judged;
}

async function ariSecrets(pbx: Pbx): Promise<JudgedSecret[]> {
  const { api, judge } = pbx;
  const judged: JudgedSecret[] = [];
  for (const { id, username } of await readAriUsers(api)) {
    const about = { login: username, company: await pbx.name() };
    judged.push(
      await api.read(
        ENDPOINTS.ariUser(id),
        object((field) => judge(`ari:${username}`, field('password', optional(text)) ?? '', about)),
      ),
    );
  }
  return judged;
}
