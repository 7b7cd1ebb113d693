/** Values as Core's requests take them. */
import type { FirewallRule } from '../facts/types.ts';
import type { Network } from '../reach/networks.ts';
import { isSayable, stateOf, type Categories } from './categories.ts';
import { nameOf } from './guard.ts';
import type { Refusal } from './refusals.ts';

/** Address and length. */
export function asFields({ cidr, prefix }: Network): { readonly network: string; readonly subnet: number } {
  return { network: cidr.slice(0, cidr.lastIndexOf('/')), subnet: prefix };
}

/** Core cuts out what looks like markup; what is read back has to be what was sent. Nothing that cannot be seen, either. */
function readRuleName(name: string | undefined): string {
  const text = cut(
    (name ?? '')
      .replace(/[<>&"'\p{C}]/gu, '')
      .replace(/\s+/gu, ' ')
      .trim(),
    LONGEST_NAME,
  );
  return text === '' ? 'Security checklist' : text;
}

/** Core's limit, in characters. */
const LONGEST_NAME = 100;

/** By characters: half of one is none. */
const cut = (text: string, most: number): string => [...text].slice(0, most).join('').trim();

/** Names for new rules that no other rule has, neither one of the PBX nor an earlier one of the same plan. */
export function ruleNames(
  wanted: string | undefined,
  rules: readonly FirewallRule[],
): (network: Network, own?: string) => string {
  const taken = new Set(rules.map(({ name }) => name.trim().toLowerCase()));
  return ({ cidr }, own) => {
    const base = readRuleName(own ?? wanted);
    for (let place = 0; ; place++) {
      const ending = place === 0 ? '' : place === 1 ? ` ${cidr}` : ` ${cidr} (${place})`;
      const name = cut(base, LONGEST_NAME - ending.length) + ending;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  };
}

const RULE_ID = /^[1-9]\d{0,9}$/;

/** Why a rule cannot be changed by saying all of its boxes. `boxes`: those that are set anew. */
export function unchangeable(rule: FirewallRule, boxes: readonly string[], categories: Categories): Refusal | null {
  if (!RULE_ID.test(rule.id) || Number(rule.id) > 2_147_483_647) return { kind: 'no-row', rule: nameOf(rule) };
  const odd = boxes.find((box) => !isSayable(box));
  if (odd !== undefined) return { kind: 'odd-box', rule: nameOf(rule), box: odd };
  const mixed = [...categories.keys()].find((box) => !boxes.includes(box) && stateOf(rule, box) === 'mixed');
  return mixed === undefined ? null : { kind: 'mixed-box', rule: nameOf(rule), box: mixed };
}
