<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\SignIns;

use Modules\ModuleSecurityChecklist\Lib\Facts\SignIns\SecurityLines;
use Modules\ModuleSecurityChecklist\Test\Support\SecurityLogLines;
use PHPUnit\Framework\TestCase;

/**
 * What Asterisk writes about phones that sign in, and what strangers would like it to read like.
 */
final class SecurityLinesTest extends TestCase
{
    private const AT = '2026-11-30T10:00:00.123+0300';
    private const TIME = 1796022000;

    public function testTellsWhoWasRightAndWhoWasNot(): void
    {
        self::assertSame([
            ['owner' => 'sip:204', 'right' => true, 'address' => '192.168.7.21', 'place' => 'UDP/192.168.7.21/5060', 'time' => self::TIME],
            ['owner' => 'sip:205', 'right' => false, 'address' => '2001:db8::5', 'place' => 'TLS/2001:db8::5/5061', 'time' => self::TIME],
            ['owner' => 'ami:crm', 'right' => true, 'address' => '10.0.0.9', 'place' => 'TCP/10.0.0.9/41022', 'time' => self::TIME],
            ['owner' => 'ami:crm', 'right' => false, 'address' => '10.0.0.9', 'place' => 'TCP/10.0.0.9/41022', 'time' => self::TIME],
        ], self::find([
            SecurityLogLines::asked('204', self::AT),
            SecurityLogLines::right('204', self::AT),
            SecurityLogLines::wrong('205', self::AT, 'IPV6/TLS/2001:db8::5/5061'),
            SecurityLogLines::program('SuccessfulAuth', 'CRM', self::AT),
            SecurityLogLines::program('InvalidPassword', 'crm', self::AT),
        ]));
    }

    public function testPhonesInBrowsersAndOverTlsAreThoseOfTheirAccount(): void
    {
        $found = self::find([
            SecurityLogLines::right('204-WS', self::AT, 'IPV4/WSS/192.168.7.21/41234'),
            SecurityLogLines::right('204-TLS', self::AT, 'IPV4/TLS/192.168.7.21/5061'),
        ]);
        self::assertSame(['sip:204', 'sip:204'], array_column($found, 'owner'));
    }

    public function testTheOffsetOfTheTimeCounts(): void
    {
        $found = self::find([
            SecurityLogLines::right('204', '2026-11-30T07:00:00.000+0000'),
            SecurityLogLines::right('204', '2026-11-30T03:30:00.999-0330'),
            SecurityLogLines::right('204', '2026-11-30T12:45:00.000+0545'),
        ]);
        self::assertSame([self::TIME, self::TIME, self::TIME], array_column($found, 'time'));
    }

    /**
     * @dataProvider forged
     */
    public function testStrangersForgeNothing(string $line): void
    {
        foreach (self::find([$line]) as $shown) {
            self::assertSame(['sip:204', false, '203.0.113.66'], [$shown['owner'], $shown['right'], $shown['address']]);
        }
        self::assertLessThan(2, count(self::find([$line])));
    }

    /**
     * @return array<string, array{string}>
     */
    public static function forged(): array
    {
        $stranger = 'IPV4/UDP/203.0.113.66/5060';
        $success = 'x",SecurityEvent="SuccessfulAuth",EventTV="' . self::AT . '",Severity="Informational",Service="PJSIP"'
            . ',EventVersion="1",AccountID="205",SessionID="y",LocalAddress="IPV4/UDP/1.1.1.1/5060"'
            . ',RemoteAddress="IPV4/UDP/9.9.9.9/5060",UsingPassword="1';
        $whole = '[2026-11-30 10:00:00] SECURITY[1] res_security_log.c: SecurityEvent="SuccessfulAuth' . substr($success, 2);
        return [
            'a success in the Call-ID' => [SecurityLogLines::wrong('204', self::AT, $stranger, $success)],
            'a whole line in the Call-ID' => [SecurityLogLines::wrong('204', self::AT, $stranger, $whole)],
            'another address in the Call-ID' => [
                SecurityLogLines::wrong('204', self::AT, $stranger, 'x",RemoteAddress="IPV4/UDP/9.9.9.9/5060'),
            ],
            'another address in the answer' => [
                SecurityLogLines::wrong('204', self::AT, $stranger, 'x', '\",RemoteAddress=\"IPV4/UDP/9.9.9.9/5060\",A=\"'),
            ],
            'an account that does not exist' => [
                str_replace('ChallengeResponseFailed', 'InvalidAccountID', SecurityLogLines::wrong('204', self::AT, $stranger)),
            ],
            'a line of another program' => [
                '[2026-11-30 10:00:00] NOTICE[1] res_pjsip.c: ' . substr(SecurityLogLines::right('204', self::AT), 57),
            ],
        ];
    }

    public function testFirstAndLastTimeOfABlock(): void
    {
        $block = "[2026-11-30 09:00:00] Asterisk 22.8.2 built by root\n"
            . SecurityLogLines::asked('204', self::AT) . "\n"
            . SecurityLogLines::wrong('204', '2026-11-30T10:00:07.000+0300') . "\n";
        self::assertSame(self::TIME, SecurityLines::firstTime($block));
        self::assertSame(self::TIME + 7, SecurityLines::lastTime($block));
        self::assertNull(SecurityLines::firstTime("nothing\n"));
    }

    /**
     * @param list<string> $lines
     *
     * @return list<array{owner: string, right: bool, address: string, time: int}>
     */
    private static function find(array $lines): array
    {
        return SecurityLines::find(implode("\n", $lines) . "\n");
    }
}
