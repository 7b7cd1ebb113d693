<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PDO;
use PHPUnit\Framework\TestCase;
use ReflectionClassConstant;

/**
 * Whatever is in Core's database: the parts that need what is odd say so, and all others are as they were.
 */
final class OddDatabaseTest extends TestCase
{
    /** Parts that a setting may change or lose. What is not here changes none but where it is shown or compared. */
    private const LOST_BY_SETTING = [
        'WEBPort' => ['ports'], 'WEBHTTPSPort' => ['ports'], 'SSHPort' => ['ports'], 'SIPPort' => ['ports'],
        'TLS_PORT' => ['ports'], 'RTPPortFrom' => ['ports'], 'RTPPortTo' => ['ports'], 'IAXPort' => ['ports'],
        'AMIPort' => ['ports'], 'AJAMPort' => ['ports'], 'AJAMPortTLS' => ['ports'],
    ];
    private const CHANGED_BY_SETTING = [
        'Name' => ['system'], 'PBXVersion' => ['system', 'rotation'], 'PBXLanguage' => ['system'],
        'PBXTimezone' => ['system', 'apiKeys'], 'PBXFirewallEnabled' => ['firewall'], 'PBXFirewallMaxReqSec' => ['firewall'],
        'PBXFail2BanEnabled' => ['fail2ban'], 'PBXSecurityMode' => ['fail2ban'], 'SIPAuthPrefix' => ['sip'], 'PBXAllowGuestCalls' => ['sip'],
        'AMIEnabled' => ['ami'], 'ARIEnabled' => ['ari'], 'ARIAllowedOrigins' => ['ari'], 'WebAdminLogin' => ['webLogin'],
        'SSHLogin' => ['ssh'], 'SSHDisablePasswordLogins' => ['ssh'], 'SSHAuthorizedKeys' => ['ssh', 'signIns'],
    ];
    private const PASSWORDS = [
        'WebAdminPassword' => ['webLogin', 'rotation'], 'SSHPassword' => ['ssh', 'rotation'], 'CloudInstanceId' => [],
    ];
    /** As SQL, for a column without a type. */
    private const VALUES = [
        'NULL', "''", "' 1 '", "'[]'", '\'{"a":["1"]}\'', '99999999999999999999', '-1', '1.5', '1e308', "x''", "x'ff00fe'",
        "'true'", "'\u{202e}1'", "printf('%.70000c', '7')",
    ];

    /** What is made of them is the same on both releases. */
    private const FEW = 4;

    public function testEverySettingThatIsReadIsTriedHere(): void
    {
        $keys = (new ReflectionClassConstant(Settings::class, 'KEYS'))->getValue();
        self::assertEqualsCanonicalizing($keys, array_keys(self::LOST_BY_SETTING + self::CHANGED_BY_SETTING));
    }

    public function testSettingsOfEveryTypeChangeTheirPartsAndNoOthers(): void
    {
        foreach (Office::RELEASES as $release) {
            $pdo = Office::open($release);
            $pdo->exec('CREATE TABLE typed AS SELECT * FROM m_PbxSettings; DROP TABLE m_PbxSettings;
                        CREATE TABLE m_PbxSettings (key, value); INSERT INTO m_PbxSettings SELECT * FROM typed');
            $whole = self::parts($pdo, $release);
            $all = self::LOST_BY_SETTING + self::CHANGED_BY_SETTING + self::PASSWORDS;
            foreach ($all as $key => $touched) {
                $before = (new PdoRows($pdo))->rows('SELECT value FROM m_PbxSettings WHERE key = :key', ['key' => $key]);
                foreach ($release === '2026' ? self::VALUES : array_slice(self::VALUES, 0, self::FEW) as $value) {
                    $pdo->exec("DELETE FROM m_PbxSettings WHERE key = '$key'");
                    $pdo->exec("INSERT INTO m_PbxSettings VALUES ('$key', $value)");
                    $this->assertOnlyTheseChanged($touched, $whole, self::parts($pdo, $release), "$release $key $value");
                }
                $pdo->exec("DELETE FROM m_PbxSettings WHERE key = '$key'");
                foreach ($before as $row) {
                    $pdo->prepare('INSERT INTO m_PbxSettings VALUES (?, ?)')->execute([$key, $row['value']]);
                }
            }
            self::assertSame($whole, self::parts($pdo, $release), 'put back');
        }
    }

    public function testPortsOfOddTypesAreMistypedAndBlanksAreNone(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec("UPDATE m_PbxSettings SET value = ' 8443 ' WHERE key = 'WEBPort'");
        self::assertSame(8443, (new TestPbx($pdo))->at('ports', 'web'));
        $pdo->exec("UPDATE m_PbxSettings SET value = '{\"port\":80}' WHERE key = 'WEBPort'");
        self::assertSame('mistyped', (new TestPbx($pdo))->reason('ports'));
    }

    /**
     * @return iterable<string, array{string, array<string, array<string, string>>}>
     */
    public function releases(): iterable
    {
        $ofAccounts = self::missing('accounts', 'secrets', 'rotation');
        $ofIax = self::missing('providers', 'outboundRoutes', 'secrets', 'rotation');
        $settings = ['system', 'ports', 'firewall', 'fail2ban', 'sip', 'secrets', 'webLogin', 'ssh', 'ami', 'ari', 'rotation'];
        $common = [
            'm_NetworkFilters' => self::missing('firewall'),
            'm_FirewallRules' => self::missing('firewall'),
            'm_Fail2BanRules' => self::missing('fail2ban'),
            'm_Sip' => self::missing('firewall', 'providers', 'outboundRoutes') + $ofAccounts,
            // Their providers are known, without hosts.
            'm_SipHosts' => ['providers' => ''],
            'm_Providers' => self::missing('outboundRoutes'),
            'm_Extensions' => $ofAccounts,
            'm_Users' => $ofAccounts,
            'm_OutgoingRoutingTable' => self::missing('outboundRoutes'),
            'm_LanInterfaces' => self::missing('firewall', 'network'),
            'm_AsteriskManagerUsers' => self::missing('firewall', 'secrets', 'ami', 'rotation'),
            'm_CustomFiles' => self::missing('extraRules'),
            'm_PbxExtensionModules' => self::missing('modules'),
        ];
        yield '2024' => ['2024', $common + ['m_PbxSettings' => self::missing(...$settings) + ['signIns' => ''], 'm_Iax' => $ofIax]];
        yield '2026' => ['2026', $common + [
            'm_PbxSettings' => self::missing('apiKeys', ...$settings) + ['signIns' => ''],
            // No rule is used by a provider that is not there.
            'm_Iax' => $ofIax + ['firewall' => ''],
            // Its routes are those of the kernel, and of the table where there is one.
            'm_NetworkStaticRoutes' => ['network' => ''],
            // As on a release that has none: their secrets are no more, and no key uses a rule.
            'm_AsteriskRestUsers' => ['ari' => 'missing', 'secrets' => '', 'rotation' => ''],
            'm_ApiKeys' => ['apiKeys' => 'not-supported', 'firewall' => '', 'accounts' => ''],
        ]];
    }

    /**
     * @dataProvider releases
     *
     * @param array<string, array<string, string>> $tables reasons by part, by table; '': known, and different
     */
    public function testEachMissingTableInTurnLosesItsPartsAndNoOthers(string $release, array $tables): void
    {
        $pdo = Office::open($release);
        $names = (new PdoRows($pdo))->rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'm\\_%' ESCAPE '\\'");
        self::assertEqualsCanonicalizing(array_column($names, 'name'), array_keys($tables), 'each table is tried');
        $whole = self::parts($pdo, $release);
        foreach ($tables as $table => $lost) {
            $pdo->exec("ALTER TABLE $table RENAME TO away");
            $parts = self::parts($pdo, $release);
            $reasons = [];
            foreach ($parts as $name => $part) {
                $reason = $part['reason'] ?? '';
                if ($reason !== ($whole[$name]['reason'] ?? '')) {
                    $reasons[$name] = $reason;
                }
            }
            ksort($reasons);
            $wanted = array_filter($lost);
            ksort($wanted);
            self::assertSame($wanted, $reasons, $table);
            $this->assertOnlyTheseChanged(array_keys($lost), $whole, $parts, $table);
            $pdo->exec("ALTER TABLE away RENAME TO $table");
        }
    }

    public function testADatabaseThatIsDamagedInTheMiddleLosesNoMoreThanItsParts(): void
    {
        $folder = new TemporaryFolder();
        Office::open('2026', $folder->path('core.db'));
        $whole = (string) file_get_contents($folder->path('core.db'));
        $lost = 0;
        foreach ([4096, 8192, 3 * 4096, 10 * 4096] as $from) {
            $damaged = substr_replace($whole, str_repeat("\xa5", 2048), $from, 2048);
            file_put_contents($folder->path('core.db'), $damaged);
            $reasons = array_column(self::parts(new PDO('sqlite:' . $folder->path('core.db')), '2026'), 'reason');
            foreach ($reasons as $reason) {
                self::assertContains($reason, ['failed', 'missing', 'mistyped']);
            }
            $lost += count($reasons);
            self::assertSame($damaged, (string) file_get_contents($folder->path('core.db')), 'only read');
        }
        self::assertGreaterThan(0, $lost);
        $folder->remove();
    }

    /**
     * @return array<string, string> reasons by part
     */
    private static function missing(string ...$parts): array
    {
        return array_fill_keys($parts, 'missing');
    }

    /**
     * @return array<string, array<string, mixed>>
     */
    private static function parts(PDO $pdo, string $release): array
    {
        return (new TestPbx($pdo, $release))->read()['parts'];
    }

    /**
     * @param list<string>                        $touched
     * @param array<string, array<string, mixed>> $whole
     * @param array<string, array<string, mixed>> $parts
     */
    private function assertOnlyTheseChanged(array $touched, array $whole, array $parts, string $message): void
    {
        $rest = array_flip($touched);
        self::assertSame(array_diff_key($whole, $rest), array_diff_key($parts, $rest), substr($message, 0, 100));
    }
}
