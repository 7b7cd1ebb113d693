<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Evidence;

use Modules\ModuleSecurityChecklist\Lib\Evidence\Patience;
use PHPUnit\Framework\TestCase;

final class PatienceTest extends TestCase
{
    public function testItIsTakenUpEverMoreSeldomButNeverLeft(): void
    {
        $patience = new Patience();
        $at = [];
        for ($now = 0.0; $now < 7200.0; $now += 5.0) {
            if ($patience->mayTakeUp($now, 'the same')) {
                $at[] = $now;
            }
        }
        self::assertSame([0.0, 5.0, 15.0, 35.0, 75.0, 155.0, 315.0, 635.0, 1235.0, 1835.0], array_slice($at, 0, 10));
        self::assertLessThan(20, count($at));
    }

    public function testWhateverComesFurtherIsTakenUpAtOnce(): void
    {
        $patience = new Patience();
        foreach ([0.0, 5.0, 15.0] as $now) {
            self::assertTrue($patience->mayTakeUp($now, 'a'));
        }
        self::assertFalse($patience->mayTakeUp(16.0, 'a'));
        self::assertTrue($patience->mayTakeUp(16.0, 'b'));
        self::assertFalse($patience->mayTakeUp(17.0, 'b'));
    }
}
