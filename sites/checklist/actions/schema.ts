/**
 * The plan contract: an ordered list of changes, shown before it runs. A closed set of step kinds, each one request of
 * Core's REST API v3 vocabulary; ids and secrets that do not exist yet are placeholders.
 */
import { Type, type Static } from '@sinclair/typebox';
import { Nullable, OneOf } from '../facts/schema.ts';
import { MESSAGE_DEFS, MessageSchema, SubjectSchema } from '../report/schema.ts';

/** Contract version of plans. */
export const PLAN_VERSION = 1;

const Closed = { additionalProperties: false } as const;

/** Id of an object that an earlier step makes, for instance "step1.id". */
const FromSchema = Type.Object({ $from: Type.String({ pattern: '^step[1-9][0-9]{0,2}\\.id$' }) }, Closed);
/** A secret made on the PBX from A–Z a–z 0–9 ! @ $ % ^ * _ - */
const NewSecretSchema = Type.Object(
  { $secret: Type.Object({ length: Type.Integer({ minimum: 16, maximum: 64 }) }, Closed) },
  Closed,
);

const RuleIdSchema = Type.Union([Type.Integer({ minimum: 1 }), FromSchema]);
/** Every category is said: Core opens the ones left out of a new rule. */
const CategoriesSchema = Type.Record(Type.String({ pattern: '^[A-Z0-9_]{1,64}$' }), Type.Boolean());

const kind = <const K extends string>(name: K) => ({ kind: Type.Literal(name), says: MessageSchema });

export const StepSchema = Type.Union([
  Type.Object({ ...kind('firewall.patch'), id: RuleIdSchema, currentRules: CategoriesSchema }, Closed),
  Type.Object(
    {
      ...kind('firewall.create'),
      description: Type.String({ maxLength: 255 }),
      network: Type.String({ maxLength: 45 }),
      subnet: Type.Integer({ minimum: 0, maximum: 128 }),
      newer_block_ip: Type.Boolean(),
      local_network: Type.Boolean(),
      currentRules: CategoriesSchema,
    },
    Closed,
  ),
  Type.Object({ ...kind('firewall.switch'), enabled: Type.Boolean() }, Closed),
  Type.Object(
    {
      ...kind('fail2ban.patch'),
      maxretry: Type.Integer({ minimum: 1, maximum: 100 }),
      findtime: Type.Integer({ minimum: 60 }),
      bantime: Type.Integer({ minimum: 60 }),
    },
    Closed,
  ),
  Type.Object({ ...kind('fail2ban.switch'), enabled: Type.Boolean() }, Closed),
  Type.Object(
    { ...kind('account.secret'), number: Type.String({ pattern: '^[0-9]{2,16}$' }), secret: NewSecretSchema },
    Closed,
  ),
]);

/** Who can connect to a service, as the reach model says it. */
const ReachLineSchema = Type.Object({ service: Type.String(), network: Type.String(), allowed: Type.Boolean() });

export const PlanSchema = Type.Object(
  {
    version: Type.Literal(PLAN_VERSION),
    action: Type.String(),
    factsDigest: Type.String(),
    steps: Type.Array(StepSchema, { minItems: 1 }),
    reachBefore: Type.Array(ReachLineSchema),
    reachAfter: Type.Array(ReachLineSchema),
    affected: Type.Array(SubjectSchema),
    warnings: Type.Array(MessageSchema),
    confirm: Nullable(
      Type.Object({
        seconds: Type.Integer({ minimum: 60, maximum: 3600 }),
        because: OneOf(['reach', 'login'] as const),
      }),
    ),
  },
  { $id: 'plan', $defs: MESSAGE_DEFS },
);

export type PlanOnTheWire = Static<typeof PlanSchema>;
export type StepOnTheWire = Static<typeof StepSchema>;
