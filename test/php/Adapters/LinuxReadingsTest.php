<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\LinuxReadings;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\FakeClock;
use Modules\ModuleSecurityChecklist\Test\Support\FakeCommands;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use PDO;
use PHPUnit\Framework\TestCase;

final class LinuxReadingsTest extends TestCase
{
    private FakeCommands $commands;
    private FakeFiles $files;
    private PDO $asterisk;
    private PDO $bans;
    private LinuxReadings $readings;

    protected function setUp(): void
    {
        $this->commands = new FakeCommands();
        $this->files = new FakeFiles();
        $this->asterisk = new PDO('sqlite::memory:');
        $this->asterisk->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
        $this->asterisk->exec('CREATE TABLE astdb (key VARCHAR(256), value VARCHAR(256), PRIMARY KEY (key))');
        $this->bans = new PDO('sqlite::memory:');
        $this->bans->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
        $this->readings = new LinuxReadings(
            $this->commands,
            $this->files,
            new PdoRows($this->asterisk),
            new PdoRows($this->bans),
            new FakeClock()
        );
    }

    public function testRulesAreThoseOfTheFamily(): void
    {
        $this->commands->prints = ['iptables -S INPUT' => ['-P INPUT DROP'], 'ip6tables -S INPUT' => ['-P INPUT ACCEPT']];
        self::assertSame(['-P INPUT DROP'], $this->readings->runningRules(4));
        self::assertSame(['-P INPUT ACCEPT'], $this->readings->runningRules(6));
    }

    public function testAMachineWithoutTheProgramHasNone(): void
    {
        self::assertNull($this->readings->runningRules(6));
    }

    public function testRulesThatCannotBeListedAreNotNoRules(): void
    {
        $this->commands->prints = ['iptables -S INPUT' => new CannotRead(CannotRead::FAILED, 'iptables')];
        $this->expectExceptionObject(new CannotRead(CannotRead::FAILED, 'iptables'));
        $this->readings->runningRules(4);
    }

    /**
     * @dataProvider servers
     *
     * @param list<string>|null            $expected
     * @param list<string>|CannotRead|null $printed
     */
    public function testJailsAreThoseOfTheServer(?array $expected, $printed): void
    {
        if ($printed !== null) {
            $this->commands->prints = ['fail2ban-client status' => $printed];
        }
        $jails = $this->readings->jails();
        self::assertSame($expected, $jails === null ? null : array_column($jails, 'name'));
    }

    /**
     * @return array<string, array{list<string>|null, list<string>|CannotRead|null}>
     */
    public function servers(): array
    {
        return [
            'jails' => [
                ['asterisk_error', 'mikopbx-www'],
                ['Status', "|- Number of jail:\t2", "`- Jail list:\tasterisk_error, mikopbx-www"],
            ],
            'names that are none' => [['dropbear'], ["`- Jail list:\tdropbear, <b>, a b, \u{410}"]],
            'a server without jails' => [[], ['Status', "|- Number of jail:\t0", "`- Jail list:\t"]],
            'something else' => [[], ['pong']],
            'no server' => [[], new CannotRead(CannotRead::FAILED, 'fail2ban-client')],
            'no such program' => [null, null],
        ];
    }

    public function testASlowFail2banIsNotKnown(): void
    {
        $this->commands->prints = ['fail2ban-client status' => new CannotRead(CannotRead::TIMEOUT, 'fail2ban-client')];
        $this->expectExceptionObject(new CannotRead(CannotRead::TIMEOUT, 'fail2ban-client'));
        $this->readings->jails();
    }

    public function testBannedAddressesAreCountedUntilTheirTimeIsUp(): void
    {
        $this->commands->prints = ['fail2ban-client status' => ["`- Jail list:\tdropbear, asterisk_iax, mikopbx-www"]];
        $now = (new FakeClock())->now()->getTimestamp();
        // As Fail2Ban 1.0 makes it.
        $this->bans->exec('CREATE TABLE bans (jail TEXT NOT NULL, ip TEXT, timeofban INTEGER NOT NULL, '
            . 'bantime INTEGER NOT NULL, bancount INTEGER NOT NULL default 1, data JSON)');
        $ban = $this->bans->prepare('INSERT INTO bans (jail, ip, timeofban, bantime) VALUES (?, ?, ?, ?)');
        self::assertNotFalse($ban);
        foreach (
            [
                ['dropbear', '192.0.2.1', $now - 60, 61], ['dropbear', '192.0.2.2', $now - 60, 60],
                ['dropbear', '192.0.2.3', $now - 90_000, -1], ['mikopbx-www', '192.0.2.1', $now - 61, 60],
                ['gone', '192.0.2.1', $now, 60], ['asterisk_iax', '2001:db8::1', $now, 60],
            ] as $row
        ) {
            $ban->execute($row);
        }
        self::assertSame([
            ['name' => 'dropbear', 'banned' => 2], ['name' => 'asterisk_iax', 'banned' => 0],
            ['name' => 'mikopbx-www', 'banned' => 0],
        ], $this->readings->jails());
        self::assertSame(2, $this->readings->busyJails());
    }

    public function testWithoutItsTableNobodyKnowsHowManyAreBanned(): void
    {
        $this->commands->prints = ['fail2ban-client status' => ["`- Jail list:\tdropbear"]];
        self::assertSame([['name' => 'dropbear', 'banned' => null]], $this->readings->jails());
        self::assertNull($this->readings->busyJails());
    }

    public function testLxcIsWhatStartedTheFirstProcess(): void
    {
        self::assertFalse($this->readings->isLxc());
        $this->files->files['/proc/1/environ'] = "TERM=linux\0container=lxc\0";
        self::assertTrue($this->readings->isLxc());
        $this->files->files['/proc/1/environ'] = "A=container=lxc\0container=lxcfs\0";
        self::assertFalse($this->readings->isLxc());
    }

    public function testPhonesAreThoseWhoseRegistrationHolds(): void
    {
        $now = (new FakeClock())->now()->getTimestamp();
        $this->register('204;@a', [
            'endpoint' => '204', 'uri' => 'sip:204@203.0.113.9:5062;transport=udp', 'via_addr' => '192.168.1.5',
            'user_agent' => 'Yealink SIP-T23G', 'expiration_time' => (string) ($now + 60),
        ]);
        $this->register('205;@b', [
            'endpoint' => '205', 'uri' => 'sip:205@192.0.2.1', 'expiration_time' => (string) ($now - 1),
        ]);
        $this->register('206-WS;@c', [
            'endpoint' => '206-WS', 'uri' => 'sips:x@[2001:db8::7]:5061', 'user_agent' => '<script>',
            'expiration_time' => $now + 60,
        ]);
        $this->register('207;@d', [
            'endpoint' => '207', 'uri' => '', 'via_addr' => '192.0.2.8', 'expiration_time' => $now + 60,
        ]);
        self::assertSame(
            [
                [
                    'account' => '204', 'address' => '203.0.113.9', 'userAgent' => 'Yealink SIP-T23G',
                    'transport' => 'udp',
                ],
                ['account' => '206', 'address' => '2001:db8::7', 'userAgent' => '<script>', 'transport' => 'ws'],
                ['account' => '207', 'address' => '192.0.2.8', 'userAgent' => '', 'transport' => 'udp'],
            ],
            $this->readings->devices()
        );
    }

    /**
     * @dataProvider transports
     */
    public function testAPhoneComesByItsTransportUnderItsOwnNumber(string $endpoint, string $uri, string $way): void
    {
        $later = (new FakeClock())->now()->getTimestamp() + 60;
        $this->register('x', ['endpoint' => $endpoint, 'uri' => $uri, 'expiration_time' => $later]);
        self::assertSame(
            [['account' => '201', 'address' => '192.0.2.1', 'userAgent' => '', 'transport' => $way]],
            $this->readings->devices()
        );
    }

    /**
     * @return array<string, array{string, string, string}>
     */
    public function transports(): array
    {
        return [
            'silent' => ['201', 'sip:201@192.0.2.1', 'udp'],
            'TCP' => ['201', 'sip:201@192.0.2.1:5060;transport=TCP;ob', 'tcp'],
            'TLS, as the contact says' => ['201', 'sip:201@192.0.2.1:5061;transport=tls', 'tls'],
            'TLS, as the scheme says' => ['201', 'sips:201@192.0.2.1:5061', 'tls'],
            'TLS, by its own endpoint' => ['201-TLS', 'sip:201@192.0.2.1:5061', 'tls'],
            'a browser, as the contact says' => ['201', 'sip:x@192.0.2.1:40000;transport=WS', 'ws'],
            'a browser, encrypted' => ['201', 'sip:x@192.0.2.1:40000;transport=wss', 'ws'],
            'a browser, by its own endpoint' => ['201-WS', 'sip:x@192.0.2.1:40000', 'ws'],
        ];
    }

    public function testOtherThingsInTheDatabaseOfAsteriskAreNoPhones(): void
    {
        $this->asterisk->exec("INSERT INTO astdb VALUES ('/CF/204', '205'), ('/registrar/contact/x', 'no JSON')");
        $this->register('208', ['expiration_time' => []]);
        self::assertSame([], $this->readings->devices());
    }

    public function testWithoutThatDatabasePhonesAreNotKnown(): void
    {
        $this->asterisk->exec('DROP TABLE astdb');
        $this->expectExceptionObject(new CannotRead(CannotRead::MISSING, 'no such table: astdb'));
        $this->readings->devices();
    }

    /**
     * @param array<string, mixed> $contact
     */
    private function register(string $name, array $contact): void
    {
        $statement = $this->asterisk->prepare('INSERT INTO astdb VALUES (?, ?)');
        self::assertNotFalse($statement);
        $statement->execute(['/registrar/contact/' . $name, json_encode($contact)]);
    }
}
