<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

/**
 * What an administrator's page may ask of calls.
 */
final class CallsTest extends ApiTestCase
{
    private const ASKED = [
        'from' => '2026-11-01 00:00:00', 'to' => '2026-11-15 00:00:00', 'before' => 90, 'dusk' => 22, 'dawn' => 6,
        'plain' => [['provider' => 'SIP-TRUNK-1', 'ranges' => ['83-84/11', '89-89/11']]],
    ];

    protected function setUp(): void
    {
        parent::setUp();
        $this->api->pbx->files->files['/proc/uptime'] = '1000.00 0';
    }

    public function testBeforeTheFirstThereIsNothing(): void
    {
        self::assertSame('idle', TestApi::at($this->api->get('calls/state'), 'phase'));
        self::assertSame('null', $this->api->get('calls/found')->body());
    }

    public function testTheyAreAskedForAndTheProgramBegins(): void
    {
        $answer = $this->api->post('calls/start', self::ASKED);
        self::assertSame(202, $answer->status(), $answer->body());
        self::assertSame('reading', TestApi::at($this->api->get('calls/state'), 'phase'));
        self::assertSame(1, $this->api->callsBegun);
        self::assertSame(['calls/start'], $this->api->journal());
        $details = TestApi::at($this->api->get('journal'), 'entries', 0);
        self::assertIsArray($details);
        self::assertSame(['from' => '2026-11-01 00:00:00', 'to' => '2026-11-15 00:00:00', 'before' => 90], $details['details']);
        $taken = $this->api->calls->take();
        self::assertNotNull($taken);
        self::assertSame(['SIP-TRUNK-1' => ['83-84/11', '89-89/11']], $taken[1]->plain());
        self::assertSame('2026-08-03 00:00:00', $taken[1]->earliest());
    }

    public function testTheyAreCancelled(): void
    {
        $this->api->post('calls/start', self::ASKED);
        self::assertSame('idle', TestApi::at($this->api->post('calls/cancel', (object) []), 'phase'));
        self::assertSame(['calls/start', 'calls/cancel'], $this->api->journal());
    }

    public function testNumbersAreForPersonsOnly(): void
    {
        $key = Caller::key('1', '192.168.7.8');
        self::assertSame(200, $this->api->get('calls/state', [], [], $key)->status());
        self::assertRefused(403, 'no-person', $this->api->get('calls/found', [], [], $key));
    }
}
