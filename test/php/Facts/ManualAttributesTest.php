<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\ManualAttributes;
use PHPUnit\Framework\TestCase;

/**
 * What Core's own parser makes of the same texts, tried on both releases.
 */
final class ManualAttributesTest extends TestCase
{
    /**
     * @return iterable<string, array{string, string|null, string|null}>
     */
    public function texts(): iterable
    {
        yield 'nothing' => ['', null, null];
        yield 'both' => ["[auth]\nusername=anna\npassword=word", 'anna', 'word'];
        yield 'other sections only' => ["[endpoint]\nusername=anna\n[aor]\npassword=word", null, null];
        yield 'no section at all' => ["username=anna\npassword=word", null, null];
        yield 'blanks and Windows line ends' => ["  [ auth ]\r\n username = anna \r\npassword =  word\r\n", 'anna', 'word'];
        yield 'the last line wins' => ["[auth]\nusername=a\nusername=b", 'b', null];
        yield 'a repeated section replaces the first' => ["[auth]\nusername=a\n[x]\n[auth]\npassword=p", null, 'p'];
        yield 'text behind the header is cut' => ["[auth] ; note\nusername=a", 'a', null];
        yield 'closing brackets are cut out of values' => ["[auth]\npassword=a]b]c", null, 'abc'];
        yield 'values keep their equals signs' => ["[auth]\npassword=a=b==", null, 'a=b=='];
        yield 'empty values are no values' => ["[auth]\nusername=\npassword", null, null];
        yield 'a zero takes the line out of the configuration' => ["[auth]\nusername=0\npassword=0", '', ''];
        yield 'capitals are another key' => ["[auth]\nUsername=a\n[AUTH]\npassword=p", null, null];
    }

    /**
     * @dataProvider texts
     */
    public function testReadsAsCoreReads(string $text, ?string $username, ?string $password): void
    {
        foreach ([$text, base64_encode($text)] as $stored) {
            $attributes = new ManualAttributes($stored);
            self::assertSame($username, $attributes->override('auth', 'username'));
            self::assertSame($password, $attributes->override('auth', 'password'));
        }
    }

    /**
     * @return iterable<string, array{string, string|null}>
     */
    public function hashes(): iterable
    {
        yield 'none' => ["[auth]\npassword=word", null];
        yield 'md5' => ["[auth]\nauth_type=md5\nmd5_cred=5f4dcc3b", '5f4dcc3b'];
        yield 'md5 in capitals, blanks, Windows line ends' => ["[ auth ]\r\n auth_type = MD5 \r\n md5_cred = 5f4d \r\n", '5f4d'];
        yield 'md5 without a hash: no password is in force all the same' => ["[auth]\nauth_type=md5", ''];
        yield 'a hash that nothing asks for' => ["[auth]\nmd5_cred=5f4d", null];
        yield 'a hash beside the type of a password' => ["[auth]\nauth_type=userpass\nmd5_cred=5f4d", null];
        yield 'digest with a password' => ["[auth]\nauth_type=digest\npassword=word", null];
        yield 'digest with a hash' => ["[auth]\nauth_type=digest\nmd5_cred=5f4d", '5f4d'];
        yield 'digest of newer releases' => ["[auth]\nauth_type=digest\npassword_digest=SHA-256:ab", 'SHA-256:ab'];
        yield 'of another section' => ["[endpoint]\nauth_type=md5\nmd5_cred=5f4d", null];
    }

    /**
     * @dataProvider hashes
     */
    public function testTellsWhereAHashIsInForceInsteadOfAPassword(string $text, ?string $hash): void
    {
        foreach ([$text, base64_encode($text)] as $stored) {
            self::assertSame($hash, (new ManualAttributes($stored))->hash('auth'));
        }
    }

    public function testBytesThatAreNoTextDoNoHarm(): void
    {
        self::assertNull((new ManualAttributes("\xff\xfe[auth\n=\n]"))->override('auth', 'password'));
    }
}
