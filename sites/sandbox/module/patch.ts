/** The fix of 2024.1.114 as root has it (Lib/Patch), over the description: scripts do what the knobs say. */
import { createHash, randomBytes } from 'node:crypto';
import type { PartData } from '../../checklist/facts/types.ts';
import { isoOf } from '../facts/parts.ts';
import type { Pbx } from '../pbx.ts';
import { note } from './journal.ts';
import { isOver } from './plans/memory.ts';
import { invalid, Refused } from './refused.ts';
import type { Write, Writing, Written } from './writes.ts';

type Marker = PartData['patch']['markers'][number];

export interface PatchKnobs {
  /** How long anything takes. */
  readonly ms: number;
  /** Nothing comes to its end. */
  readonly isHeld: boolean;
  /** What the vendor's server gives. */
  readonly text: string;
  /** Why it does not. */
  readonly trouble: { readonly code: string; readonly detail: string } | null;
  readonly ended: 'exit' | 'timeout';
  readonly exit: number;
  readonly output: string;
  /** Markers that the script closes. */
  readonly closes: readonly Marker['id'][];
}
interface Script {
  readonly sha256: string;
  readonly size: number;
  readonly from: string;
  readonly host: string;
  readonly at: string;
  readonly person: string;
}
interface Run {
  readonly act: 'run' | 'restore';
  readonly at: string;
  readonly endedAt: string | null;
  readonly person: string;
  readonly sha256: string;
  readonly ended: string | null;
  readonly exit: number | null;
  readonly output: { readonly begin: string; readonly skipped: number; readonly end: string };
  readonly before: readonly Marker[];
  readonly after: readonly Marker[];
}
interface Doing {
  readonly kind: 'fetch' | 'run' | 'restore';
  /** In ms. */
  readonly until: number;
  readonly by: string;
  readonly client: string;
  /** What is being had. */
  readonly from: string;
  readonly host: string;
  readonly text: string | null;
}
export interface PatchMemory {
  readonly knobs: PatchKnobs;
  readonly doing: Doing | null;
  readonly order: string;
  readonly trouble: { readonly code: string; readonly detail: string } | null;
  readonly script: Script | null;
  readonly text: string;
  readonly run: Run | null;
  readonly kept: string | null;
}

const ALL = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const;
const MOST_BYTES = 2_097_152;
const RELEASE = '2024.1.114';
const VENDOR = 'files.miko.ru';

export const noPatch: PatchMemory = {
  knobs: {
    ms: 700,
    isHeld: false,
    text: '#!/bin/sh\n# Stands in for the script of the vendor.\necho "patched"\n',
    trouble: null,
    ended: 'exit',
    exit: 0,
    output: 'patched\n',
    closes: ALL,
  },
  doing: null,
  order: '',
  trouble: null,
  script: null,
  text: '',
  run: null,
  kept: null,
};

const withPatch = (pbx: Pbx, change: Partial<PatchMemory>): Pbx => ({
  ...pbx,
  module: { ...pbx.module, patch: { ...pbx.module.patch, ...change } },
});
export const setPatchKnobs = (pbx: Pbx, knobs: Partial<PatchKnobs>): Pbx =>
  withPatch(pbx, { knobs: { ...pbx.module.patch.knobs, ...knobs } });

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What root would have done by now. */
export function advancePatch(pbx: Pbx, now: Date): Pbx {
  const { doing, knobs } = pbx.module.patch;
  if (doing === null || knobs.isHeld || doing.until > now.getTime()) return pbx;
  return doing.kind === 'fetch' ? fetched(pbx, doing, now) : ended(pbx, doing, now);
}

function fetched(pbx: Pbx, { text, from, host, by, client }: Doing, now: Date): Pbx {
  const { knobs } = pbx.module.patch;
  const trouble = text === null ? knobs.trouble : null;
  const script = text ?? knobs.text;
  const unfit = trouble ?? unfitness(script);
  if (unfit !== null) return withPatch(pbx, { doing: null, trouble: unfit });
  const held = { sha256: hashOf(script), size: Buffer.byteLength(script), from, host, at: isoOf(now), person: by };
  const next = withPatch(pbx, { doing: null, script: held, text: script });
  const details = { sha256: held.sha256, size: held.size, from };
  return note(next, { at: isoOf(now), person: by, address: client, action: 'patch/fetched', details });
}

function unfitness(script: string): { readonly code: string; readonly detail: string } | null {
  if (script.trim() === '') return { code: 'empty', detail: '' };
  if (Buffer.byteLength(script) > MOST_BYTES) return { code: 'too-large', detail: '' };
  if (/^\s*<(!doctype|html)/i.test(script)) return { code: 'web-page', detail: '' };
  return script.includes('\0') ? { code: 'not-text', detail: '' } : null;
}

function ended(pbx: Pbx, { kind, client }: Doing, now: Date): Pbx {
  const { run, knobs } = pbx.module.patch;
  if (run === null) return pbx;
  const patchMarkers = pbx.patchMarkers.map((marker): Marker => {
    if (kind === 'restore') return { ...marker, state: 'unpatched' };
    return knobs.closes.includes(marker.id) ? { ...marker, state: 'fixed' } : marker;
  });
  const exit = knobs.ended === 'exit' ? knobs.exit : null;
  const over: Run = {
    ...run,
    endedAt: isoOf(now),
    ended: knobs.ended,
    exit,
    output: { begin: knobs.output, skipped: 0, end: '' },
    after: patchMarkers,
  };
  const next = withPatch(
    { ...pbx, patchMarkers, rotation: closedAt(pbx, patchMarkers, now) },
    { doing: null, run: over },
  );
  const open = patchMarkers.filter(({ state }) => state === 'unpatched').map(({ id }) => id);
  const details = { act: run.act, sha256: run.sha256, open, ended: knobs.ended, exit };
  return note(next, { at: isoOf(now), person: run.person, address: client, action: 'patch/done', details });
}

/** As the next reading notes it: from when on new secrets are safe. */
function closedAt({ rotation, patchMarkers }: Pbx, after: readonly Marker[], now: Date): Pbx['rotation'] {
  const isOpen = (markers: readonly Marker[]) =>
    markers.some(({ id, state }) => (id === 'A' || id === 'B') && state === 'unpatched');
  return isOpen(patchMarkers) && !isOpen(after) ? { ...rotation, holeClosedAt: isoOf(now) } : rotation;
}

export function showPatch({ module: { patch } }: Pbx): Readonly<Record<string, unknown>> {
  const { doing, order, trouble, script, run, kept } = patch;
  const phase = doing === null ? 'idle' : doing.kind === 'fetch' ? 'fetching' : 'running';
  return { waits: false, phase, order, trouble, script, run, kept };
}

export const showScript = ({ module: { patch } }: Pbx): Readonly<Record<string, unknown>> => ({
  sha256: patch.script?.sha256 ?? '',
  text: patch.script === null ? '' : patch.text,
});

function mustBeFree(pbx: Pbx): void {
  if (pbx.release !== RELEASE || pbx.container.kind === 'docker') throw new Refused(409, 'no-patch');
  if (pbx.module.patch.doing !== null) throw new Refused(409, 'patch-running');
}

function mustBeAlone(pbx: Pbx): void {
  mustBeFree(pbx);
  const { current } = pbx.module.plans;
  if (current !== null && !isOver(current)) throw new Refused(409, 'plan-running');
}

function ordered(
  { by, client, now }: Writing,
  pbx: Pbx,
  doing: Pick<Doing, 'kind' | 'from' | 'host' | 'text'>,
  change: Partial<PatchMemory>,
  details: Written['details'],
): Written {
  const id = randomBytes(8).toString('hex');
  const until = now.getTime() + pbx.module.patch.knobs.ms;
  const next = withPatch(pbx, { ...change, order: id, trouble: null, doing: { ...doing, until, by, client } });
  return { status: 202, json: { id }, pbx: next, details };
}

function textOf(fields: Writing['fields']): string {
  const text = fields.value('text');
  if (typeof text !== 'string') throw invalid('text');
  return text;
}

const fetchPatch: Write = {
  fields: ['from', 'address', 'text'],
  run(writing) {
    const { pbx, fields } = writing;
    const from = fields.oneOf('from', ['vendor', 'address', 'file'] as const);
    const address = fields.line('address', 500);
    const text = textOf(fields);
    mustBeFree(pbx);
    const details = { from, address };
    const isAddress = /^https:\/\/[^@\s\\]+$/.test(address) && URL.canParse(address);
    if (from === 'address' && !isAddress) {
      const id = randomBytes(8).toString('hex');
      const trouble = { code: 'address', detail: '' };
      return { status: 202, json: { id }, pbx: withPatch(pbx, { order: id, trouble, script: null }), details };
    }
    const host = from === 'vendor' ? VENDOR : from === 'address' ? new URL(address).hostname : '';
    const doing = { kind: 'fetch', from, host, text: from === 'file' ? text : null } as const;
    return ordered(writing, pbx, doing, { script: null }, details);
  },
};

function begun({ by, now }: Writing, pbx: Pbx, act: Run['act'], sha256: string): Run {
  return {
    act,
    at: isoOf(now),
    endedAt: null,
    person: by,
    sha256,
    ended: null,
    exit: null,
    output: { begin: '', skipped: 0, end: '' },
    before: pbx.patchMarkers,
    after: [],
  };
}

const shaOf = (fields: Writing['fields']): string => {
  const sha256 = fields.line('sha256', 64, 64);
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw invalid('sha256');
  return sha256;
};

const NOTHING = { from: '', host: '', text: null } as const;

const runPatch: Write = {
  fields: ['sha256', 'typed'],
  run(writing) {
    const { pbx, fields } = writing;
    const sha256 = shaOf(fields);
    const typed = fields.line('typed', 64).trim().toLowerCase();
    if (typed.length < 8 || !sha256.startsWith(typed)) throw invalid('typed');
    mustBeAlone(pbx);
    if (pbx.module.patch.script?.sha256 !== sha256) throw new Refused(409, 'other-script');
    const change = { run: begun(writing, pbx, 'run', sha256), kept: sha256 };
    return ordered(writing, pbx, { kind: 'run', ...NOTHING }, change, { sha256 });
  },
};

const restorePatch: Write = {
  fields: ['sha256'],
  run(writing) {
    const { pbx, fields } = writing;
    const sha256 = shaOf(fields);
    mustBeAlone(pbx);
    if (pbx.module.patch.kept !== sha256) throw new Refused(409, 'other-script');
    const change = { run: begun(writing, pbx, 'restore', sha256) };
    return ordered(writing, pbx, { kind: 'restore', ...NOTHING }, change, { sha256 });
  },
};

export const PATCH_WRITES: ReadonlyMap<string, Write> = new Map([
  ['patch/fetch', fetchPatch],
  ['patch/run', runPatch],
  ['patch/restore', restorePatch],
]);
