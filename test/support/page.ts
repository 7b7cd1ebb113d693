/** The two ports of the page over facts in memory, which tests change and break as they like. */
import { digestOfPart } from '../../sites/checklist/facts/digest.ts';
import type { Attestation, Facts, PartData, PartName, Waiver } from '../../sites/checklist/facts/types.ts';
import type { Answer, PbxError } from '../../sites/pbx/errors.ts';
import { createFactsStore, SLICES, type FactsStore, type SliceName } from '../../sites/pbx/facts-store.ts';
import type { JournalEntry, KeptJudged, ModuleApi } from '../../sites/pbx/module-api.ts';
import type { LastJudged } from '../../sites/checklist/report/types.ts';

const NAMES: readonly SliceName[] = ['settings', 'system', 'calls', 'accounts', 'secrets'];

export interface FakePbx {
  readonly facts: FactsStore;
  readonly api: ModuleApi;
  /** What the PBX holds now. */
  held(): Facts;
  hold<P extends PartName>(part: P, data: PartData[P]): void;
  /** Slices that fail from now on. */
  failing: Partial<Record<SliceName, PbxError>>;
  /** Every write fails with it from now on. */
  refusing: PbxError | null;
  /** Called before each slice is read; a promise holds it up. */
  before: (slice: SliceName) => Promise<void> | void;
  readonly kept: LastJudged[];
  readonly written: { readonly what: string; readonly body: unknown }[];
  journal: readonly JournalEntry[];
  last: KeptJudged | null;
  flagsOn: boolean;
}

const none = { ok: false, error: { at: 'plans', kind: 'not-found', said: '' } } as const;
const fails = () => Promise.resolve(none);
const noCalls: ModuleApi['calls'] = { base: '', read: fails, write: fails };
/** Nobody plays plans here; the embedded PBX does. */
const noPlans: ModuleApi['plans'] = {
  nonce: fails,
  start: fails,
  current: () => Promise.resolve({ ok: true, value: null }),
  confirm: fails,
  extend: fails,
  revert: fails,
  dismiss: fails,
  end: fails,
  cancel: fails,
  undo: fails,
  verifyJournal: () =>
    Promise.resolve({ ok: true, value: { holds: true, rows: 0, chained: 0, head: null, brokenAt: null } }),
};

export function fakePbx(start: Facts): FakePbx {
  let now = start;
  const hold: FakePbx['hold'] = (part, data) => {
    const held = {
      state: 'known',
      readAt: now.readAt,
      source: 'module',
      digest: digestOfPart(part, data),
      data,
    } as const;
    now = { ...now, parts: { ...now.parts, [part]: held } };
  };
  const attestations = (): readonly Attestation[] =>
    now.parts.attestations.state === 'known' ? now.parts.attestations.data : [];
  const waivers = (): readonly Waiver[] => (now.parts.waivers.state === 'known' ? now.parts.waivers.data : []);

  const pbx: FakePbx = {
    failing: {},
    refusing: null,
    before: () => undefined,
    kept: [],
    written: [],
    journal: [],
    last: null,
    flagsOn: true,
    held: () => now,
    hold,
    facts: createFactsStore({
      async read({ parts = [], signal }) {
        const slice = NAMES.find((name) => SLICES[name].some((part) => parts.includes(part)));
        if (slice === undefined) return { ok: true, value: now };
        await pbx.before(slice);
        const error: PbxError | undefined =
          signal?.aborted === true ? { at: 'GET facts', kind: 'cancelled' } : pbx.failing[slice];
        return error === undefined ? { ok: true, value: now } : { ok: false, error };
      },
    }),
    api: {
      plans: noPlans,
      calls: noCalls,
      lastJudged: () => Promise.resolve({ ok: true, value: pbx.last }),
      journal: () => Promise.resolve({ ok: true, value: { entries: pbx.journal, next: null } }),
      flagsOn: () => Promise.resolve({ ok: true, value: pbx.flagsOn }),
      switchFlags: (on) => write('switch flags', on, () => (pbx.flagsOn = on)),
      keepLastJudged(judged) {
        pbx.kept.push(judged);
        return Promise.resolve({ ok: true, value: judged });
      },
      attest(answer) {
        return write('attest', answer, () => {
          const { validDays, ...rest } = answer;
          const expiresAt = new Date(Date.parse(now.readAt) + validDays * 86_400_000).toISOString();
          const given: Attestation = { ...rest, by: 'admin', at: now.readAt, expiresAt };
          const others = attestations().filter((one) => one.item !== answer.item || one.subject !== answer.subject);
          hold('attestations', [...others, given]);
          return given;
        });
      },
      withdrawAttestation(of) {
        return write('withdraw attestation', of, () => {
          hold(
            'attestations',
            attestations().filter((one) => one.item !== of.item || one.subject !== of.subject),
          );
          return true;
        });
      },
      waive(risk) {
        return write('waive', risk, () => {
          const waiver: Waiver = { ...risk, by: 'admin', at: now.readAt };
          hold('waivers', [...waivers(), waiver]);
          return waiver;
        });
      },
      withdrawWaiver(of) {
        return write('withdraw waiver', of, () => {
          hold(
            'waivers',
            waivers().filter((one) => one.check !== of.check || one.finding !== of.finding),
          );
          return true;
        });
      },
      startGuessing: (which) => write('start guessing', which, () => ({ state: 'running', tried: 0, total: 1003 })),
      cancelGuessing: (which) => write('cancel guessing', which, () => ({ state: 'not-run' })),
      provePassword: (which, password) => write('prove', which, () => password === 'right'),
    },
  };
  function write<T>(what: string, body: unknown, change: () => T): Promise<Answer<T>> {
    if (pbx.refusing !== null) return Promise.resolve({ ok: false, error: pbx.refusing });
    pbx.written.push({ what, body });
    return Promise.resolve({ ok: true, value: change() });
  }
  return pbx;
}
