/**
 * The findings contract: what an audit says, before any words. Source of the TypeScript types (`./types.ts`) and of
 * docs/schemas/report.schema.json. Messages are keys with values; the locales spell them.
 */
import { Type, type Static } from '@sinclair/typebox';
import { Nullable, OneOf, PART_SCHEMAS, SOURCES, UNKNOWN_REASONS } from '../facts/schema.ts';
import { SECTIONS, SEVERITIES, VERDICTS } from './vocabulary.ts';

/** Contract version of report and last judged. */
export const REPORT_VERSION = 1;

/** A message on the wire: key and values; values may be messages again. */
export interface WireMessage {
  readonly key: string;
  readonly params: Readonly<Record<string, WireParam>>;
}
type WireParam = string | number | WireMessage | readonly (string | WireMessage)[];

/** Goes into `$defs` of every schema that uses messages; TypeBox would repeat a recursive one with its id. */
export const MESSAGE_DEFS = {
  message: {
    type: 'object',
    properties: {
      key: { type: 'string' },
      params: {
        type: 'object',
        additionalProperties: {
          anyOf: [
            { type: ['string', 'number'] },
            { $ref: '#/$defs/message' },
            { type: 'array', items: { anyOf: [{ type: 'string' }, { $ref: '#/$defs/message' }] } },
          ],
        },
      },
    },
    required: ['key', 'params'],
  },
} as const;
export const MessageSchema = Type.Unsafe<WireMessage>({ $ref: '#/$defs/message' });

/** A page of the admin cabinet. The address differs by release: `sites/checklist/pages.ts`. */
export const PAGES = [
  'update',
  'firewall',
  'firewall-rule',
  'fail2ban',
  'network',
  'extensions',
  'extension',
  'providers',
  'provider-sip',
  'provider-iax',
  'outbound-routes',
  'outbound-route',
  'ami-users',
  'ami-user',
  'ari-users',
  'api-keys',
  'api-key',
  'modules',
  'custom-files',
  'settings-passwords',
  'settings-ssh',
  'settings-main',
  'settings-sip',
  'settings-web',
  'settings-api',
  'checklist',
] as const;
export const PageSchema = Type.Object({ page: OneOf(PAGES), id: Type.Optional(Type.String()) });

/** What a finding is about. `label` is text of strangers. */
export const SubjectSchema = Type.Object({
  kind: OneOf([
    'advisory',
    'rule',
    'service',
    'account',
    'provider',
    'route',
    'setting',
    'ami-user',
    'ari-user',
    'api-key',
    'module',
    'interface',
    'file',
    'login',
  ] as const),
  id: Type.String(),
  label: Type.String(),
});

/** One offending thing. `id` is stable between readings: waivers refer to it. */
export const FindingSchema = Type.Object({
  id: Type.String(),
  severity: OneOf(SEVERITIES),
  says: MessageSchema,
  subject: SubjectSchema,
  page: Nullable(PageSchema),
});

/** A question only a person can answer; the answer is kept as an attestation. */
export const QuestionSchema = Type.Object({
  item: Type.String(), // id of the attestation
  subject: Type.String(),
  says: MessageSchema,
  // password: typed once, compared with the stored hash on the PBX; never an attestation
  kind: OneOf(['confirm', 'choice', 'countries', 'networks', 'services', 'password'] as const),
  choices: Type.Array(Type.Object({ value: Type.String(), says: MessageSchema })),
  validDays: Type.Integer(),
});

export const ResultSchema = Type.Object({
  id: Type.String(),
  section: OneOf(SECTIONS),
  severity: OneOf(SEVERITIES), // the effective one
  verdict: OneOf(VERDICTS),
  title: MessageSchema, // what it is about; true beside every verdict
  todo: MessageSchema, // what to do when it fails, in a few words
  why: MessageSchema,
  says: MessageSchema,
  findings: Type.Array(FindingSchema),
  accepted: Type.Array(Type.String()), // ids of findings covered by a valid waiver; '' = the whole check
  offenders: Type.Object({ count: Type.Integer(), of: Type.Integer() }), // for partial credit
  notes: Type.Array(MessageSchema),
  before: Type.Optional(Type.Array(MessageSchema)), // what an upgrade changes for this PBX; not there: nothing
  steps: Type.Array(MessageSchema), // do it yourself, numbered, in this release's menu names
  questions: Type.Array(QuestionSchema),
  action: Nullable(Type.String()), // id of the hardening action that fixes it
  page: Nullable(PageSchema),
  guide: Type.String(), // anchor in the guide
  manual: Type.Object({ en: Type.String(), ru: Type.String() }), // page of the vendor's manual, per language
  parts: Type.Array(Type.String()), // parts it was judged from
});

export const ScoreSchema = Type.Union([
  Type.Object({
    state: Type.Literal('scored'),
    points: Type.Integer({ minimum: 0, maximum: 100 }),
    word: OneOf(['in-danger', 'weak', 'fair', 'good', 'strong'] as const),
    judged: Type.Integer(),
    of: Type.Integer(),
    accepted: Type.Integer(),
  }),
  Type.Object({
    state: Type.Literal('not-scored'),
    judged: Type.Integer(),
    of: Type.Integer(),
    accepted: Type.Integer(),
  }),
]);

export const ReportSchema = Type.Object(
  {
    version: Type.Literal(REPORT_VERSION),
    tool: Type.Object({ name: Type.String(), version: Type.String() }),
    pbx: Type.Object({ address: Type.String(), name: Type.String(), release: Nullable(Type.String()) }),
    readAt: Type.String(),
    factsDigest: Type.String(),
    parts: Type.Array(
      Type.Object({
        name: OneOf(Object.keys(PART_SCHEMAS) as (keyof typeof PART_SCHEMAS)[]),
        state: OneOf(['known', 'unknown'] as const),
        source: OneOf(SOURCES),
        readAt: Type.String(),
        reason: Nullable(OneOf(UNKNOWN_REASONS)),
      }),
    ),
    tables: Type.Object({
      advisories: Type.Object({ version: Type.String(), date: Type.String() }),
      dialling: Type.Object({ version: Type.String(), date: Type.String() }),
      dictionary: Nullable(Type.Object({ version: Type.String(), date: Type.String() })),
    }),
    score: ScoreSchema,
    first: Type.Array(
      Type.Object({ check: Type.String(), says: MessageSchema, minutes: Type.Integer(), phonesStop: Type.Boolean() }),
    ),
    results: Type.Array(ResultSchema),
    notes: Type.Array(MessageSchema), // about the whole: clock, untested release
    notProven: Type.Array(MessageSchema),
  },
  { $id: 'report', $defs: MESSAGE_DEFS },
);

/** What the page posts back after judging: never truth, only a reminder (architecture, "last judged"). */
export const LastJudgedSchema = Type.Object(
  {
    version: Type.Literal(REPORT_VERSION),
    at: Type.String(),
    score: ScoreSchema,
    checks: Type.Array(
      Type.Object({
        check: Type.String(),
        verdict: OneOf(VERDICTS),
        severity: OneOf(SEVERITIES),
        // What all that is critical of it was accepted by: findings of waivers, '' = the whole check; []: something is not
        accepted: Type.Array(Type.String()),
        digests: Type.Record(Type.String(), Type.String()), // part → digest it was judged from
      }),
    ),
  },
  { $id: 'last-judged' },
);

export type ReportOnTheWire = Static<typeof ReportSchema>;
