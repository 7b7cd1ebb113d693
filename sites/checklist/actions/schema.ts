/**
 * The plan contract: an ordered list of changes, shown before it runs. A closed set of step kinds, each one request in
 * the vocabulary of Core's REST API v3 (2024 plays the same steps through models); ids and secrets that do not exist
 * yet are placeholders. Everything behind the steps is for people, except `undo` and `confirm`, which the PBX makes sure
 * of by itself.
 */
import { Type, type Static } from '@sinclair/typebox';
import { Nullable, OneOf, PART_SCHEMAS } from '../facts/schema.ts';
import { SECURITY_MODES } from '../facts/security-modes.ts';
import { DAYS } from '../brake/rules.ts';
import { CONSOLE_WORDS } from './console-words.ts';
import { MESSAGE_DEFS, MessageSchema, PageSchema } from '../report/schema.ts';

/** Contract version of plans. */
export const PLAN_VERSION = 1;

const Closed = { additionalProperties: false } as const;
const Text = Type.String();

/** Id of an object that an earlier step makes, for instance "step1.id". Steps count from 1. */
const FromSchema = Type.Object({ $from: Type.String({ pattern: '^step[1-9][0-9]{0,3}\\.id$' }) }, Closed);
/** A secret made on the PBX: letters and digits that nobody mistakes for others (no 0 O 1 l I), some of each kind. */
const NewSecretSchema = Type.Object(
  { $secret: Type.Object({ length: Type.Integer({ minimum: 16, maximum: 64 }) }, Closed) },
  Closed,
);

const RowId = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const RuleIdSchema = Type.Union([RowId, FromSchema]);
/** Every category is said: Core opens the ones left out. */
const CategoriesSchema = Type.Record(Type.String({ pattern: '^[A-Z0-9_]{1,64}$' }), Type.Boolean(), {
  additionalProperties: false,
  minProperties: 6,
  maxProperties: 100,
});
/** An address or a network; what it really is, is checked where it is played. */
const NetworkText = Type.String({ pattern: '^[0-9A-Fa-f:.]{2,45}(/[0-9]{1,3})?$' });
/** Core cuts out what looks like markup; what comes back has to be what was sent. */
const RuleName = Type.String({ pattern: '^[^<>&"\'\\u0000-\\u001f]{1,100}$' });
/** Of an extension. */
const NumberText = Type.String({ pattern: '^[0-9]{2,16}$' });
/** What Core appends to every number for the login: letters, as its own page takes it. */
const SuffixText = Type.String({ pattern: '^[A-Za-z]{1,50}$' });
/** The logins of the PBX itself. */
const LoginName = OneOf(['web', 'ssh'] as const);
const TypedSchema = Type.Object({ $typed: Type.Literal(true) }, Closed);
/** A page of the web: scheme, host, port. */
const OriginText = Type.String({
  pattern: '^https?://([a-z0-9]([a-z0-9.-]{0,198}[a-z0-9])?|\\[[0-9a-f:]{2,39}\\])(:[1-9][0-9]{0,4})?$',
});
/** Of a key that opens SSH. */
const Fingerprint = Type.String({ pattern: '^SHA256:[A-Za-z0-9+/]{43}$' });
/** Of a service. */
const PortNumber = Type.Integer({ minimum: 1, maximum: 65_535 });
/** Of an emergency number: digits only. */
const ShortNumber = Type.String({ pattern: '^[0-9]{2,6}$' });
/** What the form of a route takes, and how many digits may follow; -1: any number. */
const PatternText = Type.String({ pattern: '^[0-9#+*()\\[\\]{}|-]{1,64}$' });
const RestDigits = Type.Integer({ minimum: -1, maximum: 20 });
/** Seconds; a year is the longest. */
const Seconds = Type.Integer({ minimum: 60, maximum: 31_536_000 });

/** Of calls at once, in an hour, in a day; 0: any number. */
const LimitSchema = Type.Object(
  {
    once: Type.Integer({ minimum: 0, maximum: 10_000 }),
    hour: Type.Integer({ minimum: 0, maximum: 10_000 }),
    day: Type.Integer({ minimum: 0, maximum: 10_000 }),
  },
  Closed,
);
const ClockTime = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });
const PlaceText = Type.String({ pattern: '^([A-Z]{2}|N[0-9]{3,5}|premium|unknown)$' });
const tableOf = (goes: string) =>
  Type.Array(
    Type.Object(
      {
        goes: Type.String({ pattern: `^(${goes})$` }),
        heads: Type.Array(Type.String({ pattern: '^\\+?[0-9]{0,15}[/+][0-9]{1,2}$' }), { minItems: 1, maxItems: 2000 }),
      },
      Closed,
    ),
    { maxItems: 300 },
  );
const GOES = 'free|[A-Z]{2}|N[0-9]{3,5}|premium';
const BRAKE_FIELDS = {
  limits: Type.Object({ account: LimitSchema, route: LimitSchema, pbx: LimitSchema }, Closed),
  hours: Nullable(
    Type.Object(
      { days: Type.Array(OneOf(DAYS), { minItems: 1, maxItems: 7 }), from: ClockTime, to: ClockTime },
      Closed,
    ),
  ),
  anytime: Type.Array(Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' }), { maxItems: 200 }),
  places: Type.Array(PlaceText, { maxItems: 300 }),
  numbers: Type.Array(ShortNumber, { maxItems: 40 }), // for emergencies
  first: tableOf(`${GOES}|bare|cut[1-9](\\.[1-9]){0,3}`),
  world: tableOf(GOES),
  bare: tableOf(GOES),
  codes: Type.Array(Type.String({ pattern: '^(\\+|[0-9]{1,14})$' }), { maxItems: 400 }),
};

const kind = <const K extends string>(name: K) => ({ kind: Type.Literal(name), says: MessageSchema });

export const StepSchema = Type.Union([
  Type.Object(
    { ...kind('firewall.patch'), id: RuleIdSchema, newer_block_ip: Type.Boolean(), currentRules: CategoriesSchema },
    Closed,
  ),
  Type.Object(
    {
      ...kind('firewall.create'),
      description: RuleName,
      network: Type.String({ pattern: '^[0-9A-Fa-f:.]{2,45}$' }),
      subnet: Type.Integer({ minimum: 1, maximum: 128 }),
      newer_block_ip: Type.Boolean(),
      local_network: Type.Boolean(),
      currentRules: CategoriesSchema,
    },
    Closed,
  ),
  // Core's own switch turns firewall and intrusion protection together: these two set one setting each.
  Type.Object({ ...kind('firewall.switch'), enabled: Type.Boolean() }, Closed),
  Type.Object(
    {
      ...kind('fail2ban.patch'),
      maxretry: Type.Integer({ minimum: 1, maximum: 100 }),
      findtime: Seconds,
      bantime: Seconds,
      whitelist: Nullable(Type.Array(NetworkText, { maxItems: 100 })), // null: left as it is
    },
    Closed,
  ),
  Type.Object({ ...kind('fail2ban.switch'), enabled: Type.Boolean() }, Closed),
  Type.Object({ ...kind('fail2ban.mode'), mode: OneOf(SECURITY_MODES) }, Closed), // since 2026.2.118
  // Every ban of an address in these networks ends. Not undone.
  Type.Object({ ...kind('fail2ban.unban'), networks: Type.Array(NetworkText, { minItems: 1, maxItems: 100 }) }, Closed),
  // Secrets: a plan that holds one of these always ends, and holds nothing else but `fail2ban.patch`, `fail2ban.unban`, `api-key.limit`,
  // `ssh.remove-keys`, `passkeys.end` and `sessions.end`.
  Type.Object({ ...kind('account.secret'), number: NumberText, secret: NewSecretSchema }, Closed),
  Type.Object({ ...kind('ami.secret'), id: RowId, secret: NewSecretSchema }, Closed),
  Type.Object({ ...kind('ari.secret'), id: RowId, secret: NewSecretSchema }, Closed), // since 2026
  Type.Object({ ...kind('sip.suffix'), suffix: SuffixText }, Closed), // since 2026
  // What a person typed: sent beside the plan, never in it. A plan that holds one of these holds nothing else, and is confirmed.
  Type.Object({ ...kind('login.password'), which: LoginName, password: TypedSchema }, Closed),
  // What limits programs. A user of AMI gets the network of this rule.
  Type.Object({ ...kind('ami.network'), id: RowId, network: RuleIdSchema }, Closed),
  Type.Object({ ...kind('ari.origins'), origins: Type.Array(OriginText, { minItems: 1, maxItems: 20 }) }, Closed), // since 2026
  // Not the network of a key: Core looks at what a rule denies first, which is everybody.
  Type.Object({ ...kind('api-key.limit'), id: RowId, rights: OneOf(['telephony', 'none'] as const) }, Closed), // since 2026
  // A route lets out these numbers instead of more.
  Type.Object({ ...kind('route.narrow'), id: RowId, pattern: PatternText, rest: RestDigits }, Closed),
  // Others of a route that was made narrower: the same but for its id, its numbers and its name, at the same place in the list.
  Type.Object(
    { ...kind('route.add'), id: RowId, like: RowId, name: RuleName, pattern: PatternText, rest: RestDigits },
    Closed,
  ),
  // No password opens SSH any more. `console`: what the person has typed; '': they have just signed in with a key.
  Type.Object(
    { ...kind('ssh.keys-only'), enabled: Type.Literal(true), console: OneOf(['', ...CONSOLE_WORDS] as const) },
    Closed,
  ),
  // These keys open SSH no longer.
  Type.Object(
    { ...kind('ssh.remove-keys'), fingerprints: Type.Array(Fingerprint, { minItems: 1, maxItems: 100 }) },
    Closed,
  ),
  // Nobody signs in with a passkey any more. Not undone.
  Type.Object(kind('passkeys.end'), Closed),
  // Changes nothing: a person does, by hand, while the plan waits. It holds nothing else, and is confirmed.
  Type.Object(kind('edits.watch'), Closed),
  // Only these networks get in, whatever the rules say, and connections of others are cut. `phones`: whose phones go on, and talk to
  // `signalling` and `media` alone; `providers`: who answers there; `services`: ports of the PBX.
  Type.Object(
    {
      ...kind('isolation.on'),
      networks: Type.Array(NetworkText, { minItems: 1, maxItems: 20 }),
      phones: Type.Array(NetworkText, { maxItems: 64 }),
      providers: Type.Array(NetworkText, { maxItems: 256 }),
      services: Type.Array(PortNumber, { minItems: 1, maxItems: 60 }),
      signalling: Type.Array(PortNumber, { maxItems: 60 }),
      media: Type.Array(PortNumber, { minItems: 2, maxItems: 2 }),
    },
    Closed,
  ),
  // No call goes out over a provider, but to these numbers.
  Type.Object({ ...kind('calls.stop'), numbers: Type.Array(ShortNumber, { maxItems: 40 }) }, Closed),
  // Calls abroad and to dear numbers go out within limits only. What these numbers are is said in tables (`brake/places.ts`).
  Type.Object({ ...kind('calls.brake'), ...BRAKE_FIELDS }, Closed),
  // Calls that go on are hung up, and who is registered is forgotten. Not undone.
  Type.Object(kind('calls.end'), Closed),
  // Everybody but the person who asks has to sign in to the cabinet again. Not undone.
  Type.Object(kind('sessions.end'), Closed),
]);

/** What the PBX keeps before it begins, and puts back on undo. It keeps the rows itself: none are in a plan. */
export const UndoSchema = Type.Union([
  // a row of m_NetworkFilters and its rows of m_FirewallRules
  Type.Object({ kind: Type.Literal('rule'), id: Type.Integer({ minimum: 1 }) }, Closed),
  // priorities of all rules: Core moves the rule for everybody behind a new one
  Type.Object({ kind: Type.Literal('rule-order') }, Closed),
  // made by the plan: taken away again, unless something refers to it by then
  Type.Object({ kind: Type.Literal('new-rule'), id: FromSchema }, Closed),
  // the row of m_Fail2BanRules
  Type.Object({ kind: Type.Literal('fail2ban') }, Closed),
  Type.Object(
    {
      kind: Type.Literal('setting'),
      key: OneOf([
        ...(['PBXFirewallEnabled', 'PBXFail2BanEnabled', 'PBXSecurityMode', 'SIPAuthPrefix'] as const),
        'SSHDisablePasswordLogins',
        'ARIAllowedOrigins',
        'SSHAuthorizedKeys',
        // of the module, among Core's own
        'SecurityChecklistIsolation',
        'SecurityChecklistCallsStop',
        'SecurityChecklistCallsBrake',
      ] as const),
    },
    Closed,
  ),
  // the secret in m_Sip of this extension, in m_AsteriskManagerUsers, in m_AsteriskRestUsers
  Type.Object({ kind: Type.Literal('account'), number: NumberText }, Closed),
  Type.Object({ kind: Type.Literal('ami-user'), id: RowId }, Closed),
  Type.Object({ kind: Type.Literal('ari-user'), id: RowId }, Closed),
  // the password of the web interface or of SSH, until the plan is confirmed
  Type.Object({ kind: Type.Literal('login'), which: LoginName }, Closed),
  // the network filter in m_AsteriskManagerUsers, the rights in m_ApiKeys
  Type.Object({ kind: Type.Literal('ami-network'), id: RowId }, Closed),
  Type.Object({ kind: Type.Literal('api-key'), id: RowId }, Closed),
  // the numbers in m_OutgoingRoutingTable; one that a plan adds is kept as not being there
  Type.Object({ kind: Type.Literal('route'), id: RowId }, Closed),
  // rules, their order, switches, bans: whatever the person changes, or adds
  Type.Object({ kind: Type.Literal('edits') }, Closed),
]);

/** One object, before and after, field by field; only fields that change. A new one has no before. */
const ChangeSchema = Type.Object({
  object: OneOf(['rule', 'new-rule', 'fail2ban', 'setting', 'login', 'ami-network', 'api-key', 'route'] as const),
  id: Text, // of the rule, or its placeholder ("step1.id"); key of the setting; which login
  label: Text, // text of strangers
  page: Nullable(PageSchema),
  fields: Type.Array(
    Type.Object({ field: Text, name: MessageSchema, before: Nullable(MessageSchema), after: MessageSchema }),
  ),
});

/** Who can connect to one service. */
const WhoSchema = Type.Object({
  network: Text, // normalised CIDR
  by: MessageSchema,
  publicAddresses: Type.Integer({ minimum: 0 }), // 0 for IPv6
});
const ReachLineSchema = Type.Object({
  service: Text,
  name: MessageSchema,
  changes: Type.Boolean(),
  before: Type.Array(WhoSchema),
  after: Type.Array(WhoSchema),
});

/**
 * Somebody or something that is cut off, or more easily locked out than before. `place`: an address of phones that go on,
 * from which other people or programs may have come.
 */
const AffectedSchema = Type.Object({
  kind: OneOf(['device', 'place', 'provider', 'module', 'ami-user', 'ari-user', 'api-key', 'asker'] as const),
  id: Text,
  label: Text, // text of strangers
  address: Nullable(Text),
  maker: Nullable(Text), // of the phone, from its User-Agent
  services: Type.Array(Text), // that it can no longer reach
  says: MessageSchema,
});

/** What stops working. `seen`: the facts show that it is used here. */
const StopSchema = Type.Object({
  id: OneOf(['webrtc', 'ari', 'panel-1c', 'recordings-1c', 'provisioning', 'certificate', 'ami', 'ssh'] as const),
  seen: Type.Boolean(),
  says: MessageSchema,
});

const WarningSchema = Type.Object({
  id: Text,
  says: MessageSchema,
  commands: Type.Array(Text), // to be run by hand, on a router or host
});

export const PlanSchema = Type.Object(
  {
    version: Type.Literal(PLAN_VERSION),
    action: OneOf([
      'set-fail2ban-level',
      'close-web-cti',
      'enable-firewall',
      'restrict-internet',
      'fix-safe',
      'let-in',
      'watch-edits',
      'change-web-password',
      'change-ssh-password',
      'ssh-keys-only',
      'rotate-sip-passwords',
      'set-auth-username',
      'rotate-ami-ari',
      'restrict-ami-ari',
      'restrict-api-keys',
      'restrict-outbound',
      'isolate-pbx',
      'brake-spending',
      'rotate-everything',
    ] as const),
    title: MessageSchema,
    release: Text, // that it was made for
    parts: Type.Array(OneOf(Object.keys(PART_SCHEMAS) as (keyof typeof PART_SCHEMAS)[]), { minItems: 1 }),
    factsDigest: Type.String({ pattern: '^[0-9a-f]{64}$' }), // of those parts, in that order
    asker: Type.Object({ address: Text, networks: Type.Array(Text) }), // who asks; the networks that count as ours
    steps: Type.Array(StepSchema, { minItems: 1, maxItems: 2000 }),
    undo: Type.Array(UndoSchema),
    changes: Type.Array(ChangeSchema),
    reach: Type.Array(ReachLineSchema),
    affected: Type.Array(AffectedSchema),
    stops: Type.Array(StopSchema),
    warnings: Type.Array(WarningSchema),
    confirm: Nullable(
      Type.Object({
        seconds: Type.Integer({ minimum: 60, maximum: 3600 }),
        because: OneOf(['reach', 'login', 'bans'] as const),
      }),
    ),
  },
  { $id: 'plan', $defs: MESSAGE_DEFS },
);

export type PlanOnTheWire = Static<typeof PlanSchema>;
export type StepOnTheWire = Static<typeof StepSchema>;
