<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogin;
use Modules\ModuleSecurityChecklist\Lib\Guessing\PasswordCheck;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use PHPUnit\Framework\TestCase;

final class PasswordCheckTest extends TestCase
{
    private const PASSWORD = "Pässwörd '\"$6\$";

    /**
     * @return iterable<string, array{string}>
     */
    public function storages(): iterable
    {
        yield 'plain' => [self::PASSWORD];
        yield 'bcrypt' => [(string) password_hash(self::PASSWORD, PASSWORD_BCRYPT, ['cost' => 4])];
        yield 'SHA-512 crypt' => [crypt(self::PASSWORD, '$6$0123456789abcdef')];
        yield 'SHA-512 crypt with rounds' => [crypt(self::PASSWORD, '$6$rounds=1000$saltsalt')];
        yield 'MD5 crypt' => [crypt(self::PASSWORD, '$1$saltsalt')];
    }

    /**
     * @dataProvider storages
     */
    public function testOnlyThePasswordItselfMatches(string $stored): void
    {
        self::assertTrue(self::isPassword($stored, self::PASSWORD));
        foreach (['', $stored . 'x', strtolower(self::PASSWORD), self::PASSWORD . ' ', self::PASSWORD . "\0x"] as $other) {
            self::assertFalse(self::isPassword($stored, $other));
        }
    }

    public function testAHashIsNoPasswordOfItself(): void
    {
        $hash = crypt(self::PASSWORD, '$6$0123456789abcdef');
        self::assertFalse(self::isPassword($hash, $hash));
    }

    public function testWhatIsNoHashThatCanBeCheckedMatchesNothing(): void
    {
        foreach (['$y$j9T$salt$hash', '$6$salt$short', '$2y$10$tooshort', '$5$salt$' . str_repeat('a', 43)] as $stored) {
            self::assertFalse(self::isPassword($stored, ''));
            self::assertFalse(self::isPassword($stored, $stored));
        }
    }

    private static function isPassword(string $stored, string $typed): bool
    {
        return PasswordCheck::matches(new StoredLogin($stored, 'admin', ''), new Secret($typed, new About(), 0));
    }
}
