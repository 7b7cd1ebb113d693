<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\SignIns;

use Modules\ModuleSecurityChecklist\Lib\Facts\SignIns\ProgramLines;
use Modules\ModuleSecurityChecklist\Test\Support\SecurityLogLines;
use PHPUnit\Framework\TestCase;

/**
 * Programs that signed in to AMI, among lines of phones and of strangers.
 */
final class ProgramLinesTest extends TestCase
{
    private const AT = '2026-11-30T10:00:00.123+0300';
    private const TIME = 1796022000;

    public function testALineAsAsteriskWritesIt(): void
    {
        $line = '[2026-11-30 15:40:08] SECURITY[6118] res_security_log.c: SecurityEvent="SuccessfulAuth"'
            . ',EventTV="2026-11-30T15:40:08.608+0000",Severity="Informational",Service="AMI",EventVersion="1",AccountID="crm"'
            . ',SessionID="0x7f5db80042b0",LocalAddress="IPV4/TCP/127.0.0.1/5039",RemoteAddress="IPV4/TCP/127.0.0.1/39052"'
            . ',UsingPassword="0",SessionTV="2026-11-30T15:40:08.608+0000"';
        self::assertSame(
            [['service' => 'crm', 'address' => '127.0.0.1', 'time' => 1796053208, 'count' => 1, 'key' => '']],
            self::find([$line])
        );
    }

    public function testOnlyProgramsThatWereRight(): void
    {
        self::assertSame([['crm', '10.0.0.9'], ['crm', '192.168.1.20'], ['wall', '2001:db8::5']], self::told([
            SecurityLogLines::right('204', self::AT),
            SecurityLogLines::program('SuccessfulAuth', 'CRM', self::AT),
            SecurityLogLines::program('InvalidPassword', 'crm', self::AT),
            SecurityLogLines::program('ChallengeResponseFailed', 'crm', self::AT),
            SecurityLogLines::program('SuccessfulAuth', 'crm', self::AT, 'IPV4/TLS/192.168.1.20/39052'),
            SecurityLogLines::wrong('205', self::AT),
            SecurityLogLines::program('SuccessfulAuth', 'wall', self::AT, 'IPV6/TCP/2001:db8::5/39052'),
        ]));
    }

    public function testThePbxItselfIsOneWhereverItComesFrom(): void
    {
        self::assertSame(
            [['phpagi', ProgramLines::THIS_PBX], ['crm', ProgramLines::THIS_PBX], ['wall', ProgramLines::THIS_PBX]],
            self::told([
                SecurityLogLines::program('SuccessfulAuth', 'phpagi', self::AT, 'IPV4/TCP/127.0.0.2/1'),
                SecurityLogLines::program('SuccessfulAuth', 'crm', self::AT, 'IPV6/TCP/::1/39052'),
                SecurityLogLines::program('SuccessfulAuth', 'wall', self::AT, 'IPV6/TCP/::ffff:127.0.0.1/39052'),
            ])
        );
    }

    public function testTheLastLineNeedsNoEndAndTheFirstNoBeginning(): void
    {
        $line = SecurityLogLines::program('SuccessfulAuth', 'crm', self::AT);
        self::assertCount(1, (new ProgramLines())->find($line));
        self::assertCount(1, (new ProgramLines())->find(substr($line, 9) . "\n" . $line));
        self::assertSame([], (new ProgramLines())->find(''));
    }

    /**
     * @dataProvider forged
     */
    public function testStrangersForgeNothing(string $line): void
    {
        self::assertSame([], self::find([$line]));
    }

    /**
     * @return array<string, array{string}>
     */
    public static function forged(): array
    {
        $right = SecurityLogLines::program('SuccessfulAuth', 'crm', self::AT, 'IPV4/TCP/6.6.6.6/1');
        $kind = 'SecurityEvent="SuccessfulAuth",EventTV="' . self::AT . '",Severity="Informational",Service="AMI"';
        return [
            'a whole line in the Call-ID of a phone' => [SecurityLogLines::right('204', self::AT, 'IPV4/UDP/6.6.6.6/5060', $right)],
            'its middle in the Call-ID' => [SecurityLogLines::wrong('204', self::AT, 'IPV4/UDP/6.6.6.6/5060', "x\",$kind")],
            'as Asterisk writes quotation marks there' => [
                SecurityLogLines::wrong('204', self::AT, 'IPV4/UDP/6.6.6.6/5060', addcslashes("x\",$kind", '"')),
            ],
            'a line in the name of a user' => [SecurityLogLines::program('InvalidPassword', addcslashes($right, '"'), self::AT)],
            'a success in the name of a user' => [SecurityLogLines::program('InvalidAccountID', "crm\",$kind,X=\"", self::AT)],
            'no address' => [SecurityLogLines::program('SuccessfulAuth', 'crm', self::AT, 'IPV4/TCP/1.2.3/39052')],
            'an address that is none' => [SecurityLogLines::program('SuccessfulAuth', 'crm', self::AT, 'IPV6/TCP/:::::/39052')],
            'a line of another program' => [str_replace(['SECURITY[2417]', 'res_security_log.c'], ['NOTICE[1]', 'x.c'], $right)],
            'a name without an end' => [SecurityLogLines::program('SuccessfulAuth', str_repeat('x', 129), self::AT)],
            'bytes' => ['Service="AMI"' . random_bytes(2048)],
        ];
    }

    public function testAFloodOfPhonesIsPassedOver(): void
    {
        $flood = str_repeat(SecurityLogLines::wrong('100', self::AT, 'IPV4/UDP/6.6.6.6/5060') . "\n", 500);
        $lines = $flood . SecurityLogLines::program('SuccessfulAuth', 'crm', self::AT) . "\n" . $flood;
        self::assertSame(['crm'], array_column((new ProgramLines())->find($lines), 'service'));
        self::assertSame(self::TIME, (new ProgramLines())->firstTime($lines));
    }

    /**
     * @param list<string> $lines
     *
     * @return list<array{service: string, address: string|null, time: int, count: int, key: string}>
     */
    private static function find(array $lines): array
    {
        return (new ProgramLines())->find(implode("\n", $lines) . "\n");
    }

    /**
     * @param list<string> $lines
     *
     * @return list<array{string, string|null}> users and addresses
     */
    private static function told(array $lines): array
    {
        return array_map(static function (array $found): array {
            return [$found['service'], $found['address']];
        }, self::find($lines));
    }
}
