<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use PHPUnit\Framework\TestCase;

/**
 * A test of the API: each with a database of its own.
 */
abstract class ApiTestCase extends TestCase
{
    protected const ATTESTATION = [
        'item' => 'own-network', 'subject' => '10.0.0.0/8', 'answer' => 'yes', 'note' => "seen\nby me", 'validDays' => 365,
    ];
    protected const WAIVER = [
        'check' => 'ssh-access', 'finding' => 'open:22', 'reason' => 'moves soon', 'expiresAt' => '2026-12-24T00:00:00.000Z',
    ];
    protected const JUDGED = [
        'version' => 1,
        'at' => '2026-11-23T09:00:00.000Z',
        'score' => ['state' => 'scored', 'points' => 49, 'word' => 'weak', 'judged' => 17, 'of' => 18, 'accepted' => 1],
        'checks' => [
            [
                'check' => 'fail2ban', 'verdict' => 'pass', 'severity' => 'high', 'accepted' => [],
                'digests' => ['fail2ban' => 'ab12'],
            ],
        ],
    ];

    protected TemporaryFolder $folder;
    protected TestApi $api;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->api = new TestApi(ModuleDatabase::make($this->folder));
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    protected static function assertRefused(int $status, string $code, Answer $answer): void
    {
        self::assertSame([$status, $code], [$answer->status(), TestApi::at($answer, 'error', 'code')], $answer->body());
        self::assertFalse(TestApi::at($answer, 'result'));
        self::assertSame(['result', 'error'], array_keys(TestApi::data($answer)));
        self::assertIsString(TestApi::at($answer, 'error', 'message'));
        self::assertNotSame($code, TestApi::at($answer, 'error', 'message'), 'there is a text');
    }
}
