<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Core;

use Modules\ModuleSecurityChecklist\Lib\Core\Plans\HeldNotices;
use PHPUnit\Framework\TestCase;
use RuntimeException;

final class HeldNoticesTest extends TestCase
{
    public function testTheLastOfEachKindStandsForAllAndTheRestIsToldAtOnce(): void
    {
        $queue = new class () {
            /** @var list<array<mixed>> */
            public array $told = [];

            /** @param mixed ...$said */
            public function publish(...$said): string
            {
                $this->told[] = $said;
                return 'job';
            }

            public function isConnected(): bool
            {
                return true;
            }
        };
        $held = new HeldNotices($queue);
        $one = static function (string $model, string $row): string {
            return (string) json_encode(['source' => 'models', 'model' => "MikoPBX\\Common\\Models\\$model", 'recordId' => $row]);
        };
        $held->publish($one('Sip', '1'), 'a tube');
        $held->publish($one('FirewallRules', '7'));
        $held->publish($one('Sip', '2'));
        self::assertSame([], $queue->told);

        $others = [$one('PbxSettings', 'SIPAuthPrefix'), $one('Fail2BanRules', '1'), 'no JSON', '{"action":"reload","model":""}', '7', '{"model":"Sip"}'];
        foreach ($others as $other) {
            self::assertSame('job', $held->publish($other, 'a tube', 5));
        }
        self::assertSame(array_map(static function (string $other): array {
            return [$other, 'a tube', 5];
        }, $others), $queue->told);
        self::assertTrue($held->__call('isConnected', []));

        $queue->told = [];
        $held->tell();
        $held->tell();
        self::assertSame([[$one('FirewallRules', '7')], [$one('Sip', '2')]], $queue->told, 'in the order of what came last, and not twice');
    }

    public function testWhatTheQueueDoesNotKnowIsNoSilence(): void
    {
        $this->expectException(RuntimeException::class);
        (new HeldNotices(new class () {
        }))->__call('reconnect', []);
    }
}
