<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Database;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\FakeCore;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\WatchedRows;
use PHPUnit\Framework\TestCase;

final class SettingsTest extends TestCase
{
    private WatchedRows $rows;

    public function testStoredValuesComeBeforeThoseOfTheFactory(): void
    {
        $settings = $this->settings('2026');
        self::assertSame(8080, $settings->port('WEBPort'));
        self::assertSame(443, $settings->port('WEBHTTPSPort'));
        self::assertTrue($settings->isOn('AMIEnabled'));
        self::assertCount(1, $this->rows->statements, 'read once');
    }

    public function testTheReleasesOwnFactoryValuesCount(): void
    {
        $without = "DELETE FROM m_PbxSettings WHERE key = 'PBXFirewallEnabled'";
        self::assertTrue($this->settings('2026', $without)->isOn('PBXFirewallEnabled'));
        self::assertFalse($this->settings('2024', $without)->isOn('PBXFirewallEnabled'));
    }

    public function testASettingThatTheReleaseDoesNotKnowIsNone(): void
    {
        self::assertNull($this->settings('2024')->find('SIPAuthPrefix'));
        self::assertSame('QUOKKA', $this->settings('2026')->find('SIPAuthPrefix'));
        try {
            $this->settings('2024')->text('SIPAuthPrefix');
            self::fail('no value was made up');
        } catch (CannotRead $missing) {
            self::assertSame([CannotRead::MISSING, 'SIPAuthPrefix'], [$missing->reason(), $missing->getMessage()]);
        }
    }

    public function testPasswordsAndPrivateKeysAreNotEvenAskedFor(): void
    {
        $settings = $this->settings('2026');
        $settings->text('Name');
        [[, $bind]] = $this->rows->statements;
        $asked = array_diff(array_map('strval', $bind), ['SSHDisablePasswordLogins', 'SSHAuthorizedKeys']);
        self::assertSame([], preg_grep('/Password|Key|Secret|Token|SSH_ID/i', $asked));
        self::assertNull($settings->find('WEBHTTPSPrivateKey'));
    }

    /**
     * @return iterable<string, array{string, bool}>
     */
    public function switches(): iterable
    {
        yield 'on' => ["'1'", true];
        yield 'a number' => ['1', true];
        yield 'off' => ["'0'", false];
        yield 'a word' => ["'true'", false];
        yield 'nothing' => ["''", false];
        yield 'NULL, for which Core takes its factory value' => ['NULL', true];
        yield 'bytes' => ["x'ff00'", false];
        yield 'a fraction' => ['1.5', false];
    }

    /**
     * @dataProvider switches
     */
    public function testSwitchesOfOddTypesAreTakenAsCoreTakesThem(string $sql, bool $isOn): void
    {
        // Without a type the column keeps what it is given.
        $odd = "DROP TABLE m_PbxSettings; CREATE TABLE m_PbxSettings (key, value);
                INSERT INTO m_PbxSettings VALUES ('PBXFirewallEnabled', $sql)";
        self::assertSame($isOn, $this->settings('2026', $odd)->isOn('PBXFirewallEnabled'));
    }

    /**
     * @return iterable<string, array{string}>
     */
    public function noPorts(): iterable
    {
        yield 'nothing' => ["''"];
        yield 'a word' => ["'http'"];
        yield 'too high' => ["'65536'"];
        yield 'negative' => ["'-1'"];
        yield 'a fraction' => ["'80.5'"];
        yield 'two' => ["'80,443'"];
        yield 'a very long number' => ["'99999999999999999999'"];
    }

    /**
     * @dataProvider noPorts
     */
    public function testWhatIsNoPortIsMistyped(string $sql): void
    {
        $settings = $this->settings('2026', "UPDATE m_PbxSettings SET value = $sql WHERE key = 'WEBPort'");
        try {
            $settings->port('WEBPort');
            self::fail('that is no port');
        } catch (CannotRead $mistyped) {
            self::assertSame(CannotRead::MISTYPED, $mistyped->reason());
        }
    }

    private function settings(string $release, string $change = ''): Settings
    {
        $pdo = Office::open($release);
        if ($change !== '') {
            $pdo->exec($change);
        }
        $this->rows = new WatchedRows(new PdoRows($pdo));
        return new Settings($this->rows, new FakeCore($release));
    }
}
