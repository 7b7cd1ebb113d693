/** The calls of a period over those of a scenario, for a browser; tests hold up and break the reading by `window.calls`. */
import { render } from 'preact';
import Calls from '../../../sites/admin-cabinet/page/break-in/calls.tsx';
import { SurroundingsProvider } from '../../../sites/admin-cabinet/page/context.ts';
import { createPageStore } from '../../../sites/admin-cabinet/page/store.ts';
import { decodeFacts } from '../../../sites/checklist/facts/decode.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { languageOf, LOCALES } from '../../../sites/locales/index.ts';
import type { ModuleCalls } from '../../../sites/pbx/module-calls.ts';
import { sumCalls, type CallsAsked, type Leg } from '../../../sites/sandbox/module/call-sums.ts';
import { officeCalls, strangersCalls } from '../../../sites/sandbox/scenarios/planted-calls.ts';
import { fakePbx } from '../../support/page.ts';

export interface CallsKnobs {
  isHeld: boolean;
  trouble: string;
  more: readonly Leg[];
}
declare global {
  interface Window {
    calls?: CallsKnobs;
  }
}

const TRUNK = 'SIP-PROVIDER-0FF1CE00';
const IDLE = { phase: 'idle', trouble: '', from: '', to: '', before: 0, done: 0, of: 0 };

function pretended(legs: readonly Leg[], knobs: CallsKnobs): ModuleCalls {
  let asked: CallsAsked | null = null;
  const state = () => {
    if (asked === null) return IDLE;
    const { from, to, before } = asked;
    const phase = knobs.isHeld ? 'reading' : knobs.trouble === '' ? 'done' : 'failed';
    return { phase, trouble: knobs.trouble, from, to, before, done: 1_200_000, of: 5_000_000 };
  };
  const said = <T,>(json: unknown, shape: { fits(value: unknown): value is T }) =>
    Promise.resolve(
      shape.fits(json)
        ? ({ ok: true, value: json } as const)
        : ({ ok: false, error: { at: 'calls', kind: 'broken-json', how: 'envelope' } } as const),
    );
  return {
    base: '',
    read: (resource, _query, shape) =>
      said(
        resource === 'calls/state' ? state() : asked === null ? null : sumCalls([...legs, ...knobs.more], asked),
        shape,
      ),
    write(resource, body, shape) {
      // As the module would take it.
      asked = resource === 'calls/cancel' ? null : (body as CallsAsked);
      return said(state(), shape);
    },
  };
}

async function show(mount: HTMLElement): Promise<void> {
  const query = new URLSearchParams(window.location.search);
  const language = languageOf(query.get('language'));
  const decoded = decodeFacts(await (await fetch('/facts/breached-2024')).json());
  if (!decoded.ok) throw new Error(decoded.error.kind);
  const pbx = fakePbx(decoded.facts);
  const store = createPageStore({
    facts: pbx.facts,
    api: pbx.api,
    tool: { name: 'module-security-checklist', version: '0' },
  });
  await store.check();
  const speak = speaker(LOCALES[language]);
  const knobs: CallsKnobs = { isHeld: false, trouble: '', more: [] };
  window.calls = knobs;
  let state = 7;
  const chance = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const now = new Date();
  const legs = [...officeCalls(now, TRUNK, chance), ...strangersCalls(now, TRUNK)];
  const surroundings = {
    store,
    speak,
    wholly: speak,
    language,
    cabinet: '/admin-cabinet/',
    host: window.location.host,
    announce: () => undefined,
    plans: null,
    moreWords: () => Promise.resolve(),
  };
  mount.lang = language;
  render(
    <SurroundingsProvider value={surroundings}>
      <div class="mscl">
        <h2>{speak({ key: 'page.calls.look', params: {} })}</h2>
        <Calls calls={pretended(legs, knobs)} />
      </div>
    </SurroundingsProvider>,
    mount,
  );
}

const mount = document.getElementById('module-security-checklist');
if (mount !== null) void show(mount);
