<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Watch;

use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Watch\Stale;
use Modules\ModuleSecurityChecklist\Test\Support\FakeClock;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class StaleTest extends TestCase
{
    private TemporaryFolder $folder;
    private FakeClock $clock;
    private Storage $storage;
    private Stale $stale;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->clock = new FakeClock();
        $this->storage = ModuleDatabase::make($this->folder);
        $this->stale = new Stale(new Kept($this->storage), $this->clock);
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testNothingIsStaleAtFirst(): void
    {
        self::assertSame([], $this->stale->since());
    }

    public function testAPartIsStaleSinceItsFirstChange(): void
    {
        $this->stale->mark(['firewall']);
        $this->clock->now = '2026-11-24T12:00:00+03:00';
        $this->stale->mark(['firewall', 'ssh']);
        self::assertSame(
            ['firewall' => '2026-11-23T12:00:00+03:00', 'ssh' => '2026-11-24T12:00:00+03:00'],
            $this->stale->since()
        );
    }

    public function testAThousandMoreChangesWriteNothing(): void
    {
        $this->stale->mark(['accounts', 'secrets']);
        $this->storage->write("CREATE TRIGGER no_more BEFORE UPDATE ON m_ModuleSecurityChecklist_Kept
            BEGIN SELECT RAISE(ABORT, 'written again'); END");
        for ($i = 0; $i < 1000; $i++) {
            $this->stale->mark(['secrets', 'accounts']);
        }
        self::assertSame(['accounts', 'secrets'], array_keys($this->stale->since()));
    }

    public function testJudgingClearsIt(): void
    {
        $this->stale->mark(['ami']);
        $this->stale->clear();
        self::assertSame([], $this->stale->since());
    }
}
