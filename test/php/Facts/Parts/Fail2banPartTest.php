<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\CanonicalJson;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\Parts\Fail2banPart;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\FakeCore;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PDO;
use PHPUnit\Framework\TestCase;

final class Fail2banPartTest extends TestCase
{
    private const OFFICE = [
        'banning' => true, 'banningUnknown' => null, 'bantime' => 43200, 'enabled' => false, 'findtime' => 1800,
        'jails' => [['banned' => 0, 'name' => 'dropbear'], ['banned' => 2, 'name' => 'asterisk_security_log']],
        'maxretry' => 3, 'securityMode' => ['unknown' => 'not-supported'],
        'whitelist' => ['203.0.113.5', '10.0.0.0/8'], 'whitelistText' => ' 203.0.113.5  10.0.0.0/8 ',
    ];

    public function testTellsItsNumbersAndWhetherItBans(): void
    {
        self::assertSame(self::OFFICE, TestPbx::office()->data('fail2ban'));
    }

    /**
     * @dataProvider modes
     */
    public function testTellsTheSecurityModeWhereTheReleaseHasOne(string $mode, ?string $stored): void
    {
        $pdo = Office::open('2026');
        self::store($pdo, $stored);
        $pbx = new TestPbx($pdo);
        $core = new FakeCore('2026');
        $core->more = ['PBXSecurityMode' => 'balanced'];
        $pbx->sources->core = $core;
        self::assertEquals(['securityMode' => $mode] + self::OFFICE, $pbx->data('fail2ban'));
    }

    /**
     * @return array<string, array{string, string|null}>
     */
    public function modes(): array
    {
        return [
            'nobody has set it' => ['balanced', null],
            'relaxed' => ['relaxed', 'relaxed'],
            'strict' => ['strict', 'strict'],
            'paranoid' => ['paranoid', 'paranoid'],
            'nothing that there is' => ['balanced', 'Paranoid '],
        ];
    }

    public function testAModeThatANewerReleaseLeftBehindMeansNothing(): void
    {
        foreach (Office::RELEASES as $release) {
            $pdo = Office::open($release);
            self::store($pdo, 'paranoid');
            $data = (new TestPbx($pdo, $release))->data('fail2ban');
            self::assertIsArray($data);
            self::assertSame(['unknown' => 'not-supported'], $data['securityMode'], $release);
        }
    }

    private static function store(PDO $pdo, ?string $mode): void
    {
        if ($mode !== null) {
            $pdo->prepare("INSERT INTO m_PbxSettings (key, value) VALUES ('PBXSecurityMode', ?)")->execute([$mode]);
        }
    }

    public function testWhereRootDoesNotAnswerBanningIsNotKnown(): void
    {
        $pbx = TestPbx::office();
        $pbx->pbx->broken = new CannotRead(CannotRead::TIMEOUT);
        $unseen = ['banning' => null, 'banningUnknown' => 'timeout', 'jails' => null];
        self::assertEquals($unseen + self::OFFICE, $pbx->data('fail2ban'));
    }

    public function testWhereThereIsNoSuchToolThatIsTheReason(): void
    {
        $pbx = TestPbx::office();
        $pbx->pbx->jails = null;
        $unseen = ['banning' => null, 'banningUnknown' => 'not-supported', 'jails' => null];
        self::assertEquals($unseen + self::OFFICE, $pbx->data('fail2ban'));
    }

    public function testABanIsNoOtherDigest(): void
    {
        $pbx = TestPbx::office();
        $digest = self::digest($pbx);
        $pbx->pbx->jails = [['name' => 'dropbear', 'banned' => 9], ['name' => 'asterisk_security_log', 'banned' => 0]];
        self::assertSame($digest, self::digest($pbx));
        $pbx->pbx->jails = [['name' => 'dropbear', 'banned' => 9]];
        self::assertNotSame($digest, self::digest($pbx));
    }

    private static function digest(TestPbx $pbx): string
    {
        $digest = $pbx->read(['fail2ban'])['parts']['fail2ban']['digest'] ?? null;
        self::assertIsString($digest);
        return $digest;
    }

    /**
     * @return iterable<string, array{array<int|string, mixed>, string}>
     */
    public function vectors(): iterable
    {
        $json = (string) file_get_contents(__DIR__ . '/../../../vectors/part-digest.json');
        /** @var list<array{what: string, data: array<int|string, mixed>, digest: string}> $vectors */
        $vectors = json_decode($json, true, 512, JSON_THROW_ON_ERROR);
        foreach ($vectors as $vector) {
            yield $vector['what'] => [$vector['data'], $vector['digest']];
        }
    }

    /**
     * @dataProvider vectors
     *
     * @param array<int|string, mixed> $data
     */
    public function testGivesTheDigestThatTypeScriptGives(array $data, string $digest): void
    {
        $pbx = TestPbx::office();
        $part = new Fail2banPart($pbx->rows, new Settings($pbx->rows, new FakeCore('2026')), $pbx->pbx);
        self::assertSame($digest, hash('sha256', CanonicalJson::encode($part->lasting($data))));
    }

    public function testOddNumbersAreReadAsCoreReadsThem(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec("UPDATE m_Fail2BanRules SET maxretry = '5 times', findtime = NULL, bantime = -1, whitelist = NULL");
        $data = (new TestPbx($pdo))->data('fail2ban');
        self::assertIsArray($data);
        self::assertSame([5, 0, -1, []], [$data['maxretry'], $data['findtime'], $data['bantime'], $data['whitelist']]);
    }

    /**
     * Fail2BanConf takes what stands between two single blanks; everything else is one word, which it drops.
     */
    public function testTheWhitelistIsSplitAsCoreSplitsIt(): void
    {
        $pdo = Office::open('2024');
        $pdo->exec("UPDATE m_Fail2BanRules SET whitelist = ' 10.0.0.5  203.0.113.7' || char(13, 10) || '198.51.100.4'");
        $data = (new TestPbx($pdo))->data('fail2ban');
        self::assertIsArray($data);
        self::assertSame(['10.0.0.5', "203.0.113.7\r\n198.51.100.4"], $data['whitelist']);
        self::assertSame(" 10.0.0.5  203.0.113.7\r\n198.51.100.4", $data['whitelistText']);
    }

    public function testWithoutCoresRowNothingIsMadeUp(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec('UPDATE m_Fail2BanRules SET id = 2');
        self::assertSame('missing', (new TestPbx($pdo))->reason('fail2ban'));
    }

    public function testANumberThatJavaScriptCannotHoldMakesThePartUnknown(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec('UPDATE m_Fail2BanRules SET bantime = 9223372036854775807');
        self::assertSame('failed', (new TestPbx($pdo))->reason('fail2ban'));
    }
}
