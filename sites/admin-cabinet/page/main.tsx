/**
 * The module's page in the cabinet: reads the facts through the module's API and shows the checklist in the mount
 * element. 2026 signs requests with the cabinet's own token, 2024 with its session cookie.
 */
import { render } from 'preact';
import { speaker, type Words } from '../../checklist/speak.ts';
import { parseAddress } from '../../pbx/address.ts';
import { withoutAuth, withPageToken, type Auth } from '../../pbx/auth.ts';
import { createClient } from '../../pbx/client.ts';
import { createFactsStore } from '../../pbx/facts-store.ts';
import { createModuleApi } from '../../pbx/module-api.ts';
import { unpaced } from '../../pbx/pace.ts';
import { moduleSource } from '../../pbx/sources/module.ts';
import { bearerOfCabinet, cabinetRoot, refreshedBearer } from '../core.ts';
import { MOUNT } from '../mount.ts';
import { Checklist } from './checklist.tsx';
import type { PlanParts } from './context.ts';
import { createPageStore } from './store.ts';

declare const __VERSION__: string;

function cabinetAuth(): Auth {
  const bearer = bearerOfCabinet();
  return bearer === null ? withoutAuth : withPageToken(bearer, refreshedBearer);
}

/** The words of one language: those that the page says first, and a way to those that its later pieces say. */
export function start(first: Words, language: string, bringMoreWords: () => Promise<Partial<Words>>): void {
  const mount = document.getElementById(MOUNT);
  const address = parseAddress(window.location.origin);
  if (mount === null || typeof address === 'string') return;
  const client = createClient({
    address,
    auth: cabinetAuth(),
    paced: unpaced,
    fetch: (url, init) => window.fetch(url, init),
  });
  const api = createModuleApi(client);
  const store = createPageStore({
    facts: createFactsStore(moduleSource(client)),
    api,
    tool: { name: MOUNT, version: __VERSION__ },
  });
  const words: Words = { ...first };
  const speak = speaker(words);
  let more: Promise<void> | null = null;
  const moreWords = () =>
    (more ??= bringMoreWords().then((brought) => {
      Object.assign(words, brought);
    }));
  const show = (plans: PlanParts | 'failed' | null) =>
    render(
      <Checklist
        store={store}
        speak={speak}
        language={language}
        cabinet={cabinetRoot()}
        host={address.host}
        plans={plans}
        moreWords={moreWords}
      />,
      mount,
    );
  mount.lang = language;
  show(null);
  void store.check();
  // A plan may be waiting for its confirmation, so nobody has to ask for these.
  Promise.all([import('./plan/parts.tsx'), moreWords()]).then(
    ([{ createPlanParts }]) => show(createPlanParts({ api, memory: keptHere(), onOver: () => void store.check() })),
    () => show('failed'),
  );
}

/** Browsers may forbid it. */
function keptHere(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
