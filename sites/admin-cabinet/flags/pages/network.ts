/** Network: interfaces with a public address, and what phones and providers are told. */
import { fieldSpot, textSpot, type FlagPage } from '../page.ts';

export const page: FlagPage = {
  name: 'network',
  path: /^network(?:\/(?:index|modify))?$/,
  checks: ['nat-vpn'],
  spots(view) {
    const tabs = [...view.root.querySelectorAll('#eth-interfaces-menu > a.item')];
    return ({ finding, subject }) => {
      if (finding === 'external-address') return fieldSpot(view, 'extipaddr');
      const tab = tabs.find(({ textContent }) => isOf(textContent, subject.id));
      return tab === undefined ? fieldSpot(view, 'usenat') : textSpot(tab.closest('.tabular.menu'));
    };
  },
};

/** "Office (eth0)", "eth0". */
const isOf = (text: string, name: string): boolean =>
  name !== '' && (text.includes(`(${name})`) || text.trim() === name);
