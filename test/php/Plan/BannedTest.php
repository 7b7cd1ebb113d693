<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Banned;
use PHPUnit\Framework\TestCase;

final class BannedTest extends TestCase
{
    /**
     * @dataProvider answers
     *
     * @param array<mixed> $answer
     * @param list<string> $addresses
     */
    public function testAddressesOfEitherShape(array $answer, array $addresses): void
    {
        self::assertSame($addresses, Banned::addresses($answer));
    }

    /**
     * @return array<string, array{array<mixed>, list<string>}>
     */
    public function answers(): array
    {
        $map = ['203.0.113.9' => [['jail' => 'asterisk']], '2001:db8::1' => ['bans' => []]];
        return [
            'by address' => [$map, ['203.0.113.9', '2001:db8::1']],
            'under items' => [['items' => $map, '_meta' => ['geoip' => true]], ['203.0.113.9', '2001:db8::1']],
            'nobody' => [[], []],
            'nobody, under items' => [['items' => [], '_meta' => []], []],
            'items that are none' => [['items' => 'none'], []],
            'a list' => [['203.0.113.9'], []],
        ];
    }
}
