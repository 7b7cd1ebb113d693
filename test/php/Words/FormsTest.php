<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Words;

use Modules\ModuleSecurityChecklist\Lib\Words\Forms;
use PHPUnit\Framework\TestCase;

final class FormsTest extends TestCase
{
    public function testEnglishHasTwo(): void
    {
        $said = static fn (int $count): string => Forms::fill('%count:second|seconds%', ['count' => (string) $count]);
        self::assertSame(['seconds', 'second', 'seconds', 'seconds'], array_map($said, [0, 1, 2, 21]));
    }

    public function testRussianHasThree(): void
    {
        $forms = [];
        foreach ([0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, 122, 1003] as $count) {
            $forms[$count] = Forms::fill('%n:один|два|пять%', ['n' => (string) $count]);
        }
        self::assertSame([
            0 => 'пять', 1 => 'один', 2 => 'два', 4 => 'два', 5 => 'пять', 11 => 'пять', 12 => 'пять', 14 => 'пять',
            21 => 'один', 22 => 'два', 25 => 'пять', 101 => 'один', 111 => 'пять', 112 => 'пять', 122 => 'два', 1003 => 'два',
        ], $forms);
    }

    public function testTheRestStays(): void
    {
        self::assertSame('%count% of 100%, rows', Forms::fill('%count% of 100%, %n:row|rows%', ['n' => '7']));
        self::assertSame('rows', Forms::fill('%n:row|rows%', []));
    }
}
