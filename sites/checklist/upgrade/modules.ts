/**
 * 2025.1.1 goes from PHP 7.4 to 8.4, and modules with it. Core's table of modules does not tell what a version runs on; the
 * vendor's advice (notes of 2024.1.114) is to switch modules off before an upgrade and to update them after it.
 */
import { say } from '../message.ts';
import { inWords, named, type Change } from './ground.ts';

/** The checklist itself runs on both. */
const OURS = 'ModuleSecurityChecklist';

export const modules: Change = ({ modules: part }) => {
  if (part.state === 'unknown') {
    return [say('upgrade.modules.unknown', { parts: inWords([{ part: 'modules', reason: part.reason }]) })];
  }
  const others = part.data.filter(({ id, enabled }) => enabled && id !== OURS);
  const names = named(others.map(({ name, id, version }) => `${name === '' ? id : name} ${version}`.trim()));
  return others.length === 0 ? [] : [say('upgrade.modules', { count: others.length, names })];
};
