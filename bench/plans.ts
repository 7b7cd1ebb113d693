/** Previews of closing actions on a large PBX: what one plan takes of the page's own thread, by the 100 ms of one task. */
import { closeWebCtiChoices } from '../sites/checklist/actions/choices/close-web-cti.ts';
import { fixSafeChoices } from '../sites/checklist/actions/choices/fix-safe.ts';
import { restrictInternetChoices } from '../sites/checklist/actions/choices/restrict-internet.ts';
import type { Planned } from '../sites/checklist/actions/action.ts';
import { enableFirewall, firstFirewall } from '../sites/checklist/actions/enable-firewall.ts';
import type { Parts } from '../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../test/support/facts.ts';
import { median, ownTime, rounded, type Figure } from './figure.ts';

const ROUNDS = 9;
const TASK_MS = 100;
const PERSON = { address: '192.168.1.50', seen: 'direct' } as const;

/** 10,000 extensions, 100 rules, 500 phones elsewhere, each at an address of its own. */
function large(enabled: boolean, providers = CLEAN.providers): Parts {
  const [account] = CLEAN.accounts;
  if (account === undefined) throw new Error('no account');
  const accounts = Array.from({ length: 10_000 }, (_, i) => ({ ...account, id: String(i), number: String(1000 + i) }));
  const devices = Array.from({ length: 500 }, (_, i) => ({
    account: String(1000 + i),
    address: `91.${i % 200}.${1 + (i % 9)}.${1 + (i % 250)}`,
    userAgent: 'Yealink SIP-T31P 124.86.0.40',
  }));
  const own = Array.from({ length: 98 }, (_, i) => rule(String(i + 1), `10.${i}.0.0/24`, { SIP: true }));
  const rules = [rule('200', '192.168.1.0/24', EVERYTHING), ...own, rule('300', '0.0.0.0/0', EVERYTHING)];
  return partsWith({
    system: { ...CLEAN.system, release: '2026.1.223' },
    providers: providers.map((provider) => ({ ...provider, host: '46.4.8.15' })),
    firewall: { ...CLEAN.firewall, enabled, rules },
    accounts,
    devices,
  });
}

/** Facts of each round are a copy: what one plan leaves behind does not help the next. `steps`: at least so many. */
function plan(name: string, facts: Parts, steps: number, make: (facts: Parts) => Planned): Figure {
  const times = Array.from({ length: ROUNDS + 1 }, () => {
    const copy = structuredClone(facts);
    const [begin, all] = [ownTime(), process.cpuUsage()];
    const planned = make(copy);
    const { user, system } = process.cpuUsage(all);
    const ms = ownTime() - begin;
    if (!planned.accepted) throw new Error(`${name}: ${planned.refusal.kind}`);
    if (planned.plan.steps.length < steps) throw new Error(`${name}: ${planned.plan.steps.length} steps`);
    return { ms, all: (user + system) / 1000 };
  });
  const ms = median(times.slice(1).map((time) => time.ms));
  const withCompiler = median(times.slice(1).map(({ all }) => all));
  return {
    name,
    ratio: rounded(ms / TASK_MS),
    limit: 1,
    details: { ms: rounded(ms), firstMs: rounded(times[0]?.ms ?? 0), withCompilerMs: rounded(withCompiler) },
  };
}

export const benchPlans = (): readonly Figure[] => [
  plan('plan: enable-firewall, 10,000 extensions, 100 rules, 500 phones elsewhere', large(false), 500, (facts) =>
    enableFirewall.plan(facts, firstFirewall(facts, PERSON), { ...PERSON, networks: [] }),
  ),
  plan('plan: restrict-internet, the same', large(true), 500, (facts) =>
    restrictInternetChoices.possible(facts, PERSON),
  ),
  plan('plan: close-web-cti, the same', large(true), 1, (facts) => closeWebCtiChoices.possible(facts, PERSON)),
  // Where nobody who is seen loses anything.
  plan('plan: fix-safe, the same without providers', large(false, []), 500, (facts) =>
    fixSafeChoices.possible(facts, PERSON),
  ),
];
