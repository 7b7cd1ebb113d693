<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Networks;
use Modules\ModuleSecurityChecklist\Lib\Plan\Severity;
use PHPUnit\Framework\TestCase;

final class SeverityTest extends TestCase
{
    /**
     * @dataProvider changes
     *
     * @param array<string, list<string>> $before allowed boxes by network
     * @param array<string, list<string>> $after
     */
    public function testWhatTakesSomethingFromSomebody(bool $closes, array $before, array $after, bool $wasOn = true): void
    {
        self::assertSame($closes, Severity::closes(self::config($before, $wasOn), self::config($after, true)));
        self::assertFalse(Severity::closes(self::config($before, true), self::config($after, false)), 'off closes nothing');
        self::assertFalse(Severity::closes(self::config($after, true), self::config($after, true)), 'nothing changes');
    }

    /**
     * @return array<string, array{0: bool, 1: array<string, list<string>>, 2: array<string, list<string>>, 3?: bool}>
     */
    public function changes(): array
    {
        $office = ['192.168.7.0/24' => ['WEB', 'SIP']];
        return [
            'a box is closed' => [true, $office, ['192.168.7.0/24' => ['SIP']]],
            'a rule goes' => [true, $office + ['10.0.0.0/8' => ['SIP']], $office],
            'a rule goes that a wider one covers' => [
                false, $office + ['192.168.7.5/32' => ['WEB']], $office,
            ],
            'one of other boxes does not cover it' => [true, $office + ['192.168.7.5/32' => ['SSH']], $office],
            'a narrower one does not cover it' => [true, $office, ['192.168.7.0/25' => ['WEB', 'SIP']]],
            'another family does not cover it' => [true, ['::/0' => ['WEB']], ['0.0.0.0/0' => ['WEB']]],
            'a rule more' => [false, $office, $office + ['10.0.0.0/8' => ['SIP']]],
            'the first rule of all' => [true, [], $office],
            'the last rule goes, and everybody gets in' => [false, $office, []],
            'switched on' => [true, $office, $office, false],
        ];
    }

    /**
     * @dataProvider bans
     *
     * @param array<string, string> $was
     * @param array<string, string> $is
     */
    public function testWhoIsBannedSooner(bool $sooner, array $was, array $is, bool $wasOn = true, bool $isOn = true): void
    {
        self::assertSame($sooner, Severity::bansSooner(self::fail2ban($was, $wasOn), self::fail2ban($is, $isOn)));
    }

    /**
     * @return array<string, array{0: bool, 1: array<string, string>, 2: array<string, string>, 3?: bool, 4?: bool}>
     */
    public function bans(): array
    {
        return [
            'fewer tries' => [true, [], ['maxretry' => '5']],
            'counted for longer' => [true, [], ['findtime' => '601']],
            'banned for longer' => [true, [], ['bantime' => '601']],
            'banned for ever before' => [false, ['bantime' => '-1'], ['bantime' => '600']],
            'banned where nobody was' => [true, ['bantime' => '0'], ['bantime' => '60']],
            'laxer' => [false, [], ['maxretry' => '30', 'findtime' => '60', 'bantime' => '60']],
            'switched on' => [true, [], [], false],
            'stricter, but off' => [false, [], ['maxretry' => '5'], true, false],
            'the same' => [false, [], []],
        ];
    }

    /**
     * @dataProvider changes
     *
     * @param array<string, list<string>> $before allowed boxes by network
     * @param array<string, list<string>> $after
     */
    public function testTheOtherWayRoundItOpensAgain(bool $closes, array $before, array $after, bool $wasOn = true): void
    {
        self::assertSame($closes, Severity::opens(self::config($after, true), self::config($before, $wasOn)));
    }

    public function testWhoIsBannedLaterOrNeverIsLetInAgain(): void
    {
        $strict = self::fail2ban(['maxretry' => '5', 'whitelist' => '10.0.0.1'], true);
        self::assertTrue(Severity::opens($strict, self::fail2ban(['whitelist' => '10.0.0.1'], true)));
        self::assertTrue(Severity::opens($strict, self::fail2ban(['maxretry' => '5'], false)), 'nobody is banned at all');
        self::assertTrue(Severity::opens($strict, self::fail2ban(['maxretry' => '5', 'whitelist' => '10.0.0.1 10.0.0.2'], true)));
        self::assertFalse(Severity::opens($strict, self::fail2ban(['maxretry' => '5', 'whitelist' => ''], true)));
        self::assertFalse(Severity::opens($strict, $strict));
        $two = self::fail2ban(['whitelist' => ', 10.0.0.1,10.0.0.2 '], true);
        self::assertFalse(Severity::opens($two, self::fail2ban(['whitelist' => "10.0.0.2\n10.0.0.1"], true)), 'written otherwise');
        self::assertFalse(Severity::opens($two, self::fail2ban([], true)), 'no list');
        $rule = static function (string $never): Config {
            $filter = ['id' => '1', 'permit' => '10.0.0.0/8', 'newer_block_ip' => $never];
            return new Config([1 => $filter], [], [Config::FIREWALL => '1'], null, true, []);
        };
        self::assertTrue(Severity::opens($rule('0'), $rule('1')));
        self::assertFalse(Severity::opens($rule('1'), $rule('0')));
    }

    public function testNetworksInNetworks(): void
    {
        self::assertTrue(Networks::covers('0.0.0.0/0', '10.0.0.0/8'));
        self::assertTrue(Networks::covers('10.0.0.0/8', '10.0.0.0/255.0.0.0'));
        self::assertFalse(Networks::covers('10.0.0.0/8', '0.0.0.0/0'));
        self::assertFalse(Networks::covers('0.0.0.0/0', '::/0'));
        self::assertTrue(Networks::covers('::/0', '2001:db8::/32'));
        self::assertTrue(Networks::covers('office.example', 'office.example'));
        self::assertFalse(Networks::covers('0.0.0.0/0', 'office.example'));
    }

    /**
     * @param array<string, list<string>> $rules
     */
    private static function config(array $rules, bool $isOn): Config
    {
        $filters = [];
        $rows = [];
        foreach ($rules as $permit => $boxes) {
            $id = count($filters) + 1;
            $filters[$id] = ['id' => (string) $id, 'permit' => $permit];
            foreach ($boxes as $box) {
                $rows[] = [
                    'networkfilterid' => (string) $id, 'category' => $box, 'action' => 'allow', 'protocol' => 'tcp',
                    'portfrom' => '1', 'portto' => '1',
                ];
            }
        }
        return new Config($filters, $rows, [Config::FIREWALL => $isOn ? '1' : '0'], null, true, []);
    }

    /**
     * @param array<string, string> $row
     */
    private static function fail2ban(array $row, bool $isOn): Config
    {
        $row += ['maxretry' => '20', 'findtime' => '600', 'bantime' => '600'];
        return new Config([], [], [Config::FAIL2BAN => $isOn ? '1' : '0'], $row, true, []);
    }
}
