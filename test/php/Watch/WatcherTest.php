<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Watch;

use Modules\ModuleSecurityChecklist\Lib\Facts\PartList;
use Modules\ModuleSecurityChecklist\Lib\Facts\Reading;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Watch\Notice;
use Modules\ModuleSecurityChecklist\Lib\Watch\Watcher;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PDO;
use PHPUnit\Framework\TestCase;

final class WatcherTest extends TestCase
{
    private const RECORDINGS = '/etc/nginx/mikopbx/locations/cdr-api.conf';
    private const HOLE = "location /play { set \$file \$arg_view; }\n";
    private const CLOSED = "location /play { set \$file \$arg_view; if (string.find(file, '%.%.')) { return 403; } }\n";

    private TemporaryFolder $folder;
    private PDO $pdo;
    private TestPbx $pbx;
    private Watcher $watcher;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->pdo = Office::open('2026');
        $this->pbx = new TestPbx($this->pdo);
        $this->watcher = new Watcher(new Kept(ModuleDatabase::make($this->folder)), $this->pbx->clock);
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testNeverJudgedIsNoNews(): void
    {
        self::assertSame([], $this->kinds([]));
    }

    public function testUnchangedIsNoNews(): void
    {
        self::assertSame([], $this->kinds($this->reading()->digests()));
    }

    public function testAChangeIsToldOnceAndSaysOnlyWhere(): void
    {
        $judged = $this->reading()->digests();
        $this->pdo->exec("UPDATE m_NetworkFilters SET permit = '0.0.0.0/0', description = 'Hostile <b>name</b>'");
        $notices = $this->watcher->look($this->reading(), $judged);
        $this->watcher->told();
        self::assertCount(1, $notices);
        self::assertSame([Notice::CHANGED, ['firewall']], [$notices[0]->kind(), $notices[0]->parts()]);
        self::assertSame([], $this->kinds($judged));
    }

    public function testWhatNobodyHeardIsToldTheNextTime(): void
    {
        $judged = $this->reading()->digests();
        $this->pbx->files->files[self::RECORDINGS] = self::CLOSED;
        self::assertSame([], $this->kinds($judged));
        $this->pdo->exec("UPDATE m_NetworkFilters SET permit = '0.0.0.0/0'");
        $this->pbx->files->files[self::RECORDINGS] = self::HOLE;
        self::assertCount(2, $this->watcher->look($this->reading(), $judged));
        self::assertSame([Notice::PATCH_LOST, Notice::CHANGED], $this->kinds($judged));
        self::assertSame([], $this->kinds($judged));
    }

    public function testAFurtherChangeIsToldAgain(): void
    {
        $judged = $this->reading()->digests();
        $this->pdo->exec("UPDATE m_NetworkFilters SET permit = '0.0.0.0/0'");
        $this->kinds($judged);
        $this->pdo->exec("UPDATE m_NetworkFilters SET permit = '10.0.0.0/8'");
        self::assertSame([Notice::CHANGED], $this->kinds($judged));
    }

    public function testWhatChangesByItselfIsNoNews(): void
    {
        $judged = $this->reading()->digests();
        $this->pbx->clock->now = '2026-11-24T12:00:00+03:00';
        $this->pbx->pbx->devices = [];
        $this->pbx->pbx->interfaces = [];
        $this->pbx->pbx->runningRules = [4 => [], 6 => []];
        self::assertSame([], $this->kinds($judged));
    }

    public function testAPartThatCannotBeReadIsNoChange(): void
    {
        $judged = $this->reading()->digests();
        $this->pdo->exec('DROP TABLE m_NetworkFilters');
        self::assertSame([], $this->kinds($judged));
    }

    public function testALostPatchIsToldOnce(): void
    {
        $this->pbx->files->files[self::RECORDINGS] = self::CLOSED;
        self::assertSame([], $this->kinds([]));
        $this->pbx->files->files[self::RECORDINGS] = self::HOLE;
        self::assertSame([Notice::PATCH_LOST], $this->kinds([]));
        self::assertSame([], $this->kinds([]));
    }

    public function testAPatchThatWentBeforeAnybodyLookedIsTold(): void
    {
        $this->pbx->files->files[self::RECORDINGS] = self::HOLE;
        self::assertSame([], $this->kinds([]));
        $this->pbx->pbx->patchRun = ['act' => 'run', 'at' => '2026-11-23T11:00:00+03:00', 'fixed' => ['A', 'B']];
        self::assertSame([Notice::PATCH_LOST], $this->kinds([]));
        self::assertSame([], $this->kinds([]));
        $this->pbx->files->files[self::RECORDINGS] = null;
        self::assertSame([], $this->kinds([]));
        $this->pbx->files->files[self::RECORDINGS] = self::HOLE;
        self::assertSame([], $this->kinds([]), 'the same one');
        $this->pbx->pbx->patchRun = ['act' => 'run', 'at' => '2026-11-23T11:30:00+03:00', 'fixed' => ['A', 'B']];
        self::assertSame([Notice::PATCH_LOST], $this->kinds([]), 'another one');
    }

    public function testWhatAPersonTookBackIsNotLost(): void
    {
        $this->pbx->files->files[self::RECORDINGS] = self::HOLE;
        $this->pbx->pbx->patchRun = ['act' => 'restore', 'at' => '2026-11-23T11:00:00+03:00', 'fixed' => ['A']];
        self::assertSame([], $this->kinds([]));
        $this->pbx->pbx->patchRun = ['act' => 'run', 'at' => '2026-11-23T11:00:00+03:00', 'fixed' => ['B', 'C']];
        self::assertSame([], $this->kinds([]), 'it never closed it');
    }

    public function testAHoleThatWasNeverClosedIsNoLostPatch(): void
    {
        $this->pbx->files->files[self::RECORDINGS] = self::HOLE;
        self::assertSame([], $this->kinds([]));
        self::assertSame([], $this->kinds([]));
    }

    public function testAPatchIsMissedAlsoWhenItCouldNotBeSeenBetween(): void
    {
        $this->pbx->files->files[self::RECORDINGS] = self::CLOSED;
        $this->kinds([]);
        $this->pbx->files->files[self::RECORDINGS] = null;
        $this->kinds([]);
        $this->pbx->files->files[self::RECORDINGS] = self::HOLE;
        self::assertSame([Notice::PATCH_LOST], $this->kinds([]));
    }

    public function testAnExpiredConfirmationIsToldOnce(): void
    {
        // The pretended PBX has one that ends in 2030.
        $this->pbx->clock->now = '2031-01-01T00:00:00+00:00';
        $notices = $this->watcher->look($this->reading(), []);
        $this->watcher->told();
        self::assertSame(Notice::EXPIRED, $notices[0]->kind());
        self::assertSame(1, $notices[0]->count());
        self::assertSame([], $this->kinds([]));
    }

    /**
     * What is told, and heard.
     *
     * @param array<string, string> $judged
     *
     * @return list<string>
     *
     * @phpstan-impure
     */
    private function kinds(array $judged): array
    {
        $notices = $this->watcher->look($this->reading(), $judged);
        $this->watcher->told();
        return array_map(
            static function (Notice $notice): string {
                return $notice->kind();
            },
            $notices
        );
    }

    private function reading(): Reading
    {
        return PartList::reader($this->pbx->sources)->read('https://pbx.example');
    }
}
