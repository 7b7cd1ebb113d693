<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Release;
use PHPUnit\Framework\TestCase;

/**
 * The same cases as those of isBetween in TypeScript.
 */
final class ReleaseTest extends TestCase
{
    public function testBetweenAreTestBuildsOfTheVendor(): void
    {
        foreach (['2024.1.115', '2024.1.114.1', '2025.1.1', ' 2025.4.1-dev ', '2026', '2026.1.222'] as $between) {
            self::assertTrue((new Release($between))->isBetween(), $between);
        }
        foreach (['2024.1.114', '2024.1.114-dev', '2024.1', '2023.2.206', '2026.1.223', '2026.1.223-dev', '2027', 'dev', ''] as $known) {
            self::assertFalse((new Release($known))->isBetween(), $known);
        }
    }

    public function testWithoutNumbersNothingIsConcluded(): void
    {
        $nothing = new Release('dev');
        self::assertSame([false, false], [$nothing->isAtLeast([0]), $nothing->isBefore([9999])]);
    }
}
