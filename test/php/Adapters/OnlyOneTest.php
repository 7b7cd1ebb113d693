<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\OnlyOne;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

/**
 * Sockets, locks and processes of the machine.
 *
 * @group system
 */
final class OnlyOneTest extends TestCase
{
    private TemporaryFolder $folder;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testThereIsOneUntilItIsGone(): void
    {
        $path = $this->folder->path('player.lock');
        $first = new OnlyOne($path);
        self::assertFalse((new OnlyOne($path))->isAlive());
        self::assertTrue($first->become());
        self::assertFalse($first->isAlive(), 'no other one');
        self::assertTrue((new OnlyOne($path))->isAlive());
        self::assertFalse((new OnlyOne($path))->become());
        unset($first);
        self::assertFalse((new OnlyOne($path))->isAlive());
        self::assertTrue((new OnlyOne($path))->become());
    }

    public function testItMayLeaveAndGoOnWithoutTheLock(): void
    {
        $path = $this->folder->path('player.lock');
        $first = new OnlyOne($path);
        self::assertTrue($first->become());
        $first->leave();
        self::assertFalse((new OnlyOne($path))->isAlive());
        $next = new OnlyOne($path);
        self::assertTrue($next->become());
        self::assertTrue($first->isAlive(), 'the next one');
        $first->leave();
        self::assertTrue($first->isAlive(), 'leaving twice takes nothing from the next one');
    }

    public function testAProgramThatItStartsDoesNotKeepIt(): void
    {
        $path = $this->folder->path('player.lock');
        $first = new OnlyOne($path);
        self::assertTrue($first->become());
        $program = proc_open('echo here; exec sleep 60', [1 => ['pipe', 'w']], $pipes);
        self::assertIsResource($program);
        self::assertSame("here\n", fgets($pipes[1]), 'it runs');
        unset($first);
        self::assertFalse((new OnlyOne($path))->isAlive());
        proc_terminate($program, 9);
        proc_close($program);
    }

    public function testWhereNoLockCanBeMadeNobodyPlays(): void
    {
        self::assertFalse((new OnlyOne($this->folder->path('none/player.lock')))->become());
        self::assertFalse((new OnlyOne($this->folder->path('none/player.lock')))->isAlive());
    }
}
