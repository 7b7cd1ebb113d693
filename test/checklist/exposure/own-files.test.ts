import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import { ownFilesOn, topicsOf } from '../../../sites/checklist/exposure/own-topics.ts';
import { CLEAN } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';

const ATTESTED = [attest('home-country', 'DE'), attest('allowed-countries', 'none')];
/** Ids of the checks that say something else, or name the file, once it is changed by hand. */
function touchedBy(file: string): string[] {
  const changed = { extraRules: { ...CLEAN.extraRules, customFiles: [file] }, attestations: ATTESTED };
  return CHECKS.filter(
    (check) =>
      JSON.stringify(judgeWith(check, changed)) !== JSON.stringify(judgeWith(check, { attestations: ATTESTED })),
  )
    .map(({ id }) => id)
    .sort();
}

describe('what a file is about', () => {
  it.each([
    ['/etc/firewall_additional', ['firewall']],
    ['/opt/old/etc/firewall_additional', []],
    ['/etc/rc.local', ['firewall']],
    ['/etc/ssh/ssh_config', ['ssh']],
    ['/etc/ssh/sshd_config', ['ssh']],
    ['/etc/dropbear/dropbear_rsa_host_key', ['ssh']],
    ['/root/.ssh/authorized_keys', ['ssh']],
    ['/etc/shadow', ['ssh']],
    ['/backup/etc/shadow', []],
  ])('%s: %j', (file, topics) => {
    expect(topicsOf(file)).toEqual(topics);
  });
});

it("lines of the firewall are a file of one's own, changed files another, once each", () => {
  const own = (firewallAdditional: boolean, ...customFiles: string[]) =>
    ownFilesOn({ ...CLEAN.extraRules, firewallAdditional, customFiles }, 'firewall');
  expect(own(true, '/etc/firewall_additional', '/etc/rc.local')).toEqual(['/etc/firewall_additional', '/etc/rc.local']);
  expect(own(false, '/etc/nginx/nginx.conf')).toEqual([]);
});

describe('a file that is changed by hand', () => {
  it.each([
    ['/etc/asterisk/extensions.conf', ['international-blocked']],
    ['/etc/asterisk/extensions-lua/99-extensions-override.lua', ['international-blocked']],
    ['/etc/asterisk/extensions.ael', ['international-blocked']],
    ['/etc/asterisk/features.conf', ['international-blocked']],
    ['/etc/asterisk/pjsip.conf', ['auth-username', 'guest-calls', 'sip-passwords']],
    ['/etc/asterisk/iax.conf', ['auth-username', 'guest-calls', 'sip-passwords']],
    ['/etc/asterisk/manager.conf', ['ami-ari-access']],
    ['/etc/asterisk/ari.conf', ['ami-ari-access']],
    ['/etc/asterisk/http.conf', ['ami-ari-access']],
    ['/etc/fail2ban/jail.local', ['fail2ban']],
    ['/etc/fail2ban/fail2ban.conf', ['fail2ban']],
    ['/etc/asterisk/queues.conf', []],
    ['/etc/asterisk/pjsip_notify.conf', []],
    ['/etc/asterisk/sip_scanner_useragents.conf', []],
    ['/etc/asterisk/voicemail.conf', []],
    ['/var/spool/cron/crontabs/root', []],
  ])('%s is named where it matters and nowhere else', (file, checks) => {
    expect(touchedBy(file)).toEqual(expect.arrayContaining(checks));
    expect(touchedBy(file).filter((id) => !checks.includes(id) && id !== 'extension-networks')).toEqual([]);
  });

  it('of the firewall is named at the checks of who can connect', () => {
    expect(touchedBy('/etc/firewall_additional')).toEqual(
      expect.arrayContaining(['firewall-trusted-subnets', 'web-cti-closed', 'nat-vpn']),
    );
    expect(touchedBy('/etc/firewall_additional')).not.toContain('international-blocked');
  });

  it('takes the pass, and stands beside a failure', () => {
    const check = CHECKS.find(({ id }) => id === 'fail2ban');
    const extraRules = { ...CLEAN.extraRules, customFiles: ['/etc/fail2ban/jail.local'] };
    if (check === undefined) throw new Error('no check');
    expect(judgeWith(check, { extraRules })).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      findings: [{ subject: { kind: 'file', id: '/etc/fail2ban/jail.local' }, page: { page: 'custom-files' } }],
    });
    const off = { ...CLEAN.fail2ban, enabled: false };
    const failed = judgeWith(check, { extraRules, fail2ban: off });
    expect(failed.verdict).toBe('fail');
    expect(failed.notes?.map(({ key }) => key)).toContain('own-files.bans');
  });

  it('that was not read leaves no pass', () => {
    const check = CHECKS.find(({ id }) => id === 'sip-passwords');
    if (check === undefined) throw new Error('no check');
    expect(judgeWith(check, {}, { extraRules: 'forbidden' })).toMatchObject({
      verdict: 'unknown',
      reason: 'forbidden',
    });
  });

  it.each(['', '/etc/asterisk/say.conf', 'extensions', '/etc/nginxx'])('%s decides nothing', (file) => {
    expect(topicsOf(file)).toEqual([]);
  });
});
