<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Guessing\Uptime;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use PHPUnit\Framework\TestCase;

final class UptimeTest extends TestCase
{
    public function testWholeSecondsSinceTheStart(): void
    {
        self::assertSame(350735, (new Uptime(new FakeFiles(['/proc/uptime' => "350735.47 234388.90\n"])))->seconds());
        self::assertSame(0, (new Uptime(new FakeFiles(['/proc/uptime' => '0.99 0.00'])))->seconds());
    }

    public function testBeforeARestartWasAtLeastAsLongAgoAsThat(): void
    {
        $uptime = new Uptime(new FakeFiles(['/proc/uptime' => '100.00 0.00']));
        self::assertSame([0, 30, 100], [$uptime->since(100), $uptime->since(70), $uptime->since(5000)]);
    }

    public function testWithoutItNothingIsGuessedAtAll(): void
    {
        foreach ([[], ['/proc/uptime' => ''], ['/proc/uptime' => 'up 3 days'], ['/proc/uptime' => null]] as $files) {
            try {
                (new Uptime(new FakeFiles($files)))->since(1);
                self::fail('a time from nowhere');
            } catch (CannotRead $hidden) {
                self::assertSame(CannotRead::FAILED, $hidden->reason());
            }
        }
    }
}
