/**
 * Do extensions log in with a name that is not their number? Core appends the setting to the number (204 + MIKO =
 * 204MIKO); an extension's own attributes may name another. (guide: Change the Auth Username)
 */
import { cannotTell, defineCheck, type Context } from '../check.ts';
import { menuOf, newMenuOf } from '../exposure/menus.ts';
import type { Account, UnknownReason } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { say, type Message } from '../message.ts';
import type { Finding } from '../report/types.ts';
import { accountOwner } from '../secrets/owners.ts';
import { loginFlaw, suffixFlaw, type SuffixFlaw } from '../secrets/suffix.ts';
import { is2024 } from '../steps/names.ts';
import { cut } from '../steps/passwords.ts';
import { spare, SPARE_USES, type SpareFacts } from '../steps/spare.ts';
import { look, notHere, step, type Step } from '../steps/step.ts';

/** Why a name is no secret; `no-setting`: the release has none. */
type Flaw = SuffixFlaw | 'no-setting' | 'empty';

const FLAWS: Readonly<Record<Flaw, Message>> = {
  'no-setting': say('checks.auth-username.flaw.no-setting'),
  empty: say('checks.auth-username.flaw.empty'),
  number: say('checks.auth-username.flaw.number'),
  short: say('checks.auth-username.flaw.short'),
  example: say('checks.auth-username.flaw.example'),
  common: say('checks.auth-username.flaw.common'),
  pattern: say('checks.auth-username.flaw.pattern'),
  company: say('checks.auth-username.flaw.company'),
};

function settingFlaw(suffix: string | null, company: string): Flaw | null {
  if (suffix === null) return 'no-setting';
  return suffix.trim() === '' ? 'empty' : suffixFlaw(suffix, company);
}

/** One finding on the setting, however many extensions follow it. */
const settingFinding = (flaw: Flaw, count: number): Finding => ({
  id: 'setting',
  severity: 'medium',
  says: say('checks.auth-username.setting', { flaw: FLAWS[flaw], count }),
  subject: { kind: 'setting', id: 'SIPAuthPrefix', label: '' },
  page: flaw === 'no-setting' ? { page: 'extensions' } : { page: 'settings-sip' },
});

function ownNameFinding(account: Account, flaw: Flaw): Finding {
  const { id, name, subject, page } = accountOwner(account);
  return {
    id,
    severity: 'medium',
    says: say('checks.auth-username.own', { who: name, flaw: FLAWS[flaw] }),
    subject,
    page,
  };
}

/** `ownBad`: whose own name is no secret; `all`: every extension. */
function stepsFor(
  all: readonly Account[],
  ownBad: readonly Account[],
  isSettingBad: boolean,
  facts: SpareFacts,
  context: Context,
): readonly Step[] {
  const { release } = context;
  const menu = menuOf('extensions', release);
  const hasSetting = !is2024(release);
  const following = all.filter(({ authUsername }) => !isRead(authUsername) || authUsername === null);
  const changing = isSettingBad ? [...following, ...ownBad] : ownBad;
  const { first, last } = spare(facts, new Set(changing.map(({ number }) => number)), context);
  const numbersOf = (accounts: readonly Account[]) => accounts.map(({ number }) => number);
  const bySetting = step(say('steps.username.setting', { menu: newMenuOf('sip') }), { kind: 'sip.suffix' });
  const own = (accounts: readonly Account[]): Step[] =>
    accounts.length === 0
      ? []
      : [
          step(
            say(hasSetting ? 'steps.username.own' : 'steps.username.2024', {
              menu,
              accounts: cut(accounts.map((account) => accountOwner(account).name)),
            }),
            { kind: 'sip.usernames', numbers: numbersOf(accounts), own: true },
          ),
        ];
  return [
    ...(hasSetting ? [] : [look(say('checks.auth-username.step.2024.update'))]),
    ...first,
    ...(hasSetting ? [...(isSettingBad ? [bySetting] : []), ...own(ownBad)] : own(changing)),
    notHere('phones', say('checks.auth-username.step.phones')),
    ...last,
  ];
}

export const check = defineCheck({
  id: 'auth-username',
  section: 'auth-username',
  order: 1,
  severity: 'medium',
  needs: ['accounts', 'sip'],
  uses: [...SPARE_USES],
  ownFiles: 'accounts',
  title: say('checks.auth-username.title'),
  todo: say('checks.auth-username.todo'),
  why: say('checks.auth-username.why'),
  guide: 'change-the-auth-username',
  manual: { en: 'manual/system/general-settings', ru: 'manual/system/general-settings' },
  page: { page: 'settings-sip' },
  action: 'set-auth-username',
  effort: { minutes: 10, each: 2, phonesStop: true },

  evaluate(facts, context) {
    const { accounts, sip, system } = facts;
    const total = accounts.data.length;
    if (total === 0) return { verdict: 'not-applicable', says: say('checks.auth-username.none') };

    const company = system.state === 'known' ? system.data.name : '';
    const flawOfSetting = settingFlaw(sip.data.authSuffix, company);
    const findings: Finding[] = [];
    const ownBad: Account[] = [];
    const unread: UnknownReason[] = [];
    let bySetting = 0;
    for (const account of accounts.data) {
      const own = account.authUsername;
      if (!isRead(own)) unread.push(own.unknown);
      else if (own === null) bySetting++;
      else {
        const flaw = loginFlaw(own, account.number, company);
        if (flaw === null) continue;
        findings.push(ownNameFinding(account, flaw));
        ownBad.push(account);
      }
    }
    const following = bySetting + unread.length;
    const isSettingBad = flawOfSetting !== null && following > 0;
    if (isSettingBad) findings.unshift(settingFinding(flawOfSetting, following));

    const [reason] = unread;
    const notes = reason === undefined ? [] : [say('checks.auth-username.unread', { count: unread.length })];
    const [first, ...more] = findings;
    if (first !== undefined) {
      const count = findings.length + (isSettingBad ? following - 1 : 0);
      return {
        verdict: 'fail',
        says: isSettingBad
          ? say('checks.auth-username.fail', { flaw: FLAWS[flawOfSetting], count: following, total })
          : say('checks.auth-username.fail.own', { count, total }),
        findings: [first, ...more],
        offenders: { count, of: total },
        notes,
        steps: stepsFor(accounts.data, ownBad, isSettingBad, facts, context),
        ...(flawOfSetting === 'no-setting' ? { action: null } : {}),
      };
    }
    if (reason !== undefined) {
      return { verdict: 'unknown', reason, says: say('checks.auth-username.unread', { count: unread.length }) };
    }
    // Without the name of the PBX nobody can say that it is not the suffix.
    if (system.state === 'unknown') return cannotTell([{ part: 'system', reason: system.reason }]);
    return { verdict: 'pass', says: say('checks.auth-username.pass', { total }) };
  },
});
