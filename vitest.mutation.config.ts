import { defineConfig } from 'vitest/config';

const room = process.env['ROOM'] ?? '*';

/** Checks of which a room outside `checks` is the thinking; their tests judge that room too. */
const CHECKS: Readonly<Record<string, string>> = {
  devices: 'registered-devices',
  dialling: 'international-blocked',
  exposure: '{ssh-access,ami-ari-access,docker-exposure,web-cti-closed,extension-networks,nat-vpn,core-warnings}',
  fail2ban: 'fail2ban',
  reach: '{ssh-access,ami-ari-access,docker-exposure,firewall-*}',
  secrets: '{sip-passwords,auth-username,web-password}',
};

/** The tests that a mutation of one room of the checklist is judged by. No page and no PHP: those would take hours. */
export default defineConfig({
  test: {
    include: [`test/checklist/${room}/**/*.test.ts`, `test/checklist/checks/${CHECKS[room] ?? '_'}.test.ts`],
    setupFiles: ['test/support/same-runs.ts'],
    testTimeout: 60_000,
  },
});
