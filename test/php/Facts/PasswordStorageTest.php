<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\PasswordStorage;
use PHPUnit\Framework\TestCase;

final class PasswordStorageTest extends TestCase
{
    /**
     * @return iterable<string, array{string, string}>
     */
    public function stored(): iterable
    {
        yield 'factory value' => ['admin', 'plain'];
        yield 'nothing' => ['', 'plain'];
        yield 'a saved one on 2024' => [(string) password_hash('x', PASSWORD_BCRYPT, ['cost' => 4]), 'bcrypt'];
        yield 'a saved one on 2026' => [crypt('x', '$6$saltsaltsalt$'), 'sha512'];
        yield 'sha512 with rounds' => [crypt('x', '$6$rounds=1000$salt$'), 'sha512'];
        yield 'md5 crypt' => [crypt('x', '$1$salt$'), 'md5'];
        yield 'another crypt' => [crypt('x', '$5$salt$'), 'unknown'];
        yield 'argon2' => ['$argon2id$v=19$m=65536,t=4,p=1$c2FsdA$aGFzaA', 'unknown'];
        yield 'only begins like a hash' => ['$6$short', 'unknown'];
        yield 'a dollar is no hash' => ['$ecret', 'plain'];
        yield 'a password of hex digits: no release stores such a hash' => [md5('x'), 'plain'];
    }

    /**
     * @dataProvider stored
     */
    public function testIsToldFromTheShape(string $stored, string $kind): void
    {
        self::assertSame($kind, PasswordStorage::of($stored));
    }
}
