/**
 * A login as a file that a phone reads, for its first account: by its web page, or from where it fetches its settings. Only of makers
 * whose format is documented, and only these settings, so that all others stay. Sources: Yealink's and Cisco's (SPA) provisioning
 * guides, Grandstream's configuration templates, Snom's pages about configuration files.
 */
export interface PhoneFile {
  readonly extension: 'cfg' | 'xml';
  readonly type: string;
  readonly text: string;
}

export interface Login {
  readonly login: string;
  /** '': stays as it was. */
  readonly secret: string;
}

/** What a maker calls the two, in the order of the file; and what goes around them. */
type Format = (login: string, secret: string | null) => Pick<PhoneFile, 'extension' | 'text'>;

const xml = (lines: readonly string[]): ReturnType<Format> => ({
  extension: 'xml',
  text: ['<?xml version="1.0" encoding="UTF-8"?>', ...lines, ''].join('\n'),
});
const tag = (name: string, value: string, attributes = ''): string =>
  `<${name}${attributes}>${escaped(value)}</${name}>`;
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
/** Nothing where the secret stays. */
const ifAny = (secret: string | null, line: (secret: string) => string): string[] =>
  secret === null ? [] : [line(secret)];

/** By maker (makers.ts). */
const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  [
    'Yealink',
    (login, secret) => ({
      extension: 'cfg',
      text: [
        '#!version:1.0.0.1',
        `account.1.auth_name = ${login}`,
        ...ifAny(secret, (text) => `account.1.password = ${text}`),
        '',
      ].join('\n'),
    }),
  ],
  [
    'Grandstream',
    (login, secret) =>
      xml([
        '<gs_provision version="1">',
        '<config version="1">',
        tag('P36', login),
        ...ifAny(secret, (text) => tag('P34', text)),
        '</config>',
        '</gs_provision>',
      ]),
  ],
  [
    'Snom',
    (login, secret) =>
      xml([
        '<settings>',
        '<phone-settings>',
        tag('user_pname', login, ' idx="1" perm=""'),
        ...ifAny(secret, (text) => tag('user_pass', text, ' idx="1" perm=""')),
        '</phone-settings>',
        '</settings>',
      ]),
  ],
  [
    'Cisco (SPA)',
    (login, secret) =>
      xml([
        '<flat-profile>',
        tag('Use_Auth_ID_1_', 'Yes'),
        tag('Auth_ID_1_', login),
        ...ifAny(secret, (text) => tag('Password_1_', text)),
        '</flat-profile>',
      ]),
  ],
]);

/** Spaces and control characters would end a line or a value in some of these formats. */
const PRINTABLE = /^[!-~]+$/;

/** null: this maker's format is not known, or the login does not fit into a file. */
export function phoneFileOf(maker: string | null, { login, secret }: Login): PhoneFile | null {
  const format = FORMATS.get(maker ?? '');
  if (format === undefined || !PRINTABLE.test(login) || !(secret === '' || PRINTABLE.test(secret))) return null;
  const { extension, text } = format(login, secret === '' ? null : secret);
  return { extension, type: extension === 'xml' ? 'application/xml' : 'text/plain', text };
}
