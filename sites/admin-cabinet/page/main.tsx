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
import { createPlanParts } from './plan/parts.tsx';
import { Checklist } from './checklist.tsx';
import { createPageStore } from './store.ts';

declare const __VERSION__: string;

const MOUNT = 'module-security-checklist';

function cabinetAuth(): Auth {
  const bearer = bearerOfCabinet();
  return bearer === null ? withoutAuth : withPageToken(bearer, refreshedBearer);
}

/** The words come with the bundle: there is one for each language. */
export function start(words: Words, language: string): void {
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
  const plans = createPlanParts({ api, memory: keptHere(), onOver: () => void store.check() });
  mount.lang = language;
  render(
    <Checklist
      store={store}
      speak={speaker(words)}
      language={language}
      cabinet={cabinetRoot()}
      host={address.host}
      plans={plans}
    />,
    mount,
  );
  void store.check();
}

/** Browsers may forbid it. */
function keptHere(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
