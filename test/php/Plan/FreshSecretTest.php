<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\FreshSecret;
use PHPUnit\Framework\TestCase;

/**
 * Secrets that are made here: each has every kind of character, and none that is easily taken for another.
 */
final class FreshSecretTest extends TestCase
{
    public function testEachHasEveryKindHoweverShort(): void
    {
        $made = [];
        for ($tries = 0; $tries < 200; $tries++) {
            $secret = FreshSecret::make(3);
            $kinds = count_chars((string) preg_replace(['/[2-9]/', '/[A-Z]/', '/[a-z]/'], ['1', 'A', 'a'], $secret), 3);
            self::assertSame('1Aa', $kinds, $secret);
            $made[$secret] = $secret;
        }
        self::assertGreaterThan(100, count($made), 'not the same over and over');
    }

    public function testIsAsLongAsAskedForAndCanBeReadAloud(): void
    {
        foreach ([12, 32, 64] as $length) {
            $all = '';
            for ($tries = 0; $tries < 100; $tries++) {
                $secret = FreshSecret::make($length);
                self::assertSame($length, strlen($secret));
                $all .= $secret;
            }
            self::assertMatchesRegularExpression('/\A[2-9A-HJ-NP-Za-km-z]+\z/', $all);
        }
        self::assertSame('23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz', count_chars(FreshSecret::make(20000), 3), 'each of them comes');
    }
}
