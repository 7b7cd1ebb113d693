import { describe, expect, it } from 'vitest';
import { isSipHard, SIP_HARD_USES } from '../../../sites/checklist/exposure/sip-hard.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, partsWith, strong } from '../../support/facts.ts';

const judge = (changes: Partial<PartData> = {}) => isSipHard(partsWith(changes));
const account = (more: Partial<PartData['accounts'][number]>) => CLEAN.accounts.map((one) => ({ ...one, ...more }));

describe('open SIP where guessing is hopeless', () => {
  it('has strong passwords, hidden names and strict protection', () => expect(judge()).toBe(true));

  it.each(SIP_HARD_USES)('is not believed without %s', (part) => {
    expect(isSipHard(partsWith({}, { [part]: 'forbidden' }))).toBe(false);
  });

  it('needs a strong password of every account, switched off or not', () => {
    expect(judge({ secrets: [{ owner: 'sip:201', features: { ...strong, length: '8-11', strong: false } }] })).toBe(
      false,
    );
    expect(judge({ accounts: [...CLEAN.accounts, ...account({ number: '202', disabled: true })] })).toBe(false);
    expect(
      judge({ secrets: [{ owner: 'sip:201', features: { ...strong, missing: ['special'], generated: true } }] }),
    ).toBe(true);
  });

  it('needs one of every provider that registers here', () => {
    const providers = CLEAN.providers.map((one) => ({ ...one, registration: 'inbound' as const }));
    expect(judge({ providers })).toBe(false);
    const secrets = [...CLEAN.secrets, { owner: 'provider:SIP-TRUNK-1', features: strong }];
    expect(judge({ providers, secrets })).toBe(true);
  });

  it.each([
    ['', false],
    ['MIKO', false],
    ['ab', false],
    ['   ', false],
    ['123', false],
    ['miko2024', false],
    ['quokka', true],
  ])('the suffix "%s": %s', (authSuffix, hard) => expect(judge({ sip: { authSuffix, guestCalls: false } })).toBe(hard));

  it.each([
    ['201', false],
    ['555', false],
    ['201MIKO', false],
    ['2014829173', false],
    ['admin', false],
    ['201-zebra', true],
  ])("an extension's own name %s: %s", (authUsername, hard) => {
    const sip = { authSuffix: null, guestCalls: false };
    expect(judge({ accounts: account({ authUsername }), sip })).toBe(hard);
  });

  it('does not believe a name that could not be read', () => {
    expect(judge({ accounts: account({ authUsername: { unknown: 'forbidden' } }) })).toBe(false);
  });

  it('needs protection that really bans, and is Strong', () => {
    expect(judge({ fail2ban: { ...CLEAN.fail2ban, banning: null } })).toBe(false);
    expect(judge({ fail2ban: { ...CLEAN.fail2ban, maxretry: 10, findtime: 3600 } })).toBe(false);
  });
});
