/** What a stranger could have left, as the module reads it (docs/traces.md). Times are ISO, with the offset of the PBX. */

/** As Lib/Traces/Kinds.php has them. */
export const TRACE_KINDS = [
  'ssh-keys',
  'api-keys',
  'passkeys',
  'ami-users',
  'ari-users',
  'cabinet-users',
  'forwards',
  'providers',
  'outbound-routes',
  'incoming-routes',
  'custom-files',
  'applications',
  'modules',
  'cron',
  'core-files',
  'processes',
  'system-users',
] as const;
export type TraceKindId = (typeof TRACE_KINDS)[number];

/** Who says when a thing came: Core's copies of its database, the release, the module, the row itself, a file, the kernel; '' nobody. */
export const TRACE_SOURCES = ['copies', 'release', 'module', 'row', 'file', 'kernel', ''] as const;
export type TraceSource = (typeof TRACE_SOURCES)[number];

export interface FoundItem {
  readonly id: string;
  /** Another one where it is something else. */
  readonly print: string;
  /** For people, by name; texts of strangers. */
  readonly what: Readonly<Record<string, string>>;
  /** It was not there yet, or was different, then; null: nobody saw the PBX without it. */
  readonly absent: string | null;
  /** It was there then. */
  readonly present: string;
  readonly by: TraceSource;
  /** Something else stood in its place. */
  readonly former: boolean;
  /** Who said that it is theirs. */
  readonly fine: { readonly by: string; readonly at: string } | null;
}
export type FoundKind =
  | { readonly state: 'known'; readonly items: readonly FoundItem[] }
  | { readonly state: 'unknown'; readonly reason: string; readonly detail: string };
export interface TracesFound {
  readonly readAt: string;
  /** The module has looked since then. */
  readonly since: string;
  /** The checklist was read without a critical finding then; null: never. */
  readonly goodAt: string | null;
  /** Of Core's database. */
  readonly copies: {
    readonly count: number;
    readonly oldest: string | null;
    readonly newest: string | null;
    readonly complete: boolean;
  };
  readonly kinds: Readonly<Partial<Record<TraceKindId, FoundKind>>>;
}
