<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\FakePbx;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

/**
 * Parts that only hand on what one source says: their data, and the reason where the source breaks.
 */
final class HandedOnPartsTest extends TestCase
{
    /**
     * @return iterable<string, array{string, mixed}>
     */
    public function parts(): iterable
    {
        yield 'updates' => ['updates', [
            'checkedAt' => null, 'latest' => null,
            'warnings' => ['files' => null, 'securityLog' => 'calm', 'sshPassword' => false],
        ]];
        yield 'running rules' => [
            'runningRules', ['v4' => ['-P INPUT ACCEPT', '-A INPUT -j DROP'], 'v6' => null],
        ];
        yield 'devices, whose names are text of strangers' => [
            'devices', [[
                'account' => '205', 'address' => '192.168.7.30', 'transport' => 'udp',
                'userAgent' => 'Phone <script>/1.0',
            ]],
        ];
        yield 'sign-ins' => ['signIns', [
            'programs' => ['complete' => true, 'since' => '2026-11-01T12:00:00+03:00', 'users' => [
                [
                    'addresses' => [['address' => '192.168.7.20', 'count' => 42, 'last' => '2026-11-22T11:30:00+03:00']],
                    'complete' => true, 'pbx' => null, 'user' => '<b>crm</b>',
                ],
                [
                    'addresses' => [], 'complete' => true,
                    'pbx' => ['count' => 900, 'last' => '2026-11-22T11:59:00+03:00'], 'user' => 'phpagi',
                ],
            ]],
            'ssh' => ['detail' => 'system/messages', 'unknown' => 'missing'],
            'sshKeys' => [['fingerprint' => FakePbx::KEY, 'last' => '2026-11-22T11:30:00+03:00']],
            'web' => [
                'addresses' => [['address' => '192.168.7.40', 'count' => 3, 'last' => '2026-11-22T09:00:00+03:00']],
                'complete' => true, 'nameless' => 0, 'since' => '2026-10-24T12:00:00+03:00',
            ],
        ]];
        yield 'connections' => [
            'connections', ['complete' => true, 'rows' => [['address' => '192.168.7.40', 'count' => 2, 'port' => 443]]],
        ];
        yield 'attestations' => ['attestations', [[
            'answer' => 'no', 'at' => '2026-01-01T00:00:00+00:00', 'by' => 'boss',
            'expiresAt' => '2030-01-01T00:00:00+00:00', 'item' => 'ever-exposed', 'note' => '', 'subject' => '',
        ]]];
        yield 'waivers' => ['waivers', [[
            'at' => '2026-01-01T00:00:00+00:00', 'by' => 'boss', 'check' => 'api-keys',
            'expiresAt' => '2026-12-01T00:00:00+00:00', 'finding' => '', 'reason' => 'needed',
        ]]];
    }

    /**
     * @dataProvider parts
     *
     * @param mixed $data
     */
    public function testTellWhatTheirSourceSays(string $part, $data): void
    {
        $pbx = TestPbx::office();
        self::assertSame($data, $pbx->data($part));
        $pbx->pbx->broken = new CannotRead(CannotRead::TIMEOUT, 'no answer');
        self::assertSame('timeout', $pbx->reason($part));
    }
}
