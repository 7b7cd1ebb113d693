<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Boxes;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use PHPUnit\Framework\TestCase;

/**
 * A step says each box that it can say, and opens none that nobody knows.
 */
final class BoxesTest extends TestCase
{
    /**
     * @dataProvider names
     */
    public function testWhichBoxAPlanCanSay(string $name, bool $isSayable): void
    {
        self::assertSame($isSayable, Boxes::isSayable($name));
    }

    /**
     * @return list<array{string, bool}>
     */
    public function names(): array
    {
        return [
            ['WEB', true], ['MODULE_X2', true], [str_repeat('A', 64), true], [str_repeat('A', 65), false], ['', false],
            ['web', false], ['odd box', false], ["WEB\n", false],
        ];
    }

    /**
     * @dataProvider boxes
     *
     * @param array<string, bool> $boxes
     */
    public function testWhatIsMissingOrUnknownIsRefused(array $boxes, bool $isTaken): void
    {
        $isRefused = false;
        try {
            Boxes::mustSayAll($boxes, ['WEB', 'SSH', 'odd box']);
            Boxes::mustBeKnown($boxes, ['WEB', 'SSH', 'odd box']);
        } catch (PlanRefused $refused) {
            $isRefused = true;
            self::assertSame(PlanRefused::BOXES_MISSING, $refused->reason());
        }
        self::assertSame($isTaken, !$isRefused);
    }

    /**
     * @return array<string, array{array<string, bool>, bool}>
     */
    public function boxes(): array
    {
        return [
            'all that it can say' => [['WEB' => true, 'SSH' => false], true],
            'one less' => [['WEB' => true], false],
            'one that nobody knows, closed' => [['WEB' => true, 'SSH' => false, 'MODULEX' => false], true],
            'one that nobody knows, open' => [['WEB' => true, 'SSH' => false, 'MODULEX' => true], false],
        ];
    }
}
