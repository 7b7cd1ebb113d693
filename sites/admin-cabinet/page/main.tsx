/**
 * The module's page in the cabinet: reads the facts through the module's API and shows the checklist in the mount
 * element. 2026 signs requests with the cabinet's own token, 2024 with its session cookie.
 */
import { render } from 'preact';
import { audit } from '../../checklist/audit.ts';
import { speaker } from '../../checklist/speak.ts';
import { languageOf, LOCALES } from '../../locales/index.ts';
import { parseAddress } from '../../pbx/address.ts';
import { withoutAuth, withPageToken, type Auth } from '../../pbx/auth.ts';
import { createClient } from '../../pbx/client.ts';
import { unpaced } from '../../pbx/pace.ts';
import { readFacts } from '../../pbx/read.ts';
import { moduleSource } from '../../pbx/sources/module.ts';
import { tellError } from '../../pbx/words.ts';
import { ReportBody } from '../../report/report.tsx';

declare const __VERSION__: string;

/** What Core's scripts leave in the window: 2026 a keeper of tokens, both the language and the cabinet's address. */
declare global {
  interface Window {
    readonly tokenManagerReady?: Promise<unknown>;
    readonly TokenManager?: { readonly accessToken: string | null };
    readonly globalRootUrl?: string;
    readonly globalWebAdminLanguage?: string;
  }
}

const MOUNT = 'module-security-checklist';

function cabinetAuth(): Auth {
  if (window.tokenManagerReady === undefined) return withoutAuth;
  return withPageToken(async () => {
    await window.tokenManagerReady;
    return window.TokenManager?.accessToken ?? null;
  });
}

async function show(mount: HTMLElement): Promise<void> {
  const language = languageOf(window.globalWebAdminLanguage);
  const speak = speaker(LOCALES[language]);
  const address = parseAddress(window.location.origin);
  if (typeof address === 'string') return;
  const client = createClient({
    address,
    auth: cabinetAuth(),
    paced: unpaced,
    fetch: (url, init) => window.fetch(url, init),
  });
  const facts = await readFacts(moduleSource(client));
  mount.lang = language;
  if (!facts.ok) {
    mount.textContent = speak(tellError(facts.error, address.host));
    return;
  }
  const report = audit(facts.value, { tool: { name: MOUNT, version: __VERSION__ } });
  const cabinet = window.globalRootUrl ?? '/admin-cabinet/';
  mount.textContent = '';
  render(<ReportBody report={report} speak={speak} language={language} cabinet={cabinet} />, mount);
}

const mount = document.getElementById(MOUNT);
if (mount !== null) void show(mount);
