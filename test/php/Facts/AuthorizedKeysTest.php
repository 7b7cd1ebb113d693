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

    public function testLogsOfEachReleaseNameThem(): void
    {
        $blob = (string) base64_decode('AAAAC3NzaC1lZDI1NTE5AAAAIISM34fRktTGTwQhbBwIqQ5O2VgWF1NghCATkTF5uDHV', true);
        $fingerprint = 'SHA256:KtoU2wjnvFT2bkfugTK2AkPzseO3YWMcxgjM1ePBME4';
        self::assertSame([
            $fingerprint => $fingerprint,
            '58:5a:95:0a:de:b2:d4:de:ad:47:7b:af:1b:b5:49:61' => $fingerprint,
            '14:13:c1:00:fd:18:91:1c:6c:63:c6:87:82:db:7c:94:c5:c8:96:6a' => $fingerprint,
        ], AuthorizedKeys::prints('ssh-ed25519 ' . base64_encode($blob) . ' admin@desk'));
    }

    public function testLinesThatHoldNoKeyLetNobodyIn(): void
    {
        self::assertSame([], AuthorizedKeys::in(''));
        self::assertSame([], AuthorizedKeys::in("hello\n#ssh-rsa " . self::BLOB . "\nssh-rsa short\nssh-rsa AAAAAAAAAAAAAAAAA"));
    }
}
