/** Sections in the guide's order, each opening with the guide's why. */
import { say, type Message } from '../checklist/message.ts';
import type { Result, Section } from '../checklist/report/types.ts';

export const SECTIONS: Readonly<Record<Section, { readonly title: Message; readonly why: Message }>> = {
  update: { title: say('section.update.title'), why: say('section.update.why') },
  firewall: { title: say('section.firewall.title'), why: say('section.firewall.why') },
  'web-access': { title: say('section.web-access.title'), why: say('section.web-access.why') },
  passwords: { title: say('section.passwords.title'), why: say('section.passwords.why') },
  'auth-username': { title: say('section.auth-username.title'), why: say('section.auth-username.why') },
  'brute-force': { title: say('section.brute-force.title'), why: say('section.brute-force.why') },
  'public-address': { title: say('section.public-address.title'), why: say('section.public-address.why') },
  money: { title: say('section.money.title'), why: say('section.money.why') },
  docker: { title: say('section.docker.title'), why: say('section.docker.why') },
  'other-ways-in': { title: say('section.other-ways-in.title'), why: say('section.other-ways-in.why') },
};

/** Results arrive in the guide's order; neighbours of one section belong together. */
export function sectionsOf(results: readonly Result[]): readonly { section: Section; results: readonly Result[] }[] {
  const groups = new Map<Section, Result[]>();
  for (const result of results) {
    const group = groups.get(result.section);
    if (group === undefined) groups.set(result.section, [result]);
    else group.push(result);
  }
  return [...groups].map(([section, members]) => ({ section, results: members }));
}
