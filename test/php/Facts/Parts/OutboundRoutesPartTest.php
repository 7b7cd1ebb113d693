<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class OutboundRoutesPartTest extends TestCase
{
    public function testComeInCoresOrderWithNumbersAsCoreReadsThem(): void
    {
        $route = static function (string $id, string $name, int $priority, array $more): array {
            $all = $more + [
                'id' => $id, 'name' => $name, 'pattern' => '', 'prepend' => '', 'priority' => $priority,
                'providerDisabled' => false, 'rest' => 0, 'trim' => 0,
            ];
            ksort($all);
            return $all;
        };
        self::assertSame(
            [
                $route('4', 'Gone', 0, [
                    'pattern' => '00', 'providerDisabled' => true, 'providerId' => 'SIP-NOWHERE', 'rest' => -1,
                ]),
                $route('2', 'Second', 2, ['providerId' => 'IAX-TRUNK-D', 'rest' => -1]),
                $route('3', '', 3, ['providerDisabled' => true, 'providerId' => 'SIP-TRUNK-C']),
                $route('1', 'Tenth', 10, [
                    'pattern' => '(7|8)', 'prepend' => '7', 'providerId' => 'SIP-TRUNK-A', 'rest' => 10, 'trim' => 1,
                ]),
            ],
            TestPbx::office()->data('outboundRoutes')
        );
    }

    public function testARouteWithoutAProviderIsTold(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec('UPDATE m_OutgoingRoutingTable SET providerid = NULL WHERE id = 1');
        self::assertSame('', (new TestPbx($pdo))->at('outboundRoutes', 3, 'providerId'));
        self::assertTrue((new TestPbx($pdo))->at('outboundRoutes', 3, 'providerDisabled'));
    }
}
