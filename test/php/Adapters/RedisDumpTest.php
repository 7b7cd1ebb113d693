<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\RedisDump;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedTime;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class RedisDumpTest extends TestCase
{
    private TemporaryFolder $folder;
    /** What Redis says of its settings; null: to nobody. */
    private ?string $save = '';
    private string $name = 'dump.rdb';
    /** How often it refuses to write. */
    private int $refusals = 0;
    private int $written = 0;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        file_put_contents($this->file(), 'old');
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    private function file(): string
    {
        return $this->folder->path('dump.rdb');
    }

    private function renew(): bool
    {
        $ask = function (string ...$words) {
            if ($words === ['SAVE']) {
                $this->written += $this->refusals > 0 ? 0 : 1;
                return $this->refusals-- <= 0;
            }
            $settings = ['save' => $this->save, 'dir' => $this->folder->path(), 'dbfilename' => $this->name];
            $value = $this->save === null ? null : $settings[$words[2] ?? ''] ?? null;
            return $value === null ? false : [$words[2], $value];
        };
        return (new RedisDump($ask, new PretendedTime(new Fate())))->renew();
    }

    public function testWhereRedisWritesNoneAnOldOneIsTakenAway(): void
    {
        self::assertTrue($this->renew());
        self::assertFileDoesNotExist($this->file());
        self::assertSame(0, $this->written, 'Core wants none: it would come back with the next start of Redis');
        self::assertTrue($this->renew(), 'nothing there');
    }

    public function testElsewhereItIsWrittenAnew(): void
    {
        $this->save = '3600 1 300 100 60 10000';
        self::assertTrue($this->renew());
        self::assertSame(1, $this->written);
        self::assertFileExists($this->file());
    }

    public function testOneThatIsBeingWrittenIsWaitedFor(): void
    {
        $this->save = '3600 1';
        $this->refusals = 3;
        self::assertTrue($this->renew());
        self::assertSame(1, $this->written);
    }

    public function testNoneIsBetterThanAnOldOne(): void
    {
        $this->save = '3600 1';
        $this->refusals = 1000;
        self::assertTrue($this->renew());
        self::assertFileDoesNotExist($this->file());
    }

    public function testARedisThatTellsNothingOfItselfWritesAllTheSame(): void
    {
        $this->save = null;
        self::assertTrue($this->renew());
        self::assertSame(1, $this->written);
        $this->refusals = 1000;
        self::assertFalse($this->renew());
        self::assertFileExists($this->file());
    }

    public function testNothingOutsideOfItsFolderIsTouched(): void
    {
        $this->name = '../' . basename($this->folder->path()) . '/dump.rdb';
        self::assertFalse($this->renew());
        self::assertFileExists($this->file());
    }
}
