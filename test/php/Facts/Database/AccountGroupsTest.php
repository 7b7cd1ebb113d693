<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Database;

use Modules\ModuleSecurityChecklist\Lib\Adapters\FileFeatureCache;
use Modules\ModuleSecurityChecklist\Lib\Adapters\KeyFile;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\AccountGroups;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\AccountRows;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PDO;
use PHPUnit\Framework\TestCase;

/**
 * @phpstan-import-type AccountRow from AccountRows
 */
final class AccountGroupsTest extends TestCase
{
    private const ACCOUNTS = 300;

    private TemporaryFolder $folder;
    private PDO $pdo;
    /** @var list<string> numbers of accounts that something was made of */
    private array $asked = [];

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->pdo = Office::blank('2026');
        $insert = $this->pdo->prepare("INSERT INTO m_Sip (extension, type, secret) VALUES (:number, 'peer', :secret)");
        self::assertNotFalse($insert);
        for ($i = 0; $i < self::ACCOUNTS; $i++) {
            $insert->execute(['number' => 1000 + $i, 'secret' => 'word ' . $i]);
        }
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testOnlyWhatChangedAndItsNeighboursAreMadeAgain(): void
    {
        $numbers = implode(' ', range(1000, 999 + self::ACCOUNTS));
        self::assertSame($numbers, $this->made());
        self::assertCount(self::ACCOUNTS, $this->asked);

        $this->asked = [];
        self::assertSame($numbers, $this->made());
        self::assertSame([], $this->asked);

        $this->pdo->exec("UPDATE m_Sip SET secret = 'other' WHERE extension = '1100'");
        self::assertSame($numbers, $this->made());
        self::assertContains('1100', $this->asked);
        self::assertLessThan(self::ACCOUNTS / 2, count($this->asked));

        $this->asked = [];
        $this->pdo->exec("DELETE FROM m_Sip WHERE extension = '1000'");
        self::assertSame(substr($numbers, 5), $this->made());
        self::assertNotContains('1299', $this->asked);
    }

    public function testAnotherContextBuildOrListIsAnotherThing(): void
    {
        $this->made();
        $this->asked = [];
        $this->made('list', 'context');
        self::assertCount(self::ACCOUNTS, $this->asked);
        $this->made('other', 'context');
        self::assertCount(2 * self::ACCOUNTS, $this->asked);
        $this->made('list', 'context', 'build 2');
        self::assertCount(3 * self::ACCOUNTS, $this->asked);
        $this->made('list', 'context', 'build 2');
        self::assertCount(3 * self::ACCOUNTS, $this->asked);
    }

    public function testWhereValuesCouldLookLikeOthersNothingIsKept(): void
    {
        $this->pdo->exec("UPDATE m_Sip SET secret = 'a' || char(0) || 'b' WHERE extension = '1100'");
        $this->made();
        $this->asked = [];
        $this->made();
        self::assertContains('1100', $this->asked);
        self::assertLessThan(self::ACCOUNTS / 2, count($this->asked));
    }

    public function testWithoutAKeyNothingIsKept(): void
    {
        file_put_contents($this->folder->path('fingerprints.key'), 'damaged');
        $this->made();
        $this->made();
        self::assertCount(2 * self::ACCOUNTS, $this->asked);
        self::assertFileDoesNotExist($this->folder->path('features-list.cache'));
    }

    public function testAnEmptyPbxHasNone(): void
    {
        $this->pdo->exec('DELETE FROM m_Sip');
        self::assertSame('', $this->made());
    }

    public function testShowsNoSecretInADump(): void
    {
        self::assertStringNotContainsString('word', print_r($this->groups('')->all(), true));
    }

    public function testHowManyShareASecretIsToldAnewEachTime(): void
    {
        $pbx = new TestPbx($this->pdo);
        $pbx->sources->groups = new FileFeatureCache($this->folder->path());
        $pbx->sources->fingerprints = new KeyFile($this->folder->path());
        $pbx->data('secrets');
        $this->pdo->exec("UPDATE m_Sip SET secret = 'word 7' WHERE extension IN ('1100', '1290')");
        $shared = [];
        foreach (['first', 'kept'] as $reading) {
            $all = $pbx->data('secrets');
            self::assertIsArray($all, $reading);
            $shared[] = array_filter(array_column(array_column($all, 'features'), 'shared'));
        }
        self::assertSame([[7 => 2, 100 => 2, 290 => 2], [7 => 2, 100 => 2, 290 => 2]], $shared);
        $this->pdo->exec("UPDATE m_Sip SET secret = 'own' WHERE extension = '1100'");
        $all = $pbx->data('secrets');
        self::assertIsArray($all);
        self::assertSame([7 => 1, 290 => 1], array_filter(array_column(array_column($all, 'features'), 'shared')));
    }

    private function made(string $list = 'list', string $context = '', string $build = 'build'): string
    {
        $texts = $this->groups($build)->make($list, $context, function (array $rows): string {
            /** @var list<AccountRow> $rows */
            $numbers = array_column($rows, 'number');
            $this->asked = array_merge($this->asked, $numbers);
            return implode(' ', $numbers);
        });
        return implode(' ', $texts);
    }

    private function groups(string $build): AccountGroups
    {
        $path = $this->folder->path();
        $accounts = new AccountRows(new PdoRows($this->pdo));
        return new AccountGroups($accounts, new KeyFile($path), new FileFeatureCache($path), $build);
    }
}
