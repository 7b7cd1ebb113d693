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
        'from' => '2026-11-01 00:00:00', 'to' => '2026-11-15 00:00:00', 'before' => 90, 'dusk' => 22, 'dawn' => 6, 'each' => false,
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
        $answer = $this->api->post('calls/cancel', (object) []);
        self::assertSame([202, 'idle'], [$answer->status(), TestApi::at($answer, 'phase')]);
        self::assertSame(['calls/start', 'calls/cancel'], $this->api->journal());
    }

    /**
     * @dataProvider widest
     *
     * @param array<string, mixed> $asked
     */
    public function testWhatJustFitsIsTaken(array $asked): void
    {
        $answer = $this->api->post('calls/start', $asked + self::ASKED);
        self::assertSame(202, $answer->status(), $answer->body());
    }

    /**
     * @dataProvider tooWide
     *
     * @param array<string, mixed> $asked
     */
    public function testWhatJustDoesNotIsRefused(array $asked): void
    {
        self::assertRefused(422, 'invalid', $this->api->post('calls/start', $asked + self::ASKED));
        self::assertSame(0, $this->api->callsBegun);
    }

    /**
     * @return array<string, array{array<string, mixed>}>
     */
    public function widest(): array
    {
        return [
            'one second' => [['to' => '2026-11-01 00:00:01']],
            'a year' => [['to' => '2027-11-02 00:00:00']],
            'a year before' => [['before' => 366]],
            'none before' => [['before' => 0]],
            'from midnight' => [['dusk' => 0, 'dawn' => 24]],
            'to midnight' => [['dusk' => 24, 'dawn' => 0]],
            'the last day of a February' => [['from' => '2000-02-29 00:00:00', 'to' => '2000-03-01 00:00:00']],
            'no providers' => [['plain' => []]],
            'a hundred providers' => [self::providers(100)],
            'a thousand ranges' => [self::ranges(array_fill(0, 1000, '5-5/11'))],
            'no ranges' => [self::ranges([])],
            'ranges of one number, of its own length, of twenty digits' => [self::ranges(['5-5/1', '55-66/2', '5-6/20'])],
            'a long name' => [['plain' => [['provider' => str_repeat('p', 64), 'ranges' => []]]]],
        ];
    }

    /**
     * @return array<string, array{array<string, mixed>}>
     */
    public function tooWide(): array
    {
        return [
            'a year and a second' => [['to' => '2027-11-02 00:00:01']],
            'dusk after midnight' => [['dusk' => 25]],
            'dusk before it' => [['dusk' => -1]],
            'dawn after midnight' => [['dawn' => 25]],
            'a number that is greater than the last' => [self::ranges(['6-5/11'])],
            'one more provider' => [self::providers(101)],
            'one more range' => [self::ranges(array_fill(0, 1001, '5-5/11'))],
            'a name that is too long' => [['plain' => [['provider' => str_repeat('p', 65), 'ranges' => []]]]],
        ];
    }

    /**
     * @return array<string, mixed>
     */
    private static function providers(int $count): array
    {
        return ['plain' => array_map(fn (int $n): array => ['provider' => "P$n", 'ranges' => []], range(1, $count))];
    }

    /**
     * @param list<string> $ranges
     *
     * @return array<string, mixed>
     */
    private static function ranges(array $ranges): array
    {
        return ['plain' => [['provider' => 'P', 'ranges' => $ranges]]];
    }

    public function testNumbersAreForPersonsOnly(): void
    {
        $key = Caller::key('1', '192.168.7.8');
        self::assertSame(200, $this->api->get('calls/state', [], [], $key)->status());
        self::assertRefused(403, 'no-person', $this->api->get('calls/found', [], [], $key));
    }
}
