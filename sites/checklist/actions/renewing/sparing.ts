/**
 * While phones still try their old password, nobody bans their addresses: a phone that was not changed yet counts as an
 * attacker, and a ban is one of the address, with all who are there. Rules of the firewall stay as they are.
 */
import { ownNetworksOf } from '../../exposure/own-networks.ts';
import { ownPublicOf } from '../../exposure/facing.ts';
import { guessesPerDay } from '../../fail2ban/levels.ts';
import { judgeEntry } from '../../fail2ban/exempt.ts';
import type { Parts, PartData } from '../../facts/types.ts';
import { say, type Message } from '../../message.ts';
import { networksOf, type Network } from '../../reach/networks.ts';
import { cut } from '../../steps/passwords.ts';
import { entryOf, exemptNow, fitsList, rewritten, type NewList } from '../exempting.ts';
import { releaseOf } from '../preview.ts';
import { isStricter, numbersFor } from '../set-fail2ban-level.ts';
import { covers } from '../space.ts';
import type { Step } from '../types.ts';

export interface Sparing {
  readonly steps: readonly Step[];
  /** Newly exempt, as the list names them. */
  readonly entries: readonly string[];
  /** Those that can be banned all the same: the list takes no more, or not such addresses. */
  readonly left: readonly string[];
}

const NONE: Sparing = { steps: [], entries: [], left: [] };

/** That one step holds. */
const MOST_NETWORKS = 100;

/** `addresses`: those that matter most first. */
export function sparing(parts: Parts, fail2ban: PartData['fail2ban'], addresses: readonly string[]): Sparing {
  if (!fail2ban.enabled || guessesPerDay(fail2ban) === null) return NONE;
  const networks = addresses.flatMap(networksOf);
  if (networks.length === 0) return NONE;
  const release = releaseOf(parts);
  const already = exemptNow(parts.firewall, fail2ban, release);
  const wanted = networks.filter((network) => !covers(already, [network]));
  const list = listFor(wanted, parts, fail2ban);
  const numbers = numbersFor(fail2ban, null);
  // Odd numbers that no request can say would become stricter ones.
  const added = list === null || isStricter(fail2ban, numbers) ? [] : list.added;
  const held = added.flatMap(networksOf);
  const exempting: Step[] =
    list === null || added.length === 0
      ? []
      : [{ kind: 'fail2ban.patch', says: exempts(added), ...numbers, whitelist: [...list.entries] }];
  return {
    steps: [...exempting, ...unbans(networks)],
    entries: added,
    left: wanted.filter((network) => !covers(held, [network])).map(entryOf),
  };
}

const exempts = (entries: readonly string[]): Message =>
  say('actions.renew.step.spare', { entries: cut(entries.map((value) => say('actions.value.text', { value }))) });

function unbans(networks: readonly Network[]): Step[] {
  const cidrs = [...new Set(networks.map(({ cidr }) => cidr))];
  const chunks = Array.from({ length: Math.ceil(cidrs.length / MOST_NETWORKS) }, (_, place) =>
    cidrs.slice(place * MOST_NETWORKS, (place + 1) * MOST_NETWORKS),
  );
  return chunks.map((chunk) => ({
    kind: 'fail2ban.unban',
    says: say('actions.renew.step.unban', { count: chunk.length }),
    networks: chunk,
  }));
}

/** The list with as many of them as it takes; null: with none. */
function listFor(wanted: readonly Network[], parts: Parts, fail2ban: PartData['fail2ban']): NewList | null {
  const release = releaseOf(parts);
  const home = ownPublicOf(parts.network);
  const takes = (network: Network) => judgeEntry(entryOf(network), release, home) === 'works';
  const written = (networks: readonly Network[]) =>
    rewritten(fail2ban, [...new Set(networks.map(entryOf))], { release, tidies: false, home });
  const single = wanted.filter(takes);
  const all = written(single);
  if (fitsList(all)) return all.added.length === 0 ? null : all;
  // A network of this PBX holds many of them in one entry, where the release takes networks.
  const own = (parts.network.state === 'known' ? ownNetworksOf(parts.network.data) : []).filter(takes);
  const entries: Network[] = [];
  for (const network of single) {
    if (covers(entries, [network])) continue;
    const next = own.find((one) => covers([one], [network])) ?? network;
    if (fitsList(written([...entries, next]))) entries.push(next);
  }
  return entries.length === 0 ? null : written(entries);
}
