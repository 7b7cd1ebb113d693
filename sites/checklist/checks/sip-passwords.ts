/**
 * Does every SIP password meet the guide's rule? Accounts of extensions, switched off or not, and providers that
 * register here. (guide: Use Strong Passwords)
 */
import { cannotTell, defineCheck } from '../check.ts';
import type { Account, Provider, SecretFeatures } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { say, type Message } from '../message.ts';
import type { Finding } from '../report/types.ts';
import { isWeak, judgeFeatures, type JudgedSecret } from '../secrets/judge.ts';
import { accountOwner, isInbound, providerOwner, type Owner } from '../secrets/owners.ts';
import { rulesInWords } from '../secrets/rules.ts';
import { passwordSteps } from '../steps/passwords.ts';
import { SPARE_USES } from '../steps/spare.ts';

interface Holder extends Owner {
  readonly demo: boolean;
  readonly remarks: readonly Message[];
}

const ofAccount = (account: Account): Holder => ({
  ...accountOwner(account),
  demo: account.demo,
  remarks: [
    ...(account.disabled ? [say('checks.sip-passwords.disabled')] : []),
    ...(account.secretOverridden === true ? [say('checks.sip-passwords.overridden')] : []),
  ],
});

const ofProvider = (provider: Provider): Holder => ({
  ...providerOwner(provider),
  demo: provider.demo,
  remarks: provider.disabled ? [say('checks.sip-passwords.disabled')] : [],
});

function problemOf(holder: Holder, judged: JudgedSecret): Finding {
  const what = { who: holder.name, reasons: [...rulesInWords(judged.broken), ...holder.remarks] };
  return {
    id: holder.id,
    severity: judged.class === 'guessable' ? 'critical' : 'high',
    says: holder.demo ? say('checks.sip-passwords.demo', what) : say('checks.sip-passwords.weak', what),
    subject: holder.subject,
    page: holder.page,
  };
}

/** What was found so far. Words are made for problems only: there may be many thousand accounts. */
class Tally {
  readonly problems: Finding[] = [];
  strongEnough = 0;
  /** Of these: as long as those that MikoPBX makes. */
  generated = 0;
  unjudged = 0;
  /** A hash is in force instead of the password that is stored. */
  readonly hashed: Message[] = [];
  /** Who needs another password. */
  readonly changing: Owner[] = [];

  hash(owner: Owner): void {
    this.hashed.push(owner.name);
    this.changing.push(owner);
  }

  /** Is it weak? `certain`: the judged secret is the one in force. */
  count(features: SecretFeatures | undefined, certain: boolean, holderOf: () => Holder): boolean {
    const judged = features === undefined ? null : judgeFeatures(features);
    if (judged !== null && isWeak(judged)) {
      const holder = holderOf();
      this.problems.push(problemOf(holder, judged));
      this.changing.push(holder);
      return true;
    }
    if (judged === null || !certain) this.unjudged++;
    else if (judged.class === 'generated-ok') {
      this.strongEnough++;
      if (features?.generated === true) this.generated++;
    }
    return false;
  }

  /** What nobody could judge. */
  unknowns(): Message[] {
    return [
      ...(this.unjudged > 0 ? [say('checks.sip-passwords.unjudged', { count: this.unjudged })] : []),
      ...(this.hashed.length > 0 ? [say('checks.sip-passwords.hashed', { names: this.hashed })] : []),
    ];
  }
}

/** One line for all of them: they miss a class of characters, and nobody guesses them. */
const generated = ({ strongEnough: count, generated: made }: Tally): Finding => ({
  id: 'generated',
  severity: 'low',
  says:
    made === count ? say('checks.sip-passwords.generated', { count }) : say('checks.sip-passwords.random', { count }),
  subject: { kind: 'setting', id: 'generated', label: '' },
  page: { page: 'extensions' },
});

/** What is asked of somebody else, or has nothing to judge. */
function providerNotes(providers: readonly Provider[]): Message[] {
  const real = providers.filter(({ demo }) => !demo);
  const outbound = real.filter(({ registration }) => registration === 'outbound').map(({ name }) => name);
  const byAddress = real.filter(({ registration }) => registration === 'none').map(({ name }) => name);
  return [
    ...(outbound.length > 0 ? [say('checks.sip-passwords.ask-provider', { names: outbound })] : []),
    ...(byAddress.length > 0 ? [say('checks.sip-passwords.by-address', { names: byAddress })] : []),
  ];
}

export const check = defineCheck({
  id: 'sip-passwords',
  section: 'passwords',
  order: 1,
  severity: 'critical',
  needs: ['accounts'],
  uses: ['secrets', ...SPARE_USES],
  ownFiles: 'accounts',
  title: say('checks.sip-passwords.title'),
  todo: say('checks.sip-passwords.todo'),
  why: say('checks.sip-passwords.why'),
  guide: 'use-strong-passwords',
  manual: { en: 'manual/telephony/extensions', ru: 'manual/telephony/extensions' },
  page: { page: 'extensions' },
  action: 'rotate-sip-passwords',
  aid: 'passwords',
  effort: { minutes: 5, each: 2, phonesStop: true },

  evaluate(facts, context) {
    const { accounts, secrets, providers } = facts;
    const known = providers.state === 'known' ? providers.data : [];
    const inbound = known.filter(isInbound);
    const total = accounts.data.length + inbound.length;
    const notes = providerNotes(known);
    const unread = providers.state === 'unknown' ? [{ part: 'providers', reason: providers.reason } as const] : [];
    if (total === 0) {
      if (unread.length > 0) return { ...cannotTell(unread), notes };
      return { verdict: 'not-applicable', says: say('checks.sip-passwords.none'), notes };
    }
    if (secrets.state === 'unknown') {
      return { ...cannotTell([{ part: 'secrets', reason: secrets.reason }]), notes };
    }

    const features = new Map<string, SecretFeatures>(secrets.data.map((secret) => [secret.owner, secret.features]));
    const tally = new Tally();
    const overridden: Message[] = [];
    for (const account of accounts.data) {
      if (account.secretHashed === true) {
        tally.hash(accountOwner(account));
        continue;
      }
      const own = features.get(`sip:${account.number}`);
      // Where attributes were not read, another password may be in force.
      const isBad = tally.count(own, isRead(account.secretOverridden), () => ofAccount(account));
      if (isBad && account.secretOverridden !== false) overridden.push(accountOwner(account).name);
    }
    for (const provider of inbound) {
      if (provider.secretHashed === true) tally.hash(providerOwner(provider));
      else tally.count(features.get(`provider:${provider.id}`), true, () => ofProvider(provider));
    }
    const { problems, strongEnough } = tally;
    const unknowns = tally.unknowns();
    const summary = strongEnough > 0 ? [generated(tally)] : [];
    const said = {
      notes: [...unknowns, ...notes],
      steps: passwordSteps(tally.changing, facts, context, { attributes: { hashed: tally.hashed, overridden } }),
    };

    const [first, ...more] = problems;
    if (first !== undefined) {
      const guessable = problems.filter(({ severity }) => severity === 'critical').length;
      const count = problems.length;
      return {
        ...said,
        verdict: 'fail',
        severity: guessable > 0 ? 'critical' : 'high',
        says:
          guessable > 0
            ? say('checks.sip-passwords.guessable', { count, guessable, total })
            : say('checks.sip-passwords.breaks', { count, total }),
        findings: [first, ...more, ...summary],
        offenders: { count, of: total },
      };
    }
    if (unread.length > 0) return { ...cannotTell(unread), notes: said.notes };
    const [unknown, ...others] = unknowns;
    if (unknown !== undefined) {
      return {
        verdict: 'unknown',
        reason: 'missing',
        says: unknown,
        notes: [...others, ...notes],
        steps: said.steps,
      };
    }
    const [line] = summary;
    if (line !== undefined) {
      return {
        verdict: 'warn',
        severity: 'low',
        says: line.says,
        findings: [line],
        offenders: { count: strongEnough, of: total },
        action: null,
        notes: [say('checks.sip-passwords.generated.why'), ...notes],
      };
    }
    return { verdict: 'pass', says: say('checks.sip-passwords.pass', { total }), notes };
  },
});
