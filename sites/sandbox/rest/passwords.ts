/** `passwords`: generate, validate, dictionary. The sixth dictionary question in a row is still answered here. */
import { randomBytes } from 'node:crypto';
import { inDictionary, judgePassword, scoreOf, strengthOf, type Context } from './password-rule.ts';
import { action, done, refused, type Handler, type Resource } from './resource.ts';
import { entry, flagOf, isData, numberOf, textOf, type Data } from './values.ts';

const FIELDS: Readonly<Record<string, { readonly context: Context; readonly key: string }>> = {
  WebAdminPassword: { context: 'web', key: 'WebAdminPassword' },
  SSHPassword: { context: 'ssh', key: 'SSHPassword' },
  sip_secret: { context: 'sip', key: 'SipSecret' },
  secret: { context: 'ami', key: 'AmiSecret' },
};
const fieldOf = (data: Data) => entry(FIELDS, textOf(data, 'field') ?? '') ?? { context: 'other', key: 'Generic' };

/** Base64 letters whatever was asked for: `includeSpecial` has no effect. */
const generate: Handler = (_, { data }) => {
  const length = Math.min(64, Math.max(8, numberOf(data, 'length') ?? 16));
  const password = randomBytes(64).toString('base64').replace(/[+/=]/g, '').slice(0, length);
  const score = scoreOf(password);
  return done({ password, length, score, strength: strengthOf(score), hasSpecialChars: false });
};

const validate: Handler = (_, { data }) => {
  const password = textOf(data, 'password') ?? '';
  if (password === '') return refused(['Password cannot be empty']);
  return done(
    judgePassword(password, fieldOf(data).context, { skipDictionary: flagOf(data, 'skipDictionary') ?? false }),
  );
};

const batchValidate: Handler = (_, { data }) => {
  const sent = data['passwords'];
  if (typeof sent !== 'object' || sent === null) return refused(['Passwords array required']);
  const rows: readonly unknown[] = Object.values(sent);
  const judged: [string, unknown][] = [];
  for (const row of rows) {
    const password = isData(row) ? textOf(row, 'password') : undefined;
    if (!isData(row) || password === undefined) return refused(['Invalid password data format']);
    const { context, key } = fieldOf(row);
    // By context, not by place: a second one of the same field takes the first one's place.
    judged.push([key, judgePassword(password, context)]);
  }
  return done(Object.fromEntries(judged));
};

const look = (password: string) => ({
  isInDictionary: inDictionary(password),
  message: inDictionary(password) ? 'Password found in common passwords dictionary' : 'Password is acceptable',
});

const checkDictionary: Handler = (_, { data }) => done(look(textOf(data, 'password') ?? ''));

const batchCheckDictionary: Handler = (_, { data }) => {
  const sent = data['passwords'];
  if (!Array.isArray(sent)) return refused(['Passwords array required']);
  const passwords = sent.map(String);
  const results = passwords.map(inDictionary);
  const weakIndexes = results.flatMap((weak, index) => (weak ? [index] : []));
  return done({
    results,
    weakCount: weakIndexes.length,
    weakIndexes,
    ...(flagOf(data, 'returnDetails') === true ? { details: passwords.map(look) } : {}),
  });
};

export const passwords: Resource = {
  name: 'passwords',
  ids: null,
  custom: {
    generate: { GET: action('generate', 'Passwords\\GeneratePasswordAction', generate) },
    validate: { POST: action('validate', 'Passwords\\ValidatePasswordAction', validate) },
    batchValidate: { POST: action('batchValidate', 'Passwords\\BatchValidateAction', batchValidate) },
    checkDictionary: { POST: action('checkDictionary', 'Passwords\\CheckDictionaryAction', checkDictionary) },
    batchCheckDictionary: {
      POST: action('batchCheckDictionary', 'Passwords\\BatchCheckDictionaryAction', batchCheckDictionary),
    },
  },
};
