<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Tries;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Uptime;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class TriesTest extends TestCase
{
    private TemporaryFolder $folder;
    private PdoStorage $storage;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->storage = ModuleDatabase::make($this->folder);
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testFiveInAnyQuarterOfAnHour(): void
    {
        self::assertSame([0, 0, 0, 0, 0], [
            $this->takeAt(1000), $this->takeAt(1100), $this->takeAt(1200), $this->takeAt(1300), $this->takeAt(1899),
        ]);
        self::assertSame(1, $this->takeAt(1899), 'the first is 899 s old');
        self::assertSame(0, $this->takeAt(1900));
        self::assertSame(100, $this->takeAt(1900), 'the second is 800 s old');
        self::assertSame(0, $this->takeAt(2000));
        self::assertSame([0, 0, 0, 0, 0], array_map([$this, 'takeAt'], [9000, 9000, 9000, 9000, 9000]));
        self::assertSame(900, $this->takeAt(9000));
    }

    public function testRefusedOnesDoNotLockForLonger(): void
    {
        array_map([$this, 'takeAt'], [1000, 1000, 1000, 1000, 1000]);
        for ($second = 1000; $second < 1900; $second += 10) {
            self::assertSame(1900 - $second, $this->takeAt($second));
        }
        self::assertSame(0, $this->takeAt(1900));
    }

    public function testARestartGivesNoNewOnesAndLocksNoLonger(): void
    {
        array_map([$this, 'takeAt'], [50000, 50000, 50000, 50000, 50000]);
        self::assertSame(880, $this->takeAt(20));
        self::assertSame(1, $this->takeAt(899));
        self::assertSame(0, $this->takeAt(900));
        self::assertSame([0, 0, 0, 0], array_map([$this, 'takeAt'], [900, 900, 900, 900]));
        self::assertSame(900, $this->takeAt(900));
    }

    public function testAllConnectionsCountTogether(): void
    {
        array_map([$this, 'takeAt'], [1000, 1000, 1000, 1000]);
        $other = ModuleDatabase::open($this->folder);
        $uptime = new Uptime(new FakeFiles(['/proc/uptime' => '1000.00 0']));
        self::assertSame(0, (new Tries($other, $uptime))->take());
        self::assertSame(900, $this->takeAt(1000));
    }

    public function testRubbishCountsForNothing(): void
    {
        (new Kept($this->storage))->put('tries', ['x', null, 1.5, [], 1000, 1000, 1000, 1000]);
        self::assertSame([0, 900], [$this->takeAt(1000), $this->takeAt(1000)]);
    }

    private function takeAt(int $seconds): int
    {
        $files = new FakeFiles(['/proc/uptime' => "$seconds.99 0.00"]);
        return (new Tries($this->storage, new Uptime($files)))->take();
    }
}
