/** Evidence as root collects it (Lib/Evidence), over the description: it takes as long as the knobs say. */
import { createHash, randomBytes } from 'node:crypto';
import { isoOf } from '../facts/parts.ts';
import type { Answer } from '../http/answer.ts';
import type { Pbx } from '../pbx.ts';
import { note } from './journal.ts';
import { invalid, Refused } from './refused.ts';
import type { Write, Writing, Written } from './writes.ts';

type EvidencePart = 'archive' | 'hashes';
type Phase = 'idle' | 'collecting' | 'hashing' | 'stopped' | 'ready';
interface Trouble {
  readonly code: string;
  readonly detail: string;
}
interface EvidenceArchive {
  readonly id: string;
  readonly person: string;
  readonly at: string;
  readonly until: string | null;
  readonly from: string;
  readonly to: string;
  readonly wanted: boolean;
  readonly rotationHeld: boolean;
  readonly seconds: number;
  readonly expected: number;
  readonly written: number;
  readonly members: number;
  readonly skipped: number;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly clock: { readonly offset: number | null; readonly source: string };
  readonly recordings: {
    readonly files: number;
    readonly bytes: number;
    readonly how: 'included' | 'hashed' | 'no-room';
    readonly doneFiles: number;
    readonly doneBytes: number;
    readonly missing: number;
    readonly sha256: string | null;
  };
}

export interface EvidenceKnobs {
  /** How long collecting takes; hashing takes as long again. */
  readonly ms: number;
  /** Nothing comes to its end. */
  readonly isHeld: boolean;
  readonly trouble: Trouble | null;
  readonly recordings: { readonly files: number; readonly bytes: number };
  readonly isRoom: boolean;
  readonly clock: EvidenceArchive['clock'];
}
export interface EvidenceMemory {
  readonly knobs: EvidenceKnobs;
  readonly phase: Phase;
  readonly order: string;
  readonly trouble: Trouble | null;
  readonly archive: EvidenceArchive | null;
  /** When the phase began, in ms. */
  readonly since: number;
  readonly client: string;
  readonly tickets: Readonly<Record<string, EvidencePart>>;
}

const BYTES = 52_428_800;
const MEMBERS = 84;
const DAY = 86_400_000;
const PERIOD = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;
/** What is saved: it stands in for the archive. */
const TEXTS: Readonly<Record<EvidencePart, string>> = {
  archive: 'Stands in for the archive.\n',
  hashes: 'Stands in for the hashes of recordings.\n',
};

export const noEvidence: EvidenceMemory = {
  knobs: {
    ms: 700,
    isHeld: false,
    trouble: null,
    recordings: { files: 1200, bytes: 734_003_200 },
    isRoom: true,
    clock: { offset: 0.02, source: '0.pool.ntp.org' },
  },
  phase: 'idle',
  order: '',
  trouble: null,
  archive: null,
  since: 0,
  client: '',
  tickets: {},
};

const withEvidence = (pbx: Pbx, change: Partial<EvidenceMemory>): Pbx => ({
  ...pbx,
  module: { ...pbx.module, evidence: { ...pbx.module.evidence, ...change } },
});
export const setEvidenceKnobs = (pbx: Pbx, knobs: Partial<EvidenceKnobs>): Pbx =>
  withEvidence(pbx, { knobs: { ...pbx.module.evidence.knobs, ...knobs } });

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What root would have done by now. */
export function advanceEvidence(pbx: Pbx, now: Date): Pbx {
  const { phase, archive, knobs, since } = pbx.module.evidence;
  if (archive === null) return pbx;
  if (phase === 'ready') {
    const isOver = archive.until !== null && Date.parse(archive.until) < now.getTime();
    return isOver ? removed(pbx, '', '', now) : pbx;
  }
  if (phase !== 'collecting' && phase !== 'hashing') return pbx;
  const share = knobs.isHeld ? 0.4 : Math.min(1, (now.getTime() - since) / knobs.ms);
  if (phase === 'collecting' && knobs.trouble !== null) {
    return withEvidence(pbx, { phase: 'stopped', trouble: knobs.trouble, archive: written(archive, 0.4) });
  }
  if (share < 1) {
    return withEvidence(pbx, { archive: phase === 'collecting' ? written(archive, share) : hashed(archive, share) });
  }
  return phase === 'collecting' ? collected(pbx, archive, now) : allHashed(pbx, archive, now);
}

const written = (archive: EvidenceArchive, share: number): EvidenceArchive => ({
  ...archive,
  written: Math.round(archive.expected * share),
  members: Math.round(MEMBERS * share),
  seconds: Math.round(120 * share),
});

function hashed(archive: EvidenceArchive, share: number): EvidenceArchive {
  const { files, bytes } = archive.recordings;
  const done = { doneFiles: Math.round(files * share), doneBytes: Math.round(bytes * share) };
  return { ...archive, recordings: { ...archive.recordings, ...done } };
}

function collected(pbx: Pbx, archive: EvidenceArchive, now: Date): Pbx {
  const size = archive.expected;
  const sha256 = hashOf(TEXTS.archive + archive.id);
  const until = isoOf(new Date(now.getTime() + 7 * DAY));
  const isLeft = archive.recordings.how !== 'included' && archive.recordings.files > 0;
  const next = withEvidence(pbx, {
    phase: isLeft ? 'hashing' : 'ready',
    since: now.getTime(),
    archive: { ...written(archive, 1), size, sha256, until, skipped: 2 },
  });
  return told(next, archive, 'evidence/collected', { sha256, size, members: MEMBERS }, now);
}

function allHashed(pbx: Pbx, archive: EvidenceArchive, now: Date): Pbx {
  const sha256 = hashOf(TEXTS.hashes + archive.id);
  const done = hashed(archive, 1);
  const next = withEvidence(pbx, {
    phase: 'ready',
    archive: { ...done, recordings: { ...done.recordings, sha256 } },
  });
  return told(next, archive, 'evidence/hashed', { sha256, files: done.recordings.files }, now);
}

const told = (pbx: Pbx, { person }: EvidenceArchive, action: string, details: Written['details'], now: Date): Pbx =>
  note(pbx, { at: isoOf(now), person, address: pbx.module.evidence.client, action, details: details ?? {} });

export function showEvidence({ module: { evidence } }: Pbx): Readonly<Record<string, unknown>> {
  const { phase, order, trouble, archive } = evidence;
  return { waits: false, phase, order, trouble, archive };
}

/** As nginx gives it to whoever has a ticket; null: they have none. */
export function savedEvidence({ module: { evidence } }: Pbx, ticket: string): Answer | null {
  const part = evidence.tickets[ticket];
  if (part === undefined || evidence.archive === null) return null;
  const name = part === 'archive' ? 'evidence.tar' : 'evidence.recordings.sha256';
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
    body: TEXTS[part],
  };
}

function ordered({ client }: Writing, pbx: Pbx, change: Partial<EvidenceMemory>, details: Written['details']): Written {
  const id = randomBytes(8).toString('hex');
  return { status: 202, json: { id }, pbx: withEvidence(pbx, { client, order: id, ...change }), details };
}

function removed(pbx: Pbx, person: string, address: string, now: Date): Pbx {
  const gone = withEvidence(pbx, { phase: 'idle', trouble: null, archive: null, tickets: {} });
  return note(gone, { at: isoOf(now), person, address, action: 'evidence/removed', details: {} });
}

function timeOf(fields: Writing['fields'], name: 'from' | 'to'): string {
  const text = fields.line(name, 16);
  if (!PERIOD.test(text) || !Number.isFinite(Date.parse(`${text}Z`))) throw invalid(name);
  return text;
}

const start: Write = {
  fields: ['from', 'to', 'recordings'],
  run(writing) {
    const { pbx, fields, by, now } = writing;
    const { knobs, archive: former } = pbx.module.evidence;
    const from = timeOf(fields, 'from');
    const to = timeOf(fields, 'to');
    const wanted = fields.truth('recordings');
    if (from > to) throw invalid('to');
    if (former !== null) throw new Refused(409, 'evidence-there');
    const how = !wanted ? 'hashed' : knobs.isRoom ? 'included' : 'no-room';
    const archive: EvidenceArchive = {
      id: isoOf(now).slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-'),
      person: by,
      at: isoOf(now),
      until: null,
      from,
      to,
      wanted,
      rotationHeld: true,
      seconds: 0,
      expected: BYTES + (how === 'included' ? knobs.recordings.bytes : 0),
      written: 0,
      members: 0,
      skipped: 0,
      size: null,
      sha256: null,
      clock: knobs.clock,
      recordings: { ...knobs.recordings, how, doneFiles: 0, doneBytes: 0, missing: 0, sha256: null },
    };
    const change = { phase: 'collecting', trouble: null, archive, since: now.getTime() } as const;
    return ordered(writing, pbx, change, { from, to, recordings: wanted });
  },
};

const resume: Write = {
  fields: [],
  run(writing) {
    const { pbx, now } = writing;
    if (pbx.module.evidence.phase !== 'stopped') throw new Refused(409, 'no-evidence');
    return ordered(writing, pbx, { phase: 'collecting', trouble: null, since: now.getTime() }, {});
  },
};

const remove: Write = {
  fields: [],
  run(writing) {
    const { pbx, by, client, now } = writing;
    if (pbx.module.evidence.archive === null) throw new Refused(409, 'no-evidence');
    const ordering = ordered(writing, pbx, {}, {});
    return { ...ordering, pbx: removed(ordering.pbx, by, client, now) };
  },
};

const ticket: Write = {
  fields: ['part'],
  run({ pbx, fields, by }) {
    const part = fields.oneOf('part', ['archive', 'hashes'] as const);
    const { archive, tickets } = pbx.module.evidence;
    const sha256 = part === 'archive' ? archive?.sha256 : archive?.recordings.sha256;
    if (archive === null || sha256 === null || sha256 === undefined) throw new Refused(409, 'no-evidence');
    if (archive.person !== by) throw new Refused(403, 'other-persons-evidence');
    const given = `${part}.1.${randomBytes(16).toString('hex')}`;
    const next = withEvidence(pbx, { tickets: { ...tickets, [given]: part } });
    return { status: 200, json: { ticket: given }, pbx: next, details: { part } };
  },
};

export const EVIDENCE_WRITES: ReadonlyMap<string, Write> = new Map([
  ['evidence/start', start],
  ['evidence/resume', resume],
  ['evidence/remove', remove],
  ['evidence/ticket', ticket],
]);
