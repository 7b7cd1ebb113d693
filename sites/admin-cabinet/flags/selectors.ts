/**
 * Every selector of the pages with marks, and where it was seen. It is a table for the types and for its test, and weighs nothing in
 * a script: import its types only. A name that is not in here does not compile; selectors in the code are held by the test.
 *
 * A release: found on its recorded page. `source`: read in the source of releases after 2026.1.223 (or of it, where its recorded page
 * did not show it), and never on a page. Whatever is in no release at hand draws no mark, and never an error.
 */
const [OLD, NEW, SOURCE] = ['2024.1.114', '2026.1.223', 'source'] as const;

export type Seen = typeof OLD | typeof NEW | typeof SOURCE;
type Page = Readonly<Record<string, readonly Seen[]>>;

export const SELECTORS = {
  /** Parts of Core's forms and tables that every page looks for from what it found (`page.ts`). */
  '*': {
    ':scope > td': [OLD, NEW, SOURCE],
    '.field': [OLD, NEW, SOURCE],
    label: [OLD, NEW, SOURCE],
    ':scope > label': [OLD, NEW, SOURCE],
    tr: [OLD, NEW, SOURCE],
  },
  'ami-user': {
    '[name="networkfilterid"]': [OLD, NEW],
    '[name="secret"]': [OLD, NEW],
    '[name="username"]': [OLD, NEW],
  },
  'ami-users': {
    ':is(#asterisk-managers-table, #ami-users-table)': [OLD, NEW, SOURCE],
    'a.edit[href*="/asterisk-managers/modify/"]': [OLD, NEW, SOURCE],
  },
  'api-keys': {
    '#api-keys-table': [NEW, SOURCE],
    'a.edit[href*="/api-keys/modify/"]': [NEW, SOURCE],
  },
  extension: {
    '[name="mobile_number"]': [OLD, NEW],
    '[name="number"]': [OLD, NEW],
    '[name="sip_manualattributes"]': [OLD, NEW],
    '[name="sip_secret"]': [OLD, NEW],
    '[name="user_email"]': [OLD, NEW],
    '[name="user_username"]': [OLD, NEW],
  },
  extensions: {
    '#extensions-table thead th:nth-child(2)': [OLD, NEW, SOURCE],
    '#extensions-table tr.extension-row[data-value]': [OLD, NEW, SOURCE],
    '#extensions-table_wrapper': [OLD, NEW, SOURCE],
  },
  fail2ban: {
    '#SecurityPresetSlider': [NEW, SOURCE],
    '#whitelist-input': [SOURCE],
    '#whitelist-table tbody tr': [SOURCE],
    '.field': [OLD, NEW, SOURCE],
    ':scope > td': [OLD, NEW, SOURCE],
    '[name="PBXSecurityMode"]': [SOURCE],
    '[name="bantime"]': [OLD, NEW, SOURCE],
    '[name="findtime"]': [OLD, NEW, SOURCE],
    '[name="maxretry"]': [OLD, NEW, SOURCE],
    '[name="whitelist"]': [OLD, NEW],
  },
  firewall: {
    '#firewall-table': [OLD, NEW, SOURCE],
    '#firewall-table thead th.firewall-category': [OLD, NEW, SOURCE],
    '#status-toggle': [OLD, NEW, SOURCE],
    '.segment': [OLD, NEW, SOURCE],
    ':scope > td.marks': [OLD, NEW, SOURCE],
    ':scope > td:not(.marks, .collapsing)': [OLD, NEW, SOURCE],
    'a.edit[href*="/firewall/modify/"]': [OLD, NEW, SOURCE],
  },
  'firewall-rule': {
    '[name="description"]': [OLD, NEW, SOURCE],
    '[name="ipv4_network"]': [NEW, SOURCE],
    '[name="ipv4_subnet"]': [NEW, SOURCE],
    '[name="ipv6_network"]': [SOURCE],
    '[name="ipv6_subnet"]': [SOURCE],
    '[name="network"]': [OLD],
    '[name="newer_block_ip"]': [OLD, NEW, SOURCE],
    '[name="subnet"]': [OLD],
    'input[type="checkbox"][name^="rule_"]': [OLD, NEW, SOURCE],
  },
  network: {
    '#eth-interfaces-menu > a.item': [OLD, NEW, SOURCE],
    '.tabular.menu': [OLD, NEW, SOURCE],
    '[name="extipaddr"]': [OLD, NEW, SOURCE],
    '[name="usenat"]': [OLD, NEW, SOURCE],
  },
  'outbound-route': {
    '[name="numberbeginswith"]': [OLD, NEW],
    '[name="prepend"]': [OLD, NEW],
    '[name="providerid"]': [OLD, NEW],
    '[name="restnumbers"]': [OLD, NEW],
    '[name="rulename"]': [OLD, NEW],
    '[name="trimfrombegin"]': [OLD, NEW],
  },
  'outbound-routes': {
    ':is(#outbound-routes-table, #routingTable)': [OLD, NEW],
    'a.edit[href*="/outbound-routes/modify/"]': [OLD, NEW],
  },
  provider: {
    '[name="description"]': [OLD, NEW],
    '[name="registration_type"]': [OLD, NEW],
    '[name="secret"]': [OLD, NEW],
    '[name="username"]': [OLD, NEW],
  },
  providers: {
    '#providers-table': [OLD, NEW, SOURCE],
    'a.edit[href*="/providers/modifyiax/"]': [SOURCE],
    'a.edit[href*="/providers/modifysip/"]': [OLD, NEW, SOURCE],
  },
  settings: {
    '[name="AJAMPort"]': [OLD, NEW],
    '[name="AMIPort"]': [OLD, NEW],
    '[name="ARIAllowedOrigins"]': [NEW],
    '[name="PBXAllowGuestCalls"]': [OLD, NEW],
    '[name="SIPAuthPrefix"]': [NEW],
    '[name="SIPPort"]': [OLD, NEW],
    '[name="SSHDisablePasswordLogins"]': [OLD, NEW],
    '[name="SSHLogin"]': [OLD, NEW],
    '[name="SSHPassword"]': [OLD, NEW],
    '[name="SSHPort"]': [OLD, NEW],
    '[name="WEBPort"]': [OLD, NEW],
    '[name="WebAdminLogin"]': [OLD, NEW],
    '[name="WebAdminPassword"]': [OLD, NEW],
  },
} as const satisfies Readonly<Record<string, Page>>;

type Selectors = { [P in keyof typeof SELECTORS]: keyof (typeof SELECTORS)[P] }[keyof typeof SELECTORS];
/** Name of an input on one of the pages; the boxes of a firewall rule are named by their service. */
export type Field =
  (Selectors extends infer S ? (S extends `[name="${infer N}"]` ? N : never) : never) | `rule_${string}`;
