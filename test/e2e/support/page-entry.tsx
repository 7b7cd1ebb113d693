/** The page over facts in memory, for a browser: tests reach the facts and the troubles by `window.pbx`. */
import { render } from 'preact';
import { Checklist } from '../../../sites/admin-cabinet/page/checklist.tsx';
import { createPageStore } from '../../../sites/admin-cabinet/page/store.ts';
import { decodeFacts } from '../../../sites/checklist/facts/decode.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { languageOf, LOCALES } from '../../../sites/locales/index.ts';
import { fakePbx, type FakePbx } from '../../support/page.ts';

declare global {
  interface Window {
    pbx?: FakePbx;
    /** Done before the first reading; a test sets it in an init script. */
    prepare?: (pbx: FakePbx) => void;
  }
}

async function show(mount: HTMLElement): Promise<void> {
  const query = new URLSearchParams(window.location.search);
  const language = languageOf(query.get('language'));
  const answer = await fetch(`/facts/${query.get('scenario') ?? ''}`);
  const decoded = decodeFacts(await answer.json());
  if (!decoded.ok) throw new Error(decoded.error.kind);
  const pbx = fakePbx(decoded.facts);
  window.pbx = pbx;
  window.prepare?.(pbx);
  const tool = { name: 'module-security-checklist', version: '0' };
  const store = createPageStore({ facts: pbx.facts, api: pbx.api, tool });
  mount.lang = language;
  render(
    <Checklist
      store={store}
      speak={speaker(LOCALES[language])}
      language={language}
      cabinet="/admin-cabinet/"
      host={window.location.host}
    />,
    mount,
  );
  await store.check();
}

const mount = document.getElementById('module-security-checklist');
if (mount !== null) void show(mount);
