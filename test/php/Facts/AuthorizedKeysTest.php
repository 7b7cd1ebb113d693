<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\AuthorizedKeys;
use PHPUnit\Framework\TestCase;

final class AuthorizedKeysTest extends TestCase
{
    private const BLOB = 'AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB';
    /** As `ssh-keygen -l` shows it. */
    private const FINGERPRINT = 'SHA256:X75Mb3nqVpJG3UuCRMIO94EyEAtegd44QTYVIRv99HI';

    public function testTellsTypeCommentAndFingerprint(): void
    {
        $text = "# office\n\n ssh-ed25519 " . self::BLOB . " anna <b>@desk\r\n"
            . 'command="uptime",no-pty ecdsa-sha2-nistp256 ' . self::BLOB . "\n";
        self::assertSame(
            [
                ['comment' => 'anna <b>@desk', 'fingerprint' => self::FINGERPRINT, 'type' => 'ssh-ed25519'],
                ['comment' => '', 'fingerprint' => self::FINGERPRINT, 'type' => 'ecdsa-sha2-nistp256'],
            ],
            AuthorizedKeys::in($text)
        );
    }

    public function testLinesThatHoldNoKeyLetNobodyIn(): void
    {
        self::assertSame([], AuthorizedKeys::in(''));
        self::assertSame([], AuthorizedKeys::in("hello\n#ssh-rsa " . self::BLOB . "\nssh-rsa short\nssh-rsa AAAAAAAAAAAAAAAAA"));
    }
}
