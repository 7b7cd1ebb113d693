/** Does each extension and provider that is limited to a network still have one? (guide: rules that allow only the required subnets) */
import { cannotTell, defineCheck, type Context } from '../check.ts';
import { phonesOf } from '../devices/phones.ts';
import { menuOf } from '../exposure/menus.ts';
import { settle, type Offence } from '../exposure/offences.ts';
import { VIEW_USES } from '../exposure/view.ts';
import type { Account, FirewallRule, Provider } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { say, type Message } from '../message.ts';
import { isWithin, networksOf } from '../reach/networks.ts';
import { isAtLeast } from '../release.ts';
import type { Page, Subject } from '../report/types.ts';
import { filterFor } from '../steps/filter.ts';
import type { FirewallParts } from '../steps/lack.ts';
import { step, type Step } from '../steps/step.ts';

/** From here on Core cuts an account whose rule is gone to the PBX itself; before, it let it in from anywhere (release notes). */
const FIRST_CLOSED = '2026.7.1';
/** Core keeps this word instead of a rule's id. */
const LOCALHOST = 'localhost';

/** An account that may be bound to a rule of the firewall. */
interface Bound {
  readonly filterId: Account['filterId'];
  readonly subject: Subject;
  readonly page: Page;
}

const ofAccount = ({ number, filterId, page }: Account): Bound => ({
  filterId,
  subject: { kind: 'account', id: number, label: number },
  page: { page: 'extension', id: page },
});

const ofProvider = ({ id, name, kind, filterId }: Provider): Bound => ({
  filterId,
  subject: { kind: 'provider', id, label: name },
  page: { page: kind === 'sip' ? 'provider-sip' : 'provider-iax', id },
});

export const check = defineCheck({
  id: 'extension-networks',
  section: 'passwords',
  order: 4,
  severity: 'high',
  needs: ['accounts', 'firewall'],
  uses: ['system', 'ports', ...VIEW_USES, 'devices'],
  ownFiles: 'accounts',
  title: say('checks.extension-networks.title'),
  todo: say('checks.extension-networks.todo'),
  why: say('checks.extension-networks.why'),
  guide: 'use-strong-passwords',
  manual: { en: 'manual/telephony/extensions', ru: 'manual/telephony/extensions' },
  page: { page: 'extensions' },
  action: null,
  effort: { minutes: 2, each: 2, phonesStop: false },

  evaluate(facts, context) {
    const { accounts, firewall, providers } = facts;
    const { release } = context;
    const all = [
      ...accounts.data.filter(({ demo }) => !demo).map(ofAccount),
      ...(providers.state === 'known' ? providers.data.filter(({ demo }) => !demo).map(ofProvider) : []),
    ];
    const bound = all.filter(({ filterId }) => isRead(filterId) && filterId !== null && filterId !== LOCALHOST);
    const gone = bound.filter(({ filterId }) => !isOneOf(firewall.data.rules, filterId));
    const unread = all.find(({ filterId }) => !isRead(filterId));

    const isOpen = isAtLeast(release, FIRST_CLOSED) !== true;
    const offences = gone.map(({ subject, page }): Offence => {
      const name = subject.label;
      const finding = { id: `gone:${subject.kind}:${subject.id}`, subject, page } as const;
      return isOpen
        ? {
            finding: { ...finding, severity: 'high', says: say('checks.extension-networks.open', { name }) },
            softened: null,
          }
        : {
            finding: { ...finding, severity: 'low', says: say('checks.extension-networks.closed', { name }) },
            softened: say('checks.extension-networks.warn'),
          };
    });
    const [first, ...more] = offences;
    if (first !== undefined) {
      return settle([first, ...more], say('checks.extension-networks.fail', { count: gone.length }), {
        offenders: { count: gone.length, of: bound.length },
        steps: boundSteps(gone, facts, context),
      });
    }
    if (providers.state === 'unknown') return cannotTell([{ part: 'providers', reason: providers.reason }]);
    if (unread !== undefined && !isRead(unread.filterId)) {
      return cannotTell([{ part: 'accounts', reason: unread.filterId.unknown }]);
    }
    if (bound.length === 0) return { verdict: 'not-applicable', says: say('checks.extension-networks.none') };
    return { verdict: 'pass', says: say('checks.extension-networks.pass', { count: bound.length }) };
  },
});

/** Where the phone is now decides which rule fits: a rule that does not hold it would shut it out. */
function boundSteps(gone: readonly Bound[], facts: FirewallParts, context: Context): readonly Step[] {
  const filter = filterFor(facts, context);
  if (filter === null) return [];
  const network = filter.network === null ? [] : networksOf(filter.network);
  const phones = facts.devices.state === 'known' ? phonesOf(facts.devices.data) : [];
  const isElsewhere = ({ subject }: Bound) =>
    phones.some(
      ({ account, address }) =>
        account === subject.id &&
        networksOf(address ?? '').some((one) => !network.some((outer) => isWithin(one, outer))),
    );
  const menus = [menuOf('extensions', context.release), menuOf('providers', context.release)];
  const steps = (some: readonly Bound[], to: string | null, says: Message): Step[] => {
    const ids = (kind: Subject['kind']) =>
      some.filter(({ subject }) => subject.kind === kind).map(({ subject }) => subject.id);
    const effect = {
      kind: 'account.filter',
      numbers: ids('account'),
      providers: ids('provider'),
      network: to,
    } as const;
    return some.length === 0 ? [] : [step(says, effect)];
  };
  const [far, near] = [gone.filter(isElsewhere), gone.filter((bound) => !isElsewhere(bound))];
  const named = (some: readonly Bound[]) => some.map(({ subject }) => subject.label);
  return [
    ...(near.length > 0 ? filter.first : []),
    ...steps(near, filter.network, say('steps.bound.rule', { menus, names: named(near), rule: filter.rule })),
    ...steps(far, null, say('steps.bound.none', { menus, names: named(far) })),
  ];
}

const isOneOf = (rules: readonly FirewallRule[], filterId: Bound['filterId']): boolean =>
  rules.some(({ id }) => id === filterId);
