<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

/**
 * What an administrator's page may ask of traces.
 */
final class TracesTest extends ApiTestCase
{
    private const ITEM = [
        'id' => '00000000000000aa', 'print' => '00000000000000bb', 'what' => ['line' => "<b>\u{202e}"], 'absent' => 1795000000,
        'present' => 1795003600, 'by' => 'copies', 'former' => false,
    ];

    protected function setUp(): void
    {
        parent::setUp();
        $this->api->pbx->pbx->traces['kinds']['cron'] = ['items' => [self::ITEM]];
    }

    public function testTheyAreToldInTheTimeOfThePbx(): void
    {
        $answer = $this->api->get('traces/found');
        self::assertSame(200, $answer->status(), $answer->body());
        $item = TestApi::at($answer, 'kinds', 'cron', 'items', 0);
        self::assertIsArray($item);
        self::assertSame(['line' => "<b>\u{202e}"], $item['what']);
        self::assertIsString($item['absent']);
        self::assertSame(1795000000, strtotime($item['absent']));
        self::assertNull($item['fine']);
        self::assertSame(['state' => 'unknown', 'reason' => 'failed', 'detail' => '/proc'], TestApi::at($answer, 'kinds', 'processes'));
        self::assertSame([], $this->api->journal());
    }

    public function testAPersonSaysThatOneIsFine(): void
    {
        $this->api->get('traces/found');
        $asked = ['kind' => 'cron', 'id' => self::ITEM['id'], 'print' => self::ITEM['print'], 'fine' => true];
        $answer = $this->api->post('traces/fine', $asked);
        self::assertSame([200, true], [$answer->status(), TestApi::at($answer, 'done')], $answer->body());
        self::assertSame('boss', TestApi::at($this->api->get('traces/found'), 'kinds', 'cron', 'items', 0, 'fine', 'by'));
        self::assertSame(['traces/fine'], $this->api->journal());
        $this->api->post('traces/fine', ['fine' => false] + $asked);
        self::assertNull(TestApi::at($this->api->get('traces/found'), 'kinds', 'cron', 'items', 0, 'fine'));
        $answer = $this->api->post('traces/fine', ['print' => str_repeat('c', 16)] + $asked);
        self::assertFalse(TestApi::at($answer, 'done'));
        self::assertCount(2, $this->api->journal());
    }

    /**
     * @dataProvider unfit
     *
     * @param array<string, mixed> $change
     */
    public function testWhatDoesNotFitIsRefused(array $change): void
    {
        $asked = ['kind' => 'cron', 'id' => self::ITEM['id'], 'print' => self::ITEM['print'], 'fine' => true];
        self::assertRefused(422, 'invalid', $this->api->post('traces/fine', $change + $asked));
    }

    /**
     * @return array<string, array{array<string, mixed>}>
     */
    public function unfit(): array
    {
        return [
            'another kind' => [['kind' => 'others']],
            'a name' => [['id' => '/etc/passwd']],
            'no print' => [['print' => '']],
            'no answer' => [['fine' => 'yes']],
        ];
    }

    public function testAReadingWithoutACriticalFindingIsAGoodOne(): void
    {
        self::assertNull(TestApi::at($this->api->get('traces/found'), 'goodAt'));
        $bad = self::JUDGED;
        $bad['checks'][0]['verdict'] = 'fail';
        $bad['checks'][0]['severity'] = 'critical';
        $this->api->post('last-judged', $bad);
        self::assertNull(TestApi::at($this->api->get('traces/found'), 'goodAt'));
        $answer = $this->api->post('last-judged', self::JUDGED);
        self::assertSame(200, $answer->status(), $answer->body());
        self::assertIsString(TestApi::at($this->api->get('traces/found'), 'goodAt'));
    }

    public function testWhatIsThereIsKeptWhenTheChecklistIsRead(): void
    {
        $this->api->post('last-judged', self::JUDGED);
        self::assertSame(1, $this->api->tracesKept);
        $this->api->get('traces/found');
        $this->api->post('last-judged', self::JUDGED);
        self::assertSame(1, $this->api->tracesKept, 'within the hour');
    }

    public function testTheyAreForPersonsOnly(): void
    {
        self::assertRefused(403, 'no-person', $this->api->get('traces/found', [], [], Caller::key('1', '192.168.7.8')));
    }
}
