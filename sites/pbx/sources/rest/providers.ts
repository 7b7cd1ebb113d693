/** Part `providers`. Additional hosts and the network filter are in the record, which holds the secret of inbound ones. */
import type { PartData, Provider } from '../../../checklist/facts/types.ts';
import { Unreadable, unknownValue, type Api } from './api.ts';
import { isDemoProvider } from './demo.ts';
import { ENDPOINTS } from './endpoints.ts';
import { authOverride } from './manual-attributes.ts';
import type { JudgedSecret, SecretJudge } from './secret-judge.ts';
import { flag, id, list, object, oneOf, optional, text } from './shape.ts';

interface Listed {
  readonly id: string;
  readonly kind: Provider['kind'];
  readonly name: string;
  readonly host: string;
  readonly login: string;
  readonly registration: Provider['registration'];
  readonly disabled: boolean;
}
interface ProviderRecord {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly filterId: string | null;
  readonly secretHashed: boolean;
  /** null: Core masks it (outbound), or there is none to judge (by address). */
  readonly judged: JudgedSecret | null;
}
export interface ProviderReading {
  readonly listed: Listed;
  readonly record: ProviderRecord | Unreadable;
}

const KINDS = { SIP: 'sip', IAX: 'iax' } as const;

const listed = object((field): Listed => {
  const disabled = field('disabled', flag);
  return {
    id: field('id', id),
    kind: KINDS[field('type', oneOf('SIP', 'IAX'))],
    name: nameIn(field('represent', optional(text)) ?? '', disabled),
    host: field('host', optional(text)) ?? '',
    login: field('username', optional(text)) ?? '',
    registration: field('registration_type', oneOf('outbound', 'inbound', 'none')),
    disabled,
  };
});

/** From `<i class="server icon"></i> SIP: Name`, with "(disabled)" in Core's language behind a disabled one. */
function nameIn(represent: string, disabled: boolean): string {
  const name = represent.replace(/^<i class="[\w -]*"><\/i> (?:SIP|IAX): /, '');
  return disabled ? name.replace(/ \([^()]*\)$/, '') : name;
}

export async function readProviderRecords(api: Api, judge: SecretJudge, company: string): Promise<ProviderReading[]> {
  const readings: ProviderReading[] = [];
  for (const one of await api.read(ENDPOINTS.providers, list(listed))) {
    try {
      readings.push({ listed: one, record: await readRecord(api, one, judge, company) });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      readings.push({ listed: one, record: error });
    }
  }
  return readings;
}

function readRecord(api: Api, one: Listed, judge: SecretJudge, company: string): Promise<ProviderRecord> {
  const endpoint = one.kind === 'sip' ? ENDPOINTS.sipProvider : ENDPOINTS.iaxProvider;
  const host = object((field) => field('address', text));
  const shape = object((field): ProviderRecord => {
    const name = field('description', optional(text)) ?? '';
    const filter = field('networkfilterid', optional(id)) ?? 'none';
    const about = { name, login: one.login, company };
    const attributes = one.kind === 'sip' ? (field('manualattributes', optional(text)) ?? '') : '';
    const override = authOverride(attributes, 'endpoint-auth');
    const secret = field('secret', optional(text)) ?? '';
    return {
      name,
      hosts: field('additionalHosts', optional(list(host))) ?? [],
      filterId: filter === 'none' || filter === '' ? null : filter,
      secretHashed: override.hash !== null,
      judged:
        one.registration === 'inbound'
          ? judge(`provider:${one.id}`, override.hash ?? override.password ?? secret, about)
          : null,
    };
  });
  return api.read(endpoint(one.id, one.registration), shape);
}

export function providersOf(readings: readonly ProviderReading[]): PartData['providers'] {
  return readings.map(({ listed: one, record }) => {
    const unread = record instanceof Unreadable;
    return {
      id: one.id,
      name: unread || record.name === '' ? one.name : record.name,
      kind: one.kind,
      registration: one.registration,
      host: one.host,
      hosts: unread ? unknownValue(record) : [...record.hosts],
      disabled: one.disabled,
      filterId: unread ? unknownValue(record) : record.filterId,
      ...(!unread && record.secretHashed ? { secretHashed: true } : {}),
      demo: isDemoProvider(one.id, one.host),
    };
  });
}
